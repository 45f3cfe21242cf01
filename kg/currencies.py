"""Names and symbols of money, from pycountry (ISO 4217) and the Unicode CLDR in babel; only newspapers' spellings are added.

A word that several currencies share means the one that English writes with a bare sign ("dollars" is `$`, USD; "pounds" is `£`,
GBP); where there is none ("francs", "rubles") the word alone says no currency and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import pycountry
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

_TERRITORIES = ("US", "GB", "CA", "AU", "NZ", "SG", "HK", "IN", "ZA")
# Spellings that newspapers use and the CLDR's English does not have; each names a currency by its ISO code.
_SPELLINGS = {"C$": "CAD", "S$": "SGD", "AU$": "AUD", "USD$": "USD", "RMB": "CNY", "Rs": "INR"}
PENCE = "GBp"  # no ISO code: hundredths of a pound, which is how London quotes its shares
_WORDS = {"renminbi": "CNY", "pounds sterling": "GBP", "greenbacks": "USD", "pence": PENCE}
_NOT_WORDS = frozenset({"real", "sum", "som", "mark"})  # English words of their own
_NOT_CODES = frozenset({"ALL", "TOP"})  # in a headline these are words


@dataclass(frozen=True, slots=True)
class Names:
    """Ways of writing a currency: `pattern` is a regular expression's alternatives, `code` gives the ISO 4217 code of a match."""

    codes: dict[str, str]
    pattern: str

    def code(self, text: str) -> str:
        """Return the ISO 4217 code of a text that the pattern matched."""
        key = re.sub(r"[\s-]+", " ", text)
        return self.codes.get(key) or self.codes[key.lower()]


def _tender() -> frozenset[str]:
    """Return the codes that are legal tender somewhere today: no funds codes, metals or old money."""
    spent = cast(dict[str, list[tuple[str, object, object, bool]]], get_global("territory_currencies"))
    now = {code for uses in spent.values() for code, _start, end, tender in uses if end is None and tender}
    return frozenset(now & {item.alpha_3 for item in pycountry.currencies})


def _symbols(tender: frozenset[str]) -> dict[str, str]:
    english = Locale.parse("en").currency_symbols
    signs = {english[code]: code for code in sorted(tender) if not english.get(code, code).isalnum()}
    for territory in _TERRITORIES:
        local = Locale.parse(f"en_{territory}").currency_symbols
        here = {sign: code for code, sign in sorted(local.items()) if code in tender and re.fullmatch(r"[A-Z]{1,3}[$¥£]", sign)}
        signs = here | signs
    return signs | _SPELLINGS


def _words(tender: frozenset[str], signs: dict[str, str]) -> dict[str, str]:
    full: dict[str, str] = {}
    bare: dict[str, set[str]] = defaultdict(set)
    for code in sorted(tender):
        for count in (1, 2):
            name = get_currency_name(code, count, locale="en").lower()
            full.setdefault(name.replace("us ", "u.s. "), code)
            full.setdefault(name, code)
            bare[name.split()[-1]].add(code)
    principal = {code for sign, code in signs.items() if len(sign) == 1}
    words = {}
    for word, codes in bare.items():
        chosen = codes if len(codes) == 1 else codes & principal
        if len(chosen) == 1 and word not in _NOT_WORDS:
            words[word] = next(iter(chosen))
    return words | full | _WORDS


def _alternatives(names: Iterable[str], flags: str = "") -> str:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return f"(?{flags}:" + "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in longest) + ")"


_TENDER = _tender()
_SIGNS = _symbols(_TENDER)
_CODES = {code: code for code in sorted(_TENDER - _NOT_CODES)}
_EXACT = _CODES | {sign: code for sign, code in _SIGNS.items() if sign in ("€", "£", "RMB")}
_AFTER = _words(_TENDER, _SIGNS)

BEFORE = Names(_SIGNS | _CODES, _alternatives(_SIGNS | _CODES))
AFTER = Names(_EXACT | _AFTER, f"(?:{_alternatives(_EXACT)}|{_alternatives(_AFTER, 'i')})")
