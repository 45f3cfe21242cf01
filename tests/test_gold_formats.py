"""Gold that brings its own texts: annotated corpora and KnowledgeNet, read as their formats say, and faults named by line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.gold import Fact, level
from kg.gold_formats import Annotated, read_annotated
from kg.model import Kind
from kg.passages import passages

DOCS = Path(__file__).parents[1] / "docs" / "evaluate.md"
TEXT = """=== harbour-03
title: Corvane to buy Brightwell
date: 2025-03-04
publisher: Harbour Wire
register: agency

Corvane Foods plans to buy Brightwell, bankers said.
It is based in Oslo.

The Oslo-based company and Alder are partners.
"""
HEAD = "=== harbour-03\n"
MENTIONS = """M 0 | Corvane | Company | Corvane Foods
M 0 | Brightwell | Company | Brightwell
M 1 | Corvane Foods | Company | Corvane Foods
M 1 | Brightwell | Company | Brightwell
M 1 | bankers | UnnamedSource | bankers
M 2 | It | Company | Corvane Foods
M 2 | Oslo | City | Oslo
M 3 | The Oslo-based company | Company | Corvane Foods
M 3 | Alder | Company | Alder
"""


def corpus(folder: Path, claims: str, *, text: str = TEXT, mentions: str = MENTIONS) -> Path:
    (folder / "harbour.txt").write_text(text, encoding="utf-8")
    (folder / "harbour.ann").write_text(HEAD + mentions + claims, encoding="utf-8")
    return folder


def facts(folder: Path, claims: str, **more: str) -> tuple[Fact, ...]:
    return read_annotated(corpus(folder, claims, **more)).gold.facts


def documented(folder: Path) -> None:
    """Write the files that stand in the documentation."""
    for name, text in re.findall(r"```text (\S+)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        (folder / name).write_text(text, encoding="utf-8")


# ---- what the documentation shows


def test_the_examples_of_the_documentation_are_gold(tmp_path: Path) -> None:
    documented(tmp_path)
    table, annotated = read_annotated(tmp_path / "gold.tsv"), read_annotated(tmp_path)
    assert (len(table.gold.facts), len(table.gold.neutral), table.gold.exhaustive) == (3, 1, {"january"})
    assert [fact.relation for fact in annotated.gold.facts] == ["acquires", "headquarteredIn", "metric:revenue"]
    assert table.documents == () and [each.source for each in annotated.documents] == ["harbour-03"]


# ---- annotated corpora


def test_what_is_stated_twice_is_one_fact_by_every_name_and_source(tmp_path: Path) -> None:
    claims = (
        "C 0 | Corvane | acquires | Brightwell | planned | -\nC 1 | Corvane Foods | acquires | Brightwell | possible | bankers\n"
    )
    [fact] = facts(tmp_path, claims)
    assert fact == Fact("Corvane Foods|Corvane", "acquires", "Brightwell", "planned|possible", "", "harbour-03", "", 11)
    assert fact.quote and fact.quote.text == "Corvane to buy Brightwell" and fact.quote.marks == ((0, 7), (15, 25))


@pytest.mark.parametrize(
    ("sources", "expected"), [(("-", "-"), "-"), (("bankers", "Alder"), "bankers|Alder"), (("-", "bankers"), "")]
)
def test_a_source_is_judged_where_the_sentences_agree(tmp_path: Path, sources: tuple[str, str], expected: str) -> None:
    lines = [f"C {at} | {name} | acquires | Brightwell | planned | {source}\n" for (at, name), source in
             zip(((0, "Corvane"), (1, "Corvane Foods")), sources, strict=True)]  # fmt: skip
    assert facts(tmp_path, "".join(lines))[0].attributed == expected


def test_a_source_that_is_named_may_be_called_by_each_of_its_names(tmp_path: Path) -> None:
    assert facts(tmp_path, "C 2 | It | locatedIn | Oslo | actual | Corvane Foods\n")[0].attributed == "Corvane Foods|Corvane"


def test_a_pronoun_stands_for_its_entity_and_is_no_name(tmp_path: Path) -> None:
    [fact] = facts(tmp_path, "C 2 | It | headquarteredIn | Oslo | actual | -\n")
    assert fact.subject == "Corvane Foods|Corvane"


def test_a_description_is_a_name_in_its_own_claim_alone(tmp_path: Path) -> None:
    claims = "C 3 | The Oslo-based company | locatedIn | 2:Oslo | actual | -\nC 2 | It | sues | 3:Alder | actual | -\n"
    first, second = facts(tmp_path, claims)
    assert "The Oslo-based company" in first.subject.split("|") and "The Oslo-based company" not in second.subject.split("|")
    assert first.quote and first.quote.marks == ((0, 22),)  # the other end stands in another sentence


def test_partners_are_the_same_both_ways_round(tmp_path: Path) -> None:
    text = TEXT + "Alder works with Corvane.\n"
    claims = (
        "C 3 | The Oslo-based company | partnersWith | Alder | actual | -\nC 4 | Alder | partnersWith | Corvane | actual | -\n"
    )
    mentions = MENTIONS + "M 4 | Alder | Company | Alder\nM 4 | Corvane | Company | Corvane Foods\n"
    [fact] = facts(tmp_path, claims, text=text, mentions=mentions)
    assert fact.subject.split("|")[0] == "Corvane Foods" and fact.object == "Alder"


@pytest.mark.parametrize(
    ("said", "keys", "value", "unit", "right"),
    [
        ("$5.2 billion", "", "5200000000", "USD", True),
        ("about 34 percent", " | change=+; period=2025-Q2", "34", "%", True),
        ("about 34 percent", " | change=-", "34", "%", False),
        ("about 34 percent", " | change=-", "-34", "%", True),
        ("seven ships", "", "7", "ships", True),
    ],
)
def test_a_figure_needs_no_mention_and_takes_its_sign_from_the_change(
    tmp_path: Path, said: str, keys: str, value: str, unit: str, right: bool
) -> None:
    text = TEXT + f"Corvane reported {said}.\n"
    claims = f"C 4 | Corvane | metric:revenue | {said} | actual | -{keys}\n"
    [fact] = facts(tmp_path, claims, text=text, mentions=MENTIONS + "M 4 | Corvane | Company | Corvane Foods\n")
    found = {"subject": "Corvane", "relation": "metric:revenue", "object": said, "value": value, "unit": unit, "status": "actual"}
    assert (level(fact, found) == 3) is right


def test_a_flag_has_no_place(tmp_path: Path) -> None:
    [fact] = facts(tmp_path, "C 2 | It | goesPublic | true | planned | -\n")
    assert (fact.object, fact.quote and fact.quote.marks) == ("true", ((0, 2),))


def test_the_articles_are_documents_with_their_paragraphs(tmp_path: Path) -> None:
    [document] = read_annotated(corpus(tmp_path, ""), base="https://example.org/").documents
    assert document.iri == "https://example.org/document/harbour-03" and str(document.published) == "2025-03-04"
    found = passages(document)
    assert [passage.kind for passage in found] == [Kind.TITLE, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert found[1].text == "Corvane Foods plans to buy Brightwell, bankers said. It is based in Oslo."


def test_an_article_without_a_claim_is_exhaustive_too(tmp_path: Path) -> None:
    gold = read_annotated(corpus(tmp_path, "") / "harbour.ann").gold
    assert gold.facts == () and gold.judges("harbour-03", "acquires") and not gold.judges("harbour-03", "metric:revenue")


@pytest.mark.parametrize(
    ("claims", "line", "words"),
    [
        ("C 1 | Corvane Foods | acquires | Brightwell | done | -", 11, "'done' is no status"),
        ("C 1 | Corvane Foods | acquires", 11, "6 or 7 fields"),
        ("C 9 | Corvane | acquires | Brightwell | actual | -", 11, "'9' is no sentence"),
        ("C 1 | Corvane Mills | acquires | Brightwell | actual | -", 11, "'Corvane Mills' does not stand in sentence 1"),
        ("C 1 | Corvane Foods#2 | acquires | Brightwell | actual | -", 11, "does not stand in sentence 1"),
        ("C 1 | ell | acquires | Brightwell | actual | -", 11, "'ell' does not stand in sentence 1"),
        ("C 1 | Corvane Foods | acquires | plans | actual | -", 11, "'plans' is not marked as a mention"),
        ("C 1 |  | acquires | Brightwell | actual | -", 11, "a text is empty"),
        ("\nM 1 | bankers | Group", 12, "a mention has 4 fields"),
        ("X 1 | bankers", 11, "begins with neither"),
        ("=== harbour-04", 11, "'harbour-04' is not in harbour.txt"),
    ],
)
def test_a_wrong_line_of_an_annotation_is_named(tmp_path: Path, claims: str, line: int, words: str) -> None:
    corpus(tmp_path, claims + "\n")
    with pytest.raises(KgError) as error:
        read_annotated(tmp_path)
    assert f"harbour.ann:{line}: " in str(error.value) and words in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: ", "titel: ", "harbour.txt:1: the article has no 'title:'"),
        ("2025-03-04", "March", "harbour.txt:1: the article has no 'date: YYYY-MM-DD'"),
        ("=== harbour-03", "harbour-03", "harbour.txt:1: stands before the first article"),
        ("=== harbour-03", "=== harbour-04", "harbour.txt:1: the article 'harbour-04' is not annotated"),
    ],
)
def test_a_wrong_text_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    corpus(tmp_path, "", text=TEXT.replace(old, new))
    with pytest.raises(KgError) as error:
        read_annotated(tmp_path)
    assert words in str(error.value)


def test_an_article_may_not_be_there_twice(tmp_path: Path) -> None:
    corpus(tmp_path, "")
    for suffix in ("txt", "ann"):
        (tmp_path / f"port.{suffix}").write_bytes((tmp_path / f"harbour.{suffix}").read_bytes())
    with pytest.raises(KgError, match=r"port\.txt:1: the article 'harbour-03' is there twice"):
        read_annotated(tmp_path)


def test_a_folder_without_annotation_and_an_annotation_without_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"has no NAME\.ann"):
        read_annotated(tmp_path)
    (tmp_path / "alone.ann").write_text(HEAD, encoding="utf-8")
    with pytest.raises(KgError, match=r"alone\.txt: cannot be read"):
        read_annotated(tmp_path)


# ---- KnowledgeNet

PASSAGE = "Corvane was founded on January 26, 1954 by Ana Ruiz. She runs it."


def span(end: str, text: str, uri: str = "", shift: int = 40) -> dict[str, Any]:
    start = PASSAGE.index(text)
    return {f"{end}Start": start + shift, f"{end}End": start + shift + len(text), f"{end}Text": text, f"{end}Uri": uri}


RECORD: dict[str, Any] = {
    "fold": 3,
    "passageId": "26:40:105",
    "passageStart": 40,
    "passageText": PASSAGE,
    "exhaustivelyAnnotatedProperties": ["FOUNDED_BY", "DATE_FOUNDED", "CEO"],
    "facts": [
        {"property": "FOUNDED_BY", **span("subject", "Corvane", "q:1"), **span("object", "Ana Ruiz", "q:2")},
        {"property": "FOUNDED_BY", **span("subject", "it", "q:1"), **span("object", "Ana Ruiz", "q:2")},
        {"property": "DATE_FOUNDED", **span("subject", "Corvane", "q:1"), **span("object", "January 26, 1954")},
        {"property": "CEO", **span("subject", "it", "q:1"), **span("object", "She", "q:2")},
        {"property": "NATIONALITY", **span("subject", "Ana Ruiz", "q:2"), **span("object", "Corvane", "q:1")},
    ],
}


def knowledgenet(folder: Path, *records: Any) -> Annotated:
    path = folder / "fold.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return read_annotated(path)


def test_facts_of_a_passage_are_those_of_its_listed_properties(tmp_path: Path) -> None:
    annotated = knowledgenet(tmp_path, RECORD)
    found = [(fact.subject, fact.relation, fact.object, fact.document) for fact in annotated.gold.facts]
    assert found == [
        ("Corvane", "foundedBy", "Ana Ruiz", "26:40:105"),
        ("Corvane", "foundingDate", "January 26, 1954|1954-01-26", "26:40:105"),
        ("Ana Ruiz", "chiefExecutiveOf", "Corvane", "26:40:105"),
    ]
    quote = annotated.gold.facts[2].quote
    assert quote and [quote.text[low:high] for low, high in quote.marks] == ["She", "it"]


def test_only_listed_properties_are_judged(tmp_path: Path) -> None:
    gold = knowledgenet(tmp_path, RECORD, {**RECORD, "passageId": "27:0:9", "facts": []}).gold
    assert gold.judges("26:40:105", "foundedBy") and not gold.judges("26:40:105", "nationality")
    assert gold.judges("27:0:9", "chiefExecutiveOf") and not gold.judges("elsewhere", "foundedBy")


def test_a_passage_is_read_as_a_paragraph(tmp_path: Path) -> None:
    [document] = knowledgenet(tmp_path, {**RECORD, "passageText": "Corvane, founded by Ana Ruiz"}).documents
    assert [passage.kind for passage in passages(document)] == [Kind.PARAGRAPH]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({key: value for key, value in RECORD.items() if key != "passageText"}, "has no 'passageText'"),
        ({**RECORD, "facts": [{"property": "CEO"}]}, "has no 'subject"),
        ({**RECORD, "passageId": "27", "facts": 3}, "another kind"),
        (RECORD, "'26:40:105' is there twice"),
        ([1], "no object"),
    ],
)
def test_a_wrong_passage_is_named(tmp_path: Path, record: Any, words: str) -> None:
    with pytest.raises(KgError) as error:
        knowledgenet(tmp_path, RECORD, record)
    assert "fold.jsonl:2: " in str(error.value) and words in str(error.value)
