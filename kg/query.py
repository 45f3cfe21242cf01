"""Ask the graph: SPARQL as text, from a file or by the name of a shipped question, with prefixes and parameters filled in.

A query file's comments say what it is:

    # Who competes with this company?             the question, on the first line
    # param: company = Alibaba                    ?company is bound to what is called so; `--set company=NAME` chooses another
    # param: since (date) = 2026-01-01            other kinds: term, date, number, text, document
    # expect: Tencent | kg:actual                 a row that the answer on the shipped articles holds

Nothing here imports the language model, and tables, JSON and CSV are `kg.answers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.ontology import shipped
from kg.parameters import Param, bind, parse_params
from kg.query_terms import check_terms, form, masked, names_in
from kg.rdf import conclusion_graphs
from kg.select import suggest
from kg.stores import Graph, Store, Term

_READS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_WRITES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it stands in a file. `expect` are rows, cells between `|`."""

    name: str
    question: str
    text: str
    params: tuple[Param, ...] = ()
    expect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives. `kind` is `table` (SELECT), `boolean` (ASK, one cell) or `graph` (CONSTRUCT, DESCRIBE: triples).

    `rows[i][j]` belongs to `columns[j]`, None where it is unbound. `note` is one line that may help where there are no rows.
    """

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    note: str = ""


def names() -> tuple[str, ...]:
    """Return the names of the shipped queries, sorted."""
    return tuple(sorted(path.stem for path in shipped("queries").glob("*.rq")))


def load_query(name: str) -> Query:
    """Return a shipped query by its name. Raises UsageError with the nearest names."""
    if name not in names():
        raise UsageError(f"no query is called '{name}'" + suggest(name, names(), f"; there are: {', '.join(names())}"))
    return _parsed(name, (shipped("queries") / f"{name}.rq").read_text(encoding="utf-8"))


def find_query(text: str) -> Query:
    """Return what a user means: SPARQL text, a file of it, or a shipped query's name.

    Raises UsageError for a file that cannot be read and for a word that is neither.
    """
    if "{" in text or form(text) in (*_READS, *_WRITES):
        return _parsed("", text)
    if Path(text).suffix in (".rq", ".sparql") or Path(text).is_file():
        try:
            return _parsed(text, Path(text).read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{text}: the file of the query cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise UsageError(f"{text}: is not UTF-8 text; give a text file of SPARQL") from error
    return load_query(text)


def run_query(
    store: Store,
    query: str,
    *,
    params: Mapping[str, str] | None = None,
    all_graphs: bool = False,
    facts_only: bool = False,
) -> Answer:
    """Answer a query given as SPARQL text, a file or a shipped query's name.

    The default graph is the conclusions and the ontology; `facts_only` leaves out what is planned, `all_graphs` asks everything.
    `params` gives the query's parameters by name; a label means every entity called so. Raises UsageError, in one line, for an
    unknown name, parameter or prefix, a term that the graph does not have, and with line and column for what does not parse.
    """
    found = find_query(query)
    plain = masked(found.text)
    _reads_only(plain)
    check_terms(store, found.text, plain)
    bound = bind(store, found.text, plain, found.params, params or {})
    graphs = conclusion_graphs(store.base, facts_only=facts_only)
    try:
        answer = store.query(bound, default_graphs=graphs, union=all_graphs)
    except UsageError:
        if bound != found.text:  # the place in the user's own text, before values were put into it
            store.query(found.text, default_graphs=graphs, union=all_graphs)
        raise
    if isinstance(answer, bool):
        return Answer("boolean", ("answer",), ((Term("literal", str(answer).lower(), _BOOLEAN),),))
    if isinstance(answer, Graph):
        triples = tuple(sorted(answer.triples, key=str))
        return Answer("graph", ("subject", "predicate", "object"), triples, _note(store, plain, triples, all_graphs))
    return Answer("table", answer.columns, answer.rows, _note(store, plain, answer.rows, all_graphs))


def _note(store: Store, plain: str, rows: tuple[object, ...], all_graphs: bool) -> str:
    """Say why there may be no rows, by the two commonest mistakes."""
    if rows:
        return ""
    evidence = re.search(r"\b(?:kg:(?:Claim|sentence|said|pattern|extractor|\w+Mention)|nif:\w+)\b", plain)
    if evidence and not all_graphs and not re.search(r"\bGRAPH\b", plain, re.IGNORECASE):
        return f"{evidence[0]} stands in the evidence: ask inside GRAPH ?d {{ … }}, or everything with --all"
    if "rdf:predicate" in plain:
        return ""
    for prefix, name, _ in names_in(plain):
        if prefix == "kg" and (count := _without_triple(store, name)):
            which = f"{count} edge{'' if count == 1 else 's'} of kg:{name}"
            return f"{which} without a plain triple: ask {{ ?edge rdf:predicate kg:{name} ; kg:status ?status ; … }}"
    return ""


def _without_triple(store: Store, name: str) -> int:
    """Count a relation's edges that are possible, denied, cancelled or former."""
    plain = "FILTER(?status NOT IN (kg:actual, kg:planned))"
    return int(store.rows(f"SELECT (COUNT(*) AS ?n) {{ ?edge rdf:predicate kg:{name} ; kg:status ?status . {plain} }}")[0][0])


def _reads_only(plain: str) -> None:
    word = form(plain)
    if word not in _READS:
        what = f"{word} would change the graph" if word in _WRITES else f"this begins with '{word or plain.strip()[:20]}'"
        raise UsageError(f"a query is a SELECT, ASK, CONSTRUCT or DESCRIBE; {what}")


def _parsed(name: str, text: str) -> Query:
    comments = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    question = next((line for line in comments if not line.startswith(("param:", "expect:"))), "")
    expect = tuple(line.removeprefix("expect:").strip() for line in comments if line.startswith("expect:"))
    return Query(name, question, text, parse_params(name or "the query", comments), expect)
