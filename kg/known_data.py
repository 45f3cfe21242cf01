"""The shipped known entities, made anew in each process from kept libraries and three small tables of general knowledge.

Companies: pytickersymbols (members of 20 stock indices; ISIN, symbol, Wikipedia page). Countries, regions and states: pycountry
and babel (CLDR). Cities: the example cities of the time zones and the companies' seats. Adjectives of countries, stock exchanges
and indices: `data/`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from babel.core import get_global

from kg.iris import slug, strip_legal
from kg.known import Known

_LINKS = (("wikipedia", "wikipedia_url"), ("website", "website"))
_DATA = Path(__file__).parent / "data"
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_DESCRIPTIVE = re.compile(r"\s+(?:Technolog(?:y|ies)|Platforms|Motors?|Pharmaceuticals?|International|Industries)$")
_STATES = {
    "US": ("State", "District"),
    "CA": ("Province", "Territory"),
    "AU": ("State", "Territory"),
    "GB": ("Country", "Province", "Nation"),
    "DE": ("Land",),
}
_CITY = re.compile(r"(?!.*\b(?:and|County|Tower|Plaza|Building|Center)\b)[^\W\d_]+(?:[ .'-]+[^\W\d_]+){0,2}")
_CITY_NAMES = {
    "New York": ("New York City",),
    "Washington": ("Washington, D.C.", "Washington, DC", "Washington D.C."),
    "Kyiv": ("Kiev",),
}
_CITY_ALIASES = {alias for names in _CITY_NAMES.values() for alias in names}
_NO_CITIES = ("Antarctica/", "Etc/", "Indian/", "America/Indiana/", "America/North_Dakota/", "America/Kentucky/")
_AREAS = ("002", "003", "005", "009", "013", "019", "029", "035", "142", "143", "145", "150", "151", "155", "419", "EU", "EZ")


@cache
def shipped() -> tuple[Known, ...]:
    """Return every shipped entity, in a fixed order."""
    countries = _countries()
    return (*countries.values(), *_areas(), *_states(countries), *_markets(), *_cities(countries), *_companies())


@cache
def demonyms() -> Mapping[str, Known]:
    """Return countries by their adjectives and peoples; one that serves two countries (Congolese) is left out."""
    countries = _countries()
    found: dict[str, list[Known]] = {}
    for code, peoples, _ in _table("demonyms.tsv", 3):
        for people in peoples.split("|"):
            found.setdefault(people, []).append(countries[code])
    return {people: owners[0] for people, owners in found.items() if people and len(owners) == 1}


def _table(name: str, width: int) -> Iterator[list[str]]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (width - len(cells))


@cache
def _countries() -> Mapping[str, Known]:
    locale = Locale("en")
    others = {code: names.split("|") for code, _, names in _table("demonyms.tsv", 3)}
    found: dict[str, Known] = {}
    for country in sorted(pycountry.countries, key=attrgetter("alpha_2")):
        code = country.alpha_2
        label = _PARENTHESIS.sub("", locale.territories.get(code, country.name)).removesuffix(" SAR China").replace("’", "'")
        names = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", ""), *others.get(code, ())]
        names += [label.replace(" & ", " and "), label.replace("St. ", "Saint ")]
        whole = [name for name in names if name and "," not in name and "(" not in name and name != label]
        found[code] = Known(label, "Country", tuple(dict.fromkeys(whole)), (("iso3166", code),))
    return found


def _areas() -> Iterator[Known]:
    locale = Locale("en")
    aliases = {"EU": ("EU", "E.U.", "the EU"), "EZ": ("eurozone", "euro zone", "Euro zone", "euro area")}
    for code in _AREAS:
        yield Known(locale.territories[code], "Region", aliases.get(code, ()))


def _states(countries: Mapping[str, Known]) -> Iterator[Known]:
    for part in sorted(pycountry.subdivisions, key=attrgetter("code")):
        if part.type in _STATES.get(part.country_code, ()):
            yield Known(part.name.split(" [")[0], "Region", (), (("iso3166", part.code),), countries[part.country_code].label)


def _markets() -> Iterator[Known]:
    for type, label, aliases, city in _table("markets.tsv", 4):
        yield Known(label, type, tuple(alias for alias in aliases.split("|") if alias), (), city)


def _cities(countries: Mapping[str, Known]) -> Iterator[Known]:
    """Yield cities with their country; spellings of one name are one city, a country's own name is left to the country."""
    taken = {slug(name) for known in countries.values() for name in known.names} | {slug(word) for word in _common()}
    found: dict[tuple[str, str], list[str]] = {}
    for city, country in (*_capitals(countries), *_time_zones(countries), *_seats(countries)):
        if slug(city) not in taken:
            found.setdefault((country, slug(city)), []).append(city)
    for (country, _), names in sorted(found.items()):
        plain = "".join(c for c in unicodedata.normalize("NFKD", names[0]) if not unicodedata.combining(c))
        aliases = dict.fromkeys((*names, plain, *_CITY_NAMES.get(names[0], ())))
        yield Known(names[0], "City", tuple(alias for alias in aliases if alias != names[0]), (), country)


