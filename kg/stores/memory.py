"""`memory:`, a store for tests and notebooks: Oxigraph's, kept in this process and gone when it is closed."""

from __future__ import annotations

from kg.stores import Store
from kg.stores.oxigraph import OxigraphStore


def open(place: str, *, read_only: bool, base: str) -> Store:
    """Open an empty store in memory; `place` means nothing."""
    return OxigraphStore(None, read_only=read_only, base=base)
