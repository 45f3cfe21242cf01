"""The explorer's page for everyone: axe-core in every tab, by keyboard alone, on a narrow screen, without motion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer import Opened, opened, quiet
from small import EDGE, ENTITIES, HARLOW, load, write

AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CHINESE, UMLAUTS = "米尔布鲁克燕麦", "Müßiggang Öl & Söhne"
# Each element that Tab reaches, whether it shows that it has the focus, and its place in the page.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const editor = one.closest(".cm-editor");
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && one.matches(":focus-visible");
  return [one.getAttribute("aria-label") || one.labels?.[0]?.textContent.trim() || one.textContent.trim() || one.localName,
          seen || Boolean(editor && getComputedStyle(editor).outlineStyle !== "none")];
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("access") / "graph.html"
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Millbrook Oats"', f'"{CHINESE}"'.encode())
        store.replace(ENTITIES, lines.replace(b'"Vexa Grain"', f'"{UMLAUTS}"'.encode()))
        path.write_bytes(write("html", store))
    return path


@pytest.fixture
def shown(chromium: Any, file: Path) -> Iterator[Opened]:
    seen = opened(chromium, file, viewport=WIDE, reduced_motion="reduce")
    yield seen
    quiet(seen)


# ---- what can be looked at -------------------------------------------------------------------------------------------


def of_node(seen: Opened) -> None:
    seen.tab("Graph")
    seen.focus(HARLOW)
    seen.page.get_by_role("button", name="1 step around", exact=True).click()
    seen.page.get_by_role("button", name="Whole graph").wait_for()


def of_edge(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Whole graph").click()
    seen.focus(f"{EDGE}07")


def connections(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Connect", exact=True).click()
    for field, text in (("From", "lisbon"), ("To", "müssig")):
        seen.page.get_by_role("searchbox", name=field, exact=True).fill(text)
        seen.page.locator(".hit").first.click()
    seen.page.locator(".chain").first.wait_for()
    seen.page.get_by_role("searchbox", name="Search", exact=True).fill("harlow")
    seen.page.locator(".hit").first.wait_for()


def claims(seen: Opened) -> None:
    seen.page.keyboard.press("Escape")
    seen.tab("Claims").locator("tbody tr").first.wait_for()


def bars(seen: Opened) -> None:
    panel = seen.tab("Timeline")
    panel.locator(".time-bar").last.click()
    panel.get_by_text("As a table").click()
    panel.get_by_role("article").first.wait_for()


def observations(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Observations").click()
    seen.page.locator(".point").first.wait_for()


def documents(seen: Opened) -> None:
    seen.tab("Documents").locator("tbody tr").first.wait_for()


def a_document(seen: Opened) -> None:
    seen.page.get_by_role("button", name="Harlow drops its deal").click()
    seen.page.get_by_role("tabpanel").get_by_role("article").first.wait_for()


def answers(seen: Opened) -> None:
    seen.tab("SPARQL")
    seen.page.get_by_role("textbox", name="SPARQL query").fill(
        "# all\nSELECT ?edge ?name { ?edge rdf:subject / rdfs:label ?name } LIMIT 9"
    )
    seen.page.get_by_role("button", name="Run", exact=True).click()
    seen.page.get_by_role("table", name="Query results").wait_for()


def trouble(seen: Opened) -> None:
    seen.page.get_by_role("textbox", name="SPARQL query").fill("SELECT ?name { ?name }")
    seen.page.get_by_role("button", name="Run", exact=True).click()
    seen.page.get_by_role("alert").wait_for()


def take_away(seen: Opened) -> None:
    seen.page.get_by_label("More to take away").click()
    seen.page.get_by_role("button", name="As SVG").wait_for()


def filters(seen: Opened) -> None:
    seen.page.evaluate("for (const one of document.querySelectorAll('.filters details')) one.open = true")
    seen.page.get_by_role("checkbox", name="disputed only").wait_for()


LOOKS: tuple[Callable[[Opened], None], ...] = (
    lambda seen: None, of_node, of_edge, connections, claims, bars, observations, documents, a_document, answers, trouble,
    take_away, filters,
)  # fmt: skip


def violations(page: Any) -> list[str]:
    """Return what axe-core finds, but what it calls minor."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("moderate", "serious", "critical")
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tab(chromium: Any, file: Path, viewport: dict[str, int], scheme: str) -> None:
    seen = opened(chromium, file, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for look in LOOKS:
        look(seen)
        found += [f"{look.__name__}: {one}" for one in violations(seen.page)]
        # Nothing is wider than the screen, and no tab than its panel.
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], look.__name__
        for part in (seen.page.get_by_role("tablist"), seen.page.get_by_role("tabpanel")):
            assert part.evaluate("part => part.scrollWidth - part.clientWidth") <= 0, look.__name__
    assert found == []
    quiet(seen)


# ---- the keyboard ----------------------------------------------------------------------------------------------------


