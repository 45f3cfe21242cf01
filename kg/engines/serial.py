"""One document after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.engines import Outcome, Pipeline, attempt
from kg.model import Document


def run(pipeline: Pipeline, documents: Iterable[Document], workers: int | None = None) -> Iterator[Outcome]:
    """Yield each document with its result; `workers` means nothing here."""
    for document in documents:
        yield document, attempt(pipeline, document)
