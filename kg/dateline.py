"""Date lines: what news puts before its first sentence, and what that says of day, place and publisher.

    27.01.2026 - 10:59:04At the heart of …        a stamp glued to the sentence
    June 09, 2007                                 a line of its own
    Updated: Monday, 5 January 2009, 10:15 GMT    names a change, not the first publication
    LONDON, March 3, 2026 (Reuters) - Corvane …   place, day and agency
    OSLO (AP) — Corvane …                         place and agency alone

Dots are day first. Slashes count only where one reading is possible: 27/01/2026 is, 03/04/2026 is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = "|".join(
    (
        r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})(?!\d)",
        r"(?P<y2>\d{4})/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})(?!\d)",
        r"(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.\s?(?P<y3>\d{4})(?!\d)",
        r"(?P<a4>\d{1,2})/(?P<b4>\d{1,2})/(?P<y4>\d{4})(?!\d)",
        _WEEKDAY + _MONTH.format("n5") + r"\s+(?P<d5>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{4})(?!\d)",
        _WEEKDAY + r"(?P<d6>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:of\s+)?" + _MONTH.format("n6") + r",?[\s-]+(?P<y6>\d{4})(?!\d)",
    )
)
_CLOCK = (
    r"(?:t|\s*(?:[-–—|,·]\s*|at\s+)?)\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]\.?\s?m\b\.?|\s*uhr\b)?"
    r"(?:z\b|\s?[+-]\d{2}:?\d{2}\b|\s*\(?(?:gmt|utc|bst|cest|cet|e[sd]?t|p[sd]?t|c[sd]t)\b\)?)?"
)
_LABEL = (
    r"(?P<label>(?:(?:first|last|date)\s+)?(?:published|publication date|updated|modified|posted|released|issued|date)"
    r"\s*(?:on\b|at\b)?\s*:?\s+)?"
)
_STAMP = re.compile(rf"{_LABEL}(?:{_DAY})(?P<clock>{_CLOCK})?", re.IGNORECASE)
_WHO_AND_STAMP = re.compile(rf"(?P<who>[^|·•]{{1,60}}?)\s*(?P<mark>[|·•,–—]|\s-\s)\s*{_STAMP.pattern}", re.IGNORECASE)
_NAME = re.compile(r"[A-Z0-9][\w.'’&-]*(?: (?:[A-Z0-9&][\w.'’&-]*|of|and|the)){0,4}")
_AFTER = re.compile(r"\s*(?:[-–—|:·•]+|--)\s*")
_DASH = r"\s*(?:[-–—]{1,2}|/)\s*"

_AGENCY = (
    r"Reuters|AP|Associated Press|AFP|Agence France-Presse|Bloomberg(?: News)?|Xinhua|dpa|UPI|PTI|ANI|IANS|"
    r"Dow Jones(?: Newswires)?|Kyodo(?: News)?|TASS|Interfax|EFE|ANSA|PA(?: Media)?|Press Association|CNN|CNBC|BBC|"
    r"MarketWatch|Business ?Wire|PR ?Newswire|GLOBE ?NEWSWIRE|Canadian Press|Yonhap|Wikinews|ACCESSWIRE"
)
_PRESS = re.compile(
    rf"^(?:{_AGENCY})$|\b(?:news|times|post|journal|press|wire|daily|weekly|herald|tribune|gazette|chronicle|media|magazine|today|"
    r"observer|guardian|telegraph|standard|review|report|radio|tv|television|broadcasting)|\.(?:com|org|net|[a-z]{2})$",
    re.IGNORECASE,
)
_CAPITALS = r"(?:[A-Z][A-Z.'’-]+|[A-Z]\.(?:[A-Z]\.)*)(?:[ /][A-Z][A-Z.'’-]*){0,3}"
_MIXED = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
_REGION = r"(?:,\s+[A-Z][\w.]*(?: [A-Z][\w.]*)?)?"
_SHORT_DAY = r"(?:,\s+(?i:" + _MONTH.format("short") + r")\s+\d{1,2})"
_PLACES = (
    re.compile(
        rf"(?:{_CAPITALS}|{_MIXED}){_REGION}\s*(?:\((?P<wire>[A-Za-z][^()]{{1,40}})\))?\s*[,–—-]?\s+(?i:{_DAY})(?i:{_CLOCK})?"
        rf"\s*(?:[(/](?P<agency>[A-Z][^()/]{{1,40}})[)/])?(?:(?:{_DASH})+|:\s+|\s*$)"
    ),
    re.compile(rf"(?:{_CAPITALS}){_REGION}{_SHORT_DAY}?\s*\((?P<agency>[A-Z][^()]{{1,40}})\)(?:{_DASH})"),
    re.compile(rf"(?:{_MIXED}){_REGION}{_SHORT_DAY}?\s*\((?P<agency>{_AGENCY})\)(?:{_DASH})"),
    re.compile(rf"(?:{_CAPITALS}){_REGION}{_SHORT_DAY}?\s*/(?P<agency>{_AGENCY})/(?:{_DASH})"),
    re.compile(rf"(?=[A-Z .'’-]{{4}})(?!U\.)(?:{_CAPITALS}){_REGION}{_SHORT_DAY}?\s*(?:—|–|--)\s*"),
)
_OPENS_SENTENCE = re.compile(r"[\"“‘'«(\[]*[A-Z0-9À-ÖØ-Þ]")
_BYLINE = re.compile(
    r"(?:[Bb]y|BY)\s+[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){0,5}(?:\s*[,|]\s*[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,4})?"
    r"|(?:[Bb]y|BY)\s+(?:our|the|a|an)\s+(?:[\w'’&-]+\s+){0,4}(?:desk|staff|correspondent|reporter|writer|editor|team|newsroom)s?\.?"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a date line says. It covers `line[:end]`; `modified` is true where the day is that of a change."""

    end: int
    day: date | None = None
    modified: bool = False
    publisher: str | None = None


