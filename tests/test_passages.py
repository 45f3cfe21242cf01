"""Passages, date lines and boilerplate: kinds on articles as they are, exact offsets on any text."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.boilerplate import SELLS, boilerplate, selling
from kg.dateline import parse_day, read_dateline
from kg.model import Document, Kind, Passage
from kg.passages import passages, read_head

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2] / "shared"))
ARTICLES = sorted((SHARED / "articles").rglob("*.txt"))
needs_shared = pytest.mark.skipif(
    not ARTICLES, reason="needs the real articles: set KG_SHARED to the folder that holds articles/"
)


def document(text: str, title: str | None = None) -> Document:
    return Document("https://example.org/d", "d.txt", text, "sha256:", title=title)


def cut(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(passage.kind.value, passage.text) for passage in passages(document(text, title))]


def assert_exact(doc: Document) -> tuple[Passage, ...]:
    """Every character that is no white space is in one passage, in order, with the passage's own offsets."""
    found = passages(doc)
    at = 0
    for passage in found:
        assert passage.text and passage.text == passage.text.strip()
        assert doc.text[passage.start : passage.start + len(passage.text)] == passage.text
        assert not doc.text[at : passage.start].strip()
        at = passage.start + len(passage.text)
    assert not doc.text[at:].strip()
    return found


PIECES = st.sampled_from(
    (
        *(
            "\r\n",
            "\n",
            "\u2028",
            "\u2029",
            "\x0b",
            "\x1f",
            "\x85",
            "\t",
            " ",
            "\u00a0",
            "\ufeff",
            "😀",
            "e\u0301",
            "👩‍👩‍👧",
            "«",
            ".",
        ),
        *("27.01.2026 - 10:59:04", "January 12, 2026", "LONDON (Reuters) - ", "Sources", "By Ana Ruiz", "buy or sell?!", "Ad"),
        *("Corvane bought Brightwell", "Read more"),
    )
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=40).map("".join))
@example("27.01.2026 - 10:59:04 \u2028A")
@example("LONDON (Reuters) -  \r\n\r\nCorvane")
@example("x" * 60 + "\r\n" + "y" * 55 + "\r\nz.")
def test_offsets_are_exact_on_any_text(text: str) -> None:
    assert_exact(document(text))
    assert_exact(document(text, title=text[:20]))


