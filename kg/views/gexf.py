"""GEXF, for Gephi."""

from __future__ import annotations

import re
from typing import BinaryIO

from kg.model import Selection
from kg.notebook import to_networkx
from kg.stores import Store
from kg.views._xml import portable


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the shown edges as a directed multigraph; nodes and edges carry the attributes of `kg.to_networkx`."""
    import networkx

    lines = "\n".join(networkx.generate_gexf(portable(to_networkx(store, selection)), encoding="utf-8", version="1.2draft"))
    # networkx stamps the day of writing, which would make the same graph another file tomorrow.
    out.write(re.sub(r' lastmodifieddate="[^"]*"|<meta.*?</meta>\s*', "", lines, flags=re.DOTALL).encode() + b"\n")
