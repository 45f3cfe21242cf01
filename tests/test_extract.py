"""What a sentence says, end to end: a table of sentences, the claims that must come of them and those that must not."""

from __future__ import annotations

import pytest
from reading import attributed, pipeline, read

from kg.iris import BASE, claim_iri
from kg.model import Mention

ROWS = [
    # status: done, planned, possible
    ("Brightwell was bought by Corvane Foods for $2.1 billion.", ["Corvane Foods acquires Brightwell actual"]),
    ("Corvane has completed its $2 billion acquisition of Brightwell.", ["Corvane acquires Brightwell actual"]),
    (
        "Corvane plans to buy Brightwell, according to people familiar with the matter.",
        ["Corvane acquires Brightwell planned < people familiar with the matter"],
    ),
    ("Corvane may bid for Brightwell.", ["Corvane acquires Brightwell possible"]),
    ("Corvane is in talks to acquire Brightwell.", ["Corvane acquires Brightwell possible"]),
    ("Corvane is considering a takeover of Brightwell.", ["Corvane acquires Brightwell possible"]),
    ("Corvane has agreed to take over Brightwell.", ["Corvane acquires Brightwell planned"]),
    ("Corvane is expected to acquire Brightwell.", ["Corvane acquires Brightwell planned"]),
    ("Brightwell agreed to be acquired by Corvane.", ["Corvane acquires Brightwell planned"]),
    ("Corvane is buying Brightwell.", ["Corvane acquires Brightwell planned"]),
    ("Corvane has not yet completed its purchase of Brightwell.", ["Corvane acquires Brightwell planned"]),
    ("Corvane hopes to complete the purchase of Brightwell by June.", ["Corvane acquires Brightwell planned"]),
    ("After buying Brightwell, Corvane grew quickly.", ["Corvane acquires Brightwell actual"]),
    ("Corvane will stop making the Zephyr 9.", ["Corvane produces Zephyr 9 actual"]),
    ("Corvane has stopped making the Zephyr 9.", ["Corvane produces Zephyr 9 former"]),
    ("Corvane named Ana Ruiz as its new chief executive.", ["Ana Ruiz chiefExecutiveOf Corvane actual"]),
    ("Corvane was once owned by Brightwell.", ["Brightwell ownsStakeIn Corvane former"]),
    ("Corvane nearly bought Brightwell in 2019.", ["Corvane acquires Brightwell cancelled"]),
    ("Corvane has almost doubled its stake in Brightwell.", ["Corvane ownsStakeIn Brightwell actual"]),
    ("Corvane had to give up its bid for Brightwell.", ["Corvane acquires Brightwell cancelled"]),
    ("The court told Corvane to sell Brightwell.", ["Corvane sells Brightwell planned"]),
    # lists
    ("Corvane's rivals include Brightwell.", ["Brightwell competesWith Corvane actual"]),
    ("Corvane's customers include Brightwell.", ["Corvane suppliesTo Brightwell actual"]),
    # a name that the parser hangs on the firm before it
    ("The chairwoman of Corvane, Ana Ruiz, resigned on Monday.", ["Ana Ruiz chairOf Corvane actual"]),
    ("The rival of Brightwell, Corvane, opened a shop.", ["Corvane competesWith Brightwell actual"]),
    # a name beside the noun that stands for it
    ("Corvane, a firm founded in 2016 by the racing driver Hamish Tolland, grew.", ["Corvane foundedBy Hamish Tolland actual"]),
    ("Corvane is 22 percent owned by Brightwell.", ["Brightwell ownsStakeIn Corvane actual"]),
    ("Corvane is majority-owned by Brightwell.", ["Brightwell ownsStakeIn Corvane actual"]),
    # denied and called off
    ("Corvane denied that it was in talks to acquire Brightwell.", ["Corvane acquires Brightwell denied < Corvane"]),
    ("Corvane has not acquired Brightwell.", ["Corvane acquires Brightwell denied"]),
    ("Corvane ruled out a takeover of Brightwell.", ["Corvane acquires Brightwell denied"]),
    ("Corvane dismissed reports that it would sell Brightwell.", ["Corvane sells Brightwell denied"]),
    ("Corvane has no plans to sell Brightwell.", ["Corvane sells Brightwell denied"]),
    ("Corvane failed to buy Brightwell.", ["Corvane acquires Brightwell cancelled"]),
    ("Corvane scrapped plans to acquire Brightwell.", ["Corvane acquires Brightwell cancelled"]),
    ("Corvane walked away from its takeover of Brightwell after regulators objected.", ["Corvane acquires Brightwell cancelled"]),
    ("The proposed acquisition of Brightwell by Corvane collapsed on Monday.", ["Corvane acquires Brightwell cancelled"]),
    ("Corvane had agreed to buy Brightwell, but has dropped the plan.", ["Corvane acquires Brightwell cancelled"]),
    (
        "Corvane plans to buy Brightwell. Corvane has abandoned the deal, Reuters reported, citing the company.",
        ["Corvane acquires Brightwell planned", "Corvane acquires Brightwell cancelled < Corvane"],
    ),
    (
        "Regulators blocked Corvane's acquisition of Brightwell.",
        ["Regulators blocks Corvane actual", "Corvane acquires Brightwell cancelled"],
    ),
    ("Brightwell rejected a takeover bid from Corvane.", ["Corvane acquires Brightwell planned"]),
    # hypothetical
    ("If Corvane buys Brightwell, prices could rise.", ["Corvane acquires Brightwell possible"]),
    # who says so
    ('"We will never sell Brightwell," said Corvane chief executive Ana Ruiz.', ["Ana Ruiz chiefExecutiveOf Corvane actual"]),
    ("Corvane said it would buy Brightwell.", ["Corvane acquires Brightwell planned < Corvane"]),
    ("Analysts expect Corvane to acquire Brightwell.", ["Corvane acquires Brightwell planned < Analysts"]),
    # parts and places
    (
        "Brightwell, a unit of Oslo-based Corvane, makes oat drinks.",
        [
            "Brightwell subsidiaryOf Corvane actual",
            "Corvane headquarteredIn Oslo actual",
            "Brightwell produces oat drinks actual",
        ],
    ),
    ("Corvane's drinks unit Brightwell reported a loss.", ["Brightwell subsidiaryOf Corvane actual"]),
    ("Brightwell, Corvane's drinks unit, is growing.", ["Brightwell subsidiaryOf Corvane actual"]),
    (
        "Corvane will spin off Brightwell next year and list it in Frankfurt.",
        ["Brightwell spunOffFrom Corvane planned", "Brightwell listedOn Frankfurt planned"],
    ),
    # offices
    ("Apple CEO Tim Cook spoke in Oslo.", ["Tim Cook chiefExecutiveOf Apple actual"]),
    (
        "Corvane Foods named Ana Ruiz chief executive, succeeding Tom Hale.",
        [
            "Ana Ruiz chiefExecutiveOf Corvane Foods actual",
            "Ana Ruiz succeeds Tom Hale actual",
            "Tom Hale chiefExecutiveOf Corvane Foods former",
        ],
    ),
    ("Ana Ruiz, who left Corvane as chief executive in May, has founded Delmar.", ["Ana Ruiz chiefExecutiveOf Corvane former"]),
    ("Corvane's former chief executive, Tom Hale, has joined Delmar.", ["Tom Hale chiefExecutiveOf Corvane former"]),
    ("Tom Hale stepped down as chief executive of Corvane.", ["Tom Hale chiefExecutiveOf Corvane former"]),
    # rivals, products, others
    (
        "Corvane faces rivals such as Tencent and Huawei.",
        ["Tencent competesWith Corvane actual", "Huawei competesWith Corvane actual"],
    ),
    ("Apple sued Samsung in California.", ["Apple sues Samsung actual"]),
    (
        "Brightwell was founded in 1998 by Ana Ruiz.",
        ["Brightwell foundingDate 1998 actual", "Brightwell foundedBy Ana Ruiz actual"],
    ),
    ("Corvane and Delmar agreed to merge.", ["Corvane mergesWith Delmar planned"]),
    ("Boeing signed a contract to supply engines to Delmar Airlines.", ["Boeing suppliesTo Delmar Airlines planned"]),
    # the same in other words
    (
        'Corvane Foods reported a loss. "We will never sell Brightwell," said chief executive Ana Ruiz.',
        ["Corvane Foods sells Brightwell denied < Ana Ruiz", "Ana Ruiz chiefExecutiveOf Corvane Foods actual"],
    ),
    ("Kestrel Mills snapped up Alder Bakeries for 40 million euros.", ["Kestrel Mills acquires Alder Bakeries actual"]),
    ("Alder Bakeries is being taken over by Kestrel Mills.", ["Kestrel Mills acquires Alder Bakeries planned"]),
    ("Kestrel Mills abandoned its bid for Alder Bakeries last week.", ["Kestrel Mills acquires Alder Bakeries cancelled"]),
    ("Kestrel Mills' attempt to buy Alder Bakeries failed.", ["Kestrel Mills acquires Alder Bakeries cancelled"]),
    ("Kestrel Mills tried to buy Alder Bakeries but failed.", ["Kestrel Mills acquires Alder Bakeries cancelled"]),
    ("Kestrel Mills is unlikely to buy Alder Bakeries.", ["Kestrel Mills acquires Alder Bakeries possible"]),
    ("Kestrel Mills no longer plans to buy Alder Bakeries.", ["Kestrel Mills acquires Alder Bakeries cancelled"]),
    (
        "Reuters reported that Kestrel Mills planned to buy Alder Bakeries.",
        ["Kestrel Mills acquires Alder Bakeries planned < Reuters"],
    ),
    (
        "Analysts believe that Kestrel Mills will buy Alder Bakeries.",
        ["Kestrel Mills acquires Alder Bakeries possible < Analysts"],
    ),
    (
        "Kestrel Mills, which owns a stake in Alder Bakeries, is based in Lyon.",
        ["Kestrel Mills ownsStakeIn Alder Bakeries actual", "Kestrel Mills headquarteredIn Lyon actual"],
    ),
    (
        "The European Commission approved Kestrel Mills' takeover of Alder Bakeries.",
        ["European Commission approves Kestrel Mills actual", "Kestrel Mills acquires Alder Bakeries planned"],
    ),
    (
        "Kestrel Mills sold Alder Bakeries to Corvane Foods in 2019.",
        ["Kestrel Mills sells Alder Bakeries actual", "Corvane Foods acquires Alder Bakeries actual"],
    ),
    ("Kestrel Mills spun off Alder Bakeries in March.", ["Alder Bakeries spunOffFrom Kestrel Mills actual"]),
    ("Alder Bakeries was spun off from Kestrel Mills in March.", ["Alder Bakeries spunOffFrom Kestrel Mills actual"]),
    ("Swedish retailer Kestrel Mills opened a shop.", ["Kestrel Mills locatedIn Sweden actual"]),
    ("Kestrel Mills competes with Alder Bakeries.", ["Kestrel Mills competesWith Alder Bakeries actual"]),
    ("Alder Bakeries, a rival of Kestrel Mills, makes bread.", ["Alder Bakeries competesWith Kestrel Mills actual"]),
    ("Tom Hale, the former chairman of Kestrel Mills, has died.", ["Tom Hale chairOf Kestrel Mills former"]),
    ("Kestrel Mills CEO Ana Ruiz will step down in June.", ["Ana Ruiz chiefExecutiveOf Kestrel Mills actual"]),
    (
        "Ana Ruiz will succeed Tom Hale as chief executive of Kestrel Mills.",
        [
            "Ana Ruiz succeeds Tom Hale planned",
            "Ana Ruiz chiefExecutiveOf Kestrel Mills planned",
            "Tom Hale chiefExecutiveOf Kestrel Mills actual",
        ],
    ),
    (
        "Kestrel Mills dismissed a report that it would sell Alder Bakeries.",
        ["Kestrel Mills sells Alder Bakeries denied < Kestrel Mills"],
    ),
    ("Kestrel Mills invested 20 million dollars in Alder Bakeries.", ["Kestrel Mills investsIn Alder Bakeries actual"]),
    ("Kestrel Mills plans to list its shares in Frankfurt.", ["Kestrel Mills listedOn Frankfurt planned"]),
    ("Kestrel Mills filed a lawsuit against Alder Bakeries.", ["Kestrel Mills sues Alder Bakeries actual"]),
    ("Kestrel Mills and Alder Bakeries have called off their merger.", ["Kestrel Mills mergesWith Alder Bakeries cancelled"]),
    ("Kestrel Mills used to own Alder Bakeries.", ["Kestrel Mills ownsStakeIn Alder Bakeries former"]),
    ("Unless Kestrel Mills buys Alder Bakeries, jobs will go.", ["Kestrel Mills acquires Alder Bakeries possible"]),
    ("Neither Kestrel Mills nor Corvane Foods has bought Alder Bakeries.", ["Kestrel Mills acquires Alder Bakeries denied"]),
    ("Kestrel Mills reportedly agreed to buy Alder Bakeries.", ["Kestrel Mills acquires Alder Bakeries planned"]),
    (
        "Kestrel Mills, Alder Bakeries and Corvane Foods bought Delmar Grain.",
        [
            "Kestrel Mills acquires Delmar Grain actual",
            "Alder Bakeries acquires Delmar Grain actual",
            "Corvane Foods acquires Delmar Grain actual",
        ],
    ),
]

