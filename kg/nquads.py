"""N-Quads by hand, in the canonical form of RDF 1.1, so that the same statement is always the same bytes in every process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

XSD = "http://www.w3.org/2001/XMLSchema#"

# What RFC 3987 keeps out of IRIs: delimiters, controls, halves of pairs, private code points, and the last two of each plane.
_LAST_TWO = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xE0000, 0x10000))
_NOT_IN_IRI = re.compile(
    r'[\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    rf"{_LAST_TWO}\U000e0000-\U000e0fff\U000efffe-\U0010ffff]"
)
_NOT_IN_LITERAL = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff]')
_SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
_PRECISIONS = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
)


def iri(value: str) -> str:
    """Return an IRI as N-Quads writes it, what may not stand in one percent-encoded.

    >>> iri("https://example.org/a b")
    '<https://example.org/a%20b>'
    """
    return f"<{_NOT_IN_IRI.sub(_percent, value)}>"


def literal(value: str, datatype: str = "") -> str:
    r"""Return a literal of a local name of XML Schema, or a plain string.

    >>> print(literal('a "b"\n'), literal("2026", "gYear"))
    "a \"b\"\n" "2026"^^<http://www.w3.org/2001/XMLSchema#gYear>
    """
    text = f'"{_NOT_IN_LITERAL.sub(_escape, value)}"'
    return f"{text}^^<{XSD}{datatype}>" if datatype else text


def number(value: Decimal) -> str:
    """Return a decimal's canonical text, without exponent. Raises ValueError for what is no number.

    >>> number(Decimal("2.10E9")), number(Decimal("-12.50")), number(Decimal("-0.0"))
    ('2100000000', '-12.5', '0')
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def moment(value: str) -> str:
    """Return a literal typed by its precision (year, month or day); anything else, as an interval, is a plain string.

    >>> moment("2025-05"), moment("2025-10-01/2025-12-31")
    ('"2025-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>', '"2025-10-01/2025-12-31"')
    """
    return literal(value, next((name for shape, name in _PRECISIONS if shape.fullmatch(value)), ""))


def nquads(graph: str, triples: Iterable[tuple[str, str, str]]) -> bytes:
    """Return triples of written terms as the sorted lines of one graph (its IRI, not written), each line once."""
    end = f" {iri(graph)} .\n"
    return "".join(sorted({f"{subject} {predicate} {object_}{end}" for subject, predicate, object_ in triples})).encode()


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"  # half a character, as broken JSON may hold: not to be written in UTF-8, and one code point long as well
    return _SHORT.get(char) or f"\\u{ord(char):04X}"
