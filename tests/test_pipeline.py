"""The pure function from a document to its graph: what it refuses, what it reports, and what its version depends on."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from reading import pipeline

from kg.config import Config
from kg.errors import ConfigError, ExtractError
from kg.iris import BASE
from kg.model import Document
from kg.pipeline import LONGEST, Pipeline

TEXT = "Corvane bought Brightwell. Kestrel Mills bewildered Alder Bakeries. Corvane competes with rivals."
DOCUMENT = Document(f"{BASE}document/test.txt", "test.txt", TEXT, "sha256:0")


@pytest.mark.parametrize("name", ["deals", "__init__", "nothing"])
def test_an_extractor_that_does_not_exist_is_named_with_those_that_do(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"extractor '{name}' does not exist; there are: frames, learned, observations"):
        Pipeline.load(config=Config(extractors=("frames", name)))


def test_an_entity_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.csv: the entity file cannot be read"):
        Pipeline.load(config=Config(entities=(str(tmp_path / "missing.csv"),)))


def test_a_paragraph_that_no_parser_bears_is_told_with_the_remedy() -> None:
    endless = replace(DOCUMENT, text="Corvane grew and " * (LONGEST // 17 + 1))
    with pytest.raises(ExtractError, match="break it into paragraphs"):
        pipeline()(endless)


def test_the_report_counts_what_the_graph_holds_and_keeps_what_was_dropped_apart_from_what_nothing_claims() -> None:
    report = pipeline()(DOCUMENT).report
    assert report.claims == sum(count for _, count in report.by_relation) == sum(count for _, count in report.by_status)
    assert dict(report.by_relation)["acquires"] == 1
    assert report.unclaimed == (("bewilder", 1),)
    assert any(TEXT[each.start : each.end] == "Corvane competes with rivals." for each in report.dropped)


def test_one_document_gives_the_same_bytes_again_and_from_a_pickled_pipeline() -> None:
    first = pipeline()(DOCUMENT)
    assert pipeline()(DOCUMENT) == first
    assert pickle.loads(pickle.dumps(pipeline()))(DOCUMENT) == first


def test_the_version_changes_with_what_can_change_a_result() -> None:
    others = (Config(base="https://example.org/"), Config(extractors=("frames",)))
    assert len({pipeline().version, *(Pipeline.load(config=config).version for config in others)}) == 3
