"""Claims as a store gives them back, written in a line each, and the edges that they come to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from kg.conclude import Conclusions, Edge, conclude
from kg.corrections import parse_corrections
from kg.identity import Identity, identify
from kg.iris import BASE, entity_iri, local_iri
from kg.known import Gazetteer
from kg.ontology import Ontology, Relation, load_ontology
from kg.records import StoredClaim

_KINDS = {"Person": "person", "Product": "product", "City": "place", "Country": "place", "Topic": "thing"}
_COUNT = [0]


def _relation(name: str, **flags: Any) -> Relation:
    return Relation(name, f"https://w3id.org/claimgraph/ontology#{name}", name, "", ("Thing",), ("Thing",), **flags)


@cache
def ontology() -> Ontology:
    """The shipped classes, with relations whose flags these tests fix themselves."""
    relations = (
        _relation("acquires", event=True),
        _relation("sells", event=True, ends=("subsidiaryOf",)),
        _relation("spunOffFrom", event=True, ends=("subsidiaryOf",)),
        _relation("subsidiaryOf"),
        _relation("chiefExecutiveOf", one_at_a_time=True),
        _relation("blocks"),
        _relation("opposes"),
        _relation("sues", repeatable=True),
        _relation("orders", repeatable=True, event=True),
        _relation("competesWith", symmetric=True),
        _relation("foundingDate"),
        _relation("produces"),
    )
    return replace(load_ontology(), relations={relation.name: relation for relation in relations})


def claim(
    subject: str,
    relation: str,
    target: str,
    status: str = "actual",
    *,
    said: str | None = "2026-01-12",
    doc: str | None = None,
    by: str | None = None,
    local: str = "",
    types: tuple[str, str] = ("Company", "Company"),
    **fields: Any,
) -> StoredClaim:
    """A claim of the document `doc` (by default one a day). Names in `local` are the document's alone."""
    _COUNT[0] += 1
    source = doc or f"news-{said}.txt"
    document = f"{BASE}document/{source}"

    def node(label: str, type: str) -> str:
        return local_iri(document, label) if label in local else entity_iri(BASE, _KINDS.get(type, "organization"), label)

    literal = relation.startswith("metric:") or relation == "foundingDate"
    kind_by = fields.pop("by_type", "Company")
    return StoredClaim(
        iri=fields.pop("iri", f"{BASE}claim/{_COUNT[0]:06}"),
        subject=node(subject, types[0]),
        subject_label=subject,
        subject_type=types[0],
        relation=relation,
        object=target if literal else node(target, types[1]),
        object_label=target,
        object_type="" if literal else types[1],
        value=target if relation.startswith("metric:") else None,
        status=status,
        confidence=fields.pop("confidence", 0.9),
        document=document,
        document_source=source,
        sentence=fields.pop("sentence", f"{subject} {status} {relation} {target}."),
        said=said,
        source=node(by, kind_by) if by else None,
        source_label=by,
        source_type=kind_by if by else None,
        **fields,
    )


def deal(status: str, said: str | None = "2026-01-12", **fields: Any) -> StoredClaim:
    """Corvane's purchase of Brightwell, as one document has it."""
    return claim("Corvane", "acquires", "Brightwell", status, said=said, **fields)


def conclusions(
    *claims: StoredClaim, corrections: dict[str, Any] | None = None, gazetteer: Gazetteer | None = None, **options: Any
) -> Conclusions:
    """What the claims come to, whole."""
    return conclude(claims, who(*claims, corrections=corrections, gazetteer=gazetteer), ontology(), **options)


def who(*claims: StoredClaim, corrections: dict[str, Any] | None = None, gazetteer: Gazetteer | None = None) -> Identity:
    """Who the names of the claims are."""
    return identify(claims, gazetteer, parse_corrections(corrections or {}))


def edge(found: Conclusions, subject: str, relation: str, target: str = "") -> Edge:
    """The one edge of this subject, relation and object, by labels or literal."""
    labels = {entity.iri: entity.label for entity in found.entities}
    edges = [
        edge
        for edge in found.edges
        if labels[edge.subject] == subject and edge.relation == relation and target in ("", labels.get(edge.object, edge.object))
    ]
    assert len(edges) == 1, [(e.subject, e.relation, e.object, e.terms) for e in found.edges]
    return edges[0]