NOTHING = [
    ("Corvane acquired new customers.", "acquires"),
    ("Corvane bought back shares.", "acquires"),
    ("Would Corvane buy Brightwell?", "acquires"),
    ("Corvane acquired a taste for risk.", "acquires"),
    ("Corvane and Brightwell both reported results.", "acquires"),
    ("Corvane sold 5,000 cars in May.", "sells"),
    ("Ana Ruiz, vice chairman of Corvane, spoke.", "chairOf"),
    ("Kestrel Mills sold 141,951 units in May.", "sells"),
    ("Kestrel Mills bought time with a new plan.", "acquires"),
    ("Is Kestrel Mills about to buy Alder Bakeries?", "acquires"),
    ("Kestrel Mills works in partnership with local schools.", "partnersWith"),
    ("Kestrel Mills rose 2 percent and Alder Bakeries fell 1 percent.", "competesWith"),
    ("Rival bids drove the price up, Kestrel Mills said.", "acquires"),
    ("Kestrel Mills has no rival in Lyon.", "competesWith"),
]


@pytest.mark.parametrize(("text", "wanted"), ROWS)
def test_a_sentence_says(text: str, wanted: list[str]) -> None:
    found = attributed(text)
    assert set(wanted) <= found, f"found: {sorted(found)}"