def _capitals(countries: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    for code, cities in _table("cities.tsv", 2):
        yield from ((city, countries[code].label) for city in cities.split("|"))


def _time_zones(countries: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    named = {zone: data["city"] for zone, data in Locale("en").time_zones.items() if data.get("city")}
    for zone, code in sorted(get_global("zone_territories").items()):
        if "/" in zone and code in countries and not zone.startswith(_NO_CITIES):
            yield named.get(zone, zone.rpartition("/")[2].replace("_", " ")).replace("’", "'"), countries[code].label


def _seats(countries: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Yield seats of two or more companies, as far as the package has them as "City, State" or "City, Country"."""
    states = {known.label for known in _states(countries) if known.place == countries["US"].label}
    labels = {name: known.label for known in countries.values() for name in known.names}
    count: Counter[tuple[str, str]] = Counter()
    for company in _listed():
        seat = (company.get("metadata") or {}).get("headquarters") or company.get("country") or ""
        parts = [part.strip() for part in seat.split(",")]
        if len(parts) == 3 and labels.get(parts[2]) == countries["US"].label:
            parts.pop()
        country = countries["US"].label if parts[-1] in states else labels.get(parts[-1])
        if len(parts) == 2 and country and _CITY.fullmatch(parts[0]) and parts[0] not in states:
            count[parts[0], country] += 1
    return (city for city, seen in sorted(count.items()) if seen > 1 and city[0] not in _CITY_ALIASES)


def _listed() -> list[dict[str, Any]]:
    from pytickersymbols.indices_data import INDICES  # the data alone: the package's own class only filters it

    return [company for index in INDICES.values() for company in index["companies"]]


def _companies() -> Iterator[Known]:
    """Yield listed companies: those of one Wikipedia page are one, and those of one short name in one country."""
    pages: dict[str, list[Mapping[str, Any]]] = {}
    for company in _listed():
        page = (company.get("metadata") or {}).get("wikipedia_url") or company["name"]
        pages.setdefault(page, []).append(company)
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for page in sorted(pages):
        label = min(map(_short_name, pages[page]), key=lambda name: (len(name), name))
        groups.setdefault((label, pages[page][0].get("country") or ""), []).extend(pages[page])
    first = Counter(label.split()[0] for label, _ in groups)
    for (label, place), companies in sorted(groups.items()):
        yield _company(label, place, companies, first)


def _short_name(company: Mapping[str, Any]) -> str:
    name = _clean(company["name"])
    short = strip_legal(name)
    return name if short in _common() or short.endswith("&") else short


def _clean(name: str) -> str:
    return _PARENTHESIS.sub("", name).replace("’", "'").strip()


def _company(label: str, place: str, companies: Iterable[Mapping[str, Any]], first: Mapping[str, int]) -> Known:
    names: set[str] = set()
    identifiers: set[tuple[str, str]] = set()
    industries: set[str] = set()
    for company in companies:
        names |= {_clean(company["name"]), _short_name(company)}
        data = company.get("metadata") or {}
        identifiers |= {("isin", isin) for isin in company.get("isins") or ()}
        identifiers |= {(key, data[name]) for key, name in _LINKS if data.get(name)}
        identifiers |= {("ticker", company["symbol"])} if company.get("symbol") else set()
        industries.update(company.get("industries") or ())
    brief = _DESCRIPTIVE.sub("", label)
    if " " not in brief and first[brief] == 1 and brief not in _common():  # "Micron Technology": no other begins with Micron
        names.add(brief)
    return Known(label, "Company", tuple(sorted(names - {label})), tuple(sorted(identifiers)), place, tuple(sorted(industries)))


@cache
def _common() -> frozenset[str]:
    lines = (_DATA / "common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
