"""Claims, timeline and documents in the explorer's page: sorted, filtered, paged, taken away; hostile texts are text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from explorer import Opened, opened, quiet
from small import HOSTILE, load, write

from kg.iris import BASE
from kg.stores import Store, open_store

HEAD = f"""
@prefix kg: <{BASE}ontology#> . @prefix o: <{BASE}organization/> . @prefix claim: <{BASE}claim/> . @prefix edge: <{BASE}edge/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @prefix d: <https://news.example/> .
d:lawsuits a kg:Document ; dcterms:title "=HYPERLINK(1)" ; dcterms:source "https://news.example/lawsuits" ;
  dcterms:issued "2026-05-01"^^xsd:date .
o:harlow-mills a kg:Company ; rdfs:label "Harlow" .
"""
CLAIM = """
o:firm-{n} a kg:Company ; rdfs:label "Firm {n}" .
claim:suit-{n} a kg:Claim ; rdf:subject o:harlow-mills ; rdf:predicate kg:sues ; rdf:object o:firm-{n} ; kg:document d:lawsuits ;
  kg:said "2026-05-01"^^xsd:date ; kg:status kg:actual ; kg:confidence 0.8{n} ; kg:extractor "frames" ; kg:pattern "x" ;
  kg:sentence <https://news.example/lawsuits#char={n}0,{n}9> .
<https://news.example/lawsuits#char={n}0,{n}9> a nif:Sentence ; nif:beginIndex {n}0 ; nif:endIndex {n}9 ;
  nif:referenceContext d:lawsuits ; nif:anchorOf "Harlow sued firm {n} last week." .
"""
EDGE = """
edge:suit-{n} a kg:Edge ; rdf:subject o:harlow-mills ; rdf:predicate kg:sues ; rdf:object o:firm-{n} ; kg:status kg:actual ;
  kg:firstSaid "2026-05-01"^^xsd:date ; kg:lastSaid "2026-05-01"^^xsd:date ; kg:document d:lawsuits ; kg:documents 1 ;
  kg:confidence 0.8{n} ; kg:decidedBy claim:suit-{n} ; kg:claim claim:suit-{n} .
