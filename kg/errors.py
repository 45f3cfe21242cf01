"""What can go wrong, as a user reads it: one line that names the place and the remedy.

KgError
├── UsageError      the call is wrong: an unknown option, a SPARQL or name that nothing has        (exit 2 or 1)
├── ConfigError     kg.toml, an ontology, entity or corrections file is wrong: names file and line
├── ReadError       a source cannot be read: names file and line; the other sources go on
├── ExtractError    one document made the pipeline fail; the other documents go on
└── StoreError      the store is in use, missing or damaged
"""

from __future__ import annotations


class KgError(Exception):
    """Base of every error that `kg` raises on purpose; `str(error)` is the one line shown to the user."""


class UsageError(KgError):
    """The caller asked for something that does not exist or does not parse."""


class ConfigError(KgError):
    """A configuration, ontology, entity or corrections file is wrong."""


class ReadError(KgError):
    """A source cannot be read. `place` is the path, with `:LINE` where there is one."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return ReadError, (self.place, self.problem)


class ExtractError(KgError):
    """The pipeline failed on one document."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""
