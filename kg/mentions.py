"""Every mention of a document: names, noun phrases without a name, and pronouns, each with an ontology class.

passages, docs ─► pages ─► names (kg/names.py) ─► their classes (kg/naming.py) ─┐
                     └───► nominals and pronouns (kg/nominals.py) ─────────────┴─► Candidates in the order of the text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.known import Gazetteer
from kg.makers import Name
from kg.model import Passage
from kg.names import find_names
from kg.naming import Asked, Named, name_entities
from kg.nominals import Phrase, find_phrases
from kg.ontology import Ontology
from kg.pages import Page, read_pages

NAME = "name"
NOMINAL = "nominal"
PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One mention: token indices in `docs[passage]` (`last` exclusive), and code points of the document.

    `type` is an ontology class, `Thing` where nothing is known; `form` name, nominal or pronoun. `modifiers` are the words of
    a nominal before its head, `entity` numbers a name's entity, `owner` is the head token of a nominal's possessive, or -1.
    """

    passage: int
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    type: str
    form: str
    modifiers: tuple[str, ...] = ()
    entity: int = -1
    owner: int = -1


@dataclass(frozen=True, slots=True)
class Found:
    """What `read_mentions` makes of a document."""

    pages: tuple[Page, ...]
    entities: tuple[Named, ...]
    candidates: tuple[Candidate, ...]


def find_mentions(
    passages: Sequence[Passage], docs: Sequence[Doc], ontology: Ontology, gazetteer: Gazetteer
) -> tuple[Candidate, ...]:
    """Return the mentions of a document in the order of the text."""
    return read_mentions(passages, docs, ontology, gazetteer).candidates


def read_mentions(
    passages: Sequence[Passage], docs: Sequence[Doc], ontology: Ontology, gazetteer: Gazetteer, asked: Asked | None = None
) -> Found:
    """Return the mentions of a document together with the pages and the named entities that they refer to."""
    pages = read_pages(passages, docs)
    names = find_names(pages, ontology, gazetteer)
    entities = name_entities(pages, names, ontology, gazetteer, asked or {})
    entity = {index: number for number, named in enumerate(entities) for index in named.members}
    named = [_name(pages[name.page], name, entity[index], entities[entity[index]]) for index, name in enumerate(names)]
    phrases = [_phrase(pages[one.page], one) for one in find_phrases(pages, names, ontology)]
    return Found(pages, entities, tuple(sorted((*named, *phrases), key=_place)))


def _place(candidate: Candidate) -> tuple[int, int, int]:
    return candidate.passage, candidate.start, candidate.end


def _name(page: Page, name: Name, number: int, named: Named) -> Candidate:
    head = page.root(name.first, name.last)
    start, end = page.starts[name.first], page.end(name.last)
    return Candidate(page.number, name.first, name.last, head, start, end, name.text, named.type, NAME, entity=number)


def _phrase(page: Page, one: Phrase) -> Candidate:
    start, end = page.starts[one.first], page.end(one.last)
    form = PRONOUN if one.pronoun else NOMINAL
    text = page.span(one.first, one.last)
    return Candidate(page.number, one.first, one.last, one.head, start, end, text, one.type, form, one.modifiers, owner=one.owner)
