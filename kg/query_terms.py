"""Find what a query names that the graph does not have, so that a misspelt word is an error and not an empty answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import UsageError
from kg.iris import ONTOLOGY
from kg.prefixes import prefixes, shorten
from kg.rdf import graph_iri
from kg.select import PREDICATE, suggest
from kg.stores import Store

_SHAPE = """
Claim Document Edge Metric Observation Rejection Status UnnamedSource about actual because cancelled change claim comparison
concludedWith condition confidence currency decidedBy denied digest disputed document documents extractor firstSaid former
inDocument lastSaid name objectMention pattern period planned possible price quote refersTo relayedBy said saidBy sentence stake
status subjectMention time unit validFrom validUntil
"""
SHAPE = frozenset(_SHAPE.split())
"""The local names of the graph's shape, which a graph need not hold at the moment."""

_HIDDEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|'{3}.*?'{3}|"{3}.*?"{3}|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\#[^\n]*""", re.DOTALL
)
_PROLOGUE = re.compile(r"\b(?:PREFIX\s+[\w-]*\s*:|BASE\b)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{.*?\}\s*(?=WHERE\b|\{)", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"(?<![\w?$:.-])([A-Za-z][\w-]*)?:((?:[\w%-]|\.(?=[\w%-]))+)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*)\s*:", re.IGNORECASE)
_INSTANCES = ("o", "p", "product", "place", "thing", "s")
_EXISTS = "ASK { { %s ?p ?o } UNION { ?s %s ?o } UNION { ?s ?p %s } }"


def masked(text: str) -> str:
    """Return a query with strings, IRIs and comments blanked, every other character in its place.

    >>> masked('ASK { ?s rdfs:label "kg:x" } # kg:y')
    'ASK { ?s rdfs:label        }       '
    """
    return blanked(_HIDDEN, text)


def check_terms(store: Store, text: str, plain: str) -> None:
    """Raise UsageError for an unknown prefix, and for a term of ours that neither ontology nor data has, with the nearest.

    `plain` is `masked(text)`. A term that a CONSTRUCT makes up is its own affair: only what stands behind WHERE counts there.
    """
    known = prefixes(store.base)
    told = any(True for _ in store.triples(graph_iri(store.base, "ontology")))  # without an ontology no word of it is wrong
    declared = set(_DECLARED.findall(plain))
    for prefix, name, place in names_in(plain):
        if prefix not in known and prefix not in declared:
            raise UsageError(
                f"{_where(text, place)}: the prefix '{prefix}:' is not declared; known without that: {', '.join(known)}"
            )
        ours = told and prefix in ("kg", "metric", *_INSTANCES) and prefix not in declared
        if ours and not (prefix == "kg" and name in SHAPE) and not _exists(store, known[prefix] + name):
            near = suggest(f"{prefix}:{name}", _candidates(store, prefix), _REMEDIES.get(prefix, "; see `kg schema`"))
            raise UsageError(f"{_where(text, place)}: nothing in this graph is called {prefix}:{name}{near}")


_REMEDIES = {"kg": "; `kg relations` and `kg schema` list what there is", "metric": "; `kg schema` lists the metrics"}


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return a text whose matches are blanks, every other character in its place."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def template_end(plain: str) -> int:
    """Return where the template of a CONSTRUCT ends, 0 where there is none."""
    template = _TEMPLATE.search(plain)
    return template.end() if template else 0


def form(plain: str) -> str:
    """Return the word that says what kind of query it is, in capitals; empty where there is none.

    >>> form("PREFIX add: <urn:x> select ?a { }")
    'SELECT'
    """
    word = re.match(r"[A-Za-z]*", blanked(_PROLOGUE, masked(plain)).strip())
    return word[0].upper() if word else ""


def names_in(plain: str) -> Iterator[tuple[str, str, int]]:
    """Yield prefix, local name and place of each prefixed name of the query's body, its prologue and template left out."""
    body = blanked(_TEMPLATE, blanked(_PROLOGUE, plain))
    for match in _NAME.finditer(body):
        yield match[1] or "", match[2], match.start()


def _exists(store: Store, iri: str) -> bool:
    return store.query(_EXISTS.replace("%s", f"<{iri}>"), union=True) is True


def _candidates(store: Store, prefix: str) -> list[str]:
    """Return the names that a user may have meant, `kg:acquires`, sorted."""
    if prefix in _INSTANCES:
        found = {subject for subject, _, _ in store.triples(graph_iri(store.base, "entities"))}
    else:
        found = {subject for subject, _, _ in store.triples(graph_iri(store.base, "ontology"))}
        found |= {ONTOLOGY + name for name in SHAPE}
        triples = store.triples(graph_iri(store.base, "edges"))
        found |= {term.value for _, predicate, term in triples if predicate == PREDICATE}
    return sorted(name for iri in found if (name := shorten(iri, store.base)).startswith(f"{prefix}:"))


def _where(text: str, place: int) -> str:
    line = text.count("\n", 0, place) + 1
    return f"line {line}, column {place - text.rfind(chr(10), 0, place)}"
