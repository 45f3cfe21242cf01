"""What a graph holds, ready to be asked: classes, relations, metrics and properties, each with its count and a sample."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.iris import ONTOLOGY
from kg.prefixes import shorten
from kg.query import Answer
from kg.rdf import graph_iri
from kg.select import LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, Edge, grouped, read_edges, read_nodes
from kg.stores import Store, Term

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def schema(store: Store) -> tuple[tuple[str, Answer], ...]:
    """Return sections, each a title and a table: documents and claims, classes, relations, metrics, and properties of edges.

    A count is of entities or edges of the conclusions, commonest first. A sample is one that most documents tell, so that it is
    worth asking for.
    """
    edges = read_edges(store)
    relations, metrics = ([edge for edge in edges if edge.observation is kind] for kind in (False, True))
    return (
        ("Graphs", _table(("graph", "holds"), _graphs(store, edges))),
        ("Classes", _table(("class", "entities", "sample"), _classes(store, edges))),
        ("Relations", _table(("relation", "edges", "actual", "planned", "other", "sample"), _relations(store, relations))),
        ("Metrics", _table(("metric", "edges", "actual", "planned", "other", "sample"), _relations(store, metrics))),
        ("Properties of edges", _table(("property", "edges", "sample"), _properties(store))),
    )


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str | int, ...]]) -> Answer:
    cells = tuple(tuple(Term("literal", str(cell), _INTEGER if isinstance(cell, int) else None) for cell in row) for row in rows)
    return Answer("table", columns, cells)


def _graphs(store: Store, edges: list[Edge]) -> list[tuple[str, str]]:
    names = [graph for graph in store.graphs() if not graph.startswith(f"{store.base}graph/")]
    claims = sum(len(edge.claims) for edge in edges)
    return [
        (
            "the default",
            f"{len(edges)} edges (kg:Edge) that {claims} claims come to, entities, plain triples, the ontology",
        ),
        ("GRAPH ?d { … }", f"{len(names)} documents, a graph each: claims (kg:Claim), their sentences (nif:anchorOf)"),
    ]


def _classes(store: Store, edges: list[Edge]) -> list[tuple[str | int, ...]]:
    told = Counter(end for edge in edges for end in (edge.subject, edge.object))
    members: dict[str, list[tuple[int, str]]] = defaultdict(list)
    nodes = read_nodes(store)
    types = grouped(store.triples(graph_iri(store.base, "entities")))
    for iri, node in nodes.items():
        for term in types[iri].get(TYPE, ()):
            members[term.value].append((-told[iri], node.label))
    ranked = sorted(members, key=lambda name: (-len(members[name]), name))
    return [(shorten(name, store.base), len(members[name]), min(members[name])[1]) for name in ranked]


def _relations(store: Store, edges: list[Edge]) -> list[tuple[str | int, ...]]:
    by_relation: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_relation[edge.predicate].append(edge)
    labels = {iri: node.label for iri, node in read_nodes(store).items()}
    rows: list[tuple[str | int, ...]] = []
    for predicate in sorted(by_relation, key=lambda name: (-len(by_relation[name]), name)):
        found = by_relation[predicate]
        statuses = Counter(edge.status for edge in found)
        counts = (len(found), statuses["actual"], statuses["planned"], len(found) - statuses["actual"] - statuses["planned"])
        rows.append((shorten(predicate, store.base), *counts, _sample(found, labels)))
    return rows


def _sample(edges: list[Edge], labels: Mapping[str, str]) -> str:
    best = min(edges, key=lambda edge: (edge.status != "actual", -len(edge.documents), edge.iri))
    end = f"{best.object} {best.detail('unit')}".strip() if best.literal else labels.get(best.object, best.object)
    return f"{labels.get(best.subject, best.subject)} → {end}"


def _properties(store: Store) -> list[tuple[str | int, ...]]:
    counts: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for _, predicate, term in store.triples(graph_iri(store.base, "edges")):
        counts[predicate] += 1
        text = shorten(term.value, store.base) if term.kind == "iri" else term.value
        samples[predicate] = min(text, samples.get(predicate, text))
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    known = (TYPE, LABEL, SUBJECT, PREDICATE, OBJECT)
    shown = [name for name in ranked if name.startswith(ONTOLOGY) and name not in known]
    return [(shorten(name, store.base), counts[name], samples[name]) for name in shown]
