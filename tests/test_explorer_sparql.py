"""SPARQL in the page: questions, answers that lead into the graph, errors with their place, and nothing asked of the network."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from small import EDGE, HARLOW, HOSTILE, load, write

from kg.iris import BASE
from kg.model import Selection
from kg.prefixes import prefixes
from kg.query import load_query, names, run_query
from kg.views import html

ALL = "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }"


@dataclass
class Asking:
    """A page on its SPARQL tab, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def write(self, query: str) -> None:
        self.page.get_by_role("textbox", name="SPARQL query").fill(query)

    def run(self, query: str = "") -> None:
        if query:
            self.write(query)
        self.page.get_by_role("button", name="Run", exact=True).click()
        self.page.wait_for_selector(".sparql[aria-busy=false]", timeout=30_000)

    def table(self) -> Any:
        return self.page.get_by_role("table", name="Query results")

    def select(self, query: str) -> list[dict[str, str]]:
        rows: list[dict[str, str]] = self.page.evaluate("query => window.kg.select(query)", query)
        return rows

    def rejection(self, query: str) -> str:
        return str(self.page.evaluate("query => window.kg.select(query).then(() => '', error => error.message)", query))


def opened(chromium: Any, path: Path) -> Asking:
    context = chromium.new_context(accept_downloads=True)
    seen = Asking(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    seen.page.on("console", lambda message: seen.troubles.append(message.text) if message.type == "error" else None)
    seen.page.goto(path.as_uri())
    seen.page.wait_for_selector("[role=tablist]")
    return seen


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sparql") / "graph.html"
    with load() as store:
        path.write_bytes(write("html", store))
    return path


@pytest.fixture
def asking(chromium: Any, file: Path) -> Iterator[Asking]:
    seen = opened(chromium, file)
    seen.page.get_by_role("tab", name="SPARQL").click()
    yield seen
    seen.page.context.close()
    assert seen.troubles == []
    assert [url for url in seen.requests if not url.startswith("blob:")] == [file.as_uri()]


def test_a_question_with_a_parameter_is_answered_and_leads_to_a_node(asking: Asking) -> None:
    page = asking.page
    page.get_by_role("combobox", name="Questions", exact=True).select_option(label="Who competes with this company?")
    page.get_by_role("textbox", name="company").fill("harlow")  # another name than the label, in another case
    asking.run()
    assert "1 row in" in page.inner_text(".sparql [role=status]")
    assert "kg:actual" in asking.table().inner_text()
    asking.table().get_by_role("button", name="Vexa Grain").click()
    assert "Vexa Grain" in page.get_by_role("region", name="Details").locator("h2").inner_text()
    assert asking.table().is_visible()


def test_a_name_that_nothing_has_is_told_with_the_nearest(asking: Asking) -> None:
    asking.page.get_by_role("combobox", name="Questions", exact=True).select_option(label="Who competes with this company?")
    asking.page.get_by_role("textbox", name="company").fill("Harlow Mils")
    asking.run()
    message = asking.page.get_by_role("alert").inner_text()
    assert "line 2" in message and "'Harlow Mils'; did you mean 'Harlow Mills'?" in message


def test_an_edge_leads_to_its_claims_and_a_hostile_name_is_text(asking: Asking) -> None:
    asking.run("SELECT ?edge ?name {\n  ?edge rdf:predicate kg:suppliesTo ; rdf:subject / rdfs:label ?name }")
    assert HOSTILE in asking.table().inner_text()
    asking.table().get_by_role("button").first.click()
    details = asking.page.get_by_role("region", name="Details").inner_text()
    assert f"Harlow buys its flour from {HOSTILE}" in details
    assert asking.page.locator("img").count() == 0


@pytest.mark.parametrize(
    ("query", "where", "selected"),
    [
        ("SELECT ?a {\n  ?a ?b ?c\n} LIMIT x", "line 3, column 9: the query does not parse, before 'x'", "x"),
        ("SELECT ?a {\n  ?a foo:bar ?c }", "line 2, column 6: the prefix 'foo:' is not declared", "foo:bar"),
        ("SELECT ?a {\n  ?a kg:aquires ?c }", "line 2, column 6: nothing in this graph is called kg:aquires", "kg:aquires"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT would change the graph", "INSERT"),
    ],
)
def test_an_error_has_its_place_in_the_readers_own_text(asking: Asking, query: str, where: str, selected: str) -> None:
    asking.run(query)
    assert where in asking.page.get_by_role("alert").inner_text()
    assert asking.page.evaluate("getSelection().toString()") == selected


def test_a_heavy_query_is_stopped_and_the_next_one_runs(asking: Asking) -> None:
    page = asking.page
    asking.write(ALL)
    stop = page.get_by_role("button", name="Stop", exact=True)
    assert stop.is_disabled()
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Running …").wait_for()
    stop.click()
    page.get_by_text("Stopped.").wait_for()
    asking.run("ASK { ?edge a kg:Edge }")
    assert page.locator(".sparql strong").inner_text() == "Yes"


def test_long_answers_are_paged_and_saved_whole(asking: Asking, tmp_path: Path) -> None:
    page = asking.page
    asking.run("SELECT ?edge ?p ?o { ?edge a kg:Edge ; ?p ?o } ORDER BY ?edge ?p ?o")
    assert asking.table().locator("tbody tr").count() == 100
    page.get_by_role("button", name="Next").click()
    page.get_by_text("101 to 200 of").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download CSV").click()
    saved.value.save_as(tmp_path / "rows.csv")
    rows = list(csv.DictReader((tmp_path / "rows.csv").open(encoding="utf-8", newline="")))
    assert len(rows) > 200 and {row["edge"] for row in rows} >= {f"{EDGE}01", f"{EDGE}16"}
    assert f"{len(rows)} rows" in page.inner_text(".sparql [role=status]")


def test_all_graphs_asks_the_evidence_and_an_empty_answer_says_so(asking: Asking) -> None:
    query = "SELECT ?claim { ?claim kg:sentence ?sentence }"
    asking.run(query)
    assert "kg:sentence stands in the evidence" in asking.page.inner_text(".sparql")
    asking.page.get_by_label("All graphs").check()
    asking.run()
    assert asking.table().locator("tbody tr").count() > 10


def test_triples_are_a_table_too(asking: Asking) -> None:
    asking.run(f"CONSTRUCT {{ ?s kg:acquires ?o }} WHERE {{ <{EDGE}01> rdf:subject ?s ; rdf:object ?o }}")
    assert asking.table().locator("tbody tr").all_inner_texts() == ["Harlow Mills\tkg:acquires\tPelton Foods"]


def test_the_keyboard_runs_a_query_and_leaves_the_field(asking: Asking) -> None:
    asking.write("ASK { ?edge a kg:Edge }")
    asking.page.keyboard.press("Control+Enter")
    asking.page.get_by_text("Yes", exact=True).wait_for()
    asking.page.keyboard.press("Tab")
    assert asking.page.evaluate("document.activeElement.textContent") == "Run"


def test_names_are_completed(asking: Asking) -> None:
    asking.page.get_by_role("textbox", name="SPARQL query").click()
    asking.page.keyboard.type("SELECT ?a { ?a kg:acq", delay=20)
    asking.page.get_by_role("option", name="kg:acquires").wait_for()
    asking.page.wait_for_timeout(100)
    asking.page.keyboard.press("Enter")
    assert "kg:acquires" in asking.page.get_by_role("textbox", name="SPARQL query").inner_text()


def test_scripts_select_and_focus(asking: Asking) -> None:
    rows = asking.select("SELECT ?claim ?quote ?none { GRAPH ?d { ?claim kg:sentence / nif:anchorOf ?quote } } LIMIT 2")
    assert [set(row) for row in rows] == [{"claim", "quote"}] * 2
    assert asking.select("ASK { ?claim a kg:Claim }") == [{"answer": "false"}]
    assert "line 1, column 7" in asking.rejection("ASK { foo:x ?p ?o }")
    assert asking.page.evaluate("iri => window.kg.focus(iri)", HARLOW)
    assert asking.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}01")
    assert not asking.page.evaluate("iri => window.kg.focus(iri)", "urn:nothing")


def test_every_shipped_question_gives_as_many_rows_as_kg_query(asking: Asking) -> None:
    with load() as store:
        for name in names():
            query = load_query(name)
            if query.params:
                continue
            assert len(asking.select(query.text)) == len(run_query(store, query.text).rows), name


def test_the_answer_stays_while_other_tabs_are_looked_at(asking: Asking) -> None:
    asking.run("SELECT ?edge { ?edge a kg:Edge }")
    asking.page.get_by_role("tab", name="Documents").click()
    asking.page.get_by_role("tab", name="SPARQL").click()
    assert asking.table().locator("tbody tr").count() == 16
    assert "kg:Edge" in asking.page.get_by_role("textbox", name="SPARQL query").inner_text()


def test_a_page_without_the_engine_says_so(chromium: Any, tmp_path: Path) -> None:
    with load() as store, (tmp_path / "small.html").open("wb") as out:
        html.write(store, out, Selection(), sparql=False)
    seen = opened(chromium, tmp_path / "small.html")
    assert seen.page.get_by_role("tab", name="SPARQL").count() == 0
    assert "without its query engine" in seen.rejection("ASK {}")
    seen.page.context.close()
    assert seen.troubles == []


TURTLE = """([edges, base, prefixes]) => new Promise(resolve => {
  const text = kind => document.querySelector(`[data-kg=${kind}]`).textContent;
  const worker = new Worker(URL.createObjectURL(new Blob([text('worker')], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => resolve(data.answer);
  worker.postMessage({ start: { rdf: text('rdf'), engine: '', defaultGraphs: [] } });
  worker.postMessage({ id: 1, ask: { what: 'turtle', edges, names: { base, prefixes } } });
})"""


def test_turtle_of_edges_holds_their_names_claims_and_sentences(asking: Asking) -> None:
    text = asking.page.evaluate(TURTLE, [[f"{EDGE}01", f"{EDGE}10"], BASE, dict(prefixes())])
    found = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    with load() as store:
        known = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(store.nquads(), format=ox.RdfFormat.N_QUADS)}
    assert found < known
    literals = {term.value for _, _, term in found if isinstance(term, ox.Literal)}
    quotes = {
        "Regulators blocked Harlow's acquisition of Pelton Foods.",
        f"Harlow buys its flour from {HOSTILE}, which it sued last week.",
    }
    assert {"Harlow Mills", "Pelton Foods", HOSTILE, *quotes} <= literals
    assert {subject.value for subject, predicate, _ in found if predicate.value.endswith("#claim")} == {f"{EDGE}01", f"{EDGE}10"}
    sues = (ox.NamedNode(HARLOW), ox.NamedNode(f"{BASE}ontology#sues"))
    assert any((subject, predicate) == sues for subject, predicate, _ in found)
    rdflib = pytest.importorskip("rdflib")
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(found)
