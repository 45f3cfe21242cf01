"""Questions to the graph: by text, file and name; parameters; what is wrong with a query; the formats of an answer."""

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

import pytest
import rdflib
from small import ENTITIES, HARLOW, HOSTILE, load

from kg import views
from kg.answers import render, texts, unmet
from kg.errors import UsageError
from kg.model import Selection
from kg.query import Answer, find_query, load_query, names, run_query
from kg.schema import schema
from kg.stores import Store, open_store

ONTOLOGY = "https://w3id.org/claimgraph/ontology#"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with load() as opened:
        yield opened


def ask(store: Store, query: str, **params: str) -> list[list[str]]:
    return texts(run_query(store, query, params=params), store)


def wrong(store: Store, query: str, **params: str) -> str:
    with pytest.raises(UsageError) as caught:
        run_query(store, query, params=params)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ---- what is asked -------------------------------------------------------------------------------------------------


def test_prefixes_are_added(store: Store) -> None:
    assert ask(store, "SELECT ?a ?b { ?a kg:subsidiaryOf ?b }") == [["Millbrook Oats", "Harlow Mills"]]


def test_a_prefix_of_ones_own_is_kept(store: Store) -> None:
    query = f"PREFIX mine: <{ONTOLOGY}>\nPREFIX kg: <{ONTOLOGY}>\nSELECT ?b {{ ?a mine:chiefExecutiveOf ?b ; kg:succeeds ?c }}"
    assert ask(store, query) == [["Harlow Mills"]]


def test_the_default_graph_is_the_conclusions(store: Store) -> None:
    assert ask(store, "SELECT (COUNT(?e) AS ?n) { ?e a kg:Edge }") == [["16"]]
    assert ask(store, "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }") == [["0"]]
    assert ask(store, "SELECT (COUNT(?c) AS ?n) { GRAPH ?d { ?c a kg:Claim } }") == [["20"]]
    everything = run_query(store, "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim }", all_graphs=True)
    assert texts(everything, store) == [["20"]]


def test_facts_only_leaves_plans_out(store: Store) -> None:
    plan = "ASK { ?a kg:spunOffFrom ?b }"
    assert run_query(store, plan).rows[0][0].value == "true"  # type: ignore[union-attr]
    assert run_query(store, plan, facts_only=True).rows[0][0].value == "false"  # type: ignore[union-attr]


