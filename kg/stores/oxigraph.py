"""`oxigraph:FOLDER/store`, the embedded store, and the only file of the stores that imports pyoxigraph.

    FOLDER/store            the writer's, locked while it is open
    FOLDER/checkpoints/N    what was published last, never written to again
    FOLDER/current          -> checkpoints/N, swapped in one step; readers open what it names

A store of another name, FOLDER/other, has `other.checkpoints` and `other.current`, so that two can lie side by side.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.stores import Answer, Graph, Solutions, Term
from kg.vocabulary import conclusion_graphs
from kg.vocabulary import prefixes as known_prefixes

_NQUADS = ox.RdfFormat.N_QUADS
_WHERE = re.compile(r"error at (\d+):(\d+)")


def open(place: str, *, read_only: bool, base: str) -> OxigraphStore:
    """Open the store at a path; without one, an empty store in memory."""
    return OxigraphStore(Path(place) if place else None, read_only=read_only, base=base)


class OxigraphStore:
    """See `kg.stores.Store`."""

    def __init__(self, path: Path | None, *, read_only: bool, base: str) -> None:
        self.base = base
        self.folder = path.parent if path else None
        self._path = path
        self._read_only = read_only
        self._open: ox.Store | None = _opened(path, read_only)

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError(f"{self._path or 'memory:'}: the store is closed; open it again")
        return self._open

    def replace(self, graph: str, nquads: bytes) -> None:
        self.replace_many({graph: nquads})

    def replace_many(self, graphs: Mapping[str, bytes]) -> None:
        store = self._writable()
        with _guarded(self._path):
            new = {graph: _parsed(graph, nquads) for graph, nquads in graphs.items()}
            old = {graph: set(self._quads(graph)) for graph in graphs}
            gone = [quad for graph in graphs for quad in old[graph] - new[graph]]
            come = [quad for graph in graphs for quad in new[graph] - old[graph]]
            _change(store, gone, come)
            for graph, quads in new.items():
                if not quads:
                    store.remove_graph(ox.NamedNode(graph))

    def remove(self, graph: str) -> None:
        store = self._writable()
        with _guarded(self._path):
            store.remove_graph(ox.NamedNode(graph))

    def graphs(self) -> list[str]:
        with _guarded(self._path):
            return sorted(name.value for name in self._store.named_graphs())

    def triples(self, graph: str, subject: str | None = None) -> Iterator[tuple[str, str, Term]]:
        with _guarded(self._path):
            for quad in self._quads(graph, subject):
                yield _value(quad.subject), quad.predicate.value, _term(quad.object)

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        default_graphs: Sequence[str] | None = None,
        union: bool = False,
    ) -> Answer:
        graphs = conclusion_graphs(self.base) if default_graphs is None else default_graphs
        known = {**known_prefixes(self.base), **(prefixes or {})}
        with _guarded(self._path):
            try:
                found = self._store.query(
                    sparql,
                    prefixes=known,
                    use_default_graph_as_union=union,
                    default_graph=None if union else [ox.NamedNode(graph) for graph in graphs],
                )
            except SyntaxError as error:
                raise UsageError(_syntax(sparql, str(error))) from error
            return _answer(found)

    def rows(self, sparql: str, *, default_graphs: Sequence[str] | None = None, union: bool = False) -> list[tuple[str, ...]]:
        answer = self.query(sparql, default_graphs=default_graphs, union=union)
        if not isinstance(answer, Solutions):
            raise UsageError("rows() takes a SELECT query; use query() for ASK, CONSTRUCT and DESCRIBE")
        return [tuple("" if term is None else term.value for term in row) for row in answer.rows]

    def nquads(self, graph: str | None = None) -> bytes:
        with _guarded(self._path):
            text = self._store.dump(format=_NQUADS) if graph is None else ox.serialize(self._quads(graph), format=_NQUADS)
        return b"".join(sorted((text or b"").splitlines(keepends=True)))

    def publish(self) -> None:
        store = self._writable()
        if self._path is None:
            return
        folder, current = _published(self._path)
        with _guarded(self._path):
            folder.mkdir(exist_ok=True)
            earlier = list(folder.iterdir())
            numbers = [int(item.name) for item in earlier if item.name.isdecimal()]
            target = folder / f"{max(numbers, default=0) + 1:06d}"
            store.backup(str(target))
            _point(current, f"{folder.name}/{target.name}")
        for item in earlier:  # a reader has its files open and lives on; where that forbids removal, the next round does it
            shutil.rmtree(item, ignore_errors=True)

    def close(self) -> None:
        self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _writable(self) -> ox.Store:
        if self._read_only:
            raise StoreError(f"{self._path or 'memory:'}: opened for reading only; open it without read_only to write")
        return self._store

    def _quads(self, graph: str, subject: str | None = None) -> Iterator[ox.Quad]:
        node = None if subject is None else ox.NamedNode(subject)
        return self._store.quads_for_pattern(node, None, None, ox.NamedNode(graph))


def _opened(path: Path | None, read_only: bool) -> ox.Store:
    if path is None:
        return ox.Store()
    with _guarded(path):
        if read_only:
            return _opened_to_read(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(path))


def _opened_to_read(path: Path) -> ox.Store:
    """Open what was published last; again where a writer swapped it between reading the name and opening the folder."""
    _, current = _published(path)
    target = _target(current)
    while True:
        if target is None:
            raise StoreError(f"{current.parent}: holds no published graph; run `kg build SOURCE… --dir {current.parent}` first")
        try:
            return ox.Store.read_only(str(target))
        except (OSError, RuntimeError):
            newer = _target(current)
            if newer == target:
                raise
            target = newer


def _published(path: Path) -> tuple[Path, Path]:
    """Return the checkpoints' folder of a writer's store and the link to the last of them."""
    before = "" if path.name == "store" else f"{path.name}."
    return path.with_name(f"{before}checkpoints"), path.with_name(f"{before}current")


def _target(current: Path) -> Path | None:
    if current.is_symlink():
        return current.parent / current.readlink()
    return current.parent / current.read_text(encoding="utf-8").strip() if current.is_file() else None


def _point(current: Path, target: str) -> None:
    """Swap the link in one step; a small file with the name does where the system has no links."""
    fresh = current.with_name(current.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(target)
    except (OSError, NotImplementedError):
        fresh.write_text(target, encoding="utf-8")
    fresh.replace(current)


_REMEDIES = (
    ("Permission denied", "may not be written here; change the permissions, or give another --dir"),
    ("Read-only file system", "may not be written here; give another --dir"),
    ("No space left", "the disk is full; make room and give the same command again, what was stored before is kept"),
    ("Too many open files", "too many files are open; raise the limit (ulimit -n) and give the same command again"),
    ("File exists", "a file is where the folder should be; move it away, or give another --dir"),
    ("Not a directory", "a file is where the folder should be; move it away, or give another --dir"),
    ("LOCK:", "another build is writing here; wait for it to end, or give another --dir"),
)
_DAMAGED = "the store is damaged; move it away and build again ({})"


@contextmanager
def _guarded(path: Path | None) -> Iterator[None]:
    """Turn the library's errors into ours, in one line with the remedy."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # Oxigraph reports corruption by either
        said = next((remedy for sign, remedy in _REMEDIES if sign in str(error)), _DAMAGED)
        raise StoreError(f"{path or 'memory:'}: {said.format(_short(error))}") from error


