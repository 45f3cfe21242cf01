"""Names that the tagger takes for common words: the second reading keeps the text and mends the parse."""

from __future__ import annotations

import pytest

from kg.stand_ins import parse_twice


@pytest.mark.parametrize(
    "text",
    [
        "In spring, the American group Packhorse wanted to buy Falzwerk.",
        "She succeeded Per Ousby in 2023 and has told shareholders more.",
    ],
)
def test_a_capital_within_a_sentence_is_a_name(text: str) -> None:
    doc = parse_twice([text])[0]
    inner = [token for token in doc if token.text in ("Packhorse", "Falzwerk", "Per", "Ousby")]
    assert inner
    assert all(token.pos_ == "PROPN" for token in inner)
    assert [token.text for token in inner if token.text in ("Microsoft", "Morgan")] == []
    assert doc.text == text


def test_the_verb_has_the_name_as_its_subject() -> None:
    doc = parse_twice(["Talks failed. In spring, Packhorse itself wanted to buy Falzwerk."])[0]
    wanted = next(token for token in doc if token.text == "wanted")
    assert "Packhorse" in {child.text for child in wanted.children if child.dep_ == "nsubj"}


def test_nationalities_stay_adjectives() -> None:
    doc = parse_twice(["The Swedish group sold its Dutch unit to a British rival."])[0]
    assert {token.pos_ for token in doc if token.text in ("Swedish", "Dutch", "British")} == {"ADJ"}
