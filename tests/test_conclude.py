"""Claims of several articles to edges: the rules across edges, the graph's shape, and its independence of order."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize
from story import claim, conclusions, deal, edge, ontology, who

from kg.conclude import conclude, conclusion_graphs
from kg.iris import BASE
from kg.model import Status
from kg.rdf import read_claims
from kg.records import StoredClaim
from kg.stores import open_store

CEO = ("Person", "Company")


def chief(person: str, status: str = "actual", said: str | None = "2026-01-12", **fields: object) -> StoredClaim:
    return claim(person, "chiefExecutiveOf", "Corvane", status, said=said, types=CEO, **fields)


def graph(name: str, *claims: StoredClaim, **options: object) -> str:
    graphs = conclusion_graphs(conclusions(*claims, **options))
    return graphs[f"{BASE}graph/{name}"].decode()


# ---- two articles | graph --------------------------------------------------------------------------------------------


def test_a_plan_that_is_abandoned_is_one_cancelled_edge_and_planned_again_once_that_is_forgotten() -> None:
    january, march = deal("planned"), deal("cancelled", "2026-03-03")
    found = edge(conclusions(january, march), "Corvane", "acquires")
    assert (found.status, found.claims) == (Status.CANCELLED, tuple(sorted((january.iri, march.iri))))
    assert found.quote == march.sentence and found.decided_by == march.iri
    assert graph("actual", january, march) == graph("planned", january, march) == ""
    assert edge(conclusions(january), "Corvane", "acquires").status is Status.PLANNED
    assert "acquires" in graph("planned", january)


def test_a_rumour_denied_by_the_company_and_told_again_is_denied_and_disputed() -> None:
    rumour, again = (
        deal("planned", day, by="people close to it", local="people close to it") for day in ("2026-01-12", "2026-01-14")
    )
    denial = deal("denied", "2026-01-13", by="Corvane")
    found = edge(conclusions(rumour, denial, again), "Corvane", "acquires")
    assert (found.status, found.disputed, found.documents.__len__()) == (Status.DENIED, True, 3)
    assert graph("actual", rumour, denial, again) == graph("planned", rumour, denial, again) == ""


def test_a_bid_that_its_target_rejects_stays_planned_and_is_disputed() -> None:
    bid = deal("planned")
    refusal = claim("Brightwell", "opposes", "Corvane", said="2026-01-20", about=bid.iri)
    found = conclusions(bid, refusal)
    assert (edge(found, "Corvane", "acquires").status, edge(found, "Corvane", "acquires").disputed) == (Status.PLANNED, True)
    assert edge(found, "Brightwell", "opposes").about == edge(found, "Corvane", "acquires").iri
    assert graph("planned", bid, refusal) == ""


def test_who_leads_an_end_speaks_for_it() -> None:
    bid = deal("planned")
    ruiz = claim("Ana Ruiz", "chiefExecutiveOf", "Brightwell", types=CEO)
    refusal = claim("Ana Ruiz", "opposes", "Corvane", about=bid.iri, types=("Person", "Company"))
    assert edge(conclusions(bid, ruiz, refusal), "Corvane", "acquires").disputed
    denial = deal("denied", "2026-01-13", by="Ana Ruiz", by_type="Person")
    again = deal("planned", "2026-01-15")
    assert edge(conclusions(bid, ruiz, denial, again), "Corvane", "acquires").status is Status.DENIED


def test_a_deal_that_a_stranger_sues_against_is_planned_and_undisputed() -> None:
    bid = deal("planned")
    suit = claim("Dunmore", "sues", "Corvane", said="2026-01-20", about=bid.iri)
    found = edge(conclusions(bid, suit), "Corvane", "acquires")
    assert (found.status, found.disputed) == (Status.PLANNED, False)
    assert "acquires" in graph("planned", bid, suit)


def test_agreed_completed_and_retold_is_actual() -> None:
    story = (deal("planned", "2026-01-12"), deal("actual", "2026-03-03"), deal("planned", "2026-03-10", time="2026-01"))
    found = edge(conclusions(*story), "Corvane", "acquires")
    assert (found.status, found.first_said, found.last_said) == (Status.ACTUAL, "2026-01-12", "2026-03-10")
    assert "acquires" in graph("actual", *story) and graph("planned", *story) == ""


def test_one_article_that_agreed_and_dropped_is_cancelled() -> None:
    agreed, dropped = deal("planned", start=0, end=40), deal("cancelled", start=0, end=40)
    assert edge(conclusions(agreed, dropped), "Corvane", "acquires").status is Status.CANCELLED


def test_a_later_chief_executive_makes_the_earlier_former() -> None:
    hale, ruiz = chief("Tom Hale", said="2025-02-01"), chief("Ana Ruiz", said="2026-01-12")
    found = conclusions(hale, ruiz)
    former = edge(found, "Tom Hale", "chiefExecutiveOf")
    assert (former.status, former.decided_by, former.quote) == (Status.FORMER, ruiz.iri, ruiz.sentence)
    assert edge(found, "Ana Ruiz", "chiefExecutiveOf").status is Status.ACTUAL
    assert "tom-hale" not in graph("actual", hale, ruiz)


@pytest.mark.parametrize(
    ("claims", "holders"),
    [
        ([chief("Tom Hale", doc="a.txt"), chief("Ana Ruiz", doc="a.txt")], {"Tom Hale", "Ana Ruiz"}),  # a shared office
        ([chief("Tom Hale", doc="a.txt"), chief("Ana Ruiz", doc="b.txt")], {"Tom Hale", "Ana Ruiz"}),  # one day: who knows
        ([chief("Tom Hale", doc="a.txt", valid_from="2019"), chief("Ana Ruiz", doc="b.txt", valid_from="2025-05")], {"Ana Ruiz"}),
        ([chief("Tom Hale", said=None, doc="a.txt"), chief("Ana Ruiz", doc="b.txt")], {"Ana Ruiz"}),  # undated comes first
        ([chief("Tom Hale"), chief("Ana Ruiz", "planned", said="2026-02-01")], {"Tom Hale"}),  # she is yet to come
        ([chief("Tom Hale"), chief("Ana Ruiz", said="2026-02-01"), chief("Bo Lind", said="2026-03-01")], {"Bo Lind"}),
    ],
)
def test_one_at_a_time(claims: list[StoredClaim], holders: set[str]) -> None:
    found = conclusions(*claims)
    labels = {entity.iri: entity.label for entity in found.entities}
    assert {labels[edge.subject] for edge in found.actual} == holders


@pytest.mark.parametrize("relation", ["spunOffFrom", "sells"])
def test_a_spin_off_or_sale_ends_what_it_ends(relation: str) -> None:
    unit = claim("Brightwell", "subsidiaryOf", "Corvane")
    ends = ("Brightwell", "Corvane") if relation == "spunOffFrom" else ("Corvane", "Brightwell")
    event = claim(ends[0], relation, ends[1], said="2026-03-03")
    assert edge(conclusions(unit, event), "Brightwell", "subsidiaryOf").status is Status.FORMER
    for status in ("planned", "cancelled", "possible"):
        undone = claim(ends[0], relation, ends[1], status, said="2026-03-03")
        assert edge(conclusions(unit, undone), "Brightwell", "subsidiaryOf").status is Status.ACTUAL
    bought_back = claim("Brightwell", "subsidiaryOf", "Corvane", said="2026-09-01")
    assert edge(conclusions(unit, event, bought_back), "Brightwell", "subsidiaryOf").status is Status.ACTUAL


def test_the_sale_of_a_stake_ends_nothing() -> None:
    unit = claim("Brightwell", "subsidiaryOf", "Corvane")
    sale = claim("Corvane", "sells", "Brightwell", said="2026-03-03", stake="20")
    assert edge(conclusions(unit, sale), "Brightwell", "subsidiaryOf").status is Status.ACTUAL


def test_regulators_of_two_articles_are_two_nodes() -> None:
    one, two = (claim("regulators", "blocks", "Corvane", said=day, local="regulators") for day in ("2026-01-12", "2026-03-03"))
    found = conclusions(one, two)
    assert len(found.edges) == 2 and len([entity for entity in found.entities if entity.label == "regulators"]) == 2


# ---- rule 5: what can happen again -----------------------------------------------------------------------------------


def orders(time: str | None, said: str = "2026-01-12", **fields: object) -> StoredClaim:
    return claim("Skyline", "orders", "Airbus", said=said, time=time, **fields)


@pytest.mark.parametrize(
    ("times", "edges"),
    [
        (["2025", "2026"], 2),
        (["2025-06", "2025-06"], 1),
        (["2025-06", None], 1),  # no time of its own: the only occasion there is
        (["2025-06", "2026-02", None], 3),  # it could be either
        (["2025", "2025-06-01"], 1),  # a vaguer time of the same occasion
        (["2025", "2025-06", "2025-09"], 3),
        ([None, None], 1),
    ],
)
def test_an_occasion_is_an_edge(times: list[str | None], edges: int) -> None:
    claims = [orders(time, f"2026-01-{day:02}") for day, time in enumerate(times, 1)]
    assert len(conclusions(*claims).edges) == edges


def test_what_cannot_repeat_is_one_edge_whatever_its_times() -> None:
    assert len(conclusions(deal("planned", time="2026-05"), deal("planned", "2026-02-01", time="2026-06")).edges) == 1


def test_observations_part_by_period_unit_and_change_and_meet_across_documents() -> None:
    def revenue(value: str, said: str = "2026-01-12", **fields: object) -> StoredClaim:
        return claim("Corvane", "metric:revenue", value, said=said, **fields)

    quarter, year = "2025-10-01/2025-12-31", "2025-01-01/2025-12-31"
    same = [
        revenue("12", unit="%", period=quarter, change=True),
        revenue("12", "2026-01-13", unit="%", period=quarter, change=True),
    ]
    found = conclusions(*same)
    assert [len(edge.documents) for edge in found.edges] == [2]
    assert found.actual == ()  # a number is no plain triple: it says nothing without its period and unit
    other = [
        revenue("12", unit="USD", period=quarter),
        revenue("12", unit="%", period=quarter),
        revenue("13", unit="%", period=quarter),
    ]
    assert len(conclusions(*same, *other).edges) == 4
    assert len(conclusions(revenue("7", period=quarter), revenue("7", period="2024")).edges) == 2
    vague = conclusions(revenue("7", period=quarter), revenue("7", "2026-02-01", period=year))
    assert [dict(edge.terms)["period"] for edge in vague.edges] == [quarter]


def test_acts_on_two_deals_are_two_edges_and_an_act_without_a_deal_joins_the_only_one() -> None:
    first, second = deal("planned"), claim("Corvane", "acquires", "Dunmore", "planned")
    one, two = (claim("Watchdog", "blocks", "Corvane", about=about.iri) for about in (first, second))
    loose = claim("Watchdog", "blocks", "Corvane", said="2026-02-01")
    found = [edge for edge in conclusions(first, second, one, two).edges if edge.relation == "blocks"]
    targets = {edge.iri for edge in conclusions(first, second).edges}
    assert {edge.about for edge in found} == targets
    assert len([edge for edge in conclusions(first, one, loose).edges if edge.relation == "blocks"]) == 1


# ---- what an edge shows ----------------------------------------------------------------------------------------------


def test_price_survives_the_plan_and_its_date_does_not() -> None:
    plan = deal("planned", price="2100000000", currency="USD", time="2026-06", condition="approval")
    done = deal("actual", "2026-03-03", valid_from="2026-03-02")
    terms = dict(edge(conclusions(plan, done), "Corvane", "acquires").terms)
    assert terms == {"price": "2100000000", "currency": "USD", "valid_from": "2026-03-02"}


def test_a_symmetric_relation_is_one_edge_and_two_triples() -> None:
    one, other = claim("Corvane", "competesWith", "Dunmore"), claim("Dunmore", "competesWith", "Corvane", said="2026-03-03")
    assert len(conclusions(one, other).edges) == 1
    assert len(graph("actual", one).splitlines()) == 2 and graph("actual", one) == graph("actual", other)


def test_an_unsure_claim_makes_no_edge_and_decides_nothing() -> None:
    sure, unsure = deal("planned"), deal("cancelled", "2026-03-03", confidence=0.4)
    assert edge(conclusions(sure, unsure), "Corvane", "acquires").status is Status.PLANNED
    assert edge(conclusions(sure, unsure, min_confidence=0.3), "Corvane", "acquires").status is Status.CANCELLED
    assert conclusions(unsure).edges == conclusions(unsure).entities == ()


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.ACTUAL, Status.PLANNED)])
def test_only_facts_and_plans_have_plain_triples(status: Status) -> None:
    assert graph("actual", deal(status)) == graph("planned", deal(status)) == ""


def test_a_disputed_fact_keeps_its_triple() -> None:
    fact, denial = deal("actual"), deal("denied", "2026-01-13", by="Corvane")
    assert edge(conclusions(fact, denial), "Corvane", "acquires").disputed
    assert "acquires" in graph("actual", fact, denial)


def test_ends_that_are_one_entity_make_no_edge() -> None:
    assert conclusions(claim("Alibaba", "acquires", "Alibaba Group Holding Ltd")).edges == ()


def test_what_the_user_rejects_makes_no_edge_and_stands_as_a_rejection() -> None:
    rejected = {"notTrue": [{"subject": "Corvane", "relation": "acquires", "object": "Brightwell Inc."}]}
    assert conclusions(deal("actual"), corrections=rejected).edges == ()
    text = graph("corrections", deal("actual"), corrections=rejected)
    assert "ontology#Rejection" in text and "organization/brightwell" in text
    here = {"notTrue": [{**rejected["notTrue"][0], "document": "news-2026-03-03.txt"}]}
    found = edge(conclusions(deal("planned"), deal("actual", "2026-03-03"), corrections=here), "Corvane", "acquires")
    assert (found.status, len(found.claims)) == (Status.PLANNED, 1)


def test_graphs_have_the_shape_of_the_worked_example() -> None:
    january = deal(
        "planned", by="people familiar", local="people familiar", price="2100000000", currency="USD", sentence='They "plan".'
    )
    march = deal("cancelled", "2026-03-03", by="Corvane")
    block = claim("Regulators", "blocks", "Corvane", said="2026-03-03", local="Regulators", about=march.iri)
    growth = claim("Corvane", "metric:revenue", "-12.5", unit="%", change=True, period="2025-10-01/2025-12-31")
    founded = claim("Corvane", "foundingDate", "2018-05")
    graphs = conclusion_graphs(conclusions(january, march, block, growth, founded))
    names = ["entities", "edges", "actual", "planned", "identity", "corrections"]
    assert list(graphs) == [f"{BASE}graph/{name}" for name in names]
    for name, written in graphs.items():
        assert written.splitlines() == sorted(set(written.splitlines()))
        assert {quad.graph_name.value for quad in parse(written, RdfFormat.N_QUADS)} <= {name}
    edges = graphs[f"{BASE}graph/edges"].decode()
    for part in (
        "ontology#status> <https://w3id.org/claimgraph/ontology#cancelled>",
        'ontology#documents> "2"^^<http://www.w3.org/2001/XMLSchema#integer>',
        'ontology#firstSaid> "2026-01-12"^^<http://www.w3.org/2001/XMLSchema#date>',
        f"ontology#saidBy> <{BASE}document/news-2026-01-12.txt#people-familiar>",
        f"ontology#decidedBy> <{march.iri}>",
        'ontology#price> "2100000000"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "22-rdf-syntax-ns#type> <https://w3id.org/claimgraph/ontology#Observation>",
        '#object> "-12.5"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        "ontology#unit> <http://qudt.org/vocab/unit/PERCENT>",
        '#object> "2018-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
        f"ontology#about> <{BASE}edge/",
    ):
        assert part in edges, part
    assert 'foundingDate> "2018-05"^^' in graphs[f"{BASE}graph/actual"].decode()


def test_an_undated_edge_says_no_date() -> None:
    assert "Said>" not in graph("edges", deal("actual", said=None, doc="undated.txt"))


# ---- independence of order and history -------------------------------------------------------------------------------

_NAMES = st.sampled_from(["Corvane", "Corvane Foods", "Brightwell", "Dunmore", "Ana Ruiz"])
_CLAIMS = st.builds(
    lambda subject, relation, target, status, start, time, by, sure: claim(
        subject, relation, target, status, start=start, time=time, by=by, confidence=sure, said="2026-01-01", doc="x"
    ),
    _NAMES,
    st.sampled_from(["acquires", "orders", "competesWith", "subsidiaryOf", "spunOffFrom", "chiefExecutiveOf", "blocks"]),
    _NAMES,
    st.sampled_from(list(Status)).map(str),
    st.integers(0, 3),
    st.sampled_from([None, "2025", "2025-06", "2026-02-01"]),
    st.sampled_from([None, "Corvane", "Reuters"]),
    st.sampled_from([0.4, 0.9]),
)
_DOCUMENTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from([None, "2026-01-01", "2026-02-01"]), st.lists(_CLAIMS, max_size=4))
)


def _bytes(claims: list[StoredClaim]) -> dict[str, bytes]:
    corrections = {"same": [{"names": ["Corvane", "Corvane Foods"]}], "notSame": [{"name": "Dunmore", "document": "a"}]}
    return conclusion_graphs(conclude(claims, who(*claims, corrections=corrections), ontology()))


@settings(max_examples=60, deadline=None)
@given(_DOCUMENTS, st.sets(st.sampled_from("abcd")), st.randoms(use_true_random=False))
def test_documents_added_changed_and_forgotten_in_any_order_come_to_the_same_bytes(
    history: list[tuple[str, str | None, list[StoredClaim]]], forgotten: set[str], chance: random.Random
) -> None:
    shelf: dict[str, list[StoredClaim]] = {}
    for name, said, claims in history:  # a document that comes again replaces itself
        where = f"{BASE}document/{name}"
        shelf[name] = [
            replace(
                each,
                document=where,
                document_source=name,
                said=said,
                iri=f"{BASE}claim/{name}{number}",
                about=f"{BASE}claim/a0" if each.relation == "blocks" else None,
            )
            for number, each in enumerate(claims)
        ]
    for name in forgotten:
        shelf.pop(name, None)
    kept = [claim for name in sorted(shelf) for claim in shelf[name]]
    shuffled = kept[:]
    chance.shuffle(shuffled)
    assert _bytes(kept) == _bytes(shuffled)


# ---- the worked example of the shared design -------------------------------------------------------------------------

EXAMPLE = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2] / "shared")) / "example.trig"


def _edges(quads: list[Quad]) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """What the edges state by subject and relation: without their own IRIs, and objects compared by value."""
    nodes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in quads:
        value = quad.object.value
        decimal = isinstance(quad.object, Literal) and quad.object.datatype.value.endswith("decimal")
        nodes[quad.subject.value].add((quad.predicate.value, str(float(value)) if decimal else value.split("/edge/")[0]))
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    return {(dict(node)[rdf + "subject"], dict(node)[rdf + "predicate"]): node for node in nodes.values()}


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the shared design's example.trig is not here (KG_SHARED)")
def test_the_worked_example_follows_from_its_own_evidence() -> None:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in parse(EXAMPLE.read_bytes(), RdfFormat.TRIG):
        graphs[quad.graph_name.value].append(quad)
    with open_store("memory:") as store:
        for name, quads in graphs.items():
            if "/document/" in name:
                store.replace(name, serialize(quads, format=RdfFormat.N_QUADS) or b"")
        claims = list(read_claims(store))
    found = {name: list(parse(text, RdfFormat.N_QUADS)) for name, text in conclusion_graphs(conclusions(*claims)).items()}
    for name in ("actual", "planned"):
        assert set(found[f"{BASE}graph/{name}"]) == set(graphs[f"{BASE}graph/{name}"])
    assert _edges(found[f"{BASE}graph/edges"]) == _edges(graphs[f"{BASE}graph/edges"])
    entities = f"{BASE}graph/entities"  # "Corvane Foods" is the name that a third article would have
    assert {str(quad.triple) for quad in graphs[entities] if quad.object.value != "Corvane Foods"} == {
        str(quad.triple) for quad in found[entities]
    }
