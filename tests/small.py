"""The store that tests of views and queries ask: tests/fixtures/small.trig, loaded into memory."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import views
from kg.model import Selection
from kg.stores import Store, open_store

FIXTURE = Path(__file__).parent / "fixtures" / "small.trig"
HOSTILE = "</script><img src=x onerror=alert(1)>"
EDGE = "https://w3id.org/claimgraph/edge/"
ENTITIES = "https://w3id.org/claimgraph/graph/entities"
HARLOW = "https://w3id.org/claimgraph/organization/harlow-mills"


def load() -> Store:
    """Return a fresh store that holds the invented story."""
    store = open_store("memory:")
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(path=str(FIXTURE), format=ox.RdfFormat.TRIG):
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    store.replace_many({graph: ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"" for graph, quads in graphs.items()})
    return store


def write(name: str, store: Store, options: Mapping[str, Any] | None = None, **selection: Any) -> bytes:
    """Return the bytes of one view; `options` are its own."""
    out = io.BytesIO()
    views.write_view(name, store, out, Selection(**selection), **(options or {}))
    return out.getvalue()
