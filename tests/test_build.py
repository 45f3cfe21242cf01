"""Builds: what is skipped, replaced and kept, and that every way to the same documents gives the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from buys import A, B, Buys, Edges, Terms, article
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ROOT

from kg.build import build, forget
from kg.conclusions import conclusions
from kg.config import Config
from kg.errors import ConfigError, ExtractError, ReadError, UsageError
from kg.iris import BASE, ONTOLOGY, entity_iri
from kg.model import Document, Result
from kg.ontology import load_ontology
from kg.rdf import read_claims, read_documents
from kg.stores import Store, open_store


def test_a_build_fills_the_store_and_reports_what_it_holds(store: Store) -> None:
    report = build([A, B], Buys(), store, conclude=Edges())
    assert (report.built, report.unchanged, report.failed, report.errors, report.interrupted) == (2, 0, 0, (), False)
    assert report.totals.documents == 2
    assert report.totals.claims_by_relation == (("acquires", 3),) and report.totals.claims_by_status == (("actual", 3),)
    assert report.totals.edges_by_relation == (("acquires", 2),) and report.totals.edges_by_status == (("actual", 2),)
    assert report.unclaimed == (("rumble", 2),)
    assert store.rows("SELECT ?l { kg:acquires kg:label ?l }") == [("acquires",)]


def test_nothing_is_done_for_what_has_not_changed(store: Store) -> None:
    conclude = Edges()
    build([A, B], Buys(), store, conclude=conclude)
    before = store.nquads()

    class Fails(Buys):
        def __call__(self, document: Document) -> Result:
            raise AssertionError("an unchanged document was parsed")

    report = build([A, B], Fails(), store, conclude=conclude)
    assert (report.built, report.unchanged, report.errors) == (0, 2, ())
    assert conclude.calls == 1 and store.nquads() == before
    assert report.totals.documents == 2


@pytest.mark.parametrize(("version", "force"), [("2", False), ("1", True)])
def test_another_pipeline_or_force_builds_again(store: Store, version: str, force: bool) -> None:
    build([A], Buys(), store, conclude=Edges())
    assert build([A], Buys(version), store, conclude=Edges(), force=force).built == 1
    assert [document.version for document in read_documents(store)] == [version]


def test_a_changed_document_replaces_its_own_graph_alone(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    untouched = store.nquads(B.iri)
    report = build([article(A.source, "Corvane buys Delta.")], Buys(), store, conclude=Edges())
    assert report.built == 1 and store.nquads(B.iri) == untouched
    assert {claim.object_label for claim in read_claims(store, [A.iri])} == {"Delta"}


def test_a_document_that_fails_keeps_what_was_stored(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    before = store.nquads()
    report = build([article(A.source, "raise"), B], Buys(), store, conclude=Edges(), prune=True)
    assert report.failed == 1 and isinstance(report.errors[0], ExtractError) and "seeds/a.txt" in str(report.errors[0])
    assert store.nquads() == before


def test_a_source_that_cannot_be_read_is_reported_and_the_others_are_built(store: Store) -> None:
    heard: list[tuple[str, str]] = []
    found: list[Document | ReadError] = [ReadError("seeds/bad.txt", "is empty"), A]
    report = build(found, Buys(), store, conclude=Edges(), on_progress=lambda source, what: heard.append((source, what)))
    assert (report.built, report.failed, [str(error) for error in report.errors]) == (1, 1, ["seeds/bad.txt: is empty"])
    assert heard == [("seeds/bad.txt", "failed"), ("seeds/a.txt", "built")]


def test_two_sources_of_one_iri_are_an_error(store: Store) -> None:
    other = Document(A.iri, "elsewhere/a.txt", "Corvane buys Delta.", "sha256:ff")
    report = build([A, other], Buys(), store, conclude=Edges())
    assert report.built == 1 and "elsewhere/a.txt" in str(report.errors[0]) and A.iri in str(report.errors[0])


def test_an_iri_that_cannot_be_written_is_an_error_and_not_another_iri(store: Store) -> None:
    report = build([article("a b.txt", "Corvane buys Delta."), A], Buys(), store, conclude=Edges())
    assert (report.built, report.failed) == (1, 1) and "a b.txt" in str(report.errors[0])


def test_a_configuration_error_ends_the_build(store: Store) -> None:
    with pytest.raises(ConfigError, match=r"model\.toml"):
        build([A, article("c.txt", "misconfigured")], Buys(), store, conclude=Edges())


def test_an_unknown_engine_is_told_at_once(store: Store) -> None:
    with pytest.raises(UsageError, match="serial"):
        build([A], Buys(), store, conclude=Edges(), engine="cereal")


# ---- conclusions belong to the evidence --------------------------------------------------------------------------------------


def test_a_build_that_broke_off_is_concluded_by_the_next(store: Store) -> None:
    def broken(store: Store) -> Mapping[str, bytes]:
        raise OSError("no space left")

    build([B], Buys(), store, conclude=Edges())
    with pytest.raises(OSError, match="no space"):
        build([A], Buys(), store, conclude=broken)
    report = build([A], Buys(), store, conclude=Edges())
    assert report.unchanged == 1
    assert store.rows("SELECT ?n { <" + BASE + "edge/corvane-brightwell> kg:documents ?n }") == [("2",)]


def test_what_the_conclusions_depend_on_beside_the_evidence_is_looked_at(store: Store) -> None:
    conclude = Edges()
    for fingerprint in ("one", "one", "two"):
        build([A], Buys(), store, conclude=conclude, fingerprint=fingerprint)
    assert conclude.calls == 2


def test_another_ontology_is_stored_and_concluded_with(store: Store) -> None:
    conclude = Edges()
    build([A], Buys(), store, conclude=conclude)
    fresh = Terms(f'<{ONTOLOGY}leases> <{ONTOLOGY}label> "leases" .\n'.encode())
    build([A], Buys(ontology=fresh), store, conclude=conclude)
    assert conclude.calls == 2
    assert store.rows("SELECT ?l { ?s kg:label ?l }") == [("leases",)]


def test_the_work_is_published_while_it_goes_on(tmp_path: Path) -> None:
    url = f"oxigraph:{tmp_path}/store"
    seen: list[int] = []

    def look(source: str, what: str) -> None:
        if (tmp_path / "current").exists():
            with open_store(url, read_only=True) as reader:
                seen.append(len(read_documents(reader)))

    with open_store(url) as writer:
        build([A, B, article("c.txt", "")], Buys(), writer, conclude=Edges(), on_progress=look, publish_every=-1.0)
    assert seen and all(0 < count < 3 for count in seen)
    with open_store(url, read_only=True) as reader:
        assert len(read_documents(reader)) == 3


READER = """
import sys
from pathlib import Path
from kg.rdf import read_claims
from kg.stores import open_store
url, end = sys.argv[1], Path(sys.argv[2])
while True:
    last = end.exists()
    with open_store(url, read_only=True) as store:
        claims = [claim.document for claim in read_claims(store)]
        concluded = store.rows("SELECT (SUM(?n) AS ?all) { ?e a kg:Edge ; kg:documents ?n }")[0][0]
    print(len(set(claims)), int(all(claims.count(each) == 2 for each in claims)), len(claims), concluded, flush=True)
    if last:
        break
