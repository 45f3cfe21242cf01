"""Sources → Documents. One module a format, picked by suffix; a new one is a new file with `SUFFIXES` and `read`.

    SUFFIXES: tuple[str, ...]                                        (".txt",)
    read(file: File) -> Iterator[Document | ReadError]

What cannot be read is a value in the stream, so that all else goes on. Any file may be compressed: `.txt.gz`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError
from kg.iris import BASE
from kg.model import Document
from kg.readers._file import File, known_suffixes, reader_for
from kg.readers._walk import find
from kg.readers.text import from_text

__all__ = ["File", "read"]


def read(
    *sources: str | Path, base: str = BASE, source_name: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | ReadError]:
    """Yield the documents of files, folders and `-` (standard input, plain text), and an error for each that cannot be read.

    Folders are walked in sorted order; files in them with another suffix, and hidden ones, are left out. `source_name` names
    standard input: a path or URL that becomes the document's IRI. Of two sources with one IRI the second is an error.
    """
    names: dict[str, str] = {}
    files: set[str] = set()
    for source in sources:
        for name, found in _each(str(source), base, source_name, stdin, files):
            yield _once(name, found, names)


def _each(
    source: str, base: str, source_name: str | None, stdin: BinaryIO | None, files: set[str]
) -> Iterator[tuple[str, Document | ReadError]]:
    """Yield what a source holds, each with the name of the file that it came from."""
    if source == "-":
        yield "-", _standard_input(source_name, base, stdin or sys.stdin.buffer)
        return
    for found in find(source, known_suffixes()):
        if isinstance(found, ReadError):
            yield source, found
        elif found.key not in files:  # named twice, or named and found in a named folder
            files.add(found.key)
            yield from ((found.name, each) for each in reader_for(found.path)(File(found.path, found.name, base)))


def _standard_input(source_name: str | None, base: str, stdin: BinaryIO) -> Document | ReadError:
    if not source_name:
        return ReadError("-", "standard input has no name; give it one with --source NAME")
    return from_text(File(Path("-"), source_name, base), stdin, extracted=True)


def _once(name: str, found: Document | ReadError, names: dict[str, str]) -> Document | ReadError:
    """Return a document, or an error that names both sources where an earlier one has its IRI."""
    if isinstance(found, ReadError):
        return found
    if found.iri in names:
        return ReadError(name, f"has the same IRI as {names[found.iri]}: {found.iri}; rename or remove one of the two")
    names[found.iri] = name
    return found
