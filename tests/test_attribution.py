"""Who says it: a table of sentences, the word that heads the event, its source and who passes it on."""

from __future__ import annotations

import pytest

from kg.attribution import Voices, in_quotes, read_voices
from kg.factuality import Cues
from kg.language import parse
from kg.ontology import load_ontology

CUES: Cues = load_ontology().cues


def read(text: str, word: str) -> Voices:
    """Return the voices behind the first token of this form."""
    return read_voices(next(token for token in parse([text])[0] if token.text == word), CUES)


ROWS = [
    # said by
    ("Corvane said it would buy Brightwell.", "buy", "Corvane"),
    ("Corvane announced that it had bought Brightwell.", "bought", "Corvane"),
    ("Corvane will buy Brightwell, the company said on Monday.", "buy", "company"),
    ("Corvane, analysts said, will buy Brightwell.", "buy", "analysts"),
    ("Analysts believe that Corvane will buy Brightwell.", "buy", "Analysts"),
    ("Analysts expect Corvane to acquire Brightwell.", "acquire", "Analysts"),
    ("Corvane told Reuters that it bought Brightwell.", "bought", "Corvane"),
    # denied by
    ("Corvane denied that it bought Brightwell.", "bought", "Corvane"),
    ("Corvane dismissed reports that it would sell Brightwell.", "sell", "Corvane"),
    ("Corvane ruled out a takeover of Brightwell.", "takeover", "Corvane"),
    # named beside the verb
    ("Corvane plans to buy Brightwell, according to two suppliers.", "buy", "suppliers"),
    ("According to Reuters, Corvane bought Brightwell.", "bought", "Reuters"),
    ("Corvane bought Brightwell, according to a report by Reuters.", "bought", "report"),
    # quotes
    ('"We will never sell Brightwell," said Ana Ruiz.', "sell", "Ruiz"),
    ('Ana Ruiz said: "We bought Brightwell."', "bought", "Ruiz"),
    ('"We grew," said Ana Ruiz. "We also bought Brightwell."', "bought", "Ruiz"),
    ('"We grew. We also bought Brightwell," said Ana Ruiz.', "bought", "Ruiz"),
    ('Ana Ruiz said: "We grew. We also bought Brightwell. We sold Alder."', "sold", "Ruiz"),
]

NOBODY = [
    ("Corvane bought Brightwell.", "bought"),
    ("Corvane plans to buy Brightwell.", "buy"),
    ("Corvane, which bought Brightwell, said that it grew.", "bought"),
    ("Ana Ruiz said that sales grew. Corvane bought Brightwell.", "bought"),
    ('"We grew," said Ana Ruiz. Corvane bought Brightwell.', "bought"),
    ("Corvane bought Brightwell due to low prices.", "bought"),
]

RELAYED = [
    ("Reuters reported that Corvane denied that it bought Brightwell.", "bought", "Corvane", "Reuters"),
    ("Corvane has abandoned the deal, Reuters reported, citing the company.", "abandoned", "company", "Reuters"),
    ("Corvane told Reuters that it bought Brightwell.", "bought", "Corvane", "Reuters"),
    ("Reuters said analysts expect Corvane to buy Brightwell.", "buy", "analysts", "Reuters"),
]


@pytest.mark.parametrize(("text", "word", "source"), ROWS)
def test_an_event_has_the_source_that_states_it(text: str, word: str, source: str) -> None:
    found = read(text, word).source
    assert found is not None
    assert found.text == source


@pytest.mark.parametrize(("text", "word"), NOBODY)
def test_what_the_article_says_itself_has_no_source(text: str, word: str) -> None:
    assert read(text, word) == Voices()


@pytest.mark.parametrize(("text", "word", "source", "relay"), RELAYED)
def test_who_passes_it_on_stands_apart_from_who_states_it(text: str, word: str, source: str, relay: str) -> None:
    found = read(text, word)
    assert found.source is not None
    assert found.relay is not None
    assert (found.source.text, found.relay.text) == (source, relay)


def test_quotation_marks_enclose_what_is_quoted() -> None:
    doc = parse(['He said: "We grew." Then he left.'])[0]
    assert [token.text for token in doc if in_quotes(token) and token.is_alpha] == ["We", "grew"]
