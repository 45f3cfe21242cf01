"""What the XML formats of networkx need of a graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def portable(graph: networkx.MultiDiGraph[str]) -> networkx.MultiDiGraph[str]:
    """Return a copy whose nodes and edges come in sorted order and whose texts hold only what XML can."""
    import networkx

    copy: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri, has in sorted(graph.nodes(data=True)):
        copy.add_node(iri, **_clean(has))
    for start, end, key, has in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2]):
        copy.add_edge(start, end, key=key, label=has.get("relation", ""), **_clean(has))
    return copy


def _clean(has: dict[str, Any]) -> dict[str, Any]:
    return {name: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for name, value in sorted(has.items())}
