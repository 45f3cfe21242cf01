"""The graph's shape checked by SHACL: ontology/graph-shapes.ttl over the evidence, then over the conclusions with the ontology.

store ─► rdflib Graph ─ pySHACL ─► Fault(node, problem, graph, sentence)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import ONTOLOGY
from kg.ontology import shipped
from kg.prefixes import shorten
from kg.rdf import conclusion_graphs, read_documents
from kg.stores import Store
from kg.vocabulary import NIF

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_CHUNK = 50
"""Documents to a check: what is wrong in one shows in it alone, and memory stays small."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a node. `sentence` is the text behind it, empty where there is none."""

    node: str
    problem: str
    sentence: str = ""

    def line(self) -> str:
        """Return the fault as one line."""
        return f"{shorten(self.node)}: {self.problem}" + (f"  “{' '.join(self.sentence.split())}”" if self.sentence else "")


def validate(store: Store) -> Iterator[Fault]:
    """Yield what breaks the shapes, sorted within the conclusions and each part of the evidence."""
    from rdflib import Graph

    shapes = Graph().parse(shipped("graph-shapes.ttl"))
    documents = [document.iri for document in read_documents(store)]
    parts = [documents[at : at + _CHUNK] for at in range(0, len(documents), _CHUNK)]
    for graphs in (*parts, conclusion_graphs(store.base)):
        yield from _faults(_graph(store, graphs), shapes)


def _graph(store: Store, names: list[str]) -> Graph:
    from rdflib import Graph, URIRef

    graph = Graph()
    for name in names:
        end = f" <{name}> .".encode()
        lines = store.nquads(name).splitlines()
        graph.parse(data=b"\n".join(line.removesuffix(end) + b" ." for line in lines), format="nt")
    # An edge that measures is an observation without being a claim, so the class tree must not make it one here.
    graph.remove((URIRef(ONTOLOGY + "Observation"), None, URIRef(ONTOLOGY + "Claim")))
    return graph


def _faults(data: Graph, shapes: Graph) -> list[Fault]:
    import pyshacl
    from rdflib import Namespace

    sh = Namespace("http://www.w3.org/ns/shacl#")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False, inference="none")
    found = set()
    for result in report.subjects(sh.resultSeverity, sh.Violation):
        node = report.value(result, sh.focusNode)
        message = report.value(result, sh.resultMessage)
        found.add(Fault(str(node), str(message), _sentence(data, node)))
    return sorted(found, key=lambda fault: (fault.node, fault.problem))


def _sentence(data: Graph, node: Node | None) -> str:
    """Return the sentence of a claim, or the deciding quote of an edge."""
    from rdflib import URIRef

    quote = data.value(node, URIRef(ONTOLOGY + "quote"))
    place = data.value(node, URIRef(ONTOLOGY + "sentence"))
    text = data.value(place, URIRef(NIF + "anchorOf")) if place is not None else None
    return str(quote or text or "")
