"""The words of the calendar, lower case: months and weekdays from the CLDR in babel, small numbers as English spells them."""

from __future__ import annotations

from babel import Locale

_ENGLISH = Locale.parse("en")

WIDE_MONTHS = frozenset(name.lower() for name in _ENGLISH.months["format"]["wide"].values())
MONTHS: dict[str, int] = {
    **{name.lower(): number for number, name in _ENGLISH.months["format"]["abbreviated"].items()},
    **{name.lower(): number for number, name in _ENGLISH.months["format"]["wide"].items()},
    "sept": 9,
}
DAYS: dict[str, int] = {name.lower(): number for number, name in _ENGLISH.days["format"]["wide"].items()}
ORDINALS: dict[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_COUNTED = f"one two three four five six seven eight nine {_TEENS} twenty"
NUMBERS: dict[str, int] = {word: number for number, word in enumerate(_COUNTED.split(), 1)} | {"a": 1, "an": 1, "thirty": 30}
COUNT = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"


def words(text: str) -> frozenset[str]:
    """Return the words of a list written in one line."""
    return frozenset(text.split())
