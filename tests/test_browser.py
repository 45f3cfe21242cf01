"""The browser that pages are tested in: it opens files, draws with WebGL, and reaches no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_it_opens_a_page_from_disk_and_runs_its_script(chromium: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page é.html"
    file.write_text("<title>before</title><script>document.title = 'Corvane ' + (1 + 1)</script>", encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    assert page.title() == "Corvane 2"
    page.close()


def test_it_draws_with_webgl(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<canvas></canvas>")
    assert page.evaluate("!!document.querySelector('canvas').getContext('webgl2')") is True
    page.close()


def test_it_reaches_no_network(chromium: Browser) -> None:
    page = chromium.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_content(
        "<img src='http://localhost:1/a.png'><img src='http://news.example/b.png'><img src='http://127.0.0.1:1/c.png'>"
    )
    page.wait_for_load_state("load")
    assert len(failed) == 3
    page.close()
