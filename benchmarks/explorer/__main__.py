"""Measure the explorer's page in a real Chromium: its sizes, its first picture against bare sigma's and pyvis's, its answers.

usage: python -m benchmarks.explorer [--nodes N --edges N --claims N] [--rounds N]

All times are of one run on one machine; the ratios are what counts. Needs `make browser`.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.explorer.made import made_store
from kg import to_pyvis
from kg.model import Selection
from kg.select import select
from kg.stores import Store
from kg.views import write_view
from kg.views._page import graph_columns, page_of

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import launched  # noqa: E402 - the browser of the tests

FIRST = 'performance.getEntriesByName("kg-first-picture")[0]?.startTime'
WATCH = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({ type: "longtask" });
// A picture is there when its pixels are: reading one of them back waits for all that was asked of the graphics before.
const mark = performance.mark.bind(performance);
performance.mark = name => {
  for (const canvas of document.querySelectorAll("canvas")) {
    const gl = canvas.getContext("webgl2");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  }
  return mark(name);
};
"""
# The time from an event to the end of the frame that shows its answer.
TIMED = """async ([selector, act]) => {
  const target = document.querySelector(selector);
  const begun = performance.now();
  if (act === "click") target.click();
  else { target.value = act; target.dispatchEvent(new Event("input", { bubbles: true })); }
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=50_000)
    parser.add_argument("--claims", type=int, default=110_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=Path, help="Keep the pages in this folder, and measure those that lie there.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = args.pages or Path(name)
        if not (folder / "bare.html").exists():
            folder.mkdir(exist_ok=True)
            sizes()
            begun = time.perf_counter()
            store = made_store(args.nodes, args.edges, args.claims)
            print(
                f"made store: {args.nodes} nodes, {args.edges} edges, {args.claims} claims in {time.perf_counter() - begun:.0f} s"
            )
            small(folder)
            pages(store, folder)
        browser = launched(playwright)
        report(browser, folder, args.rounds)
        browser.close()


def sizes() -> None:
    """Print what an empty page weighs, with and without the engine."""
    with made_store(2, 1, 1) as store:
        for name, options in (("with the engine", {}), ("without", {"sparql": False})):
            out = io.BytesIO()
            write_view("html", store, out, Selection(), **options)
            print(f"page of one edge, {name}: {len(out.getvalue()) / 1000:.0f} kB")


def pages(store: Store, folder: Path) -> None:
    """Write the explorer's page and the bare one, of the same nodes at the same places."""
    begun = time.perf_counter()
    with (folder / "explorer.html").open("wb") as out:
        write_view("html", store, out)
    size = (folder / "explorer.html").stat().st_size
    print(f"its page: {size / 1e6:.1f} MB, written in {time.perf_counter() - begun:.0f} s")
    columns = graph_columns(store, page_of(store, select(store, Selection())), "made")
    nodes, edges = columns["nodes"], columns["edges"]
    drawn = [
        (start, end)
        for start, end, status in zip(edges["subject"], edges["object"], edges["status"], strict=True)
        if end >= 0 and columns["statuses"][status] not in columns["heldBack"]
    ]
    dots = [[x, -y, 4, label, "#0072b2"] for x, y, label in zip(nodes["x"], nodes["y"], nodes["label"], strict=True)]
    (folder / "bare.html").write_text(bare({"nodes": dots, "edges": drawn}), encoding="utf-8")


def bare(data: Any) -> str:
    """Return a page that draws a graph by sigma alone."""
    command = ["node", "web/node_modules/esbuild/bin/esbuild", "benchmarks/explorer/bare.js", "--bundle", "--minify"]
    environment = {"NODE_PATH": str(ROOT / "web/node_modules"), "PATH": f"{ROOT}/.venv/bin:/usr/bin:/bin"}
    script = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    text = html.escape(json.dumps(data, separators=(",", ":")), quote=False)
    style = "html,body,#host{height:100%;margin:0}"
    body = f'<div id="host"></div><script type="text/plain" id="data">{text}</script><script>{script}</script>'
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def small(folder: Path) -> None:
    """Write pages of a thousand nodes: the explorer's and pyvis's own, which settles its places itself."""
    with made_store(1000, 2000, 3000) as store:
        with (folder / "explorer-1000.html").open("wb") as out:
            write_view("html", store, out)
        network = to_pyvis(store)
        network.toggle_physics(True)
        page = network.generate_html(notebook=False)
    done = 'network.once("stabilizationIterationsDone", () => performance.mark("kg-first-picture"));'
    (folder / "pyvis-1000.html").write_text(page.replace("return network;", f"{done} return network;"), encoding="utf-8")


def report(browser: Any, folder: Path, rounds: int) -> None:
    """Open the pages in turn and print the medians."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name in ("explorer", "bare", "explorer-1000"):
            page = watched(browser, folder / f"{name}.html")
            found.setdefault(f"{name}: first picture", []).append(page.evaluate(FIRST))
            if name == "explorer":
                for what, value in answers(page).items():
                    found.setdefault(what, []).append(value)
            page.context.close()
    page = watched(browser, folder / "pyvis-1000.html")
    found["pyvis-1000: first picture"] = [page.evaluate(FIRST)]
    for what, values in found.items():
        print(f"{what:45} {statistics.median(values):8.0f} ms   {min(values):.0f} to {max(values):.0f}")
    first = {
        name: statistics.median(found[f"{name}: first picture"]) for name in ("explorer", "bare", "explorer-1000", "pyvis-1000")
    }
    print(f"ratio, explorer : bare sigma                  {first['explorer'] / first['bare']:.2f}   at most 1.5")
    print(f"ratio, pyvis : explorer, 1,000 nodes          {first['pyvis-1000'] / first['explorer-1000']:.1f}")


def watched(browser: Any, path: Path) -> Page:
    """Open a page, watching for long tasks, and wait for its first picture."""
    page: Page = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True).new_page()
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_function(f"{FIRST} !== undefined", timeout=240_000)
    return page


def answers(page: Page) -> dict[str, float]:
    """Return how long the page takes to answer, and its longest task after the first picture."""
    page.evaluate("window.longest = 0")
    page.wait_for_selector('[data-ready="true"]', state="attached", timeout=120_000)
    page.wait_for_timeout(1500)
    found = {"reading claims: longest task": page.evaluate("window.longest")}
    act: Callable[[str, str], float] = lambda selector, what: page.evaluate(TIMED, [selector, what])  # noqa: E731
    typed = [act('input[type="search"]', "Company 7317"[:length]) for length in range(1, 13)]
    found["search: slowest of 12 letters"] = max(typed)
    act('input[type="search"]', "")
    page.evaluate("window.longest = 0")
    boxes = ['.filters details:nth-of-type(1) input[type="checkbox"]', '.filters details:nth-of-type(2) input[type="checkbox"]']
    found["filter: slowest of 4 clicks"] = max(act(box, "click") for box in boxes for _ in (1, 2))
    page.wait_for_timeout(500)
    for tab in ("Claims", "Timeline", "Documents", "Graph"):
        found[f"{tab} tab"] = act(f"#tab-{tab}", "click")
        page.wait_for_timeout(800)
    found["filters and tabs: longest task"] = page.evaluate("window.longest")
    return found


if __name__ == "__main__":
    main()
