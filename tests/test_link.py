"""Which mentions of a document mean one entity, which stay apart, and which are left open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking import DOCUMENT, linked, ontology, whom

from kg.iris import BASE


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Lumora Group Holding Ltd fell. Investors sold Lumora.", "Lumora", "Lumora"),
        ("General Motors fell. Later GM rose.", "GM", "General Motors"),
        ("Corvane Foods (CVF) fell. Later CVF rose.", "CVF", "Corvane Foods"),
        ("The European Aeronautic Parts Company (EAPC) fell. EAPC rose.", "EAPC", "European Aeronautic Parts"),
        ("Ana Ruiz runs Corvane. Ms. Ruiz left. Now Ruiz is back.", "Ruiz", "Ana Ruiz"),
        ("Ana Henderson, who runs Corvane, spoke. Later Henderson said sales rose.", "Henderson", "Ana Henderson"),
        (
            "Corvane bought Brightwell Semiconductor. The listing of Brightwell may come.",
            "Brightwell",
            "Brightwell Semiconductor",
        ),
    ],
)
def test_short_forms_meet_their_names(text: str, short: str, full: str) -> None:
    iris = {m.entity.iri for (_, _), m in linked(text).heads.items() if m.text in (short, full) or m.entity.label == full}
    assert len(iris) == 1
    assert whom(text, short, text.count(short) - 1) == full


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Airbus fell. The Airbus A380 flew for Airbus.", "Airbus", "A380"),
        ("Kestrel fell. Kestrel Cloud rose. Kestrel sued Brightwell.", "Kestrel", "Kestrel Cloud"),
        ("America rose while Bank of America fell.", "Bank of America", "America"),
    ],
)
def test_names_that_only_share_a_word_stay_apart(text: str, one: str, other: str) -> None:
    assert whom(text, one) != whom(text, other)


IT = "Corvane said on Friday that it will buy Brightwell."
TWO = "Lindal, which is based in Oslo, sued Palissandro, which makes boilers. "
ANEW = "Corvane denies talks\nCorvane denied talks with Lumora. Corvane is old.\nFew shops in Britain are run by Lumora.\n"
COMPANY = "Corvane buys Brightwell\nCorvane will buy Brightwell. The company said it would pay in cash."


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        (IT, "it", "Corvane"),
        (COMPANY, "company", "Corvane"),
        (COMPANY, "it", "Corvane"),
        ("Corvane sued Brightwell, which makes oat drinks.", "which", "Brightwell"),
        ("Ana Ruiz, who left Corvane, smiled.", "who", "Ana Ruiz"),
        ("Ana Ruiz left Corvane Foods. She smiled. Tom Hale met her.", "She", "Ana Ruiz"),
        ("Mr. Hale met Ms. Ruiz in Oslo. He smiled.", "He", "Hale"),
        ("The chipmaker Lumora fell.", "Lumora", "Lumora"),
        ("T-Head, Alibaba's chip unit, grew. The unit is new.", "The unit", "T-Head"),
        ("Corvane's new unit, Brightwell, grew.", "unit", "Brightwell"),
        ("Alibaba is preparing to list its semiconductor unit. Lumora Semiconductor, founded in 2018, makes chips.",
         "semiconductor unit", "Lumora Semiconductor"),
        ("The airline Lumora fell. Corvane rose. That airline said so.", "That airline", "Lumora"),
        ("Oslo-based Corvane met Turin-based Palissandro. The Norwegian company agreed.", "Norwegian company", "Corvane"),
        (TWO + "The Norwegian group is small.", "Norwegian group", "Lindal"),
        (TWO + "The Oslo-based company is small.", "company", "Lindal"),
        (TWO + "The boiler maker is small.", "boiler maker", "Palissandro"),
        (TWO + "The maker of boilers is small.", "maker", "Palissandro"),
        ("Corvane gained 3 percent. Shareholders of the Bergen-based engineering group agreed.", "group", "Corvane"),
        (ANEW + "Ana Ruiz founded the company in 1898.", "company", "Corvane"),
        (ANEW + "Ana Ruiz founded the company in 1898. It is still based there.", "It", "Corvane"),
        ("Corvane sues Lumora\nCorvane sued Lumora. The judge asked Lumora for papers.\nIts subsidiary Brightwell fell.",
         "Its", "Corvane"),
        ("Good news\nThe airline Lumora rose.\nThe carrier cancelled an order which it had placed in May.", "it", "Lumora"),
        ("Brightwell was a unit of the retailer Corvane, which spun it off in 2014 after a takeover.", "spun it", "Brightwell"),
        ("Lumora denied a report that it would take over Corvane.", "it", "Lumora"),
        ("Corvane fell. Brightwell is quiet. It has begun talks with Corvane.", "It", "Brightwell"),
        ("Shares of the Mannheim newcomer fell. The new company is to be called Brightwell Foods.", "new company",
         "Brightwell Foods"),
        ("Corvane and Brightwell merge. The new company is to be called Lumora Foods. Ana Ruiz will lead the merged company.",
         "merged company", "Lumora Foods"),
        ("Corvane makes stoves; it has no pumps. Brightwell fell.", "it", "Corvane"),
        ("Brightwell makes pumps. Under the plan, it is to be merged with Corvane.", "it", "Brightwell"),
        ('Corvane has built an AI application of its own, "Lumo". It is new.', "application", "Lumo"),
        ("The Corvane family owns Corvane Foods. The family is divided.", "The family", "Corvane family"),
        ("Lindal bought Brightwell from the German retailer Corvane. It paid a fee to the German parent.", "parent", "Corvane"),
        ("A spokesman for Brightwell, a rival of Corvane, said the company was glad.", "the company", "Brightwell"),
        ("Corvane may spin off its unit Brightwell and list it in Frankfurt.", "list it", "Brightwell"),
        ("It was built by Nvidia. The H200 chips are fast, and buying them is costly.", "them", "H200"),
        ("Nvidia's advanced H200 graphics processing units sell well.", "units", "H200"),
        ('"We will never sell," said Corvane chief executive Ana Ruiz.', "We", "Corvane"),
        ('Ana Ruiz said: "I will stay."', "I", "Ana Ruiz"),
        ("At heart, Chinese e-commerce and cloud behemoth Corvane is executing a plan.", "e-commerce", "Corvane"),
        ("Brightwell rose. Corvane jumped on reports that it might merge.", "it", "Corvane"),
        ("Corvane fell after Lumora, its rival, cut prices.", "its", "Corvane"),
        ("Corvane and its rivals fell.", "its", "Corvane"),
        ("Corvane is in talks with Lumora. It was in talks with Lindal too, denying a report.", "It", "Corvane"),
        ("Corvane is small. It is expected to lose money.", "It", "Corvane"),
        ("Corvane is small. It is willing to sell its shops.", "It", "Corvane"),
        ("Fitch Ratings downgraded Corvane, citing the debts of its shops.", "its", "Corvane"),
        ("Corvane fell. The start-up Lumora of Bergen sued it. The Bergen start-up wants money.", "Bergen start-up", "Lumora"),
        ("Corvane, which is based in Leeds, sued Lumora. The Leeds company wants money.", "company", "Corvane"),
        ("Corvane rose 3 percent after the carmaker raised its forecast.", "carmaker", "Corvane"),
        ("Corvane Lines fell. The line has ten ships.", "line", "Corvane Lines"),
        ("Corvane, a miner, fell. Lumora rose. The miner has debts.", "The miner", "Corvane"),
        ("Corvane's chairman, Ana Ruiz, said her company was not for sale.", "company", "Corvane"),
        ('"We looked," said Ana Ruiz, its chief executive, when Corvane fell.', "We", "Corvane"),
        ('Corvane is led by Ana Ruiz. "We looked," she said.', "We", "Corvane"),
        ('A spokeswoman for Corvane spoke. "We do not comment," said a spokesman for Lumora.', "We", "Lumora"),
        ("The chairman, Dr. Tom Hale, said he was glad. Lumora fell.", " he", "Tom Hale"),
    ],
)  # fmt: skip
def test_anaphora(text: str, words: str, label: str) -> None:
    assert whom(text, words) == label


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Corvane fell. It is likely that prices rise.", "It"),
        ("Corvane fell. It was reported that prices rose.", "It"),
        ("Corvane met Brightwell. Both companies agreed.", "companies"),
        ("Corvane and Brightwell met. Together they own 35 percent.", "they"),
        ("Corvane bought the shops and the online business.", "online business"),
        ("The talks between Corvane and Brightwell ended. The merged company would be large.", "merged company"),
        ("Ana Ruiz and Eva Moe met. She smiled.", "She"),
        ("Corvane, a biscuit maker from Bergen, fell. The perfume maker rose.", "perfume maker"),
        ("The Norwegian brewer Corvane fell. The Swedish group rose.", "Swedish group"),
        ('Corvane bought Lumora. Ana Ruiz, formerly head of Lindal, spoke. "We looked," she said.', "We"),
        ("Oslo-based Corvane fell. The Bergen company rose.", "Bergen company"),
    ],
)
def test_what_is_not_clear_is_left_open(text: str, words: str) -> None:
    assert whom(text, words) is None


def test_a_noun_without_a_name_is_an_entity_of_its_document() -> None:
    found = {m.text: m.entity for m in linked("Chinese regulators warned investors of Corvane.").heads.values()}
    assert found["Chinese regulators"].iri == DOCUMENT + "#chinese-regulators"
    assert found["Corvane"].iri == BASE + "organization/corvane"


def test_the_units_of_two_owners_are_two() -> None:
    text = "Corvane sold its dairy unit. Brightwell kept its dairy unit."
    assert len({m.entity.iri for m in linked(text).heads.values() if m.text == "dairy unit"}) == 2


def test_every_token_of_a_name_and_only_the_head_of_a_nominal_is_linked() -> None:
    links = linked("Corvane Foods sued two angry neighbours.")
    assert [links.forms.get((0, i)) for i in range(6)] == ["name", "name", None, None, None, "nominal"]


def test_known_companies_have_one_iri_under_all_their_names() -> None:
    one = {m.entity.iri for m in linked("The Boeing Company fell.").heads.values()}
    other = {m.entity.iri for m in linked("Shares in Boeing fell.").heads.values() if m.text == "Boeing"}
    assert one == other == {BASE + "organization/boeing"}


def test_linking_depends_on_nothing_but_the_document() -> None:
    text = COMPANY + "\nIts rival Lumora, led by Ana Ruiz, said it was surprised."
    first = linked(text)
    linked("Lumora is a river. Corvane is a town in Norway.")
    again = linked(text)
    assert list(first.heads.items()) == list(again.heads.items())


PIECES = str.split(
    """Corvane the , . " ' ( ) which 's Boeing 787 it its The new company Ana Ruiz Inc. and of said : ! ? — - US$
    CEO Yahoo! A330-200 Chief Executive & they who 300 Chapter 11 Bank North American 🙂 South Korean chips (EADS)
    their Mr. merged unit units"""
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_any_words_are_linked_to_spans_of_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for mention in linked(text).heads.values():
        assert text[mention.start : mention.end] == mention.text
        assert mention.entity.iri and mention.entity.label and mention.entity.type in ontology().classes
