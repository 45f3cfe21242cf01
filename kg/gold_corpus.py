"""Annotated articles as gold: `NAME.txt` has the texts, `NAME.ann` beside it mentions and claims, sentence by sentence.

    === harbour-03                                  === harbour-03
    title: Corvane to buy Brightwell                M 1 | Corvane | Company | Corvane Foods
    date: 2025-03-04                                M 1 | Brightwell | Company | Brightwell
    publisher: Harbour Wire                         C 1 | Corvane | acquires | Brightwell | planned | - | price=2 billion USD

    Corvane plans to buy Brightwell.

The title is sentence 0; each line of the text is a sentence, an empty line begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote as percent_quoted

from kg.calendar_words import NUMBERS
from kg.errors import ReadError
from kg.gold import SYMMETRIC, Fact, Gold, Quote, stem
from kg.gold_formats import PRONOUNS, is_name, joined, lines_of
from kg.model import Document, Status

_REFERENCE = re.compile(r"(?:(\d+):)?(.+?)(?:#(\d+))?\Z", re.DOTALL)
_NUMBER = re.compile(r"[$€£¥]?\s?\d")
_WITHOUT_MENTION = ("foundingDate", "reports", "goesPublic")
_Place = tuple[int, int, int]  # sentence, start and end in it


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    line: int
    title: str
    date: date
    publisher: str | None
    sentences: tuple[str, ...]
    breaks: frozenset[int]

    def text(self) -> str:
        """Return the title, then paragraphs of sentences in a line each."""
        later = enumerate(self.sentences[1:], 1)
        return self.title + "".join(("\n\n" if n in self.breaks else " ") + sentence for n, sentence in later) + "\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """A claim of the annotation; `key` is the same for all that state one fact. `subject` and `object` are accepted forms."""

    key: tuple[str, str, str]
    subject: str
    relation: str
    object: str
    status: str
    source: str
    line: int
    quote: Quote


def read_corpus(path: Path, base: str) -> tuple[Gold, tuple[Document, ...]]:
    """Return the facts and articles of `NAME.ann`, or of all in a folder. Raises ReadError naming file and line.

    All articles are exhaustive. What an article states several times is one fact, with each status and source given.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise ReadError(str(path), "has no NAME.ann; give the folder in which the annotation lies, or a gold file")
    facts: list[Fact] = []
    documents: dict[str, Document] = {}
    for file in files:
        for article, said in _articles(file):
            if article.id in documents:
                raise _wrong(file.with_suffix(".txt"), article.line, f"the article '{article.id}' is there twice; rename one")
            documents[article.id] = _document(article, base)
            facts += _facts(article.id, said)
    return Gold(tuple(facts), (), frozenset(stem(name) for name in documents)), tuple(documents.values())


def _wrong(path: Path, line: int, problem: str) -> ReadError:
    return ReadError(f"{path}:{line}", problem)


def _document(article: _Article, base: str) -> Document:
    iri = f"{base}document/{percent_quoted(article.id, safe='')}"
    return Document(iri, article.id, article.text(), "", article.title, article.date, publisher=article.publisher)


def _articles(annotation: Path) -> Iterator[tuple[_Article, list[_Said]]]:
    text = annotation.with_suffix(".txt")
    blocks = {name: (line, block) for name, line, block in _blocks(annotation)}
    for name, line, block in _blocks(text):
        if name not in blocks:
            raise _wrong(text, line, f"the article '{name}' is not annotated; begin it with '=== {name}' in {annotation.name}")
        article = _article(text, name, line, block)
        yield article, _Annotation(annotation, article).read(blocks.pop(name)[1])
    for name, (line, _) in blocks.items():
        raise _wrong(annotation, line, f"the article '{name}' is not in {text.name}")


