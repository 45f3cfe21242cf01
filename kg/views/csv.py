"""CSV, an edge a row: for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import BinaryIO

from kg.model import Selection
from kg.select import Edge, Shown, select
from kg.stores import Store

_CELLS: Mapping[str, Callable[[Edge, Shown], str]] = {
    "subject": lambda edge, shown: shown.label(edge.subject),
    "relation": lambda edge, shown: edge.relation,
    "object": lambda edge, shown: edge.object if edge.literal else shown.label(edge.object),
    "unit": lambda edge, shown: edge.detail("unit"),
    "period": lambda edge, shown: edge.detail("period"),
    "change": lambda edge, shown: edge.detail("change"),
    "status": lambda edge, shown: edge.status,
    "disputed": lambda edge, shown: "true" if edge.disputed else "",
    "saidBy": lambda edge, shown: " | ".join(shown.label(iri) for iri in edge.said_by),
    "firstSaid": lambda edge, shown: edge.first_said,
    "lastSaid": lambda edge, shown: edge.last_said,
    "documents": lambda edge, shown: str(len(edge.documents)),
    "confidence": lambda edge, shown: f"{edge.confidence:g}",
    "price": lambda edge, shown: edge.detail("price"),
    "currency": lambda edge, shown: edge.detail("currency"),
    "stake": lambda edge, shown: edge.detail("stake"),
    "time": lambda edge, shown: edge.detail("time"),
    "validFrom": lambda edge, shown: edge.detail("validFrom"),
    "validUntil": lambda edge, shown: edge.detail("validUntil"),
    "quote": lambda edge, shown: edge.detail("quote"),
    "subjectIri": lambda edge, shown: edge.subject,
    "objectIri": lambda edge, shown: "" if edge.literal else edge.object,
    "edge": lambda edge, shown: edge.iri,
}


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the shown edges under a line of column names, sorted by subject, relation and object."""
    shown = select(store, selection)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(_CELLS)
    for edge in sorted(shown.edges, key=lambda edge: (edge.subject, edge.relation, edge.object, edge.iri)):
        table.writerow([_harmless(name, cell(edge, shown)) for name, cell in _CELLS.items()])
    out.write(text.getvalue().encode())


def _harmless(column: str, text: str) -> str:
    """Put a quote before a text that a spreadsheet would run as a formula; a number keeps its sign."""
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")):
        return text
    return text if column == "object" and _is_number(text) else f"'{text}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
