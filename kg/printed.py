"""Counts as lines of text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.summary import BuildReport, Counts, Totals

STATUSES = ("actual", "planned", "possible", "cancelled", "denied", "former")


def build_lines(report: BuildReport, products: Sequence[Path], *, options: str = "", most: int = 12) -> Iterator[str]:
    """Yield what a build did, what the graph holds now, where the files are, and what to try next, with these options."""
    parts = [f"{counted(report.built, 'document')} built in {report.seconds:.1f} s", f"{report.unchanged} unchanged"]
    parts += [f"{report.failed} failed"] if report.failed else []
    parts += [f"{len(report.forgotten)} forgotten"] if report.forgotten else []
    yield ", ".join(parts)
    yield ""
    yield from totals_lines(report.totals, most=most)
    yield ""
    if products:
        yield f"the graph as text    {products[0]}"
        yield from (f"the graph to look at {page}" for page in products[1:])
        yield ""
    yield "to try next"
    yield f"  kg query{options} 'SELECT ?buyer ?bought {{ ?buyer kg:acquires ?bought }}'"
    yield f"  kg schema{options}"
    yield '  kg show "Corvane plans to buy Brightwell for $2.1 billion."'


def totals_lines(totals: Totals, *, most: int | None = None) -> Iterator[str]:
    """Yield counts of documents, and of claims and edges by status and by relation, at most `most` relations."""
    claims, edges = (sum(n for _, n in counts) for counts in (totals.claims_by_status, totals.edges_by_status))
    yield f"{counted(totals.documents, 'document')}, {counted(claims, 'claim')}, {counted(edges, 'edge')}"
    by_status = _joined(totals.claims_by_status, totals.edges_by_status)
    by_relation = _joined(totals.claims_by_relation, totals.edges_by_relation)
    if not by_relation:
        return
    order = {name: number for number, name in enumerate(STATUSES)}
    by_status.sort(key=lambda row: order.get(row[0], len(order)))
    yield ""
    yield from table(("status", "claims", "edges"), by_status)
    yield ""
    yield from table(("relation", "claims", "edges"), by_relation[:most])
    if most is not None and len(by_relation) > most:
        yield f"… and {len(by_relation) - most} more relations: kg stats"


def _joined(claims: Counts, edges: Counts) -> list[tuple[str, int, int]]:
    """Return (name, claims, edges), the most claims first."""
    of_claims, of_edges = dict(claims), dict(edges)
    names = of_claims | of_edges
    rows = [(name, of_claims.get(name, 0), of_edges.get(name, 0)) for name in names]
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table, the first column left, the others right.

    >>> list(table(("status", "edges"), [("actual", 12)]))
    ['status   edges', 'actual      12']
    """
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first = row[0].ljust(widths[0])
        yield "   ".join([first, *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(2000, "claim")
    ('1 claim', '2,000 claims')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
