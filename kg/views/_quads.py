"""Which triples of which graph a selection shows; shared by ttl, trig and nq."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.rdf import graph_iri
from kg.select import Shown, grouped
from kg.stores import Store, Term

Node = Mapping[str, list[Term]]
Nodes = Mapping[str, Node]

CONCLUSIONS = ("entities", "edges", "actual", "planned")


def conclusion(store: Store, name: str, shown: Shown) -> Nodes:
    """Return one graph of the conclusions as subject → predicate → objects, without what is not shown."""
    groups = grouped(store.triples(graph_iri(store.base, name)))
    if shown.whole:
        return groups
    if name == "entities":
        return {iri: has for iri, has in groups.items() if iri in shown.nodes}
    if name == "edges":
        kept = {edge.iri for edge in shown.edges}
        return {iri: has for iri, has in groups.items() if iri in kept}
    return _plain(groups, shown, name)


def documents(store: Store) -> list[str]:
    """Return the IRIs of the evidence graphs, sorted."""
    rest = store.base + "graph/"
    return [graph for graph in store.graphs() if not graph.startswith(rest)]


def evidence(store: Store, shown: Shown) -> Iterator[tuple[str, Nodes]]:
    """Yield each document's graph, without the claims of edges that are not shown and what only they need."""
    kept = None if shown.whole else {claim for edge in shown.edges for claim in edge.claims}
    used = None if shown.whole else {document for edge in shown.edges for document in edge.documents}
    for graph in documents(store):
        if used is None or graph in used:
            groups = grouped(store.triples(graph))
            yield graph, groups if kept is None else _of_claims(graph, groups, kept)


def _plain(groups: Nodes, shown: Shown, status: str) -> Nodes:
    """Keep the plain triples of shown edges, either way round: a symmetric relation has one edge and two triples."""
    ways = {
        (start, edge.predicate, end)
        for edge in shown.edges
        if edge.status == status
        for start, end in ((edge.subject, edge.object), (edge.object, edge.subject))
    }
    kept = {
        subject: {key: [term for term in terms if (subject, key, term.value) in ways] for key, terms in has.items()}
        for subject, has in groups.items()
    }
    return {subject: {key: terms for key, terms in has.items() if terms} for subject, has in kept.items() if any(has.values())}


def _of_claims(graph: str, groups: Nodes, kept: set[str]) -> Nodes:
    claims = {iri for iri in groups if iri in kept}
    used = {term.value for iri in claims for terms in groups[iri].values() for term in terms if term.kind == "iri"}
    return {iri: has for iri, has in groups.items() if iri in claims or iri in used or iri == graph}
