"""`kg build` as its users meet it: what it prints, what it leaves, what it does with bad input."""

from __future__ import annotations

import json
import os
import signal
from contextlib import chdir
from pathlib import Path

import pytest
from newsroom import JANUARY, kg, kg_process, one_line, write_articles

from kg.model import Document, Result
from kg.pipeline import Pipeline
from kg.views import html


def test_a_build_tells_what_it_did_and_leaves_its_products(empty: Path) -> None:
    write_articles(empty)
    done = kg("build", "articles", "--dir", "news")
    assert done.exit_code == 0
    assert "2 documents built in" in done.stdout
    assert "2 documents, " in done.stdout and "acquires" in done.stdout and "cancelled" in done.stdout
    assert "kg query --dir news '" in done.stdout
    for name in ("graph.ttl", "graph.html"):
        assert f"news/{name}" in done.stdout
        assert (empty / "news" / name).stat().st_size > 1000
    again = kg("build", "articles", "--dir", "news")
    assert again.exit_code == 0 and "0 documents built" in again.stdout and "2 unchanged" in again.stdout


def test_quiet_prints_nothing(empty: Path) -> None:
    write_articles(empty)
    done = kg("build", "articles", "-q")
    assert (done.exit_code, done.output) == (0, "")


def test_products_are_written_again_only_when_they_would_differ(empty: Path) -> None:
    articles = write_articles(empty)
    kg("build", "articles")
    page, turtle = empty / "outputs" / "graph.html", empty / "outputs" / "graph.ttl"
    before = page.stat().st_mtime_ns, turtle.read_bytes()
    kg("build", "articles")
    assert page.stat().st_mtime_ns == before[0]
    turtle.unlink()
    kg("build", "articles")
    assert turtle.read_bytes() == before[1]
    (articles / "march.txt").unlink()
    done = kg("build", "articles", "--prune")
    assert "1 forgotten" in done.stdout
    assert turtle.read_bytes() != before[1]


def test_no_products_writes_none(empty: Path) -> None:
    write_articles(empty)
    assert kg("build", "articles", "--no-products").exit_code == 0
    assert not list((empty / "outputs").glob("graph.*"))


def test_prune_leaves_what_other_folders_brought(empty: Path) -> None:
    articles = write_articles(empty)
    other = empty / "other"
    other.mkdir()
    (articles / "march.txt").rename(other / "march.txt")
    kg("build", "articles", "other", "--no-products")
    done = kg("build", "articles", "--prune", "--no-products")
    assert "forgotten" not in done.stdout and "2 documents, " in done.stdout


