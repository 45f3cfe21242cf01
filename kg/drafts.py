"""Claims sorted into edges, before any status: by resolved ends and relation, by deal, by occasion.

StoredClaim ─ confidence, corrections, identity ─► Fact ─ ends and relation ─► deal ─► occasion (rule 5) ─► Draft(Edge, facts)
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.entities import EntityRecord
from kg.identity import Identity
from kg.model import Status
from kg.records import StoredClaim
from kg.status import Word, within

if TYPE_CHECKING:
    from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Edge:
    """What all claims of one subject, relation and object (and deal, period or occasion) come to.

    `object` is an IRI where `object_type` is set, else a literal's text, a number where `is_number`. `claims` and `documents` are
    sorted IRIs, `decided_by` the claim whose word counts, `terms` what stands on a deal or an observation by the names of
    `StoredClaim`'s fields. `about` is the edge of the deal that the subject acts on.
    """

    iri: str
    subject: str
    relation: str
    object: str
    object_type: str
    is_number: bool
    said_by: tuple[str, ...]
    first_said: str
    last_said: str
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    about: str | None = None
    status: Status = Status.POSSIBLE
    disputed: bool = False
    quote: str = ""
    decided_by: str = ""
    confidence: float = 0.0
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Everything that follows from the evidence, sorted. `actual` and `planned` are the edges that have a plain triple."""

    entities: tuple[EntityRecord, ...]
    edges: tuple[Edge, ...]
    actual: tuple[Edge, ...]
    planned: tuple[Edge, ...]
    symmetric: frozenset[str]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with its ends and source resolved, and the times that rank it."""

    claim: StoredClaim
    key: tuple[str, str, str]
    voice: str | None
    relay: str | None
    occasion: str

    def word(self) -> Word:
        """Return what the claim says, as the rules of status weigh it."""
        return word_of(self.claim, self.voice)


@dataclass(frozen=True, slots=True)
class Draft:
    """An edge in the making, with the claims that it rests on in order of date."""

    edge: Edge
    facts: tuple[Fact, ...]

    @property
    def moment(self) -> tuple[str, str]:
        """When the edge was last said to be so, and since when it holds."""
        actual = [fact.claim for fact in self.facts if fact.claim.status == Status.ACTUAL]
        return max((claim.said or "" for claim in actual), default=""), dict(self.edge.terms).get("valid_from", "")

    @property
    def actual_in(self) -> frozenset[str]:
        """The documents that say that the edge is so."""
        return frozenset(fact.claim.document for fact in self.facts if fact.claim.status == Status.ACTUAL)


def word_of(claim: StoredClaim, voice: str | None) -> Word:
    """Return what a claim says by somebody's voice, as the rules of status weigh it."""
    time = claim.time or claim.valid_from or ""
    return Word(Status(claim.status), claim.said or "", claim.document, claim.start, claim.iri, voice, time)


def facts_of(claims: Iterable[StoredClaim], identity: Identity, ontology: Ontology, least: float) -> Iterator[Fact]:
    """Yield the claims that take part, in order of date; `least` is the confidence that they need."""
    for claim in sorted(claims, key=lambda claim: (claim.said or "", claim.document, claim.start, claim.iri)):
        if claim.confidence < least:
            continue
        subject = identity.resolve(claim.document, claim.subject)
        target = claim.object if claim.is_literal else identity.resolve(claim.document, claim.object)
        if subject == target or identity.rejects(claim.document, subject, claim.relation, target):
            continue
        relation = ontology.relations.get(claim.relation)
        if relation is not None and relation.symmetric and not claim.is_literal:
            subject, target = sorted((subject, target))
        occasion = claim.period or "" if claim.is_observation else ""
        if relation is not None and relation.repeatable:
            occasion = claim.time or claim.valid_from or ""
        key = (subject, claim.relation, _object_key(claim, target))
        voice = identity.resolve(claim.document, claim.source) if claim.source else None
        relay = identity.resolve(claim.document, claim.relay) if claim.relay else None
        yield Fact(claim, key, voice, relay, occasion)


def _object_key(claim: StoredClaim, target: str) -> str:
    """Return the object as an edge's key has it: a number with its unit, and a change apart from a level."""
    if not claim.is_observation:
        return target
    return f"{target} {claim.unit or ''} {'change' if claim.change else ''}".rstrip()


def drafts_of(facts: Sequence[Fact], ontology: Ontology, base: str) -> list[Draft]:
    """Return the edges with all that does not depend on status."""
    keys = {fact.claim.iri: fact.key for fact in facts}
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.key].append(fact)
    parts: list[tuple[str, list[Fact]]] = []
    for key, group in groups.items():
        repeats = key[1].startswith("metric:") or (key[1] in ontology.relations and ontology.relations[key[1]].repeatable)
        for deal, of_deal in _by_deal(group, keys).items():
            for occasion, members in (_by_occasion(of_deal) if repeats else {"": of_deal}).items():
                parts.append((_edge_iri(base, *key, deal, occasion), members))
    edge_of = {fact.claim.iri: iri for iri, members in parts for fact in members}
    return [_draft(iri, members, edge_of) for iri, members in parts]


def _edge_iri(base: str, *parts: str) -> str:
    return f"{base}edge/{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:20]}"


def _by_deal(facts: Sequence[Fact], keys: Mapping[str, tuple[str, str, str]]) -> Mapping[str, list[Fact]]:
    """Part facts by the deal that they are about; those that name none join the only one there is."""
    deals: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        about = keys.get(fact.claim.about or "")
        deals[" ".join(about) if about else ""].append(fact)
    named = [deal for deal in deals if deal]
    if len(named) == 1 and "" in deals:
        deals = {named[0]: list(facts)}
    return deals


def _by_occasion(facts: Sequence[Fact]) -> Mapping[str, list[Fact]]:
    """Part facts by their own time or period (rule 5).

    A vaguer time, or none, joins the one finer occasion that lies in it; where there are several it could mean any and stands
    apart.
    """
    times = sorted({fact.occasion for fact in facts})
    finest = [time for time in times if not any(within(other, time) for other in times)]
    target: dict[str, str] = {}
    for time in times:
        inside = [other for other in finest if within(other, time)]
        target[time] = inside[0] if len(inside) == 1 else time
    parts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        parts[target[fact.occasion]].append(fact)
    return parts


def _draft(iri: str, facts: Sequence[Fact], edge_of: Mapping[str, str]) -> Draft:
    first = facts[0]
    claim = first.claim
    said = sorted(fact.claim.said for fact in facts if fact.claim.said)
    about = (edge_of.get(fact.claim.about or "") for fact in facts)
    subject, relation, key = first.key
    edge = Edge(
        iri,
        subject=subject,
        relation=relation,
        object=claim.object if claim.is_literal else key,
        object_type=claim.object_type,
        is_number=claim.value is not None,
        said_by=tuple(sorted({fact.voice for fact in facts if fact.voice})),
        first_said=said[0] if said else "",
        last_said=said[-1] if said else "",
        documents=tuple(sorted({fact.claim.document for fact in facts})),
        claims=tuple(sorted(fact.claim.iri for fact in facts)),
        about=next((target for target in about if target and target != iri), None),
    )
    return Draft(edge, tuple(facts))
