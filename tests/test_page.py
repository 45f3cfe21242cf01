"""The page in a browser, opened from disk: it asks for nothing, shows sentences, and takes hostile names for text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from small import EDGE, ENTITIES, HARLOW, HOSTILE, load, write

from kg.layout import positions
from kg.stores import open_store
from kg.views import _page


@dataclass
class Opened:
    """A page, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def panel(self) -> str:
        return str(self.page.inner_text("#panel"))


def opened(chromium: Any, path: Path, **options: Any) -> Opened:
    context = chromium.new_context(**options)
    seen = Opened(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("dialog", lambda dialog: (seen.troubles.append(dialog.message), dialog.dismiss()))
    seen.page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    seen.page.on("console", lambda message: seen.troubles.append(message.text) if message.type == "error" else None)
    seen.page.goto(path.as_uri())
    return seen


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    with load() as store:
        path.write_bytes(write("html", store))
    return path


@pytest.fixture
def shown(chromium: Any, file: Path) -> Iterator[Opened]:
    seen = opened(chromium, file)
    yield seen
    seen.page.context.close()
    assert seen.troubles == []
    assert seen.requests == [file.as_uri()]


def data_of(page: bytes) -> Any:
    return json.loads(re.search(r'id="data">(.*?)</script>', page.decode(), re.DOTALL)[1])  # type: ignore[index]


# ---- without a browser ---------------------------------------------------------------------------------------------


def test_the_data_of_the_page_cannot_end_its_element(file: Path) -> None:
    page = file.read_bytes()
    data = data_of(page)
    assert HOSTILE in {node["label"] for node in data["nodes"]}
    assert HOSTILE.encode() not in page and b"<img" not in page.split(b'id="data">')[1].split(b"</script>")[0]
    assert page.count(b"</script>") == 3


def test_the_policy_forbids_every_request(file: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', file.read_text(encoding="utf-8"))[1]  # type: ignore[index]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy.split("style-src")[0] and "http" not in policy


def test_a_title_that_looks_like_a_place_of_the_template_stays_text() -> None:
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Vexa Grain"', b'"{{data}}<b>"')
        store.replace(ENTITIES, lines)
        page = write("html", store, about="{{data}}<b>")
    assert b"<title>{{data}}&lt;b&gt; in the news</title>" in page
    assert data_of(page)["title"] == "{{data}}<b> in the news"


def test_only_the_best_connected_are_drawn_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_page, "MOST_NODES", 3)
    with load() as store:
        data = data_of(write("html", store))
    assert len(data["nodes"]) <= 3 and HARLOW in {node["id"] for node in data["nodes"]}
    assert data["left"] == 10 - len(data["nodes"])


def test_spans_that_lie_outside_of_the_sentence_are_not_marked(file: Path) -> None:
    claims = data_of(file.read_bytes())["claims"]
    for claim in claims.values():
        for role in ("subject", "object"):
            assert claim[role] is None or 0 <= claim[role][0] < claim[role][1] <= len(claim["sentence"])
    assert next(claim for iri, claim in claims.items() if iri.endswith("/2c"))["object"] is None


def test_the_layout_keeps_nodes_apart_and_is_the_same_for_any_order() -> None:
    nodes = [f"n{number}" for number in range(60)]
    pairs = [(f"n{number}", f"n{number // 3}") for number in range(1, 50)]
    places = positions(nodes, pairs)
    assert places == positions(reversed(nodes), [(end, start) for start, end in reversed(pairs)])
    assert len(set(places.values())) == 60
    distances = [abs(x - u) + abs(y - v) for (x, y), (u, v) in combinations(places.values(), 2)]
    assert min(distances) > 25


def test_the_parts_of_a_drawing_fill_a_screen() -> None:
    pairs = [(f"a{number}", f"b{number}") for number in range(40)] + [("hub", f"leaf{number}") for number in range(12)]
    places = positions({name for pair in pairs for name in pair}, pairs)
    wide, high = (max(values) - min(values) for values in zip(*places.values(), strict=True))
    assert 0.9 < wide / high < 1.8
    for upper, lower in pairs[:40]:  # a name below each node, and none beside it
        assert places[upper][0] == places[lower][0] and abs(places[upper][1] - places[lower][1]) >= 100


# ---- in the browser ------------------------------------------------------------------------------------------------


def test_the_page_opens_with_counts_and_the_best_connected(shown: Opened) -> None:
    assert "14 edges and 2 not drawn" in shown.page.inner_text("#counts")
    assert "Harlow Mills" in shown.panel()
    assert shown.page.evaluate("window.kg.network.body.nodeIndices.length") >= 9


def test_an_edge_shows_its_claims_the_deciding_one_first(shown: Opened) -> None:
    assert shown.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}01")
    text = shown.panel()
    sentences = [
        "Harlow has abandoned the deal, Ledger Wire reported, citing the company.",
        "Regulators blocked Harlow's acquisition of Pelton Foods.",
        "Harlow Mills plans to buy Pelton Foods for $2.4 billion",
    ]
    places = [text.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    for part in (
        "cancelled",
        "says Harlow, relayed by Ledger Wire",
        "2026-03-02",
        "Harlow drops its deal",
        "0.85",
        "2.4 billion USD",
    ):
        assert part in text
    assert shown.page.locator("#panel mark.subject").all_inner_texts() == ["Harlow", "Harlow", "Harlow Mills"]
    assert shown.page.locator("#panel mark.object").all_inner_texts() == ["Pelton Foods", "Pelton Foods"]


def test_a_click_on_the_drawing_opens_what_lies_there(shown: Opened) -> None:
    place = shown.page.evaluate(
        """iri => { const k = window.kg.network, box = document.getElementById('network').getBoundingClientRect();
           const at = k.canvasToDOM(k.getPosition(iri)); return { x: at.x + box.x, y: at.y + box.y }; }""",
        "https://w3id.org/claimgraph/place/lisbon",
    )
    shown.page.mouse.click(place["x"], place["y"])
    shown.page.wait_for_function("document.querySelector('#panel h2')")
    assert "Harlow Mills headquartered in Lisbon" in shown.panel()


def test_lines_keep_their_width_however_far_off_the_drawing_is(shown: Opened) -> None:
    width = "Math.max(...Object.values(kg.network.body.edges).map(edge => edge.options.width)) * kg.network.getScale()"
    before = shown.page.evaluate("kg.network.getScale()")
    shown.page.mouse.move(300, 300)
    for _ in range(12):
        shown.page.mouse.wheel(0, 300)
    shown.page.wait_for_function("before => kg.network.getScale() < before / 3", arg=before)
    assert 0.8 < shown.page.evaluate(width) < 3


def test_a_name_is_found_and_lists_edges_and_numbers(shown: Opened) -> None:
    shown.page.fill("#search", "harlow m")
    shown.page.press("#search", "Enter")
    text = shown.panel()
    assert "also Harlow" in text
    assert "Vexa Grain" in text and "-35 million USD (2025-01-01 to 2025-12-31)" in text and "+12%" in text


def test_a_hostile_name_is_text(shown: Opened) -> None:
    shown.page.fill("#search", "onerror")
    shown.page.click("#hits button")
    assert shown.page.inner_text("#panel h2") == HOSTILE
    shown.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}10")
    assert f"Harlow buys its flour from {HOSTILE}" in shown.panel()
    assert shown.page.locator("img").count() == 0


