"""GraphML, for Gephi, yEd, Cytoscape and igraph."""

from __future__ import annotations

from typing import BinaryIO

from kg.model import Selection
from kg.notebook import to_networkx
from kg.stores import Store
from kg.views._xml import portable


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the shown edges as a directed multigraph; nodes and edges carry the attributes of `kg.to_networkx`."""
    import networkx

    networkx.write_graphml_xml(portable(to_networkx(store, selection)), out, encoding="utf-8", named_key_ids=True)