@pytest.mark.parametrize(("text", "relation"), NOTHING)
def test_a_sentence_says_nothing_of(text: str, relation: str) -> None:
    assert relation not in {claim.relation for claim in read(text)}


@pytest.mark.parametrize("text", [row[0] for row in ROWS])
def test_no_claim_is_turned_around(text: str) -> None:
    ordered = {(c.subject.entity.iri, c.relation, c.object.entity.iri) for c in read(text) if isinstance(c.object, Mention)}
    symmetric = {name for name, relation in pipeline().ontology.relations.items() if relation.symmetric}
    assert not {(a, r, b) for a, r, b in ordered if r not in symmetric and (b, r, a) in ordered}


def test_a_price_stands_on_the_claim() -> None:
    claim = next(c for c in read("Brightwell was bought by Corvane Foods for $2.1 billion.") if c.relation == "acquires")
    assert (claim.terms.price, claim.terms.currency) == (2_100_000_000, "USD")


def test_a_block_is_about_the_deal_that_it_cancels() -> None:
    claims = {c.relation: c for c in read("Regulators blocked Corvane's acquisition of Brightwell.")}
    assert claims["blocks"].about == claim_iri(BASE, claims["acquires"])


def test_spans_lie_within_their_sentence() -> None:
    text = "Markets were calm. Brightwell, a unit of Oslo-based Corvane, makes oat drinks. It was bought in May by Corvane."
    for claim in read(text):
        place = claim.evidence
        assert text[place.start : place.end] == place.quote
        for end in (claim.subject, claim.object):
            assert place.start <= end.start < end.end <= place.end
            assert text[end.start : end.end] == end.text
