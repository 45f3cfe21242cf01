"""The graph in networkx, rdflib, pyvis and pandas."""

from __future__ import annotations

import builtins
import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import rdflib
from small import EDGE, HARLOW, HOSTILE, load, write

from kg import notebook
from kg.errors import UsageError
from kg.model import Selection
from kg.stores import Store, open_store

PELTON = "https://w3id.org/claimgraph/organization/pelton-foods"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with load() as opened:
        yield opened


def test_networkx_has_directed_edges_with_their_status(store: Store) -> None:
    graph = notebook.to_networkx(store)
    deal = graph.edges[HARLOW, PELTON, f"{EDGE}01"]
    assert (deal["relation"], deal["status"], deal["documents"]) == ("acquires", "cancelled", 2)
    assert (deal["price"], deal["currency"]) == ("2400000000", "USD")
    assert not graph.has_edge(PELTON, HARLOW)
    assert graph.nodes[HARLOW] == {"label": "Harlow Mills", "type": "Company"}


def test_networkx_keeps_numbers_apart_from_names(store: Store) -> None:
    graph = notebook.to_networkx(store, Selection(about="Harlow Mills"))
    literals = {has["label"] for _, has in graph.nodes(data=True) if has["type"] == "Literal"}
    assert literals == {"12 %", "-35000000 USD"}


def test_rdflib_has_the_same_graphs_and_answers_sparql(store: Store) -> None:
    dataset = notebook.to_rdflib(store)
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == set(store.graphs())
    answer = dataset.query(
        "SELECT ?value { GRAPH graph:edges { ?e rdf:predicate metric:netProfit ; rdf:object ?value } }",
    )
    assert [row[0] for row in answer] == [rdflib.Literal(Decimal(-35000000))]  # type: ignore[index]


def test_pyvis_draws_names_as_text_and_directions(store: Store) -> None:
    network = notebook.to_pyvis(store)
    labels = {node["label"] for node in network.nodes}
    assert HOSTILE in labels and "people familiar with the matter" not in labels
    deal = next(edge for edge in network.edges if edge["label"] == "acquires" and edge["from"] == HARLOW)
    assert (deal["to"], deal["arrows"], bool(deal["dashes"])) == (PELTON, "to", True)
    assert HOSTILE not in network.generate_html(notebook=False)


def test_the_explorer_stands_in_a_frame_of_its_own(store: Store) -> None:
    shown = notebook.explore(store, Selection(about="Harlow Mills"), title="Mills", height=500)
    cell = shown._repr_html_()
    assert cell.startswith("<iframe ") and cell.count("<") == 2 and 'height="500"' in cell and "allow-same-origin" not in cell
    page = html.unescape(re.search(r'srcdoc="([^"]*)"', cell)[1])  # type: ignore[index]
    assert page == shown.html and "<title>Mills</title>" in page


def test_the_page_of_pyvis_loads_nothing(store: Store) -> None:
    page = write("pyvis", store).decode()
    assert not re.findall(r"<(?:link|script|img|iframe)\b[^>]*\b(?:src|href)=\S*", page)
    assert "cdn" not in page.split("<body>")[0].replace("vis-network", "")[:2000]
    nodes = json.loads(re.search(r"new vis\.DataSet\((\[.*\])\);", page)[1])  # type: ignore[index]
    assert all(isinstance(node["x"], int) for node in nodes)


def test_pandas_has_a_claim_a_row_and_numbers_as_numbers(store: Store) -> None:
    frame = notebook.to_pandas(store)
    assert len(frame) == 20
    loss = frame[frame.relation == "metric:netProfit"].iloc[0]
    assert loss["value"] == -35e6 and loss["unit"] == "USD"
    assert frame[frame.status == "planned"]["price"].max() == 2.4e9


def test_pandas_of_an_empty_store_is_empty() -> None:
    with open_store("memory:") as empty:
        assert notebook.to_pandas(empty).empty


def test_without_pandas_the_extra_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=re.escape("claimgraph[pandas]")):
        notebook.to_pandas(store)
