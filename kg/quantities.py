"""Numbers with their units: money, percentages and counts, as exact decimals.

Money's unit is its ISO 4217 code (codes from pycountry, names and symbols from the Unicode CLDR in babel). Percentages have `%`,
percentage points `pp`, basis points `bp`; a count has its noun in the plural (`jobs`), or none where a name follows. A span holds
the number, its currency and its unit word, not the counted noun nor a hedge such as "nearly". A range ("between 5 and 7 percent",
"10-15 %") is one quantity: the lower bound as value, the whole as text. Durations, dates, ages, clock times and model numbers are
not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Doc, Token

from kg.calendar_words import words
from kg.currencies import AFTER, BEFORE, PENCE
from kg.model import Quantity
from kg.times import find_spans

_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: i for i, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SCALES = {
    **dict.fromkeys(("million", "millions", "mn", "mln", "m"), 10**6),
    **dict.fromkeys(("billion", "billions", "bn", "b"), 10**9),
    **dict.fromkeys(("trillion", "trillions", "tn", "trn"), 10**12),
    **dict.fromkeys(("thousand", "k"), 10**3),
    "hundred": 100,
    "dozen": 12,
    "score": 20,
}
_SHARES = {"half": Decimal(50), "quarter": Decimal(25), "fifth": Decimal(20), "tenth": Decimal(10)}
_TIMES = {"double": 100, "triple": 200, "treble": 200, "quadruple": 300, "halve": -50}
_INVARIANT = words("aircraft staff people personnel series species spacecraft hovercraft police crew")
_DURATION = words("second minute hour day week month quarter year decade century time degree mile km metre meter")
_BEFORE_NUMBERS = words(
    "additional further another other more extra some about around approximately roughly nearly almost first last next same "
    "remaining only initial total full least most many few estimated combined"
)

_INNER = words("nummod quantmod compound amod nmod advmod conj")
_SPELLED = rf"(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_NUMBER = re.compile(
    rf"""(?:(?<![\w.,/:#])(?<![A-Za-z]-)|(?<=\b[A-Z]{{3}}))(?P<sign>[-+−])?
    (?: (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\d+,\d{{1,2}})(?![\d.,:/]*\d)
      | (?P<spelled>\b{_SPELLED}(?:(?:-|\s|\s(?:hundred|thousand)\s(?:and\s)?){_SPELLED})*)\b
      | (?P<one>\b(?:half\sa|an?))(?=[\s-](?:hundred|thousand|million|billion|trillion|dozen|score\sof)\b)
    )
    (?P<scales>(?:[\s-]?(?:hundred|thousand|millions?|billions?|trillions?|dozen|score(?=\sof)|mn|mln|bn|tn|trn|m|b|k)(?![a-z]))*)(?![\w])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PERCENT = re.compile(
    r"[\s-]?(?P<unit>percentage\spoints?|basis\spoints?|%-?\s?points?|%|per\scent|percent|pct\.?|bps)(?!\w)", re.IGNORECASE
)
_WORD_AFTER = re.compile(rf"[\s-]?(?P<unit>{AFTER.pattern})(?!\w)")
_CURRENCY_BEFORE = re.compile(rf"(?<![\w$])(?P<unit>{BEFORE.pattern})\s?$")
_SHARE = re.compile(
    r"\b(half|(?:a|one|three)[\s-]quarters?|(?:a|one|two|three|four)[\s-]fifths?|(?:a|one)[\s-]tenth)"
    r"(?=\s(?:of|its|their|his|her)\b)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s?(?:-|–|—|to|and|or)\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A number in the text: `start`, `end` with its unit; `bare` is the number without it, `core` where the digits end."""

    start: int
    end: int
    value: Decimal
    unit: str
    first: int
    last: int
    scale: int = 1
    short: bool = False


def find_quantities(doc: Doc, offset: int) -> tuple[Quantity, ...]:
    """Return the quantities of a parsed passage that starts at code point `offset`, in order, never overlapping."""
    text = doc.text
    numbers = _ranges(text, [found for match in _NUMBER.finditer(text) if (found := _read(text, match))])
    known = [found for found in numbers if found.unit]
    taken = [*((found.start, found.end) for found in known), *find_spans(text)]
    counts = [count for found in numbers if not found.unit and (count := _count(doc, found, taken))]
    everything = [*known, *counts, *_shares(text), *_multiples(doc)]
    return tuple(
        Quantity(offset + f.start, offset + f.end, text[f.start : f.end], f.value, f.unit)
        for f in _apart(sorted(everything, key=lambda f: (f.start, -f.end)))
    )


def money(quantity: Quantity) -> bool:
    """Tell whether the quantity is an amount of money.

    >>> money(Quantity(0, 2, "$5", Decimal(5), "USD")), money(Quantity(0, 2, "5%", Decimal(5), "%"))
    (True, False)
    """
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def _apart(found: list[_Found]) -> Iterator[_Found]:
    end = -1
    for item in found:
        if item.start >= end:
            end = item.end
            yield item


def _read(text: str, match: re.Match[str]) -> _Found | None:
    value, scale, short = _value(match)
    start, end = match.span()
    if text[max(0, start - 2) : start].strip() == "#":
        return None
    unit = ""
    if before := _CURRENCY_BEFORE.search(text, max(0, start - 8), start):
        unit, start = BEFORE.code(before["unit"]), before.start()
        if (after := _WORD_AFTER.match(text, end)) and AFTER.code(after["unit"]) == unit:
            end = after.end()
    elif after := _PERCENT.match(text, end):
        unit, end = _percent(after["unit"]), after.end()
    elif (after := _WORD_AFTER.match(text, end)) and not text[after.end() :].startswith(" of"):
        unit, end = AFTER.code(after["unit"]), after.end()
    if unit == PENCE:
        value, unit = value / 100, "GBP"
    if start == match.start() and text[start - 1 : start].isalpha():
        return None
    return _Found(start, end, value, unit, match.start(), match.end(), scale, short)


def _percent(word: str) -> str:
    if word[:1].lower() == "b":
        return "bp"
    return "pp" if "point" in word.lower() else "%"


def _value(match: re.Match[str]) -> tuple[Decimal, int, bool]:
    scales = re.findall(r"[a-z]+", match["scales"].lower())
    scale = 1
    for word in scales:
        scale *= _SCALES[word]
    if match["digits"]:
        digits = match["digits"]
        plain = digits.replace(",", "") if re.search(r",\d{3}", digits) else digits.replace(",", ".")
        value = Decimal(plain)
    elif match["one"]:
        value = Decimal("0.5") if match["one"].lower().startswith("half") else Decimal(1)
    else:
        value = Decimal(_spelled(match["spelled"].lower()))
    value *= scale
    if scale > 1 and value == value.to_integral_value():
        value = Decimal(int(value))
    return (-value if match["sign"] in ("-", "−") else value), scale, bool(scales) and scales[-1] in ("m", "b", "k")


def _spelled(text: str) -> int:
    """Return the value of number words.

    >>> _spelled("twenty-five"), _spelled("two hundred and fifty"), _spelled("three thousand four hundred")
    (25, 250, 3400)
    """
    total = current = 0
    for word in re.findall(r"[a-z]+", text):
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            total, current = total + current * 1000, 0
        else:
            current += _SMALL.get(word, 0)
    return total + current


def _ranges(text: str, found: list[_Found]) -> list[_Found]:
    """Join "5 to 7 percent" and "between $3 and $4 billion"; in "from 5 to 7 percent" only lend the first its unit."""
    joined: list[_Found] = []
    for item in found:
        low = joined[-1] if joined else None
        word = _JOIN.fullmatch(text, low.end, item.start) if low else None
        if low is None or word is None or _unlike(low.unit, item.unit):
            if text[item.start - 1 : item.start] != "-":  # "A330-200"
                joined.append(item)
            continue
        lead = re.search(r"\b(from|between)\s$", text[: low.start], re.IGNORECASE)
        between = lead is not None and lead[1].lower() == "between"
        link = word[0].strip().lower()
        if (link == "and" and not between) or (link == "or" and (low.unit or not item.unit)):
            joined.append(item)
            continue
        unit = low.unit or item.unit
        scale = item.scale if low.scale == 1 and item.scale > 1 and low.value < 1000 else 1
        lent = replace(low, value=low.value * scale, unit=unit)
        if lead and lead[1].lower() == "from":
            joined[-1:] = [lent, replace(item, unit=unit)]
        elif lent.value < item.value or scale > 1:
            start = lead.start() if lead else low.start
            joined[-1] = replace(lent, start=start, end=item.end, last=item.last)
        else:
            joined.append(item)
    return joined


def _unlike(low: str, high: str) -> bool:
    """Tell whether two units cannot be the ends of one range: "rose 11 percent to 158" is none."""
    return low != high and bool(low) and (bool(high) or low in ("%", "pp", "bp"))


def _shares(text: str) -> Iterator[_Found]:
    """Yield "half of", "a quarter of" as percentages; thirds have no exact decimal and are left alone."""
    for match in _SHARE.finditer(text):
        parts = re.split(r"[\s-]", match[1].lower())
        if parts == ["half"] and re.search(r"\b(?:first|second|other|the|latter|a|and)\s$", text[: match.start()], re.IGNORECASE):
            continue
        times = 1 if parts[0] in ("half", "a") else _SMALL[parts[0]]
        share = _SHARES[parts[-1].removesuffix("s")] * times
        yield _Found(match.start(), match.end(), share, "%", match.start(), match.end())


def _multiples(doc: Doc) -> Iterator[_Found]:
    """Yield "doubled" as +100 %, "halved" as -50 % and so on."""
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.lower() in _TIMES:
            end = token.idx + len(token)
            yield _Found(token.idx, end, Decimal(_TIMES[token.lemma_.lower()]), "%", token.idx, end)


def _count(doc: Doc, found: _Found, taken: list[tuple[int, int]]) -> _Found | None:
    """Return the number with the noun that it counts, or None where it counts nothing."""
    if any(start < found.end and found.start < end for start, end in taken):
        return None
    span = doc.char_span(found.first, found.last, alignment_mode="expand")
    if span is None or _is_name(doc, span[0], span[-1]):
        return None
    noun = _counted(span[-1])
    if noun is None:
        return _lone(doc, found, span[-1])
    if noun.lemma_.lower() in _DURATION or (found.value == 1 and found.scale == 1):
        return None
    if noun.pos_ == "PROPN" and noun.tag_ != "NNPS" and not noun.text.endswith("s") and found.scale == 1:
        return None
    plural = noun.tag_ in ("NNS", "NNPS") or noun.lemma_.lower() in _INVARIANT or noun.pos_ == "PROPN"
    if not plural or (found.short and noun.i != span[-1].i + 1 and noun.tag_ != "NNS"):
        return None
    named = noun.pos_ == "PROPN" or not noun.text.isalpha()
    return replace(found, unit="" if named else noun.text.lower())


def _counted(last: Token) -> Token | None:
    """Return the noun that a number counts: the one it stands before, or the one behind "of"."""
    if last.dep_ == "punct" or (last.i + 1 < len(last.doc) and last.nbor().text in (",", ".", ";", ":", ")", "(")):
        return None
    head = last
    while head.dep_ in _INNER and (head.head.i > head.i or head.dep_ == "conj"):
        head = head.head
        if head.pos_ in ("NOUN", "PROPN"):
            break
    if head.i > last.i and head.pos_ in ("NOUN", "PROPN"):
        return head
    of = next((child for child in last.children if child.lower_ == "of" and child.i > last.i), None)
    if of is None and last.i + 1 < len(last.doc) and last.nbor().lower_ == "of":
        of = last.nbor()
    nouns = (child for child in (of.children if of else ()) if child.dep_ == "pobj" and child.pos_ in ("NOUN", "PROPN"))
    return next(nouns, None)


def _is_name(doc: Doc, first: Token, last: Token) -> bool:
    """Tell whether the number belongs to a name, a model or a list ("Flight 447", "the new 787 Dreamliner", "Barra, 51,")."""
    before = doc[first.i - 1] if first.i and not first.is_sent_start else None
    if before is not None and first.is_digit:
        if before.pos_ == "PROPN" and before.lower_ != "of":
            return True
        model = before.pos_ == "ADJ" and before.lower_ not in _BEFORE_NUMBERS and before.head.i >= last.i
        if model and len(first) == 3:
            return True
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    age = before is not None and after is not None and before.text == "," and after.text in (",", ".") and len(last) == 2
    return age or (after is not None and after.lower_ in ("a.m.", "p.m.", "am", "pm", "utc", "gmt", "/"))


def _lone(doc: Doc, found: _Found, last: Token) -> _Found | None:
    """Keep a number without a noun only where it stands as an argument and is large enough to be no chance word."""
    digits = last.text.replace(",", "").replace(".", "")
    year = len(digits) == 4 and "," not in last.text and digits.isdigit() and 1500 <= int(digits) <= 2100
    argument = last.dep_ in ("pobj", "dobj", "attr") and (last.like_num or found.scale > 1)
    named = last.i > 0 and last.nbor(-1).pos_ in ("DET", "PART", "ADJ", "PRON") and found.scale == 1
    large = (last.text[0].isdigit() or found.scale > 1) and not found.short
    return found if argument and large and not year and not named else None
