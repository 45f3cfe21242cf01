"""What the page shows, as data: nodes with their places, edges with their claims, sentences and documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.layout import positions
from kg.looks import COLOURS, DASHES, SHAPES, group_of
from kg.model import Selection
from kg.prefixes import VOCABULARIES
from kg.rdf import graph_iri, local_name, read_claims
from kg.records import StoredClaim
from kg.select import LABEL, Edge, Shown, grouped, select, superclasses
from kg.stores import Store

MOST_NODES = 1500
"""As many nodes as a browser draws and a reader bears; of more, the best connected are shown and the page says so."""

_DCTERMS = VOCABULARIES["dcterms"]
_SYMMETRIC = VOCABULARIES["owl"] + "SymmetricProperty"
_HELD_BACK = ("cancelled", "denied")


def page_data(store: Store, selection: Selection) -> dict[str, Any]:
    """Return everything that the page's script reads, in an order that does not change."""
    shown = select(store, selection)
    edges = _best_connected(shown.edges)
    used = sorted({edge.subject for edge in edges} | {edge.object for edge in edges if not edge.literal})
    documents = sorted({document for edge in edges for document in edge.documents})
    words = _words(store)
    all_ends = {end for edge in shown.edges for end in _ends(edge)}
    return {
        "title": f"{selection.about} in the news" if selection.about else "What the articles say",
        "left": len(all_ends) - len(used),
        "groups": [{"name": name, "colour": COLOURS[name], "shape": SHAPES[name]} for name in COLOURS],
        "dashes": DASHES,
        "heldBack": _HELD_BACK,
        "nodes": _nodes(used, edges, shown, store),
        "edges": [_edge(edge, shown, words) for edge in edges],
        "claims": _claims(store, edges, documents),
        "documents": [_document(store, document) for document in documents],
    }


def _ends(edge: Edge) -> tuple[str, ...]:
    return (edge.subject,) if edge.literal else (edge.subject, edge.object)


def _best_connected(edges: Iterable[Edge]) -> list[Edge]:
    """Keep the edges between the best connected nodes."""
    every = list(edges)
    degrees = Counter(end for edge in every for end in _ends(edge))
    best = sorted(degrees, key=lambda iri: (-degrees[iri], iri))[:MOST_NODES]
    kept = frozenset(best)
    return [edge for edge in every if kept.issuperset(_ends(edge))]


def _nodes(used: list[str], edges: list[Edge], shown: Shown, store: Store) -> list[dict[str, Any]]:
    parents = superclasses(store)
    # What is held back at first must not pull: the first picture is laid out for what it shows.
    drawn = [edge for edge in edges if not edge.literal and edge.status not in _HELD_BACK]
    places = positions(used, [(edge.subject, edge.object) for edge in drawn])
    nodes = []
    for iri in used:
        node = shown.nodes.get(iri)
        kind = node.type if node else "Thing"
        what = {"id": iri, "label": shown.label(iri), "type": _spaced(kind), "group": group_of(kind, iri, parents)}
        known = {"names": list(node.names) if node else [], "links": list(node.links) if node else []}
        nodes.append(what | known | dict(zip("xy", places[iri], strict=True)))
    return nodes


def _edge(edge: Edge, shown: Shown, words: Mapping[str, tuple[str, bool]]) -> dict[str, Any]:
    label, symmetric = words.get(edge.predicate, (_spaced(edge.relation.removeprefix("metric:")), False))
    return {
        "id": edge.iri,
        "from": edge.subject,
        "to": None if edge.literal else edge.object,
        "value": edge.object if edge.literal else None,
        "relation": label,
        "symmetric": symmetric,
        "metric": edge.observation,
        "status": edge.status,
        "disputed": edge.disputed,
        "saidBy": [shown.label(iri) for iri in edge.said_by],
        "first": edge.first_said,
        "last": edge.last_said,
        "confidence": edge.confidence,
        "decidedBy": edge.decided_by,
        "about": edge.about,
        "claims": list(edge.claims),
        "details": {name: text for name, text in edge.details if name != "quote"},
    }


def _claims(store: Store, edges: list[Edge], documents: list[str]) -> dict[str, dict[str, Any]]:
    wanted = {claim for edge in edges for claim in edge.claims}
    numbers = {document: number for number, document in enumerate(documents)}
    found = (claim for claim in read_claims(store, documents) if claim.iri in wanted)
    return {claim.iri: _claim(claim, numbers[claim.document]) for claim in found}


def _claim(claim: StoredClaim, document: int) -> dict[str, Any]:
    """Return a claim; spans are code points within the sentence, null for an end that stands elsewhere in the text."""

    def span(start: int, end: int) -> list[int] | None:
        return [start - claim.start, end - claim.start] if claim.start <= start < end <= claim.end else None

    return {
        "sentence": claim.sentence,
        "subject": span(claim.subject_start, claim.subject_end),
        "object": span(claim.object_start, claim.object_end),
        "status": claim.status,
        "saidBy": claim.source_label,
        "relayedBy": claim.relay_label,
        "said": claim.said,
        "confidence": claim.confidence,
        "document": document,
    }


def _document(store: Store, iri: str) -> dict[str, Any]:
    has = grouped(store.triples(iri, iri)).get(iri, {})
    values = {name: has[_DCTERMS + name][0].value for name in ("title", "source", "publisher") if _DCTERMS + name in has}
    link = next((place for place in (values.get("source", ""), iri) if re.match(r"https?://", place)), None)
    # The IRI of a file's document is a name under the user's base, and nothing answers there.
    return values | {"link": None if iri.startswith(store.base) and link == iri else link}


def _words(store: Store) -> dict[str, tuple[str, bool]]:
    """Return each relation's and metric's label, and whether it reads the same both ways."""
    terms = grouped(store.triples(graph_iri(store.base, "ontology")))
    return {
        iri: (has[LABEL][0].value, any(_SYMMETRIC in (term.value for term in terms_) for terms_ in has.values()))
        for iri, has in terms.items()
        if LABEL in has
    }


def _spaced(name: str) -> str:
    """Return a local name as words.

    >>> _spaced("headquarteredIn"), _spaced("UnnamedSource")
    ('headquartered in', 'unnamed source')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local_name(name)).lower()
