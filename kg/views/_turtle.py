"""Turtle as people like to read it: prefixed, a block a node, the telling properties first; shared by ttl and trig."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.iris import ONTOLOGY
from kg.prefixes import VOCABULARIES, prefixes, shorten
from kg.stores import Term

_XSD = VOCABULARIES["xsd"]
_RDF = VOCABULARIES["rdf"]
_FIRST = (
    _RDF + "type",
    VOCABULARIES["rdfs"] + "label",
    VOCABULARIES["skos"] + "altLabel",
    VOCABULARIES["dcterms"] + "title",
    *(_RDF + name for name in ("subject", "predicate", "object")),
    *(ONTOLOGY + name for name in ("about", "status", "disputed", "saidBy")),
    VOCABULARIES["prov"] + "wasAttributedTo",
    *(ONTOLOGY + name for name in ("relayedBy", "quote")),
)
_HEAD = frozenset(_FIRST[:7])
_WIDTH = 130
_RANK = {predicate: rank for rank, predicate in enumerate(_FIRST)}
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
# Escaped beside what the grammar wants: the controls, line ends and direction marks that make a file read otherwise than it is.
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def prefix_lines(base: str, text: str) -> str:
    """Return the `@prefix` lines of those prefixes that a text uses."""
    used = {match[1] for match in re.finditer(r"(?<![\w:<#/-])([a-z]+):", text)}
    known = prefixes(base)
    width = max((len(name) for name in known), default=0) + 1
    return "".join(f"@prefix {name + ':':<{width}} <{known[name]}> .\n" for name in known if name in used)


def block(subject: str, has: Mapping[str, list[Term]], base: str, indent: str = "") -> str:
    """Return one node's triples as one statement: what it is on the first line, then a property a line.

    >>> price = Term("literal", "2.50", "http://www.w3.org/2001/XMLSchema#decimal")
    >>> print(block("urn:x", {ONTOLOGY + "price": [price]}, ""), end="")
    <urn:x> kg:price 2.50 .
    """
    ordered = sorted(has, key=lambda key: (_RANK.get(key, len(_RANK)), key))
    parts = [f"{_verb(key, base)} {' , '.join(term_text(term, base) for term in has[key])}" for key in ordered]
    whole = f"{indent}{_node(subject, base)} " + " ; ".join(parts) + " .\n"
    if len(whole) <= _WIDTH:
        return whole
    first = sum(key in _HEAD for key in ordered) or 1
    return f"{indent}{_node(subject, base)} " + f" ;\n{indent}    ".join([" ; ".join(parts[:first]), *parts[first:]]) + " .\n"


def blocks(nodes: Mapping[str, Mapping[str, list[Term]]], order: Iterable[str], base: str, indent: str = "") -> Iterator[str]:
    """Yield the blocks of several nodes."""
    for subject in order:
        yield block(subject, nodes[subject], base, indent)


def term_text(term: Term, base: str) -> str:
    """Return a term in Turtle: numbers and truth bare where that keeps every digit, IRIs prefixed."""
    if term.kind != "literal":
        return _node(term.value, base)
    shape = _BARE.get(term.datatype or "")
    if shape is not None and shape.fullmatch(term.value):
        return term.value
    quoted = f'"{_ESCAPED.sub(_escape, term.value)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype in (None, _XSD + "string") else f"{quoted}^^{shorten(term.datatype or '', base)}"


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")


def _verb(predicate: str, base: str) -> str:
    return "a" if predicate == _RDF + "type" else shorten(predicate, base)


def _node(value: str, base: str) -> str:
    return value if value.startswith(("_:", "<<")) else shorten(value, base)
