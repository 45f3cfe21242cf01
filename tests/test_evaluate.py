"""Recall, precision and what is listed as missed and wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from test_gold import claim

from kg.evaluate import Scores, evaluate, quote_of
from kg.evaluate_calibration import calibrate
from kg.gold import Fact, Gold, Quote, read_gold

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


def test_precision_is_told_by_extractor_and_pattern() -> None:
    scores = scored(
        claim("Corvane", "locatedIn", "Norway", extractor="learned", pattern="locatedIn"),
        claim("Corvane", "sues", "Brightwell", extractor="frames", pattern="{subject} sue {object}"),
        claim("Corvane", "industry", "food", extractor="frames", pattern="neutral"),
        claim("Alder", "acquires", "Corvane", document="b.txt", extractor="frames", pattern="not judged"),
    )
    by_extractor = scores.found_by["extractor"]
    assert {name: (tally.right, tally.judged) for name, tally in by_extractor.items()} == {"learned": (1, 1), "frames": (0, 1)}
    assert set(scores.found_by["pattern"]) == {"locatedIn", "{subject} sue {object}"}


def test_confidence_is_set_against_what_is_right() -> None:
    scores = scored(
        claim("Corvane", "locatedIn", "Norway", confidence=0.9),
        claim("Corvane", "sues", "Brightwell", confidence=0.3),
        claim("Corvane", "sues", "Alder", confidence=0.3),
        claim("Corvane", "metric:revenue", None, value="5", unit="%", confidence=0.1),  # an observation
        claim("Alder", "acquires", "Corvane", document="b.txt", confidence=0.2),  # b is not exhaustive
    )
    bins = {number: (each.claims, each.right) for number, each in enumerate(scores.calibration.bins) if each.claims}
    assert bins == {3: (2, 0), 9: (1, 1)}
    assert scores.calibration.error == pytest.approx((2 * 0.3 + 1 * 0.1) / 3)


@pytest.mark.parametrize(("confidence", "number"), [(0.0, 0), (0.29, 2), (0.3, 3), (0.7, 7), (0.9999, 9), (1.0, 9)])
def test_a_bin_begins_with_its_lower_bound_and_the_last_holds_one(confidence: float, number: int) -> None:
    bins = calibrate([(confidence, True)]).bins
    assert [at for at, each in enumerate(bins) if each.claims] == [number]


def test_without_confidence_there_is_no_calibration_error() -> None:
    assert scored(claim("Corvane", "sues", "Brightwell")).calibration.error is None


def test_a_document_of_which_some_relations_are_listed_is_judged_by_these() -> None:
    gold = Gold(FACTS[:2], (), frozenset({"a"}), {"a": frozenset({"locatedIn", "worksFor"})})
    scores = scored(
        claim("Corvane", "acquires", "Alder"),  # nothing tells whether this is wrong
        claim("Corvane", "headquarteredIn", "Oslo"),  # says the wider relation too
        claim("Ana Ruiz", "chiefExecutiveOf", "Corvane"),
        gold=gold,
    )
    assert [each["relation"] for each in scores.wrong] == ["headquarteredIn", "chiefExecutiveOf"]


def test_an_exhaustive_document_without_facts_is_judged() -> None:
    gold = Gold(FACTS, (), frozenset({"a", "c"}))
    assert scored(claim("Corvane", "sues", "Alder", document="c.txt"), gold=gold).total.judged == 1


def test_a_missed_fact_comes_with_a_sentence_that_has_both_ends() -> None:
    sentence = "Last year Alder took Corvane to court in Norway."
    near = claim("Alder", "competesWith", "Corvane", document="b.txt", sentence=sentence, start=50, subjectSpan=[60, 65])
    other = claim("Corvane", "sues", "Alder Mills", document="a.txt", sentence="Corvane is in Norway.", start=0)
    quotes = {fact.relation: fact.quote for fact in scored(near, other).missed}
    assert quotes["sues"] == Quote(sentence, ((10, 15),))  # a claim of the same two
    assert quotes["locatedIn"] == Quote("Corvane is in Norway.", ((0, 7), (14, 20)))  # the sentence of another
    assert quotes["acquires"] is None


def test_a_mention_outside_of_the_sentence_is_not_marked() -> None:
    found = claim("Corvane", "sues", "Alder", sentence="It sues Alder.", start=20, subjectSpan=[0, 7], objectSpan=[28, 33])
    assert quote_of(found) == Quote("It sues Alder.", ((8, 13),))
