"""Noun phrases without a name, and pronouns: where they stand and what class their head noun names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.lexicon import CALENDAR
from kg.makers import Name
from kg.ontology import Ontology
from kg.pages import Page
from kg.votes import class_of

PRONOUNS = frozenset(
    str.split("it its they them their theirs he him his she her hers who which that whose whom")
    + str.split("i me my we us our ours you your")
)
_PERSONAL = frozenset(str.split("he him his she her hers who whom i me my"))
_INNER = frozenset(("compound", "amod", "nmod", "npadvmod", "punct", "advmod", "appos", "dep", "quantmod"))
_LEFT_OUT = frozenset(("det", "predet", "poss", "case", "nummod", "preconj", "cc", "neg", "mark", "advcl", "prep"))
_VAGUE = frozenset(
    str.split("many few several some other more most such own same various further additional certain next last past")
)
_TIMES = frozenset(
    str.split(
        """year quarter month week day percent percentage time date decade century hour minute morning afternoon evening night
        moment period mile kilometer kilometre meter metre foot inch ton tonne gallon litre barrel dollar cent"""
    )
)
_LED = frozenset(str.split("based headquartered owned backed listed"))  # what is left of "Oslo-based"
_KNOWING = frozenset(str.split("familiar close knowledgeable aware briefed"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase or pronoun. `modifiers` are its words before the head; `owner` the head token of its possessive, or -1."""

    page: int
    first: int
    last: int
    head: int
    type: str
    modifiers: tuple[str, ...] = ()
    owner: int = -1
    pronoun: bool = False


def find_phrases(pages: Sequence[Page], names: Sequence[Name], ontology: Ontology) -> Iterator[Phrase]:
    """Yield noun phrases whose head is no part of a name, and pronouns.

    A phrase is its head with the adjectives and nouns before it, without articles, numbers, possessives, relative clauses and
    prepositions behind; a source keeps what makes it one ("people familiar with the matter").
    """
    inside: dict[int, set[int]] = {}
    for name in (name for name in names if not name.adjective):
        inside.setdefault(name.page, set()).update(range(name.first, name.last))
    for page in pages:
        taken = inside.get(page.number, set())
        for i, tag in enumerate(page.tags):
            if tag in ("PRP", "PRP$", "WP", "WDT", "WP$") and page.lows[i] in PRONOUNS and page.words[i] != "US":
                yield Phrase(page.number, i, i + 1, i, _pronoun_class(page.lows[i]), pronoun=True)
            elif i not in taken and _is_head(page, i, ontology):
                yield _phrase(page, i, taken, ontology)


def _pronoun_class(low: str) -> str:
    return "Person" if low in _PERSONAL else "Thing"


def _is_head(page: Page, i: int, ontology: Ontology) -> bool:
    tag = page.tags[i]
    if tag not in ("NN", "NNS") and not (tag in ("NNP", "NNPS") and (i in page.lowered or ontology.noun_class(page.lows[i]))):
        return False
    if not page.words[i][0].isalpha() or page.lows[i] in CALENDAR or page.lemmas[i] in _TIMES:
        return False
    head = page.heads[i]
    joined = page.deps[i] in ("compound", "nmod", "npadvmod") and i < head and page.tags[head][:2] in ("NN", "VB", "JJ")
    return not joined or head - i > 6


def _phrase(page: Page, head: int, taken: Collection[int], ontology: Ontology) -> Phrase:
    first = head
    while first > 0 and first - 1 not in taken and _belongs(page, first - 1, head):
        first -= 1
    while first < head and (not page.words[first][0].isalnum() or page.lows[first] in _LED or page.lemmas[first] in _TIMES):
        first += 1
    owner = next(page.under(head, "poss"), -1)
    last = head + 1
    if page.lemmas[head] in ("people", "person", "source", "official", "executive") and head + 1 < len(page.words):
        last = _source_end(page, head)
    modifiers = tuple(page.lows[first:head])
    cls = "UnnamedSource" if last > head + 1 else class_of(page, head, ontology) or "Thing"
    if cls == "Company" and page.lemmas[head] in ("business", "operation") and (owner >= 0 or modifiers):
        cls = "Unit"  # "its textile business"
    return Phrase(page.number, first, last, head, cls, modifiers, owner)


def _belongs(page: Page, i: int, head: int) -> bool:
    """Say whether a token before the head is one of its adjectives or nouns."""
    if (
        page.deps[i] in _LEFT_OUT
        or page.lows[i] in _VAGUE
        or page.tags[i] in ("DT", "PRP$", "POS", "CD", "PDT", "``", "''", ",", "-LRB-", ":")
    ):
        return False
    up, steps = i, 0
    while up != head and steps < 5:
        if page.deps[up] not in _INNER:
            return False
        up, steps = page.heads[up], steps + 1
    return up == head


def _source_end(page: Page, head: int) -> int:
    """Return the end of "people familiar with the matter", "sources close to the company"; else that of the noun itself."""
    if page.lows[head + 1] not in _KNOWING and page.lows[head + 1 : head + 4] != ["with", "knowledge", "of"]:
        return head + 1
    last = head + 2
    while last < len(page.words) and last - head < 10 and page.sents[last] == page.sents[head]:
        if page.words[last] in (",", ".", ";", "—", "–", '"', "”", "(") or page.tags[last] in (
            "VBD",
            "VBZ",
            "VBP",
            "WDT",
            "WP",
            "MD",
        ):
            break
        last += 1
    return last
