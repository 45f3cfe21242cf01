"""The files that a build leaves beside its store, `graph.ttl` and `graph.html`: written in one step, only when out of date."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg import views
from kg.build import BUILD
from kg.model import Selection
from kg.rdf import graph_iri, read_documents
from kg.stores import Store
from kg.views import html

NAMES = ("graph.ttl", "graph.html")


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become the file when the block ends well; until then, and after an error, the old file stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as out:
            yield out
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def write_products(store: Store, folder: Path, selection: Selection | None = None) -> Sequence[Path]:
    """Bring the products of a published store up to date and return their paths; without a built explorer there is no page.

    They are written again where one is missing or was made from something else, which `cache/products` remembers; that file may
    be removed at any time.
    """
    paths = [folder / name for name in NAMES if html.is_built() or not name.endswith(".html")]
    if len(paths) < len(NAMES):  # an old page would go on showing what has been forgotten
        (folder / "graph.html").unlink(missing_ok=True)
    note, mark = folder / "cache" / "products", _mark(store)
    if all(path.is_file() for path in paths) and note.is_file() and note.read_text(encoding="utf-8") == mark:
        return paths
    note.unlink(missing_ok=True)
    for path in paths:
        with replaced(path) as out:
            views.write_view(path.suffix[1:], store, out, selection)
    with replaced(note) as out:
        out.write(mark.encode())
    return paths


def _mark(store: Store) -> str:
    """Digest what the products are made from: the evidence, what it was concluded with, and the views' own code."""
    digest = hashlib.sha256(store.nquads(graph_iri(store.base, BUILD)))
    for document in read_documents(store):
        digest.update(f"{document.iri}\0{document.digest}\0{document.version}\0".encode())
    for path in sorted(Path(views.__file__).parent.rglob("*.*")):
        if path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()
