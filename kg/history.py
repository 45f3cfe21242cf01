"""How an edge came to its status: what its words came to, day by day.

claims of an edge ─ those up to a day ─ decide ─► status of that day ─► (day, status) where it changes
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.drafts import word_of
from kg.records import StoredClaim
from kg.select import Edge
from kg.status import decide
from kg.succession import holders

Change = tuple[str, str]


def speakers(edges: Iterable[Edge]) -> Mapping[str, frozenset[str]]:
    """Return, for every organization, who holds an office in it by the edges."""
    return holders((edge.subject, edge.relation, edge.object, edge.status) for edge in edges)


def history(
    edge: Edge, claims: Sequence[StoredClaim], parties: Mapping[str, frozenset[str]], ended: str | None = None
) -> list[Change]:
    """Return the days on which an edge's status changed, with the new one, in order; an undated document's day is empty.

    `claims` are the edge's own, `ended` the day of the claim that decides the edge where that is none of them: another edge made
    this one former (rule 4 of `conclude`), which no word of its own tells. The last status is always the edge's.
    """
    around = frozenset((edge.subject, edge.object)).union(*(parties.get(end, ()) for end in (edge.subject, edge.object)))
    words = [word_of(claim, claim.source) for claim in claims]
    changes: list[Change] = []
    for day in sorted({word.day for word in words}):
        status = str(decide((word for word in words if word.day <= day), around).status)
        if not changes or changes[-1][1] != status:
            changes.append((day, status))
    if changes and changes[-1][1] != edge.status:
        last = max(changes[-1][0], ended or "")
        changes = [*(change for change in changes if change[0] != last), (last, edge.status)]
    return changes
