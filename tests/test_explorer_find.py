"""Search, connections, the link that restores and what is taken away, in the explorer's page."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from explorer import Opened, opened, quiet
from small import EDGE, ENTITIES, HOSTILE, load, write

CHINESE = "米尔布鲁克燕麦"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "graph.html"
    with load() as store:
        store.replace(ENTITIES, store.nquads(ENTITIES).replace(b'"Millbrook Oats"', f'"{CHINESE}"'.encode()))
        path.write_bytes(write("html", store))
    return path


@pytest.fixture
def shown(chromium: Any, file: Path) -> Iterator[Opened]:
    seen = opened(chromium, file, viewport={"width": 1280, "height": 800})
    yield seen
    quiet(seen)


def hits(seen: Opened, text: str) -> list[str]:
    """Return what the search finds."""
    seen.page.get_by_role("searchbox", name="Search", exact=True).fill(text)
    seen.page.wait_for_selector(".hits")
    seen.page.locator(".hits", has_text="being read").wait_for(state="detached")
    return [str(line) for line in seen.page.locator(".hits").get_by_role("option").all_inner_texts()]


def choose(seen: Opened, field: str, text: str) -> None:
    """Choose a node in one of the two fields that connect."""
    seen.page.get_by_role("searchbox", name=field, exact=True).fill(text)
    seen.page.locator(".hits").get_by_role("option").first.click()


# ---- search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("harlow", "Harlow Mills"),
        ("halrow", "Harlow Mills"),
        ("HARLOW MIL", "Harlow Mills"),
        ("okoey", "Dana Okoye"),
        ("kummel", HOSTILE),
        ("sohne", HOSTILE),
        ("燕麦", CHINESE),
        ("布鲁", CHINESE),
    ],
)
def test_names_are_found_with_errors_without_accents_and_by_chinese_parts(shown: Opened, text: str, name: str) -> None:
    assert hits(shown, text)[0].startswith(name)


def test_what_is_found_says_its_class_edges_and_other_name_and_what_is_filtered_out_is_last(shown: Opened) -> None:
    assert re.search(r"also Kümmel .*company · \d+ edges?", hits(shown, "kümmel")[0])
    found = hits(shown, "e")
    assert len(found) <= 10
    marks = ["filtered out" in line for line in found]
    assert marks == sorted(marks)
    assert hits(shown, "qqqq") == []
    assert "No name is like that" in shown.page.inner_text(".hits")


def test_the_search_goes_by_keyboard_alone(shown: Opened) -> None:
    keyboard, options = shown.page.keyboard, shown.page.locator(".hits").get_by_role("option")
    keyboard.press("/")
    field = shown.page.get_by_role("searchbox", name="Search", exact=True)
    assert field.evaluate("field => field === document.activeElement")
    keyboard.type("a/")  # a slash within a text field is a slash
    assert field.input_value() == "a/"
    assert len(hits(shown, "o")) > 1
    keyboard.press("ArrowDown")
    second = options.nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    assert shown.page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    keyboard.press("Escape")
    assert options.count() == 0 and field.input_value() == "o"
    field.fill("lisbn")
    keyboard.press("Enter")
    assert shown.page.get_by_role("heading", name="Lisbon").is_visible()


# ---- connections -----------------------------------------------------------------------------------------------------


def test_two_names_are_connected_by_sentences_with_their_evidence(shown: Opened) -> None:
    shown.page.get_by_role("button", name="Connect", exact=True).click()
    choose(shown, "From", "lisbon")
    choose(shown, "To", "vexa")
    text = shown.details()
    assert "Lisbon – Harlow Mills – Vexa Grain" in text
    assert re.search(r"Harlow Mills headquartered in Lisbon\s+actual", text)
    assert re.search(r"Harlow Mills competes with Vexa Grain\s+actual", text)
    assert "Vexa Grain remains the main rival of Harlow." in text  # the claim that decides
    assert '"friends" <report> · 2026-04-20' in text and "All 2 claims" in text
    assert shown.page.locator(".step mark.object").count() >= 2
    chain = shown.page.get_by_role("button", name="Lisbon – Harlow Mills – Vexa Grain")
    chain.click()
    assert chain.get_attribute("aria-pressed") == "true"
    shown.page.wait_for_url(re.compile("#.*around=0,:place/lisbon,"))
    shown.page.get_by_role("button", name="Back", exact=True).click()
    assert chain.get_attribute("aria-pressed") == "false"


def test_where_the_filters_leave_no_chain_it_is_said(shown: Opened) -> None:
    shown.page.get_by_role("button", name="Connect", exact=True).click()
    choose(shown, "From", "pelton")
    choose(shown, "To", "lisbon")
    assert "The filters leave no chain" in shown.details()
    shown.page.get_by_role("button", name="Switch all filters off").click()
    assert "Pelton Foods – Harlow Mills – Lisbon" in shown.details()
    assert "Harlow has abandoned the deal" in shown.details()  # the claim that decides, and not the first
    choose(shown, "To", "pelton")
    assert "the same name twice" in shown.details()


# ---- the link --------------------------------------------------------------------------------------------------------


def test_a_link_restores_node_filters_and_tab(chromium: Any, file: Path, shown: Opened) -> None:
    assert "#" not in shown.page.url
    hits(shown, "harlow")
    shown.page.keyboard.press("Enter")
    shown.page.get_by_role("button", name="Facts only").click()
    shown.tab("Claims")
    shown.page.wait_for_url(re.compile("#.*tab=Claims"))
    again = opened(chromium, file, "#" + shown.page.url.split("#")[1])
    assert again.page.get_by_role("tab", name="Claims").get_attribute("aria-selected") == "true"
    assert again.page.get_by_role("heading", name="Harlow Mills").is_visible()
    assert not again.page.get_by_role("checkbox", name=re.compile("^planned")).is_checked()
    assert again.page.get_by_role("checkbox", name=re.compile("^actual")).is_checked()
    again.page.evaluate("location.hash = '#edge=:edge/07&tab=nowhere&class=%zz'")
    again.page.get_by_text("remains the main rival of").first.wait_for()
    assert again.page.get_by_role("tab", name="Graph").get_attribute("aria-selected") == "true"
    quiet(again)


def test_a_hostile_link_does_nothing(chromium: Any, file: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    seen = opened(chromium, file, f"#node={hostile}&edge=javascript:alert(1)&query={hostile}&around=1,{hostile}&class={hostile}")
    assert "What the articles say" in seen.details() and seen.page.locator("img").count() == 0
    quiet(seen)


def test_a_page_within_another_has_no_address_to_keep(chromium: Any, file: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer.html"
    text = file.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    outer.write_text(f'<!doctype html><meta charset="utf-8"><iframe width="900" height="700" srcdoc="{text}"></iframe>', "utf-8")
    seen = opened(chromium, outer, ready="iframe")
    frame = seen.page.frame_locator("iframe")
    frame.get_by_role("searchbox", name="Search", exact=True).fill("vexa")
    frame.get_by_role("option").first.click()
    seen.page.wait_for_timeout(400)
    assert frame.get_by_role("heading", name="Vexa Grain").is_visible()
    quiet(seen)


def test_the_link_is_copied_or_shown_to_be_copied(shown: Opened) -> None:
    shown.focus(f"{EDGE}01")
    shown.page.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }")
    shown.page.get_by_label("More to take away").click()
    shown.page.get_by_role("button", name="Copy link").click()
    shown.page.get_by_text("The link is on the clipboard").wait_for()
    link = shown.page.evaluate("window.copied")
    assert link.endswith("#edge=:edge/01") and link.startswith("file://")
    shown.page.evaluate(
        "() => { navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); }; }"
    )
    shown.page.get_by_role("button", name="Copy link").click()
    field = shown.page.get_by_role("textbox", name="Link to what is seen")
    field.wait_for()
    assert field.input_value() == link


# ---- files and paper -------------------------------------------------------------------------------------------------


def saved(seen: Opened, name: str) -> tuple[str, bytes]:
    """Save a file by a button, and return its name and what is in it."""
    if name != "Save picture":
        seen.page.get_by_label("More to take away").click()
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name=name, exact=True).click()
    return str(download.value.suggested_filename), Path(download.value.path()).read_bytes()


def test_the_picture_is_saved_as_svg_with_names_as_text(shown: Opened) -> None:
    name, content = saved(shown, "As SVG")
    assert name == "what-the-articles-say.svg"
    root = ElementTree.fromstring(content)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert any(text.startswith(HOSTILE[:30]) for text in texts)
    assert {"Harlow Mills", CHINESE, "What the articles say", "Organization", "planned"} <= set(texts)
    assert {element.tag for element in root.iter()} <= {SVG + tag for tag in ("svg", "g", "path", "text", "rect", "title")}
    lines = [path for path in root.iter(f"{SVG}path") if path.get("stroke") and path.get("stroke-width")]
    assert any("L" in str(path.get("d")) for path in lines)


def test_the_picture_is_saved_as_png_twice_as_fine(shown: Opened) -> None:
    shown.tab("Claims")
    name, content = saved(shown, "Save picture")
    assert name == "what-the-articles-say.png" and content.startswith(b"\x89PNG")
    width = shown.page.locator(".sigma-host").bounding_box()["width"]
    assert struct.unpack(">I", content[16:20])[0] == 2 * round(width)
    assert len(content) > 20_000


def test_the_selection_is_saved_as_turtle(shown: Opened) -> None:
    shown.focus(f"{EDGE}07")
    name, content = saved(shown, "Selection as Turtle")
    assert name == "what-the-articles-say.ttl"
    assert b"competesWith" in content and b"Lisbon" not in content


def test_paper_has_the_picture_and_the_details_but_no_tools(shown: Opened) -> None:
    shown.focus(f"{EDGE}07")
    shown.page.emulate_media(media="print", color_scheme="dark")
    shown.page.locator('[data-theme="dark"]').wait_for(state="attached")
    shown.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown.page.locator("#drawing > svg.paper").is_visible()
    assert not shown.page.get_by_role("searchbox", name="Search").is_visible()
    for name in ("Connect", "Save picture", "Zoom in", "Back"):
        assert not shown.page.get_by_role("button", name=name, exact=True).is_visible(), name
    assert shown.page.get_by_text("remains the main rival of").first.is_visible()
    assert shown.page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 33, 38)"
    shown.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown.page.locator("svg.paper").count() == 0
