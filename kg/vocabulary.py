"""Namespaces, prefixes, and the IRIs of the graphs that belong to no document."""

from __future__ import annotations

from urllib.parse import quote

from kg.iris import BASE, METRIC, ONTOLOGY
from kg.nquads import XSD

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
UNIT = "http://qudt.org/vocab/unit/"
PERCENT = UNIT + "PERCENT"
UNTYPED = "Thing"

CONCLUSIONS = ("entities", "edges", "actual", "planned", "ontology")
"""The graphs that a query asks by default, below `BASE/graph/`."""

_VOCABULARIES = {
    "kg": ONTOLOGY,
    "metric": METRIC,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": XSD,
    "prov": PROV,
    "dcterms": DCTERMS,
    "nif": NIF,
    "unit": UNIT,
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}
_INSTANCES = {
    "d": "document/",
    "graph": "graph/",
    "claim": "claim/",
    "edge": "edge/",
    "o": "organization/",
    "p": "person/",
    "product": "product/",
    "place": "place/",
    "thing": "thing/",
    "s": "source/",
    "run": "pipeline/",
}


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefixes that queries and exports may use."""
    return _VOCABULARIES | {prefix: base + folder for prefix, folder in _INSTANCES.items()}


def graph_iri(base: str, name: str) -> str:
    """Return the IRI of one of the graphs that belong to no document (`edges`, `identity`, …)."""
    return f"{base}graph/{name}"


def conclusion_graphs(base: str = BASE, *, facts_only: bool = False) -> list[str]:
    """Return the graphs that make a query's default graph; `facts_only` leaves out what is only planned."""
    return [graph_iri(base, name) for name in CONCLUSIONS if not (facts_only and name == "planned")]


def pipeline_iri(base: str, version: str) -> str:
    """Return the IRI that names a pipeline's version in `prov:wasGeneratedBy`."""
    return f"{base}pipeline/{quote(version, safe='')}"
