"""Answers as people and programs read them: a table, SPARQL's JSON and CSV results, Turtle for graphs."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.errors import UsageError
from kg.prefixes import VOCABULARIES, shorten
from kg.query import Answer, Query
from kg.rdf import graph_iri
from kg.select import suggest
from kg.stores import Store, Term

FORMATS = ("table", "json", "csv")
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SIGNS = {VOCABULARIES["unit"] + "PERCENT": "%"}
_SHORT = 16
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
# What a terminal would obey instead of showing; U+2028 and its like break lines where a table does not know of it.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def render(answer: Answer, format: str, store: Store, *, width: int = 120, colour: bool = False) -> str:
    """Return an answer as text that ends in a newline.

    A table shows entities by their labels and other IRIs with prefixes; a graph is Turtle there, and yes or no answer ASK. `json`
    is the SPARQL 1.1 Query Results JSON Format, `csv` its CSV. Raises UsageError for another format.
    """
    if format not in FORMATS:
        raise UsageError(f"no format is called '{format}'" + suggest(format, FORMATS, f"; there are: {', '.join(FORMATS)}"))
    if format == "json":
        return json.dumps(_json(answer), ensure_ascii=False, indent=2) + "\n"
    if format == "csv":
        return _csv(answer)
    if answer.kind == "boolean":
        return "yes\n" if answer.rows[0][0] == Term("literal", "true", "http://www.w3.org/2001/XMLSchema#boolean") else "no\n"
    return _turtle(answer, store) if answer.kind == "graph" else _table(answer, store, width, colour)


def labels(store: Store, terms: Iterable[Term | None]) -> Mapping[str, str]:
    """Return what the entities among some terms are called, by IRI."""
    wanted = sorted({term.value for term in terms if term is not None and term.kind == "iri"})
    found: dict[str, str] = {}
    for at in range(0, len(wanted), 500):
        values = " ".join(f"<{iri}>" for iri in wanted[at : at + 500])
        graph = graph_iri(store.base, "entities")
        rows = store.rows(
            f"SELECT ?e ?l {{ VALUES ?e {{ {values} }} GRAPH <{graph}> {{ ?e rdfs:label ?l }} }} ORDER BY ?e DESC(?l)"
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def texts(answer: Answer, store: Store) -> list[list[str]]:
    """Return an answer's cells as a table shows them: labels of entities, prefixed names, values; empty where unbound."""
    names = labels(store, (term for row in answer.rows for term in row))
    return [[_cell(term, names, store.base) for term in row] for row in answer.rows]


def unmet(query: Query, answer: Answer, store: Store) -> list[str]:
    """Return the query's `# expect:` lines that no row fulfils.

    Cells stand between `|` in the columns' order; an empty one, or one left out at the end, may be anything.
    """
    rows = texts(answer, store)
    wanted = {line: [cell.strip() for cell in line.split("|")] for line in query.expect}
    return [line for line, cells in wanted.items() if not any(_fulfils(row, cells) for row in rows)]


def _fulfils(row: Sequence[str], cells: Sequence[str]) -> bool:
    return len(cells) <= len(row) and all(cell in ("", text) for cell, text in zip(cells, row, strict=False))


def _table(answer: Answer, store: Store, width: int, colour: bool) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = texts(answer, store)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold" if colour else "")
    for number, column in enumerate(answer.columns):
        numeric = bool(cells) and all(not row[number] or _NUMBER.fullmatch(row[number]) for row in cells)
        short = all(len(row[number]) <= _SHORT for row in cells)
        # Short columns keep their width; what is left of it is for the sentences.
        least: dict[str, Any] = {"no_wrap": True} if short else {"min_width": 24}
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold", **least)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=width, color_system="standard" if colour else None, force_terminal=colour, highlight=False)
    console.print(table)
    count = f"{len(cells)} row{'' if len(cells) == 1 else 's'}"
    text = "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))
    return f"{text}\n{count}{'; ' + answer.note if answer.note else ''}\n"


def _cell(term: Term | None, names: Mapping[str, str], base: str) -> str:
    if term is None:
        return ""
    text = term.value if term.kind != "iri" else names.get(term.value) or _SIGNS.get(term.value) or shorten(term.value, base)
    return _CONTROL.sub("\ufffd", text)


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(answer.columns)
    table.writerows(
        ["" if term is None else f"_:{term.value}" if term.kind == "blank" else term.value for term in row] for row in answer.rows
    )
    return out.getvalue()


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "blank" else term.value


def _json(answer: Answer) -> dict[str, Any]:
    if answer.kind == "boolean":
        return {"head": {}, "boolean": answer.rows[0][0] is not None and answer.rows[0][0].value == "true"}
    bindings = [
        {column: _binding(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}


def _binding(term: Term) -> dict[str, str]:
    kinds = {"iri": "uri", "blank": "bnode"}
    binding = {"type": kinds.get(term.kind, term.kind), "value": term.value}
    if term.language:
        return binding | {"xml:lang": term.language}
    return binding | {"datatype": term.datatype} if term.datatype and term.datatype != _STRING else binding


def _turtle(answer: Answer, store: Store) -> str:
    from kg.select import grouped
    from kg.views._turtle import blocks, prefix_lines

    triples = [(row[0].value, row[1].value, row[2]) for row in answer.rows if row[0] and row[1] and row[2]]
    nodes = grouped(triples)
    body = "\n".join(blocks(nodes, nodes, store.base))
    return f"{prefix_lines(store.base, body)}\n{body}" if body else f"# no triples{'; ' + answer.note if answer.note else ''}\n"
