"""Ends without a name: when they are worth an edge, and what kinds of things a text names."""

from __future__ import annotations

import pytest
from reading import claims, lines, only

from kg.model import Mention

TOO_LITTLE = "an end without a name says too little here"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Corvane sold its internet business.", "Corvane sells internet business actual"),
        ("Corvane sold its internet business to Brightwell.", "Brightwell acquires internet business actual"),
        ("Corvane bought a bakery in Lyon.", "Corvane acquires bakery actual"),
        ("Corvane makes kettles.", "Corvane produces kettles actual"),
        ("The union sued Corvane.", "union sues Corvane actual"),
        ("Regulators approved Corvane's purchase of Brightwell.", "Regulators approves Corvane actual"),
        ("Employees own a stake in Corvane.", "Employees ownsStakeIn Corvane actual"),
    ],
)
def test_an_end_without_a_name_may_say_something(text: str, line: str) -> None:
    assert line in lines(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("A retailer bought a maker of boots.", "acquires"),
        ("Corvane competes with rivals.", "competesWith"),
        ("Corvane is a subsidiary of a group.", "subsidiaryOf"),
        ("Shareholders own Corvane.", "ownsStakeIn"),
        ("An investor sued Corvane.", "sues"),
    ],
)
def test_an_end_that_says_too_little_is_dropped_with_that_reason(text: str, relation: str) -> None:
    assert not lines(text, relation)
    assert TOO_LITTLE in {dropped.reason for dropped in claims(text)[1] if f" {relation} " in dropped.what}


@pytest.mark.parametrize(
    "text", ["Corvane makes announcements.", "Corvane made promises.", "Corvane made a decision.", "Corvane sold 5,000 units."]
)
def test_what_is_done_or_counted_is_no_product(text: str) -> None:
    assert not lines(text, "produces", "sells")


def test_an_end_without_a_name_belongs_to_its_article_alone() -> None:
    claim = only("Corvane bought a bakery in Lyon.", "acquires")
    assert isinstance(claim.object, Mention)
    assert claim.object.entity.iri == f"{claim.evidence.document}#bakery"
    assert not claim.subject.entity.iri.startswith(claim.evidence.document)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Heat-pump maker Corvane grew.", "Heat-pump"),
        ("The heat-pump maker Corvane grew.", "heat-pump"),
        ("The largest car maker, Corvane, grew.", "car"),
        ("The drinks maker Corvane grew.", "drinks"),
    ],
)
def test_a_maker_makes_what_the_words_before_it_name(text: str, made: str) -> None:
    assert only(text, "produces").object.text == made


def test_a_product_is_of_the_kind_that_is_said_of_it() -> None:
    assert lines("The Visor 4, a headset for pilots, will be launched by Corvane.", "instanceOf") == [
        "Visor 4 instanceOf headset actual"
    ]


def test_praise_is_no_kind() -> None:
    assert not lines("The Kaldo 3, the largest van, is made by Corvane.", "instanceOf")