def tabbed(seen: Opened, most: int = 150) -> list[tuple[str, bool]]:
    """Press Tab until the page has been gone through, and return what had the focus."""
    stops: list[tuple[str, bool]] = []
    seen.page.evaluate("document.activeElement.blur()")
    seen.page.locator("h1").click()
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        stop = seen.page.evaluate(FOCUSED)
        if stop is not None and not stop[1]:  # the editor shows it a moment later
            seen.page.wait_for_timeout(100)
            stop = seen.page.evaluate(FOCUSED)
        if stop is None or (len(stops) > 3 and stop[0] == stops[0][0]):
            break
        stops.append((stop[0], stop[1]))
    return stops


@pytest.mark.parametrize(
    ("tab", "names"),
    [
        ("Graph", ("Zoom in", "Fit", "Full screen", "Drawing of the graph")),
        ("Claims", ("Filter claims", "Download CSV", "Confidence")),
        ("Timeline", ("Time spoken of", "Observations", "2026-02")),
        ("Documents", ("Filter documents", "Title", "Harlow drops its deal")),
        ("SPARQL", ("SPARQL query", "Run", "All graphs")),
    ],
)
def test_tab_reaches_every_control_and_each_shows_it(shown: Opened, tab: str, names: tuple[str, ...]) -> None:
    shown.tab(tab)
    stops = tabbed(shown)
    reached = [name for name, _ in stops]
    for name in ("Search", "Connect", "Save picture", "More to take away", tab, "Facts only", "Reset", "Overview", *names):
        assert any(one.startswith(name) for one in reached), (name, reached)
    assert [name for name, seen in stops if not seen] == []


def test_tabs_filters_and_details_go_by_keys(shown: Opened) -> None:
    page = shown.page
    page.get_by_role("tab", name="Graph").focus()
    for key, name in (
        ("ArrowRight", "Claims"),
        ("End", "SPARQL"),
        ("ArrowRight", "Graph"),
        ("ArrowLeft", "SPARQL"),
        ("Home", "Graph"),
    ):
        page.keyboard.press(key)
        chosen = page.get_by_role("tab", selected=True)
        page.get_by_role("tab", name=name, selected=True).wait_for()
        assert chosen.evaluate("tab => tab === document.activeElement"), name
        panel = page.get_by_role("tabpanel", name=name)
        assert panel.get_attribute("id") == chosen.get_attribute("aria-controls")
    box = page.get_by_role("checkbox", name="competes with")
    box.press("Space")
    assert not box.is_checked()
    page.get_by_role("button", name="Facts only").press("Enter")
    assert page.get_by_role("button", name="Facts only").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Reset").press("Space")
    page.get_by_role("region", name="Details").get_by_role("button", name="Harlow Mills").press("Enter")
    page.get_by_role("heading", name="Harlow Mills").wait_for()
    page.get_by_role("button", name="Back", exact=True).press("Enter")
    page.get_by_role("heading", name="What the articles say", level=2).wait_for()


def test_the_drawing_goes_by_keys_and_the_claims_are_another_way(shown: Opened) -> None:
    drawing = shown.page.get_by_role("application")
    assert "Claims tab" in drawing.get_attribute("aria-label")
    drawing.focus()
    before = shown.page.locator(".sigma-host").screenshot()
    shown.page.keyboard.press("+")
    shown.page.keyboard.press("ArrowRight")
    shown.page.wait_for_timeout(200)
    assert shown.page.locator(".sigma-host").screenshot() != before


# ---- screens, motion, scripts ----------------------------------------------------------------------------------------


def test_the_legend_hides_nothing_of_the_drawing(chromium: Any, file: Path) -> None:
    for viewport in (WIDE, NARROW):
        seen = opened(chromium, file, viewport=viewport)
        drawn, legend = (seen.page.locator(name).bounding_box() for name in (".sigma-host", ".legend"))
        assert drawn["y"] + drawn["height"] <= legend["y"] + 1 and drawn["height"] > 150
        quiet(seen)


def test_what_is_typed_to_connect_is_not_read_aloud_as_news(shown: Opened) -> None:
    connections(shown)
    assert shown.page.locator(".details [aria-live=polite] input").count() == 0
    assert shown.page.locator(".details [role=status]", has_text="1 chain").count() == 1


def test_nothing_moves_for_those_who_asked_for_that(shown: Opened) -> None:
    shown.page.get_by_role("button", name="Zoom in").click()
    assert shown.page.evaluate("document.getAnimations().length") == 0
    moving = "one => getComputedStyle(one).transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none'"
    assert shown.page.evaluate(f"[...document.querySelectorAll('*')].filter({moving}).length") == 0


def test_umlauts_and_chinese_are_text(shown: Opened) -> None:
    assert UMLAUTS in shown.tab("Claims").inner_text() and CHINESE in shown.tab("Claims").inner_text()
    width = "name => { const pen = document.createElement('canvas').getContext('2d'); return pen.measureText(name).width; }"
    assert shown.page.evaluate(width, CHINESE) > shown.page.evaluate(width, "iiiiiii")
    assert shown.page.evaluate("document.documentElement.lang") == "en"
