"""From what single sentences say to the claims of one article: doubles, headlines, and events that are only presupposed."""

from __future__ import annotations

import pytest
from reading import lines

from kg.config import Config
from kg.model import Document
from kg.pipeline import Pipeline


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Corvane bought Brightwell in a purchase of Brightwell.", "actual"),
        ("Corvane may buy Brightwell, and Corvane plans to buy Brightwell.", "planned"),
        ("Corvane may buy Brightwell, and Corvane has bought Brightwell.", "actual"),
    ],
)
def test_a_sentence_says_a_thing_once_with_its_strongest_word(text: str, wanted: str) -> None:
    assert lines(text, "acquires") == [f"Corvane acquires Brightwell {wanted}"]


def test_two_sentences_are_two_claims() -> None:
    assert len(lines("Corvane bought Brightwell. Corvane bought Brightwell in May.", "acquires")) == 2


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [
        ("Ana Ruiz leads Corvane as its chief executive.", "chiefExecutiveOf", "leads"),
        ("Corvane, based in Oslo, is an Oslo company.", "headquarteredIn", "locatedIn"),
    ],
)
def test_who_says_the_narrower_need_not_say_the_wider(text: str, narrow: str, wide: str) -> None:
    assert lines(text, narrow)
    assert not lines(text, wide)


@pytest.mark.parametrize(
    ("headline", "body", "status"),
    [
        ("Corvane buys Brightwell", "Corvane has agreed to buy Brightwell, the company said on Monday.", "planned"),
        ("Corvane buys Brightwell", "Corvane has bought Brightwell, the company said on Monday.", "actual"),
        ("Corvane to buy Brightwell", "Corvane has called off its takeover of Brightwell, the company said.", "cancelled"),
    ],
)
def test_a_headline_has_the_status_that_the_body_gives_it(headline: str, body: str, status: str) -> None:
    line = f"Corvane acquires Brightwell {status}"
    assert lines(f"{headline}\n\n{body}", "acquires") == [line, line]


def test_a_headline_alone_speaks_for_itself() -> None:
    text = "Corvane to buy Brightwell\n\nShares of both companies rose on Monday in heavy trading."
    assert lines(text, "acquires") == ["Corvane acquires Brightwell planned"]


def test_a_headline_says_nothing_of_the_unnamed() -> None:
    text = "Apple buys chipmaker\n\nApple has bought Nuvexa, a maker of chips."
    assert lines(text, "acquires") == ["Apple acquires Nuvexa actual"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Corvane has agreed to buy Brightwell. Corvane's acquisition of Brightwell pleased investors.", ["planned", "planned"]),
        (
            "The takeover of Brightwell by Corvane pleased investors. Corvane has agreed to buy Brightwell.",
            ["planned", "planned"],
        ),
        ("Corvane has dropped plans to buy Brightwell. After Corvane's takeover of Brightwell, shares rose.", ["cancelled"] * 2),
        ("Corvane's takeover of Brightwell pleased investors.", ["actual"]),
    ],
)
def test_a_noun_that_presupposes_an_event_has_the_status_that_the_article_gives_it(text: str, statuses: list[str]) -> None:
    assert lines(text, "acquires") == [f"Corvane acquires Brightwell {status}" for status in statuses]


def test_a_later_word_does_not_change_an_earlier_one() -> None:
    text = "Corvane has agreed to buy Brightwell. Corvane has called off its takeover of Brightwell."
    assert lines(text, "acquires") == ["Corvane acquires Brightwell planned", "Corvane acquires Brightwell cancelled"]


def test_a_sentence_that_patterns_read_in_both_directions_says_neither() -> None:
    text = Document("https://example.org/a", "a.txt", "Corvane sued Brightwell, and Brightwell sued Corvane.", "sha256:0")
    found, dropped = Pipeline.load(config=Config(extractors=("frames",))).claims(text)
    assert found == []
    assert {each.reason for each in dropped} == {"the same sentence says the reverse no less surely"}


def test_what_is_mutual_may_be_said_from_both_sides() -> None:
    text = "Kestrel Mills competes with Alder Bakeries, and Alder Bakeries competes with Kestrel Mills."
    assert lines(text, "competesWith")