@needs_shared
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:40])
def test_real_articles_keep_every_character_and_their_date(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    head = read_head(text)
    found = assert_exact(document(text, head.title))
    assert head.published is not None and head.title == text.splitlines()[0].strip()
    assert [passage.kind for passage in found[:3]] == [Kind.TITLE, Kind.DATELINE, Kind.PARAGRAPH]
    left_out = [passage.text for passage in found if passage.kind is Kind.BOILERPLATE]
    assert left_out == (
        [] if "alibaba" not in path.name else [line.strip() for line in text[text.index("\nAd\n") :].split("\n") if line.strip()]
    )


@needs_shared
def test_seed_article() -> None:
    text = (SHARED / "articles" / "alibaba-2026-01-27.txt").read_text(encoding="utf-8")
    found = passages(document(text, read_head(text).title))
    assert [passage.text for passage in found if passage.kind is Kind.HEADING] == [
        "Monetizing the Chip Division",
        "Cloud Growth Amidst Profit Compression",
    ]
    assert found[1].text == "27.01.2026 - 10:59:04" and found[2].text.startswith("At the heart of its strategic pivot")


@pytest.mark.parametrize(
    ("line", "dateline", "day"),
    [
        ("27.01.2026 - 10:59:04At the heart of it", "27.01.2026 - 10:59:04", date(2026, 1, 27)),
        ("January 12, 2026", "January 12, 2026", date(2026, 1, 12)),
        ("June 09, 2007", "June 09, 2007", date(2007, 6, 9)),
        ("12 January 2026", "12 January 2026", date(2026, 1, 12)),
        ("Monday, January 5, 2009", "Monday, January 5, 2009", date(2009, 1, 5)),
        ("2026-01-12", "2026-01-12", date(2026, 1, 12)),
        ("2026-01-12T08:30:00Z Corvane bought Brightwell.", "2026-01-12T08:30:00Z ", date(2026, 1, 12)),
        ("January 12, 2026The company said", "January 12, 2026", date(2026, 1, 12)),
        ("LONDON, March 3, 2026 — Corvane fell.", "LONDON, March 3, 2026 — ", date(2026, 3, 3)),
        ("Oslo, 12 January 2026 – Corvane fell.", "Oslo, 12 January 2026 – ", date(2026, 1, 12)),
        (
            "SAN FRANCISCO, Calif., Jan. 5, 2026 /PRNewswire/ -- Corvane",
            "SAN FRANCISCO, Calif., Jan. 5, 2026 /PRNewswire/ -- ",
            date(2026, 1, 5),
        ),
        ("NEW YORK, March 3 (Reuters) - Corvane fell.", "NEW YORK, March 3 (Reuters) - ", None),
        ("Oslo (AP) — “We are glad,” said Ana Ruiz.", "Oslo (AP) — ", None),
        ("PARIS — The company", "PARIS — ", None),
        ("Oslo (npk) - 4 December 2025", "Oslo (npk) - 4 December 2025", date(2025, 12, 4)),
        ("OSLO, 18.11.2025, 17:52 - Shares fell.", "OSLO, 18.11.2025, 17:52 - ", date(2025, 11, 18)),
        ("Pune, 8th July 2025: Corvane fell.", "Pune, 8th July 2025: ", date(2025, 7, 8)),
        ("ROME, 20 Feb 2026 -", "ROME, 20 Feb 2026 -", date(2026, 2, 20)),
        ("Posted on 22 May 2025 in Companies", "Posted on 22 May 2025 in Companies", date(2025, 5, 22)),
        ("By our industry desk", "By our industry desk", None),
        ("27/01/2026", "27/01/2026", date(2026, 1, 27)),
        ("01/27/2026", "01/27/2026", date(2026, 1, 27)),
        ("03/04/2026", "03/04/2026", None),
        ("31.02.2026", "31.02.2026", None),
        ("By Ana Ruiz and Tom Hale", "By Ana Ruiz and Tom Hale", None),
        ("Reuters | January 12, 2026", "Reuters | January 12, 2026", date(2026, 1, 12)),
    ],
)
def test_date_lines(line: str, dateline: str, day: date | None) -> None:
    found = read_dateline(line, early=True)
    assert found is not None
    assert (line[: found.end], found.day) == (dateline, day)


@pytest.mark.parametrize(
    "line",
    [
        "January 5, 2009 was a bad day for General Motors.",
        "On January 12, 2026, Corvane bought Brightwell.",
        "IBM - The company said it would sell the unit.",
        "Alibaba Group (BABA) - The company said so.",
        "By 2018 Corvane had bought Brightwell.",
        "By Monday, Corvane had bought it.",
        "2007 sales rose by 3 percent.",
        "U.S. — The word stands for a country.",
        "Corvane to report results - and to list in Frankfurt",
    ],
)
def test_sentences_are_no_date_lines(line: str) -> None:
    assert read_dateline(line, early=True) is None


def test_a_date_deep_in_the_text_does_not_cut_a_sentence() -> None:
    body = "".join(f"Paragraph {n} says a few words about Corvane and Brightwell.\n\n" for n in range(12))
    assert cut(body + "2026-01-12 Corvane bought Brightwell.")[-1] == ("paragraph", "2026-01-12 Corvane bought Brightwell.")


def test_parse_day_takes_what_feeds_write() -> None:
    assert parse_day("Mon, 12 Jan 2026 10:00:00 GMT") == parse_day("2026-01-12T10:00:00+01:00") == date(2026, 1, 12)
    assert parse_day("yesterday") is parse_day("2026") is parse_day("2026-13-01") is None


def test_head_tells_publication_from_change_and_names_the_publisher() -> None:
    text = "Corvane buys Brightwell\nPublished: 12 January 2026\nUpdated: 14 January 2026\nOSLO (Reuters) - It did.\n"
    head = read_head(text)
    assert (head.published, head.modified, head.publisher) == (date(2026, 1, 12), date(2026, 1, 14), "Reuters")
    assert (
        read_head("Corvane bought Brightwell for two billion dollars on Monday, after months of talks, it said.\nMore.").title
        is None
    )


def test_day_comes_from_the_first_lines_alone() -> None:
    text = "Corvane buys Brightwell\n\n" + "It said so in a few words.\n" * 12 + "\nJanuary 12, 2026\n"
    assert read_head(text).published is None


def test_title_heading_paragraph_and_question() -> None:
    text = (
        "Corvane buys Brightwell\nJanuary 12, 2026\n\nCorvane bought Brightwell for $2.1 billion in cash and shares.\n"
        "What comes next\nRegulators have to approve the deal.\nWould they?\nA last line without a stop"
    )
    assert [kind for kind, _ in cut(text)] == ["title", "dateline", "paragraph", "heading", "paragraph", "paragraph", "paragraph"]


def test_title_is_the_known_one_in_any_case_and_spacing() -> None:
    assert cut("CORVANE  BUYS Brightwell\nIt did.", "Corvane buys Brightwell")[0] == ("title", "CORVANE  BUYS Brightwell")
    assert cut("Corvane buys Brightwell\n\nIt did.", "Another title")[0][0] == "heading"


def test_hand_wrapped_text_keeps_its_sentences_whole() -> None:
    text = (
        "Corvane buys Brightwell\nJanuary 12, 2026\n\n"
        "Corvane plans to buy the oat drink maker Brightwell for $2.1\nbillion, according to people familiar with the matter. "
        "The U.S.\n"
        "company declined to comment. Chief executive Ana Ruiz said that\nit would.\n\n"
        "What comes next\n\nRegulators have to approve the deal, which is not to close before\nJune.\n"
    )
    kinds = cut(text)
    assert [kind for kind, _ in kinds] == ["title", "dateline", "paragraph", "heading", "paragraph"]
    assert kinds[2][1].startswith("Corvane plans") and kinds[2][1].endswith("it would.")
    assert kinds[4][1] == "Regulators have to approve the deal, which is not to close before\nJune."


def test_wrapped_text_without_a_title_has_none() -> None:
    text = (
        "Corvane plans to buy the oat drink maker Brightwell for $2.1\nbillion, according to people familiar with the matter.\n"
    )
    assert [kind for kind, _ in cut(text)] == ["paragraph"] and read_head(text).title is None


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Corvane's rivals",
        "Subscribe to our newsletter",
        "Click here to sign up",
        "Sign up for our free daily newsletter!",
        "© 2026 Example News. All rights reserved.",
        "Copyright 2026 by Example News",
        "Photo: Ana Ruiz / Reuters",
        "Share this article",
        "Facebook | Twitter | Email",
        "Story continues below advertisement",
        "Follow us on Mastodon",
        "Alibaba stock: buy or sell?! The new free analysis delivers the answer",
        "Tags: Corvane, Brightwell",
        "Sponsored: Get 10 percent off the oat drinks of Brightwell with our code.",
        "This press release contains forward-looking statements within the meaning of the law.",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    text = f"Corvane buys Brightwell\n\nCorvane bought Brightwell.\n{line}\nRegulators have to approve the deal."
    assert [kind for kind, _ in cut(text)] == ["title", "paragraph", "boilerplate", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers rose by 12 percent, Corvane said.",
        "Shares of Corvane fell 3 percent on Monday.",
        "Advertising revenue at Corvane rose by a third.",
        "Photo sharing service Brightwell was bought by Corvane.",
        "Sources said Corvane would buy Brightwell.",
        "“You should buy now! Read more books!” said Ana Ruiz.",
        "Following the deal, Corvane will close two plants.",
        "Copyright lawsuits against Corvane were dropped.",
        "Contact lens maker Brightwell named Ana Ruiz chief executive.",
        "Analysts rate the stock a buy or sell it on.",
        "Should investors sell immediately? Or is it worth buying Alibaba?",
    ],
)
def test_real_lines_are_not_boilerplate(line: str) -> None:
    assert boilerplate(["Corvane buys Brightwell", "It did.", line, "Regulators have to approve the deal."])[2] is False


def test_an_advertisement_ends_where_the_article_goes_on() -> None:
    article = "Regulators in Oslo and Brussels have to approve the deal, worth $2.1 billion, and are expected to decide by June."
    lines = [
        "Corvane bought Brightwell.",
        "Advertisement",
        "The best oats",
        "Get 20% off today!",
        article + " It is large.",
        "Ad",
        "Corvane's shares fell.",
    ]
    assert boilerplate(lines) == [False, True, True, True, False, True, False]


def test_sources_at_the_end_are_left_out_and_prose_after_them_is_kept() -> None:
    fact = "Corvane, founded in Oslo in 1990, makes oat drinks and cereals and employs 12,000 people in 14 countries; "
    prose = fact * 2
    lines = [
        "Corvane buys Brightwell",
        "It did.",
        "Sources",
        '"Corvane to buy". Example News, January 12, 2026',
        "Related news",
        prose.strip() + ".",
    ]
    assert boilerplate(lines) == [False, False, True, True, True, False]


def test_quoted_words_do_not_sell() -> None:
    assert selling("“Don't miss your free report! Order now!”, said Ana Ruiz.") == 0
    assert selling("Don't miss your free report! Order now!") >= SELLS
