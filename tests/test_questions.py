"""The shipped questions, asked of the shipped articles: every `# expect:` line of ontology/queries/ is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers import unmet
from kg.build import build
from kg.pipeline import Pipeline
from kg.query import load_query, names, run_query
from kg.readers import read
from kg.stores import Store, open_store

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def seeds() -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch, open_store("memory:") as store:
        patch.chdir(ROOT)
        report = build(read("seeds"), Pipeline.load(), store)
        assert report.failed == 0
        yield store


@pytest.mark.parametrize("name", [name for name in names() if load_query(name).expect])
def test_a_question_is_answered_as_its_file_expects(seeds: Store, name: str) -> None:
    assert unmet(load_query(name), run_query(seeds, name), seeds) == []


def test_most_questions_say_what_they_expect() -> None:
    assert len([name for name in names() if load_query(name).expect]) >= 18
