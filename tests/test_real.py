"""Annotated real sentences: the annotation is in the project, the texts come from the data folder."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from newsroom import ROOT

from training.corpus import blocks, check
from training.real import REAL, assemble, texts

SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))

pytestmark = pytest.mark.skipif(not (SHARED / "data").exists(), reason="needs the data of ../shared or KG_SHARED")


def test_each_annotated_sentence_has_its_text_and_every_line_stands_in_it(tmp_path: Path) -> None:
    articles, problems = check(assemble(tmp_path / "real", SHARED), (), ())
    assert [problem for problem in problems if "has no mention" not in problem] == []
    assert len(articles) > 1000
    assert sum(len(article.facts) for article in articles) > 4000


def test_what_is_held_back_for_reports_is_not_annotated_for_training() -> None:
    records = (SHARED / "data/relations/relations.jsonl").read_text(encoding="utf-8").splitlines()
    named = [name for path in REAL.glob("*.ann") for name, _ in blocks(path)]
    sources = {json.loads(records[int(name[5:])])["source"] for name in named if name.startswith("core/")}
    assert sources == {"CORE/train"}


def test_a_text_is_written_as_its_source_has_it() -> None:
    ((title, sentences),) = texts(["gum/GUM_news_hackers"], SHARED).values()
    assert title == "Hackers attack Church of Scientology website"
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)
