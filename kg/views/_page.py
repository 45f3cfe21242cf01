"""What the explorer's page shows, as columns: nodes with their places, edges, documents; their claims are `_page_claims`.

    Shown ─ graph_columns ─► one object: a column of each kind has a value an item; what few items have is {number: value}

A class, relation, document or edge is named by its number in its own list, a repeated text by its number in `strings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.history import history, speakers
from kg.iris import METRIC
from kg.layout import positions
from kg.looks import COLOURS, SHAPES, group_of
from kg.prefixes import VOCABULARIES, prefixes
from kg.query import load_query
from kg.query import names as query_names
from kg.rdf import conclusion_graphs, graph_iri, local_name, read_claims
from kg.records import StoredClaim
from kg.select import LABEL, Edge, Shown, grouped, superclasses
from kg.stores import Store

STATUSES = ("actual", "planned", "possible", "former", "denied", "cancelled")
HELD_BACK = ("cancelled", "denied")
"""The statuses that are not drawn at first."""

_DCTERMS = VOCABULARIES["dcterms"]
_SYMMETRIC = VOCABULARIES["owl"] + "SymmetricProperty"


@dataclass(frozen=True, slots=True)
class Strings:
    """Texts by number, each once."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """Return a text's number, a new one where it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def all(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return list(self.numbers)


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown, in the order in which the columns have it; `claims[i]` are those of `edges[i]`, earliest first."""

    shown: Shown
    edges: tuple[Edge, ...]
    nodes: tuple[str, ...]
    claims: tuple[tuple[StoredClaim, ...], ...]
    documents: tuple[str, ...]
    ended: Mapping[str, str]


def page_of(store: Store, shown: Shown) -> Page:
    """Gather what a page shows. `ended` is the day of the claims that decide an edge other than their own."""
    edges = tuple(sorted(shown.edges, key=lambda edge: (edge.subject, edge.relation, edge.object, edge.iri)))
    nodes = tuple(sorted({end for edge in edges for end in ends_of(edge)}))
    documents = tuple(sorted({document for edge in edges for document in edge.documents}))
    found = {claim.iri: claim for claim in read_claims(store, documents)}
    claims = tuple(
        tuple(sorted((found[iri] for iri in edge.claims if iri in found), key=lambda claim: (claim.said or "", claim.start)))
        for edge in edges
    )
    deciding = {edge.decided_by for edge in edges if edge.decided_by not in edge.claims}
    ended = {iri: found[iri].said or "" for iri in deciding if iri in found}
    return Page(shown, edges, nodes, claims, documents, ended)


def ends_of(edge: Edge) -> tuple[str, ...]:
    """Return the nodes of an edge: a number, a day or a text is none."""
    return (edge.subject,) if edge.literal else (edge.subject, edge.object)


def graph_columns(store: Store, page: Page, title: str) -> dict[str, Any]:
    """Return everything but the claims, in an order that does not change."""
    strings = Strings()
    classes, nodes = _nodes(store, page)
    relations, edges = _edges(store, page, strings)
    return {
        "title": title,
        "base": store.base,
        "prefixes": dict(prefixes(store.base)),
        "defaultGraphs": list(conclusion_graphs(store.base)),
        "statuses": STATUSES,
        "heldBack": HELD_BACK,
        "groups": [{"name": name, "colour": COLOURS[name], "shape": SHAPES[name]} for name in COLOURS],
        "classes": classes,
        "relations": relations,
        "nodes": nodes,
        "edges": edges,
        "documents": _documents(store, page),
        "claims": sum(map(len, page.claims)),
        "queries": [_query(name) for name in query_names()],
        "strings": strings.all(),
    }


def _nodes(store: Store, page: Page) -> tuple[list[dict[str, str]], dict[str, Any]]:
    parents = superclasses(store)
    # What is held back at first must not pull: the first picture is laid out for what it shows.
    drawn = [edge for edge in page.edges if not edge.literal and edge.status not in HELD_BACK]
    places = positions(page.nodes, [(edge.subject, edge.object) for edge in drawn])
    known = [page.shown.nodes.get(iri) for iri in page.nodes]
    kinds = [(node.type if node else "Thing") for node in known]
    groups = [group_of(kind, iri, parents) for kind, iri in zip(kinds, page.nodes, strict=True)]
    classes = sorted(set(zip(kinds, groups, strict=True)))
    numbers = {pair: number for number, pair in enumerate(classes)}
    columns = {
        "iri": page.nodes,
        "label": [page.shown.label(iri) for iri in page.nodes],
        "class": [numbers[pair] for pair in zip(kinds, groups, strict=True)],
        "x": [places[iri][0] for iri in page.nodes],
        "y": [places[iri][1] for iri in page.nodes],
        "names": {number: node.names for number, node in enumerate(known) if node and node.names},
        "links": {number: node.links for number, node in enumerate(known) if node and node.links},
    }
    return [{"name": kind, "label": spaced(kind), "group": group} for kind, group in classes], columns


def _edges(store: Store, page: Page, strings: Strings) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    node = {iri: number for number, iri in enumerate(page.nodes)}
    document = {iri: number for number, iri in enumerate(page.documents)}
    edge_number = {edge.iri: number for number, edge in enumerate(page.edges)}
    words, parties = _words(store), speakers(page.edges)
    predicates = sorted({edge.predicate for edge in page.edges})
    predicate = {iri: number for number, iri in enumerate(predicates)}
    every = list(enumerate(page.edges))
    columns = {
        "iri": [edge.iri for edge in page.edges],
        "subject": [node[edge.subject] for edge in page.edges],
        "relation": [predicate[edge.predicate] for edge in page.edges],
        "object": [-1 if edge.literal else node[edge.object] for edge in page.edges],
        "status": [STATUSES.index(edge.status) for edge in page.edges],
        "confidence": [round(edge.confidence * 1000) for edge in page.edges],
        "claims": [len(claims) for claims in page.claims],
        "documents": [[document[iri] for iri in edge.documents] for edge in page.edges],
        "value": {number: edge.object for number, edge in every if edge.literal},
        "disputed": [number for number, edge in every if edge.disputed],
        "decidedBy": {number: at for number, edge in every if (at := _deciding(edge, page.claims[number])) is not None},
        "about": {number: edge_number[edge.about] for number, edge in every if edge.about in edge_number},
        "saidBy": {number: _numbers(map(page.shown.label, edge.said_by), strings) for number, edge in every if edge.said_by},
        "details": {number: told for number, edge in every if (told := _details(edge, strings))},
        "history": {
            number: changes
            for number, edge in every
            if len(changes := history(edge, page.claims[number], parties, page.ended.get(edge.decided_by))) > 1
        },
    }
    relations = [_relation(iri, words) for iri in predicates]
    return relations, columns


def _deciding(edge: Edge, claims: Sequence[StoredClaim]) -> int | None:
    return next((at for at, claim in enumerate(claims) if claim.iri == edge.decided_by), None)


def _numbers(texts: Iterable[str], strings: Strings) -> list[int]:
    return [strings.number(text) for text in texts]


def _details(edge: Edge, strings: Strings) -> dict[str, int]:
    return {name: strings.number(text) for name, text in edge.details if name != "quote"}


def _relation(iri: str, words: Mapping[str, tuple[str, bool]]) -> dict[str, Any]:
    name = local_name(iri)
    label, symmetric = words.get(iri, (spaced(name.removeprefix("metric:")), False))
    return {"iri": iri, "name": name, "label": label, "symmetric": symmetric, "metric": iri.startswith(METRIC)}


def _documents(store: Store, page: Page) -> list[dict[str, Any]]:
    days = {claim.document: claim.said for claims in page.claims for claim in claims if claim.said}
    return [_document(store, iri) | {"iri": iri, "day": days.get(iri, "")} for iri in page.documents]


def _document(store: Store, iri: str) -> dict[str, Any]:
    has = grouped(store.triples(iri, iri)).get(iri, {})
    values = {name: has[_DCTERMS + name][0].value for name in ("title", "source", "publisher") if _DCTERMS + name in has}
    link = next((place for place in (values.get("source", ""), iri) if re.match(r"https?://", place)), None)
    # The IRI of a file's document is a name under the user's base, and nothing answers there.
    return values | {"link": None if iri.startswith(store.base) and link == iri else link}


def _query(name: str) -> dict[str, Any]:
    query = load_query(name)
    params = [{"name": param.name, "kind": param.kind, "value": param.default or ""} for param in query.params]
    lines = [line for line in query.text.splitlines() if not re.match(r"#\s*(param|expect):", line)]
    return {"name": name, "question": query.question, "text": "\n".join(lines) + "\n", "params": params}


def _words(store: Store) -> dict[str, tuple[str, bool]]:
    """Return each relation's and metric's label, and whether it reads the same both ways."""
    terms = grouped(store.triples(graph_iri(store.base, "ontology")))
    return {
        iri: (has[LABEL][0].value, any(_SYMMETRIC in (term.value for term in terms_) for terms_ in has.values()))
        for iri, has in terms.items()
        if LABEL in has
    }


def spaced(name: str) -> str:
    """Return a local name as words.

    >>> spaced("headquarteredIn"), spaced("UnnamedSource")
    ('headquartered in', 'unnamed source')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(name)).lower()
