"""Bring a store up to date with its documents: the one writer.

    documents ─ unchanged? ─► skipped        what a document's graph says of it: its digest and the pipeline's version
        └─ engine ─ Result ─► replace its graph ─► conclude ─► publish          at the end, and every so often

A document that fails keeps the graph that it had. The graph `BUILD` tells whether the conclusions belong to the evidence: it is
dropped before the first change and written together with them, so that a build that broke off is concluded by the next.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from kg.engines import Pipeline
from kg.engines import engine as engine_named
from kg.errors import ExtractError, KgError, ReadError, UsageError
from kg.interrupts import Interrupts, interrupts
from kg.iris import ONTOLOGY
from kg.model import Document, Report, Result
from kg.nquads import iri, literal, nquads
from kg.rdf import StoredDocument, graph_iri, read_documents
from kg.stores import Store
from kg.summary import BuildReport, ranked, totals
from kg.texts import drop_text, keep_text

Conclude = Callable[[Store], Mapping[str, bytes]]
"""From a store's evidence to the graphs of its conclusions, by IRI; a graph that is to be empty is there with no bytes."""

BUILD = "build"
"""The graph, below `BASE/graph/`, that says with what the conclusions were drawn."""


@dataclass(slots=True)
class _Run:
    """What a build in progress knows."""

    pipeline: Pipeline
    store: Store
    stored: dict[str, StoredDocument]
    interrupts: Interrupts
    on_progress: Callable[[str, str], None]
    on_report: Callable[[Report], object] | None = None
    force: bool = False
    dirty: bool = False
    seen: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[KgError] = field(default_factory=list)
    unclaimed: Counter[str] = field(default_factory=Counter)

    def tell(self, source: str, what: str) -> None:
        self.counts[what] += 1
        self.on_progress(source, what)

    def change(self) -> None:
        """Note that the evidence is about to differ from what has been concluded."""
        if not self.dirty:
            self.store.remove(graph_iri(self.store.base, BUILD))
        self.dirty = True


def build(
    documents: Iterable[Document | ReadError],
    pipeline: Pipeline,
    store: Store,
    *,
    conclude: Conclude | None = None,
    fingerprint: str = "",
    engine: str = "serial",
    workers: int | None = None,
    force: bool = False,
    prune: bool = False,
    within: Iterable[str] | None = None,
    on_progress: Callable[[str, str], None] | None = None,
    on_report: Callable[[Report], object] | None = None,
    publish_every: float = 120.0,
) -> BuildReport:
    """Bring the store up to date with the documents, and publish it.

    `conclude` is `kg.conclusions.conclusions(pipeline)` unless given; `fingerprint` names what it depends on beside the evidence,
    and another one than last time concludes anew. `force` builds unchanged documents too. `prune` forgets the stored documents
    that did not come, or of them those whose source is, or lies below, one of `within`; none where a source that may have held
    them could not be read. `on_progress` hears of each source whether it is `built`, `unchanged` or `failed`. Ctrl-C ends the
    build after the documents at hand. Readers see the work every `publish_every` seconds.

    Raises StoreError, ConfigError, and UsageError for an unknown engine.
    """
    began = time.monotonic()
    run = engine_named(engine)
    if conclude is None:
        from kg.conclusions import conclusions  # loads the known entities, which no other caller needs

        conclude, fingerprint = conclusions(pipeline)
    with interrupts() as stop:
        stored = {document.iri: document for document in read_documents(store)}
        state = _Run(pipeline, store, stored, stop, on_progress or _silent, on_report, force)
        due = began + publish_every
        try:
            for document, outcome in run(pipeline, _fresh(state, documents), workers):
                _keep(state, document, outcome)
                if time.monotonic() > due:
                    paused = time.monotonic()
                    _settle(state, conclude, fingerprint)
                    store.publish()
                    due = time.monotonic() + max(publish_every, 10 * (time.monotonic() - paused))
        except KeyboardInterrupt:  # a second Ctrl-C, or one that no handler of ours could catch
            stop.heard = True
        forgotten = _prune(state, within) if prune and not stop.heard else ()
        _settle(state, conclude, fingerprint)
        store.publish()
    return BuildReport(
        built=state.counts["built"],
        unchanged=state.counts["unchanged"],
        failed=state.counts["failed"],
        forgotten=forgotten,
        errors=tuple(state.errors),
        interrupted=stop.heard,
        seconds=time.monotonic() - began,
        unclaimed=ranked(state.unclaimed),
        totals=totals(store),
    )


def _fresh(run: _Run, documents: Iterable[Document | ReadError]) -> Iterator[Document]:
    """Yield the documents that must be built; note the others. An interrupt ends the stream, and so the engine after its work."""
    for found in documents:
        if run.interrupts.heard:
            return
        error = found if isinstance(found, ReadError) else _unfit(run, found)
        if error is not None:
            run.errors.append(error)
            run.unread.append(error.place)
            run.tell(error.place, "failed")
            continue
        assert isinstance(found, Document)
        run.seen.add(found.iri)
        old = run.stored.get(found.iri)
        if old and not run.force and (old.digest, old.version) == (found.digest, run.pipeline.version):
            run.tell(found.source, "unchanged")
        else:
            yield found


