"""The same articles give the same bytes: in every order, engine, folder and process, alone or among others, after detours."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import JANUARY, MARCH, ROOT

from kg import views
from kg.build import build, forget
from kg.conclusions import conclusions
from kg.model import Document, Result
from kg.pipeline import Pipeline
from kg.readers import read
from kg.stores import Store, open_store

SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
SOURCES = {"seeds": ROOT / "seeds", "articles": SHARED / "articles"}
ALONE = 5


@cache
def pipeline() -> Pipeline:
    return Pipeline.load()


@cache
def documents(name: str) -> tuple[Document, ...]:
    """The articles of a folder as its readers give them, every one readable."""
    if not SOURCES[name].is_dir():
        pytest.skip(f"needs ../shared/{name} or KG_SHARED")
    found = tuple(read(SOURCES[name]))
    return tuple(each for each in found if isinstance(each, Document) or pytest.fail(str(each)))


@dataclass(frozen=True)
class Products:
    """Everything that is promised to be the same."""

    nq: bytes
    ttl: bytes
    html: bytes


def products(store: Store) -> Products:
    def written(view: str) -> bytes:
        out = io.BytesIO()
        views.write_view(view, store, out)
        return out.getvalue()

    return Products(written("nq"), written("ttl"), written("html"))


def differences(one: Products, other: Products) -> list[str]:
    """The first line of each product that is not the same, short enough to read."""
    found = []
    for field in fields(Products):
        pair = [getattr(each, field.name).splitlines() for each in (one, other)]
        if pair[0] != pair[1]:
            lines = next(both for both in zip_longest(*pair, fillvalue=b"nothing") if both[0] != both[1])
            found.append(f"{field.name}: {lines[0][:300]!r} != {lines[1][:300]!r}")
    return found


@cache
def whole(name: str) -> Products:
    """What a build of a folder comes to, document after document, in this process."""
    with open_store("memory:") as store:
        report = build(documents(name), pipeline(), store)
        assert (report.built, report.failed) == (len(documents(name)), 0)
        return products(store)


@pytest.fixture(params=sorted(SOURCES))
def corpus(request: pytest.FixtureRequest) -> str:
    documents(request.param)
    return str(request.param)


def shuffled(found: Iterable[Document], seed: int) -> list[Document]:
    order = list(found)
    random.Random(seed).shuffle(order)
    return order


def test_another_folder_and_engine_and_order_give_the_same_bytes(corpus: str, tmp_path: Path) -> None:
    with open_store(f"oxigraph:{tmp_path}/store") as store:
        build(shuffled(documents(corpus), 1), pipeline(), store, engine="processes", workers=2)
        assert differences(products(store), whole(corpus)) == []
    with open_store(f"oxigraph:{tmp_path}/store", read_only=True) as reader:
        assert differences(products(reader), whole(corpus)) == []


def test_one_document_at_a_time_gives_the_same_bytes() -> None:
    with open_store("memory:") as store:
        for document in shuffled(documents("seeds"), 2):
            build([document], pipeline(), store)
        assert differences(products(store), whole("seeds")) == []


def test_a_document_says_alone_what_it_says_among_others(corpus: str) -> None:
    for document in shuffled(documents(corpus), 3)[:ALONE]:
        alone = Pipeline.load()(document).nquads
        graph = f" <{document.iri}> .".encode()
        among = b"".join(line for line in whole(corpus).nq.splitlines(keepends=True) if line.rstrip().endswith(graph))
        assert alone == among and alone.count(b"\n") > 5


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_order_of_sets_does_not_show(seed: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    environment.pop("KG_STORE", None)
    for command in (["build", str(SOURCES["seeds"]), "--engine", "serial", "--quiet"], ["export", "graph.nq"]):
        called = [sys.executable, "-m", "kg", *command, "--dir", str(tmp_path / "outputs")]
        done = subprocess.run(called, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    names = ("graph.nq", "outputs/graph.ttl", "outputs/graph.html")
    assert differences(Products(*((tmp_path / name).read_bytes() for name in names)), whole("seeds")) == []


def test_what_is_added_and_forgotten_or_changed_and_changed_back_leaves_no_trace() -> None:
    first = documents("seeds")[0]
    added = article("news/added.txt", f"{documents('seeds')[1].title} Corvane has bought Alibaba and sued Nvidia.\n\n{JANUARY}")
    changed = replace(
        first, text=first.text + "\n\nNvidia has bought Alibaba, and Ana Ruiz is its chief executive.\n", digest="sha256:c"
    )
    with open_store("memory:") as store:
        build(documents("seeds"), pipeline(), store)
        build([added, changed], pipeline(), store)
        assert products(store).ttl != whole("seeds").ttl
        forget(store, [added.source], *conclusions(pipeline()))
        build([first], pipeline(), store)
        assert differences(products(store), whole("seeds")) == []


# ---- random detours, with results that were extracted once --------------------------------------------------------------------


@cache
def extracted(document: Document) -> Result:
    return pipeline()(document)


@dataclass(frozen=True)
class Recorded:
    """The shipped pipeline, with its memory: what is tested is what the store and the conclusions make of its results."""

    version: str
    config: Any
    ontology: Any

    def __call__(self, document: Document) -> Result:
        return extracted(document)


def article(source: str, text: str) -> Document:
    """An article of an invented story, read as every other."""
    [found] = read("-", source_name=source, stdin=io.BytesIO(text.encode()))
    assert isinstance(found, Document), str(found)
    return found


REJECTED = """Brightwell rejects bid
April 2, 2026

Brightwell denied that it was in talks with Corvane. Tom Hale is chief executive of Corvane.
"""
LEFT = """Corvane chief leaves
May 9, 2026

Ana Ruiz stepped down as chief executive of Corvane Foods Inc. Corvane's unit Brightwell will be spun off.
"""
VERSIONS = {
    "january.txt": (JANUARY, JANUARY.replace("plans to buy", "may bid for"), JANUARY.replace("Brightwell", "Brightwell Mills")),
    "march.txt": (MARCH, MARCH.replace("has abandoned", "has completed"), MARCH.replace("March 3, 2026", "March 3, 2025")),
    "later.txt": (REJECTED, LEFT),
    "undated.txt": ("Oslo-based Corvane has acquired Brightwell. Corvane sued Delmar.", "Corvane has not acquired Brightwell."),
}
STEPS = st.sampled_from([(source, number) for source, texts in VERSIONS.items() for number in range(-1, len(texts))])


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=10), st.randoms(use_true_random=False))
def test_every_detour_to_the_same_articles_gives_the_same_bytes(steps: list[tuple[str, int]], chance: random.Random) -> None:
    shipped = pipeline()
    recorded: Any = Recorded(shipped.version, shipped.config, shipped.ontology)
    conclude = conclusions(recorded)
    last: dict[str, Document] = {}
    with open_store("memory:") as gradual, open_store("memory:") as fresh:
        build([], recorded, gradual)
        for source, number in steps:
            if number >= 0:
                last[source] = article(source, VERSIONS[source][number])
                build([last[source]], recorded, gradual)
            elif last.pop(source, None):
                forget(gradual, [source], *conclude)
        left = list(last.values())
        chance.shuffle(left)
        build(left, recorded, fresh)
        assert gradual.nquads() == fresh.nquads()
