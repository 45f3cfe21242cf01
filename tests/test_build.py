"""Builds: what is skipped, replaced, forgotten and kept, and that every way to the same documents gives the same bytes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import ROOT

from kg.build import build, forget
from kg.conclusions import conclusions
from kg.config import Config
from kg.errors import ConfigError, ExtractError, ReadError, UsageError
from kg.iris import BASE, ONTOLOGY, entity_iri
from kg.model import Claim, Document, Entity, Evidence, Mention, Report, Result, Status
from kg.nquads import iri, literal, nquads
from kg.ontology import load_ontology
from kg.rdf import evidence_nquads, graph_iri, read_claims, read_documents
from kg.stores import Store, open_store

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


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        yield opened


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


KILLED = """
import sys
from test_build import Buys, Edges, article, build, open_store
documents = [article(f"{n}.txt", f"Corvane buys Firm{n}.") for n in range(6)]
def wait(source, what):
    if source == "3.txt":
        print("here", flush=True)
        sys.stdin.read()
with open_store(sys.argv[1]) as store:
    build(documents, Buys(), store, conclude=Edges(), on_progress=wait)
"""


def test_a_build_that_was_killed_keeps_what_was_stored_and_the_next_goes_on(tmp_path: Path) -> None:
    documents = [article(f"{n}.txt", f"Corvane buys Firm{n}.") for n in range(6)]
    url = f"oxigraph:{tmp_path}/store"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    command = [sys.executable, "-c", KILLED, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None and process.stdout.readline() == b"here\n"
        process.kill()
    with open_store(url) as writer, open_store("memory:") as fresh:
        report = build(documents, Buys(), writer, conclude=Edges())
        assert (report.unchanged, report.built) == (4, 2)
        build(documents, Buys(), fresh, conclude=Edges())
        assert writer.nquads() == fresh.nquads()


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


# ---- forgetting --------------------------------------------------------------------------------------------------------------


def test_prune_forgets_what_did_not_come(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    assert build([A], Buys(), store, conclude=Edges()).forgotten == ()
    report = build([A], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == ("seeds/b.txt",) and report.totals.documents == 1
    assert report.totals.edges_by_relation == (("acquires", 1),)


def test_prune_within_a_folder_leaves_the_rest(store: Store) -> None:
    other = article("other/c.txt", "Gale buys Hart.")
    build([A, B, other], Buys(), store, conclude=Edges())
    report = build([A], Buys(), store, conclude=Edges(), prune=True, within=["seeds/"])
    assert report.forgotten == ("seeds/b.txt",)
    assert [document.source for document in read_documents(store)] == ["other/c.txt", "seeds/a.txt"]


def test_prune_keeps_what_could_not_be_read(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    report = build([A, ReadError(B.source, "is not UTF-8")], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == () and report.totals.documents == 2 and len(report.errors) == 1


def test_prune_does_nothing_where_the_unread_source_may_have_held_anything(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    report = build([A, ReadError("news.jsonl:7", "breaks off")], Buys(), store, conclude=Edges(), prune=True)
    assert report.forgotten == () and "nothing was pruned" in str(report.errors[-1])


def test_forget_by_source_iri_or_folder(store: Store) -> None:
    documents = [A, B, article("other/c.txt", "Gale buys Hart."), article("d.txt", "Iris buys Jade.")]
    build(documents, Buys(), store, conclude=Edges())
    assert forget(store, [documents[3].iri, "other/c.txt"], Edges()) == ["d.txt", "other/c.txt"]
    assert forget(store, ["seeds"], Edges()) == ["seeds/a.txt", "seeds/b.txt"]
    assert read_documents(store) == [] and store.nquads(graph_iri(BASE, "edges")) == b""


def test_forgetting_the_unknown_names_the_nearest_and_forgets_nothing(store: Store) -> None:
    build([A, B], Buys(), store, conclude=Edges())
    with pytest.raises(UsageError, match=r"seeds/aa\.txt.*did you mean seeds/a\.txt\?"):
        forget(store, ["seeds/b.txt", "seeds/aa.txt"], Edges())
    assert len(read_documents(store)) == 2


def test_extracted_texts_are_kept_by_digest_and_go_with_their_document(tmp_path: Path) -> None:
    page = article("page.html", "Corvane buys Brightwell. \U0001f600 Å", extracted=True)
    with open_store(f"oxigraph:{tmp_path}/store") as writer:
        build([A, page], Buys(), writer, conclude=Edges())
        [kept] = (tmp_path / "texts").iterdir()
        assert kept.name == page.digest.removeprefix("sha256:") + ".txt" and kept.read_text(encoding="utf-8") == page.text
        forget(writer, ["page.html"], Edges())
    assert list((tmp_path / "texts").iterdir()) == []


# ---- Ctrl-C ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_ctrl_c_finishes_the_document_at_hand_and_the_next_build_goes_on(tmp_path: Path, engine: str) -> None:
    documents = [article(f"{n}.txt", f"Corvane buys Firm{n}.") for n in range(30)]
    url = f"oxigraph:{tmp_path}/store"

    def press(source: str, what: str) -> None:
        if source == "1.txt":
            os.kill(os.getpid(), signal.SIGINT)

    with open_store(url) as writer:
        report = build(documents, Buys(), writer, conclude=Edges(), engine=engine, workers=1, on_progress=press, prune=True)
        assert report.interrupted and 2 <= report.built < 30
    with open_store(url, read_only=True) as reader:
        assert len(read_documents(reader)) == report.built
        assert len(reader.rows("SELECT ?e { ?e a kg:Edge }")) == report.built
    with open_store(url) as writer:
        again = build(documents, Buys(), writer, conclude=Edges(), engine=engine, workers=1)
        assert (again.unchanged, again.built, again.interrupted) == (report.built, 30 - report.built, False)


def test_ctrl_c_inside_the_pipeline_lets_that_document_end(store: Store) -> None:
    report = build([A, article("c.txt", "ctrl-c Gale buys Hart."), B], Buys(), store, conclude=Edges())
    assert report.interrupted and report.built == 2
    assert report.totals.edges_by_relation == (("acquires", 2),)


def test_ctrl_c_is_not_heard_where_whoever_started_the_build_had_it_ignored(store: Store) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        report = build([article("c.txt", "ctrl-c Gale buys Hart."), B], Buys(), store, conclude=Edges())
    finally:
        signal.signal(signal.SIGINT, before)
    assert (report.built, report.interrupted) == (2, False)


def test_an_interrupt_that_no_handler_caught_is_concluded_as_well(store: Store) -> None:
    report = build([A, article("c.txt", "stop at once"), B], Buys(), store, conclude=Edges())
    assert report.interrupted and (report.built, report.totals.documents) == (1, 1)
    assert report.totals.edges_by_relation == (("acquires", 1),)


def test_a_second_ctrl_c_ends_it_there_and_then(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt):

        def concluding(store: Store) -> Mapping[str, bytes]:
            os.kill(os.getpid(), signal.SIGINT)
            raise AssertionError("the interrupt was not heard")

        build([article("c.txt", "ctrl-c Gale buys Hart."), B], Buys(), store, conclude=concluding)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


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
