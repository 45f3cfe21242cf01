"""Where the claims to be scored come from, beside a store: an export of claims, or the pipeline on the gold's own texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.gold_formats import numbered_objects

if TYPE_CHECKING:
    from kg.model import Document
    from kg.pipeline import Pipeline

_NEEDED = ("subject", "relation", "status", "document")


def read_export(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the claims of a file of JSON lines (`kg export --to jsonl`). Raises ReadError naming the line that is wrong."""
    for number, claim in numbered_objects(path):
        problem = _problem(claim)
        if problem:
            raise ReadError(f"{path}:{number}", f"{problem}; each line is a claim of `kg export --to jsonl`")
        yield claim


def _problem(claim: dict[str, Any]) -> str | None:
    for name in _NEEDED:
        if not isinstance(claim.get(name), str):
            return f"has no text '{name}'"
    if claim.get("object") is None and claim.get("value") is None:
        return "has neither 'object' nor 'value'"
    for name in ("value", "confidence"):
        try:
            if claim.get(name) is not None and not Decimal(str(claim[name])).is_finite():
                return f"'{name}' is no number"
        except InvalidOperation:
            return f"'{name}' is no number"
    if not isinstance(claim.get("start") or 0, int) or not all(
        _is_span(claim.get(name)) for name in ("subjectSpan", "objectSpan")
    ):
        return "'start' is a number, a span two of them"
    return None


def _is_span(value: Any) -> bool:
    return value is None or (isinstance(value, list) and len(value) == 2 and all(isinstance(each, int) for each in value))


def extracted(
    pipeline: Pipeline, documents: Iterable[Document], listen: Callable[[str, str], object] = lambda source, what: None
) -> Iterator[dict[str, Any]]:
    """Yield the claims of documents as `kg export --to jsonl` would have them after a build; nothing is kept of them.

    `listen` hears of each document that is done. Raises ExtractError naming the document that cannot be read.
    """
    from kg.errors import ExtractError
    from kg.rdf import claim_json, read_claims
    from kg.stores import open_store

    with open_store("memory:", base=pipeline.config.base) as store:
        for document in documents:
            try:
                store.replace(document.iri, pipeline(document).nquads)
            except ExtractError as error:
                raise ExtractError(f"{document.source}: {error}") from error
            yield from map(claim_json, read_claims(store, [document.iri]))
            store.remove(document.iri)
            listen(document.source, "built")
