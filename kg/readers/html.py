"""Web pages: main text by trafilatura; title, days, publisher and address from what the page's markup says of itself.

Nothing depends on the clock: htmldate gets fixed bounds and sees only markup that is meant to carry a date (meta, JSON-LD and
the first `time` element), never free text, where it would take any date that an article mentions for its own.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from kg.errors import ReadError
from kg.model import Document
from kg.passages import read_head
from kg.readers._file import File, decode, document, filled, joined, read_bytes, web_address

SUFFIXES = (".html", ".htm", ".xhtml")
_EARLIEST, _LATEST = "1950-01-01", "2100-12-31"
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_TAGS_LIMIT = 200_000  # a page of more elements is no article; main-text search slows down with their number


def read(file: File) -> Iterator[Document | ReadError]:
    """Yield the page's one document. Its IRI is the canonical address that the page names, else it comes from the file's name."""
    data = read_bytes(file)
    if isinstance(data, ReadError):
        yield data
        return
    page = _decoded(file, data)
    yield page if isinstance(page, ReadError) else _document(file, page)


def _decoded(file: File, data: bytes) -> str | ReadError:
    """Decode by the page's own declaration; a page without one is UTF-8."""
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return file.error(f"declares an unknown charset '{name}'; correct it, or convert the file to UTF-8")
    if codec in ("utf-8", "ascii") or data.startswith(codecs.BOM_UTF8):
        return decode(file, data)
    if codec in ("iso8859-1", "latin-1"):
        codec = "cp1252"  # what browsers take it for (WHATWG Encoding)
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        return file.error(f"is not in the charset '{name}' that it declares ({error}); correct one of the two")


def _document(file: File, page: str) -> Document | ReadError:
    if page.count("<") > _TAGS_LIMIT:
        return file.error(f"has more than {_TAGS_LIMIT:,} tags; save the article's own page, or its text as .txt")
    try:
        found, published, modified = _extract(page)
    except Exception as error:  # third-party parsers over hostile pages may raise anything; the other sources must go on
        return file.error(f"cannot be parsed as HTML ({type(error).__name__}: {error}); save its text as .txt")
    text = (found.text or "").strip() if found else ""
    if found is None or not text:
        return file.error("has no main text that can be told from menus and links; save its text as .txt")
    title = _line(found.title)
    whole = joined(title, text)
    days = {"published": published, "modified": modified}
    head = filled(read_head(whole), title=title, publisher=_line(found.sitename), **days)
    return document(file, whole, head, url=web_address(found.url), extracted=True)


def _extract(page: str) -> tuple[Any, date | None, date | None]:
    """Return trafilatura's document (None where it finds no text) and the days of publication and change."""
    import trafilatura  # takes a third of a second, which a build without pages need not spend
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what fails is reported by us, with the file's name
    tree = load_html(page)
    if tree is None:
        return None, None, None
    published, modified = _days(tree)
    bounds = {"original_date": True, "extensive_search": False, "min_date": _EARLIEST, "max_date": _LATEST}
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=bounds
    )
    return found, published, modified


def _days(tree: Any) -> tuple[date | None, date | None]:
    """Return the days of publication and, if later, of the last change that the markup names."""
    published = _find_day(_dated_markup(tree, times=True), original=True)
    modified = _find_day(_dated_markup(tree, times=False), original=False)
    return published or modified, modified if published and modified and modified > published else None


def _dated_markup(tree: Any, *, times: bool) -> Any:
    """Return a page with nothing but the head's meta elements, JSON-LD, the canonical link and the first `time` element."""
    from lxml import html

    bare = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.xpath("//meta | //script[@type='application/ld+json']"):
        bare.head.append(_alone(element))
    for element in (tree.xpath("//article//time | //main//time | //time") if times else [])[:1]:
        bare.body.append(_alone(element))
    return bare


def _alone(element: Any) -> Any:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _find_day(markup: Any, *, original: bool) -> date | None:
    import htmldate

    found = htmldate.find_date(
        markup,
        extensive_search=False,
        original_date=original,
        min_date=_EARLIEST,
        max_date=_LATEST,
        url="",
        deferred_url_extractor=True,
    )
    return date.fromisoformat(found) if found else None


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
