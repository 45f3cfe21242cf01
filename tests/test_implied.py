"""Ends that a sentence leaves out: found where one thing alone can be meant, left out otherwise."""

from __future__ import annotations

import pytest
from reading import lines, only


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # the parent, which the article has named before
        (
            "Brightwell is a unit of Corvane. Brightwell will be spun off in May.",
            "Brightwell spunOffFrom Corvane planned",
        ),
        # the firm whose office it is: the only one in view
        ("Corvane grew. The chief executive, Ana Ruiz, resigned.", "Ana Ruiz chiefExecutiveOf Corvane actual"),
        # whose rival or partner it is
        ("Corvane faces a rival, Brightwell.", "Brightwell competesWith Corvane actual"),
        ("Corvane's rival Brightwell grew.", "Brightwell competesWith Corvane actual"),
        # for whom a quote speaks
        ('Corvane grew. "We bought Brightwell in May," said Ana Ruiz.', "Corvane acquires Brightwell actual"),
    ],
)
def test_an_end_left_out_is_the_one_in_view(text: str, line: str) -> None:
    assert line in lines(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Brightwell will be spun off in May.", "spunOffFrom"),
        ("Kestrel Mills and Alder Foods grew. The chief executive, Ana Ruiz, resigned.", "chiefExecutiveOf"),
        ("Corvane grew in May. A chief executive, Tom Hale, resigned.", "chiefExecutiveOf"),
    ],
)
def test_nothing_is_guessed_where_more_than_one_or_nobody_may_be_meant(text: str, relation: str) -> None:
    assert not lines(text, relation)


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("Corvane Foods named Ana Ruiz chief executive. She succeeds Tom Hale.", "actual", "former"),
        ("Tom Hale, chief executive of Corvane Foods, will be succeeded by Ana Ruiz in May.", "planned", "actual"),
    ],
)
def test_a_succession_gives_both_the_same_office(text: str, new: str, old: str) -> None:
    assert set(lines(text, "chiefExecutiveOf")) == {
        f"Ana Ruiz chiefExecutiveOf Corvane Foods {new}",
        f"Tom Hale chiefExecutiveOf Corvane Foods {old}",
    }


def test_what_is_implied_is_less_sure_than_what_is_said() -> None:
    said = only("The chief executive of Corvane, Ana Ruiz, resigned.", "chiefExecutiveOf")
    implied = only("Corvane grew. The chief executive, Ana Ruiz, resigned.", "chiefExecutiveOf")
    assert implied.confidence < said.confidence