def test_a_file_is_asked(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# Whose unit is what?\nSELECT ?a { ?a kg:subsidiaryOf ?b }", encoding="utf-8")
    assert ask(store, str(file)) == [["Millbrook Oats"]]
    assert find_query(str(file)).question == "Whose unit is what?"
    assert "missing.rq: the file of the query cannot be read" in wrong(store, str(tmp_path / "missing.rq"))


@pytest.mark.parametrize("name", names())
def test_every_shipped_query_has_a_question_and_runs(store: Store, name: str) -> None:
    query = load_query(name)
    assert query.text.startswith(f"# {query.question}\n") and query.question.endswith("?")
    params = {param.name: "Harlow Mills" for param in query.params if param.kind == "entity"}
    assert run_query(store, name, params=params).kind == "table"


EXPECTED = {
    "acquisitions": ["Harlow Mills", "Pelton Foods", "kg:cancelled", "2400000000", "USD", "2026-03-02"],
    "cancelled": ["Harlow Mills", "kg:acquires", "Pelton Foods"],
    "changes": ["Vexa Grain", "kg:acquires", "Pelton Foods", "kg:possible", "2026-01-15", "kg:denied", "2026-03-02"],
    "competitors": ["Vexa Grain", "kg:actual", "2"],
    "confirmed": ["Harlow Mills", "kg:competesWith", "Vexa Grain", "kg:actual", "2"],
    "denied": ["Vexa Grain", "kg:acquires", "Pelton Foods", "Vexa Grain"],
    "disputed": ["Vexa Grain", "kg:acquires", "Pelton Foods", "kg:denied"],
    "documents": ["harlow-march.txt", "Harlow drops its deal", "2026-03-02", "6"],
    "lawsuits": ["Harlow Mills", HOSTILE, "kg:actual", "2026-02-23/2026-03-01"],
    "leaders": ["Piet Lange", "kg:chiefExecutiveOf", "Harlow Mills", "kg:former", "", "2025-05"],
    "money": ["Harlow Mills", "kg:acquires", "Pelton Foods", "2400000000", "USD", "kg:cancelled"],
    "observations": ["metric:netProfit", "-35000000", "USD", "", "2025-01-01/2025-12-31"],
    "planned": ["Millbrook Oats", "kg:spunOffFrom", "Harlow Mills", "Dana Okoye"],
    "products": ["kg:produces", "Oatrow", "kg:actual"],
    "source": ["Harlow Mills", "kg:acquires", "Pelton Foods", "kg:cancelled"],
    "subsidiaries": ["Millbrook Oats", "kg:actual"],
    "suppliers": [HOSTILE, "Harlow Mills", "kg:suppliesTo"],
    "timeline": ["2026-01-15", "Harlow Mills", "kg:acquires", "Pelton Foods", "kg:planned"],
    "unnamed": ["people familiar with the matter", "Harlow Mills", "kg:acquires", "Pelton Foods"],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_shipped_queries_answer_their_question(store: Store, name: str) -> None:
    params = {param.name: "Harlow Mills" for param in load_query(name).params if param.kind == "entity"}
    rows = ask(store, name, **params)
    assert EXPECTED[name] in [row[: len(EXPECTED[name])] for row in rows]
    assert len(rows) == len({tuple(row) for row in rows})


def test_the_history_of_an_edge_tells_its_claims_in_order(store: Store) -> None:
    rows = ask(store, "history", subject="Pelton Foods", relation="acquires")
    assert [row[:3] for row in rows if row[2] == "Harlow Mills"] == [
        ["2026-01-15", "kg:planned", "Harlow Mills"],
        ["2026-03-02", "kg:cancelled", "Harlow Mills"],
        ["2026-03-02", "kg:cancelled", "Harlow Mills"],
    ]
    assert any(row[4:6] == ["Harlow Mills", "Ledger Wire"] for row in rows)


# ---- parameters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("company", ["Harlow Mills", "harlow mills", "HARLOW", "o:harlow-mills", HARLOW])
def test_a_company_is_named_by_any_name_or_iri(store: Store, company: str) -> None:
    assert [row[0] for row in ask(store, "subsidiaries", company=company)] == ["Millbrook Oats"]


def test_two_entities_of_one_label_are_both_meant() -> None:
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Millbrook Oats"', b'"Harlow Mills"')
        store.replace(ENTITIES, lines)
        relations = {row[2] for row in ask(store, "timeline", company="Harlow Mills")}
        assert {"kg:foundingDate", "kg:headquarteredIn"} <= relations and "kg:succeeds" not in relations


def test_kinds_of_parameters(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(
        "# What does this document say since a day?\n# param: since = 2026-01-01\n# param: least = 1\n# param: title (document)\n"
        "# param: word (text) = deal\n# param: status = kg:cancelled\n"
        "SELECT (COUNT(DISTINCT ?c) AS ?n) { GRAPH ?title { ?c kg:said ?day ; kg:status ?status ; kg:sentence/nif:anchorOf ?q } "
        "FILTER(?day >= ?since && CONTAINS(?q, ?word) && ?least <= 1) }",
        encoding="utf-8",
    )
    assert ask(store, str(file), title="Harlow drops its deal") == [["1"]]
    assert ask(store, str(file), title="harlow-march.txt", since="2026-03-03") == [["0"]]
    assert ask(store, str(file), title="harlow-march.txt", word="talks", status="denied") == [["1"]]
    assert "needs a value: --set title=VALUE" in wrong(store, str(file))
    assert "must be a day as 2026-01-31" in wrong(store, str(file), title="harlow-march.txt", since="soon")
    assert "must be a number" in wrong(store, str(file), title="harlow-march.txt", least="many")
    assert "did you mean 'harlow-march.txt'" in wrong(store, str(file), title="harlow-marsh.txt")
    assert "did you mean 'kg:cancelled'" in wrong(store, str(file), title="harlow-march.txt", status="canceled")


def test_a_value_cannot_become_a_part_of_the_query(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("# param: word (text) = x\nSELECT ?word { }", encoding="utf-8")
    sly = '" } SELECT * { ?s ?p ?o } #'
    assert ask(store, str(file), word=sly) == [[sly]]


def test_parameters_bind_the_pattern_of_a_construct_and_not_its_template(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(
        "# param: company = Harlow\nCONSTRUCT { ?x kg:unitOf ?company } WHERE { ?x kg:subsidiaryOf ?company }", encoding="utf-8"
    )
    answer = run_query(store, str(file))
    assert [[str(term) for term in row] for row in answer.rows] == [
        ["https://w3id.org/claimgraph/organization/millbrook-oats", f"{ONTOLOGY}unitOf", HARLOW]
    ]


# ---- mistakes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "SELECT ?a { ?a kg:aquires ?b }",
            "line 1, column 16: nothing in this graph is called kg:aquires; did you mean 'kg:acquires'",
        ),
        (
            "SELECT ?a {\n  ?a a kg:Compani\n}",
            "line 2, column 8: nothing in this graph is called kg:Compani; did you mean 'kg:Company'",
        ),
        ("SELECT ?a { ?a kg:zzzz ?b }", "nothing in this graph is called kg:zzzz; `kg relations` and `kg schema` list"),
        ("ASK { ?e rdf:predicate metric:revenues }", "did you mean 'metric:revenue'"),
        ("ASK { o:harlow-mill ?p ?o }", "did you mean 'o:harlow-mills'"),
        ("ASK { ?a foo:bar ?b }", "the prefix 'foo:' is not declared"),
        ("SELECT ?a {\n ?a kg:acquires }", "line 2, column 17"),
        ("SELECT ?a WHERE ?a", "line 1, column 17"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT would change the graph"),
        ("PREFIX add: <urn:x> DROP ALL", "DROP would change the graph"),
        ("aquisitions", "no query is called 'aquisitions'; did you mean 'acquisitions'"),
        ("zzz", "there are: acquisitions"),
    ],
)
def test_a_mistake_is_told_with_its_place_or_remedy(store: Store, query: str, message: str) -> None:
    assert message in wrong(store, query)


def test_a_parameters_mistakes_are_told(store: Store) -> None:
    assert "no parameter 'compny'; did you mean 'company'" in wrong(store, "competitors", compny="x")
    assert "no parameter 'company'; it has none" in wrong(store, "planned", company="x")
    assert "'Harlow Mils'; did you mean 'Harlow Mills'?; choose with --set company=NAME" in wrong(
        store, "competitors", company="Harlow Mils"
    )
    assert "such as 'Harlow Mills'" in wrong(store, "competitors")


def test_the_place_of_a_mistake_is_the_users_own(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("# param: company = Harlow\nSELECT ?x { ?x kg:subsidiaryOf ?company ; }}", encoding="utf-8")
    assert "line 2, column 45" in wrong(store, str(file))


def test_words_in_texts_comments_and_templates_are_free(store: Store) -> None:
    assert ask(store, 'SELECT ?a { ?a kg:sues ?b FILTER(STR(?a) != "kg:zzz") } # kg:zzz foo:bar')
    assert run_query(store, "CONSTRUCT { ?a kg:rivalOf ?b } WHERE { ?a kg:competesWith ?b }").kind == "graph"


def test_an_empty_answer_says_what_may_be_missing(store: Store) -> None:
    assert "inside GRAPH ?d" in run_query(store, "SELECT ?c { ?c a kg:Claim }").note
    assert "2 edges of kg:acquires without a plain triple" in run_query(store, "SELECT ?a { ?a kg:acquires ?b }").note
    assert run_query(store, "SELECT ?a { ?a kg:investsIn ?b }").note == ""


# ---- answers -------------------------------------------------------------------------------------------------------


def test_a_table_shows_labels_and_prefixed_names(store: Store) -> None:
    text = render(run_query(store, "competitors", params={"company": "Harlow"}), "table", store)
    assert "Vexa Grain" in text and "kg:actual" in text and text.endswith("1 row\n")
    assert "Vexa Grain remains the main rival of Harlow." in text


def test_a_table_obeys_no_markup_or_escape() -> None:
    with load() as store:
        lines = store.nquads(ENTITIES).replace(b'"Vexa Grain"', rb'"[red]Vexa\u001B[31m\nGrain[/red]"')
        store.replace(ENTITIES, lines)
        text = render(run_query(store, "competitors", params={"company": "Harlow"}), "table", store)
        assert "\x1b" not in text and "[red]Vexa\ufffd[31m\ufffdGrain[/red]" in text


def test_json_is_sparqls_own(store: Store) -> None:
    data = json.loads(render(run_query(store, "leaders"), "json", store))
    assert data["head"]["vars"][0] == "person"
    row = next(row for row in data["results"]["bindings"] if row["person"]["value"].endswith("dana-okoye"))
    assert row["person"]["type"] == "uri" and "until" not in row
    assert row["from"] == {"type": "literal", "value": "2025-05", "datatype": "http://www.w3.org/2001/XMLSchema#gYearMonth"}
    assert json.loads(render(run_query(store, "ASK {}"), "json", store)) == {"head": {}, "boolean": True}
    tagged = run_query(store, "SELECT ?l { kg:acquires rdfs:label ?l }")
    assert json.loads(render(tagged, "json", store))["results"]["bindings"] == [
        {"l": {"type": "literal", "value": "acquires", "xml:lang": "en"}}
    ]


def test_csv_has_plain_values(store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(render(run_query(store, "money"), "csv", store))))
    assert rows[0]["subject"] == HARLOW and rows[0]["price"] == "2400000000"


def test_ask_and_graphs(store: Store) -> None:
    assert render(run_query(store, "ASK { ?a kg:sues ?b }"), "table", store) == "yes\n"
    assert render(run_query(store, "ASK { ?a kg:investsIn ?b }"), "table", store) == "no\n"
    turtle = render(run_query(store, "DESCRIBE o:vexa-grain"), "table", store)
    assert (rdflib.URIRef(f"{HARLOW[:-12]}vexa-grain"), None, None) in rdflib.Graph().parse(data=turtle, format="turtle")


def test_an_unknown_format_is_told(store: Store) -> None:
    with pytest.raises(UsageError, match="'jsn'; did you mean 'json'"):
        render(Answer("table", (), ()), "jsn", store)


def test_expectations_are_checked_row_by_row(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(
        "# Who competes?\n# expect: Harlow Mills | Vexa Grain\n# expect: | Harlow Mills\n# expect: Lisbon\n"
        "SELECT ?a ?b { ?a kg:competesWith ?b }",
        encoding="utf-8",
    )
    query = find_query(str(file))
    assert unmet(query, run_query(store, str(file)), store) == ["Lisbon"]


def test_the_schema_counts_and_samples(store: Store) -> None:
    sections = {title: texts(answer, store) for title, answer in schema(store)}
    assert ["kg:Company", "4", "Harlow Mills"] in sections["Classes"]
    assert ["kg:acquires", "2", "0", "0", "2", "Harlow Mills → Pelton Foods"] in sections["Relations"]
    assert ["metric:revenue", "1", "1", "0", "0", "Harlow Mills → 12 %"] in sections["Metrics"]
    assert ["kg:price", "1", "2400000000"] in sections["Properties of edges"]
    with open_store("memory:") as empty:
        assert dict(schema(empty))["Relations"].rows == ()


def test_asking_loads_no_language_model_and_nothing_heavy() -> None:
    program = (
        "import sys; from small import load; from kg.query import run_query; from kg.answers import render\n"
        "store = load(); render(run_query(store, 'planned'), 'table', store)\n"
        "print(sorted({'spacy', 'rdflib', 'networkx', 'pandas', 'numpy', 'pyvis'} & set(sys.modules)))"
    )
    places = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    found = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": places}, check=True, capture_output=True
    )
    assert found.stdout.decode().strip() == "[]"


# ---- the graph of a day --------------------------------------------------------------------------------------------


def test_a_view_of_an_earlier_day_is_concluded_from_what_was_said_then(store: Store) -> None:
    asked = []

    def conclude(earlier: Store) -> dict[str, bytes]:
        asked.extend(graph for graph in earlier.graphs() if "/graph/" not in graph)
        return {ENTITIES: store.nquads(ENTITIES)}

    out = io.BytesIO()
    views.write_view("jsonl", store, out, Selection(as_of=date(2026, 3, 2)), conclude=conclude)
    assert asked == [f"https://w3id.org/claimgraph/document/harlow-{month}.txt" for month in ("january", "march")]
    assert len(out.getvalue().splitlines()) == 13
