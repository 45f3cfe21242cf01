"""What the pipeline reports of documents, kept beside the store as `reports.jsonl`: a line a document, written when it is built.

The graph holds claims; here is what became none, so that the ontology can grow from what it misses. A later line of a document
replaces an earlier one, and one of a document that the store no longer has counts for nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.model import Report
from kg.rdf import read_documents
from kg.stores import Store
from kg.summary import Counts, ranked

NAME = "reports.jsonl"


@contextmanager
def recording(folder: Path) -> Iterator[Callable[[Report], None]]:
    """Give what writes each report to the folder's file at once; at the end the file has one line a document, in order of IRI."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with path.open("a", encoding="utf-8") as out:

        def record(report: Report) -> None:
            out.write(_line(report.document, {"source": report.source, "unclaimed": dict(report.unclaimed)}))
            out.flush()

        yield record
    kept = _read(path)
    fresh = path.with_name(f".{NAME}.new")
    fresh.write_text("".join(_line(name, kept[name]) for name in sorted(kept)), encoding="utf-8")
    fresh.replace(path)


def unclaimed(store: Store, folder: Path) -> tuple[Counts, int]:
    """Return how often each frame that no pattern names stands in the store's documents, and how many of them have no report."""
    kept = _read(folder / NAME)
    documents = [document.iri for document in read_documents(store)]
    counts: Counter[str] = Counter()
    for name in documents:
        counts.update(kept.get(name, {}).get("unclaimed", {}))
    return ranked(counts), sum(name not in kept for name in documents)


def _line(document: str, said: dict[str, Any]) -> str:
    return json.dumps({"document": document, **said}, ensure_ascii=False, sort_keys=True) + "\n"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Return the last line of each document; one that a killed build left by half is as good as absent."""
    kept: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").split("\n") if path.is_file() else ():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        kept[said.pop("document")] = said
    return kept
