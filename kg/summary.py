"""What a build did, and what a store holds: counts by relation and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import KgError
from kg.rdf import local_name, read_documents
from kg.stores import Store

Counts = tuple[tuple[str, int], ...]
"""Names and how often, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a store holds."""

    documents: int
    claims_by_relation: Counts
    claims_by_status: Counts
    edges_by_relation: Counts
    edges_by_status: Counts


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, and what the store holds after it.

    `built`, `unchanged` and `failed` count documents of this run; unreadable sources count as `failed`, and `errors` says why.
    `unclaimed` counts the frames of the documents built now that no pattern names. With `interrupted` what was done is kept and
    published, and the same call goes on from there.
    """

    built: int
    unchanged: int
    failed: int
    forgotten: tuple[str, ...]
    errors: tuple[KgError, ...]
    interrupted: bool
    seconds: float
    unclaimed: Counts
    totals: Totals


def totals(store: Store) -> Totals:
    """Count a store's documents, claims and edges."""
    claims = _pairs(store, "GRAPH ?g { ?c a kg:Claim ; rdf:predicate ?p ; kg:status ?s }")
    edges = _pairs(store, "?c a kg:Edge ; rdf:predicate ?p ; kg:status ?s")
    return Totals(len(read_documents(store)), _summed(claims, 0), _summed(claims, 1), _summed(edges, 0), _summed(edges, 1))


def ranked(counts: Mapping[str, int]) -> Counts:
    """Return counts, the most frequent first, equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _pairs(store: Store, pattern: str) -> list[tuple[str, str, int]]:
    rows = store.rows(f"SELECT ?p ?s (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?p ?s")
    return [(local_name(relation), local_name(status), int(count)) for relation, status, count in rows]


def _summed(rows: Iterable[tuple[str, str, int]], column: int) -> Counts:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[str(row[column])] += row[2]
    return ranked(counts)
