"""What is found in a text as a name, as a nominal and as a pronoun, and with which class."""

from __future__ import annotations

import pytest
from linking import mentions, ontology


def names(text: str) -> list[str]:
    return [one.text for one in mentions(text) if one.form == "name"]


def kinds(text: str) -> dict[str, str]:
    return {one.text: ontology().kind(one.type) for one in mentions(text) if one.form == "name"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corvane Foods, Inc. said it would pay.", ["Corvane Foods, Inc."]),
        ("It borrowed from Bank of America in May.", ["Bank of America"]),
        ("Boeing and Airbus agreed.", ["Boeing", "Airbus"]),
        ("Kestrel & Daughters bought Alder Mills.", ["Kestrel & Daughters", "Alder Mills"]),
        ("Chief Executive Ana Ruiz left on Friday.", ["Ana Ruiz"]),
        ("Mr. Hale met Corvane Executive Vice President Ana Ruiz.", ["Hale", "Corvane", "Ana Ruiz"]),
        ("Analysts expect more. Investors agree.", []),
        ('The app is called "Qwen" and sells well.', ["Qwen"]),
        ("In January, Corvane's shares rose by 34 percent.", ["Corvane"]),
        ("The Securities and Exchange Commission sued Corvane.", ["Securities and Exchange Commission", "Corvane"]),
        ("She joined All Nippon Airways and General Motors.", ["All Nippon Airways", "General Motors"]),
        ("The price is US$40 million or 30 Euros.", []),
        ("She runs Yahoo! and AT&T.", ["Yahoo!", "AT&T"]),
        ("He works for van Dyck Foods and de Havilland.", ["van Dyck Foods", "de Havilland"]),
        ("The van Corvane built is large.", ["Corvane"]),
        ("The round was led by Amber Heron Ventures. On Friday, Amber Heron partner Ana Ruiz left.",
         ["Amber Heron Ventures", "Amber Heron", "Ana Ruiz"]),
        ("The Corvane family will support Corvane.", ["Corvane family", "Corvane"]),
    ],
)  # fmt: skip
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_maker_and_its_model_are_two_names() -> None:
    text = "Airbus fell. Lumora ordered ten Airbus A380 jets and twenty Boeing 787 Dreamliners. The 787 is late."
    found = names(text)
    assert {"Airbus", "A380", "Boeing", "787 Dreamliners", "787"} <= set(found)
    assert kinds(text)["A380"] == "product"


def test_a_number_that_counts_is_no_model() -> None:
    found = names("The Corbeau 200 seats many. Lumora hired 200 pilots for the Corbeau 200.")
    assert found.count("200") == 0


def test_a_headline_names_only_what_is_a_name() -> None:
    text = "Corvane Buys Brightwell in Surprise Deal\nCorvane bought Brightwell. The deal was a surprise."
    assert names(text) == ["Corvane", "Brightwell", "Corvane", "Brightwell"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The chipmaker Lumora fell.", "Lumora", "organization"),
        ("T-Head, Alibaba's chip unit, grew.", "T-Head", "organization"),
        ("Nvidia's H200 chips sell well.", "H200", "product"),
        ('Its AI application, "Qwen," is used by many.', "Qwen", "product"),
        ("Corvane, which makes oat drinks, sued Brightwell.", "Corvane", "organization"),
        ("Ms. Quintal, who left in May, smiled.", "Quintal", "person"),
        ("The plant in Umbria is based in Ostuni.", "Ostuni", "place"),
        ("Okapi-9 was founded in 2017 and has its headquarters in Budapest.", "Okapi-9", "organization"),
        ("Lumora Airways ordered jets.", "Lumora Airways", "organization"),
        ("Rivals such as Tencent cut prices.", "Tencent", "organization"),
        ("In Paris, Maison Corvane rose 5 percent.", "Maison Corvane", "organization"),
        ("Corvane, whose head office is in Tromsdal, makes stoves.", "Tromsdal", "place"),
        ("The Finnish start-up Lumo-6 agreed.", "Lumo-6", "organization"),
        ("Corvane and Brightwell met. The Corvane family agreed.", "Corvane family", "organization"),
    ],
)
def test_the_class_of_a_name_comes_from_its_context(text: str, name: str, kind: str) -> None:
    assert kinds(text)[name] == kind


def test_one_name_has_one_class_in_a_document() -> None:
    text = "Lumora is an airline. Lumora was seen in Oslo. Lumora said so."
    assert {one.type for one in mentions(text) if one.text == "Lumora"} == {"Airline"}


def test_an_adjective_of_a_country_means_the_country() -> None:
    found = [one for one in mentions("Chinese regulators agreed.") if one.text == "Chinese"]
    assert [one.type for one in found] == ["Country"]


@pytest.mark.parametrize(
    ("text", "phrase", "cls"),
    [
        ("According to industry reports, it is true.", "industry reports", "UnnamedSource"),
        ("It was said by people familiar with the matter.", "people familiar with the matter", "UnnamedSource"),
        ("Chinese regulators agreed.", "Chinese regulators", "Regulator"),
        ("It develops specialized processors for data centers.", "specialized processors", "Chip"),
        ("The company's cloud computing division grew.", "cloud computing division", "Unit"),
        ("The two new carmakers merged.", "new carmakers", "Company"),
        ("Corvane sold its textile business.", "textile business", "Unit"),
    ],
)
def test_nominals(text: str, phrase: str, cls: str) -> None:
    found = {one.text: one.type for one in mentions(text) if one.form == "nominal"}
    assert found[phrase] == cls


def test_spans_are_the_texts_own() -> None:
    text = "Corvane’s chip unit, T-Head, sued Kestrel & Co. 🙂\nIt said that Ms. Ruiz had left the company."
    for one in mentions(text):
        assert text[one.start : one.end] == one.text
        assert one.first <= one.head < one.last