def _blocks(path: Path) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
    """Yield each article's id, the line of it, and its numbered lines."""
    name, begun, block = "", 0, list[tuple[int, str]]()
    for number, line in enumerate(lines_of(path), 1):
        if line.startswith("=== "):
            if name:
                yield name, begun, block
            name, begun, block = line[4:].strip(), number, []
        elif name:
            block.append((number, line.rstrip()))
        elif line.strip():
            raise _wrong(path, number, "stands before the first article; begin with '=== ID'")
    if name:
        yield name, begun, block


def _article(path: Path, name: str, line: int, block: list[tuple[int, str]]) -> _Article:
    head: dict[str, str] = {}
    at = 0
    while at < len(block) and block[at][1]:
        key, _, value = block[at][1].partition(":")
        head[key.strip()] = value.strip()
        at += 1
    if not head.get("title"):
        raise _wrong(path, line, "the article has no 'title:' in the lines below its id")
    try:
        day = date.fromisoformat(head.get("date", ""))
    except ValueError as error:
        raise _wrong(path, line, "the article has no 'date: YYYY-MM-DD' in the lines below its id") from error
    sentences, breaks, fresh = [head["title"]], set[int](), True
    for _, sentence in block[at:]:
        if sentence and fresh:
            breaks.add(len(sentences))
        fresh = not sentence
        sentences += [sentence] if sentence else []
    return _Article(name, line, head["title"], day, head.get("publisher") or None, tuple(sentences), frozenset(breaks))


class _Problem(Exception):
    """What is wrong with a line, without its place."""


@dataclass(slots=True)
class _Annotation:
    """Reads the lines of one article; `entities` and `names` grow with its mentions."""

    path: Path
    article: _Article
    entities: dict[_Place, str] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def read(self, block: list[tuple[int, str]]) -> list[_Said]:
        """Return the claims; mentions are read first, since a claim may name one of a later line."""
        for number, line in block:
            if line and not line.startswith(("M ", "C ")):
                raise _wrong(self.path, number, "begins with neither 'M ' (a mention) nor 'C ' (a claim)")
        said: list[_Said] = []
        for kind in "MC":
            for number, line in block:
                parts = [part.strip() for part in line[2:].split(" | ")]
                try:
                    if line.startswith("M ") and kind == "M":
                        self._mention(parts)
                    elif line.startswith("C ") and kind == "C":
                        said.append(self._claim(number, parts))
                except _Problem as error:
                    raise _wrong(self.path, number, str(error)) from error
        return said

    def _mention(self, parts: list[str]) -> None:
        if len(parts) != 4:
            raise _Problem(f"a mention has 4 fields, not {len(parts)}: M sentence | text | class | entity")
        place = self._place(self._number(parts[0]), parts[1])
        self.entities[place] = parts[3]
        names = self.names.setdefault(parts[3], [parts[3]])
        if is_name(self._text(place)):
            names.append(self._text(place))

    def _claim(self, line: int, parts: list[str]) -> _Said:
        if len(parts) not in (6, 7):
            raise _Problem(
                f"a claim has 6 or 7 fields, not {len(parts)}: C sentence | subject | relation | object | status | source | keys"
            )
        number, subject, relation, object_, status, source = parts[:6]
        if status not in list(Status):
            raise _Problem(f"'{status}' is no status; there are: {', '.join(Status)}")
        sentence = self._number(number)
        left = self._place(sentence, subject)
        right = None if relation == "goesPublic" and object_ == "true" else self._place(sentence, object_)
        ends = self._end(left), self._other(right, relation, parts[6] if len(parts) == 7 else "")
        first, last = sorted(end[0] for end in ends) if relation in SYMMETRIC else (ends[0][0], ends[1][0])
        marks = tuple(place[1:] for place in (left, right) if place and place[0] == sentence)
        quote = Quote(self.article.sentences[sentence], marks)
        return _Said((first, relation, last), ends[0][1], relation, ends[1][1], status, self._source(source), line, quote)

    def _end(self, place: _Place) -> tuple[str, str]:
        """Return the entity that a mention stands for, and its accepted forms."""
        if place not in self.entities:
            raise _Problem(f"'{self._text(place)}' is not marked as a mention in sentence {place[0]}; add a line M for it")
        entity, own = self.entities[place], self._text(place)
        return entity, joined([*self.names[entity], *([own] if own.casefold() not in PRONOUNS else [])])

    def _other(self, place: _Place | None, relation: str, keys: str) -> tuple[str, str]:
        """Return the same of an object, which may be `true`, a number or a day."""
        if place is None:
            return "true", "true"
        if place in self.entities:
            return self._end(place)
        if relation not in _WITHOUT_MENTION and not relation.startswith("metric:"):
            return self._end(place)
        text = self._text(place)
        change = re.search(r"\bchange=([+-])", keys)
        forms = [text, _in_digits(text)] if relation.startswith("metric:") else [text]
        if change:
            # before the first number, where a table of gold has it
            forms = [_NUMBER.sub(lambda match: change[1] + match[0], form, count=1) for form in forms]
        return forms[0], joined(forms)

    def _source(self, text: str) -> str:
        return text if text == "-" else joined(self.names.get(text, [text]))

    def _text(self, place: _Place) -> str:
        return self.article.sentences[place[0]][place[1] : place[2]]

    def _number(self, text: str) -> int:
        last = len(self.article.sentences) - 1
        if not text.isdecimal() or int(text) > last:
            raise _Problem(f"'{text}' is no sentence of this article; there are 0 to {last}")
        return int(text)

    def _place(self, sentence: int, reference: str) -> _Place:
        """Return where a text stands: `text`, `text#2` its second occurrence, `3:text` that of another sentence."""
        found = _REFERENCE.match(reference)
        if found is None:
            raise _Problem("a text is empty")
        text, count = reference[: -len(found[3]) - 1] if found[3] else reference, int(found[3] or 1)
        if found[1] is not None and reference not in self.article.sentences[sentence]:
            sentence, text = self._number(found[1]), found[2]
        # the stretch is whole words: "ING" is not said in "buying"
        before, after = (r"(?<!\w)" if text[0].isalnum() else ""), (r"(?!\w)" if text[-1].isalnum() else "")
        whole = re.compile(before + re.escape(text) + after)
        places = [match.span() for match in whole.finditer(self.article.sentences[sentence])]
        if len(places) < count or not count:
            raise _Problem(f"'{reference}' does not stand in sentence {sentence}; write it letter for letter")
        return sentence, *places[count - 1]


