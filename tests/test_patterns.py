"""The pattern language: what each form of text says, and what is refused with which words."""

from __future__ import annotations

import pytest

from kg.patterns import OBJECT, SUBJECT, Pattern, Step, parse_pattern


def roles(text: str) -> list[tuple[str, str]]:
    """Each step as its roles and its slot or words, both as one text."""
    return [("|".join(sorted(step.roles)), step.slot or "|".join(sorted(step.words))) for step in parse_pattern(text).steps]


@pytest.mark.parametrize(
    ("text", "form", "heads", "steps"),
    [
        ("{subject} acquire|buy {object}", "verb", {"acquire", "buy"}, [("subj", SUBJECT), ("obj", OBJECT)]),
        ("{object} spin off {subject}", "verb", {"spin"}, [("subj", OBJECT), ("off", SUBJECT)]),
        ("{subject} invest in|into {object}", "verb", {"invest"}, [("subj", SUBJECT), ("in|into", OBJECT)]),
        ("{subject} hold stake|share in {object}", "verb", {"hold"}, [("subj", SUBJECT), ("obj", "share|stake"), ("in", OBJECT)]),
        ("someone prepare {subject} for independence", "verb", {"prepare"}, [("obj", SUBJECT), ("for", "independence")]),
        (
            "{object} name {subject} chief_executive",
            "verb",
            {"name"},
            [("subj", OBJECT), ("obj", SUBJECT), ("comp", "chief executive")],
        ),
        ("{subject} walk away from {object}", "verb", {"walk"}, [("subj", SUBJECT), ("away|prt", "away"), ("from", OBJECT)]),
        ("{subject} step down", "verb", {"step"}, [("subj", SUBJECT), ("down|prt", "down")]),
        ("{subject} be unit|division of {object}", "be", {"unit", "division"}, [("is", SUBJECT), ("of", OBJECT)]),
        ("{subject} be based in {object}", "be", {"based"}, [("is", SUBJECT), ("in", OBJECT)]),
        ("{subject} be {object}", "be", set(), [("is", SUBJECT), ("comp", OBJECT)]),
        ("takeover of {object} by {subject}", "noun", {"takeover"}, [("of", OBJECT), ("by", SUBJECT)]),
        ("{subject} 's {object}", "possessive", set(), [("poss", SUBJECT), ("head", OBJECT)]),
        ("{object} 's {subject}", "possessive", set(), [("poss", OBJECT), ("head", SUBJECT)]),
    ],
)
def test_a_text_says_form_heads_and_roles(text: str, form: str, heads: set[str], steps: list[tuple[str, str]]) -> None:
    pattern = parse_pattern(text)
    assert (pattern.text, pattern.form, pattern.heads, pattern.gives) == (text, form, heads, "")
    assert roles(text) == steps


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "{subject} once"),
        ("acquire", "{subject} once"),
        ("{subject} buy {subject}", "{subject} once"),
        ("{subject} buy {object} {object}", "{object} at most once"),
        ("{subject} Buy {object}", "'Buy' is neither"),
        ("{subject} buy, {object}", "'buy,' is neither"),
        ("{buyer} buy {object}", "'{buyer}' is neither"),
        ("{subject} buy||sell {object}", "'buy||sell' is neither"),
        ("{subject}", "must follow the first slot"),
        ("{subject} {object} buy", "must follow the first slot"),
        ("someone {subject} buy", "must follow the first slot"),
        ("{subject} be", "after it"),
        ("someone be unit of {subject}", "'be' needs a slot"),
        ("{subject} be {object} unit", "'be' needs a slot"),
        ("{subject} have 's {object}", "possessive"),
        ("takeover {object} by {subject}", "'{object}' needs a preposition"),
        ("{subject} name {object} chief boss", "'boss' needs a preposition"),
    ],
)
def test_a_text_that_is_no_pattern_is_refused_in_words(text: str, problem: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_pattern(text)
    assert problem in str(caught.value)


def test_has_object_tells_whether_the_object_is_left_to_be_implied() -> None:
    assert parse_pattern("{object} spin off {subject}").has_object
    assert not parse_pattern("someone spin off {subject}").has_object


def test_patterns_with_the_same_text_are_equal_and_hashable() -> None:
    first, second = parse_pattern("{subject} buy {object}"), parse_pattern("{subject} buy {object}")
    assert isinstance(first, Pattern) and isinstance(first.steps[0], Step)
    assert len({first, second}) == 1
