"""Who a name is, across documents and by the user's word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from story import claim, conclusions, deal, edge, who

from kg.conclude import conclusion_graphs
from kg.corrections import load_corrections
from kg.errors import ConfigError
from kg.iris import BASE, ONTOLOGY
from kg.known import Known, gazetteer

MICRON = Known("Micron Technology", "Company", ("Micron", "MU Inc."), (("isin", "US5951121038"),), "United States")
NASDAQ = (Known("Nasdaq", "StockExchange"), Known("Frankfurt", "City"))


def o(slug: str) -> str:
    return f"{BASE}organization/{slug}"


def labels(*claims: Any, **options: Any) -> list[str]:
    return sorted(entity.label for entity in conclusions(*claims, **options).entities)


def test_spellings_of_one_name_meet() -> None:
    one = claim("Alibaba Group Holding Ltd", "produces", "Qwen")
    two = claim("Alibaba", "produces", "Qwen", said="2026-02-01")
    found = edge(conclusions(one, two), "Alibaba", "produces")
    assert len(found.documents) == 2
    alibaba = next(entity for entity in conclusions(one, two).entities if entity.label == "Alibaba")
    assert alibaba.other_names == ("Alibaba Group Holding Ltd",)


def test_known_entities_meet_by_their_aliases_and_bring_their_identifiers() -> None:
    known = gazetteer([MICRON])
    one, two = claim("Micron", "produces", "memory"), claim("Micron Technology, Inc.", "produces", "memory", said="2026-02-01")
    found = conclusions(one, two, gazetteer=known)
    micron = next(entity for entity in found.entities if entity.iri == o("micron-technology"))
    assert (micron.label, micron.identifiers) == ("Micron Technology", (("isin", "US5951121038"),))
    assert len(edge(found, "Micron Technology", "produces").documents) == 2
    text = conclusion_graphs(found)[f"{BASE}graph/identity"].decode()
    assert text == f"<{o('micron')}> <{ONTOLOGY}refersTo> <{o('micron-technology')}> <{BASE}graph/identity> .\n"
    assert 'identifier> "isin:US5951121038"' in conclusion_graphs(found)[f"{BASE}graph/entities"].decode()


def test_an_alias_of_two_known_entities_is_left_alone() -> None:
    known = gazetteer([Known("Delta Air Lines", "Company", ("Delta",)), Known("Delta Faucet", "Company", ("Delta",))])
    assert who(claim("Delta", "produces", "taps"), gazetteer=known).everywhere == {}


def test_a_known_name_of_another_kind_says_nothing() -> None:
    assert who(claim("Micron", "produces", "memory", types=("Person", "Product")), gazetteer=gazetteer([MICRON])).everywhere == {}


def test_one_name_in_two_classes_is_one_entity_of_the_kind_that_most_claims_have() -> None:
    firm = [claim("Qwen", "produces", "chat", said=f"2026-01-{day:02}") for day in (1, 2)]
    product = claim("Alibaba", "produces", "Qwen", said="2026-02-01", types=("Company", "Product"))
    assert who(*firm, product).resolve(product.document, product.object) == firm[0].subject
    more = [claim("Alibaba", "produces", "Qwen", said=f"2026-02-{day:02}", types=("Company", "Product")) for day in (2, 3)]
    assert who(*firm, product, *more).resolve(firm[0].document, firm[0].subject) == product.object


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # both in one document
        (claim("Qwen", "produces", "chat", doc="a"), claim("Alibaba", "produces", "Qwen", doc="a", types=("Company", "Product"))),
        # a family name and a firm's
        (claim("Ford", "produces", "cars", doc="a"), claim("Ford", "leads", "Corvane", doc="b", types=("Person", "Company"))),
    ],
)
def test_what_speaks_against_it_keeps_a_name_in_two_classes_apart(one: Any, two: Any) -> None:
    assert who(one, two).everywhere == {}


def test_a_known_place_is_no_firm() -> None:
    town = claim("Corvane", "listedOn", "Frankfurt", doc="a", types=("Company", "City"))
    firm = claim("Frankfurt", "sues", "Corvane", doc="b")
    assert who(town, firm, gazetteer=gazetteer(NASDAQ)).everywhere == {}
    assert who(town, firm).everywhere != {}


def test_what_has_no_name_is_its_documents_alone() -> None:
    one, two = (claim("regulators", "blocks", "Corvane", said=day, local="regulators") for day in ("2026-01-12", "2026-03-03"))
    identity = who(one, two, gazetteer=gazetteer([Known("regulators", "Company")]))
    assert [identity.resolve(each.document, each.subject) for each in (one, two)] == [one.subject, two.subject]


def test_an_entity_has_the_class_of_most_documents_and_of_equals_the_narrower() -> None:
    def types(*given: str) -> str:
        claims = [
            claim("Lufthansa", "produces", "flights", doc=f"{n}.txt", types=(type, "Service")) for n, type in enumerate(given)
        ]
        return next(entity.type for entity in conclusions(*claims).entities if entity.label == "Lufthansa")

    assert types("Company", "Company", "Airline") == "Company"
    assert types("Company", "Airline") == types("Airline", "Company") == "Airline"


# ---- the user's word -------------------------------------------------------------------------------------------------


def test_same_joins_two_names_and_shows_the_first() -> None:
    one, two = deal("planned"), claim("Korvane Nordic", "acquires", "Brightwell", said="2026-02-01")
    same = {"same": [{"names": ["Corvane", "Korvane Nordic"]}]}
    assert labels(one, two, corrections=same) == ["Brightwell", "Corvane"]
    assert labels(one, two, corrections={"same": [{"names": ["Korvane Nordic", "o:corvane"]}]}) == [
        "Brightwell",
        "Korvane Nordic",
    ]
    assert len(edge(conclusions(one, two, corrections=same), "Corvane", "acquires").documents) == 2


def test_same_joins_chains_and_goes_before_what_is_known() -> None:
    names = [claim(name, "produces", "memory", doc=f"{name}.txt") for name in ("Micron", "Crucial", "Ballistix")]
    chain = {"same": [{"names": ["Crucial", "Ballistix"]}, {"names": ["Micron", "Crucial"]}]}
    identity = who(*names, corrections=chain, gazetteer=gazetteer([MICRON]))
    assert {identity.resolve(each.document, each.subject) for each in names} == {o("micron-technology")}


def test_not_same_holds_a_name_of_one_document_apart() -> None:
    airline = claim("Delta", "orders", "Airbus", doc="delta-air.txt")
    taps, more = (claim("Delta", "produces", "taps", doc=name) for name in ("delta-taps.txt", "more-taps.txt"))
    apart = {"notSame": [{"name": "Delta", "document": "delta-taps.txt"}]}
    identity = who(airline, taps, more, corrections=apart)
    assert identity.resolve(taps.document, taps.subject) == f"{taps.document}#delta"
    assert identity.resolve(airline.document, airline.subject) == identity.resolve(more.document, more.subject) == o("delta")
    named = {"notSame": [{"name": "Delta", "document": ["delta-taps.txt", "more-taps.txt"], "as": "Delta Faucet"}]}
    assert labels(airline, taps, more, corrections=named) == ["Airbus", "Delta", "Delta Faucet", "taps"]
    text = conclusion_graphs(conclusions(airline, taps, corrections=apart))[f"{BASE}graph/identity"].decode()
    for part in (f"inDocument> <{taps.document}>", f"name> <{o('delta')}>", f"refersTo> <{taps.document}#delta>"):
        assert part in text


def test_a_correction_that_fits_nothing_yet_is_a_warning_that_names_the_nearest() -> None:
    wrong = {"same": [{"names": ["Corvane", "Brightwel"]}], "notSame": [{"name": "Corvane", "document": "news-2026-01-21.txt"}]}
    first, second = who(deal("planned"), corrections=wrong).warnings
    assert "same 1" in first and "did you mean 'Brightwell'?" in first
    assert "did you mean 'news-2026-01-12.txt'?" in second


def test_a_missing_file_corrects_nothing(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml").same == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[sam]]\nnames = ['a', 'b']", "unknown table [[sam]]; did you mean 'same'?"),
        ("[same]\nnames = ['a', 'b']", "write [[same]], with two brackets"),
        ("[[same]]\nnames = ['a']", "same 1: 'names' must be a list of two or more names"),
        ("[[same]]\nnames = ['a', 'b']\n[[same]]\nname = 'a'", "same 2: unknown key 'name'; did you mean 'names'?"),
        ("[[notSame]]\nname = 'Delta'", "notSame 1: 'document' is missing"),
        ("[[notSame]]\nname = 'Delta'\ndocument = 3", "notSame 1: 'document' must be a source or a list of sources"),
        (
            "[[notTrue]]\nsubject = 'a'\nrelation = 'aquires'\nobject = 'b'",
            "notTrue 1: there is no relation 'aquires'; did you mean 'acquires'?",
        ),
        ("[[notTrue]]\nsubject = ''\nrelation = 'acquires'\nobject = 'b'", "notTrue 1: 'subject' must be a text"),
        ("names = [", "corrections.toml: "),
    ],
)
def test_a_wrong_file_is_an_error_that_names_file_entry_and_key(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_corrections(path, ["acquires", "sells"])
    assert problem in str(error.value) and str(path) in str(error.value) and "\n" not in str(error.value)
