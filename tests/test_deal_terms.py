"""Price, stake and times: what stands on the claim of a deal or an office, and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import only, read

from kg.model import Terms


@pytest.mark.parametrize(
    ("text", "relation", "price", "currency"),
    [
        ("Brightwell was bought by Corvane for $2.1 billion in cash.", "acquires", 2_100_000_000, "USD"),
        ("Corvane's $3 billion takeover of Brightwell was completed in May 2025.", "acquires", 3_000_000_000, "USD"),
        ("Corvane agreed to buy Brightwell in a deal worth $900 million.", "acquires", 900_000_000, "USD"),
        ("Brightwell, which Corvane bought for $300 million, makes kettles.", "acquires", 300_000_000, "USD"),
        ("Corvane bought a 30 percent stake in Brightwell for 5 million euros.", "ownsStakeIn", 5_000_000, "EUR"),
        ("Corvane sued Brightwell for 90 million dollars.", "sues", 90_000_000, "USD"),
    ],
)
def test_a_deal_has_its_price(text: str, relation: str, price: int, currency: str) -> None:
    terms = only(text, relation).terms
    assert (terms.price, terms.currency) == (price, currency)


@pytest.mark.parametrize(
    "text",
    [
        "Corvane bought Brightwell, which has sales of $300 million.",
        "Corvane bought Brightwell after profit rose to $40 million.",
        "Corvane bought Brightwell for an undisclosed sum.",
        "Corvane bought Brightwell. The company spent $4 million on kettles.",
    ],
)
def test_another_amount_in_the_text_is_no_price(text: str) -> None:
    terms = only(text, "acquires").terms
    assert (terms.price, terms.currency) == (None, None)


def test_only_what_can_have_a_price_has_one() -> None:
    assert only("Corvane makes kettles for $4 million a year.", "produces").terms == Terms()


@pytest.mark.parametrize(
    ("text", "stake"),
    [
        ("Corvane holds a 7.5 percent stake in Brightwell.", "7.5"),
        ("Corvane sold its 20% stake in Brightwell.", "20"),
        ("Corvane bought a 30 percent stake in Brightwell for 5 million euros.", "30"),
    ],
)
def test_a_holding_has_its_share_in_per_cent(text: str, stake: str) -> None:
    assert only(text, "ownsStakeIn").terms.stake == Decimal(stake)


def test_another_percentage_is_no_stake() -> None:
    assert only("Corvane bought Brightwell after profit rose 12 percent.", "acquires").terms.stake is None


@pytest.mark.parametrize(
    ("text", "relation", "wanted"),
    [
        ("Corvane bought Brightwell on February 19, 2025.", "acquires", Terms(time="2025-02-19")),
        ("Ana Ruiz became chief executive of Corvane in March 2023.", "chiefExecutiveOf", Terms(valid_from="2023-03")),
        ("Ana Ruiz has been chief executive of Corvane since 2019.", "chiefExecutiveOf", Terms(valid_from="2019")),
        ("Tom Hale stepped down as chief executive of Corvane in May 2024.", "chiefExecutiveOf", Terms(valid_until="2024-05")),
        (
            "Corvane sold its 20% stake in Brightwell in March 2025.",
            "ownsStakeIn",
            Terms(stake=Decimal(20), valid_until="2025-03"),
        ),
    ],
)
def test_what_happens_has_a_time_and_what_is_held_a_start_or_an_end(text: str, relation: str, wanted: Terms) -> None:
    assert only(text, relation).terms == wanted


def test_a_predecessor_holds_the_office_until_the_successor_takes_it() -> None:
    text = "Ana Ruiz succeeded Tom Hale as chief executive of Corvane in May 2024."
    terms = {c.subject.entity.label: c.terms for c in read(text) if c.relation == "chiefExecutiveOf"}
    assert terms["Tom Hale"] == Terms(valid_until="2024-05")