def _in_digits(text: str) -> str:
    """Return a number in digits where it is spelled.

    >>> _in_digits("two million"), _in_digits("a third")
    ('2 million', 'a third')
    """
    spelled = {word: number for word, number in NUMBERS.items() if len(word) > 2}
    return re.sub(r"[A-Za-z]+", lambda match: str(spelled.get(match[0].lower(), match[0])), text)


def _facts(document: str, said: Iterable[_Said]) -> Iterator[Fact]:
    """Yield one fact for all claims that state it: its first sentence, each form, status and source."""
    groups: dict[tuple[str, str, str], list[_Said]] = {}
    for each in said:
        groups.setdefault(each.key, []).append(each)
    for group in groups.values():
        first = group[0]
        # the other way round in a later sentence, where a relation reads the same both ways
        same = [each for each in group if set(each.subject.split("|")) & set(first.subject.split("|"))]
        yield Fact(
            _all(each.subject for each in same),
            first.relation,
            _all(each.object for each in same),
            _all(each.status for each in group),
            _sources([each.source for each in group]),
            stem(document),
            "",
            first.line,
            first.quote,
        )


def _all(labels: Iterable[str]) -> str:
    return joined([form for label in labels for form in label.split("|")])


def _sources(sources: list[str]) -> str:
    """Return who may be named; nobody is judged where one sentence names a source and another none."""
    named = [source for source in sources if source != "-"]
    return "-" if not named else _all(named) if len(named) == len(sources) else ""