def _parsed(graph: str, nquads: bytes) -> set[ox.Quad]:
    try:
        quads = set(ox.parse(nquads, _NQUADS))
    except SyntaxError as error:
        raise StoreError(f"{graph}: what is to be stored is no N-Quads: {_short(error)}") from error
    for quad in quads:
        if quad.graph_name != ox.NamedNode(graph):
            raise StoreError(f"{graph}: a statement to be stored belongs to another graph, {quad.graph_name}")
    return quads


def _change(store: ox.Store, gone: list[ox.Quad], come: list[ox.Quad]) -> None:
    if not gone:
        store.extend(come)
    elif any(isinstance(end, ox.BlankNode) for quad in (*gone, *come) for end in (quad.subject, quad.object)):
        # A blank node cannot be named in an update, so here, and only here, removing and adding are two transactions.
        for quad in gone:
            store.remove(quad)
        store.extend(come)
    else:
        store.update(f"DELETE DATA {{ {_data(gone)} }} ; INSERT DATA {{ {_data(come)} }}")


def _data(quads: list[ox.Quad]) -> str:
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return Graph(tuple((_term(triple.subject), _term(triple.predicate), _term(triple.object)) for triple in found))
    columns = tuple(variable.value for variable in found.variables)
    return Solutions(columns, tuple(tuple(None if term is None else _term(term) for term in row) for row in found))


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, term.datatype.value, term.language)
    return Term("blank", term.value) if isinstance(term, ox.BlankNode) else Term("triple", str(term))


def _value(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _syntax(sparql: str, message: str) -> str:
    """Say where a query stops making sense, in one line, without the parser's long list of what might have followed."""
    found = _WHERE.search(message)
    if found is None:
        return f"the query does not parse: {_short(message)}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines() or [""]
    rest = lines[line - 1][column - 1 :].strip()[:30] if line <= len(lines) else ""
    return f"the query does not parse at line {line}, column {column}, " + (f"before '{rest}'" if rest else "where it ends")


def _short(error: object) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 160 else text[:159] + "…"
