"""Known entities: what is shipped, and a user's watchlist."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.known import TYPES, Known, gazetteer, load_known


@pytest.mark.parametrize(
    ("text", "label", "type"),
    [
        ("Apple Inc.", "Apple", "Company"),
        ("Apple", "Apple", "Company"),
        ("NVIDIA", "Nvidia", "Company"),
        ("Micron", "Micron Technology", "Company"),
        ("AT&T", "AT&T", "Company"),
        ("South Korea", "South Korea", "Country"),
        ("U.S.", "United States", "Country"),
        ("Czech Republic", "Czechia", "Country"),
        ("Sao Paulo", "São Paulo", "City"),
        ("Beijing", "Beijing", "City"),
        ("Texas", "Texas", "Region"),
        ("European Union", "European Union", "Region"),
        ("NYSE", "New York Stock Exchange", "StockExchange"),
        ("S&P 500", "S&P 500", "Index"),
    ],
)
def test_general_knowledge_is_shipped(text: str, label: str, type: str) -> None:
    assert (label, type) in {(known.label, known.type) for known in load_known().lookup(text)}


@pytest.mark.parametrize("text", ["Target", "Gap", "apple", "it", "next", "Corvane", "", "sap"])
def test_common_words_and_strangers_are_not_known(text: str) -> None:
    assert load_known().lookup(text) == ()


def test_an_ambiguous_name_gives_all_that_bear_it() -> None:
    assert {known.type for known in load_known().lookup("Georgia")} == {"Country", "Region"}
    assert {known.type for known in load_known().lookup("New York")} == {"City", "Region"}


def test_identifiers_come_with_companies_and_countries() -> None:
    (apple,) = load_known().lookup("Apple")
    assert {scheme for scheme, _ in apple.identifiers} >= {"isin", "ticker", "wikipedia"}
    (norway,) = load_known().lookup("Norway")
    assert ("iso3166", "NO") in norway.identifiers


@pytest.mark.parametrize(("text", "country"), [("Norwegian", "Norway"), ("Dutch", "Netherlands"), ("Americans", "United States")])
def test_demonyms_name_their_country(text: str, country: str) -> None:
    found = load_known().demonym(text)
    assert found is not None and found.label == country


def test_a_people_of_two_countries_is_nobodys() -> None:
    assert load_known().demonym("Congolese") is None


def test_shipped_entities_are_sound() -> None:
    known = load_known()
    assert {entry.type for entry in known.entries} <= set(TYPES)
    assert all(name.strip() == name and name for entry in known.entries for name in entry.names)
    assert all(entry.label not in entry.aliases for entry in known.entries)
    assert all(known.lookup(name) for entry in known.entries for name in entry.names)


def test_a_gazetteer_goes_to_worker_processes() -> None:
    known = load_known()
    assert pickle.loads(pickle.dumps(known)) == known


def test_two_companies_lose_an_alias_that_they_share_and_keep_their_labels() -> None:
    known = gazetteer([Known("Delta Air Lines", "Company", ("Delta", "Delta Air")), Known("Delta Faucet", "Company", ("Delta",))])
    assert known.lookup("Delta") == ()
    assert [entry.label for entry in known.lookup("Delta Air")] == ["Delta Air Lines"]


def test_case_matters_to_acronyms_only() -> None:
    known = gazetteer([Known("SAP", "Company"), Known("Nvidia", "Company")])
    assert known.lookup("Sap") == () and known.lookup("SAP") and known.lookup("NVIDIA")


def test_the_longest_name_counts_words_and_signs() -> None:
    assert gazetteer([Known("H&M", "Company")]).max_words == 3


# ---- watchlists ------------------------------------------------------------------------------------------------------


def test_a_table_and_json_lines_say_the_same(tmp_path: Path) -> None:
    table, lines = tmp_path / "list.tsv", tmp_path / "list.jsonl"
    table.write_text("# ours\nlabel\ttype\taliases\tidentifiers\nCorvane\tCompany\tCorvane Foods|Corvane Nordic\tlei=X1|crm=7\n")
    lines.write_text(
        '{"label": "Corvane", "type": "Company", "aliases": ["Corvane Foods", "Corvane Nordic"], '
        '"identifiers": {"crm": "7", "lei": "X1"}}\n'
    )
    (one,), (two,) = (load_known((path,)).lookup("Corvane Nordic") for path in (table, lines))
    assert one == two == Known("Corvane", "Company", ("Corvane Foods", "Corvane Nordic"), (("crm", "7"), ("lei", "X1")))


def test_a_users_entity_replaces_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('label,type,aliases\nApple,Company,"Cupertino, the giant"\n')
    assert load_known((path,)).lookup("Apple") == (Known("Apple", "Company", ("Cupertino, the giant",)),)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.tsv", "name\ttype\nCorvane\tCompany\n", ":1: the first line must name the columns"),
        ("a.tsv", "label\ttype\nCorvane\tFirm\n", ":2: type 'Firm' is none of"),
        ("a.tsv", "label\ttype\n\tCompany\n", ":2: a label is missing"),
        ("a.csv", "label,type\nCorvane,Company,x\n", ":2: 3 cells under 2 columns"),
        ("a.csv", "label,type,identifiers\nCorvane,Company,X1\n", ":2: identifiers are written scheme=value"),
        ("a.jsonl", '{"label": "Corvane", "type": "Company"}\n{"label": \n', ":2: no JSON object on one line"),
        ("a.jsonl", "[1]\n", ":1: wanted an object with the keys"),
        ("a.jsonl", '{"label": "Corvane", "type": "Company", "aliases": "x"}\n', ":1: aliases must be a list"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, name: str, text: str, place: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_known((path,))
    assert str(error.value).startswith(f"{path}{place}")


def test_a_missing_watchlist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.tsv: cannot be read"):
        load_known((tmp_path / "none.tsv",))
