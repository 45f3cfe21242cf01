"""Make docs/page.png: the page of the articles in seeds/, with the edge of the most eventful story opened.

usage: make picture
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import launched  # noqa: E402 - the browser of the tests draws the picture too

SIZE = {"width": 1360, "height": 800}
# The edge whose claims have the most different statuses, then the most claims; what was called off is drawn too.
OPEN = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const told = edge => new Set(edge.claims.map(iri => data.claims[iri].status)).size * 1000 + edge.claims.length;
  const most = data.edges.filter(edge => edge.to !== null).reduce((best, edge) => told(edge) > told(best) ? edge : best);
  document.querySelector("#back input").click();
  return new Promise(done => { kg.network.once("animationFinished", () => done()); kg.focus(most.id); });
}"""


def main() -> None:
    """Build the graph anew, open its page and save the picture."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "kg", "build", "seeds/", "--dir", folder, "--quiet"], cwd=ROOT, check=True)
        with sync_playwright() as playwright:
            browser = launched(playwright)
            page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
            page.goto((Path(folder) / "graph.html").as_uri())
            page.evaluate(OPEN)
            page.screenshot(path=ROOT / "docs" / "page.png")
            browser.close()


if __name__ == "__main__":
    main()
