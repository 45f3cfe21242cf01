"""`kg evaluate` as its users call it: sources of claims, forms of the report, and what is wrong in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from newsroom import kg, one_line
from test_gold_formats import HEAD, RECORD, TEXT, documented

GOLD = "# subject\trelation\tobject\tstatus\tattributedTo\tdocument\n# exhaustive: march.txt\n"
CORVANE = "Corvane\tacquires\tBrightwell\t{}\t\tmarch.txt\n"


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD + CORVANE.format("cancelled"), encoding="utf-8")
    return str(path)


def test_a_corpus_is_scored_on_its_own_texts_without_a_build(empty: Path) -> None:
    (empty / "corpus").mkdir()
    documented(empty / "corpus")
    done = kg("evaluate", "corpus", "--extract", "-q", "-f", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    values = json.loads(done.stdout)
    found = {fact["relation"] for fact in values["found"]}
    assert {"acquires", "headquarteredIn"} <= found and values["total"]["facts"] == 3
    assert set(values["groups"]["document"]) == {"harbour-03"} and values["groups"]["extractor"]
    assert [path.name for path in empty.iterdir()] == ["corpus"]


def test_knowledgenet_is_scored_on_its_passages(empty: Path) -> None:
    (empty / "fold.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    values = json.loads(kg("evaluate", "fold.jsonl", "--extract", "-q", "-f", "json", "--ontology", "people").stdout)
    assert {fact["relation"] for fact in values["found"]} >= {"foundedBy", "foundingDate"}
    assert {claim["relation"] for claim in values["wrong"]} <= {"foundedBy", "foundingDate", "chiefExecutiveOf"}


def test_the_report_goes_to_a_file_in_each_form(there: Path, tmp_path: Path, gold: str) -> None:
    text = kg("evaluate", gold).stdout
    for form, begins in (("text", text), ("json", "{"), ("html", "<!DOCTYPE html>")):
        path = tmp_path / "deep" / f"report.{form}"
        done = kg("evaluate", gold, "-f", form, "--out", str(path))
        assert (done.exit_code, done.stdout) == (0, "")
        assert path.read_text(encoding="utf-8").startswith(begins)
        assert kg("evaluate", gold, "-f", form).stdout == path.read_text(encoding="utf-8")
    page = (tmp_path / "deep" / "report.html").read_text(encoding="utf-8")
    assert "<mark>" in page and 'http-equiv="Content-Security-Policy"' in page


def test_a_later_run_tells_what_it_gained_and_lost(there: Path, tmp_path: Path, gold: str) -> None:
    before, claims = tmp_path / "before.json", tmp_path / "claims.jsonl"
    assert kg("evaluate", gold, "-f", "json", "--out", str(before)).exit_code == 0
    kg("export", str(claims))
    kept = [line for line in claims.read_text(encoding="utf-8").splitlines() if json.loads(line)["relation"] != "acquires"]
    claims.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    text = kg("evaluate", gold, "--claims", str(claims), "--diff", str(before)).stdout
    assert "no longer found (1)" in text and "march: Corvane – acquires – Brightwell [cancelled]" in text
    values = json.loads(kg("evaluate", gold, "--diff", str(before), "-f", "json").stdout)
    assert all(not items for items in values["changes"]["lists"].values())
    assert {**values, "changes": None} == {**json.loads(before.read_text(encoding="utf-8")), "changes": None}
    assert "Against the earlier run" in kg("evaluate", gold, "--diff", str(before), "-f", "html").stdout


def test_json_lists_what_is_missed_whatever_the_text_does(there: Path, tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD + "Alder\tsues\tBrightwell\tactual\t\tmarch.txt\n", encoding="utf-8")
    assert len(json.loads(kg("evaluate", str(path), "--no-missed", "-f", "json").stdout)["missed"]) == 1
    assert "Missed" not in kg("evaluate", str(path), "--no-missed", "-f", "html").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--extract",), 2, "has facts and no texts"),
        (("--extract", "--claims", "claims.jsonl"), 2, "--claims"),
        (("--ontology", "people"), 2, "--extract"),
        (("--diff", "none.json"), 1, "none.json: cannot be read"),
        (("--claims", "none.jsonl"), 1, "none.jsonl: cannot be read"),
        (("-f", "xml"), 2, "xml"),
        (("--dir", "elsewhere"), 1, "kg build"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(there: Path, gold: str, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = kg("evaluate", gold, *arguments)
    assert done.exit_code == code and words in done.stderr and done.stdout == ""
    assert one_line(done.stderr)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ('"acquires"', "no object"),
        ('{"subject": "Corvane"}', "has no text 'relation'"),
        ('{"subject": "a", "relation": "b", "status": "actual", "document": "march.txt"}', "neither 'object' nor 'value'"),
        ('{"subject": "a", "relation": "b", "status": "actual", "document": "d", "value": "many"}', "'value' is no number"),
        ('{"subject": "a", "relation": "b", "status": "actual", "document": "d", "object": "c", "subjectSpan": [1]}', "a span"),
    ],
)
def test_a_wrong_line_of_an_export_is_named(empty: Path, gold: str, line: str, words: str) -> None:
    Path("claims.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    done = kg("evaluate", gold, "--claims", "claims.jsonl")
    assert done.exit_code == 1 and one_line(done.stderr)
    assert "claims.jsonl:2: " in done.stderr and words in done.stderr


def test_a_fault_of_the_corpus_is_named(empty: Path) -> None:
    Path("harbour.txt").write_text(TEXT, encoding="utf-8")
    Path("harbour.ann").write_text(HEAD + "M 7 | Corvane | Company | Corvane\n", encoding="utf-8")
    done = kg("evaluate", "harbour.ann", "--extract")
    assert done.exit_code == 1 and one_line(done.stderr) and "harbour.ann:2: '7' is no sentence" in done.stderr
