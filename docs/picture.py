"""Make docs/page.png and docs/query.png: the explorer on the articles of seeds/, as the README shows it.

usage: make picture
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import launched  # noqa: E402 - the browser of the tests draws the picture too

SIZE = {"width": 1360, "height": 800}
# The edge between two names whose claims have the most different statuses, then the most claims.
EVENTFUL = """SELECT ?edge {
  ?edge a kg:Edge ; rdf:object ?end ; kg:claim ?claim . FILTER(isIRI(?end))
  GRAPH ?document { ?claim kg:status ?status }
} GROUP BY ?edge ORDER BY DESC(COUNT(DISTINCT ?status)) DESC(COUNT(?claim)) ?edge LIMIT 1"""


def main() -> None:
    """Build the graph anew, open its page and save the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", "seeds/", "--dir", folder, "--quiet"], cwd=ROOT, check=True)
        with sync_playwright() as playwright:
            browser = launched(playwright)
            page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
            page.goto((Path(folder) / "graph.html").as_uri())
            draw(page)
            page.screenshot(path=ROOT / "docs" / "page.png")
            ask(page)
            page.screenshot(path=ROOT / "docs" / "query.png")
            browser.close()


def draw(page: Page) -> None:
    """Open the most eventful edge, with what was called off drawn too."""
    page.get_by_role("checkbox", name="cancelled").check()
    rows = page.evaluate("query => window.kg.select(query)", EVENTFUL)
    page.evaluate("iri => window.kg.focus(iri)", rows[0]["edge"])
    page.wait_for_timeout(1000)


def ask(page: Page) -> None:
    """Ask the first ready question."""
    page.get_by_role("tab", name="SPARQL").click()
    page.get_by_label("Questions").select_option(index=1)
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("table", name="Query results").wait_for()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
