"""Plain text, UTF-8: the document's text is the file's own, line ends included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document
from kg.passages import read_head
from kg.readers._file import LINE_LIMIT, File, decode, document, read_bytes

SUFFIXES = (".txt",)
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


def read(file: File) -> Iterator[Document | ReadError]:
    """Yield the file's one document; title, days and publisher are those of its first lines."""
    yield from_text(file)


def from_text(file: File, stream: BinaryIO | None = None, *, extracted: bool = False) -> Document | ReadError:
    """Return the document of a text file, or of an open stream of bytes, which is then closed."""
    data = read_bytes(file, stream)
    if isinstance(data, ReadError):
        return data
    text = decode(file, data)
    if isinstance(text, ReadError):
        return text
    if not text.strip():
        return file.error("is empty")
    if sum(map(data.count, (bytes([code]) for code in _CONTROL))) * 50 > len(data):
        return file.error("holds mostly control characters, so it is binary; remove it or give its text")
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(line) > LINE_LIMIT:
            return file.error(
                f"the line is longer than {LINE_LIMIT // 1_000_000} MB; is this an article? break it into paragraphs", number
            )
    url = file.name if file.name.lower().startswith(("http://", "https://")) else None
    return document(file, text, read_head(text), url=url, extracted=extracted)
