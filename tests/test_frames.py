"""Frames in one normal form, whatever the syntax: parsed with the real model, compared by the words that fill the roles."""

from __future__ import annotations

import pytest

from kg.frames import Frame, frames
from kg.language import parse


def found(text: str) -> list[Frame]:
    return [frame for doc in parse([text]) for sentence in doc.sents for frame in frames(sentence)]


def has(text: str, lemma: str, **roles: str) -> bool:
    """Whether a frame of this lemma has these fillers; `is_` stands for the role "is", several words for several fillers."""
    wanted = {role.rstrip("_"): set(words.split()) for role, words in roles.items()}
    return any(
        lemma in frame.lemmas and all(words <= {token.text for token in frame.get(role)} for role, words in wanted.items())
        for frame in found(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Corvane bought Brightwell.",
        "Brightwell was bought by Corvane.",
        "Brightwell, bought by Corvane, makes drinks.",
        "Brightwell, which Corvane bought in May, makes drinks.",
        "Corvane, which bought Brightwell, makes drinks.",
        "Corvane plans to buy Brightwell.",
        "Corvane is expected to buy Brightwell.",
        "Brightwell agreed to be bought by Corvane.",
        "Corvane said on Monday that it grew after Corvane bought Brightwell.",
        "Corvane has dropped plans to buy Brightwell.",
        "The board approved a deal for Corvane to buy Brightwell.",
        "Corvane is in talks to buy Brightwell.",
        "After buying Brightwell, Corvane grew quickly.",
        "Corvane sold Delmar and bought Brightwell.",
        "Corvane and Delmar bought Brightwell and Alder.",
        "Corvane succeeded in buying Brightwell.",
    ],
)
def test_a_verb_has_its_deep_subject_and_object(text: str) -> None:
    assert has(text, "buy", subj="Corvane", obj="Brightwell")


@pytest.mark.parametrize(
    "text",
    [
        "Brightwell was not bought by anyone else than Corvane.",
        "Corvane was bought by Brightwell.",
        "Corvane agreed to be bought by Brightwell.",
    ],
)
def test_direction_is_never_turned(text: str) -> None:
    assert not has(text, "buy", subj="Corvane", obj="Brightwell")


def test_conjoined_ends_are_all_there() -> None:
    assert has(
        "Corvane and Delmar bought Brightwell, Alder and Kestrel.", "buy", subj="Corvane Delmar", obj="Brightwell Alder Kestrel"
    )


@pytest.mark.parametrize(
    ("text", "lemma", "roles"),
    [
        ("Brightwell is a unit of Corvane.", "unit", {"is_": "Brightwell", "of": "Corvane"}),
        ("Brightwell, a unit of Corvane, makes drinks.", "unit", {"is_": "Brightwell", "of": "Corvane"}),
        ("Brightwell, Corvane's drinks unit, grew.", "unit", {"is_": "Brightwell", "poss": "Corvane"}),
        ("Shares of Corvane's drinks unit Brightwell rose.", "drink unit", {"is_": "Brightwell", "poss": "Corvane"}),
        ("Apple CEO Tim Cook spoke.", "ceo", {"is_": "Cook", "compound": "Apple"}),
        ("Corvane's chief executive, Ana Ruiz, resigned.", "chief executive", {"is_": "Ruiz", "poss": "Corvane"}),
        ("Corvane named Ana Ruiz as chief executive.", "chief executive", {"is_": "Ruiz"}),
        ("Ana Ruiz became chief executive of Corvane.", "chief executive", {"is_": "Ruiz", "of": "Corvane"}),
        ("He faces rivals such as Tencent, Baidu and Huawei.", "rival", {"as": "Tencent Baidu Huawei"}),
    ],
)
def test_a_noun_is_said_of_what_it_describes(text: str, lemma: str, roles: dict[str, str]) -> None:
    assert has(text, lemma, **roles)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Corvane's takeover of Brightwell pleased investors.", {"poss": "Corvane", "of": "Brightwell"}),
        ("The takeover of Brightwell by Corvane pleased investors.", {"of": "Brightwell", "by": "Corvane"}),
        ("Corvane completed the takeover of Brightwell.", {"subj": "Corvane", "of": "Brightwell"}),
        ("Corvane walked away from its takeover of Brightwell.", {"subj": "Corvane", "of": "Brightwell"}),
    ],
)
def test_an_event_noun_has_its_arguments_in_every_place(text: str, roles: dict[str, str]) -> None:
    assert has(text, "takeover", **roles)


def test_participles_behind_a_hyphen_are_frames() -> None:
    assert has("Oslo-based Corvane makes drinks.", "base", obj="Corvane", **{"in": "Oslo"})
    assert has("He met Nvidia-backed Corvane.", "back", subj="Nvidia", obj="Corvane")


def test_particles_are_kept_apart_from_the_verb() -> None:
    assert has("Corvane will spin off Brightwell.", "spin", subj="Corvane", obj="Brightwell", prt="off")


def test_a_deputy_is_not_the_one_he_stands_in_for() -> None:
    lemmas = {lemma for frame in found("Ana Ruiz is vice chairman of Corvane.") for lemma in frame.lemmas}
    assert "vice chairman" in lemmas
    assert "chairman" not in lemmas


def test_only_wanted_nouns_make_frames() -> None:
    doc = parse(["The takeover of Brightwell by the unit of Corvane failed."])[0]
    lemmas = {lemma for sentence in doc.sents for frame in frames(sentence, {"unit"}) for lemma in frame.lemmas}
    assert "unit" in lemmas
    assert "takeover" not in lemmas


def test_a_ticker_says_where_a_company_is_listed() -> None:
    assert has("Corvane (Nasdaq: CRVN) opened a plant.", "list", obj="Corvane", on="Nasdaq")
    assert not has("Corvane (once Nasdaq) opened a plant.", "list", obj="Corvane")


def test_an_active_verb_with_an_agent_is_passive() -> None:
    assert has("Corvane, founded in 2011 by Ana Ruiz, makes drones.", "found", subj="Ruiz", obj="Corvane")
