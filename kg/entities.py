"""Entities of the conclusions: each once, with one label, one class, its other names and what is known of it beforehand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.identity import Identity
from kg.iris import BASE, entity_iri
from kg.known import Known
from kg.records import StoredClaim

if TYPE_CHECKING:
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """Someone or something that conclusions speak of. `identifiers` are pairs of scheme and value."""

    iri: str
    label: str
    type: str
    other_names: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


def entity_records(
    claims: Iterable[tuple[StoredClaim, str | None, str | None]], identity: Identity, ontology: Ontology, base: str = BASE
) -> Iterator[EntityRecord]:
    """Yield the ends and sources of claims, given with their sources' entities (attribution, relay), sorted by IRI."""
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim, voice, relay in claims:
        for entity, label, type in _ends(claim, voice, relay, identity):
            labels[entity][label] += 1
            types[entity][type].add(claim.document)
    for entity in sorted(labels):
        known = identity.known.get(entity)
        label = identity.shown.get(entity) or (known.label if known else _label(entity, labels[entity], base))
        other = {*labels[entity], *(known.names if known else ())} - {label}
        yield EntityRecord(
            entity,
            label,
            _type({type: len(documents) for type, documents in types[entity].items()}, known, ontology),
            tuple(sorted(other)),
            known.identifiers if known else (),
        )


def _ends(claim: StoredClaim, voice: str | None, relay: str | None, identity: Identity) -> Iterator[tuple[str, str, str]]:
    yield identity.resolve(claim.document, claim.subject), claim.subject_label, claim.subject_type
    if not claim.is_literal:
        yield identity.resolve(claim.document, claim.object), claim.object_label, claim.object_type
    if voice:
        yield voice, claim.source_label or voice, claim.source_type or "Agent"
    if relay:
        yield relay, claim.relay_label or relay, claim.relay_type or "Agent"


def _label(entity: str, labels: Counter[str], base: str) -> str:
    """Return the most frequent label, those that the entity's own IRI is made of first."""
    kind = entity.removeprefix(base).split("/")[0]
    own = [label for label in labels if entity_iri(base, kind, label) == entity]
    return min(own or labels, key=lambda label: (-labels[label], len(label), label))


def _type(counts: dict[str, int], known: Known | None, ontology: Ontology) -> str:
    """Return the class of most documents, of equals the narrower. Known entities keep their own class or one below it."""
    if known and known.type in ontology.classes:
        below = {type: count for type, count in counts.items() if ontology.is_a(type, known.type)}
        if not below:
            return known.type
        counts = below
    return min(counts, key=lambda type: (-counts[type], -len(ontology.lineage.get(type, ())), type))