def test_who_acts_on_a_deal_leads_to_the_deal(shown: Opened) -> None:
    shown.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}08")
    shown.page.click("#panel button:has-text('acquires')")
    assert "Harlow has abandoned the deal" in shown.panel()


def test_links_lead_only_to_web_pages(shown: Opened) -> None:
    shown.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}11")
    link = shown.page.locator("#panel a")
    assert link.get_attribute("href") == "https://news.example/2026/harlow-results"
    assert "noopener" in link.get_attribute("rel") and link.inner_text() == 'Harlow & "friends" <report>'
    shown.page.evaluate("iri => window.kg.focus(iri)", f"{EDGE}01")
    assert shown.page.locator("#panel a").count() == 0


def test_denied_and_cancelled_edges_are_drawn_when_asked_for(shown: Opened) -> None:
    hidden = "iri => window.kg.hidden(iri)"
    assert shown.page.evaluate(hidden, f"{EDGE}01") and shown.page.evaluate(hidden, f"{EDGE}02")
    shown.page.check("#back input")
    assert not shown.page.evaluate(hidden, f"{EDGE}01") and not shown.page.evaluate(hidden, f"{EDGE}02")
    shown.page.click("#filters summary")
    shown.page.uncheck("#relations input[name='competes with']")
    assert shown.page.evaluate(hidden, f"{EDGE}07")


def test_it_fits_a_narrow_screen(chromium: Any, file: Path) -> None:
    seen = opened(chromium, file, viewport={"width": 390, "height": 800})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.page.locator("#network canvas").bounding_box()["height"] > 150
    seen.page.context.close()


def test_an_empty_graph_says_so(chromium: Any, tmp_path: Path) -> None:
    with open_store("memory:") as empty:
        (tmp_path / "empty.html").write_bytes(write("html", empty))
    seen = opened(chromium, tmp_path / "empty.html")
    assert "no edges" in seen.panel() and seen.troubles == []
    seen.page.context.close()


def test_the_page_of_pyvis_asks_for_nothing_and_takes_names_for_text(chromium: Any, tmp_path: Path) -> None:
    with load() as store:
        (tmp_path / "pyvis.html").write_bytes(write("pyvis", store))
    seen = opened(chromium, tmp_path / "pyvis.html")
    assert seen.page.evaluate("network.body.nodeIndices.length") == 10
    assert seen.requests == [(tmp_path / "pyvis.html").as_uri()] and seen.troubles == []
    seen.page.context.close()