"""
LAWSUITS = 120


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "graph.html"
    with load() as store:
        add_lawsuits(store)
        path.write_bytes(write("html", store))
    return path


def add_lawsuits(store: Store) -> None:
    """Add a document in which Harlow sues many, one a sentence, so that there is something to page through."""
    numbers = range(100, 100 + LAWSUITS)
    add(store, "https://news.example/lawsuits", HEAD + "".join(CLAIM.replace("{n}", str(number)) for number in numbers))
    prefixes = HEAD.split("d:lawsuits a ")[0]
    add(store, f"{BASE}graph/edges", prefixes + "".join(EDGE.replace("{n}", str(number)) for number in numbers))


def add(store: Store, graph: str, text: str) -> None:
    """Add what a text in Turtle says to a graph."""
    triples = ox.parse(text, format=ox.RdfFormat.TURTLE)
    quads = [ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(graph)) for one in triples]
    store.replace(graph, store.nquads(graph) + (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""))


@pytest.fixture
def shown(chromium: Any, file: Path) -> Iterator[Opened]:
    seen = opened(chromium, file, viewport={"width": 1440, "height": 900})
    yield seen
    quiet(seen)


def column(seen: Opened, name: str) -> list[str]:
    return [str(text) for text in seen.page.locator(f"table.claims td.col-{name}").all_inner_texts()]


def rows(seen: Opened, table: str) -> list[list[str]]:
    lines = seen.page.get_by_role("table", name=table, exact=True).locator("tbody tr").all()
    return [[str(cell).strip() for cell in line.locator("td").all_inner_texts()] for line in lines]


def total(seen: Opened, expected: str) -> None:
    seen.page.get_by_role("tabpanel").get_by_role("status").get_by_text(expected, exact=True).wait_for()


# ---- claims ----------------------------------------------------------------------------------------------------------


def test_claims_sort_by_any_column_and_say_which(shown: Opened) -> None:
    shown.tab("Claims")
    table = shown.page.get_by_role("table", name="Claims")
    assert table.get_by_role("columnheader", name="Day").get_attribute("aria-sort") == "descending"
    for head, name in (("Object", "object"), ("Confidence", "confidence"), ("Status", "status")):
        table.get_by_role("button", name=head, exact=True).click()
        assert table.get_by_role("columnheader", name=head).get_attribute("aria-sort") == "ascending"
        first = column(shown, name)
        table.get_by_role("button", name=head, exact=True).press("Enter")
        assert table.get_by_role("columnheader", name=head).get_attribute("aria-sort") == "descending"
        assert first != column(shown, name)
    table.get_by_role("button", name="Confidence", exact=True).click()
    assert column(shown, "confidence") == sorted(column(shown, "confidence"))
    table.get_by_role("button", name="Said by", exact=True).click()
    assert column(shown, "says")[0] == "Dana Okoye" and column(shown, "says")[-1] == ""


def test_claims_are_paged_fifty_at_a_time(shown: Opened) -> None:
    panel = shown.tab("Claims")
    every = LAWSUITS + 15
    total(shown, f"{every} claims")
    pages = panel.get_by_role("navigation", name="Pages of claims", exact=True)
    assert len(rows(shown, "Claims")) == 50 and "page 1 of 3" in pages.inner_text()
    first = column(shown, "sentence")
    pages.get_by_role("button", name="Next").click()
    assert "page 2 of 3" in pages.inner_text() and not set(first) & set(column(shown, "sentence"))
    pages.get_by_role("button", name="Last").click()
    assert len(rows(shown, "Claims")) == every - 100
    assert "page 3 of 3" in pages.inner_text()
    assert pages.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"
    pages.get_by_role("button", name="First").click()
    assert column(shown, "sentence") == first


def test_a_text_finds_claims_whatever_its_case_and_accents(shown: Opened) -> None:
    shown.tab("Claims")
    field = shown.page.get_by_role("searchbox", name="Filter claims")
    for text, count in (("OKÖYE succeeds", "1 claim"), ("firm 11", "11 claims"), ("Dana Okoye", "5 claims")):
        field.fill(text)
        total(shown, count)
    field.fill("qqqq")
    total(shown, "0 claims")
    assert "Try fewer words" in shown.page.get_by_role("tabpanel").inner_text()


def test_a_row_opens_its_edge_by_mouse_and_by_keyboard(shown: Opened) -> None:
    shown.tab("Claims")
    shown.page.get_by_role("searchbox", name="Filter claims").fill("lisbon")
    total(shown, "3 claims")
    row = shown.page.locator("table.claims tbody tr", has_text="headquartered in")
    row.locator("td").last.click()
    assert "Harlow Mills headquartered in Lisbon" in shown.details()
    assert row.get_attribute("aria-current") == "true"
    shown.page.get_by_role("button", name="Harlow Mills produces Oatrow").press("Enter")
    assert "Harlow Mills produces Oatrow" in shown.details()


def test_all_that_is_shown_is_taken_away_as_csv(shown: Opened, tmp_path: Path) -> None:
    shown.tab("Claims")
    shown.page.get_by_role("checkbox", name="cancelled").check()
    total(shown, f"{LAWSUITS + 18} claims")
    with shown.page.expect_download() as download:
        shown.page.get_by_role("button", name="Download CSV").click()
    download.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) == LAWSUITS + 18
    plan = next(row for row in found if row["price"])
    assert (plan["subject"], plan["object"], plan["status"], plan["price"]) == (
        "Harlow Mills",
        "Pelton Foods",
        "planned",
        "2400000000",
    )
    assert (plan["sentence start"], plan["object start"], plan["object end"]) == ("0", "26", "38")
    relayed = next(row for row in found if row["relayed by"])
    assert (relayed["said by"], relayed["relayed by"], relayed["link"]) == ("Harlow", "Ledger Wire", "")
    assert {row["document"] for row in found if row["relation"] == "sues" and "lawsuits" in row["link"]} == {"'=HYPERLINK(1)"}
    assert HOSTILE in {row["object"] for row in found} and "-35000000" in {row["value"] for row in found}


# ---- timeline --------------------------------------------------------------------------------------------------------


def test_a_bar_lists_its_claims(shown: Opened) -> None:
    panel = shown.tab("Timeline")
    bar = panel.get_by_role("button", name="2026-02: 1 claim, 1 actual", exact=True)
    bar.click()
    assert bar.get_attribute("aria-pressed") == "true"
    listed = panel.get_by_role("region", name="Claims of 2026-02")
    assert "2026-02-23 to 2026-03-01" in listed.inner_text() and "which it sued last week" in listed.inner_text()
    listed.get_by_role("button", name=f"Harlow Mills sues {HOSTILE}").click()
    assert "sues" in shown.details() and shown.page.locator("main img").count() == 0


def test_bars_go_by_keyboard_and_by_day_of_publication_and_are_a_table_too(shown: Opened) -> None:
    panel = shown.tab("Timeline")
    panel.get_by_role("button", name="Day of publication").click()
    panel.get_by_role("combobox", name="A bar is a").select_option("month")
    panel.get_by_role("button", name="2026-05: 120 claims, 120 actual").press("ArrowLeft")
    shown.page.keyboard.press("Enter")
    panel.get_by_role("heading", name="2026-04: 7 claims").wait_for()
    assert panel.get_by_role("region", name="Claims of 2026-04").get_by_role("article").count() == 7
    panel.get_by_text("As a table").click()
    panel.get_by_role("table", name="Claims by time").wait_for()
    assert [row[0] for row in rows(shown, "Claims by time")] == ["2026-01", "2026-03", "2026-04", "2026-05"]
    panel.get_by_role("button", name="2026-05", exact=True).click()
    region = panel.get_by_role("region", name="Claims of 2026-05")
    region.wait_for()
    assert region.get_by_role("article").count() == 20 and "page 1 of 6" in region.inner_text()


def test_observations_are_plotted_and_told_and_the_link_keeps_the_choice(shown: Opened) -> None:
    panel = shown.tab("Timeline")
    panel.get_by_role("button", name="Observations").click()
    shown.page.wait_for_url(re.compile("plot="))
    metric = panel.get_by_role("combobox", name="Metric")
    metric.select_option("net profit (1)" if "net profit (1)" in metric.inner_text() else "netProfit (1)")
    assert rows(shown, "Level in USD: values") == [
        ["-35 million USD", "2025-01-01 to 2025-12-31", "actual", 'Harlow & "friends" <report>']
    ]
    title = panel.locator(".point title").text_content()
    assert title == '-35 million USD · 2025-01-01 to 2025-12-31 · actual · Harlow & "friends" <report>'
    metric.select_option("revenue (1)")
    assert [row[0] for row in rows(shown, "Change in %: values")] == ["+12%"]
    panel.get_by_role("button", name="+12%").click()
    assert "revenue" in shown.details()
    panel.get_by_role("button", name="Time spoken of").click()
    panel.get_by_role("button", name="Observations").click()
    assert [row[0] for row in rows(shown, "Change in %: values")] == ["+12%"]


# ---- documents -------------------------------------------------------------------------------------------------------


def test_documents_are_found_sorted_and_counted(shown: Opened) -> None:
    shown.tab("Documents")
    assert [row[0] for row in rows(shown, "Documents")] == ["2026-05-01", "2026-04-20", "2026-03-02", "2026-01-15"]
    shown.page.get_by_role("table", name="Documents").get_by_role("button", name="Claims").click()
    assert [row[3].split()[0] for row in rows(shown, "Documents")] == ["3", "5", "7", "120"]
    shown.page.get_by_role("searchbox", name="Filter documents").fill("MORNING ledger")
    assert [row[1] for row in rows(shown, "Documents")] == ["Harlow drops its deal"]


def test_a_document_tells_its_sentences_in_their_order_with_their_claims(shown: Opened) -> None:
    panel = shown.tab("Documents")
    panel.get_by_role("button", name="Harlow drops its deal").click()
    for status in ("denied", "cancelled"):
        shown.page.get_by_role("checkbox", name=status).check()
    quotes = [str(text) for text in panel.locator("blockquote").all_inner_texts()]
    assert [quote.split()[0] for quote in quotes] == ["Regulators", "Harlow", "Vexa", "Harlow"]
    assert quotes[3] == f"Harlow buys its flour from {HOSTILE}, which it sued last week."
    last = panel.get_by_role("article").last
    assert last.locator("mark").all_inner_texts() == ["Harlow", HOSTILE]
    assert [text.split("\n")[0] for text in last.get_by_role("button").all_inner_texts()] == [
        f"Harlow Mills sues {HOSTILE} actual",
        f"{HOSTILE} supplies to Harlow Mills actual",
    ]
    last.get_by_role("button").first.click()
    assert "sues" in shown.details()
    panel.get_by_role("button", name="Only this document").click()
    panel.get_by_role("button", name="All documents").click()
    assert len(rows(shown, "Documents")) == 1
    assert shown.page.evaluate("document.activeElement.textContent") == "Harlow drops its deal"


def test_a_title_is_text_and_its_link_leads_away(shown: Opened) -> None:
    panel = shown.tab("Documents")
    panel.get_by_role("button", name='Harlow & "friends" <report>').click()
    link = panel.get_by_role("link")
    assert link.get_attribute("href") == "https://news.example/2026/harlow-results"
    assert "noopener" in link.get_attribute("rel") and link.get_attribute("target") == "_blank"


# ---- all -------------------------------------------------------------------------------------------------------------


def test_they_say_what_to_do_where_nothing_is_left(shown: Opened, chromium: Any, tmp_path: Path) -> None:
    shown.page.get_by_role("button", name="Status: none").click()
    for tab in ("Claims", "Timeline", "Documents"):
        assert "reset them" in shown.tab(tab).inner_text()
    with open_store("memory:") as empty:
        (tmp_path / "empty.html").write_bytes(write("html", empty))
    bare = opened(chromium, tmp_path / "empty.html")
    for tab, text in (("Claims", "no claims"), ("Timeline", "no claim"), ("Documents", "no documents")):
        assert text in bare.tab(tab).inner_text()
    bare.tab("Timeline").get_by_role("button", name="Observations").click()
    assert "nothing to plot" in bare.page.get_by_role("tabpanel").inner_text()
    quiet(bare)


def test_a_narrow_screen_has_room_for_them(chromium: Any, file: Path) -> None:
    seen = opened(chromium, file, viewport={"width": 390, "height": 844})
    for tab in ("Claims", "Timeline", "Documents"):
        panel = seen.tab(tab)
        assert panel.evaluate("panel => panel.scrollWidth") <= 390
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    quiet(seen)
