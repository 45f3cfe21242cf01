"""The tokens, sentence bounds and headlines that everything after the parser relies on."""

from __future__ import annotations

import pytest

from kg.language import LOWERED, is_common, parse


def words(text: str) -> list[str]:
    return [token.text for token in parse([text])[0]]


@pytest.mark.parametrize(
    "name",
    ["T-Head", "H200", "H&M", "A320neo", "A330-200", "AT&T", "787-8", "737-800", "777-300ER", "U.S.", "Rolls-Royce", "S&P"],
)
def test_a_name_stays_one_token(name: str) -> None:
    assert name in words(f"They said that {name} was there.")


def test_a_name_with_an_exclamation_mark_stays_whole_before_a_small_letter() -> None:
    assert "Yahoo!" in words("Yahoo! said it would sell.")
    assert "Yahoo!" in words("They sold Yahoo! to a rival.")
    assert "Stop" in words("Stop! They left.")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Oslo-based Corvane fell.", ["Oslo", "-", "based"]),
        ("Nvidia-backed Lumora rose.", ["Nvidia", "-", "backed"]),
        ("a twelve-month gain", ["twelve", "-", "month"]),
        ("It costs $300-400 million.", ["300", "-", "400"]),
    ],
)
def test_a_hyphen_before_a_small_letter_splits(text: str, parts: list[str]) -> None:
    found = words(text)
    at = found.index(parts[0])
    assert found[at : at + len(parts)] == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Corvane Foods, Inc. said that it would pay.", 1),
        ("Mr. Hale of Kestrel & Co. told reporters that he would stay.", 1),
        ("The U.S. retailer fell. It rose again.", 2),
        ('"We won," said Ana Ruiz. She smiled.', 2),
        ("Corvane (formerly Corvane Inc. of Oslo) fell.", 1),
        ("Hale left Kestrel & Co. He now runs a shop.", 2),
    ],
)
def test_sentences_are_not_cut_behind_abbreviations(text: str, count: int) -> None:
    assert len(list(parse([text])[0].sents)) == count


def test_offsets_are_those_of_the_text() -> None:
    text = "Corvane 🙂 bought\tBrightwell\nfor $2bn.  It paid."
    doc = parse([text])[0]
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc if not token.is_space)


def test_a_headline_is_read_as_prose_and_keeps_its_words() -> None:
    body = "Corvane buys Brightwell. The surprise deal costs two billion, said Corvane, and Brightwell agreed."
    headline, _ = parse(["Corvane Buys Brightwell in Surprise Deal", body])
    assert headline.text == "Corvane Buys Brightwell in Surprise Deal"
    assert {headline[i].text for i in headline.user_data[LOWERED]} == {"Buys", "Surprise", "Deal"}
    assert headline[1].lemma_ == "buy" and headline[1].pos_ == "VERB"


def test_a_sentence_is_not_taken_for_a_headline() -> None:
    doc = parse(["Corvane Foods and Kestrel Mills bought Alder Valley Farms in Upper Norway."])[0]
    assert LOWERED not in doc.user_data


@pytest.mark.parametrize(("word", "common"), [("Regulators", True), ("Buying", True), ("Chip-making", True), ("Corvane", False)])
def test_common_words_are_told_from_names(word: str, common: bool) -> None:
    assert is_common(word) is common