def test_bad_input_is_named_and_all_else_is_built(empty: Path) -> None:
    articles = write_articles(empty)
    (articles / "latin.txt").write_bytes("Corvane café".encode("latin-1"))
    (articles / "nothing.txt").write_bytes(b"")
    (articles / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" * 9)
    line = json.dumps({"url": "https://news.example/1", "date": "2026-02-01", "text": "Alder Mills acquired Corvane Foods."})
    (articles / "feed.jsonl").write_text(f'{line}\n{{"url": "https://news.example/2", "te\n', encoding="utf-8")
    done = kg("build", "articles", "missing.txt", "--no-products")
    assert done.exit_code == 1
    assert "3 documents built" in done.stdout and "5 failed" in done.stdout
    errors = sorted(done.stderr.splitlines())
    assert len(errors) == 5
    places = (
        "articles/latin.txt:1: ",
        "articles/nothing.txt: ",
        "articles/picture.txt",
        "articles/feed.jsonl:2: ",
        "missing.txt: ",
    )
    for place in places:
        assert any(error.startswith(f"kg: {place}") for error in errors), place
    assert kg("query", 'SELECT ?b { ?a rdfs:label "Alder Mills" ; kg:acquires ?b }', "-f", "csv").stdout.split()[1:] != []


def test_a_paragraph_that_never_ends_is_named_and_all_else_is_built(empty: Path) -> None:
    articles = write_articles(empty)
    (articles / "endless.txt").write_text("Corvane bought Brightwell. " * 5000, encoding="utf-8")
    done = kg("build", "articles")
    assert done.exit_code == 1 and "2 documents built" in done.stdout
    assert one_line(done.stderr) and "articles/endless.txt" in done.stderr and "break it into paragraphs" in done.stderr


def test_standard_input_needs_a_name(empty: Path) -> None:
    done = kg_process("build", "-", "--no-products", folder=empty, stdin=JANUARY)
    assert done.returncode == 1 and "--source" in done.stderr
    done = kg_process("build", "-", "--source", "wire/1", "--no-products", folder=empty, stdin=JANUARY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "wire/1" in kg("query", "documents", "-f", "csv").stdout


def test_ctrl_c_keeps_what_is_done_and_the_next_build_goes_on(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(empty)
    whole = Pipeline.__call__

    def interrupted(self: Pipeline, document: Document) -> Result:
        os.kill(os.getpid(), signal.SIGINT)
        return whole(self, document)

    monkeypatch.setattr(Pipeline, "__call__", interrupted)
    done = kg("build", "articles", "--engine", "serial")
    assert done.exit_code == 130
    assert one_line(done.stderr) and "1 document built" in done.stderr and "goes on" in done.stderr
    monkeypatch.undo()
    done = kg("build", "articles")
    assert done.exit_code == 0 and "1 document built" in done.stdout and "1 unchanged" in done.stdout


def test_an_error_of_our_own_has_no_traceback_but_with_v(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Pipeline, document: Document) -> Result:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(Pipeline, "__call__", broken)
    write_articles(empty)
    done = kg("build", "articles", "--engine", "serial", "--no-products")
    assert done.exit_code == 1
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["articles/january.txt", "articles/march.txt"]
    assert "in broken" in kg("build", "articles", "--engine", "serial", "--no-products", "-v").stderr


def test_a_user_s_relation_works_at_the_next_build(empty: Path) -> None:
    (empty / "more.ttl").write_text(
        """@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:sponsors a owl:ObjectProperty ; rdfs:label "sponsors"@en ;
  rdfs:domain kg:Organization ; rdfs:range kg:Organization ;
  kg:pattern "{subject} sponsor {object}" .
""",
        encoding="utf-8",
    )
    (empty / "a.txt").write_text("Corvane Foods Inc sponsored Brightwell Mills Ltd in May.\n", encoding="utf-8")
    assert kg("build", "a.txt", "--ontology", "more.ttl", "--no-products").exit_code == 0
    rows = kg("query", "SELECT ?a { ?a kg:sponsors ?b }", "-f", "csv").stdout.split()
    assert len(rows) == 2
    assert "kg:sponsors" in kg("relations", "sponsors", "--ontology", "more.ttl").stdout


@pytest.mark.parametrize("name", ["ontology", "entities"])
def test_a_missing_file_of_the_user_s_is_one_line(empty: Path, name: str) -> None:
    (empty / "a.txt").write_text(JANUARY, encoding="utf-8")
    done = kg("build", "a.txt", f"--{name}", "none.file")
    assert done.exit_code == 1 and one_line(done.stderr) and "none.file" in done.stderr


def test_two_builds_and_two_processes_give_the_same_bytes(built: Path) -> None:
    done = kg_process("build", "articles", "--dir", "twin", "--engine", "processes", "--workers", "2", folder=built)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("graph.ttl", "graph.html"):
        assert (built / "twin" / name).read_bytes() == (built / "outputs" / name).read_bytes()
    with chdir(built):
        assert kg("export", "--to", "nq", "--dir", "twin").stdout_bytes == kg("export", "--to", "nq").stdout_bytes
        assert kg("diff", "twin", "outputs").output == "both say the same\n"


def test_without_a_built_explorer_the_rest_is_written_and_said_so(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(empty)
    assert kg("build", "articles").exit_code == 0 and (empty / "outputs" / "graph.html").exists()
    monkeypatch.setattr(html, "is_built", lambda: False)
    done = kg("build", "articles", "--force")
    assert done.exit_code == 0 and "run `make web`" in done.stderr and "outputs/graph.ttl" in done.stdout
    assert not (empty / "outputs" / "graph.html").exists() and "to look at" not in done.stdout
