"""Engines run the pipeline over documents. One file is one engine, chosen by its name; all of them give the same bytes.

Each holds `run(pipeline, documents, workers) -> Iterator[tuple[Document, Result | ExtractError]]`: results in the order of the
documents, taken from their iterator only as they are needed, and an ExtractError in the place of a document that failed.
"""

from __future__ import annotations

import pkgutil
import traceback
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from kg.errors import ConfigError, ExtractError, UsageError
from kg.model import Document, Result

if TYPE_CHECKING:
    from kg.config import Config
    from kg.ontology import Ontology

Outcome = tuple[Document, Result | ExtractError]


class Pipeline(Protocol):
    """A pure function of one document that pickles. `version` changes with everything else that a result depends on."""

    @property
    def version(self) -> str: ...

    @property
    def config(self) -> Config: ...

    @property
    def ontology(self) -> Ontology: ...

    def __call__(self, document: Document) -> Result: ...


Run = Callable[[Pipeline, Iterable[Document], int | None], Iterator[Outcome]]


def names() -> tuple[str, ...]:
    """Return the names of the engines, sorted.

    >>> names()
    ('processes', 'serial')
    """
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def engine(name: str) -> Run:
    """Return the engine of a name. Raises UsageError for one that is not there."""
    if name not in names():
        near = get_close_matches(name, names(), 1)
        raise UsageError(f"no engine '{name}'; " + (f"did you mean '{near[0]}'?" if near else f"there are {', '.join(names())}"))
    return cast(Run, import_module(f"{__name__}.{name}").run)


def attempt(pipeline: Pipeline, document: Document) -> Result | ExtractError:
    """Run the pipeline on one document, whatever may be wrong with that document.

    The error names the source and carries the traceback as a note. Raises ConfigError, which no other document would escape.
    """
    try:
        return pipeline(document)
    except ConfigError:
        raise
    except ExtractError as error:
        return ExtractError(f"{document.source}: not built, the other documents go on: {error}")
    except Exception as error:
        failed = ExtractError(f"{document.source}: not built, the other documents go on: {type(error).__name__}: {_line(error)}")
        failed.add_note(traceback.format_exc())
        return failed


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
