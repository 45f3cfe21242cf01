"""Parameters of queries: `# param: company = Alibaba`, and how a user's word becomes a value bound to ?company."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.nquads import iri, literal
from kg.prefixes import expand
from kg.query_terms import check_terms, template_end
from kg.rdf import graph_iri, read_documents
from kg.select import find, read_nodes, suggest
from kg.stores import Store

_PARAM = re.compile(r"param:\s*(\w+)\s*(?:\((\w+)\))?\s*(?:=\s*(.*))?")
KINDS = ("entity", "term", "date", "number", "text", "document")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: the variable that it binds, its kind (one of KINDS), and its value unless the user sets another."""

    name: str
    kind: str
    default: str | None = None


def parse_params(place: str, comments: Iterable[str]) -> tuple[Param, ...]:
    """Return the parameters that a query's comments declare.

    Without a kind, the default's form tells it: a date, a number, a term of a vocabulary (`kg:acquires`), else an entity's name.

    >>> parse_params("q.rq", ["param: company = Alibaba", "param: since = 2026-01-01"])
    (Param(name='company', kind='entity', default='Alibaba'), Param(name='since', kind='date', default='2026-01-01'))
    """
    found = []
    for line in comments:
        if not line.startswith("param:"):
            continue
        match = _PARAM.fullmatch(line)
        if match is None or match[2] not in (None, *KINDS):
            remedy = f"write '# param: NAME = VALUE', or NAME (KIND) with one of {', '.join(KINDS)}"
            raise UsageError(f"{place}: '# {line}' is no parameter; {remedy}")
        found.append(Param(match[1], match[2] or _kind(match[3] or ""), (match[3] or "").strip() or None))
    return tuple(found)


def bind(store: Store, text: str, plain: str, params: Sequence[Param], given: Mapping[str, str]) -> str:
    """Return a query with its parameters' values put at the head of its pattern; `plain` is the masked text.

    Raises UsageError for a parameter that the query does not have or that lacks a value, and for a value that means nothing.
    """
    known = [param.name for param in params]
    for name in given:
        if name not in known:
            there = f"; it has: {', '.join(known)}" if known else "; it has none"
            raise UsageError(f"the query has no parameter '{name}'" + suggest(name, known, there))
    if not params:
        return text
    values = "".join(f" VALUES ?{param.name} {{ {_value(store, param, given.get(param.name))} }}" for param in params)
    place = _pattern_start(plain)
    return f"{text[:place]}{values}{text[place:]}"


def _kind(default: str) -> str:
    if _DATE.fullmatch(default):
        return "date"
    if _NUMBER.fullmatch(default):
        return "number"
    return "term" if re.fullmatch(r"[a-z]+:\w+", default) else "entity"


def _pattern_start(plain: str) -> int:
    """Return the place behind the brace that opens the query's pattern, not that of a template."""
    place = plain.find("{", template_end(plain))
    if place < 0:
        raise UsageError("the query has parameters but no pattern in braces that they could bind")
    return place + 1


def _value(store: Store, param: Param, given: str | None) -> str:
    text = (param.default if given is None else given) or ""
    if not text.strip():
        raise UsageError(f"the query needs a value: --set {param.name}={'NAME' if param.kind == 'entity' else 'VALUE'}")
    if param.kind == "entity":
        return " ".join(iri(found) for found in _entities(store, param, text))
    if param.kind == "document":
        return " ".join(iri(found) for found in _documents(store, text))
    if param.kind == "term":
        return _term(store, param, text)
    shape = {"date": _DATE, "number": _NUMBER}.get(param.kind)
    if shape is not None and not shape.fullmatch(text):
        raise UsageError(f"--set {param.name}={text}: must be a {'day as 2026-01-31' if param.kind == 'date' else 'number'}")
    return {"date": literal(text, "date"), "number": text}.get(param.kind) or literal(text)


def _entities(store: Store, param: Param, text: str) -> Sequence[str]:
    entities = graph_iri(store.base, "entities")
    exact = store.rows(f"SELECT ?e {{ GRAPH <{entities}> {{ ?e rdfs:label {literal(text)} }} }} ORDER BY ?e")
    if exact:
        return [row[0] for row in exact]
    try:
        return find(read_nodes(store).values(), text, store.base)
    except UsageError as error:
        raise UsageError(f"{error}; choose with --set {param.name}=NAME{_examples(store)}") from error


def _examples(store: Store) -> str:
    """Return the names of which the graph says most."""
    rows = store.rows(
        "SELECT ?label { ?edge a kg:Edge ; rdf:subject ?node . ?node rdfs:label ?label } "
        "GROUP BY ?node ?label ORDER BY DESC(COUNT(*)) ?label LIMIT 3"
    )
    return f", such as {', '.join(repr(row[0]) for row in rows)}" if rows else ""


def _documents(store: Store, text: str) -> Sequence[str]:
    known = {(document.iri, document.source, document.title or "") for document in read_documents(store)}
    found = sorted(names[0] for names in known if text.casefold() in (name.casefold() for name in names))
    if not found:
        near = suggest(text, sorted(name for names in known for name in names[1:] if name))
        raise UsageError(f"no document has the source or title '{text}'{near}")
    return found


def _term(store: Store, param: Param, text: str) -> str:
    """Return a term by prefixed name, or by its local name alone where the default tells the vocabulary."""
    prefix = (param.default or "kg:").partition(":")[0]
    name = text if ":" in text else f"{prefix}:{text}"
    full = expand(name, store.base)
    if full is None:
        raise UsageError(f"--set {param.name}={text}: must be a term such as {param.default or 'kg:acquires'}")
    try:
        check_terms(store, name, name)
    except UsageError as error:
        raise UsageError(f"--set {param.name}={text}: {str(error).partition(': ')[2]}") from error
    return iri(full)
