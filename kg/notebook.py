"""The graph in a notebook: the explorer in a cell, and the types of networkx, rdflib, pyvis and pandas, each loaded on use."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kg import views
from kg.errors import UsageError
from kg.layout import positions
from kg.looks import COLOURS, DASHES, SHAPES, group_of
from kg.model import Selection
from kg.prefixes import prefixes
from kg.rdf import claim_json, read_claims
from kg.select import Edge, Shown, select, superclasses
from kg.stores import Store

if TYPE_CHECKING:
    import networkx
    import pandas
    import pyvis.network
    import rdflib


@dataclass(frozen=True, slots=True)
class Explorer:
    """The explorer's page, which a notebook shows below its cell."""

    html: str
    height: int = 720

    def _repr_html_(self) -> str:
        """Return the page in a frame of its own, where neither reaches into the other."""
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" allow="fullscreen; clipboard-write"'
        return f'<iframe title="kg explorer" {frame} width="100%" height="{self.height}" srcdoc="{escape(self.html)}"></iframe>'


def explore(store: Store, selection: Selection | None = None, *, title: str | None = None, height: int = 720) -> Explorer:
    """Return the explorer of what a selection shows, `height` pixels high; a notebook shows it as the cell's value."""
    page = io.BytesIO()
    views.write_view("html", store, page, selection, title=title)
    return Explorer(page.getvalue().decode(), height)


def to_networkx(store: Store, selection: Selection | None = None) -> networkx.MultiDiGraph[str]:
    """Return the shown edges as a MultiDiGraph of IRIs.

    A node has `label` and `type`, and a literal (a number, a year) that an edge ends in is a node of its own with type `Literal`.
    An edge's key is its IRI; it has `relation`, `status`, `confidence`, `documents`, `disputed`, `said_by`, `first_said`,
    `last_said` and what else is known of it (`price`, `unit`, `quote` …), all of them texts, numbers or truth values.
    """
    import networkx

    shown = select(store, selection or Selection())
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for iri, node in shown.nodes.items():
        graph.add_node(iri, label=node.label, type=node.type)
    for edge in shown.edges:
        end = f"{edge.iri}#object" if edge.literal else edge.object
        if edge.subject not in graph:
            graph.add_node(edge.subject, label=shown.label(edge.subject), type="Thing")
        if end not in graph:
            graph.add_node(end, label=_object_label(edge, shown), type="Literal" if edge.literal else "Thing")
        graph.add_edge(edge.subject, end, key=edge.iri, **_attributes(edge, shown))
    return graph


def to_rdflib(store: Store) -> rdflib.Dataset:
    """Return the whole store as an rdflib Dataset of the same named graphs, prefixes bound."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(data=store.nquads(), format="nquads")
    for name, namespace in prefixes(store.base).items():
        dataset.bind(name, namespace, replace=True)
    return dataset


def to_pyvis(store: Store, selection: Selection | None = None) -> pyvis.network.Network:
    """Return the shown edges between entities as a pyvis Network, everything in line, places computed and physics off.

    pyvis writes labels and titles as JSON with every angle bracket escaped, and its drawing library sets them as text, so a name
    that looks like HTML is shown as it is. Whoever wants pyvis's own placing calls `toggle_physics(True)`.
    """
    from pyvis.network import Network

    shown = select(store, selection or Selection())
    parents = superclasses(store)
    network = Network(height="750px", width="100%", directed=True, notebook=False, cdn_resources="in_line")
    edges = [edge for edge in shown.edges if not edge.literal]
    used = sorted({end for edge in edges for end in (edge.subject, edge.object)})
    places = positions(used, [(edge.subject, edge.object) for edge in edges])
    for iri in used:
        kind = shown.nodes[iri].type if iri in shown.nodes else "Thing"
        group = group_of(kind, iri, parents)
        looks = {"color": COLOURS[group], "shape": SHAPES[group], "size": 16, "x": places[iri][0], "y": places[iri][1]}
        network.add_node(iri, label=shown.label(iri), title=f"{shown.label(iri)} ({kind})", **looks)
    for edge in edges:
        title = f"{edge.relation}, {edge.status}: {edge.detail('quote')}"
        dashes = list(DASHES.get(edge.status, ())) or False
        network.add_edge(edge.subject, edge.object, label=edge.relation, title=title, dashes=dashes)
    network.set_edge_smooth("continuous")
    network.toggle_physics(False)
    return network


def to_pandas(store: Store) -> pandas.DataFrame:
    """Return all claims as a DataFrame, a claim a row, its columns the keys of the JSON lines.

    Numbers are floats, `said` is not among them: it is the document's. Raises UsageError where pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise UsageError("to_pandas needs pandas, which is an extra: pip install 'claimgraph[pandas]'") from error
    frame = pandas.DataFrame([claim_json(claim) for claim in read_claims(store)])
    for column in {"value", "price", "stake"} & set(frame.columns):
        frame[column] = pandas.to_numeric(frame[column])
    return frame


def _object_label(edge: Edge, shown: Shown) -> str:
    unit = edge.detail("unit")
    return f"{edge.object} {unit}".strip() if edge.literal else shown.label(edge.object)


def _attributes(edge: Edge, shown: Shown) -> dict[str, Any]:
    return {
        "relation": edge.relation,
        "status": edge.status,
        "confidence": edge.confidence,
        "documents": len(edge.documents),
        "disputed": edge.disputed,
        "said_by": " | ".join(shown.label(iri) for iri in edge.said_by),
        "first_said": edge.first_said,
        "last_said": edge.last_said,
        **dict(edge.details),
    }
