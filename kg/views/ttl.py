"""Turtle to read and to load: conclusions first, then the evidence, document by document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.iris import ONTOLOGY
from kg.model import Selection
from kg.prefixes import VOCABULARIES
from kg.rdf import graph_iri
from kg.select import OBJECT, PREDICATE, SUBJECT, Shown, grouped, select
from kg.stores import Store
from kg.views._quads import CONCLUSIONS, Nodes, conclusion, evidence
from kg.views._turtle import blocks, prefix_lines

_HEADINGS: Mapping[str, str] = {
    "entities": "Entities",
    "edges": "Edges: what all claims of one subject, relation and object come to",
    "actual": "Plain triples of what is the case",
    "planned": "Plain triples of what is planned and not yet the case",
    "identity": "Which name means which entity",
    "corrections": "The user's corrections",
}
_DCTERMS = VOCABULARIES["dcterms"]
_SENTENCE = ONTOLOGY + "sentence"


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write Turtle. Turtle has no graphs: the headings are comments, and `kg:document` and `kg:status` keep the layers apart."""
    shown = select(store, selection)
    body = "".join(_body(store, shown))
    out.write(f"{prefix_lines(store.base, body)}\n{body}".encode())


def section_order(graph: str, nodes: Nodes) -> list[str]:
    """Return an evidence graph's nodes in reading order: the document, names, then each sentence with its claims."""

    def key(iri: str) -> tuple[int, int, int, str]:
        has = nodes[iri]
        if iri == graph:
            return 0, 0, 0, iri
        if _SENTENCE in has:
            return 2, _begin(has[_SENTENCE][0].value), 1, iri
        if VOCABULARIES["nif"] + "anchorOf" in has:
            return 2, _begin(iri), 0, iri
        return 1, 0, 0, iri

    return sorted(nodes, key=key)


def edge_order(nodes: Nodes) -> list[str]:
    """Return the conclusions' nodes with the edges of one subject and relation together; their own IRIs are hashes."""

    def key(iri: str) -> tuple[list[str], str]:
        return [nodes[iri][name][0].value for name in (SUBJECT, PREDICATE, OBJECT) if name in nodes[iri]], iri

    return sorted(nodes, key=key)


def _body(store: Store, shown: Shown) -> Iterator[str]:
    yield _title("Conclusions")
    for name in CONCLUSIONS:
        yield from _section(_HEADINGS[name], conclusion(store, name, shown), store.base)
    if shown.whole:
        for name in ("identity", "corrections"):
            yield from _section(_HEADINGS[name], grouped(store.triples(graph_iri(store.base, name))), store.base)
    yield _title("Evidence: what each document says")
    for graph, nodes in evidence(store, shown):
        order = section_order(graph, nodes)
        yield f"\n## {_heading(graph, nodes)}\n\n" + "\n".join(blocks(nodes, order, store.base))


def _section(heading: str, nodes: Nodes, base: str) -> Iterator[str]:
    if nodes:
        yield f"\n## {heading}\n\n" + "\n".join(blocks(nodes, edge_order(nodes), base))


def _title(text: str) -> str:
    return f"\n# ---- {text} {'-' * (110 - len(text))}\n"


def _heading(graph: str, nodes: Nodes) -> str:
    has = nodes.get(graph, {})
    parts = [has[_DCTERMS + name][0].value for name in ("issued", "title", "source") if _DCTERMS + name in has]
    # A comment ends with its line, so what a document calls itself must not bring a line of its own.
    return " ".join(" · ".join(dict.fromkeys(parts or [graph])).split()) or graph


def _begin(place: str) -> int:
    number = place.rpartition("#char=")[2].partition(",")[0]
    return int(number) if number.isdecimal() else -1
