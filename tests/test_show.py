"""`kg show`: what is printed of a text, its claims as lines of JSON, and what is said of that which gives none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from newsroom import JANUARY, MARCH, kg, kg_process

from kg.model import Document
from kg.pipeline import Pipeline
from kg.show import STYLES, explain, styled

SENTENCE = "Corvane plans to buy Brightwell for $2.1 billion, according to people familiar with the matter."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


def document(text: str) -> Document:
    return Document("https://example.org/d", "d", text, "")


def plain(pipeline: Pipeline, text: str) -> str:
    return "".join(piece for piece, _ in styled(explain(pipeline, document(text))))


def test_a_planned_deal_is_shown_with_all_that_stands_on_it(pipeline: Pipeline) -> None:
    lines = plain(pipeline, SENTENCE).splitlines()
    assert lines[0].startswith("[Corvane: Company] plans to buy [Brightwell: Company] for $2.1 billion")
    at = next(number for number, line in enumerate(lines) if "Corvane – acquires → Brightwell  planned" in line)
    assert "says people familiar with the matter" in lines[at]
    assert lines[at + 1].strip() == "price 2100000000 USD"
    assert lines[at + 2].strip().startswith("pattern: {subject} acquire|buy")
    assert re.fullmatch(r"model: [01]\.\d\d", lines[at + 3].strip())
    assert lines[at + 4].strip() == "cues: plan: plans"


def test_a_status_has_its_colour(pipeline: Pipeline) -> None:
    pieces = list(styled(explain(pipeline, document(SENTENCE))))
    assert ("planned", STYLES["planned"]) in pieces
    assert ("Corvane", "bold") in pieces


def test_offsets_are_the_document_s(pipeline: Pipeline) -> None:
    for each in explain(pipeline, document(MARCH)):
        assert MARCH[each.start : each.start + len(each.text)] == each.text
        for mention in each.mentions:
            assert MARCH[mention.start : mention.end] == mention.text
            assert each.start <= mention.start < mention.end <= each.start + len(each.text)


def test_every_claim_is_shown_once(pipeline: Pipeline) -> None:
    claims, _ = pipeline.claims(document(JANUARY + MARCH))
    shown = [shown.claim for each in explain(pipeline, document(JANUARY + MARCH)) for shown in each.claims]
    assert sorted(map(repr, shown)) == sorted(map(repr, claims))
    assert len(claims) >= 3


def test_a_pronoun_is_shown_with_whom_it_means(pipeline: Pipeline) -> None:
    text = plain(pipeline, "Corvane Foods Inc was founded in 1974. It is based in Oslo.")
    assert "[It = Corvane Foods: Company]" in text or "[It = Corvane Foods Inc: Company]" in text


def test_nothing_is_taken_from_questions(pipeline: Pipeline) -> None:
    text = plain(pipeline, "Would Corvane buy Brightwell?")
    assert "nothing is taken from a question" in text and "acquires" not in text


def test_nothing_is_taken_from_date_lines(pipeline: Pipeline) -> None:
    assert "January 12, 2026\n  nothing is taken from a date line" in plain(pipeline, JANUARY)


def test_what_was_dropped_is_said_with_the_reason(pipeline: Pipeline) -> None:
    text = plain(pipeline, "Corvane acquired new customers.")
    assert "no claim" in text
    found = [lost for each in explain(pipeline, document(MARCH)) for lost in each.dropped]
    assert all(lost.reason for lost in found)
    shown = plain(pipeline, MARCH)
    assert all(f"dropped: {lost.what}: {lost.reason}" in shown for lost in found)


def test_json_lines_are_those_of_an_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "january.txt").write_text(JANUARY, encoding="utf-8")
    shown = kg("show", "january.txt", "-f", "jsonl")
    assert (shown.exit_code, shown.stderr) == (0, "")
    kg("build", "january.txt", "--no-products")
    assert shown.stdout == kg("export", "--to", "jsonl").stdout
    for line in shown.stdout.splitlines():
        claim = json.loads(line)
        assert JANUARY[claim["start"] : claim["end"]] == claim["sentence"]
        assert claim["document"] == "january.txt"


def test_the_command_takes_a_sentence_a_file_or_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    typed = kg("show", SENTENCE)
    assert typed.exit_code == 0 and "\x1b" not in typed.stdout
    assert kg("show", "a.txt").stdout == typed.stdout
    piped = kg_process("show", "-", folder=tmp_path, stdin=SENTENCE)
    assert (piped.returncode, piped.stdout) == (0, typed.stdout)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]


@pytest.mark.parametrize(("text", "code"), [("", 2), ("   ", 2), ("missing.txt", 1), ("news/", 1)])
def test_what_is_neither_is_said_in_one_line(text: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg("show", text)
    assert done.exit_code == code and done.stdout == ""
    assert done.stderr.startswith("kg: ") and done.stderr.count("\n") == 1


def test_a_very_long_sentence_is_no_path() -> None:
    done = kg("show", "Corvane bought Brightwell and " + "really " * 700 + "meant it.")
    assert done.exit_code == 0 and "Corvane" in done.stdout
