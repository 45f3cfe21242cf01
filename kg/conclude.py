"""Claims and identity to conclusions: entities, edges, plain triples. Pure, whole, and blind to the order of the claims.

    StoredClaim ─ drafts (rule 5) ─► Draft ─ status (rules 1 to 3) ─ succession (rules 3 and 4) ─► Edge ─ edges ─► N-Quads

Everything is concluded anew each time: it is linear in the claims (tens of thousands a second), so that nothing stale can stay,
and "the same bytes whatever came before" holds by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.drafts import Conclusions, Draft, Edge, drafts_of, facts_of
from kg.edges import conclusion_graphs
from kg.entities import entity_records
from kg.identity import Identity
from kg.iris import BASE
from kg.model import Status
from kg.records import StoredClaim
from kg.status import decide, within
from kg.succession import ended, one_at_a_time, opposed, parties_of, speakers_of

if TYPE_CHECKING:
    from kg.ontology import Ontology


def conclude(
    claims: Iterable[StoredClaim], identity: Identity, ontology: Ontology, *, base: str = BASE, min_confidence: float = 0.5
) -> Conclusions:
    """Return what the claims come to.

    Claims below `min_confidence`, claims that the user rejects (`identity.rejects`) and claims whose two ends are one entity do
    not take part.
    """
    facts = list(facts_of(claims, identity, ontology, min_confidence))
    drafts = drafts_of(facts, ontology, base)
    parties = speakers_of(facts)
    drafts = [_settle(draft, parties) for draft in drafts]
    drafts = opposed(drafts, parties)
    drafts = one_at_a_time(drafts, ontology)
    drafts = ended(drafts, ontology)
    edges = tuple(sorted((draft.edge for draft in drafts), key=lambda edge: edge.iri))
    return Conclusions(
        tuple(entity_records(((f.claim, f.voice, f.relay) for f in facts), identity, ontology, base)),
        edges,
        tuple(edge for edge in edges if edge.status is Status.ACTUAL and not edge.relation.startswith("metric:")),
        tuple(edge for edge in edges if _plainly_planned(edge)),
        frozenset(name for name, relation in ontology.relations.items() if relation.symmetric),
        identity,
    )


def _plainly_planned(edge: Edge) -> bool:
    return edge.status is Status.PLANNED and not edge.disputed and not edge.relation.startswith("metric:")


def _settle(draft: Draft, speakers: Mapping[str, frozenset[str]]) -> Draft:
    """Decide an edge's status by rules 1 to 3, and with it what the edge quotes and states."""
    verdict = decide((fact.word() for fact in draft.facts), parties_of(draft.edge, speakers))
    agreeing = [fact.claim for fact in draft.facts if fact.claim.status == verdict.status]
    decider = next(claim for claim in agreeing if claim.iri == verdict.word.claim)
    edge = replace(
        draft.edge,
        status=verdict.status,
        disputed=verdict.disputed,
        quote=decider.sentence,
        decided_by=decider.iri,
        confidence=max(claim.confidence for claim in agreeing),
        terms=tuple(_terms([fact.claim for fact in draft.facts], agreeing)),
    )
    return Draft(edge, draft.facts)


def _terms(claims: Sequence[StoredClaim], agreeing: Sequence[StoredClaim]) -> Iterator[tuple[str, str]]:
    """Yield what stands on the edge, each as the latest claim has it.

    A price or stake outlives its plan; times and conditions hold only as the words that agree with the status have them: the day
    that a plan named is not the day on which it came about.
    """
    priced = next((claim for claim in reversed(claims) if claim.price), None)
    if priced is not None:
        yield from ((name, text) for name in ("price", "currency") if (text := getattr(priced, name)))
    for name in ("stake", "unit", "comparison"):
        yield from _latest(name, claims)
    if any(claim.change for claim in claims):
        yield "change", "true"
    yield from _latest("period", claims, finest=True)
    yield from _latest("condition", agreeing)
    for name in ("time", "valid_from", "valid_until"):
        yield from _latest(name, agreeing, finest=True)


def _latest(name: str, claims: Sequence[StoredClaim], *, finest: bool = False) -> Iterator[tuple[str, str]]:
    """Yield what the latest claim that has it says, of times the latest that no other makes more precise."""
    texts = [text for claim in claims if (text := getattr(claim, name))]
    if finest and len(texts) > 1:
        texts = [text for text in texts if not any(within(other, text) for other in texts)]
    if texts:
        yield name, texts[-1]


__all__ = ["Conclusions", "Edge", "conclude", "conclusion_graphs"]
