"""Hostile strings in every place where the explorer's page shows what others wrote: 21 strings, 56 places, over 1,100 tries.

A try is a string in a place: it is read there as text, or it has nothing to see and something stands for it. Nothing runs,
nothing is asked of the network, no element comes from data, no letter turns the direction of its line, and links lead to web
pages alone.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from explorer import Opened, held, opened, quiet
from hostile import FIRST, STRINGS, WATCH, hostile_store, iris
from small import write

from kg.stores import open_store
from kg.views.html import packed

HIDDEN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
TRIES: Counter[str] = Counter()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the hostile store. Its classes are named in the page: an IRI cannot hold such names."""
    path = tmp_path_factory.mktemp("safety") / "graph.html"
    with hostile_store() as store:
        page = write("html", store)
    (graph,) = held(page, "graph")
    for number, text in enumerate(STRINGS):
        label = graph["nodes"]["iri"].index(iris(number)["node"])
        graph["nodes"]["class"][label] = len(graph["classes"])
        graph["classes"].append({"name": f"C{number}", "label": text, "group": "Organization"})
    body = re.sub(rb'(data-kg="graph">)[^<]*', lambda match: match[1] + packed(graph).encode(), page)
    path.write_bytes(body)
    return path


@pytest.fixture
def shown(chromium: Any, file: Path) -> Iterator[Opened]:
    seen = opened(chromium, file, viewport={"width": 1440, "height": 900})
    seen.page.evaluate(WATCH)
    yield seen
    assert seen.page.evaluate("[...window.bad]") == []
    assert seen.page.locator("head script").count() == 1
    quiet(seen)


def seen_as(text: str, blank: str = "unnamed") -> str:
    """Return the beginning of a string as a reader sees it."""
    return " ".join(HIDDEN.sub("", text[:200]).split())[:28].strip() or blank


def told(place: str, locator: Any, text: str, blank: str = "unnamed") -> None:
    """Fail unless a string can be read in a place, and count the try."""
    wanted = seen_as(text, blank)
    locator.first.wait_for(state="attached")
    found = [" ".join(str(one).split()) for one in locator.all_text_contents()]
    assert any(wanted in one for one in found), (place, wanted, [one[:200] for one in found[:9]])
    TRIES[place] += 1


def told_all(root: Any, text: str, places: dict[str, tuple[str, str]]) -> None:
    """Do the same for several places at once: place → selector, and what stands there for a string with nothing to see."""
    selectors = {place: selector for place, (selector, _) in places.items()}
    texts = root.evaluate(
        """(root, selectors) => Object.fromEntries(Object.entries(selectors).map(([place, selector]) =>
             [place, [...root.querySelectorAll(selector)].map(one => one.textContent)]))""",
        selectors,
    )
    for place, (_, blank) in places.items():
        found = [" ".join(str(one).split()) for one in texts[place]]
        assert any(seen_as(text, blank) in one for one in found), (place, seen_as(text, blank), [one[:200] for one in found[:9]])
        TRIES[place] += 1


def every() -> Iterator[tuple[int, str, dict[str, str]]]:
    for number, text in enumerate(STRINGS):
        yield number, text, iris(number)


# ---- details ---------------------------------------------------------------------------------------------------------


def test_details(shown: Opened) -> None:
    details = shown.page.get_by_role("region", name="Details")
    told("most connected", details.locator("button.row"), FIRST)
    for number, text, names in every():
        shown.focus(names["node"])
        details.locator("h2", has_text=seen_as(text)).wait_for()
        links = details.locator("a").evaluate_all("links => links.map(link => link.href)")
        assert all(link.startswith("https://evil.example/") for link in links) and len(links) == (number % 5 == 4), links
        TRIES["link of a name"] += 1
        told_all(details, text, {
            "name": ("h2", "unnamed"),
            "class": ("p.soft", "unnamed"),
            "other name": ("p.soft", "too"),
            "relation of a group": ("h3", "unnamed"),
            "edge of a name": ("button.row", "unnamed"),
            "voices of an edge": ("section p.soft", "says"),
        })  # fmt: skip
        shown.focus(names["edge"])
        details.locator("article").wait_for()
        told_all(details, text, {
            "ends of an edge": ("h2 button", "unnamed"),
            "relation of an edge": ("h2", "unnamed"),
            "terms of an edge": ("p", "price"),
            "said by and relayed by": ("article > bdi", "says"),
            "sentence": ("blockquote", "Said:"),
            "mention": ("mark", ""),
            "title and link of a document": ("article a", "untitled"),
            "publisher": ("article p.soft", "2026-05-01"),
            "extractor and pattern": ("article p.soft:last-child", "found by"),
        })  # fmt: skip
        shown.focus(names["figure"])
        details.locator("h2 > bdi").wait_for()
        told_all(details, text, {"value, unit and period": ("h2", "unnamed")})


