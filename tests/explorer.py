"""The explorer's page as tests open it: from disk, with what it asked for and complained of written down."""

from __future__ import annotations

import base64
import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Opened:
    """A page, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def details(self) -> str:
        """Return what the panel at the side says."""
        return str(self.page.get_by_role("region", name="Details").inner_text())

    def focus(self, iri: str) -> None:
        """Open a node or an edge by its IRI."""
        assert self.page.evaluate("iri => window.kg.focus(iri)", iri)

    def tab(self, name: str) -> Any:
        """Open a tab and return its panel."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        return self.page.get_by_role("tabpanel")


def opened(chromium: Any, path: Path, fragment: str = "", ready: str = '[data-ready="true"]', **options: Any) -> Opened:
    """Open a page in a window of its own and wait until its claims are read."""
    context = chromium.new_context(**options)
    seen = Opened(context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("dialog", lambda dialog: (seen.troubles.append(dialog.message), dialog.dismiss()))
    seen.page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    seen.page.on("console", lambda message: seen.troubles.append(message.text) if message.type == "error" else None)
    seen.page.goto(path.as_uri() + fragment)
    seen.page.wait_for_selector(ready, state="attached")
    return seen


def quiet(seen: Opened) -> None:
    """Close a page, and fail where it asked for anything but itself or complained."""
    seen.page.context.close()
    assert seen.troubles == []
    assert [url for url in seen.requests if not url.startswith(("file:", "blob:", "data:"))] == []


def held(page: bytes, kind: str) -> list[Any]:
    """Return the data of a kind that a page holds, unpacked: `graph`, `claims`."""
    texts = re.findall(rf'data-kg="{kind}">([^<]*)</script>', page.decode())
    return [json.loads(gzip.decompress(base64.b64decode(text))) for text in texts]


def held_rdf(page: bytes) -> bytes:
    """Return the N-Quads that a page holds."""
    found = re.search(r'data-kg="rdf">([^<]*)</script>', page.decode())
    return gzip.decompress(base64.b64decode(found[1])) if found else b""