"""


def test_readers_of_another_process_go_on_while_a_build_runs_and_never_see_half_a_document(tmp_path: Path) -> None:
    documents = [article(f"{n}.txt", f"Corvane buys Firm{n}. Firm{n} buys Delta.") for n in range(30)]
    url, end = f"oxigraph:{tmp_path}/store", tmp_path / "end"
    seen: list[list[int]] = []
    with open_store(url) as writer:
        build(documents[:1], Buys(), writer, conclude=Edges())
        command = [sys.executable, "-c", READER, url, str(end)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as reader:
            assert reader.stdout is not None
            lines = iter(reader.stdout)
            for stage in range(5, 31, 5):
                build(documents[:stage], Buys(), writer, conclude=Edges())
                while not seen or seen[-1][0] != stage:  # it reads on and on, and in time what has just been published
                    seen.append([int(value) for value in next(lines).split()])
            end.touch()
            seen += [[int(value) for value in line.split()] for line in lines]
        assert reader.returncode == 0
    assert [count for count, *_ in seen] == sorted(count for count, *_ in seen)
    assert [each for each in seen if each[1:] != [1, 2 * each[0], 2 * each[0]]] == []


@dataclass(frozen=True)
class Real(Buys):
    """The same extraction with the shipped ontology and a user's configuration."""

    config: Any = field(default_factory=Config)
    ontology: Any = field(default_factory=load_ontology)


