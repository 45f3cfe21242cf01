"""Entities known before any article is read: listed companies, countries, cities, exchanges, and a user's own watchlist.

    gazetteer = load_known(("watchlist.tsv",))
    gazetteer.lookup("Apple Inc.")     every Known of that name: none, one, or several where the name is ambiguous
    gazetteer.demonym("Norwegian")     the country whose adjective or people it is

`known_data` says where the shipped ones come from.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.errors import ConfigError
from kg.iris import entity_iri

TYPES = ("Company", "Organization", "StockExchange", "Index", "Person", "Product", "Country", "City", "Region")
_KINDS = {"Person": "person", "Product": "product", "Country": "place", "City": "place", "Region": "place", "Index": "thing"}
_COLUMNS = ("label", "type", "aliases", "identifiers")
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Known:
    """Someone or something with a name of its own. `type` is an ontology class, `aliases` exclude the label.

    `identifiers` are pairs of scheme and value: `isin`, `ticker`, `wikipedia`, `website`, `iso3166`, or a user's own.
    `place` is the country or city it belongs to.
    """

    label: str
    type: str
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    place: str = ""
    industries: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the aliases."""
        return (self.label, *self.aliases)

    def iri(self, base: str) -> str:
        """Return the IRI of the entity, that of its label."""
        return entity_iri(base, kind_of(self.type), self.label)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known entities by their exact names.

    `max_words` bounds the length of a name in words and signs (`H&M` is three), so that a tokenizer finer than blanks can use it.
    """

    entries: tuple[Known, ...]
    demonyms: Mapping[str, Known] = field(default_factory=dict)
    names: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    folded: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    max_words: int = 1

    def lookup(self, text: str) -> tuple[Known, ...]:
        """Return all that bear exactly this name; where there is none and it is longer than an acronym, in another case.

        The text must begin with a capital, a digit or a letter without case, unless the name itself begins otherwise.
        """
        key = _key(text)
        exact = self.names.get(key)
        if exact is not None:
            return exact
        return () if key[:1].islower() or len(key) < 5 else self.folded.get(key.casefold(), ())

    def demonym(self, text: str) -> Known | None:
        """Return the country whose adjective or people the text is ("Norwegian", "Dutch")."""
        return self.demonyms.get(_key(text))


def kind_of(type: str) -> str:
    """Return the part of an entity's IRI that its class asks for.

    >>> kind_of("Company"), kind_of("City"), kind_of("Index")
    ('organization', 'place', 'thing')
    """
    return _KINDS.get(type, "organization")


def load_known(entity_files: Iterable[str | Path] = ()) -> Gazetteer:
    """Return the shipped entities and those of the user's files, which come first and replace shipped ones of one label and type.

    Loads once a process for the same files. Raises ConfigError naming file and line.
    """
    return _load(tuple(str(path) for path in entity_files))


@lru_cache(maxsize=4)
def _load(files: tuple[str, ...]) -> Gazetteer:
    from kg.known_data import demonyms, shipped

    own = tuple(known for path in files for known in read_entities(Path(path)))
    replaced = {(known.type, known.label) for known in own}
    return gazetteer((*own, *(known for known in shipped() if (known.type, known.label) not in replaced)), demonyms())


def gazetteer(entries: Iterable[Known], demonyms: Mapping[str, Known] | None = None) -> Gazetteer:
    """Return the entries indexed by name. Two companies that share an alias lose it; a label always stands."""
    kept = _without_shared_aliases(tuple(entries))
    names: dict[str, tuple[Known, ...]] = {}
    folded: dict[str, tuple[Known, ...]] = {}
    for known in kept:
        for name in dict.fromkeys(_key(name) for name in known.names):
            names[name] = (*names.get(name, ()), known)
            if not (name.isupper() and len(name) < 5):
                fold = name.casefold()
                folded[fold] = tuple(dict.fromkeys((*folded.get(fold, ()), known)))
    words = max((len(_TOKEN.findall(name)) for name in names), default=1)
    return Gazetteer(kept, dict(demonyms or {}), names, folded, words)


def _without_shared_aliases(entries: tuple[Known, ...]) -> tuple[Known, ...]:
    bearers: dict[tuple[str, str], set[str]] = {}
    for known in entries:
        for name in known.names:
            bearers.setdefault((known.type, _key(name)), set()).add(known.label)
    return tuple(
        known
        if all(len(bearers[known.type, _key(alias)]) == 1 for alias in known.aliases)
        else Known(
            known.label,
            known.type,
            tuple(alias for alias in known.aliases if len(bearers[known.type, _key(alias)]) == 1),
            known.identifiers,
            known.place,
            known.industries,
        )
        for known in entries
    )


def read_entities(path: Path) -> Iterator[Known]:
    """Yield the entities of a user's watchlist.

    `.tsv` or `.csv` with a first line of column names (label, type, aliases, identifiers; the last two may be absent), aliases
    parted by `|`, identifiers as `scheme=value` parted by `|`; or `.jsonl` with these keys, `aliases` a list, `identifiers` an
    object. Raises ConfigError naming file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as UTF-8 text ({error}); see --entities") from error
    rows = _json_rows(path, text) if path.suffix in (".jsonl", ".json") else _table_rows(path, text)
    for line, row in rows:
        yield _entity(f"{path}:{line}", row)


