"""The annotated corpus: reading it, and `python -m training.corpus` that checks it and counts what it holds.

The format stands in GUIDELINE.md. A text file `NAME.txt` and its annotation `NAME.ann` name the same articles in the same order.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from kg.model import Document, Status

CORPUS = Path(__file__).parent / "corpus"
STATUSES = tuple(Status)
KEYS = frozenset({"time", "price", "stake", "period", "change"})
HEADER = ("title", "date", "publisher", "register")
_PUBLIC = frozenset({"StockExchange", "Publisher"})  # of these there are few, and everybody names the same
_T = TypeVar("_T")
_REFERENCE = re.compile(r"(?:(\d+):)?(.+?)(?:#(\d+))?\Z", re.DOTALL)


class CorpusError(Exception):
    """A line of the corpus that cannot be read: file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a sentence, offsets in that sentence."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: where, its text, class and the entity of the article."""

    span: Span
    text: str
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that the sentence states; `object_entity` is None where the object is a number, a date or `true`."""

    sentence: int
    subject: Span
    subject_entity: str
    relation: str
    object: Span | None
    object_text: str
    object_entity: str | None
    status: str
    attributed: str
    extras: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article; `sentences[0]` is the title, `breaks` the sentences that begin a paragraph."""

    id: str
    title: str
    date: str
    publisher: str
    register: str
    sentences: tuple[str, ...]
    breaks: frozenset[int]
    mentions: tuple[Named, ...]
    facts: tuple[Fact, ...]

    def text(self) -> str:
        """Return the article as a plain text, paragraphs as lines, the title first."""
        parts = [self.sentences[0]]
        for number, sentence in enumerate(self.sentences[1:], 1):
            parts.append(("\n\n" if number in self.breaks else " ") + sentence)
        return "".join(parts) + "\n"

    def document(self) -> Document:
        """Return the article as what the pipeline reads, named by its id."""
        return Document(self.id, self.id, self.text(), "", self.title, date.fromisoformat(self.date))

    def offsets(self) -> tuple[int, ...]:
        """Return where each sentence begins in `text()`."""
        found, at = [0], len(self.sentences[0])
        for number, sentence in enumerate(self.sentences[1:], 1):
            at += 2 if number in self.breaks else 1
            found.append(at)
            at += len(sentence)
        return tuple(found)


def read_corpus(folder: Path) -> tuple[Article, ...]:
    """Return the annotated articles of a folder in the order of their files. Raises CorpusError naming file and line."""
    articles: list[Article] = []
    for path in sorted(folder.glob("*.ann")):
        articles += _read(path.with_suffix(".txt"), path, problems=None)
    return tuple(articles)


def check(folder: Path, relations: Iterable[str], classes: Iterable[str]) -> tuple[list[Article], list[str]]:
    """Return the articles of a folder and every problem in it as `FILE:LINE: what`."""
    problems: list[str] = []
    articles: list[Article] = []
    for path in sorted(folder.glob("*.ann")):
        articles += _read(path.with_suffix(".txt"), path, problems, frozenset(relations), frozenset(classes))
    for path in sorted(folder.glob("*.txt")):
        if not path.with_suffix(".ann").exists():
            problems.append(f"{path}:1: has no annotation {path.stem}.ann beside it")
    return articles, problems


def _read(
    text: Path,
    annotation: Path,
    problems: list[str] | None,
    relations: frozenset[str] = frozenset(),
    classes: frozenset[str] = frozenset(),
) -> Iterator[Article]:
    if not text.exists():
        raise CorpusError(f"{annotation}:1: has no text {text.name} beside it")
    lines = dict(blocks(annotation))
    for name, block in blocks(text):
        head, sentences, breaks = _article(text, block)
        reader = _Lines(annotation, sentences, relations, classes, problems)
        mentions, facts = reader.read(lines.pop(name, []))
        if not mentions and problems is not None:
            problems.append(f"{annotation}:1: article {name} has no mention")
        title, date, publisher, register = (head[key] for key in HEADER)
        yield Article(name, title, date, publisher, register, sentences, breaks, mentions, facts)
    for name, block in lines.items():
        _complain(problems, f"{annotation}:{block[0][0] if block else 1}: article {name} is not in {text.name}")


