"""A file as the readers see it: its name, its bytes within limits, and the documents that it makes."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import json
import pkgutil
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote, urlsplit

from kg.errors import ReadError
from kg.model import Document
from kg.passages import Head

TEXT_LIMIT = 20_000_000  # bytes of one text or page; longer ones are no articles
LINE_LIMIT = 5_000_000  # bytes of one line
BAD_STREAM = (OSError, EOFError, zlib.error)  # what reading may raise; gzip.BadGzipFile is an OSError
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or office document", b"\x1f\x8b": "compressed (name it .gz)"} | {
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\xd0\xcf\x11\xe0": "an office document",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SURROGATE = re.compile("[\ud800-\udfff]")

Reader = Callable[["File"], Iterator[Document | ReadError]]


@dataclass(frozen=True, slots=True)
class File:
    """A source. `name` is the path or URL that a document's IRI is made from and that messages show."""

    path: Path
    name: str
    base: str

    def open(self) -> BinaryIO:
        """Open the file for reading bytes, decompressed where its name ends in `.gz`. Raises OSError."""
        if self.path.name.lower().endswith(".gz"):
            return cast(BinaryIO, gzip.open(self.path))
        return self.path.open("rb")

    def error(self, problem: str, line: int | None = None) -> ReadError:
        """Return an error that names the file and, where known, its line (from 1)."""
        return ReadError(self.name if line is None else f"{self.name}:{line}", problem)


def read_bytes(file: File, stream: BinaryIO | None = None) -> bytes | ReadError:
    """Return all of a file, or the error that says why not: missing, damaged, too large, empty, no text."""
    try:
        with stream or file.open() as opened:
            data = opened.read(TEXT_LIMIT + 1)
    except BAD_STREAM as error:
        return file.error(f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if len(data) > TEXT_LIMIT:
        return file.error(
            f"is larger than {TEXT_LIMIT // 1_000_000} MB; split it into one file an article, or into lines of .jsonl"
        )
    if not data.strip():
        return file.error("is empty")
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind:
        return file.error(f"is {kind}, not text; give its text as .txt or .html")
    if data.startswith(_UTF16):
        return file.error(f"is UTF-16; convert it: iconv -f UTF-16 -t UTF-8 '{file.path}'")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return file.error("holds NUL bytes, so it is binary or in another encoding than UTF-8; convert or remove it", line)
    return data


def decode(file: File, data: bytes) -> str | ReadError:
    """Return the text of UTF-8 bytes (a byte order mark is left out), or an error that names the first wrong byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return file.error(
            f"byte 0x{data[error.start]:02x} (byte {column} of the line) is not UTF-8; convert the file: "
            f"iconv -f WINDOWS-1252 -t UTF-8 '{file.path}'",
            line,
        )


def document(file: File, text: str, head: Head, *, url: str | None = None, part: int | None = None, extracted: bool) -> Document:
    """Return a document. Its IRI and source are the URL where there is one, else the file's name (and `/PART` of it)."""
    address = web_address(url)
    source = address or (file.name if part is None else f"{file.name}/{part}")
    iri = source if address else f"{file.base}document/{quote(source, safe='/')}"
    days = [day.isoformat() if day else None for day in (head.published, head.modified)]
    content = json.dumps([text, head.title, *days, head.publisher, address], ensure_ascii=True, separators=(",", ":"))
    digest = f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"
    return Document(iri, source, text, digest, head.title, head.published, head.modified, head.publisher, extracted)


def web_address(url: str | None) -> str | None:
    """Return an absolute http(s) URL as an IRI reference without its fragment; None for anything else.

    >>> web_address(" https://News.example/a b?x=1#top "), web_address("news.html"), web_address("javascript:alert(1)")
    ('https://news.example/a%20b?x=1', None, None)
    """
    try:
        parts = urlsplit((url or "").strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or _SURROGATE.search(url or ""):
        return None
    parts = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="")
    return quote(parts.geturl(), safe=";/?:@&=+$,%~*'()!-._[]")


def joined(title: str | None, text: str) -> str:
    """Return a text with its title before it, unless it starts with it already.

    >>> joined("Corvane buys", "Corvane said"), joined("Corvane buys", "CORVANE  buys\\nCorvane said")
    ('Corvane buys\\n\\nCorvane said', 'CORVANE  buys\\nCorvane said')
    """
    if not title:
        return text
    start = " ".join(text[: 4 * len(title) + 40].split()).casefold()
    return text if start.startswith(" ".join(title.split()).casefold()) else f"{title}\n\n{text}"


def filled(
    head: Head,
    *,
    title: str | None = None,
    published: date | None = None,
    modified: date | None = None,
    publisher: str | None = None,
) -> Head:
    """Return what the source says of itself, and the text's own first lines where it says nothing."""
    return Head(title or head.title, published or head.published, modified or head.modified, publisher or head.publisher)


@lru_cache(maxsize=1)
def _readers() -> dict[str, Reader]:
    package = importlib.import_module("kg.readers")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_"))
    modules = [importlib.import_module(f"kg.readers.{name}") for name in names]
    return {suffix: module.read for module in modules for suffix in module.SUFFIXES}


def known_suffixes() -> tuple[str, ...]:
    """Return every suffix that a reader knows, and each with `.gz`."""
    suffixes = sorted(_readers())
    return (*suffixes, *(f"{suffix}.gz" for suffix in suffixes))


def reader_for(path: Path) -> Reader:
    """Return the reader of a file whose name ends in one of the known suffixes."""
    name = path.name.lower().removesuffix(".gz")
    return next(reader for suffix, reader in _readers().items() if name.endswith(suffix))
