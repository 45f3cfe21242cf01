"""The command line as its users meet it: what it prints, what it leaves, its exit codes and its one-line errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from explorer import held, held_rdf
from newsroom import ROOT, kg, one_line, write_articles

from kg.cli import main

COMMANDS = ("build", "show", "relations", "query", "schema", "export", "render", "forget", "diff", "stats")
COMMANDS += ("validate", "evaluate")


# ---- what there is


def test_every_command_is_listed_with_a_whole_sentence() -> None:
    text = kg("--help").stdout
    assert tuple(main.list_commands(None)) == COMMANDS  # type: ignore[arg-type]
    for name in COMMANDS:
        line = next(line for line in text.splitlines() if line.strip().startswith(f"{name} "))
        assert line.endswith(".") and not line.endswith("...")
    assert set(main.commands) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_the_shared_options(name: str) -> None:
    done = kg(name, "--help")
    assert done.exit_code == 0
    assert all(option in done.stdout for option in ("--dir", "--store", "--config", "--quiet", "--verbose"))


def test_without_a_command_there_is_help() -> None:
    done = kg()
    assert done.exit_code == 2 and "Commands:" in done.stderr


# ---- the reader's side


def test_a_query_answers_in_three_forms(there: Path) -> None:
    text = "SELECT ?who ?city { ?who kg:headquarteredIn ?city }"
    assert "Brightwell" in kg("query", text).stdout
    rows = json.loads(kg("query", text, "-f", "json").stdout)["results"]["bindings"]
    assert [row["city"]["value"].rpartition("/")[2] for row in rows] == ["oslo"]
    assert kg("query", text, "-f", "csv").stdout.splitlines()[0] == "who,city"


def test_what_was_planned_and_dropped_is_one_cancelled_edge(there: Path) -> None:
    rows = kg("query", "history", "--set", "subject=Corvane", "--set", "relation=acquires", "-f", "csv").stdout
    assert "planned" in rows and "cancelled" in rows
    assert kg("query", "SELECT ?a { ?a kg:acquires ?b }", "-f", "csv").stdout.split() == ["a"]


def test_named_queries_are_listed_with_their_questions(there: Path) -> None:
    lines = kg("query").stdout.splitlines()
    assert len(lines) >= 12 and all(line.split(None, 1)[1].endswith("?") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("query", "SELECT ?a { ?a kg:acqires ?b }"), 1, "did you mean"),
        (("query", "SELECT ?a {"), 1, "line 1"),
        (("query", "acquisitons"), 1, "'acquisitions'"),
        (("query", "acquisitions", "--set", "company"), 2, "KEY=VALUE"),
        (("query", "history", "--set", "subject=Corvan"), 1, "Corvane"),
        (("query", "x", "-f", "xml"), 2, "xml"),
        (("relations", "acqires"), 2, "'acquires'"),
        (("export", "--to", "graphm"), 2, "'graphml'"),
        (("export", "--about", "Corvan"), 2, "'Corvane'"),
        (("export", "graph.tt"), 2, "'ttl'"),
        (("query", "none.rq"), 1, "none.rq: the file of the query cannot be read: No such file"),
        (("export", "--since", "May"), 2, "--since"),
        (("forget", "articles/april.txt"), 2, "articles/"),
        (("frobnicate",), 2, "kg --help"),
        (("build",), 2, "SOURCE"),
        (("build", "articles", "--engine", "seriel"), 2, "'serial'"),
        (("show", "none/such.txt"), 1, "none/such.txt"),
        (("evaluate", "none.tsv"), 1, "none.tsv"),
        (("diff", "outputs", "articles/march.txt"), 1, "articles/march.txt"),
        (("stats", "--dir", "elsewhere"), 1, "kg build"),
        (("forget", "a.txt", "--dir", "elsewhere"), 1, "kg build"),
        (("stats", "--store", "bolt:there"), 2, "oxigraph:"),
        (("stats", "--config", "none.toml"), 1, "none.toml"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(there: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = kg(*arguments)
    assert done.exit_code == code
    assert one_line(done.stderr) and words in done.stderr
    assert done.stdout == ""


def test_asking_leaves_no_store_behind(empty: Path) -> None:
    for arguments in (("stats",), ("query", "acquisitions"), ("forget", "a.txt"), ("export",)):
        assert kg(*arguments).exit_code == 1
    assert list(empty.iterdir()) == []


def test_export_goes_to_a_file_or_to_standard_output(there: Path, tmp_path: Path) -> None:
    turtle = kg("export").stdout_bytes
    assert turtle == (there / "outputs" / "graph.ttl").read_bytes()
    path = tmp_path / "deep" / "graph.csv"
    assert kg("export", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("subject,relation,object")
    assert kg("export", "--to", "jsonl", str(tmp_path / "claims")).exit_code == 0
    assert {json.loads(line)["relation"] for line in (tmp_path / "claims").read_text(encoding="utf-8").splitlines()} >= {
        "acquires"
    }
    assert {line.split()[0] for line in kg("export", "--to", "list").stdout.splitlines()} >= {
        "ttl",
        "nq",
        "trig",
        "jsonl",
        "html",
    }


def test_a_failed_export_leaves_the_old_file(there: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")
    assert kg("export", str(path), "--about", "Nobody").exit_code == 2
    assert path.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [path]


def test_as_of_a_day_the_deal_was_still_planned(there: Path) -> None:
    rows = kg("export", "--to", "csv", "--as-of", "2026-02-01").stdout
    assert ",planned," in rows and ",cancelled," not in rows


def test_render_draws_what_is_near(there: Path) -> None:
    done = kg("render", "--about", "Ana Ruiz")
    assert (done.exit_code, done.stderr) == (0, "outputs/about-ana-ruiz.html\n")
    (graph,) = held((there / "outputs" / "about-ana-ruiz.html").read_bytes(), "graph")
    assert graph["title"] == "Ana Ruiz in the news"
    assert "Ana Ruiz" in graph["nodes"]["label"] and "Oslo" not in graph["nodes"]["label"]


def test_render_gives_a_page_its_title_and_leaves_the_engine_out(there: Path) -> None:
    assert kg("render", "small.html", "--no-sparql", "--title", "Oats & mills", "--limit", "1").exit_code == 0
    page = (there / "small.html").read_bytes()
    (graph,) = held(page, "graph")
    assert b"<title>Oats &amp; mills</title>" in page and len(page) < 1_000_000
    assert len(graph["edges"]["iri"]) == 1 and held_rdf(page) == b"" and not graph["sparql"]


def test_schema_and_stats_count_the_graph(there: Path) -> None:
    text = kg("schema").stdout
    assert "kg:Company" in text and "kg:headquarteredIn" in text
    counts = json.loads(kg("stats", "-f", "json").stdout)
    assert counts["documents"] == 2 and counts["edges_by_relation"]["acquires"] == 1
    assert kg("stats").stdout.startswith("2 documents, ")


def test_the_built_graph_is_sound(there: Path) -> None:
    done = kg("validate")
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_fault_is_shown_with_its_sentence(empty: Path) -> None:
    from kg.stores import open_store

    write_articles(empty)
    kg("build", "articles/march.txt", "--no-products")
    with open_store("oxigraph:outputs/store") as store:
        graph = next(name for name in store.graphs() if name.endswith("march.txt"))
        store.replace(graph, store.nquads(graph).replace(b"ontology#cancelled>", b"ontology#perhaps>"))
        store.publish()
    done = kg("validate")
    assert done.exit_code == 1
    assert any("status" in line and "abandoned" in line for line in done.stdout.splitlines())


def test_diff_tells_what_changed_between_folders_and_exports(there: Path, tmp_path: Path) -> None:
    before = str(tmp_path / "before")
    kg("build", "articles/january.txt", "--dir", before, "--no-products")
    lines = kg("diff", before, "outputs").stdout.splitlines()
    assert "  ~ Corvane – acquires → Brightwell  [planned → cancelled]" in lines
    assert any(line.startswith("  + Ana Ruiz – chiefExecutiveOf → Corvane") for line in lines)
    for view in ("nq", "jsonl"):
        for name, folder in (("old", before), ("new", "outputs")):
            assert kg("export", str(tmp_path / f"{name}.{view}"), "--dir", folder).exit_code == 0
        written = kg("diff", str(tmp_path / f"old.{view}"), str(tmp_path / f"new.{view}")).stdout.splitlines()
        assert written == [line for line in lines if view == "nq" or line in lines[lines.index(_claims(lines)) :]]


def _claims(lines: list[str]) -> str:
    return next(line for line in lines if line.startswith("claims: "))


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [("broken.jsonl", '{"id": 1\n', "broken.jsonl:1"), ("no.jsonl", "{}\n", "no.jsonl:1"), ("x.nq", "<a> <b> .\n", "x.nq:1")],
)
def test_diff_names_the_line_of_a_broken_export(there: Path, tmp_path: Path, name: str, text: str, place: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = kg("diff", "outputs", str(tmp_path / name))
    assert done.exit_code == 1 and one_line(done.stderr) and place in done.stderr


def test_forget_brings_back_what_held_before(empty: Path) -> None:
    write_articles(empty)
    kg("build", "articles")
    before = (empty / "outputs" / "graph.ttl").read_bytes()
    done = kg("forget", "articles/march.txt")
    assert (done.exit_code, done.stdout) == (0, "forgotten: articles/march.txt\n")
    assert "planned" in kg("query", "acquisitions").stdout
    assert (empty / "outputs" / "graph.ttl").read_bytes() != before
    kg("build", "articles")
    assert (empty / "outputs" / "graph.ttl").read_bytes() == before


def test_corrections_stand_beside_the_user_and_survive_a_rebuild(empty: Path) -> None:
    write_articles(empty)
    rule = '[[notTrue]]\nsubject = "Corvane"\nrelation = "acquires"\nobject = "Brightwell"\n'
    (empty / "corrections.toml").write_text(rule, encoding="utf-8")
    kg("build", "articles")
    kg("build", "articles", "--force")
    assert json.loads(kg("stats", "-f", "json").stdout)["edges_by_relation"].get("acquires") is None
    (empty / "corrections.toml").unlink()
    assert "0 documents built" in kg("build", "articles").stdout
    assert json.loads(kg("stats", "-f", "json").stdout)["edges_by_relation"]["acquires"] == 1


def test_evaluate_scores_the_store_or_an_export(there: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.tsv"
    head = "# subject\trelation\tobject\tstatus\tattributedTo\tdocument\n# exhaustive: march.txt\n"
    gold.write_text(head + "Corvane\tacquires\tBrightwell\tcancelled\t\tmarch.txt\n", encoding="utf-8")
    done = kg("evaluate", str(gold))
    assert done.exit_code == 0 and "recall 1/1" in done.stdout and "wrong (1)" in done.stdout
    claims = str(tmp_path / "claims.jsonl")
    kg("export", claims)
    assert kg("evaluate", str(gold), "--claims", claims, "--dir", "nowhere").stdout == done.stdout
    assert "wrong" not in kg("evaluate", str(gold), "--no-missed").stdout
    done = kg("evaluate", str(gold), "--min-f1", "0.9")
    assert done.exit_code == 1 and one_line(done.stderr)


def test_f1_is_not_met_where_nothing_says_what_is_wrong(there: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.tsv"
    gold.write_text("# subject\trelation\tobject\tstatus\nCorvane\tacquires\tBrightwell\tcancelled\n", encoding="utf-8")
    done = kg("evaluate", str(gold), "--min-f1", "0.1")
    assert done.exit_code == 1 and "exhaustive" in done.stderr


def test_missing_relations_are_counted_over_the_built_documents(empty: Path) -> None:
    write_articles(empty)
    kg("build", "articles", "--no-products")
    reports = empty / "outputs" / "reports.jsonl"
    lines = [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]
    assert [line["source"] for line in lines] == ["articles/january.txt", "articles/march.txt"]
    lines[0]["unclaimed"], lines[1]["unclaimed"] = {"outbid": 2, "woo": 1}, {"woo": 4}
    reports.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"cut off', encoding="utf-8")
    assert [line.split() for line in kg("relations", "--missing").stdout.splitlines()[1:]] == [["woo", "5"], ["outbid", "2"]]
    kg("forget", "articles/march.txt")
    assert [line.split() for line in kg("relations", "--missing").stdout.splitlines()[1:]] == [["outbid", "2"], ["woo", "1"]]
    reports.unlink()
    done = kg("relations", "--missing")
    assert "1 document not counted" in done.stderr


def test_relations_are_listed_and_explained() -> None:
    assert "acquires" in kg("relations").stdout
    text = kg("relations", "acquires").stdout
    assert "patterns" in text and "examples" in text


# ---- places and settings


def test_the_folder_may_come_from_the_environment(built: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "KG_DIR": str(built / "outputs")}
    done = subprocess.run([sys.executable, "-m", "kg", "stats"], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("2 documents, ")


def test_the_base_of_the_configuration_names_the_graph(empty: Path) -> None:
    write_articles(empty)
    (empty / "kg.toml").write_text('base = "https://example.org/news/"\n', encoding="utf-8")
    assert kg("build", "articles").exit_code == 0
    assert kg("query", "SELECT ?a { ?a kg:headquarteredIn ?b }", "-f", "csv").stdout.split() == [
        "a",
        "https://example.org/news/organization/brightwell",
    ]
    (empty / "kg.toml").write_text("bsae = 1\n", encoding="utf-8")
    done = kg("stats")
    assert done.exit_code == 1 and "did you mean 'base'" in done.stderr


# ---- what is not loaded


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("query", "acquisitions"),
        ("query", "SELECT ?a { ?a kg:headquarteredIn ?b }", "-f", "json"),
        ("schema",),
        ("stats",),
        ("export",),
        ("relations",),
        ("build", "articles"),
    ],
    ids=" ".join,
)
def test_the_language_model_is_loaded_for_new_text_alone(built: Path, arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit as done: assert not done.code, done.code\n"
        "assert 'spacy' not in sys.modules"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=built, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_python_example_runs(built: Path, tmp_path: Path) -> None:
    code = """
import kg
import kg.build
pipeline = kg.Pipeline.load("ontology")
with kg.open_store(f"oxigraph:{__import__('sys').argv[1]}/store") as store:
    kg.build(kg.read("articles/"), pipeline, store)
    for who, where in store.rows("SELECT ?a ?b { ?a kg:headquarteredIn ?b }"):
        print(who, where)
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    (built / "ontology").symlink_to(ROOT / "ontology")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=built, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert [word.rpartition("/")[2] for word in done.stdout.split()] == ["brightwell", "oslo"]
