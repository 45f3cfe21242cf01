"""Document → passages: title, date line, headings, paragraphs, boilerplate, with exact offsets.

A passage is a line, or several where the text is wrapped by hand at a fixed width (`_wrapped`). Every character that is no white
space lies in exactly one passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.boilerplate import boilerplate
from kg.dateline import Dateline, read_dateline
from kg.model import Document, Kind, Passage

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|\Z")
_HEAD = 8  # date lines, by-lines and the publisher stand within so many lines
_TITLE = 200
_HEADING = 90
_SHORT = 60
_NARROW = 40  # lines shorter than this are not wrapped
_WIDE = 132  # a text with a longer line is not wrapped by hand
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’'»)\]]*$")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|No|vs|Jr|Sr|bn|mn|plc|Gen|Sen|Rep|Gov|[A-Z][a-z]{2})\.)$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines of a text say of it."""

    title: str | None = None
    published: date | None = None
    modified: date | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it; `gap` tells whether blank lines stand before it."""

    start: int
    text: str
    gap: bool


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the document's passages in order.

    Offsets are code points of `document.text`; claims may come from titles, headings and paragraphs alone.

    >>> text = "Corvane buys Brightwell\\n27.01.2026 - 10:59:04Corvane bought Brightwell."
    >>> [(passage.start, str(passage.kind)) for passage in passages(Document("d", "d", text, ""))]
    [(0, 'title'), (24, 'dateline'), (45, 'paragraph')]
    """
    text = document.text
    lines = list(_lines(text))
    width = _width(lines)
    title = _title_line(lines[: _HEAD + 1], document.title)
    cut: list[Passage] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        dateline = None if at == title else read_dateline(line.text, early=at < _HEAD)
        if at == title:
            cut.append(Passage(line.start, line.text, Kind.TITLE))
        elif dateline and dateline.end >= len(line.text):
            cut.append(Passage(line.start, line.text, Kind.DATELINE))
        else:
            last = _last(lines, at, width)
            cut += _split(text, line, lines[last], dateline)
            at = last
        at += 1
    return _sorted_out(cut)


def read_head(text: str) -> Head:
    """Return title, days and publisher as the first lines of a text say them; None for each that they do not.

    >>> read_head("Corvane buys Brightwell\\nJanuary 12, 2026\\n\\nCorvane bought Brightwell.")
    Head(title='Corvane buys Brightwell', published=datetime.date(2026, 1, 12), modified=None, publisher=None)
    """
    lines = list(_lines(text, limit=_HEAD + 1))
    title = _title_line(lines, None)
    found = [read_dateline(line.text, early=True) for at, line in enumerate(lines[:_HEAD]) if at != title]
    datelines = [each for each in found if each]
    published = next((each.day for each in datelines if each.day and not each.modified), None)
    modified = next((each.day for each in datelines if each.day and each.modified), None)
    publisher = next((each.publisher for each in datelines if each.publisher), None)
    return Head(lines[title].text if title is not None else None, published, modified, publisher)


def _lines(text: str, limit: int | None = None) -> Iterator[_Line]:
    """Yield the lines that are not blank, at most `limit`."""
    at, gap, count = 0, True, 0
    for match in _BREAK.finditer(text):
        line = text[at : match.start()]
        bare = line.strip()
        if bare:
            yield _Line(at + len(line) - len(line.lstrip()), bare, gap)
            count += 1
            if count == limit:
                return
        gap = not bare
        at = match.end()


def _title_line(lines: list[_Line], title: str | None) -> int | None:
    """Return which line is the title: the one that reads like the known title, else a first line that looks like a headline."""
    for at, line in enumerate(lines[:_HEAD]):
        if title is not None and _same(line.text, title):
            return at
    if title is not None:
        return None
    for at, line in enumerate(lines[:3]):
        dateline = read_dateline(line.text, early=True)
        if dateline is None or dateline.end < len(line.text):
            return at if dateline is None and _is_headline(lines, at) else None
    return None


def _same(line: str, title: str) -> bool:
    return " ".join(line.split()).casefold() == " ".join(title.split()).casefold()


def _is_headline(lines: list[_Line], at: int) -> bool:
    text = lines[at].text
    if len(text) > _TITLE or at + 1 >= len(lines) or text.endswith((",", ";", ":")):
        return False
    width = _width(lines)
    if width and not lines[at + 1].gap and _continues(lines, at, width):
        return False
    return not text.endswith(".") or len(text) <= _SHORT or _ABBREVIATED.search(text) is not None


def _width(lines: list[_Line]) -> int:
    """Return the width at which a text is wrapped by hand; 0 where it is not: no line goes on with a small letter."""
    longest = max((len(line.text) for line in lines), default=0)
    if not _NARROW <= longest <= _WIDE:
        return 0
    wrapped = any(_open(line) and not after.gap and after.text[0].islower() for line, after in pairwise(lines))
    return longest if wrapped else 0


def _open(line: _Line) -> bool:
    """Whether no sentence ends with a line that is long enough to be wrapped."""
    text = line.text
    if len(text) < _NARROW:
        return False
    return not _SENTENCE_END.search(text) or text[-1] in ",;" or _ABBREVIATED.search(text) is not None


def _continues(lines: list[_Line], at: int, width: int) -> bool:
    """Whether the next line carries on: the first word of it would not have fitted, and no sentence ends here."""
    if at + 1 >= len(lines) or lines[at + 1].gap or not _open(lines[at]):
        return False
    line, following = lines[at].text, lines[at + 1].text
    return following[0].islower() or len(line) + 1 + len(following.split()[0]) > 0.8 * width


def _last(lines: list[_Line], at: int, width: int) -> int:
    """Return the last line of the paragraph that starts at a line."""
    while width and _continues(lines, at, width):
        at += 1
    return at


def _split(text: str, first: _Line, last: _Line, dateline: Dateline | None) -> Iterator[Passage]:
    """Yield a paragraph, its date line apart."""
    end = last.start + len(last.text)
    start = first.start
    if dateline:
        head = text[start : start + dateline.end]
        yield Passage(start, head.rstrip(), Kind.DATELINE)
        start += len(head)
        start += len(text[start:end]) - len(text[start:end].lstrip())
    yield Passage(start, text[start:end], Kind.PARAGRAPH)


def _sorted_out(cut: list[Passage]) -> tuple[Passage, ...]:
    """Tell headings and boilerplate from paragraphs."""
    lines = [at for at, passage in enumerate(cut) if passage.kind is Kind.PARAGRAPH]
    left_out = {at for at, flag in zip(lines, boilerplate([cut[at].text for at in lines]), strict=True) if flag}
    kinds = [Kind.BOILERPLATE if at in left_out else passage.kind for at, passage in enumerate(cut)]
    last = max((at for at in lines if at not in left_out), default=0)
    for at in lines:
        if at not in left_out and at < last and _is_heading(cut[at].text):
            kinds[at] = Kind.HEADING
    return tuple(Passage(passage.start, passage.text, kind) for passage, kind in zip(cut, kinds, strict=True))


def _is_heading(text: str) -> bool:
    """Whether a line is short, ends no sentence and is no item of a list."""
    if len(text) > _HEADING or len(text.split()) > 14 or _SENTENCE_END.search(text) or "\n" in text:
        return False
    return any(c.isalpha() for c in text) and not text.startswith(("-", "*", "•", "–", "·", '"', "“")) and not text[0].islower()
