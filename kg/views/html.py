"""The explorer: one page to look at, to search, to filter and to ask, a single file that asks no network for anything.

explorer/page.html ─ the program and its style, built from web/ ─┐
explorer/engine.txt ─ Oxigraph as WebAssembly ───────────────────┼─► the page
the graph as columns, its claims in blocks, the same as RDF ─────┘   all data gzipped, in base64
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any, BinaryIO

from kg.errors import UsageError
from kg.model import Selection
from kg.select import select
from kg.stores import Store
from kg.views import nq
from kg.views._page import Page, graph_columns, page_of
from kg.views._page_claims import claim_blocks

_PLACE = re.compile(r"\{\{(title|graph|data)\}\}")


def write(store: Store, out: BinaryIO, selection: Selection, *, title: str | None = None, sparql: bool = True) -> None:
    """Write the page. Without `sparql` it has neither the engine nor the RDF that it would ask, and is that much smaller.

    Its policy forbids every request and every script but its own, by their digests, so that nothing that an article says can run.
    Raises UsageError where the page's program has not been built.
    """
    title = title or _title(selection)
    page = page_of(store, select(store, selection))
    parts = {
        "title": html.escape(title),
        # The graph comes before the program, so that it is drawn while what is long is still being read.
        "graph": _element("graph", packed(graph_columns(store, page, title) | {"sparql": sparql})),
        "data": "".join(_rest(store, selection, page, sparql)),
    }
    out.write(_PLACE.sub(lambda match: parts[match[1]], _part("page.html")).encode())


def _title(selection: Selection) -> str:
    return f"{selection.about} in the news" if selection.about else "What the articles say"


def _rest(store: Store, selection: Selection, page: Page, sparql: bool) -> Iterator[str]:
    """Yield the elements that hold claims, RDF and engine; base64 can neither end an element nor be taken for markup."""
    for block in claim_blocks(page):
        yield _element("claims", packed(block))
    if sparql:
        rdf = io.BytesIO()
        with gzip.GzipFile(fileobj=rdf, mode="wb", compresslevel=6, mtime=0) as stream:
            nq.write(store, stream, selection)  # type: ignore[arg-type]
        yield _element("rdf", base64.b64encode(rdf.getvalue()).decode())
        yield _element("engine", _part("engine.txt"))


def is_built() -> bool:
    """Whether the page's program lies where it is looked for; in a checkout `make web` puts it there."""
    return files("kg.views").joinpath("explorer", "page.html").is_file()


def packed(data: Any) -> str:
    """Return an object as JSON, gzipped, in base64: the same text for the same object."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _element(kind: str, text: str) -> str:
    return f'<script type="application/gzip" data-kg="{kind}">{text}</script>\n'


@lru_cache(maxsize=4)
def _part(name: str) -> str:
    path = files("kg.views").joinpath("explorer", name)
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError(
            f"{path}: the explorer's page has not been built; run `make web` in a checkout of the project"
        ) from error
