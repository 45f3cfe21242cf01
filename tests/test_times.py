"""Moments: values in ISO 8601 against a day of speaking, and which of them belongs to an event."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.calendar_words import words
from kg.language import parse
from kg.model import Moment
from kg.times import find_moments, moment_of

SAID = date(2026, 1, 27)  # a Tuesday
ISO = re.compile(r"\d{4}(-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?)?")


def found(text: str, said: date | None = SAID, offset: int = 0) -> tuple[Moment, ...]:
    return find_moments(parse([text])[0], offset, said)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("It reported on February 19, 2025.", "February 19, 2025", "2025-02-19"),
        ("It reported on 3 May 2019.", "3 May 2019", "2019-05-03"),
        ("It reported on the 5th of June 2024.", "the 5th of June 2024", "2024-06-05"),
        ("It reported on 19 December.", "19 December", "2025-12-19"),
        ("It reported on Dec. 19.", "Dec. 19", "2025-12-19"),
        ("It will report on February 19.", "February 19", "2026-02-19"),
        ("It reported on Monday.", "Monday", "2026-01-26"),
        ("It reported on Tuesday.", "Tuesday", "2026-01-27"),
        ("It will report on Friday.", "Friday", "2026-01-30"),
        ("It reported last Tuesday.", "last Tuesday", "2026-01-20"),
        ("It reported last week.", "last week", "2026-01-19/2026-01-25"),
        ("It reported last month.", "last month", "2025-12"),
        ("It reported last year.", "last year", "2025"),
        ("It will report next year.", "next year", "2027"),
        ("It reported this week.", "this week", "2026-01-26/2026-02-01"),
        ("It reported yesterday.", "yesterday", "2026-01-26"),
        ("It reported today.", "today", "2026-01-27"),
        ("It was bought in May.", "May", "2025-05"),
        ("It will list in May.", "May", "2026-05"),
        ("It was bought in May 2019.", "May 2019", "2019-05"),
        ("It was founded in 2018.", "2018", "2018"),
        ("Sales fell in the second quarter.", "the second quarter", "2025-04-01/2025-06-30"),
        ("Sales fell in the fourth quarter.", "the fourth quarter", "2025-10-01/2025-12-31"),
        ("Sales fell in Q3 2024.", "Q3 2024", "2024-07-01/2024-09-30"),
        ("Sales fell in the third quarter of last year.", "the third quarter of last year", "2025-07-01/2025-09-30"),
        ("Sales will rise in the first half of 2027.", "the first half of 2027", "2027-01-01/2027-06-30"),
        ("Sales fell in the first nine months of 2025.", "the first nine months of 2025", "2025-01-01/2025-09-30"),
        ("Sales fell in the three months to December.", "the three months to December", "2025-10-01/2025-12-31"),
        ("Sales fell in the year ended March 31, 2025.", "the year ended March 31, 2025", "2024-04-01/2025-03-31"),
        ("Sales fell in fiscal 2024.", "fiscal 2024", "2024"),
        ("It will close by the end of 2027.", "the end of 2027", "2027-12-31"),
        ("Shares fell since the start of the year.", "the start of the year", "2026-01-01/2026-01-27"),
        ("It will spend more over the next five years.", "the next five years", "2026-01-27/2031-01-27"),
        ("It will list later this year.", "later this year", "2026-01-27/2026-12-31"),
        ("It was bought two years ago.", "two years ago", "2024"),
        ("It grew from 2009 to 2011.", "2009 to 2011", "2009-01-01/2011-12-31"),
        ("It will list in early 2027.", "early 2027", "2027"),
        ("Profit for the current quarter will fall.", "the current quarter", "2026-01-01/2026-03-31"),
    ],
)
def test_a_moment_and_its_value(text: str, span: str, value: str) -> None:
    assert [(m.text, m.value) for m in found(text)] == [(span, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Revenue rose from a year earlier.",
        "The stock has a twelve-month gain.",
        "Sales fell 3 percent compared with the second quarter of 2024.",
        "Sales fell 3 percent from last year.",
        "It may close the plant.",
        "It will march on.",
    ],
)
def test_what_only_compares_is_no_moment(text: str) -> None:
    assert found(text) == ()


def test_without_a_day_of_speaking_only_full_dates_remain() -> None:
    assert [m.value for m in found("It met on Monday, on May 3 and on May 3, 2019, as in 2018 and last year.", said=None)] == [
        "2019-05-03",
        "2018",
    ]


def test_a_day_that_the_calendar_lacks_is_no_moment() -> None:
    assert found("It met on February 30, 2025.") == ()


def test_a_part_that_no_year_has_is_no_moment() -> None:
    assert found("The spin-off had its best days in the third half of 2025, he joked.") == ()
    assert found("Orders fell in the fourth half.") == ()


def _of(text: str, word: str) -> str | None:
    doc = parse([text])[0]
    token = next(token for token in doc if token.text == word)
    moment = moment_of(token, find_moments(doc, 7, SAID), 7)
    return moment.value if moment else None


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("Corvane bought Brightwell in May 2019.", "bought", "2019-05"),
        ("Corvane said on Monday that it bought Brightwell in 2018.", "bought", "2018"),
        ("Corvane said on Monday that it bought Brightwell.", "bought", None),
        ("T-Head, founded in 2018, makes chips.", "founded", "2018"),
        ("T-Head, founded in 2018, makes chips.", "makes", None),
        ("Last year Corvane bought Brightwell.", "bought", "2025"),
        ("Corvane plans to list Brightwell next year.", "list", "2027"),
        ("Corvane completed its purchase of Brightwell in 2019.", "purchase", "2019"),
    ],
)
def test_the_moment_of_an_event(text: str, word: str, value: str | None) -> None:
    assert _of(text, word) == value


WORDS = sorted(words("in on May 3 2019 , Monday last next week the second quarter of year Q3 30 February and end from to 2011"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_values_are_iso_and_spans_equal_their_text(text: str) -> None:
    for moment in found(text, offset=11):
        assert ISO.fullmatch(moment.value)
        for part in moment.value.split("/"):
            date.fromisoformat(part + "-01" * (2 - part.count("-")))
        assert text[moment.start - 11 : moment.end - 11] == moment.text
