"""Conclusions as RDF: `graph:entities`, `graph:edges`, `graph:actual`, `graph:planned`, `graph:identity`, `graph:corrections`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.drafts import Conclusions, Edge
from kg.entities import EntityRecord
from kg.identity import Identity
from kg.iris import BASE, METRIC, ONTOLOGY
from kg.nquads import iri, literal, moment, nquads, number
from kg.vocabulary import PERCENT, RDF, RDFS, graph_iri

if TYPE_CHECKING:
    from kg.ontology import Ontology

_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA = "https://schema.org/"
_MOMENTS = {"valid_from": "validFrom", "valid_until": "validUntil"}
_NUMBERS = ("price", "stake")

_Triple = tuple[str, str, str]


def conclusion_graphs(conclusions: Conclusions, base: str = BASE, ontology: Ontology | None = None) -> dict[str, bytes]:
    """Return each graph's sorted N-Quads by its IRI; an empty graph is empty bytes, so that what was there goes.

    `ontology` gives the IRIs of terms that a user's own file defines elsewhere than in the shipped namespace.
    """
    names = _Names(ontology)
    graphs: dict[str, Iterable[_Triple]] = {
        "entities": (triple for entity in conclusions.entities for triple in _entity(entity, names)),
        "edges": (triple for edge in conclusions.edges for triple in _edge(edge, names)),
        "actual": (triple for edge in conclusions.actual for triple in _plain(edge, names, conclusions.symmetric)),
        "planned": (triple for edge in conclusions.planned for triple in _plain(edge, names, conclusions.symmetric)),
        "identity": _identity_triples(conclusions.identity),
        "corrections": _correction_triples(conclusions.identity, names),
    }
    return {graph_iri(base, name): nquads(graph_iri(base, name), triples) for name, triples in graphs.items()}


class _Names:
    """Written IRIs of classes and relations."""

    def __init__(self, ontology: Ontology | None) -> None:
        self.relations = {name: relation.iri for name, relation in ontology.relations.items()} if ontology else {}
        self.relations |= {f"metric:{name}": metric.iri for name, metric in ontology.metrics.items()} if ontology else {}
        self.classes = {name: info.iri for name, info in ontology.classes.items()} if ontology else {}

    def relation(self, name: str) -> str:
        default = METRIC + name[7:] if name.startswith("metric:") else ONTOLOGY + name
        return iri(self.relations.get(name, default))

    def type(self, name: str) -> str:
        return iri(self.classes.get(name, ONTOLOGY + name))


def _entity(entity: EntityRecord, names: _Names) -> Iterator[_Triple]:
    node = iri(entity.iri)
    yield node, iri(RDF + "type"), names.type(entity.type)
    yield node, iri(RDFS + "label"), literal(entity.label)
    for name in entity.other_names:
        yield node, iri(_SKOS + "altLabel"), literal(name)
    for scheme, value in entity.identifiers:
        yield node, *_identifier(scheme, value)


def _identifier(scheme: str, value: str) -> tuple[str, str]:
    """Return an identifier in schema.org's terms; what has no term of its own is `scheme:value`."""
    if scheme == "wikipedia":
        return iri(_SCHEMA + "sameAs"), iri(value)
    if scheme == "website":
        return iri(_SCHEMA + "url"), literal(value)
    if scheme == "ticker":
        return iri(_SCHEMA + "tickerSymbol"), literal(value)
    return iri(_SCHEMA + "identifier"), literal(f"{scheme}:{value}")


def _edge(edge: Edge, names: _Names) -> Iterator[_Triple]:
    node = iri(edge.iri)
    for predicate, value in _statements(edge, names):
        yield node, iri(predicate), value


def _statements(edge: Edge, names: _Names) -> Iterator[tuple[str, str]]:
    yield RDF + "type", iri(ONTOLOGY + "Edge")
    if edge.relation.startswith("metric:"):
        yield RDF + "type", iri(ONTOLOGY + "Observation")
    yield RDF + "subject", iri(edge.subject)
    yield RDF + "predicate", names.relation(edge.relation)
    yield RDF + "object", _object(edge)
    yield ONTOLOGY + "status", iri(ONTOLOGY + edge.status)
    yield ONTOLOGY + "quote", literal(edge.quote)
    yield ONTOLOGY + "documents", literal(str(len(edge.documents)), "integer")
    yield ONTOLOGY + "confidence", literal(number(Decimal(f"{edge.confidence:.4f}")), "decimal")
    yield ONTOLOGY + "decidedBy", iri(edge.decided_by)
    for name, values in (("saidBy", edge.said_by), ("document", edge.documents), ("claim", edge.claims)):
        yield from ((ONTOLOGY + name, iri(value)) for value in values)
    for name, day in (("firstSaid", edge.first_said), ("lastSaid", edge.last_said)):
        if day:
            yield ONTOLOGY + name, literal(day, "date")
    if edge.about:
        yield ONTOLOGY + "about", iri(edge.about)
    if edge.disputed:
        yield ONTOLOGY + "disputed", literal("true", "boolean")
    for name, text in edge.terms:
        yield _term(name, text)


def _term(name: str, text: str) -> tuple[str, str]:
    if name in _MOMENTS:
        return ONTOLOGY + _MOMENTS[name], moment(text)
    if name == "unit":
        return ONTOLOGY + name, iri(PERCENT) if text == "%" else literal(text)
    if name == "change":
        return ONTOLOGY + name, literal(text, "boolean")
    return ONTOLOGY + name, literal(text, "decimal" if name in _NUMBERS else "")


def _object(edge: Edge) -> str:
    if edge.object_type:
        return iri(edge.object)
    return literal(edge.object, "decimal") if edge.is_number else moment(edge.object)


def _plain(edge: Edge, names: _Names, symmetric: frozenset[str]) -> Iterator[_Triple]:
    """Yield the plain triple; of a symmetric relation in both directions, so that a query finds it from either end."""
    subject, relation, target = iri(edge.subject), names.relation(edge.relation), _object(edge)
    yield subject, relation, target
    if edge.relation in symmetric and edge.object_type:
        yield target, relation, subject


def _identity_triples(identity: Identity) -> Iterator[tuple[str, str, str]]:
    for name, target in identity.everywhere.items():
        yield iri(name), iri(ONTOLOGY + "refersTo"), iri(target)
    for (document, name), target in identity.here.items():
        node = _node(identity.base, "identity", document, name)
        yield node, iri(ONTOLOGY + "inDocument"), iri(document)
        yield node, iri(ONTOLOGY + "name"), iri(name)
        yield node, iri(ONTOLOGY + "refersTo"), iri(target)
        yield node, iri(ONTOLOGY + "because"), literal(identity.reasons.get((document, name), "corrections"))


def _correction_triples(identity: Identity, names: _Names) -> Iterator[tuple[str, str, str]]:
    for name, target in identity.same:
        yield iri(name), iri(_OWL + "sameAs"), iri(target)
    for (_, name), target in identity.here.items():
        yield iri(name), iri(_OWL + "differentFrom"), iri(target)
    for subject, relation, target, document in identity.rejected:
        node = _node(identity.base, "correction", subject, relation, target, document)
        yield node, iri(RDF + "type"), iri(ONTOLOGY + "Rejection")
        yield node, iri(RDF + "subject"), iri(subject)
        yield node, iri(RDF + "predicate"), names.relation(relation)
        yield node, iri(RDF + "object"), iri(target) if "://" in target else literal(target)
        if document:
            yield node, iri(ONTOLOGY + "document"), iri(document)


def _node(base: str, kind: str, *parts: str) -> str:
    return iri(f"{base}{kind}/{hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:20]}")