def read_dateline(line: str, *, early: bool = False) -> Dateline | None:
    """Return the date line at the start of a line of text, or None.

    `early` says that the line is one of a document's first few, where a stamp may also stand before its first sentence and a
    line may be a by-line; elsewhere only a whole line, or a place with its agency, counts.

    >>> read_dateline("27.01.2026 - 10:59:04At the heart of it", early=True)
    Dateline(end=21, day=datetime.date(2026, 1, 27), modified=False, publisher=None)
    >>> read_dateline("LONDON (Reuters) - Corvane fell.").end
    19
    >>> read_dateline("January 5, 2009 was a bad day for Corvane.", early=True) is None
    True
    """
    return _stamp(line, early) or _place(line) or (_credit(line) if early else None)


def parse_day(text: str) -> date | None:
    """Return the day that a whole text names, in any form of a date line; None where it is none or has two readings.

    >>> parse_day("2026-01-12T08:00:00Z"), parse_day("Mon, 12 Jan 2026 10:00:00 GMT"), parse_day("03/04/2026")
    (datetime.date(2026, 1, 12), datetime.date(2026, 1, 12), None)
    """
    match = _STAMP.fullmatch(text.strip())
    return _day(match) if match else None


def _stamp(line: str, early: bool) -> Dateline | None:
    """Read a stamp that is the whole line, or, early, one that the first sentence follows."""
    match = _STAMP.match(line)
    if match is None:
        return _stamp_behind(line) if early else None
    label = match["label"] or ""
    changed = "updated" in label.lower() or "modified" in label.lower()
    rest = line[match.end() :]
    if not rest.strip(" .|)-–—"):
        return Dateline(len(line), _day(match), changed)
    if not early:
        return None
    if label and len(rest) < 40 and not re.search(r"[.!?][\"”]?$", rest):
        return Dateline(len(line), _day(match), changed)
    after = _AFTER.match(rest)
    end = match.end() + (after.end() if after else len(rest) - len(rest.lstrip()))
    if after and len(rest) < 45 and _NAME.fullmatch(rest[after.end() :].strip()):
        return Dateline(len(line), _day(match), changed, _publisher(rest[after.end() :].strip()))
    numeric = not (match["n5"] or match["n6"])
    apart = after or match["clock"] or label or rest[0].isalpha() or (numeric and rest[0].isspace())
    return Dateline(end, _day(match), changed) if apart and _OPENS_SENTENCE.match(line[end:]) else None


def _stamp_behind(line: str) -> Dateline | None:
    """Read `Publisher | January 12, 2026`, `By Ana Ruiz, January 12, 2026` and `Oslo, 12 January 2026`."""
    match = _WHO_AND_STAMP.fullmatch(line.strip()) if len(line) <= 120 else None
    if match is None:
        return None
    who = match["who"].strip()
    if _byline(who):
        return Dateline(len(line), _day(match))
    return Dateline(len(line), _day(match), publisher=_publisher(who)) if _NAME.fullmatch(who) else None


def _publisher(name: str) -> str | None:
    """Return a name beside a day where it is a publisher's by its own words: it might as well be a place."""
    return name if _PRESS.search(name) else None


def _place(line: str) -> Dateline | None:
    for pattern in _PLACES:
        match = pattern.match(line)
        if match and (match.end() >= len(line) or _OPENS_SENTENCE.match(line[match.end() :])):
            found = match.groupdict()
            agency = found.get("wire") or found.get("agency")
            return Dateline(match.end(), _day(match) if "y1" in found else None, publisher=agency.strip() if agency else None)
    return None


def _credit(line: str) -> Dateline | None:
    """Read a by-line or `Source: Reuters`."""
    named = re.fullmatch(r"(?:source|publisher|published by)\s*:?\s+(?P<who>[A-Z][\w.'’& -]{1,40})", line.strip(), re.IGNORECASE)
    if named and named["who"][0].isupper():
        return Dateline(len(line), publisher=named["who"])
    return Dateline(len(line)) if _byline(line) else None


def _byline(line: str) -> bool:
    return len(line) < 100 and _BYLINE.fullmatch(line.strip()) is not None


def _day(match: re.Match[str]) -> date | None:
    """Return the day of whichever form matched; None for one that no calendar has, or that could be two days."""
    found = match.groupdict()
    number = next(n for n in "123456" if found.get(f"y{n}"))
    year = int(found[f"y{number}"])
    if number == "4":
        first, second = int(found["a4"]), int(found["b4"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (second, first) if first > 12 else (first, second)
    else:
        name = found.get(f"n{number}")
        month = int(found[f"m{number}"]) if name is None else _month(name)
        day = int(found[f"d{number}"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(number for number, full in enumerate(_MONTHS, 1) if full == name[:3].lower())
