"""The training corpus is sound, and what is wrong in one is reported by file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kg.ontology import load_ontology
from training.corpus import CORPUS, STATUSES, CorpusError, check, main, read_corpus

TEXT = """=== harbour-01
title: Corvane to buy Brightwell
date: 2025-03-04
publisher: Harbour Wire
register: agency

Corvane plans to buy Brightwell for $2.1 billion.
It makes oat drinks.
"""
ANNOTATION = """=== harbour-01
M 0 | Corvane | Company | Corvane
M 0 | Brightwell | Company | Brightwell
C 0 | Corvane | acquires | Brightwell | planned | -
M 1 | Corvane | Company | Corvane
M 1 | Brightwell | Company | Brightwell
C 1 | Corvane | acquires | Brightwell | planned | - | price=2.1 billion USD
M 2 | It | Company | Brightwell
M 2 | oat drinks | Product | oat drinks
C 2 | It | produces | oat drinks | actual | -
"""


def write(folder: Path, annotation: str) -> Path:
    (folder / "harbour.txt").write_text(TEXT, encoding="utf-8")
    (folder / "harbour.ann").write_text(annotation, encoding="utf-8")
    return folder


def test_the_corpus_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().err


def test_the_corpus_is_as_large_and_varied_as_its_guideline_says() -> None:
    articles = [article for part in ("train", "dev") for article in read_corpus(CORPUS / part)]
    facts = [fact for article in articles for fact in article.facts]
    sentences = sum(len(article.sentences) - 1 for article in articles)
    empty = sentences - sum(len({fact.sentence for fact in article.facts} - {0}) for article in articles)
    relations, statuses = Counter(fact.relation for fact in facts), Counter(fact.status for fact in facts)
    assert len(articles) >= 400
    assert sentences >= 4000
    assert 4 * empty >= sentences
    assert {name: relations[name] for name in load_ontology().relations if relations[name] < 60} == {}
    assert {name: statuses[name] for name in STATUSES if statuses[name] < 250} == {}


def test_spans_entities_and_terms_are_read(tmp_path: Path) -> None:
    (article,) = read_corpus(write(tmp_path, ANNOTATION))
    assert article.text() == (
        "Corvane to buy Brightwell\n\nCorvane plans to buy Brightwell for $2.1 billion. It makes oat drinks.\n"
    )
    text, offsets = article.text(), article.offsets()
    for mention in article.mentions:
        start = offsets[mention.span.sentence] + mention.span.start
        assert text[start : start + len(mention.text)] == mention.text
    last = article.facts[-1]
    assert (last.subject_entity, last.relation, last.object_entity) == ("Brightwell", "produces", "oat drinks")
    assert article.facts[1].extras == (("price", "2.1 billion USD"),)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("M 1 | Corvan | Company | Corvane", "'Corvan' does not stand in sentence 1"),
        ("M 9 | Corvane | Company | Corvane", "'9' is no sentence"),
        ("M 1 | Corvane | Firm | Corvane", "'Firm' is no class"),
        ("C 1 | Corvane | buys | Brightwell | planned | -", "'buys' is no relation"),
        ("C 1 | Corvane | acquires | Brightwell | soon | -", "'soon' is no status"),
        ("C 2 | It | acquires | drinks | actual | -", "'drinks' is not marked as a mention"),
        ("C 1 | Corvane | acquires | Brightwell | planned | - | cost=3", "'cost=3' is none of"),
        ("X 1", "begins with neither M nor C"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    ontology = load_ontology()
    folder = write(tmp_path, ANNOTATION + line + "\n")
    (problem,) = check(folder, ontology.relations, ontology.classes)[1]
    assert problem.startswith(f"{folder / 'harbour.ann'}:11: ")
    assert what in problem


def test_reading_stops_at_a_line_that_says_nothing(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"harbour\.ann:11: begins with neither"):
        read_corpus(write(tmp_path, ANNOTATION + "X 1\n"))
