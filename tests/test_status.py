"""Rules 1 to 3: what the words on one edge come to."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg.model import Status
from kg.status import Verdict, Word, decide

ENDS = ("corvane", "brightwell")


def words(*lines: str) -> list[Word]:
    """`DAY STATUS [by VOICE] [for TIME] [in DOCUMENT]` each; the default document is the day's."""
    found = []
    for number, line in enumerate(lines):
        day, status, *rest = line.split()
        given = dict(zip(rest[::2], rest[1::2], strict=True))
        day = "" if day == "undated" else day
        document = given.get("in", f"d{day}")
        found.append(Word(Status(status), day, document, number, f"claim{number}", given.get("by"), given.get("for", "")))
    return found


def verdict(*lines: str) -> Verdict:
    """The verdict on the words, which must be the same in every order of telling."""
    found = {decide(order, ENDS) for order in permutations(words(*lines))}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        # rule 1: within one document and source the strongest, and of equals the later sentence
        (["2026-01-12 planned", "2026-01-12 cancelled"], "cancelled"),
        (["2026-01-12 cancelled", "2026-01-12 planned"], "cancelled"),
        (["2026-01-12 actual", "2026-01-12 former"], "former"),
        (["2026-01-12 former", "2026-01-12 actual"], "actual"),
        (["2026-01-12 possible", "2026-01-12 planned"], "planned"),
        # rule 2: across documents a stronger or equal word replaces
        (["2026-01-12 planned", "2026-03-03 cancelled"], "cancelled"),
        (["2026-01-12 possible", "2026-02-03 planned", "2026-03-03 actual"], "actual"),
        (["2026-01-12 actual", "2026-03-03 former"], "former"),
        (["2026-01-12 cancelled", "2026-03-03 actual"], "actual"),
        # … and a weaker one is background
        (["2026-03-03 actual", "2026-03-10 planned"], "actual"),
        (["2026-01-12 planned", "2026-01-20 possible by analysts"], "planned"),
        (["2026-03-03 cancelled", "2026-03-10 planned"], "cancelled"),
        # … unless its own time is later, and new
        (["2026-03-03 cancelled", "2026-09-01 planned for 2026-10"], "planned"),
        (["2026-01-12 planned for 2026-06", "2026-03-03 cancelled", "2026-03-10 planned for 2026-06"], "cancelled"),
        (["2026-03-03 cancelled", "2026-03-10 planned for 2026-01"], "cancelled"),
        # undated documents come first
        (["undated actual", "2026-01-12 former"], "former"),
        (["undated cancelled", "2026-01-12 planned"], "cancelled"),
        (["undated cancelled", "2026-01-12 planned for 2026-02"], "cancelled"),
        # rule 3: a denial by an end outranks others' plans and rumours, early or late
        (["2026-01-12 possible by report", "2026-01-13 denied by corvane", "2026-01-14 possible by report"], "denied"),
        (["2026-01-12 planned", "2026-01-13 denied by brightwell", "2026-01-14 planned"], "denied"),
        (["2026-01-12 denied by corvane", "2026-01-13 planned by reuters"], "denied"),
        # … but no fact
        (["2026-01-12 actual", "2026-01-13 denied by corvane"], "actual"),
        (["2026-01-12 denied by corvane", "2026-03-13 actual"], "actual"),
        # it yields to a later word of its own source, however weak
        (["2026-01-12 denied by corvane", "2026-03-13 planned by corvane"], "planned"),
        (["2026-01-12 denied by corvane", "2026-03-13 possible by corvane"], "possible"),
        # a stranger's denial does not undo what an end announced, nor stand against it
        (["2026-01-12 planned by corvane", "2026-01-13 denied by rival"], "planned"),
        (["2026-01-12 denied by rival", "2026-01-13 planned by corvane"], "planned"),
        (["2026-01-12 possible by report", "2026-01-13 denied by rival"], "denied"),
        # an article that denies in its own words corrects the record
        (["2026-01-12 actual", "2026-01-13 denied"], "denied"),
        (["2026-01-12 actual by reuters", "2026-01-13 denied"], "denied"),
        (["2026-01-12 actual by reuters", "2026-01-13 denied by rival"], "actual"),
        # what is denied can be over or done later on
        (["2026-01-12 denied by corvane", "2026-02-13 cancelled"], "cancelled"),
        # one document, two sources
        (["2026-01-12 possible in a by report", "2026-01-12 denied in a by corvane"], "denied"),
        (["2026-01-12 planned in a by corvane", "2026-01-12 possible in a by analysts"], "planned"),
    ],
)
def test_words_come_to_a_status(lines: list[str], status: str) -> None:
    assert verdict(*lines).status == status


@pytest.mark.parametrize(
    ("lines", "disputed"),
    [
        (["2026-01-12 possible by report", "2026-01-13 denied by corvane"], True),
        (["2026-01-12 actual", "2026-01-13 denied by corvane"], True),
        (["2026-01-12 planned by corvane", "2026-01-13 denied by rival"], True),
        (["2026-01-12 denied by corvane", "2026-03-13 planned by corvane"], False),
        (["2026-01-12 denied by corvane"], False),
        (["2026-01-12 planned", "2026-01-13 possible by analysts"], False),
        (["2026-01-12 possible", "2026-01-13 denied by corvane", "2026-02-01 cancelled"], False),
        (["2026-01-12 actual", "2026-01-13 denied"], False),
    ],
)
def test_only_the_latest_words_of_two_sources_make_a_dispute(lines: list[str], disputed: bool) -> None:
    assert verdict(*lines).disputed is disputed


def test_the_deciding_word_is_the_one_that_gave_the_status() -> None:
    assert verdict("2026-01-12 planned", "2026-03-03 cancelled", "2026-03-10 planned").word.day == "2026-03-03"
    assert verdict("2026-03-03 cancelled in a", "2026-03-03 cancelled in a").word.at == 1


def test_no_words_are_no_status() -> None:
    with pytest.raises(ValueError, match="no words"):
        decide([], ENDS)