def _unfit(run: _Run, document: Document) -> ReadError | None:
    if document.iri in run.seen:
        return ReadError(document.source, f"another source of this build has the same IRI, {document.iri}; rename one of the two")
    if iri(document.iri) != f"<{document.iri}>":
        return ReadError(document.source, f"its IRI has characters that must be percent-encoded: {document.iri}")
    return None


def _keep(run: _Run, document: Document, outcome: Result | ExtractError) -> None:
    if isinstance(outcome, ExtractError):
        run.errors.append(outcome)
        run.tell(document.source, "failed")
        return
    run.change()
    run.store.replace(document.iri, outcome.nquads)
    keep_text(run.store, document)
    if run.on_report:
        run.on_report(outcome.report)
    run.unclaimed.update(dict(outcome.report.unclaimed))
    run.tell(document.source, "built")


def _prune(run: _Run, within: Iterable[str] | None) -> tuple[str, ...]:
    """Forget what did not come, unless it may be what could not be read."""
    scopes = None if within is None else tuple(within)
    gone = [old for name, old in run.stored.items() if name not in run.seen and (scopes is None or is_below(old.source, scopes))]
    unclear = [place for place in run.unread if not any(is_below(old.source, [place]) for old in gone)]
    if gone and unclear:
        run.errors.append(
            ReadError(unclear[0], "nothing was pruned, since it cannot be known what it held; mend or remove it first")
        )
        return ()
    gone = [old for old in gone if not is_below(old.source, run.unread)]
    if gone:
        run.change()
    _drop(run.store, gone)
    return tuple(old.source for old in gone)


def _drop(store: Store, documents: Sequence[StoredDocument]) -> None:
    for document in documents:
        store.remove(document.iri)
    left = {document.digest for document in read_documents(store)}
    for document in documents:
        if document.digest not in left:
            drop_text(store, document.digest)


def _settle(run: _Run, conclude: Conclude, fingerprint: str) -> None:
    """Store the ontology, and the conclusions where they are not those of this evidence and fingerprint."""
    graph = graph_iri(run.store.base, "ontology")
    triples = _in_graph(run.pipeline.ontology.triples, graph)
    if run.store.nquads(graph) != triples:
        run.change()
        run.store.replace(graph, triples)
    mark = _mark(run.store, fingerprint)
    if run.store.nquads(graph_iri(run.store.base, BUILD)) != mark:
        run.store.replace_many({**conclude(run.store), graph_iri(run.store.base, BUILD): mark})
    run.dirty = False


def _mark(store: Store, fingerprint: str) -> bytes:
    node = graph_iri(store.base, BUILD)
    return nquads(node, [(iri(node), iri(ONTOLOGY + "concludedWith"), literal(fingerprint))])


def _in_graph(triples: bytes, graph: str) -> bytes:
    """Return sorted N-Triples as sorted N-Quads of a graph."""
    end = f" {iri(graph)} .".encode()
    return b"".join(
        sorted(line.rstrip().removesuffix(b".").rstrip() + end + b"\n" for line in triples.splitlines() if line.strip())
    )


def forget(store: Store, sources: Iterable[str], conclude: Conclude, fingerprint: str = "") -> list[str]:
    """Forget documents by source, IRI or folder, conclude anew, publish, and return their sources, sorted.

    Raises UsageError for a source that the store does not have, with the nearest one it has; then nothing is forgotten.
    """
    stored = read_documents(store)
    gone: dict[str, StoredDocument] = {}
    for source in sources:
        found = [document for document in stored if document.iri == source or is_below(document.source, [source])]
        if not found:
            raise UsageError(f"{source}: no such document in the store" + _hint(source, stored))
        gone |= {document.iri: document for document in found}
    build_graph = graph_iri(store.base, BUILD)
    store.remove(build_graph)
    _drop(store, list(gone.values()))
    store.replace_many({**conclude(store), build_graph: _mark(store, fingerprint)})
    store.publish()
    return sorted(document.source for document in gone.values())


def _hint(source: str, stored: Iterable[StoredDocument]) -> str:
    near = get_close_matches(source, [document.source for document in stored], 1, cutoff=0.5)
    return (
        f"; did you mean {near[0]}?"
        if near
        else "; `kg schema` and `kg query 'SELECT ?d { GRAPH ?d { ?d a kg:Document } }'` list them"
    )


def is_below(source: str, places: Iterable[str]) -> bool:
    """Say whether a source is one of the places, or a file of one of these folders.

    >>> is_below("seeds/a.txt", ["seeds/"]), is_below("seeds/a.txt", ["seed"]), is_below("seeds/a.txt", ["."])
    (True, False, True)
    """
    return any(
        source == place or source.startswith(place.rstrip("/") + "/") or (place.rstrip("/") == "." and "://" not in source)
        for place in places
    )


def _silent(source: str, what: str) -> None:
    """Hear of progress and say nothing."""
