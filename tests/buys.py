"""A pipeline that understands one sentence, conclusions that count, and two articles: what tests of builds stand on."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import ConfigError
from kg.iris import BASE, ONTOLOGY, entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, Report, Result, Status
from kg.nquads import iri, literal, nquads
from kg.rdf import evidence_nquads, graph_iri, read_claims
from kg.stores import Store

_BUYS = re.compile(r"(\w+) buys (\w+)\.")


@dataclass(frozen=True)
class Terms:
    """Stands for an ontology: a build stores its triples."""

    triples: bytes = f'<{ONTOLOGY}acquires> <{ONTOLOGY}label> "acquires" .\n'.encode()


@dataclass(frozen=True)
class Buys:
    """A pipeline that understands one sentence, and fails, errs or is interrupted where a text says so."""

    version: str = "1"
    config: Any = None
    ontology: Any = field(default_factory=Terms)

    def __call__(self, document: Document) -> Result:
        if "raise" in document.text:
            raise ValueError("cannot be understood")
        if "misconfigured" in document.text:
            raise ConfigError("model.toml: not there")
        if "ctrl-c" in document.text:
            os.kill(os.getpid(), signal.SIGINT)
        if "stop at once" in document.text:
            raise KeyboardInterrupt
        claims = [_claim(document, found) for found in _BUYS.finditer(document.text)]
        report = Report(document.iri, document.source, len(claims), unclaimed=(("rumble", 1),))
        return Result(evidence_nquads(document, claims, self.version), report)


def _claim(document: Document, found: re.Match[str]) -> Claim:
    ends = [
        Mention(*found.span(n), found[n], Entity(entity_iri(BASE, "organization", found[n]), found[n], "Company")) for n in (1, 2)
    ]
    place = Evidence(document.iri, *found.span(), found[0])
    return Claim(ends[0], "acquires", ends[1], place, Status.ACTUAL, 0.9, "test", "buys")


@dataclass
class Edges:
    """Conclusions that count the claims of each pair; remembers how often it was asked."""

    calls: int = 0

    def __call__(self, store: Store) -> Mapping[str, bytes]:
        self.calls += 1
        graph = graph_iri(BASE, "edges")
        pairs = Counter((claim.subject, claim.object) for claim in read_claims(store))
        return {graph: nquads(graph, (line for pair, count in pairs.items() for line in _edge(*pair, count)))}


def _edge(subject: str, object_: str, count: int) -> Iterator[tuple[str, str, str]]:
    node = iri(f"{BASE}edge/{subject.rpartition('/')[2]}-{object_.rpartition('/')[2]}")
    yield node, iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), iri(ONTOLOGY + "Edge")
    yield node, iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"), iri(ONTOLOGY + "acquires")
    yield node, iri(ONTOLOGY + "status"), iri(ONTOLOGY + "actual")
    yield node, iri(ONTOLOGY + "documents"), literal(str(count), "integer")


def article(source: str, text: str, *, extracted: bool = False) -> Document:
    return Document(f"{BASE}document/{source}", source, text, f"sha256:{text.encode().hex()}", extracted=extracted)


A, B = article("seeds/a.txt", "Corvane buys Brightwell."), article("seeds/b.txt", "Delta buys Foxglove. Corvane buys Brightwell.")
