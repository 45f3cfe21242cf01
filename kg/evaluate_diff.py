"""What an evaluation gained and lost against an earlier one: facts found and no longer found, wrong claims new and gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.evaluate_json import FORMAT
from kg.gold import stem

Item = Mapping[str, Any]
"""A fact or a claim as a JSON report has it."""

_LISTS = ("found", "missed", "wrong", "otherStatus")
_FIGURES = ("recall", "precision", "f1")
_SHOWN = ("subject", "relation", "status")


@dataclass(frozen=True, slots=True)
class Changes:
    """`figures` are (name, before, after) of the whole; `lists` titles with what changed so.

    A fact that one of the two golds lacks is neither gained nor lost.
    """

    figures: tuple[tuple[str, float, float], ...]
    lists: tuple[tuple[str, tuple[Item, ...]], ...]

    def json(self) -> dict[str, Any]:
        """Return the changes as plain values."""
        return {
            "figures": {name: {"before": before, "after": after} for name, before, after in self.figures},
            "lists": {title: [dict(item) for item in items] for title, items in self.lists},
        }


def read_report(path: Path) -> dict[str, Any]:
    """Return what `kg evaluate -f json` wrote. Raises ReadError naming the file and the line that is wrong."""
    remedy = "write the earlier run with: kg evaluate GOLD -f json --out FILE"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except json.JSONDecodeError as error:
        raise ReadError(f"{path}:{error.lineno}", f"is not JSON: {error.msg}; {remedy}") from error
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise ReadError(f"{path}:1", f"is no report of this version of kg; {remedy}")
    try:
        _keyed(report)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ReadError(f"{path}:1", f"the report lacks facts, claims or figures that it must have; {remedy}") from error
    return report


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Return what a report has otherwise than an earlier one; both as `kg.evaluate_json.as_json` makes them."""
    before, after = _keyed(old), _keyed(new)
    both_found = before["found"].keys() & after["found"].keys()
    lists = (
        ("newly found", _common(after["found"], before["missed"])),
        ("no longer found", _common(after["missed"], before["found"])),
        ("wrong, new", _without(after["wrong"], before["wrong"])),
        ("wrong, gone", _without(before["wrong"], after["wrong"])),
        ("status right now", _picked(_without(before["otherStatus"], after["otherStatus"]), both_found)),
        ("status right no longer", _picked(_without(after["otherStatus"], before["otherStatus"]), both_found)),
    )
    pairs = ((name, old["total"][name], new["total"][name]) for name in _FIGURES)
    return Changes(tuple((name, a, b) for name, a, b in pairs if a is not None and b is not None), lists)


_Key = tuple[str, str, str, str]


def _keyed(report: Mapping[str, Any]) -> dict[str, dict[_Key, Item]]:
    """Return each list by what makes its items the same: neither status, source, confidence nor the gold's line."""
    if not all(isinstance(report["total"][name], int | float | None) for name in _FIGURES):
        raise ValueError("a figure is no number")
    lists = {name: [item["fact"] for item in report[name]] if name == "otherStatus" else report[name] for name in _LISTS}
    return {name: {_key(item): item for item in items} for name, items in lists.items()}


def _key(item: Item) -> _Key:
    subject, relation, _ = (str(item[name]) for name in _SHOWN)
    return stem(str(item["document"])), subject, relation, str(item.get("object"))


def _common(items: Mapping[_Key, Item], others: Mapping[_Key, Item]) -> tuple[Item, ...]:
    return tuple(item for key, item in items.items() if key in others)


def _without(items: Mapping[_Key, Item], others: Mapping[_Key, Item]) -> tuple[Item, ...]:
    return tuple(item for key, item in items.items() if key not in others)


def _picked(items: Iterable[Item], keys: Iterable[_Key]) -> tuple[Item, ...]:
    wanted = set(keys)
    return tuple(item for item in items if _key(item) in wanted)
