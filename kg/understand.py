"""A parsed document read by the model: its readings, and the classes of its entities where the model knows better.

A name's class comes from the words around it (kg/votes.py); the model sees the whole sentence. Where it is sure, over all
mentions of an entity that no list of known names holds, the entity gets its class and with it another IRI.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.candidates import KINDS, Candidate, kind
from kg.draft import Reader
from kg.known import Gazetteer
from kg.model import Entity, Mention
from kg.parsed import Links, Parsed
from kg.reading import Reading, read

SURE = 0.6
# The class that an entity gets of which only the kind is known.
CLASSES = {"ORG": "Company", "PER": "Person", "PRD": "Product", "TOP": "Topic", "GRP": "Group", "FAC": "Facility", "LOC": "Place"}


def understand(parsed: Parsed, gazetteer: Gazetteer) -> Parsed:
    """Return the document with the model's readings, and the classes of its entities mended by them."""
    readings = read(Reader(parsed))
    changed = _changed(parsed, readings, gazetteer)
    if not changed:
        return replace(parsed, readings=tuple(readings))
    heads = {place: _anew(mention, changed) for place, mention in parsed.links.heads.items()}
    read_anew = tuple(replace(each, ends=tuple(_end(parsed, end, changed) for end in each.ends)) for each in readings)
    return replace(parsed, links=Links(heads, parsed.links.forms), readings=read_anew)


def _changed(parsed: Parsed, readings: Sequence[Reading], gazetteer: Gazetteer) -> dict[Entity, Entity]:
    """Return the entities that get another class, with what they become."""
    said: dict[Entity, list[Sequence[float]]] = defaultdict(list)
    for reading in readings:
        for end, seen, kinds in zip(reading.ends, reading.seen, reading.kinds.tolist(), strict=True):
            if seen and isinstance(end.mention, Mention) and _is_named(parsed, end.mention):
                said[end.mention.entity].append(kinds)
    found: dict[Entity, Entity] = {}
    for entity, rows in said.items():
        if gazetteer.lookup(entity.label):
            continue
        best, probability = _agreed(rows)
        if probability >= SURE and best in CLASSES and best != kind(parsed.ontology, entity.type):
            found[entity] = _as(parsed, entity, CLASSES[best])
    return found


def _is_named(parsed: Parsed, mention: Mention) -> bool:
    """Whether a mention is the name itself; what has no name keeps the class of its noun."""
    return mention.text[:1].isupper() and not mention.entity.iri.startswith(parsed.document.iri + "#")


def _agreed(rows: Sequence[Sequence[float]]) -> tuple[str, float]:
    """Return the likeliest kind by all mentions, and its probability: the geometric mean, scaled to one."""
    means = [math.exp(sum(math.log(max(row[at], 1e-6)) for row in rows) / len(rows)) for at in range(len(KINDS))]
    best = max(range(len(KINDS)), key=lambda at: means[at])
    return KINDS[best], means[best] / sum(means)


def _as(parsed: Parsed, entity: Entity, type_: str) -> Entity:
    old, new = (f"{parsed.base}{parsed.ontology.kind(each)}/" for each in (entity.type, type_))
    iri = new + entity.iri.removeprefix(old) if entity.iri.startswith(old) else entity.iri
    return Entity(iri, entity.label, type_)


def _anew(mention: Mention, changed: Mapping[Entity, Entity]) -> Mention:
    entity = changed.get(mention.entity)
    return replace(mention, entity=entity) if entity is not None else mention


def _end(parsed: Parsed, end: Candidate, changed: Mapping[Entity, Entity]) -> Candidate:
    if not isinstance(end.mention, Mention) or end.mention.entity not in changed:
        return end
    mention = _anew(end.mention, changed)
    return replace(end, mention=mention, kind=kind(parsed.ontology, mention.entity.type))
