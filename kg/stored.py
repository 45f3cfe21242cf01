"""The evidence graph read back: documents, and claims as flat records or lines of JSON. The inverse of `kg.rdf`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.errors import StoreError
from kg.iris import METRIC, ONTOLOGY
from kg.nquads import XSD
from kg.records import StoredClaim
from kg.vocabulary import DCTERMS, NIF, PERCENT, PROV, RDF, RDFS, UNTYPED

if TYPE_CHECKING:
    from kg.stores import Store, Term

_ENDS = {
    "subject": RDF + "subject",
    "object": RDF + "object",
    "source": PROV + "wasAttributedTo",
    "relay": ONTOLOGY + "relayedBy",
}
_TEXTS = {
    key: ONTOLOGY + name
    for key, name in {
        "said": "said",
        "period": "period",
        "comparison": "comparison",
        "price": "price",
        "currency": "currency",
        "stake": "stake",
        "condition": "condition",
        "about": "about",
        "time": "time",
        "valid_from": "validFrom",
        "valid_until": "validUntil",
        "extractor": "extractor",
        "pattern": "pattern",
    }.items()
}


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What a store knows of a document: by `digest` and `version` (the pipeline's) a build sees whether to read it again."""

    iri: str
    source: str
    digest: str
    version: str
    title: str | None = None
    said: str | None = None


def read_documents(store: Store) -> list[StoredDocument]:
    """Return the documents of a store, sorted by IRI."""
    rows = store.rows(
        """SELECT ?d ?source ?digest ?run ?title ?modified ?issued { GRAPH ?d {
             ?d a kg:Document ; dcterms:source ?source ; kg:digest ?digest ; prov:wasGeneratedBy ?run .
             OPTIONAL { ?d dcterms:title ?title }
             OPTIONAL { ?d dcterms:modified ?modified }
             OPTIONAL { ?d dcterms:issued ?issued }
           } } ORDER BY ?d"""
    )
    return [
        StoredDocument(node, source, digest, unquote(run.rpartition("/")[2]), title or None, modified or issued or None)
        for node, source, digest, run, title, modified, issued in rows
    ]


def read_claims(store: Store, graphs: Iterable[str] | None = None) -> Iterator[StoredClaim]:
    """Yield the claims of the named documents' graphs, or of all, in the order of document and claim IRIs."""
    wanted = [document.iri for document in read_documents(store)] if graphs is None else sorted(graphs)
    for graph in wanted:
        nodes: dict[str, dict[str, Term]] = defaultdict(dict)
        for subject, predicate, value in store.triples(graph):
            node = nodes[subject]
            if predicate not in node or _first(value, node[predicate]):
                node[predicate] = value
        for identifier in sorted(name for name, node in nodes.items() if _is_claim(node)):
            yield _record(identifier, nodes)


def _first(value: Term, other: Term) -> bool:
    """Say which of two values of one property is kept: Claim before Observation, as it falls out of the alphabet."""
    return value.value < other.value


def _is_claim(node: Mapping[str, Term]) -> bool:
    kind = node.get(RDF + "type")
    return kind is not None and kind.value == ONTOLOGY + "Claim"


def _record(identifier: str, nodes: Mapping[str, Mapping[str, Term]]) -> StoredClaim:
    node = nodes[identifier]
    document = node[ONTOLOGY + "document"].value
    try:
        return StoredClaim(
            iri=identifier,
            document=document,
            document_source=nodes[document][DCTERMS + "source"].value,
            relation=local_name(node[RDF + "predicate"].value),
            status=local_name(node[ONTOLOGY + "status"].value),
            confidence=float(node[ONTOLOGY + "confidence"].value),
            change=ONTOLOGY + "change" in node,
            **_ends(node, nodes),
            **_texts(node),
        )
    except KeyError as error:
        raise StoreError(f"{identifier}: the claim lacks {error}; build {document} again with --force") from error


