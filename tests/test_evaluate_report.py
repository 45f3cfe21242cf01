"""The report as text, JSON and a page, and what it says against an earlier run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from test_evaluate import FACTS, GOLD, NEUTRAL, scored
from test_gold import claim

from kg.errors import ReadError
from kg.evaluate_diff import Changes, compare, read_report
from kg.evaluate_json import as_json, json_text
from kg.evaluate_page import POLICY, marked, page
from kg.evaluate_report import report_lines
from kg.gold import Fact, Gold, Quote

DEAL = claim("Corvane", "acquires", "Brightwell", "planned", extractor="frames", pattern="{subject} buy {object}", confidence=0.9)
NORWAY = claim("Corvane", "locatedIn", "Norway", extractor="learned", pattern="locatedIn", confidence=0.7)
WRONG = claim("Corvane", "sues", "Brightwell", extractor="learned", pattern="sues", confidence=0.7)


def report(*claims: Mapping[str, Any], gold: Gold = GOLD) -> dict[str, Any]:
    return as_json(scored(*claims, gold=gold))


def changed(old: tuple[Mapping[str, Any], ...], new: tuple[Mapping[str, Any], ...]) -> dict[str, list[str]]:
    changes = compare(report(*old), report(*new))
    return {title: [f"{item['subject']} {item['relation']}" for item in items] for title, items in changes.lists if items}


# ---- text


@pytest.mark.parametrize("details", [True, False])
def test_the_text_lists_missed_and_wrong_with_their_sentences(details: bool) -> None:
    lines = "\n".join(report_lines(scored(WRONG), details=details))
    assert lines.startswith("all ")
    assert ("missed (3)" in lines) is details
    assert ("a: Corvane – sues – Brightwell [actual]  “It was said.”" in lines) is details


def test_the_text_tells_how_right_each_extractor_pattern_and_confidence_is() -> None:
    lines = [" ".join(line.split()) for line in report_lines(scored(DEAL, NORWAY, WRONG))]
    assert "frames precision 1/1 1.00" in lines and "learned precision 1/2 0.50" in lines
    assert "precision 0/1 0.00 sues" in lines and "… and 2 more: -f html or -f json" in lines
    assert "0.7 to 0.8 mean 0.70 precision 1/2 0.50" in lines
    assert any(line.startswith("by confidence (expected calibration error 0.167)") for line in lines)


def test_claims_without_extractor_and_confidence_have_no_such_table() -> None:
    lines = "\n".join(report_lines(scored(claim("Corvane", "sues", "Brightwell"))))
    assert not {"by extractor", "by pattern", "by confidence"} & set(lines.splitlines())


# ---- JSON


def test_json_holds_all_of_it_in_one_order_of_keys() -> None:
    values = json.loads(json_text(report(DEAL, NORWAY, WRONG)))
    assert list(values) == sorted(values)
    assert (
        values["total"] | {"facts": 3, "found": 2, "judged": 3, "right": 2, "recall": 0.6667, "precision": 0.6667}
        == values["total"]
    )
    assert values["groups"]["extractor"]["learned"]["precision"] == 0.5
    assert values["groups"]["extractor"]["learned"]["recall"] is None
    assert values["calibration"]["expectedError"] == 0.1667
    assert [values["calibration"]["bins"][7][key] for key in ("from", "claims", "right", "shareRight")] == [0.7, 2, 1, 0.5]
    assert [fact["subject"] for fact in values["missed"]] == ["Alder"]
    assert [each["sentence"] for each in values["wrong"]] == ["It was said."]


def test_the_same_scores_give_the_same_bytes() -> None:
    assert json_text(report(DEAL, NORWAY)) == json_text(report(DEAL, NORWAY))


# ---- against an earlier run


def test_what_is_found_now_and_no_longer_is_told() -> None:
    assert changed((DEAL,), (NORWAY,)) == {"newly found": ["Corvane locatedIn"], "no longer found": ["Corvane acquires"]}


def test_wrong_claims_come_and_go() -> None:
    assert changed((WRONG,), ()) == {"wrong, gone": ["Corvane sues"]}
    assert changed((), (WRONG,)) == {"wrong, new": ["Corvane sues"]}


def test_a_status_that_becomes_right_is_told() -> None:
    actual = {**DEAL, "status": "actual"}
    assert changed((actual,), (DEAL,)) == {"status right now": ["Corvane acquires"]}
    assert changed((DEAL,), (actual,)) == {"status right no longer": ["Corvane acquires"]}
    assert changed((actual,), ()) == {"no longer found": ["Corvane acquires"]}


def test_a_fact_that_the_earlier_gold_lacked_is_not_lost() -> None:
    smaller = Gold(FACTS[:1], NEUTRAL, frozenset({"a"}))
    changes = compare(report(gold=smaller), report())
    assert [items for _, items in changes.lists if items] == []


def test_the_text_ends_with_what_changed() -> None:
    lines = list(report_lines(scored(NORWAY), compare(report(DEAL), report(NORWAY))))
    at = lines.index("newly found (1)")
    assert lines[at + 1] == "  a: Corvane – locatedIn – Norway [actual]"
    assert any(line.startswith("against the earlier run  recall 0.33 → 0.33") for line in lines)
    assert "no fact and no wrong claim is another" in "\n".join(report_lines(scored(), compare(report(), report())))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("{", ":1", "is not JSON"),
        ('{\n"a": 1,\n}', ":3", "is not JSON"),
        ("[]", ":1", "is no report of this version"),
        ('{"format": "kg evaluate 1"}', ":1", "lacks"),
        ('{"format": "kg evaluate 1", "total": 3}', ":1", "lacks"),
    ],
)
def test_a_file_that_is_no_report_is_named_with_the_remedy(tmp_path: Path, text: str, place: str, words: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as error:
        read_report(path)
    assert f"old.json{place}: " in str(error.value) and words in str(error.value) and "-f json" in str(error.value)


@pytest.mark.parametrize("key", ["subject", "relation", "document", "status"])
def test_a_report_whose_facts_lack_a_part_is_no_report(tmp_path: Path, key: str) -> None:
    values = report(WRONG)
    del values["wrong"][0][key]
    path = tmp_path / "old.json"
    path.write_text(json_text(values), encoding="utf-8")
    with pytest.raises(ReadError, match="lacks"):
        read_report(path)


# ---- the page


class Reader(HTMLParser):
    """Collects what a page is made of; every element must be closed in its turn."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)
            self.marks += [data] if "mark" in self.open else []


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


