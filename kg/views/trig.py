"""TriG: the whole of it with its graphs, as readable as the Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.model import Selection
from kg.prefixes import shorten
from kg.rdf import graph_iri
from kg.select import grouped, select
from kg.stores import Store
from kg.views._quads import CONCLUSIONS, Nodes, conclusion, documents, evidence
from kg.views._turtle import blocks, prefix_lines
from kg.views.ttl import edge_order, section_order


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write every graph, conclusions first; with a selection only what it shows, without identity, corrections and ontology."""
    body = "".join(
        f"\n{shorten(graph, store.base)} {{\n" + "\n".join(blocks(nodes, order, store.base, "  ")) + "}\n"
        for graph, nodes, order in _graphs(store, selection)
        if nodes
    )
    out.write(f"{prefix_lines(store.base, body)}{body}".encode())


def _graphs(store: Store, selection: Selection) -> Iterator[tuple[str, Nodes, list[str]]]:
    shown = select(store, selection)
    named = [graph_iri(store.base, name) for name in CONCLUSIONS]
    for name, graph in zip(CONCLUSIONS, named, strict=True):
        nodes = conclusion(store, name, shown)
        yield graph, nodes, edge_order(nodes)
    if shown.whole:
        for graph in sorted(set(store.graphs()) - set(named) - set(documents(store))):
            nodes = grouped(store.triples(graph))
            yield graph, nodes, edge_order(nodes)
    for graph, nodes in evidence(store, shown):
        yield graph, nodes, section_order(graph, nodes)
