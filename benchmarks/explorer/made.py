"""A made graph of any size, as a store holds it: documents with claims, and what they come to."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from kg.conclude import conclude
from kg.edges import conclusion_graphs
from kg.identity import identify
from kg.iris import BASE, entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, Status
from kg.ontology import load_ontology
from kg.rdf import evidence_nquads, graph_iri, read_claims
from kg.stores import Store, open_store

RELATIONS = ("acquires", "suppliesTo", "partnersWith", "competesWith", "investsIn", "subsidiaryOf")
STATUSES = (Status.ACTUAL,) * 6 + (Status.PLANNED,) * 2 + (Status.POSSIBLE, Status.DENIED, Status.CANCELLED, Status.FORMER)
FIRST = date(2020, 1, 1)
A_DOCUMENT = 22


def made_store(nodes: int, edges: int, claims: int) -> Store:
    """Return a store in memory with so many names, edges and claims, the same each time."""
    chance = random.Random(1)
    every = list(_edges(chance, nodes, edges))
    told = [*every, *(chance.choice(every) for _ in range(claims - edges))]
    chance.shuffle(told)
    ontology = load_ontology()
    graphs = {}
    for number, start in enumerate(range(0, len(told), A_DOCUMENT)):
        document, found = _document(chance, number, told[start : start + A_DOCUMENT])
        graphs[document.iri] = evidence_nquads(document, found, "1", BASE, ontology)
    store = open_store("memory:")
    store.replace_many(graphs)
    stored = list(read_claims(store, graphs))
    concluded = conclude(stored, identify(stored), ontology)
    store.replace_many(conclusion_graphs(concluded, BASE, ontology))
    graph = graph_iri(BASE, "ontology")
    store.replace(graph, ontology.triples.replace(b" .\n", f" <{graph}> .\n".encode()))
    return store


def _edges(chance: random.Random, nodes: int, edges: int) -> Iterator[tuple[str, str, str]]:
    """Yield edges between few names that are in many and many that are in few, each name in one at least."""
    seen = set()
    for number in range(edges):
        while True:
            one = number if number < nodes else int(nodes * chance.random() ** 2)
            other = int(nodes * chance.random() ** 2)
            edge = (f"Company {one}", chance.choice(RELATIONS), f"Company {other}")
            if one != other and edge not in seen and (edge[2], edge[1], edge[0]) not in seen:
                break
        seen.add(edge)
        yield edge


def _document(chance: random.Random, number: int, told: list[tuple[str, str, str]]) -> tuple[Document, list[Claim]]:
    name, day = f"made/{number}.txt", FIRST + timedelta(days=number % 2000)
    iri, text, claims = f"{BASE}document/{name}", "", []
    for subject, relation, target in told:
        start = len(text)
        sentence = f"{subject} {relation} {target}, people close to the matter said in report {number} on {day:%A}."
        text += sentence + " "
        ends = [_mention(sentence, subject, start, 0), _mention(sentence, target, start, len(subject))]
        evidence = Evidence(iri, start, start + len(sentence), sentence)
        status, sure = chance.choice(STATUSES), round(0.5 + chance.random() / 2, 3)
        claims.append(Claim(ends[0], relation, ends[1], evidence, status, sure, "frames", "a made pattern"))
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return Document(iri, name, text, digest, f"Report {number}", day, publisher=f"Paper {number % 40}"), claims


def _mention(sentence: str, label: str, start: int, after: int) -> Mention:
    at = start + sentence.index(label, after)
    return Mention(at, at + len(label), label, Entity(entity_iri(BASE, "organization", label), label, "Company"))
