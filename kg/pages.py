"""A parsed passage as plain lists: what the search for mentions reads, token by token, without asking spaCy each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.language import LOWERED
from kg.model import Kind, Passage

OPENERS = frozenset("\"“‘([«") | {"``"}  # fmt: skip
_LEADS = frozenset(":•*-–—")


@dataclass(frozen=True, slots=True)
class Page:
    """One passage. Each list has an item a token; `kids` are the syntactic children, `ents` spaCy's entity labels or empty.

    `initial` marks tokens whose capital may come from their place: first of a sentence, of a quote or after a colon. `lowered`
    are the tokens of a headline whose capital says nothing. `sents` numbers the sentences. `offset` is the passage's start in the
    document, `starts` are code points of the document.
    """

    number: int
    title: bool
    offset: int
    text: str
    words: list[str]
    lows: list[str]
    tags: list[str]
    deps: list[str]
    lemmas: list[str]
    heads: list[int]
    kids: list[list[int]]
    ents: list[str]
    starts: list[int]
    sents: list[int]
    initial: list[bool]
    lowered: frozenset[int]

    def end(self, last: int) -> int:
        """Return the document offset behind the token before `last`."""
        return self.starts[last - 1] + len(self.words[last - 1])

    def span(self, first: int, last: int) -> str:
        """Return the text of some tokens, `last` exclusive."""
        return self.text[self.starts[first] - self.offset : self.end(last) - self.offset]

    def root(self, first: int, last: int) -> int:
        """Return the token of a span that the others hang from: the last one whose head lies outside."""
        outside = [i for i in range(first, last) if not first <= self.heads[i] < last or self.heads[i] == i]
        return outside[-1] if outside else last - 1

    def under(self, token: int, *deps: str) -> Iterator[int]:
        """Yield the children of a token with one of these dependencies."""
        for kid in self.kids[token]:
            if self.deps[kid] in deps:
                yield kid


def read_pages(passages: Sequence[Passage], docs: Sequence[Doc]) -> tuple[Page, ...]:
    """Return a page for each passage and its parse."""
    return tuple(_page(number, passage, doc) for number, (passage, doc) in enumerate(zip(passages, docs, strict=True)))


def _page(number: int, passage: Passage, doc: Doc) -> Page:
    tokens = list(doc)
    words = [token.text for token in tokens]
    heads = [token.head.i for token in tokens]
    kids: list[list[int]] = [[] for _ in tokens]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    sents: list[int] = []
    initial: list[bool] = []
    count = -1
    for i, token in enumerate(tokens):
        starts = i == 0 or bool(token.is_sent_start)
        count += starts
        sents.append(count)
        before = words[i - 1] if i else ""
        initial.append(starts or before in OPENERS or before in _LEADS)
    return Page(
        number=number,
        title=passage.kind is not Kind.PARAGRAPH,
        offset=passage.start,
        text=passage.text,
        words=words,
        lows=[word.lower() for word in words],
        tags=[token.tag_ for token in tokens],
        deps=[token.dep_ for token in tokens],
        lemmas=[token.lemma_.lower() for token in tokens],
        heads=heads,
        kids=kids,
        ents=[token.ent_type_ for token in tokens],
        starts=[passage.start + token.idx for token in tokens],
        sents=sents,
        initial=initial,
        lowered=frozenset(doc.user_data.get(LOWERED, ())),
    )
