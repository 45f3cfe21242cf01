"""Parse and link a short text: what the tests of mentions and links share."""

from __future__ import annotations

from functools import lru_cache

from kg.iris import BASE
from kg.known import Gazetteer, load_known
from kg.language import parse
from kg.link import link
from kg.mentions import Candidate, find_mentions
from kg.model import Document, Kind, Passage
from kg.ontology import Ontology, load_ontology
from kg.parsed import Links

DOCUMENT = BASE + "document/test.txt"


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    return load_ontology()


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return load_known()


def passages(text: str) -> list[Passage]:
    """Return a passage for each line; the first of several is the title."""
    out: list[Passage] = []
    start = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line:
            out.append(Passage(start, line, Kind.TITLE if number == 0 and len(lines) > 1 else Kind.PARAGRAPH))
        start += len(line) + 1
    return out


def mentions(text: str) -> tuple[Candidate, ...]:
    parts = passages(text)
    return find_mentions(parts, parse([part.text for part in parts]), ontology(), gazetteer())


def linked(text: str) -> Links:
    parts = passages(text)
    docs = parse([part.text for part in parts])
    return link(Document(DOCUMENT, "test.txt", text, "sha256:0"), parts, docs, ontology(), gazetteer(), BASE)


def whom(text: str, words: str, occurrence: int = 0) -> str | None:
    """Return the label of what the last word of some words (counted from 0) is linked to, or None."""
    parts = passages(text)
    docs = parse([part.text for part in parts])
    links = linked(text)
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(words, at + 1)
    last = at + len(words)
    for number, (part, doc) in enumerate(zip(parts, docs, strict=True)):
        for token in doc:
            if part.start + token.idx < last <= part.start + token.idx + len(token.text):
                mention = links.heads.get((number, token.i))
                return mention.entity.label if mention else None
    raise AssertionError(f"no token ends with {words!r}")
