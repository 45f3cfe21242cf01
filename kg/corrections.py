"""corrections.toml: what the user knows better, kept beside the evidence so that it survives every rebuild.

    [[same]]                                     # one entity; the first name is the one shown
    names = ["Corvane", "o:corvane-foods"]

    [[notSame]]                                  # the Delta of this document is another than that of the rest
    name = "Delta"
    document = "delta-taps.txt"                  # a source, or a list of sources
    as = "Delta Faucet"                          # optional: its full name, shared by all documents that say so

    [[notTrue]]                                  # no edge comes of it
    subject = "Corvane"
    relation = "sues"
    object = "Brightwell"
    document = "gossip.txt"                      # optional: only what this document says of it

Names are labels as the articles have them, without regard to case and legal suffixes, or IRIs (`<https://…>`, `o:corvane`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import ConfigError

_KEYS = {
    "same": ({"names"}, set[str]()),
    "notSame": ({"name", "document"}, {"as"}),
    "notTrue": ({"subject", "relation", "object"}, {"document"}),
}


@dataclass(frozen=True, slots=True)
class Same:
    """Names of one entity; the first is shown. `where` is the place in the file, for messages."""

    where: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSame:
    """A name that means another entity in these documents (sources or IRIs), by its full name where one is given."""

    where: str
    name: str
    documents: tuple[str, ...]
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class NotTrue:
    """A statement that the user rejects, in all documents or in those named."""

    where: str
    subject: str
    relation: str
    object: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The user's word."""

    same: tuple[Same, ...] = ()
    not_same: tuple[NotSame, ...] = ()
    not_true: tuple[NotTrue, ...] = ()


def load_corrections(path: Path, relations: Collection[str] = ()) -> Corrections:
    """Return the corrections of a file, none where there is no file.

    `relations` are the names that a `relation` may have (any, where empty; `metric:NAME` always). Raises ConfigError naming file,
    entry and key.
    """
    if not path.exists():
        return Corrections()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return parse_corrections(data, str(path), relations)


def parse_corrections(data: Mapping[str, Any], name: str = "corrections.toml", relations: Collection[str] = ()) -> Corrections:
    """Return corrections given as the tables of a file of this name. Raises ConfigError as `load_corrections` does.

    >>> parse_corrections({"same": [{"names": ["Corvane", "Corvane Foods"]}]}).same[0].names
    ('Corvane', 'Corvane Foods')
    """
    for key in data:
        if key not in _KEYS:
            raise ConfigError(f"{name}: unknown table [[{key}]]{_hint(key, _KEYS)}")
    return Corrections(
        tuple(Same(where, _names(where, entry)) for where, entry in _entries(name, data, "same")),
        tuple(
            NotSame(
                where, _text(where, entry, "name"), _sources(where, entry), _text(where, entry, "as") if "as" in entry else ""
            )
            for where, entry in _entries(name, data, "notSame")
        ),
        tuple(_not_true(where, entry, relations) for where, entry in _entries(name, data, "notTrue")),
    )


def _entries(name: str, data: Mapping[str, Any], table: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    entries = data.get(table, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{name}: write [[{table}]], with two brackets, before each entry")
    needed, optional = _KEYS[table]
    for number, entry in enumerate(entries, 1):
        where = f"{name}: {table} {number}"
        for key in entry:
            if key not in needed | optional:
                raise ConfigError(f"{where}: unknown key '{key}'{_hint(key, needed | optional)}")
        for key in sorted(needed - entry.keys()):
            raise ConfigError(f"{where}: '{key}' is missing")
        yield where, entry


def _hint(key: str, known: Collection[str]) -> str:
    near = get_close_matches(key, known, 1)
    return f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(sorted(known))}"


def _names(where: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = entry["names"]
    if not isinstance(names, list) or len(names) < 2 or not all(isinstance(name, str) and name.strip() for name in names):
        raise ConfigError(f"{where}: 'names' must be a list of two or more names")
    return tuple(names)


def _text(where: str, entry: Mapping[str, Any], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{where}: '{key}' must be a text")
    return value.strip()


def _sources(where: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    value = entry.get("document", [])
    values = [value] if isinstance(value, str) else value
    if (
        not isinstance(values, list)
        or not all(isinstance(item, str) and item for item in values)
        or ("document" in entry and not values)
    ):
        raise ConfigError(f"{where}: 'document' must be a source or a list of sources")
    return tuple(values)


def _not_true(where: str, entry: Mapping[str, Any], relations: Collection[str]) -> NotTrue:
    relation = _text(where, entry, "relation").removeprefix("kg:")
    if relations and relation not in relations and not relation.startswith("metric:"):
        near = get_close_matches(relation, relations, 1)
        remedy = f"did you mean '{near[0]}'?" if near else "see kg relations"
        raise ConfigError(f"{where}: there is no relation '{relation}'; {remedy}")
    return NotTrue(where, _text(where, entry, "subject"), relation, _text(where, entry, "object"), _sources(where, entry))