def test_search_and_connections(shown: Opened) -> None:
    page = shown.page
    page.get_by_role("button", name="Connect", exact=True).click()
    hits = page.locator(".hits").get_by_role("option")
    for field, text in (("From", FIRST), *(("To", text) for text in STRINGS if text.strip())):
        page.get_by_role("searchbox", name=field, exact=True).fill(text[:300])
        page.locator(".hits").wait_for()
        page.locator(".hits", has_text="being read").wait_for(state="detached")
        if field == "To" and hits.count():
            told("what the search finds", hits, text)
        page.keyboard.press("Enter")
        if field == "To" and hits.count():
            told("chain", page.locator(".chain"), FIRST)
    assert TRIES["what the search finds"] > len(STRINGS) / 2


# ---- tabs ------------------------------------------------------------------------------------------------------------


def test_filters_claims_and_the_file_of_claims(shown: Opened, tmp_path: Path) -> None:
    page = shown.page
    filters = page.get_by_role("group", name="Filters")
    for summary in filters.locator("details > summary").all()[1:]:
        if summary.evaluate("summary => !summary.parentElement.open"):
            summary.click()
    more = filters.get_by_role("button", name=re.compile(r"\d+ more"))
    while more.count():
        more.first.click()
    panel = shown.tab("Claims")
    panel.locator("tbody tr").nth(2 * len(STRINGS) - 1).wait_for()
    for _, text, _ in every():
        boxes = {
            "box of a relation, class or publisher": (".check label", "unnamed"),
            "document to choose": ("option", "untitled"),
        }
        told_all(filters, text, boxes)
        columns = {
            "subject": "unnamed",
            "relation": "unnamed",
            "object": "",
            "says": "",
            "title": "untitled",
            "sentence": "Said:",
        }
        told_all(panel, text, {f"{column} of a row": (f"td.col-{column}", blank) for column, blank in columns.items()})
    for _, text, _ in every():
        panel.get_by_role("searchbox").fill(text[:500])
        TRIES["filter of claims"] += 1
    panel.get_by_role("searchbox").fill("")
    panel.locator("tbody tr").nth(2 * len(STRINGS) - 1).wait_for()
    with page.expect_download() as download:
        panel.get_by_role("button", name="Download CSV").click()
    cells_are_safe(Path(download.value.path()), ("subject", "relation", "sentence", "document", "publisher", "condition"))


def cells_are_safe(path: Path, columns: tuple[str, ...]) -> None:
    """Fail where a spreadsheet would take a cell for a formula, or where a string is not whole in its cell."""
    with path.open(encoding="utf-8", newline="") as stream:
        csv.field_size_limit(10**6)
        rows = list(csv.DictReader(stream))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if re.match(r"[=@\t\r]|[+-](?!\d)", cell)]
    for column in columns:
        for text in STRINGS:
            assert any(
                text[:50] in row[column] or seen_as(text) in ("unnamed", " ".join(row[column].split())[:28]) for row in rows
            ), (column, text[:60])
            TRIES[f"cell of a file: {column}"] += 1


def test_timeline_and_observations(shown: Opened) -> None:
    panel = shown.tab("Timeline")
    panel.get_by_role("button", name="Day of publication").click()
    panel.locator(".time-bar").last.click()
    listed: list[str] = []
    while True:
        listed += panel.locator("section article").all_text_contents()
        following = panel.get_by_role("navigation").get_by_role("button", name="Next")
        if following.get_attribute("aria-disabled") == "true":
            break
        following.click()
    found = [" ".join(text.split()) for text in listed]
    panel.get_by_role("button", name="Observations").click()
    metric, owner = panel.get_by_role("combobox", name="Metric"), panel.get_by_role("combobox", name="Of")
    options = {str(one.get_attribute("value")) for one in owner.locator("option").all()}
    assert len(options) == len(STRINGS)
    for value in options:
        owner.select_option(value)
        panel.locator("table.points tbody tr").first.wait_for()
        name = " ".join(owner.locator("option:checked").inner_text().split())
        text = next(text for text in STRINGS if name.startswith(seen_as(text)) or seen_as(text, "unnamed") in name)
        assert any(seen_as(text) in one for one in found) and any(f"Said: {seen_as(text, '')}" in one for one in found)
        TRIES["edge of a bar"] += 1
        TRIES["sentence of a bar"] += 1
        told("name to plot", owner.locator("option:checked"), text)
        told("metric to plot", metric.locator("option"), text)
        told("figure of a table", panel.locator("table.points td"), text, "")
        told("unit of a plot", panel.locator("h3"), text, "")


def test_documents(shown: Opened) -> None:
    panel = shown.tab("Documents")
    for number in range(len(STRINGS)):
        panel.locator(f"#document-{number}").click()
        panel.locator("blockquote").wait_for()
        link = panel.locator("a").get_attribute("href")
        text = STRINGS[int(link.removeprefix("https://news.example/"))]
        told_all(panel, text, {
            "title in the list": ("table td.col-title", "untitled"),
            "publisher in the list": ("table td.col-publisher", ""),
            "title of a document": ("h2", "untitled"),
            "its publisher": ("p.soft", ""),
            "its sentence": ("blockquote", "Said:"),
            "its claims": ("article button.row", "unnamed"),
        })  # fmt: skip
        panel.get_by_role("button", name="All documents").click()


