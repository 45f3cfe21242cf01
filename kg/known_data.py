"""The shipped known entities, made anew in each process from kept libraries and three small tables of general knowledge.

Companies: pytickersymbols (members of 20 stock indices; ISIN, symbol, Wikipedia page). Countries, regions and states: pycountry
and babel (CLDR). Cities: the example cities of the time zones and the companies' seats. Adjectives of countries, stock exchanges
and indices: `data/`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from babel.core import get_global

from kg.iris import strip_legal
from kg.known import Known

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
_AREAS = ("002", "003", "005", "009", "013", "019", "029", "035", "142", "143", "145", "150", "151", "155", "202", "419", "EU", "EZ")


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


@cache
def currencies() -> Mapping[str, str]:
    """Return ISO 4217 codes by symbol and by CLDR's English name and plural, in lower case (`us dollars`, `€`, `HK$`)."""
    locale = Locale("en")
    live = {currency.alpha_3 for currency in pycountry.currencies}
    found: dict[str, str] = {}
    for code in sorted(live & set(locale.currencies)):
        found[code] = code
        found[locale.currencies[code].lower()] = code
        for plural in locale._data["currency_names_plural"].get(code, {}).values():
            found[plural.lower()] = code
    found.update({symbol: code for code, symbol in sorted(locale.currency_symbols.items()) if code in live})
    return found


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
    for country in sorted(pycountry.countries, key=lambda item: item.alpha_2):
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
    for code, kinds in _STATES.items():
        for part in sorted(pycountry.subdivisions.get(country_code=code), key=lambda item: item.code):
            if part.type in kinds:
                label = part.name.split(" [")[0]
                yield Known(label, "Region", (), (("iso3166", part.code),), countries[code].label)


def _markets() -> Iterator[Known]:
    for type, label, aliases, city in _table("markets.tsv", 4):
        yield Known(label, type, tuple(alias for alias in aliases.split("|") if alias), (), city)


def _cities(countries: Mapping[str, Known]) -> Iterator[Known]:
    """Yield cities with their country, each name once a country; a state's or country's own name is left to that."""
    taken = {name for known in countries.values() for name in known.names}
    found: dict[tuple[str, str], None] = {}
    names = {zone: data["city"] for zone, data in Locale("en").time_zones.items() if data.get("city")}
    for zone, code in sorted(get_global("zone_territories").items()):
        city = names.get(zone, zone.rpartition("/")[2].replace("_", " ")).partition(",")[0].replace("’", "'")
        if "/" in zone and code in countries and not zone.startswith(("Antarctica", "Etc")):
            found[city, countries[code].label] = None
    for city, country in _seats(countries):
        found[city, country] = None
    common = _common()
    for city, country in sorted(found):
        if city not in taken and city not in common:
            yield Known(city, "City", ("New York City",) if city == "New York" else (), (), country)


def _seats(countries: Mapping[str, Known]) -> Iterator[tuple[str, str]]:
    """Yield cities of two or more companies as the package's "City, State" or "City, Country" has them."""
    states = {known.label for known in _states(countries) if known.place == countries["US"].label}
    labels = {name: known.label for known in countries.values() for name in known.names}
    count: Counter[tuple[str, str]] = Counter()
    for company in _listed():
        seat = (company.get("metadata") or {}).get("headquarters") or company.get("country") or ""
        parts = [part.strip() for part in seat.split(",")]
        if parts[-1] in ("U.S.", "US", "USA", "United States") and len(parts) == 3:
            parts.pop()
        if len(parts) == 2 and re.fullmatch(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+){0,2}", parts[0]):
            country = countries["US"].label if parts[1] in states else labels.get(parts[1])
            if country:
                count[parts[0], country] += 1
    return (city for city, seen in sorted(count.items()) if seen > 1)


def _listed() -> list[dict[str, Any]]:
    from pytickersymbols.indices_data import INDICES  # the data alone: the package's own class only filters it

    return [company for index in INDICES.values() for company in index["companies"]]


def _companies() -> Iterator[Known]:
    """Yield listed companies, those of one Wikipedia page as one."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for company in _listed():
        page = (company.get("metadata") or {}).get("wikipedia_url") or company["name"]
        groups.setdefault(page, []).append(company)
    common = _common()
    made = [_company(groups[page], common) for page in sorted(groups)]
    first = Counter(known.label.split()[0] for known in made)
    for known in made:
        short = _DESCRIPTIVE.sub("", known.label)
        unique = short != known.label and " " not in short and first[short] == 1 and short not in common
        aliases = (*known.aliases, short) if unique else known.aliases
        yield Known(known.label, known.type, aliases, known.identifiers, known.place, known.industries)


def _company(group: Iterable[Mapping[str, Any]], common: frozenset[str]) -> Known:
    names: set[str] = set()
    identifiers: set[tuple[str, str]] = set()
    industries: set[str] = set()
    place = ""
    for company in group:
        name = _PARENTHESIS.sub("", company["name"]).replace("’", "'").strip()
        names |= {name, strip_legal(name)}
        data = company.get("metadata") or {}
        identifiers |= {("isin", isin) for isin in company.get("isins") or ()}
        identifiers |= {(key, data[f]) for key, f in (("wikipedia", "wikipedia_url"), ("website", "website")) if data.get(f)}
        if company.get("symbol"):
            identifiers.add(("ticker", company["symbol"]))
        industries.update(company.get("industries") or ())
        place = place or (company.get("country") or "")
    usable = names - common or names
    label = min(usable, key=lambda name: (len(name), name))
    return Known(label, "Company", tuple(sorted(usable - {label})), tuple(sorted(identifiers)), place, tuple(sorted(industries)))


@cache
def _common() -> frozenset[str]:
    lines = (_DATA / "common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
