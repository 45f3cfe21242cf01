"""The explorer's page: what it holds, and its graph, filters and details in a browser, opened from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from explorer import Opened, held, held_rdf, opened, quiet
from small import EDGE, ENTITIES, HARLOW, HOSTILE, load, write

from kg.layout import positions
from kg.stores import open_store


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
    quiet(seen)


# ---- without a browser ---------------------------------------------------------------------------------------------


def test_the_data_of_the_page_cannot_end_its_element(file: Path) -> None:
    page = file.read_bytes()
    assert HOSTILE in held(page, "graph")[0]["nodes"]["label"]
    assert HOSTILE.encode() not in page
    assert page.count(b"</script>") == page.count(b"<script")


def test_the_policy_forbids_every_request(file: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', file.read_text(encoding="utf-8"))[1]  # type: ignore[index]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy.split("style-src")[0] and "http" not in policy and "connect-src" not in policy


def test_a_title_that_looks_like_a_place_of_the_template_stays_text() -> None:
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Vexa Grain"', b'"{{data}}<b>"')
        store.replace(ENTITIES, lines)
        page = write("html", store, about="{{data}}<b>")
    assert b"<title>{{data}}&lt;b&gt; in the news</title>" in page
    assert held(page, "graph")[0]["title"] == "{{data}}<b> in the news"


def test_the_page_holds_the_graph_as_it_is_stored(file: Path) -> None:
    with load() as store:
        assert held_rdf(file.read_bytes()) == write("nq", store)


def test_without_the_engine_the_page_has_neither_it_nor_what_it_would_ask() -> None:
    with load() as store:
        whole, small = write("html", store), write("html", store, options={"sparql": False, "title": "Mills"})
    assert held_rdf(small) == b"" and b'gzip" data-kg="engine"' not in small and len(whole) - len(small) > 1_500_000
    assert b"<title>Mills</title>" in small


def test_spans_that_lie_outside_of_the_sentence_are_not_marked(file: Path) -> None:
    (block,) = held(file.read_bytes(), "claims")
    sentences = [block["sentences"][number] for number in block["sentence"]]
    for role in ("subject", "object"):
        for start, end, sentence in zip(block[role][::2], block[role][1::2], sentences, strict=True):
            assert start == end == -1 or 0 <= start < end <= len(sentence)
    assert -1 in block["object"]


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
    assert "14 edges" in shown.details() and "Harlow Mills" in shown.details()
    assert "Choose a name or a line" in shown.page.inner_text(".hint")


def test_an_edge_shows_its_claims_in_the_order_of_their_dates(shown: Opened) -> None:
    shown.page.get_by_label("cancelled", exact=True).check()
    shown.focus(f"{EDGE}01")
    text = shown.details()
    sentences = [
        "Harlow Mills plans to buy Pelton Foods for $2.4 billion",
        "Regulators blocked Harlow's acquisition of Pelton Foods.",
        "Harlow has abandoned the deal, Ledger Wire reported, citing the company.",
    ]
    places = [text.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    for part in ("cancelled", "says Harlow, relayed by Ledger Wire", "2026-03-02", "Harlow drops its deal", "2.4 billion USD"):
        assert part in text
    details = shown.page.get_by_role("region", name="Details")
    assert details.locator("mark.subject").all_inner_texts() == ["Harlow Mills", "Harlow", "Harlow"]
    assert details.locator("mark.object").all_inner_texts() == ["Pelton Foods", "Pelton Foods"]


def test_a_name_lists_its_edges_by_relation_and_its_numbers(shown: Opened) -> None:
    shown.focus(HARLOW)
    text = shown.details()
    assert "also Harlow" in text and "COMPETES WITH (1)" in text
    assert "Vexa Grain" in text and "-35 million USD (2025-01-01 to 2025-12-31)" in text and "+12%" in text


def test_a_hostile_name_is_text(shown: Opened) -> None:
    shown.focus(f"{EDGE}10")
    assert f"Harlow buys its flour from {HOSTILE}" in shown.details()
    shown.page.get_by_role("region", name="Details").get_by_role("button", name=HOSTILE).first.click()
    assert shown.page.get_by_role("heading", level=2).inner_text() == HOSTILE
    assert shown.page.locator("img").count() == 0


def test_who_acts_on_a_deal_leads_to_the_deal(shown: Opened) -> None:
    shown.focus(f"{EDGE}08")
    shown.page.get_by_role("region", name="Details").get_by_role("button", name="acquires").click()
    assert "cancelled" in shown.details()


def test_links_lead_only_to_web_pages(shown: Opened) -> None:
    shown.focus(f"{EDGE}11")
    link = shown.page.locator(".details a")
    assert link.get_attribute("href") == "https://news.example/2026/harlow-results"
    assert "noopener" in link.get_attribute("rel") and link.inner_text() == 'Harlow & "friends" <report>'
    shown.focus(f"{EDGE}04")
    assert shown.page.locator(".details a").count() == 0


def test_what_is_filtered_out_is_gone_from_graph_and_counts(shown: Opened) -> None:
    group = shown.page.get_by_role("group", name="Filters")
    assert not group.get_by_role("checkbox", name="denied").is_checked()
    group.get_by_role("checkbox", name="cancelled").check()
    assert "15 edges" in shown.details()
    group.get_by_role("checkbox", name="competes with").uncheck()
    assert "14 edges" in shown.details()
    shown.page.get_by_role("button", name="Facts only").click()
    assert (
        not group.get_by_role("checkbox", name="planned").is_checked()
        and group.get_by_role("checkbox", name="actual").is_checked()
    )
    shown.focus(HARLOW)
    assert "planned" not in shown.details() and "filtered out" in shown.details()


def test_it_fits_a_narrow_screen(chromium: Any, file: Path) -> None:
    seen = opened(chromium, file, viewport={"width": 390, "height": 844})
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.page.locator(".sigma-host canvas").first.bounding_box()["height"] > 150
    quiet(seen)


def test_an_empty_graph_says_so(chromium: Any, tmp_path: Path) -> None:
    with open_store("memory:") as empty:
        (tmp_path / "empty.html").write_bytes(write("html", empty))
    seen = opened(chromium, tmp_path / "empty.html")
    assert "no edges" in seen.details()
    quiet(seen)


def test_the_page_of_pyvis_asks_for_nothing_and_takes_names_for_text(chromium: Any, tmp_path: Path) -> None:
    with load() as store:
        (tmp_path / "pyvis.html").write_bytes(write("pyvis", store))
    seen = opened(chromium, tmp_path / "pyvis.html", ready="#mynetwork canvas")
    assert seen.page.evaluate("network.body.nodeIndices.length") == 10
    assert seen.requests == [(tmp_path / "pyvis.html").as_uri()] and seen.troubles == []
    seen.page.context.close()
