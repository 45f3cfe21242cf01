"""Sources on the command line → files, in sorted order, each with the name that its document's IRI is made from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read. `name` is its path relative to the working folder, else the given folder's name and the path below."""

    path: Path
    name: str
    key: str


def find(source: str, suffixes: tuple[str, ...]) -> Iterator[Found | ReadError]:
    """Yield the file that a source names, or those below a folder that have one of the suffixes."""
    path = Path(source)
    known = ", ".join(suffix for suffix in suffixes if not suffix.endswith(".gz"))
    try:
        folder, regular, there = path.is_dir(), path.is_file(), path.exists()
    except (OSError, ValueError) as error:
        yield ReadError(_shown(source), f"cannot be looked up: {getattr(error, 'strerror', None) or error}")
        return
    if folder:
        yield from _below(path, suffixes, known)
    elif not there:
        yield ReadError(_shown(source), "does not exist; check the path")
    elif not regular:
        yield ReadError(_shown(source), "is neither a file nor a folder; pipe it in as '-'")
    elif not path.name.lower().endswith(suffixes):
        yield ReadError(_shown(source), f"has no suffix that a reader knows; known: {known}, each also with .gz")
    else:
        yield Found(path, _name(path, path), _absolute(path))


def _below(folder: Path, suffixes: tuple[str, ...], known: str) -> Iterator[Found | ReadError]:
    failed: list[OSError] = []
    paths: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(parent, name) for name in names if not name.startswith(".") and name.lower().endswith(suffixes)]
    for error in sorted(failed, key=lambda each: str(each.filename)):
        yield ReadError(_shown(str(error.filename)), f"cannot be opened: {error.strerror}")
    if not paths and not failed:
        yield ReadError(_shown(str(folder)), f"holds no file that a reader knows; known: {known}, each also with .gz")
    for path in sorted(paths, key=lambda each: each.parts):
        if path.is_file():
            yield Found(path, _name(path, folder), _absolute(path))
        else:
            yield ReadError(_shown(str(path)), "is no regular file, or a link to nothing; remove it")


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow links, and a link's name is the user's own


def _name(path: Path, given: Path) -> str:
    """Return the name of a file below (or equal to) what the user gave."""
    absolute, here = Path(_absolute(path)), Path.cwd()
    if absolute.is_relative_to(here):
        return _shown(absolute.relative_to(here).as_posix())
    return _shown(absolute.relative_to(Path(_absolute(given)).parent).as_posix())


def _shown(path: str) -> str:
    """Return a path as text of one line that UTF-8 can hold."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
