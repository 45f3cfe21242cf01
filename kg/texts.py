"""Extracted texts, kept beside the store as `texts/DIGEST.txt`, so that offsets into pages can always be checked."""

from __future__ import annotations

from pathlib import Path

from kg.model import Document
from kg.stores import Store


def text_path(store: Store, digest: str) -> Path | None:
    """Return where the text of a document with this digest lies, or would lie; None for a store without a folder."""
    return None if store.folder is None else store.folder / "texts" / f"{digest.rpartition(':')[2]}.txt"


def keep_text(store: Store, document: Document) -> None:
    """Keep the text of a document that was extracted from something else; in one step, so that it is never there by half."""
    path = text_path(store, document.digest)
    if path is None or not document.extracted:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(document.text.encode("utf-8", "replace"))
    fresh.replace(path)


def drop_text(store: Store, digest: str) -> None:
    """Remove the kept text of a document that is gone."""
    path = text_path(store, digest)
    if path is not None:
        path.unlink(missing_ok=True)
