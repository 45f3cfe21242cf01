"""How edges bear on one another: who speaks for whom, opposition (rule 3), and what ends what (rule 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.drafts import Draft, Edge, Fact
from kg.model import Status
from kg.status import is_later

if TYPE_CHECKING:
    from kg.ontology import Ontology

SPEAKS_FOR = frozenset({"chiefExecutiveOf", "chairOf", "leads", "worksFor", "partOf"})
"""Relations whose subject speaks for the object: what a chief executive denies, the company denies."""
OPPOSES = frozenset({"opposes", "blocks", "sues"})
"""Relations that, about a deal and by one of its own ends, make it disputed (rule 3)."""


def speakers_of(facts: Iterable[Fact]) -> Mapping[str, frozenset[str]]:
    """Return, for every organization, who speaks for it: who held an office in it as some claim has it."""
    return holders((*fact.key, fact.claim.status) for fact in facts)


def holders(told: Iterable[tuple[str, str, str, str]]) -> Mapping[str, frozenset[str]]:
    """Return who holds an office in each organization, by subjects, relations, objects and statuses."""
    found: dict[str, set[str]] = defaultdict(set)
    for person, relation, organization, status in told:
        if relation in SPEAKS_FOR and status in (Status.ACTUAL, Status.PLANNED):
            found[organization].add(person)
    return {organization: frozenset(people) for organization, people in found.items()}


def parties_of(edge: Edge, speakers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the ends of an edge and who speaks for them."""
    return (
        frozenset((edge.subject, edge.object)) | speakers.get(edge.subject, frozenset()) | speakers.get(edge.object, frozenset())
    )


def opposed(drafts: Sequence[Draft], speakers: Mapping[str, frozenset[str]]) -> list[Draft]:
    """Mark plans that one of their own ends opposes as disputed (rule 3): opposition is no denial."""
    against: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        edge = draft.edge
        if edge.relation in OPPOSES and edge.status is Status.ACTUAL and edge.about:
            against[edge.about].add(edge.subject)

    def refused(edge: Edge) -> bool:
        is_open = edge.status in (Status.PLANNED, Status.POSSIBLE) and edge.iri in against
        return is_open and not against[edge.iri].isdisjoint(parties_of(edge, speakers))

    return [replace(d, edge=replace(d.edge, disputed=True)) if refused(d.edge) else d for d in drafts]


def one_at_a_time(drafts: Sequence[Draft], ontology: Ontology) -> list[Draft]:
    """Make the earlier holder of what only one can hold former (rule 4), unless one document names both as holders."""
    rivals: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        relation = ontology.relations.get(draft.edge.relation)
        if relation is not None and relation.one_at_a_time and draft.edge.status is Status.ACTUAL:
            rivals[draft.edge.relation, draft.edge.object].append(draft)
    followed: dict[str, Draft] = {}
    for group in rivals.values():
        for draft in group:
            later = [other for other in group if _follows(other, draft)]
            if later:
                followed[draft.edge.iri] = min(later, key=lambda other: (other.moment, other.edge.iri))
    return [_former(draft, followed.get(draft.edge.iri)) for draft in drafts]


def _follows(other: Draft, draft: Draft) -> bool:
    """Return whether `other` is said later, or on the same day of a later time, by documents none of which names both."""
    if other.edge.subject == draft.edge.subject or other.actual_in & draft.actual_in:
        return False
    (day, since), (earlier, before) = other.moment, draft.moment
    return day > earlier or (day == earlier and is_later(since, before))


def ended(drafts: Sequence[Draft], ontology: Ontology) -> list[Draft]:
    """Make former what an actual sale or spin-off ends (rule 4), between the same two ends either way round.

    A word that is later than the end stands; the sale of a mere stake ends nothing.
    """
    endings: dict[tuple[str, frozenset[str]], Draft] = {}
    for draft in sorted(drafts, key=lambda draft: (draft.moment, draft.edge.iri)):
        edge = draft.edge
        relation = ontology.relations.get(edge.relation)
        if relation is None or edge.status is not Status.ACTUAL or "stake" in dict(edge.terms):
            continue
        for name in relation.ends:
            endings[name, frozenset((edge.subject, edge.object))] = draft

    def ending(draft: Draft) -> Draft | None:
        end = endings.get((draft.edge.relation, frozenset((draft.edge.subject, draft.edge.object))))
        stands = end is None or draft.edge.status is not Status.ACTUAL or draft.moment[0] > end.moment[0]
        return None if stands else end

    return [_former(draft, ending(draft)) for draft in drafts]


def _former(draft: Draft, because: Draft | None) -> Draft:
    if because is None:
        return draft
    cause = because.edge
    confidence = min(draft.edge.confidence, cause.confidence)
    edge = replace(
        draft.edge, status=Status.FORMER, quote=cause.quote, decided_by=cause.decided_by, confidence=confidence, disputed=False
    )
    return replace(draft, edge=edge)
