"""How an edge came to its status, day by day."""

from __future__ import annotations

from story import claim

from kg.history import history, speakers
from kg.select import Edge


def edge(status: str, relation: str = "acquires", subject: str = "corvane", target: str = "brightwell") -> Edge:
    return Edge("urn:edge", subject, f"urn:{relation}", relation, target, False, status, 0.9)


def test_a_plan_that_is_called_off_has_two_days() -> None:
    claims = [
        claim("Corvane", "acquires", "Brightwell", "planned", said="2026-01-12"),
        claim("Corvane", "acquires", "Brightwell", "planned", said="2026-02-01"),
        claim("Corvane", "acquires", "Brightwell", "cancelled", said="2026-03-03"),
    ]
    assert history(edge("cancelled"), claims, {}) == [("2026-01-12", "planned"), ("2026-03-03", "cancelled")]


def test_old_news_that_is_told_again_changes_nothing() -> None:
    claims = [
        claim("Corvane", "acquires", "Brightwell", "actual", said="2026-03-03"),
        claim("Corvane", "acquires", "Brightwell", "planned", said="2026-03-10"),
    ]
    assert history(edge("actual"), claims, {}) == [("2026-03-03", "actual")]


def test_what_another_edge_ended_is_former_from_the_day_of_its_word() -> None:
    claims = [claim("Hale", "chiefExecutiveOf", "Corvane", "actual", said="2025-05-01")]
    ended = history(edge("former", "chiefExecutiveOf"), claims, {}, "2026-03-03")
    assert ended == [("2025-05-01", "actual"), ("2026-03-03", "former")]


def test_a_document_without_a_date_comes_first() -> None:
    claims = [
        claim("Corvane", "acquires", "Brightwell", "possible", said=None, doc="undated.txt"),
        claim("Corvane", "acquires", "Brightwell", "planned", said="2026-01-12"),
    ]
    assert history(edge("planned"), claims, {}) == [("", "possible"), ("2026-01-12", "planned")]


def test_who_holds_an_office_speaks_for_the_company() -> None:
    assert speakers([edge("actual", "chiefExecutiveOf", "ruiz", "corvane"), edge("former", "leads", "hale", "corvane")]) == {
        "corvane": frozenset({"ruiz"})
    }
