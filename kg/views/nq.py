"""N-Quads, sorted: the whole store, for other tools and for comparing two graphs line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Selection
from kg.nquads import XSD, iri, literal
from kg.rdf import graph_iri
from kg.select import select
from kg.stores import Store, Term
from kg.views._quads import CONCLUSIONS, Nodes, conclusion, evidence


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write sorted lines: the store's every statement, or with a selection those of what it shows."""
    if selection == Selection():
        out.write(store.nquads())
        return
    shown = select(store, selection)
    graphs = [(graph_iri(store.base, name), conclusion(store, name, shown)) for name in CONCLUSIONS]
    graphs.extend(evidence(store, shown))
    out.write(b"".join(sorted(line for graph, nodes in graphs for line in _lines(graph, nodes))))


def _lines(graph: str, nodes: Nodes) -> Iterator[bytes]:
    for subject, has in nodes.items():
        for predicate, terms in has.items():
            for term in terms:
                yield f"{_node(subject)} {iri(predicate)} {_written(term)} {iri(graph)} .\n".encode()


def _written(term: Term) -> str:
    if term.kind != "literal":
        return _node(term.value)
    text = literal(term.value)
    if term.language:
        return f"{text}@{term.language}"
    return text if term.datatype in (None, XSD + "string") else f"{text}^^{iri(term.datatype or '')}"


def _node(value: str) -> str:
    return value if value.startswith(("_:", "<<")) else iri(value)