def blocks(path: Path) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each article's id and its numbered lines."""
    name, block = "", list[tuple[int, str]]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("=== "):
            if name:
                yield name, block
            name, block = line[4:].strip(), []
        elif name:
            block.append((number, line.rstrip()))
        elif line.strip():
            raise CorpusError(f"{path}:{number}: stands before the first article; begin with '=== id'")
    if name:
        yield name, block


def _article(path: Path, block: list[tuple[int, str]]) -> tuple[dict[str, str], tuple[str, ...], frozenset[int]]:
    head: dict[str, str] = {}
    at = 0
    while at < len(block) and block[at][1]:
        key, _, value = block[at][1].partition(":")
        head[key.strip()] = value.strip()
        at += 1
    missing = [key for key in HEADER if not head.get(key)]
    if missing:
        raise CorpusError(f"{path}:{block[0][0] if block else 1}: the header lacks {', '.join(missing)}")
    sentences, breaks, fresh = [head["title"]], set[int](), True
    for _, line in block[at:]:
        if not line:
            fresh = True
            continue
        if fresh:
            breaks.add(len(sentences))
        fresh = False
        sentences.append(line)
    return head, tuple(sentences), frozenset(breaks)


@dataclass(slots=True)
class _Lines:
    path: Path
    sentences: tuple[str, ...]
    relations: frozenset[str]
    classes: frozenset[str]
    problems: list[str] | None

    def read(self, block: list[tuple[int, str]]) -> tuple[tuple[Named, ...], tuple[Fact, ...]]:
        mentions: list[Named] = []
        for number, line in block:
            if line.startswith("M "):
                mentions += self._try(number, self._mention, [part.strip() for part in line[2:].split(" | ")])
        known = {mention.span: mention for mention in mentions}
        facts: list[Fact] = []
        for number, line in block:
            if line.startswith("C "):
                facts += self._try(
                    number, lambda parts: self._fact(parts, known), [part.strip() for part in line[2:].split(" | ")]
                )
            elif line and not line.startswith("M "):
                _complain(self.problems, f"{self.path}:{number}: begins with neither M nor C")
        return tuple(mentions), tuple(facts)

    def _try(self, number: int, read: Callable[[list[str]], _T], parts: list[str]) -> list[_T]:
        try:
            return [read(parts)]
        except CorpusError as error:
            _complain(self.problems, f"{self.path}:{number}: {error}")
            return []

    def _mention(self, parts: list[str]) -> Named:
        if len(parts) != 4:
            raise CorpusError(f"a mention has 4 fields, not {len(parts)}: M sentence | text | class | entity")
        sentence, text, type_, entity = parts
        span = self._span(self._number(sentence), text)
        if self.classes and type_ not in self.classes:
            raise CorpusError(f"'{type_}' is no class of the ontology")
        return Named(span, self.sentences[span.sentence][span.start : span.end], type_, entity)

    def _fact(self, parts: list[str], known: dict[Span, Named]) -> Fact:
        if len(parts) not in (6, 7):
            raise CorpusError(
                f"a claim has 6 or 7 fields, not {len(parts)}: C sentence | subject | relation | object | status | source | keys"
            )
        number, subject, relation, object_, status, attributed = parts[:6]
        sentence = self._number(number)
        if self.relations and relation not in self.relations:
            raise CorpusError(f"'{relation}' is no relation of the ontology")
        if status not in STATUSES:
            raise CorpusError(f"'{status}' is no status; there are {', '.join(STATUSES)}")
        extras = tuple(_extra(each) for each in parts[6].split(";") if each.strip()) if len(parts) == 7 else ()
        left = self._span(sentence, subject)
        if left not in known:
            raise CorpusError(f"the subject '{subject}' is not marked as a mention in sentence {left.sentence}")
        if relation == "goesPublic" and object_ == "true":
            return Fact(sentence, left, known[left].entity, relation, None, "true", None, status, attributed, extras)
        right = self._span(sentence, object_)
        literal = relation.startswith("metric:") or relation == "foundingDate" or relation == "reports"
        if right not in known and not literal:
            raise CorpusError(f"the object '{object_}' is not marked as a mention in sentence {right.sentence}")
        text = self.sentences[right.sentence][right.start : right.end]
        entity = known[right].entity if right in known else None
        return Fact(sentence, left, known[left].entity, relation, right, text, entity, status, attributed, extras)

    def _number(self, text: str) -> int:
        if not text.isdigit() or int(text) >= len(self.sentences):
            raise CorpusError(f"'{text}' is no sentence of this article; there are 0 to {len(self.sentences) - 1}")
        return int(text)

    def _span(self, sentence: int, reference: str) -> Span:
        found = _REFERENCE.match(reference)
        if found is None:
            raise CorpusError("a text is empty")
        text, nth = found[2], int(found[3] or 1)
        if found[1] is not None and reference not in self.sentences[sentence]:
            sentence = self._number(found[1])
        else:
            text = reference[: -len(found[3]) - 1] if found[3] else reference
        at = -1
        for _ in range(nth):
            at = _find(self.sentences[sentence], text, at + 1)
            if at < 0:
                raise CorpusError(f"'{reference}' does not stand in sentence {sentence}")
        return Span(sentence, at, at + len(text))


