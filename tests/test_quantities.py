"""Numbers and units: exact values, ISO codes, tight spans, and what is no quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.calendar_words import words
from kg.language import parse
from kg.model import Quantity
from kg.quantities import find_quantities, money


def found(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    return find_quantities(parse([text])[0], offset)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("Corvane paid $2.1 billion for it.", "$2.1 billion", "2100000000", "USD"),
        ("Corvane paid 2.1bn euros for it.", "2.1bn euros", "2100000000", "EUR"),
        ("Corvane paid €5bn for it.", "€5bn", "5000000000", "EUR"),
        ("Corvane paid US$40m for it.", "US$40m", "40000000", "USD"),
        ("The shares cost 144.60 Euros now.", "144.60 Euros", "144.60", "EUR"),
        ("Corvane paid RMB 3 billion for it.", "RMB 3 billion", "3000000000", "CNY"),
        ("Corvane paid 1.2 trillion yen for it.", "1.2 trillion yen", "1200000000000", "JPY"),
        ("Corvane paid 12 million pounds for it.", "12 million pounds", "12000000", "GBP"),
        ("Corvane paid C$5 million for it.", "C$5 million", "5000000", "CAD"),
        ("Corvane paid A$3bn for it.", "A$3bn", "3000000000", "AUD"),
        ("Corvane paid HK$12 a share.", "HK$12", "12", "HKD"),
        ("Corvane paid 78 million dollars for it.", "78 million dollars", "78000000", "USD"),
        ("Corvane paid 3 million Swiss francs for it.", "3 million Swiss francs", "3000000", "CHF"),
        ("Corvane paid 4 billion Swedish kronor for it.", "4 billion Swedish kronor", "4000000000", "SEK"),
        ("Corvane paid EUR 9 million for it.", "EUR 9 million", "9000000", "EUR"),
        ("Corvane paid half a million dollars for it.", "half a million dollars", "500000", "USD"),
        ("The shares closed at 131 pence on Friday.", "131 pence", "1.31", "GBP"),
        ("Sales rose 34 percent.", "34 percent", "34", "%"),
        ("Sales rose 3.5% in May.", "3.5%", "3.5", "%"),
        ("Sales rose almost 38 per cent.", "38 per cent", "38", "%"),
        ("Margins rose 2.5 percentage points.", "2.5 percentage points", "2.5", "pp"),
        ("Yields rose 25 basis points.", "25 basis points", "25", "bp"),
        ("Sales rose between 5 and 7 percent.", "between 5 and 7 percent", "5", "%"),
        ("Sales rose 10-15 percent.", "10-15 percent", "10", "%"),
        ("It would cost $3-4 billion.", "$3-4 billion", "3000000000", "USD"),
        ("Half of its workers left.", "Half", "50", "%"),
        ("Sales doubled.", "doubled", "100", "%"),
        ("The firm tripled its output.", "tripled", "200", "%"),
        ("The firm halved its debt.", "halved", "-50", "%"),
        ("It wants more than 200,000 of these units.", "200,000", "200000", "units"),
        ("It cut more than 10,000 jobs.", "10,000", "10000", "jobs"),
        ("It bought twelve new aircraft.", "twelve", "12", "aircraft"),
        ("It bought a dozen jets.", "a dozen", "12", "jets"),
        ("It employs two hundred and fifty people.", "two hundred and fifty", "250", "people"),
        ("It employs three thousand workers.", "three thousand", "3000", "workers"),
        ("It has 5m users.", "5m", "5000000", "users"),
    ],
)
def test_a_number_with_its_unit(text: str, span: str, value: str, unit: str) -> None:
    assert [(q.text, q.value, q.unit) for q in found(text)] == [(span, Decimal(value), unit)]


@pytest.mark.parametrize(
    "text",
    [
        "The company was founded in 2018.",
        "It will report on February 19, 2026.",
        "Ana Ruiz, 51, leads the company.",
        "The new 787 Dreamliner landed.",
        "The first A330-200 landed.",
        "The 27-year contract runs for twelve years.",
        "The plane landed at 16:00 UTC on 7/8/07.",
        "Chapter 11 protection ended.",
        "The 40m tower fell.",
        "One of the largest plants closed.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == ()


def test_both_ends_of_a_change_are_kept_apart_and_share_their_unit() -> None:
    assert [(q.value, q.unit) for q in found("The margin rose from 3 to 4 percent.")] == [(Decimal(3), "%"), (Decimal(4), "%")]


def test_a_change_and_the_level_behind_it_are_no_range() -> None:
    assert [q.text for q in found("The stock rose 11 percent to 158 yen.")] == ["11 percent", "158 yen"]
    assert [q.text for q in found("The index rose 11 percent to 158.")] == ["11 percent", "158"]


def test_a_shared_name_of_money_needs_its_country() -> None:
    assert [q for q in found("Corvane paid 3 million francs for it.") if money(q)] == []


def test_offsets_are_of_the_document() -> None:
    (quantity,) = found("Corvane paid $5 million.", offset=100)
    assert (quantity.start, quantity.end) == (113, 123)


WORDS = sorted(words("rose fell to from $ 5 bn % 10,000 jobs 12.5 percent euros - and between , . million two 2026 €3m"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_spans_equal_their_text_and_never_overlap(text: str) -> None:
    end = 0
    for quantity in found(text):
        assert end <= quantity.start < quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end