def _table_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    reader = csv.reader(text.splitlines(), delimiter="\t" if path.suffix == ".tsv" else ",")
    header: list[str] = []
    for cells in reader:
        if not cells or not "".join(cells).strip() or cells[0].startswith("#"):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            unknown = [name for name in header if name not in _COLUMNS]
            if unknown or "label" not in header or "type" not in header:
                raise ConfigError(f"{path}:{reader.line_num}: the first line must name the columns {', '.join(_COLUMNS)}")
            continue
        if len(cells) > len(header):
            raise ConfigError(f"{path}:{reader.line_num}: {len(cells)} cells under {len(header)} columns")
        row: dict[str, object] = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        row["aliases"] = [part.strip() for part in str(row.get("aliases", "")).split("|") if part.strip()]
        pairs = [part.strip() for part in str(row.get("identifiers", "")).split("|") if part.strip()]
        if any("=" not in pair for pair in pairs):
            raise ConfigError(f"{path}:{reader.line_num}: identifiers are written scheme=value, parted by '|'")
        row["identifiers"] = {pair.partition("=")[0].strip(): pair.partition("=")[2].strip() for pair in pairs}
        yield reader.line_num, row


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}:{number}: no JSON object on one line ({error.msg})") from error
        if not isinstance(row, dict) or not row.keys() <= set(_COLUMNS):
            raise ConfigError(f"{path}:{number}: wanted an object with the keys {', '.join(_COLUMNS)}")
        yield number, row


def _entity(place: str, row: Mapping[str, object]) -> Known:
    label, type, aliases = row.get("label"), row.get("type"), row.get("aliases", [])
    identifiers = row.get("identifiers", {})
    if not isinstance(label, str) or not label.strip():
        raise ConfigError(f"{place}: a label is missing")
    if type not in TYPES:
        raise ConfigError(f"{place}: type {type!r} is none of {', '.join(TYPES)}")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias for alias in aliases):
        raise ConfigError(f"{place}: aliases must be a list of names")
    if not isinstance(identifiers, dict) or not all(isinstance(value, str) for value in identifiers.values()):
        raise ConfigError(f"{place}: identifiers must map schemes to texts")
    others = tuple(alias for alias in dict.fromkeys(aliases) if alias != label.strip())
    return Known(label.strip(), str(type), others, tuple(sorted(identifiers.items())))


def _key(text: str) -> str:
    return " ".join(text.replace("’", "'").split())
