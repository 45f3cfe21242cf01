"""JSON lines: an article a line, with the keys `url`, `title`, `date`, `publisher` and `text`; others are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from kg.dateline import parse_day
from kg.errors import ReadError
from kg.model import Document
from kg.passages import read_head
from kg.readers._file import BAD_STREAM, LINE_LIMIT, File, document, filled, joined, web_address

SUFFIXES = (".jsonl",)
_TEXTS = ("url", "title", "date", "publisher", "text")


class _Bad(Exception):
    """What is wrong with one line."""


def read(file: File) -> Iterator[Document | ReadError]:
    """Yield a document or an error for each line that is not blank. A document without `url` is named after file and line."""
    number = 0
    lines: dict[str, int] = {}
    try:
        with file.open() as stream:
            for number, line in _numbered(stream):
                found = _document(file, number, line)
                first = number if isinstance(found, ReadError) else lines.setdefault(found.iri, number)
                yield (
                    found if first == number else file.error(f"has the same 'url' as line {first}; remove one of the two", number)
                )
    except BAD_STREAM as error:
        yield file.error(f"cannot be read further: {getattr(error, 'strerror', None) or error}", number + 1)
        return
    if not number:
        yield file.error("is empty")


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield number and bytes of each line that is not blank; None for the bytes of one that is too long to hold."""
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            while (rest := stream.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, line


def _document(file: File, number: int, line: bytes | None) -> Document | ReadError:
    try:
        record = _record(line)
        title, published, text = record.get("title"), _day(record.get("date")), record.get("text")
        if not text:
            raise _Bad("has no 'text'; every line needs one")
    except _Bad as bad:
        return file.error(str(bad), number)
    url = record.get("url")
    if url and web_address(url) is None:
        return file.error(f"'url' is no http or https address: {url[:80]!r}; correct it or leave it out", number)
    whole = joined(title, text)
    head = filled(read_head(whole), title=title, published=published, publisher=record.get("publisher"))
    return document(file, whole, head, url=url, part=number, extracted=True)


def _record(line: bytes | None) -> dict[str, str]:
    """Return the known keys of a line, blank ones left out. Raises _Bad."""
    if line is None:
        raise _Bad(f"the line is longer than {LINE_LIMIT // 1_000_000} MB; is it one article?")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _Bad(f"byte 0x{line[error.start]:02x} is not UTF-8; write the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise _Bad(
            f"is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}; one whole object a line"
        ) from error
    except (RecursionError, ValueError) as error:
        raise _Bad("is JSON that nests too deeply or has a number too long; one flat object a line") from error
    if not isinstance(record, dict):
        raise _Bad("is JSON but no object; one object with 'text' a line")
    return {key: value for key in _TEXTS if (value := _text(key, record.get(key)))}


def _text(key: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Bad(f"'{key}' must be a string")
    if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise _Bad(f"'{key}' holds a character that no text has (NUL or half of a surrogate pair); remove it")
    return value if key == "text" and value.strip() else value.strip()


def _day(text: str | None) -> date | None:
    day = parse_day(text) if text else None
    if text and day is None:
        raise _Bad(f"'date' is no day that has one reading: {text[:40]!r}; write YYYY-MM-DD")
    return day
