"""Builds that are stopped or killed: the document at hand is finished, and the next build goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from buys import A, B, Buys, Edges, article
from newsroom import ROOT

from kg.build import build
from kg.rdf import read_documents
from kg.stores import Store, open_store

KILLED = """
import sys
from buys import Buys, Edges, article
from kg.build import build
from kg.stores import open_store
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
