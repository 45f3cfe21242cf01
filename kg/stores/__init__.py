"""Where graphs lie: the contract of a store, its plain values, and `open_store`.

One file of this folder is one URL scheme. It holds `open(place, *, read_only, base) -> Store`, where `place` is what follows
`SCHEME:`; `tests/test_stores.py` runs the contract over every file found here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, cast

from kg.errors import UsageError
from kg.iris import BASE


@dataclass(frozen=True, slots=True)
class Term:
    """A node or value of the graph, free of any library's types.

    `kind` is `iri`, `literal`, `blank` or `triple` (RDF 1.2, `value` in N-Triples form). `datatype` is the IRI of a literal's
    type, also where it is xsd:string; `language` its tag.
    """

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        return self.value


Triple = tuple[Term, Term, Term]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer of SELECT: `rows[i][j]` is bound to `columns[j]`, None where it is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The answer of CONSTRUCT and DESCRIBE."""

    triples: tuple[Triple, ...]


Answer = Solutions | Graph | bool


class Store(Protocol):
    """A set of named graphs with one writer. Every method raises StoreError when the store fails.

    `base` is the base of the instances' IRIs; the conclusions' graphs, which a query asks by default, are named under it.
    `folder` is where the store lies and other files may lie beside it, None where there is no such place.
    """

    @property
    def base(self) -> str: ...

    @property
    def folder(self) -> Path | None: ...

    def replace(self, graph: str, nquads: bytes) -> None:
        """Make `nquads` (all of them in `graph`) the whole of one graph, in one transaction; none at all removes it."""

    def replace_many(self, graphs: Mapping[str, bytes]) -> None:
        """Replace several graphs in one transaction."""

    def remove(self, graph: str) -> None:
        """Drop one graph; one that is absent is no error."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all graphs, sorted."""

    def triples(self, graph: str, subject: str | None = None) -> Iterator[tuple[str, str, Term]]:
        """Yield subject, predicate and object of one graph's triples, or of one subject's in it, in no order."""

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        default_graphs: Sequence[str] | None = None,
        union: bool = False,
    ) -> Answer:
        """Answer a SPARQL 1.1 query.

        The default graph is the conclusions and the ontology (`kg.rdf.conclusion_graphs`), or `default_graphs`, or with `union`
        everything; `GRAPH ?d { … }` sees every named graph. `prefixes` are known beside those of `kg.rdf.prefixes`.
        Raises UsageError with line and column for a query that does not parse.
        """

    def rows(self, sparql: str, *, default_graphs: Sequence[str] | None = None, union: bool = False) -> list[tuple[str, ...]]:
        """Return a SELECT's rows as plain texts, empty where unbound. Raises UsageError for another kind of query."""

    def nquads(self, graph: str | None = None) -> bytes:
        """Return one graph, or all, as sorted lines of canonical N-Quads."""

    def publish(self) -> None:
        """Let readers see what has been written up to now; an open reader goes on with what it sees."""

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class _Opener(Protocol):
    def __call__(self, place: str, *, read_only: bool, base: str) -> Store: ...


def schemes() -> tuple[str, ...]:
    """Return the URL schemes that have an adapter, sorted.

    >>> schemes()
    ('memory', 'oxigraph')
    """
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def open_store(url: str, *, read_only: bool = False, base: str = BASE) -> Store:
    """Open the store that a URL names: `oxigraph:FOLDER/store`, or `memory:` for one that is gone when closed.

    With `read_only` it is what was last published, whether or not a writer is at work. Raises UsageError for a scheme that no
    adapter has, StoreError for a store that is in use, missing or damaged.
    """
    scheme, colon, place = url.partition(":")
    if not colon or scheme not in schemes():
        known = ", ".join(f"{name}:" for name in schemes())
        raise UsageError(f"{url}: no store of this kind; a store's URL begins with one of {known} as in oxigraph:outputs/store")
    opener = cast(_Opener, import_module(f"{__name__}.{scheme}").open)
    return opener(place, read_only=read_only, base=base)