def test_without_more_ado_the_claims_come_to_edges_and_plain_triples(store: Store) -> None:
    build([A, B], Real(), store)
    plain = "SELECT ?a ?b { ?a kg:acquires ?b } ORDER BY ?a"
    pairs = [("Corvane", "Brightwell"), ("Delta", "Foxglove")]
    assert store.rows(plain) == [(o(buyer), o(bought)) for buyer, bought in pairs]
    documents = "SELECT ?n { ?e a kg:Edge ; rdf:subject <" + o("Corvane") + "> ; kg:documents ?n }"
    assert store.rows(documents) == [("2",)]
    forget(store, [B.source], *conclusions(Real()))
    assert store.rows(plain) == [(o("Corvane"), o("Brightwell"))] and store.rows(documents) == [("1",)]


def test_a_new_correction_is_heeded_though_no_document_changed(store: Store, tmp_path: Path) -> None:
    corrections = tmp_path / "corrections.toml"
    pipeline = Real(config=Config(corrections=str(corrections)))
    build([A], pipeline, store)
    corrections.write_text('[[notTrue]]\nsubject = "Corvane"\nrelation = "acquires"\nobject = "Brightwell"\n')
    for force in (False, True):
        build([A], pipeline, store, force=force)
        assert store.rows("SELECT ?a { ?a kg:acquires ?b }") == []
    assert len(list(read_claims(store))) == 1


def o(name: str) -> str:
    return entity_iri(BASE, "organization", name)


# ---- the same bytes ----------------------------------------------------------------------------------------------------------

_FIRMS = st.sampled_from(["Corvane", "Brightwell", "Delta", "Foxglove"])
_SENTENCE = st.builds(lambda buyer, bought: f"{buyer} buys {bought}.", _FIRMS, _FIRMS)
_TEXT = st.lists(_SENTENCE, max_size=3).map(" ".join)
_STEP = st.tuples(st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.none() | _TEXT)


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEP, max_size=8), st.randoms())
def test_every_way_to_the_same_documents_gives_the_same_bytes(steps: list[tuple[str, str | None]], chance: Any) -> None:
    last: dict[str, str] = {}
    with open_store("memory:") as gradual, open_store("memory:") as whole:
        build([], Buys(), gradual, conclude=Edges())
        for source, text in steps:
            if text is not None:
                last[source] = text
                build([article(source, text)], Buys(), gradual, conclude=Edges())
            elif last.pop(source, None) is not None:
                forget(gradual, [source], Edges())
        documents = [article(source, text) for source, text in last.items()]
        chance.shuffle(documents)
        build(documents, Buys(), whole, conclude=Edges())
        assert gradual.nquads() == whole.nquads()


def test_engines_give_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for engine in ("serial", "processes"):
        with open_store(f"oxigraph:{tmp_path}/{engine}") as writer:
            build([A, B, article("c.txt", "raise")], Buys(), writer, conclude=Edges(), engine=engine, workers=2)
            found.append(writer.nquads())
    assert found[0] == found[1]
