"""Recall, precision and what is listed as missed and wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from test_gold import claim

from kg.evaluate import Scores, evaluate
from kg.evaluate_report import report_lines
from kg.gold import Fact, Gold, read_gold

FACTS = (
    Fact("Corvane", "acquires", "Brightwell", "planned", "Ana Ruiz", "a", "", 1),
    Fact("Corvane", "locatedIn", "Norway", "actual", "", "a", "", 2),
    Fact("Alder", "sues", "Corvane", "actual", "", "b", "", 3),
)
NEUTRAL = (Fact("Corvane", "industry", "food", "actual", "", "a", "", 4),)
GOLD = Gold(FACTS, NEUTRAL, frozenset({"a"}))


def scored(*claims: Mapping[str, Any], gold: Gold = GOLD) -> Scores:
    return evaluate(gold, claims)


def test_all_found_is_one() -> None:
    total = scored(
        claim("Corvane", "acquires", "Brightwell", "planned", attributedTo="Ana Ruiz"),
        claim("Corvane", "locatedIn", "Norway"),
        claim("Alder", "sues", "Corvane", document="b.txt"),
    ).total
    assert (total.recall, total.precision, total.f1) == (1, 1, 1)
    assert (total.status, total.attributed, total.attributed_right) == (3, 1, 1)


def test_nothing_found_is_nought_and_all_is_missed() -> None:
    scores = scored()
    assert (scores.total.recall, scores.total.precision, scores.total.f1) == (0, 0, 0)
    assert scores.missed == FACTS


def test_a_claim_of_another_document_finds_nothing() -> None:
    assert scored(claim("Alder", "sues", "Corvane", document="a.txt")).total.typed == 0


def test_another_status_is_found_and_listed() -> None:
    scores = scored(claim("Corvane", "acquires", "Brightwell", "actual"))
    assert (scores.total.typed, scores.total.status) == (1, 0)
    assert [fact for fact, _ in scores.other_status] == [FACTS[0]]
    assert (scores.total.right, scores.total.right_status) == (1, 0)


def test_precision_counts_what_exhaustive_documents_say_and_nothing_else() -> None:
    wrong = claim("Corvane", "sues", "Brightwell")
    scores = scored(
        claim("Corvane", "locatedIn", "Norway"),
        wrong,
        claim("Corvane", "industry", "food"),  # neutral
        claim("Corvane", "metric:revenue", None, value="5", unit="%"),  # an observation
        claim("Alder", "acquires", "Corvane", document="b.txt"),  # b is not exhaustive
    )
    assert (scores.total.right, scores.total.judged) == (1, 2)
    assert scores.wrong == (wrong,)


def test_a_triple_said_twice_counts_once() -> None:
    twice = claim("Corvane", "sues", "Brightwell")
    assert scored(twice, {**twice, "sentence": "Again."}).total.judged == 1


def test_groups_add_up_to_the_whole() -> None:
    scores = scored(claim("Corvane", "locatedIn", "Norway"), claim("Corvane", "sues", "Brightwell"))
    for tallies in scores.groups.values():
        assert sum(tally.facts for tally in tallies.values()) == scores.total.facts
        assert sum(tally.judged for tally in tallies.values()) == scores.total.judged
    assert scores.groups["relation"]["locatedIn"].recall == 1
    assert scores.groups["document"]["b"].recall == 0


def test_gold_without_documents_is_about_all_claims(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(
        "# subject\trelation\tobject\tstatus\n# exhaustive\nCorvane\tacquires\tBrightwell\tactual\n", encoding="utf-8"
    )
    total = scored(claim("Corvane", "acquires", "Brightwell", document="any.txt"), gold=read_gold(path)).total
    assert (total.recall, total.precision) == (1, 1)


@pytest.mark.parametrize("details", [True, False])
def test_the_report_lists_missed_and_wrong_with_their_sentences(details: bool) -> None:
    lines = "\n".join(report_lines(scored(claim("Corvane", "sues", "Brightwell")), details=details))
    assert lines.startswith("all ")
    assert ("missed (3)" in lines) is details
    assert ("a: Corvane – sues – Brightwell [actual]  “It was said.”" in lines) is details
