"""Views: what each format holds, that its bytes do not change, and what a selection leaves out."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from small import EDGE, ENTITIES, HARLOW, HOSTILE, load, write

from kg import views
from kg.errors import UsageError
from kg.model import Selection
from kg.select import select
from kg.stores import Store, open_store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with load() as opened:
        yield opened


def triples(data: bytes, format: ox.RdfFormat, *leaving_out: str) -> set[str]:
    return {
        f"{quad.subject} {quad.predicate} {quad.object}"
        for quad in ox.parse(data, format)
        if not str(getattr(quad.graph_name, "value", "")).endswith(leaving_out or ("//",))
    }


def edges(store: Store, **selection: object) -> list[str]:
    return [edge.iri.removeprefix(EDGE) for edge in select(store, Selection(**selection)).edges]  # type: ignore[arg-type]


# ---- formats -------------------------------------------------------------------------------------------------------


def test_turtle_holds_every_triple_of_conclusions_and_evidence(store: Store) -> None:
    turtle = write("ttl", store)
    wanted = triples(store.nquads(), ox.RdfFormat.N_QUADS, "graph/ontology")
    assert triples(turtle, ox.RdfFormat.TURTLE) == wanted
    parsed = rdflib.Graph().parse(data=turtle, format="turtle")
    assert {" ".join(term.n3() for term in triple) for triple in parsed} == {
        " ".join(term.n3() for term in triple)
        for triple in rdflib.Graph().parse(data=store.nquads() and "\n".join(f"{line} ." for line in sorted(wanted)), format="nt")
    }


def test_turtle_reads_from_conclusions_to_evidence_sentence_by_sentence(store: Store) -> None:
    text = write("ttl", store).decode()
    conclusions, evidence = text.split("# ---- Evidence")
    assert "kg:Edge" in conclusions and "kg:Claim" not in conclusions
    assert "rdf:subject o:harlow-mills ; rdf:predicate kg:acquires ; rdf:object o:pelton-foods ;" in conclusions
    assert "## 2026-01-15 · Harlow Mills eyes Pelton Foods · harlow-january.txt" in evidence
    assert evidence.index("claim:1a a") < evidence.index("claim:1b a") < evidence.index("claim:1g a")
    assert evidence.index('nif:anchorOf "Vexa Grain, a rival') < evidence.index("claim:1g a")


def test_trig_and_nquads_hold_the_whole_store(store: Store) -> None:
    whole = {str(quad) for quad in ox.parse(store.nquads(), ox.RdfFormat.N_QUADS)}
    assert {str(quad) for quad in ox.parse(write("trig", store), ox.RdfFormat.TRIG)} == whole
    assert write("nq", store) == store.nquads()
    assert len(rdflib.Dataset().parse(data=write("trig", store), format="trig")) > 100


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_a_selection_of_quads_is_a_part_of_the_whole(store: Store, name: str) -> None:
    format = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}[name]
    part = {str(quad) for quad in ox.parse(write(name, store, about="Millbrook Oats"), format)}
    assert part < {str(quad) for quad in ox.parse(store.nquads(), ox.RdfFormat.N_QUADS)}
    claims = {line.split(" ")[0].rsplit("/", 1)[1] for line in part if "ontology#Claim>" in line}
    assert claims == {"3d>", "3e>", "3f>"}
    assert not [line for line in part if "pelton" in line]


def test_nquads_of_a_selection_are_lines_of_the_whole(store: Store) -> None:
    part = write("nq", store, about="Pelton Foods").splitlines()
    assert part and set(part) < set(store.nquads().splitlines()) and part == sorted(part)


def test_jsonl_has_a_claim_a_line(store: Store) -> None:
    claims = [json.loads(line) for line in write("jsonl", store).decode().split("\n")[:-1]]
    assert len(claims) == 20
    deal = next(claim for claim in claims if claim["id"].endswith("/2c"))
    assert (deal["status"], deal["attributedTo"], deal["relayedBy"]) == ("cancelled", "Harlow", "Ledger Wire")
    loss = next(claim for claim in claims if claim["relation"] == "metric:netProfit")
    assert (loss["value"], loss["unit"], loss["period"]) == ("-35000000", "USD", "2025-01-01/2025-12-31")


def test_jsonl_of_a_selection_has_all_claims_of_its_edges(store: Store) -> None:
    claims = [json.loads(line) for line in write("jsonl", store, about="Pelton Foods").decode().split("\n")[:-1]]
    assert sorted(claim["id"][-2:] for claim in claims) == ["1a", "1g", "2b", "2c", "2d"]


def test_csv_has_an_edge_a_row_and_runs_no_formula(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(write("csv", store).decode())))
    assert len(rows) == 16
    deal = next(row for row in rows if row["edge"] == f"{EDGE}01")
    assert (deal["subject"], deal["relation"], deal["object"], deal["status"]) == (
        "Harlow Mills",
        "acquires",
        "Pelton Foods",
        "cancelled",
    )
    assert deal["saidBy"] == "people familiar with the matter | Harlow Mills" and deal["documents"] == "2"
    assert next(row for row in rows if row["relation"] == "metric:netProfit")["object"] == "-35000000"


def test_csv_quotes_a_label_that_begins_a_formula() -> None:
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Vexa Grain"', b'"=HYPERLINK(1)"')
        store.replace(ENTITIES, lines)
        assert "\r\n'=HYPERLINK(1)," in write("csv", store).decode()


@pytest.mark.parametrize(("name", "reader"), [("graphml", "read_graphml"), ("gexf", "read_gexf")])
def test_xml_formats_are_read_back(store: Store, name: str, reader: str, tmp_path: Path) -> None:
    import networkx

    file = tmp_path / f"graph.{name}"
    file.write_bytes(write(name, store))
    graph = getattr(networkx, reader)(file)
    assert graph.is_directed() and graph.number_of_edges() == 16
    relations = {has["relation"] for _, _, has in graph.edges(data=True)}
    assert {"acquires", "metric:revenue", "foundingDate"} <= relations
    assert HOSTILE in {has["label"] for _, has in graph.nodes(data=True)}


@pytest.mark.parametrize("name", views.names())
def test_the_same_graph_gives_the_same_bytes_in_every_process(name: str, tmp_path: Path) -> None:
    program = (
        "import sys; from small import load, write\nsys.stdout.buffer.write(write(sys.argv[1], load(), about='Harlow', depth=2))"
    )
    places = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, name],
            env={**os.environ, "PYTHONPATH": places, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and outputs.pop()


@pytest.mark.parametrize("name", views.names())
def test_an_empty_store_is_written_without_a_failure(name: str) -> None:
    with open_store("memory:") as empty:
        write(name, empty)


def test_an_unknown_view_is_named_with_the_nearest() -> None:
    with open_store("memory:") as empty, pytest.raises(UsageError, match="'graphm'; did you mean 'graphml'"):
        write("graphm", empty)


# ---- selections ----------------------------------------------------------------------------------------------------


def test_everything_is_shown_by_default(store: Store) -> None:
    assert len(edges(store)) == 16


@pytest.mark.parametrize("about", ["Pelton Foods", "pelton foods", "o:pelton-foods", f"{HARLOW[:-12]}pelton-foods"])
def test_about_takes_labels_and_iris(store: Store, about: str) -> None:
    assert edges(store, about=about) == ["01", "02"]


def test_about_takes_other_names(store: Store) -> None:
    assert edges(store, about="HARLOW") == edges(store, about="Harlow Mills")


def test_depth_walks_in_either_direction(store: Store) -> None:
    assert edges(store, about="Lisbon") == ["11"]
    assert edges(store, about="Lisbon", depth=2) == ["01", "03", "04", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15"]
    assert len(edges(store, about="Lisbon", depth=3)) == 16


def test_an_unknown_name_is_told_with_the_nearest(store: Store) -> None:
    with pytest.raises(UsageError, match="'Pelton Food'; did you mean 'Pelton Foods'"):
        edges(store, about="Pelton Food")


def test_facts_only_shows_what_is_the_case(store: Store) -> None:
    assert {edge.status for edge in select(store, Selection(facts_only=True)).edges} == {"actual"}


def test_days_bound_what_is_shown(store: Store) -> None:
    assert edges(store, since=date(2026, 4, 1)) == ["07", "11", "12", "13", "14", "15", "16"]
    assert edges(store, as_of=date(2026, 1, 31), about="Vexa Grain") == ["02", "07"]
    assert edges(store, as_of=date(2025, 12, 31)) == []


def test_confidence_and_limit_keep_the_surest(store: Store) -> None:
    assert edges(store, min_confidence=0.95) == ["11"]
    assert edges(store, limit=3) == ["01", "02", "07"]
    assert edges(store, limit=0) == []


def test_nodes_of_a_selection_are_ends_and_sources(store: Store) -> None:
    labels = {node.label for node in select(store, Selection(about="Pelton Foods")).nodes.values()}
    assert labels == {"Pelton Foods", "Harlow Mills", "Vexa Grain", "people familiar with the matter"}
