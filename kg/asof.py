"""The graph as it stood on a day: concluded from the documents of that time alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kg.rdf import graph_iri, read_documents
from kg.stores import Store, open_store

Conclude = Callable[[Store], Mapping[str, bytes]]


def as_of(store: Store, day: date, conclude: Conclude) -> Store:
    """Return a store in memory with what was said up to and on a day, and what that comes to; the caller closes it.

    A status is the last word of its time, so leaving out later edges would not do: what was cancelled in March was still planned
    in January. Documents without a date count as early.
    """
    kept = {document.iri for document in read_documents(store) if (document.said or "") <= day.isoformat()}
    kept.add(graph_iri(store.base, "ontology"))
    earlier = open_store("memory:", base=store.base)
    earlier.replace_many({graph: store.nquads(graph) for graph in store.graphs() if graph in kept})
    earlier.replace_many(conclude(earlier))
    return earlier
