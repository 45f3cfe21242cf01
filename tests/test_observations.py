"""Figures of companies: which metric, whose, which sign, level or change; and silence where the owner is not said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from kg.extractors.observations import extract
from kg.language import parse
from kg.model import Claim, Document, Dropped, Entity, Kind, Mention, Passage, Quantity, Status
from kg.ontology import load_ontology
from kg.parsed import Links, Parsed

NAMES = {
    "Corvane": "Company",
    "Brightwell": "Company",
    "Ana Ruiz": "Person",
    "Norway": "Country",
    "Oslo": "City",
    "Delmar Bank": "Bank",
    "cloud division": "Unit",
}
NOMINALS = {"its": "Corvane", "it": "Corvane", "company": "Corvane", "whose": ""}


def _parsed(*texts: str, title: str | None = None) -> Parsed:
    """Return texts as one linked document; every name and nominal of the tables above is a mention."""
    kinds = [Kind.TITLE] * (title is not None) + [Kind.PARAGRAPH] * len(texts)
    whole = [*([title] if title is not None else []), *texts]
    starts = [sum(len(text) + 1 for text in whole[:number]) for number in range(len(whole))]
    passages = tuple(Passage(start, text, kind) for start, text, kind in zip(starts, whole, kinds, strict=True))
    document = Document("d:a", "a.txt", "\n".join(whole), "sha256:0", published=date(2026, 1, 27))
    docs = tuple(parse(whole))
    heads: dict[tuple[int, int], Mention] = {}
    forms: dict[tuple[int, int], str] = {}
    for number, doc in enumerate(docs):
        lower = [token.lower_ for token in doc]
        for name, target in {**{name: name for name in NAMES}, **NOMINALS}.items():
            words = name.lower().split()
            for at in range(len(doc) - len(words) + 1 if target else 0):
                if lower[at : at + len(words)] == words:
                    span = doc[at : at + len(words)]
                    entity = Entity(f"e:{target}", target, NAMES[target])
                    mention = Mention(starts[number] + span.start_char, starts[number] + span.end_char, span.text, entity)
                    heads.update(dict.fromkeys(((number, token.i) for token in span), mention))
                    forms.update(dict.fromkeys(((number, token.i) for token in span), "name" if name in NAMES else "nominal"))
    return Parsed(document, passages, docs, Links(heads, forms), load_ontology(), "b:")


def _claims(*texts: str, title: str | None = None) -> list[Claim]:
    return [found for found in extract(_parsed(*texts, title=title)) if isinstance(found, Claim)]


def _figures(*texts: str, title: str | None = None) -> list[tuple[str, str, Decimal, str, bool]]:
    figures = []
    for claim in _claims(*texts, title=title):
        assert isinstance(claim.object, Quantity)
        assert claim.measure is not None
        metric = claim.relation.removeprefix("metric:")
        figures.append((claim.subject.entity.label, metric, claim.object.value, claim.object.unit, claim.measure.change))
    return figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "Corvane's revenue rose 12 percent to $5.2 billion.",
            [("revenue", "12", "%", True), ("revenue", "5200000000", "USD", False)],
        ),
        ("Corvane said revenue rose 12 percent.", [("revenue", "12", "%", True)]),
        ("Corvane reported a 34 percent revenue increase for the second quarter.", [("revenue", "34", "%", True)]),
        ("Corvane reported a net profit of $2bn.", [("netProfit", "2000000000", "USD", False)]),
        ("Corvane posted a loss of $38.7 billion.", [("netProfit", "-38700000000", "USD", False)]),
        ("Corvane lost $6 billion in the first quarter of 2025.", [("netProfit", "-6000000000", "USD", False)]),
        ("Corvane's net loss widened to $2 billion.", [("netProfit", "-2000000000", "USD", False)]),
        ("Corvane's sales fell 45 percent in March.", [("revenue", "-45", "%", True)]),
        ("Its profit doubled.", [("profit", "100", "%", True)]),
        ("Revenue at Corvane rose from $3bn to $4bn.", [("revenue", "4000000000", "USD", False)]),
        ("Profits fell to $5 million at Corvane.", [("profit", "5000000", "USD", False)]),
        ("Corvane's shares are presently trading at 144.60 Euros.", [("sharePrice", "144.60", "EUR", False)]),
        (
            "Corvane's shares closed at $12.30, up 4 percent.",
            [("sharePrice", "12.30", "USD", False), ("sharePrice", "4", "%", True)],
        ),
        ("Corvane's stock maintains a twelve-month gain of more than 68 percent.", [("sharePrice", "68", "%", True)]),
        ("Net income at Corvane was down 12 percent.", [("netProfit", "-12", "%", True)]),
        ("Corvane has a market value of $40 billion.", [("marketValue", "40000000000", "USD", False)]),
        ("Corvane is worth $5 billion.", [("marketValue", "5000000000", "USD", False)]),
        ("Corvane raised $18 million.", [("funding", "18000000", "USD", False)]),
        ("The court fined Corvane $3 million.", [("fine", "3000000", "USD", False)]),
        ("Corvane, a company with 3,400 employees, makes tyres.", [("employees", "3400", "employees", False)]),
        ("Corvane serves 550,000 customers.", [("customers", "550000", "customers", False)]),
        ("Corvane gained 3 percent in Oslo.", [("sharePrice", "3", "%", True)]),
        ("Operating profit at Corvane fell to $2 million.", [("operatingProfit", "2000000", "USD", False)]),
        ("Corvane is valued at $5 billion.", [("marketValue", "5000000000", "USD", False)]),
        ("Its orders for 20 jets were confirmed.", [("orders", "20", "jets", False)]),
        ("Corvane ordered 20 jets.", [("orders", "20", "jets", False)]),
        ("Corvane has signaled interest in purchasing more than 200,000 of these units.", [("orders", "200000", "units", False)]),
        ("Corvane employs 5,000 people.", [("employees", "5000", "people", False)]),
        ("Corvane has a workforce of 12,000.", [("employees", "12000", "", False)]),
        ("Corvane cut 10,000 jobs.", [("jobCuts", "10000", "jobs", False)]),
        ("Corvane announced 10,000 job cuts.", [("jobCuts", "10000", "jobs", False)]),
        ("20 jets were ordered by Corvane.", [("orders", "20", "jets", False)]),
        ("Corvane announced job cuts of 10,000.", [("jobCuts", "10000", "jobs", False)]),
        ("Corvane laid off 500 workers.", [("jobCuts", "500", "jobs", False)]),
        ("Corvane delivered 434 aircraft last year.", [("deliveries", "434", "aircraft", False)]),
        ("Corvane said that total sales improved to 142,285 units.", [("deliveries", "142285", "units", False)]),
        ("Corvane generated $5 billion in revenue.", [("revenue", "5000000000", "USD", False)]),
        ("Corvane's market share rose to 17%, up from 14% a year ago.", [("marketShare", "17", "%", False)]),
        ("Shares in Corvane rose 3 percent.", [("sharePrice", "3", "%", True)]),
        ("Its orders climbed to 102 billion yen.", [("orders", "102000000000", "JPY", False)]),
        ("Corvane has received orders for 60 of the machines.", [("orders", "60", "machines", False)]),
        (
            "Corvane has 214 branches and 2,600 employees.",
            [("stores", "214", "branches", False), ("employees", "2600", "employees", False)],
        ),
        ("Corvane raised its dividend by 5 percent.", [("dividend", "5", "%", True)]),
        ("Corvane cut its debt to $3 billion.", [("debt", "3000000000", "USD", False)]),
        (
            "Corvane reported a 20 percent rise in quarterly profit to $2 billion.",
            [("profit", "20", "%", True), ("profit", "2000000000", "USD", False)],
        ),
    ],
)
def test_a_company_and_its_figures(text: str, figures: list[tuple[str, str, str, bool]]) -> None:
    assert _figures(text) == [("Corvane", name, Decimal(value), unit, change) for name, value, unit, change in figures]


@pytest.mark.parametrize(
    "text",
    [
        "Industry sales fell 35 percent, Corvane said.",
        "Sales of automobiles fell 35 percent.",
        "Ana Ruiz said sales fell 5 percent.",
        "Norway's revenue rose 5 percent.",
        "Corvane bought back 5 percent of its shares for $3 billion.",
        "Brightwell sold 20 percent of Corvane shares.",
        "Corvane blamed the loss of $5 million on Brightwell.",
        "Corvane bought Brightwell for $2 billion.",
        "Corvane bought two plants.",
        "So far 144 planes have been ordered.",
        "Corvane is glad. These orders are worth $5 billion.",
        "Corvane's loss narrowed by 5 percent.",
        "Corvane and Brightwell reported a combined revenue of $5 billion.",
        "Delmar Bank expects revenue of $5 billion.",
    ],
)
def test_no_figure_where_there_is_none_or_nobody_is_said_to_have_it(text: str) -> None:
    assert _figures(text) == []


def test_each_company_has_its_own_figure() -> None:
    text = "Corvane's sales fell 5 percent, while Brightwell shares jumped 20 percent."
    assert [figure[:3] for figure in _figures(text)] == [
        ("Corvane", "revenue", Decimal(-5)),
        ("Brightwell", "sharePrice", Decimal(20)),
    ]


def test_a_unit_has_the_figures_that_it_reports() -> None:
    assert [figure[:2] for figure in _figures("The cloud division reported a 34 percent revenue increase.")] == [
        ("cloud division", "revenue")
    ]


def test_a_figure_without_owner_is_dropped_with_the_reason() -> None:
    (dropped,) = extract(_parsed("Sales of automobiles fell 35 percent."))
    assert isinstance(dropped, Dropped)
    assert (dropped.what, dropped.reason) == ("metric:revenue 35 percent", "'automobiles' is not linked to a company")


FORECAST = "Analysts anticipate a nearly 38 percent year-over-year decline in net profit for the current quarter."


def test_a_bare_figure_falls_to_the_company_that_the_document_is_about() -> None:
    (claim,) = _claims(FORECAST, title="Corvane doubles down")
    assert isinstance(claim.object, Quantity)
    assert (claim.subject.entity.label, claim.relation, claim.object.value) == ("Corvane", "metric:netProfit", Decimal(-38))
    assert claim.confidence < 0.6
    assert claim.status in (Status.POSSIBLE, Status.PLANNED)
    assert claim.measure is not None
    assert (claim.measure.period, claim.measure.comparison) == ("2026-01-01/2026-03-31", "year-over-year")


@pytest.mark.parametrize("title", ["Corvane and Brightwell", "A quiet year"])
def test_a_bare_figure_falls_to_nobody_where_two_companies_may_be_meant(title: str) -> None:
    assert _claims(FORECAST, title=title) == []


def test_the_stock_is_that_of_the_company_whose_shares_were_named_last() -> None:
    text = "Corvane's shares are trading at $12. Although the stock has seen a decline, the stock rose 68 percent."
    assert _figures(text)[-1][:3] == ("Corvane", "sharePrice", Decimal(68))


def test_a_bare_figure_belongs_to_what_the_sentence_before_speaks_of() -> None:
    text = "Its head office is in Augsburg. Revenue came to 640 million euros in 2024."
    assert [figure[:3] for figure in _figures(text)] == [("Corvane", "revenue", Decimal(640000000))]
    assert _figures("Analysts were pleased. Revenue came to 640 million euros in 2024.") == []


def test_whose_behind_an_apposition_is_left_open() -> None:
    assert _figures("Brightwell, a rival of Corvane, whose profit doubled, was glad.") == []


def test_companies_themselves_rise_and_fall_in_a_report_on_the_market() -> None:
    opening = "German shares ended a quiet day slightly higher."
    assert [figure[:3] for figure in _figures("Corvane gained 1.6 percent.", title=opening)] == [
        ("Corvane", "sharePrice", Decimal("1.6"))
    ]
    assert _figures("Corvane gained 1.6 percent.", title="A quiet day") == []


@pytest.mark.parametrize(
    ("text", "period", "comparison"),
    [
        (
            "Corvane's revenue rose 12 percent in the second quarter from a year earlier.",
            "2025-04-01/2025-06-30",
            "from a year earlier",
        ),
        ("Corvane reported a net profit of $2bn for the first half of 2025.", "2025-01-01/2025-06-30", None),
        ("Corvane said on Monday that its sales fell 5 percent in March.", "2025-03", None),
        ("Corvane reported a net profit of $2bn on Monday.", None, None),
        ("Corvane shares rose 3 percent on Monday.", "2026-01-26", None),
        ("Corvane reported a loss of $8 billion for the entire year.", None, None),
    ],
)
def test_period_and_comparison(text: str, period: str | None, comparison: str | None) -> None:
    (claim,) = _claims(text)
    assert claim.measure is not None
    assert (claim.measure.period, claim.measure.comparison) == (period, comparison)


STATUSES: Mapping[str, Status] = {
    "Corvane will cut 10,000 jobs.": Status.PLANNED,
    "Corvane may cut 10,000 jobs.": Status.POSSIBLE,
    "Corvane did not report a profit of $3 million.": Status.DENIED,
    "Corvane reported a profit of $3 million.": Status.ACTUAL,
}


@pytest.mark.parametrize("text", STATUSES)
def test_status_is_that_of_the_statement(text: str) -> None:
    (claim,) = _claims(text)
    assert claim.status is STATUSES[text]


def test_spans_and_sentence_are_of_the_document() -> None:
    parsed = _parsed("It rained.", "Corvane's sales fell 45 percent. It rained.")
    (claim,) = [found for found in extract(parsed) if isinstance(found, Claim)]
    text = parsed.document.text
    assert isinstance(claim.object, Quantity)
    assert text[claim.object.start : claim.object.end] == claim.object.text == "45 percent"
    assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote == "Corvane's sales fell 45 percent."
