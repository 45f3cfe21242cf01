"""The evidence graph's shape, written and read: the only place that knows how a claim lies in RDF.

    Document, Claims ─ evidence_nquads ─► N-Quads ─ store ─ read_claims ─► StoredClaim ─ claim_json ─► a line of JSON

Vocabularies: PROV-O for attribution, NIF 2 for sentences, Dublin Core for documents, QUDT for per cent; the rest is ours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.iris import BASE, METRIC, ONTOLOGY, claim_iri, place_iri
from kg.model import Claim, Document, Entity, Evidence, Flag, Mention, Moment, Quantity
from kg.nquads import iri, literal, moment, nquads, number
from kg.stored import StoredDocument, claim_json, local_name, read_claims, read_documents
from kg.vocabulary import DCTERMS, NIF, PERCENT, PROV, RDF, RDFS, UNTYPED, conclusion_graphs, graph_iri, pipeline_iri, prefixes

if TYPE_CHECKING:
    from kg.ontology import Ontology


__all__ = [
    "StoredDocument",
    "claim_json",
    "conclusion_graphs",
    "evidence_nquads",
    "graph_iri",
    "local_name",
    "occurrence",
    "prefixes",
    "read_claims",
    "read_documents",
]

_Triple = tuple[str, str, str]


def occurrence(document: Document, evidence: Evidence) -> int:
    """Return how often the sentence's text stands in the document before this place, from 0."""
    return document.text.count(evidence.quote, 0, evidence.start) if evidence.quote else 0


def evidence_nquads(
    document: Document, claims: Iterable[Claim], version: str, base: str = BASE, ontology: Ontology | None = None
) -> bytes:
    """Return a document's graph, named after it, as sorted lines of N-Quads without blank nodes and clock.

    `version` is the pipeline's. `ontology` gives the IRIs of relations, metrics and classes; without it they are the shipped
    namespace's. Of two claims with one IRI the surer stays. Raises ValueError for a number that is none.
    """
    kept = _distinct(document, claims, base)
    names = _Names(ontology)
    triples = [*_document(document, version, base), *_entities(kept.values(), names)]
    for identifier, claim in kept.items():
        triples += _claim(document, identifier, claim, names, kept)
        triples += _sentence(claim.evidence)
    return nquads(document.iri, triples)


@dataclass(frozen=True, slots=True)
class _Names:
    """IRIs of the ontology's terms by their local names, also of those that a user's own file defines elsewhere."""

    ontology: Ontology | None

    def relation(self, name: str) -> str:
        if name.startswith("metric:"):
            metric = self.ontology.metrics.get(name[7:]) if self.ontology else None
            return metric.iri if metric else METRIC + name[7:]
        relation = self.ontology.relations.get(name) if self.ontology else None
        return relation.iri if relation else ONTOLOGY + name

    def type(self, name: str) -> str:
        known = self.ontology.classes.get(name) if self.ontology else None
        return known.iri if known else ONTOLOGY + (name or UNTYPED)


def _distinct(document: Document, claims: Iterable[Claim], base: str) -> dict[str, Claim]:
    """Return the claims by IRI; one that is found twice in a sentence is one claim, the surer or else earlier."""
    found: dict[str, Claim] = {}
    for claim in claims:
        identifier = claim_iri(base, claim, occurrence(document, claim.evidence))
        other = found.get(identifier)
        if other is None or _rank(claim) < _rank(other):
            found[identifier] = claim
    return found


def _rank(claim: Claim) -> tuple[float, int, int, str, str]:
    return -claim.confidence, claim.subject.start, claim.object.start, claim.status, claim.pattern


def _document(document: Document, version: str, base: str) -> Iterator[_Triple]:
    node = iri(document.iri)
    yield node, iri(RDF + "type"), iri(ONTOLOGY + "Document")
    yield node, iri(DCTERMS + "source"), literal(document.source)
    yield node, iri(ONTOLOGY + "digest"), literal(document.digest)
    yield node, iri(PROV + "wasGeneratedBy"), iri(pipeline_iri(base, version))
    for name, text in (("title", document.title), ("publisher", document.publisher)):
        if text:
            yield node, iri(DCTERMS + name), literal(text)
    for name, day in (("issued", document.published), ("modified", document.modified)):
        if day:
            yield node, iri(DCTERMS + name), literal(day.isoformat(), "date")


