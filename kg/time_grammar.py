"""The grammar of moments: what each stretch looks like, and how it resolves against the day on which the text speaks.

Every rule is a pattern with a group `moment`, the stretch itself, and a function that gives its ISO 8601 value or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kg.calendar_words import COUNT, DAYS, MONTHS, NUMBERS, ORDINALS, WIDE_MONTHS


@dataclass(frozen=True, slots=True)
class When:
    """What resolves a stretch: the day of speaking, or None, and whether its verb speaks of the future."""

    said: date | None
    future: bool


Rule = Callable[[re.Match[str], When], str | None]


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _full_date(match: re.Match[str], when: When) -> str | None:
    return _day(int(match["year"]), _month(match["month"]), int(match["day"]))


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.rstrip(".").lower()]


def _month_year(match: re.Match[str], when: When) -> str | None:
    return f"{match['year']}-{_month(match['month']):02}"


def _month_day(match: re.Match[str], when: When) -> str | None:
    if when.said is None:
        return None
    month, day, year = _month(match["month"]), int(match["day"]), when.said.year
    # Three days of grace: a paper dated on Monday may speak of Tuesday's event as done.
    if when.future:
        year += (month, day) < (when.said.month, when.said.day)
    else:
        near = when.said + timedelta(days=3)
        year = near.year - ((month, day) > (near.month, near.day))
    return _day(year, month, day)


def _month_alone(match: re.Match[str], when: When) -> str | None:
    if when.said is None:
        return None
    month, year, lead = _month(match["month"]), when.said.year, (match["lead"] or "").lower()
    if lead == "next" or (when.future and lead not in ("last", "since")):
        year += month < when.said.month or (lead == "next" and month == when.said.month)
    else:
        year -= month > when.said.month or (lead == "last" and month == when.said.month)
    return f"{year}-{month:02}"


def _weekday(match: re.Match[str], when: When) -> str | None:
    if when.said is None:
        return None
    lead = (match["lead"] or "").lower()
    back = (when.said.weekday() - DAYS[match["day"].lower()]) % 7
    if lead == "last" and back == 0:
        back = 7
    if lead in ("next", "coming") or (when.future and lead not in ("last", "past")):
        back -= 7 if back or lead == "next" else 0
    return (when.said - timedelta(days=back)).isoformat()


def _named_day(match: re.Match[str], when: When) -> str | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(match["moment"].lower(), 0)
    return None if when.said is None else (when.said + timedelta(days=shift)).isoformat()


def _plain_year(match: re.Match[str], when: When) -> str | None:
    return match["year"]


def _years(match: re.Match[str], when: When) -> str | None:
    first, last = int(match["year"]), _year(match["until"])
    return f"{first}-01-01/{last}-12-31" if first < last else None


def _decade(match: re.Match[str], when: When) -> str | None:
    return f"{match['year']}-01-01/{int(match['year']) + 9}-12-31"


def _relative(match: re.Match[str], when: When) -> str | None:
    return None if when.said is None else _unit(when.said, match["unit"].lower(), _shift(match["which"]))


def _shift(which: str | None) -> int:
    return {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get((which or "this").lower(), 0)


def _unit(said: date, unit: str, shift: int) -> str:
    """Return the year, month, week or quarter `shift` from the one of `said`."""
    if unit == "year":
        return str(said.year + shift)
    if unit == "month":
        year, month = divmod(said.year * 12 + said.month - 1 + shift, 12)
        return f"{year}-{month + 1:02}"
    if unit == "week":
        monday = said - timedelta(days=said.weekday() - 7 * shift)
        return f"{monday}/{monday + timedelta(days=6)}"
    year, quarter = divmod(said.year * 4 + (said.month - 1) // 3 + shift, 4)
    return _months(year, quarter * 3 + 1, 3)


def _months(year: int, first: int, count: int) -> str:
    return f"{date(year, first, 1)}/{_last_day(year, first + count - 1)}"


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _part_of_year(match: re.Match[str], when: When) -> str | None:
    """Resolve quarters, halves and "first nine months"."""
    part, size = _part(match)
    if part * size > 12:  # "the third half": a slip of the pen, or sport
        return None
    if match["fiscal"]:
        return match["year"]
    if match["year"]:
        return _months(_year(match["year"]), (part - 1) * size + 1, size)
    if when.said is None:
        return None
    if match["which"]:
        return _months(when.said.year + _shift(match["which"]), (part - 1) * size + 1, size)
    end = _last_day(when.said.year, part * size)
    year = when.said.year
    if when.future:
        year += end < when.said
    else:
        year -= end > when.said
    return _months(year, (part - 1) * size + 1, size)


def _part(match: re.Match[str]) -> tuple[int, int]:
    """Return which part of the year and how many months such a part has."""
    text = (match["part"] or "").lower()
    if match["short"]:
        return int(match["short"][1]), 3 if match["short"][0].lower() == "q" else 6
    if text.endswith("months"):
        return 1, NUMBERS[text.split()[1]]
    return ORDINALS[match["ordinal"].lower()], 6 if text.endswith("half") else 3


def _run_to(match: re.Match[str], when: When) -> str | None:
    """Resolve "the three months to December" and "the year ended March 2025"."""
    last = _month_year(match, when) if match["year"] else _month_alone(match, when)
    if last is None:
        return None
    months = NUMBERS.get((match["count"] or "").lower(), 12)
    year, month = int(last[:4]), int(last[5:7])
    before, first = divmod(year * 12 + month - months, 12)
    return f"{date(before, first + 1, 1)}/{_last_day(year, month)}"


def _edge_of(match: re.Match[str], when: When) -> str | None:
    """Resolve "the end of 2027", "the start of the year", "year-end"."""
    if match["year"]:
        year, month, months = int(match["year"]), _month(match["month"]) if match["month"] else 1, 1 if match["month"] else 12
    elif when.said is None:
        return None
    else:
        unit = (match["unit"] or "year").lower()
        span = _unit(when.said, unit, _shift(match["which"]))
        year, month = int(span[:4]), int(span[5:7] or 1)
        months = {"year": 12, "quarter": 3}.get(unit, 1)
    if match["edge"].lower() in ("end", "close", "year-end"):
        return _last_day(year, month + months - 1).isoformat()
    first = date(year, month, 1)
    return f"{first}/{when.said}" if match["since"] and when.said and first < when.said else first.isoformat()


def _part_of_this_year(match: re.Match[str], when: When) -> str | None:
    if when.said is None:
        return None
    unit = match["unit"].lower()
    span = _unit(when.said, unit, 0)
    first, last = span.split("/") if "/" in span else _bounds(span)
    bounds = (first, when.said.isoformat()) if match["side"].lower() == "earlier" else (when.said.isoformat(), last)
    return "/".join(bounds) if bounds[0] < bounds[1] else bounds[0]


def _bounds(value: str) -> tuple[str, str]:
    year, month = int(value[:4]), int(value[5:7] or 0)
    return (f"{date(year, month or 1, 1)}", f"{_last_day(year, month or 12)}")


def _span(match: re.Match[str], when: When) -> str | None:
    """Resolve "over the next five years" and "in the past three months"."""
    count = _number(match["count"])
    if when.said is None or count is None:
        return None
    ahead = match["which"].lower() in ("next", "coming", "following")
    other = _moved(when.said, match["unit"].lower(), count if ahead else -count)
    return f"{when.said}/{other}" if ahead else f"{other}/{when.said}"


def _ago(match: re.Match[str], when: When) -> str | None:
    count, unit = _number(match["count"]), match["unit"].lower()
    if when.said is None or count is None:
        return None
    day = _moved(when.said, unit, -count)
    return {"year": str(day.year), "month": f"{day:%Y-%m}", "decade": str(day.year)}.get(unit) or (
        day.isoformat() if unit == "day" else _unit(day, "week", 0)
    )


def _number(text: str) -> int | None:
    value = int(text) if text.isdigit() else NUMBERS.get(text.lower())
    return value if value is not None and value <= 200 else None


def _moved(day: date, unit: str, count: int) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _last_day(year, month + 1).day))


_FULL = [name for name in MONTHS if name in WIDE_MONTHS]
_SHORT = [name for name in MONTHS if name not in WIDE_MONTHS]
_MONTH = rf"(?P<month>(?:{'|'.join(_FULL)})\b|(?:{'|'.join(_SHORT)})\b\.?)"
_CAPITAL = rf"(?P<month>(?:{'|'.join(map(str.capitalize, _FULL))})\b|(?:{'|'.join(map(str.capitalize, _SHORT))})\b\.?)"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?!\d|,\d|[-–]\w|\.\d|%)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|,\d|\.\d)"
_WEEKDAYS = "|".join(day.capitalize() for day in DAYS)
_WHICH = r"(?P<which>last|this|next|previous|past|current|coming)"
_PARTS = (
    rf"(?P<ordinal>{'|'.join(ORDINALS)})(?:[\s-](?:fiscal[\s-])?quarter|[\s-]half)"
    rf"|first\s(?:three|six|nine)\smonths"
)


def _rule(pattern: str, rule: Rule, *, capital: bool = False) -> tuple[re.Pattern[str], Rule]:
    if "(?P<moment>" not in pattern:
        pattern = rf"\b(?P<moment>{pattern})"
    return re.compile(pattern + r"(?!\w)", 0 if capital else re.IGNORECASE), rule


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(rf"{_CAPITAL}\s{_DAY},?\s{_YEAR}", _full_date, capital=True),
    _rule(rf"(?:the\s)?{_DAY}(?:\sof)?\s{_CAPITAL},?\s{_YEAR}", _full_date, capital=True),
    _rule(r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)", _full_date),
    _rule(r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)", _full_date),
    _rule(rf"{_CAPITAL},?\s(?:of\s)?{_YEAR}", _month_year, capital=True),
    _rule(rf"{_CAPITAL}\s{_DAY}", _month_day, capital=True),
    _rule(rf"(?:the\s)?{_DAY}(?:\sof)?\s{_CAPITAL}", _month_day, capital=True),
    _rule(
        rf"\b(?:in|since|until|till|by|during|from|through|before|after|of|early|late|mid|for|to)[\s-](?:early\s|late\s|mid-)?"
        rf"(?P<moment>(?:(?P<lead>last|next|this)\s)?{_CAPITAL})",
        _month_alone,
        capital=True,
    ),
    _rule(rf"(?:(?P<lead>last|next|this)\s){_CAPITAL}", _month_alone, capital=True),
    _rule(
        rf"(?:(?P<lead>last|next|this|past|coming)\s)?(?P<day>{_WEEKDAYS})(?:\s(?:morning|afternoon|evening|night))?",
        _weekday,
        capital=True,
    ),
    _rule(r"yesterday|today|tomorrow|tonight", _named_day),
    _rule(r"(?:between|from)\s(?P<moment>(?P<year>(?:19|20)\d\d)\s?(?:and|to|until|-|–)\s?(?P<until>(?:19|20)\d\d))", _years),
    _rule(
        rf"\b(?:in|since|until|till|by|during|from|through|before|after|of|for|to|and|around|about|financial\syear|back\sin)\s"
        rf"(?P<moment>(?:the\syear\s)?(?:early[\s-]|late[\s-]|mid[\s-]?)?{_YEAR})",
        _plain_year,
    ),
    _rule(rf"(?:the\s)?(?:fiscal\s(?:year\s)?|FY\s?){_YEAR}", _plain_year),
    _rule(rf"(?:early[\s-]|late[\s-]|mid[\s-]?){_YEAR}", _plain_year),
    _rule(r"(?:the\s)?(?P<year>(?:19|20)\d0)s", _decade),
    _rule(rf"(?:the\s)?{_WHICH}\s(?P<unit>year|month|week|quarter)(?![\s-]?(?:end|long|old|of\s))", _relative),
    _rule(
        rf"(?:the\s)?(?P<part>{_PARTS})(?:\s(?:of\s)?(?:(?:the\s)?(?P<fiscal>fiscal(?:\syear)?|FY)\s)?(?:{_YEAR}|{_WHICH}\syear))?"
        r"(?P<short>)",
        _part_of_year,
    ),
    _rule(
        rf"(?P<short>[QH][1-4])(?:\s?(?:of\s)?(?:(?P<fiscal>fiscal|FY)\s?)?(?:{_YEAR}|{_WHICH}\syear))?(?P<part>)(?P<ordinal>)",
        _part_of_year,
        capital=True,
    ),
    _rule(
        r"(?P<since>since\s)?(?P<moment>(?:the\s)?(?P<edge>end|close|start|beginning)\sof\s"
        rf"(?:{_MONTH}\s)?(?:{_YEAR}|(?:the|{_WHICH})\s(?P<unit>year|month|quarter)))",
        _edge_of,
    ),
    _rule(r"(?P<moment>(?P<edge>year-end))(?P<since>)(?P<year>)(?P<month>)(?P<unit>)(?P<which>)", _edge_of),
    _rule(
        rf"(?:the\s)?(?:(?P<count>three|six|nine|twelve)\smonths|(?:(?:financial|fiscal|full|business)\s)?year)"
        rf"\s(?:to|ended|ending|through)(?:\s(?:in|the\send\sof))?\s{_MONTH}(?:\s{_DAY})?(?:,?\s{_YEAR})?(?P<lead>)",
        _run_to,
    ),
    _rule(r"(?P<side>earlier|later)\sthis\s(?P<unit>year|month|week)", _part_of_this_year),
    _rule(
        r"(?:the\s)?(?P<which>next|coming|following|past|last|previous)\s"
        rf"(?P<count>{COUNT})\s(?P<unit>day|week|month|quarter|year|decade)s",
        _span,
    ),
    _rule(rf"(?P<count>{COUNT})\s(?P<unit>day|week|month|year|decade)s?\sago", _ago),
)
TEMPORAL = re.compile(
    rf"(?<![\w$€£,.])(?:1[6-9]|20)\d\d(?![\w%,]|\.\d|\s(?:percent|million|billion))|\b(?:{COUNT})[\s-](?:day|week|month|year|decade|hour|minute)s?\b"
    r"|\b\d{1,2}[:.]\d\d\s?(?:a\.?m|p\.?m|UTC|GMT)|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    re.IGNORECASE,
)
COMPARABLE = (_relative, _ago, _part_of_year)  # what may follow "from" as the other side of a comparison