def _texts(node: Mapping[str, Term]) -> dict[str, Any]:
    return {key: node[name].value for key, name in _TEXTS.items() if name in node}


def _ends(node: Mapping[str, Term], nodes: Mapping[str, Mapping[str, Term]]) -> dict[str, Any]:
    """Return the fields of subject, object, source and relay, and of the sentence that names them."""
    fields: dict[str, Any] = {}
    for key, name in _ENDS.items():
        end = node.get(name)
        if end is not None:
            named = end.kind == "iri"
            about = nodes.get(end.value, {})
            label, kind = about.get(RDFS + "label"), about.get(RDF + "type")
            fields[key] = end.value
            fields[f"{key}_label"] = label.value if named and label else local_name(end.value) if named else end.value
            fields[f"{key}_type"] = "" if not named else local_name(kind.value) if kind else UNTYPED
    sentence = nodes[node[ONTOLOGY + "sentence"].value]
    fields["sentence"] = sentence[NIF + "anchorOf"].value
    fields["start"], fields["end"] = int(sentence[NIF + "beginIndex"].value), int(sentence[NIF + "endIndex"].value)
    for key in ("subject", "object"):
        mention = node.get(f"{ONTOLOGY}{key}Mention")
        if mention is not None:
            fields[f"{key}_start"], fields[f"{key}_end"] = _span(mention.value)
    return fields | _value(node, fields)


def _value(node: Mapping[str, Term], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a number's value, unit, and as its label the text's own words for it."""
    end, unit = node[RDF + "object"], node.get(ONTOLOGY + "unit")
    if end.datatype != XSD + "decimal":
        return {}
    start = fields.get("object_start", -1) - fields["start"]
    words = fields["sentence"][start : fields["object_end"] - fields["start"]] if start >= 0 else ""
    return {
        "value": end.value,
        "unit": None if unit is None else "%" if unit.value == PERCENT else unit.value,
        "object_label": words or end.value,
    }


def _span(place: str) -> tuple[int, int]:
    start, _, end = place.rpartition("#char=")[2].partition(",")
    return int(start), int(end)


def local_name(term: str) -> str:
    """Return the local name of an ontology's term, `metric:NAME` for a metric.

    >>> local_name(ONTOLOGY + "acquires"), local_name(METRIC + "revenue"), local_name("https://example.org/terms/leases")
    ('acquires', 'metric:revenue', 'leases')
    """
    name = term[max(term.rfind("#"), term.rfind("/")) + 1 :]
    return f"metric:{name}" if term.startswith(METRIC) else name


def claim_json(claim: StoredClaim) -> dict[str, Any]:
    """Return a claim as a line of JSON has it: the design's keys in their order, None where there is nothing."""
    named = not claim.is_literal
    return {
        "id": claim.iri,
        "subject": claim.subject_label,
        "subjectType": claim.subject_type,
        "subjectIri": claim.subject,
        "relation": claim.relation,
        "object": claim.object_label,
        "objectType": claim.object_type if named else None,
        "objectIri": claim.object if named else None,
        "value": claim.value,
        "unit": claim.unit,
        "period": claim.period,
        "change": claim.change if claim.is_observation else None,
        "comparison": claim.comparison,
        "price": claim.price,
        "currency": claim.currency,
        "stake": claim.stake,
        "condition": claim.condition,
        "about": claim.about,
        "status": claim.status,
        "attributedTo": claim.source_label,
        "relayedBy": claim.relay_label,
        "time": claim.time,
        "validFrom": claim.valid_from,
        "validUntil": claim.valid_until,
        "confidence": claim.confidence,
        "document": claim.document_source,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "subjectSpan": _place(claim.subject_start, claim.subject_end),
        "objectSpan": _place(claim.object_start, claim.object_end),
        "extractor": claim.extractor,
        "pattern": claim.pattern,
    }


def _place(start: int, end: int) -> list[int] | None:
    return [start, end] if start >= 0 else None