def _entities(claims: Iterable[Claim], names: _Names) -> Iterator[_Triple]:
    """Yield one label and one class for each end and source: what most mentions have, else the longer, else the first."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for claim in claims:
        for end in (claim.subject, claim.object, claim.source, claim.relay):
            if isinstance(end, Mention):
                found[end.entity.iri].append(end.entity)
    for identifier, entities in found.items():
        yield iri(identifier), iri(RDFS + "label"), literal(_usual(entity.label for entity in entities))
        yield iri(identifier), iri(RDF + "type"), iri(names.type(_usual(entity.type for entity in entities)))


def _usual(texts: Iterable[str]) -> str:
    counts = Counter(texts)
    return min(counts, key=lambda text: (-counts[text], -len(text), text))


def _claim(document: Document, identifier: str, claim: Claim, names: _Names, kept: Mapping[str, Claim]) -> Iterator[_Triple]:
    node = iri(identifier)
    for predicate, value in _statements(document, claim, names):
        yield node, iri(predicate), value
    if claim.about and claim.about in kept:  # a deal whose own claim was not kept leaves nothing to point to
        yield node, iri(ONTOLOGY + "about"), iri(claim.about)


def _statements(document: Document, claim: Claim, names: _Names) -> Iterator[tuple[str, str]]:
    place = claim.evidence
    yield RDF + "type", iri(ONTOLOGY + "Claim")
    if claim.relation.startswith("metric:"):
        yield RDF + "type", iri(ONTOLOGY + "Observation")
    yield RDF + "subject", iri(claim.subject.entity.iri)
    yield RDF + "predicate", iri(names.relation(claim.relation))
    yield RDF + "object", _object(claim.object)
    yield ONTOLOGY + "document", iri(document.iri)
    if document.said:
        yield ONTOLOGY + "said", literal(document.said.isoformat(), "date")
    yield ONTOLOGY + "status", iri(ONTOLOGY + claim.status)
    yield ONTOLOGY + "confidence", literal(number(Decimal(f"{claim.confidence:.4f}")), "decimal")
    yield ONTOLOGY + "sentence", iri(place_iri(place.document, place.start, place.end))
    for name, end in (("subjectMention", claim.subject), ("objectMention", claim.object)):
        if 0 <= end.start < end.end:
            yield ONTOLOGY + name, iri(place_iri(document.iri, end.start, end.end))
    yield ONTOLOGY + "extractor", literal(claim.extractor)
    yield ONTOLOGY + "pattern", literal(claim.pattern)
    for predicate, who in ((PROV + "wasAttributedTo", claim.source), (ONTOLOGY + "relayedBy", claim.relay)):
        if who:
            yield predicate, iri(who.entity.iri)
    yield from _details(claim)


def _details(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what stands on a deal, an office or an observation."""
    terms, measure = claim.terms, claim.measure
    for name, amount in (("price", terms.price), ("stake", terms.stake)):
        if amount is not None:
            yield ONTOLOGY + name, literal(number(amount), "decimal")
    for name, text in (("currency", terms.currency), ("condition", terms.condition), ("time", terms.time)):
        if text:
            yield ONTOLOGY + name, literal(text)
    for name, when in (("validFrom", terms.valid_from), ("validUntil", terms.valid_until)):
        if when:
            yield ONTOLOGY + name, moment(when)
    if isinstance(claim.object, Quantity) and claim.object.unit:
        yield ONTOLOGY + "unit", iri(PERCENT) if claim.object.unit == "%" else literal(claim.object.unit)
    if measure:
        for name, text in (("period", measure.period), ("comparison", measure.comparison)):
            if text:
                yield ONTOLOGY + name, literal(text)
        if measure.change:
            yield ONTOLOGY + "change", literal("true", "boolean")


def _object(end: Mention | Quantity | Moment | Flag) -> str:
    if isinstance(end, Flag):
        return literal("true", "boolean")
    if isinstance(end, Quantity):
        return literal(number(end.value), "decimal")
    return moment(end.value) if isinstance(end, Moment) else iri(end.entity.iri)


def _sentence(place: Evidence) -> Iterator[_Triple]:
    node = iri(place_iri(place.document, place.start, place.end))
    yield node, iri(RDF + "type"), iri(NIF + "Sentence")
    yield node, iri(NIF + "beginIndex"), literal(str(place.start), "integer")
    yield node, iri(NIF + "endIndex"), literal(str(place.end), "integer")
    yield node, iri(NIF + "referenceContext"), iri(place.document)
    yield node, iri(NIF + "anchorOf"), literal(place.quote)