def test_answers_and_the_selection_as_turtle(shown: Opened) -> None:
    page = shown.page
    panel = shown.tab("SPARQL")
    panel.get_by_role("textbox", name="SPARQL query").fill(
        "SELECT ?node ?name ?names ?link { ?node rdfs:label ?name . "
        "OPTIONAL { ?node skos:altLabel ?names ; skos:exactMatch ?link } }"
    )
    panel.get_by_role("button", name="Run", exact=True).click()
    panel.locator("td").first.wait_for()
    for _, text, _ in every():
        told_all(panel, text, {"name in an answer": ("td", "unnamed"), "text in an answer": ("td:nth-child(3)", "too")})
    with page.expect_download() as download:
        panel.get_by_role("button", name="Download CSV").click()
    cells_are_safe(Path(download.value.path()), ("name", "names"))
    rows = page.evaluate("window.kg.select('SELECT ?name { ?edge a kg:Edge ; rdf:subject / rdfs:label ?name }')")
    assert {row["name"] for row in rows} == set(STRINGS)
    page.get_by_label("More to take away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Selection as Turtle").click()
    triples = list(ox.parse(Path(download.value.path()).read_bytes(), format=ox.RdfFormat.TURTLE))
    texts = {triple.object.value for triple in triples if isinstance(triple.object, ox.Literal)}
    assert set(STRINGS) <= texts
    TRIES["rows of kg.select"] += len(STRINGS)
    TRIES["Turtle"] += len(STRINGS)


def test_pictures(shown: Opened) -> None:
    allowed = {"svg", "g", "path", "text", "rect", "title"}
    for _, text, names in every():
        shown.focus(names["node"])
        shown.page.get_by_role("button", name="1 step around", exact=True).click()
        shown.page.get_by_label("More to take away").click()
        with shown.page.expect_download() as download:
            shown.page.get_by_role("button", name="As SVG").click()
        root = ElementTree.fromstring(Path(download.value.path()).read_bytes())
        assert {element.tag.split("}")[1] for element in root.iter()} <= allowed
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or "href" in name]
        words = [" ".join("".join(element.itertext()).split()) for element in root.iter() if element.tag.endswith("}text")]
        assert any(one.rstrip("…") in seen_as(text) or seen_as(text) in one for one in words if one), words
        TRIES["picture"] += 1


# ---- the page's own --------------------------------------------------------------------------------------------------


def test_links_to_the_page(shown: Opened) -> None:
    page = shown.page
    keys = ("tab", "node", "edge", "around", "connect", "plot", "class", "relation", "status", "publisher", "document", "asOf")
    for text in STRINGS:
        short = text[:2000]
        for raw in (short, quote(short)):
            page.evaluate("hash => { location.hash = hash }", "&".join(f"{key}={raw}" for key in keys))
            TRIES["fragment: what is chosen"] += 1
        page.evaluate("hash => { location.hash = hash }", f"tab=SPARQL&query={quote(short)}")
        page.locator(".cm-content", has_text=re.split(r"[^\w<>/=]", text.strip())[0]).wait_for()
        if HIDDEN.search(short):
            page.locator(".cm-specialChar").first.wait_for()
        TRIES["fragment: a query"] += 1
    assert page.get_by_role("alert").count() == 0  # a query from a link is never run


def test_titles(chromium: Any, tmp_path: Path) -> None:
    titles: list[list[str]] = [[]]
    for text in STRINGS:  # as many in a title as its heading shows
        if sum(len(one[:60]) + 1 for one in [*titles[-1], text]) > 118:
            titles.append([])
        titles[-1].append(text)
    with open_store("memory:") as store:
        for number, texts in enumerate(titles):
            path = tmp_path / f"{number}.html"
            path.write_bytes(write("html", store, options={"sparql": False, "title": " ".join(sorted(texts, key=len))}))
            seen = opened(chromium, path)
            seen.page.evaluate(WATCH)
            for text in texts:
                told("title of the page", seen.page.locator("h1"), text, "")
            assert seen.page.locator("title").count() == 1 and seen.page.evaluate("[...window.bad]") == []
            quiet(seen)


def test_all_places_were_tried() -> None:
    """Print how many strings were tried in how many places; the tests above must have run."""
    if len(TRIES) < 10:
        pytest.skip("only with the tests above")
    print(f"{len(STRINGS)} hostile strings, {len(TRIES)} places, {sum(TRIES.values())} tries")
    assert len(STRINGS) >= 20 and len(TRIES) >= 50 and sum(TRIES.values()) >= 1000