SPITE = '<script>alert("&")</script>'


def spiteful(**more: Any) -> Mapping[str, Any]:
    """A claim whose every text is markup."""
    sentence = f"“{SPITE} sues <b>Brightwell</b>"
    spans = {
        "start": 100,
        "subjectSpan": [101, 101 + len(SPITE)],
        "objectSpan": [100 + sentence.index("<b>"), 100 + len(sentence)],
    }
    return claim(
        SPITE, "sues", "<b>Brightwell</b>", sentence=sentence, attributedTo=SPITE, pattern=SPITE, extractor=SPITE, **spans, **more
    )


def whole(changes: Changes | None = None) -> Reader:
    gold = Gold((*FACTS, Fact(SPITE, SPITE, SPITE, "actual", SPITE, SPITE, "", 9, Quote(SPITE, ((0, 3),)))), (), frozenset({"a"}))
    return read(page(scored(spiteful(confidence=0.4), {**DEAL, "status": "denied"}, gold=gold), changes, title=SPITE))


def test_the_page_has_no_script_and_asks_for_nothing() -> None:
    reader = whole(compare(report(), as_json(scored(spiteful()))))
    assert not {"script", "link", "img", "iframe", "form", "object", "base"} & {tag for tag, _ in reader.tags}
    loads = [
        key for _, attributes in reader.tags for key in attributes if key in ("src", "href", "action") or key.startswith("on")
    ]
    assert loads == []
    policy = [attributes["content"] for _, attributes in reader.tags if attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy == [POLICY] and "default-src 'none'" in POLICY and "script-src" not in POLICY


def test_what_a_text_says_is_shown_and_never_run() -> None:
    text = "".join(whole().texts)
    assert text.count(SPITE) >= 6 and "<b>Brightwell</b>" in text


def test_both_ends_are_marked_in_the_sentences_of_all_lists() -> None:
    reader = whole()
    assert SPITE in reader.marks and "<b>Brightwell</b>" in reader.marks  # a wrong claim
    assert SPITE[:3] in reader.marks  # a missed fact
    text = "".join(reader.texts)
    assert "Missed (3)" in text and "Wrong (1)" in text and "Another status (1)" in text
    assert "denied, gold says planned" in text


def test_without_lists_the_page_has_tables_alone() -> None:
    text = "".join(read(page(scored(WRONG), title="gold.tsv", details=False)).texts)
    assert "Wrong" not in text and "Missed" not in text and "By pattern (1)" in text


def test_the_page_shows_what_changed() -> None:
    text = "".join(whole(compare(report(DEAL), report(NORWAY))).texts)
    assert "Newly found (1)" in text and "No longer found (1)" in text


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (((0, 2), (3, 5)), '<mark>ab</mark> <mark class="second">cd</mark>'),
        (((0, 5), (3, 5)), '<mark>ab </mark><mark class="second">cd</mark>'),
        (((3, 5), (0, 5)), '<mark class="second">ab </mark><mark>cd</mark>'),
        ((), "ab cd"),
    ],
)
def test_marks_may_lie_within_each_other(marks: tuple[tuple[int, int], ...], expected: str) -> None:
    assert marked(Quote("ab cd", marks)) == expected