def _find(sentence: str, text: str, start: int) -> int:
    """Return where the text next stands as whole words, or -1."""
    at = sentence.find(text, start)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(text) : at + len(text) + 1]
        if not (before.isalnum() and text[0].isalnum()) and not (after.isalnum() and text[-1].isalnum()):
            return at
        at = sentence.find(text, at + 1)
    return at


def _extra(text: str) -> tuple[str, str]:
    key, _, value = text.strip().partition("=")
    if key not in KEYS or not value:
        raise CorpusError(f"'{text.strip()}' is none of {', '.join(sorted(KEYS))} with a value")
    return key, value


def _complain(problems: list[str] | None, message: str) -> None:
    if problems is None:
        raise CorpusError(message)
    problems.append(message)


def _summary(articles: list[Article]) -> Iterator[str]:
    sentences = sum(len(article.sentences) - 1 for article in articles)
    saying = sum(len({fact.sentence for fact in article.facts} - {0}) for article in articles)
    facts = [fact for article in articles for fact in article.facts]
    yield f"{len(articles)} articles, {sentences} sentences, {sentences - saying} of them without a claim"
    yield f"{sum(len(article.mentions) for article in articles)} mentions, {len(facts)} claims"
    yield "status: " + ", ".join(f"{name} {count}" for name, count in Counter(fact.status for fact in facts).most_common())
    counts = Counter("metric" if fact.relation.startswith("metric:") else fact.relation for fact in facts)
    yield "relations: " + ", ".join(f"{name} {count}" for name, count in counts.most_common())


def main(arguments: list[str]) -> int:
    """Check the corpus, or the folders named; print what it holds; return 1 where something is wrong."""
    from kg.ontology import load_ontology

    ontology = load_ontology(())
    relations = {*ontology.relations, *(f"metric:{name}" for name in ontology.metrics)}
    everything: list[str] = []
    companies: dict[str, set[str]] = {}
    folders = [Path(each) for each in arguments] or [CORPUS / "train", CORPUS / "dev"]
    for folder in folders:
        try:
            articles, problems = check(folder, relations, ontology.classes)
        except CorpusError as error:
            articles, problems = [], [str(error)]
        everything += problems
        print(f"{folder.name}/", *_summary(articles), sep="\n  ")
        own = {m.entity: m.type for a in articles for m in a.mentions if ontology.is_a(m.type, "Company")}
        companies[folder.name] = {name for name, type_ in own.items() if type_ not in _PUBLIC}
    if len(companies) == 2:
        both = set.intersection(*companies.values())
        everything += [f"{folders[1]}:1: '{name}' is a company of {folders[0].name} too" for name in sorted(both)]
    for problem in everything:
        print(problem, file=sys.stderr)
    return 1 if everything else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
