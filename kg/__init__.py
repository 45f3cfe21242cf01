"""News articles in, a knowledge graph out whose every edge shows its sentences, how sure it is, and who says so.

    read ─► Document ─► Pipeline ─► build ─► Store ─► store.rows(sparql), explore, to_networkx, to_rdflib …

Names are loaded when they are first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import build as build
    from kg.errors import KgError as KgError
    from kg.model import Document as Document
    from kg.model import Selection as Selection
    from kg.notebook import explore as explore
    from kg.notebook import to_networkx as to_networkx
    from kg.notebook import to_pandas as to_pandas
    from kg.notebook import to_pyvis as to_pyvis
    from kg.notebook import to_rdflib as to_rdflib
    from kg.pipeline import Pipeline as Pipeline
    from kg.readers import read as read
    from kg.stores import open_store as open_store

_HOME = {
    "Document": "model",
    "KgError": "errors",
    "Pipeline": "pipeline",
    "Selection": "model",
    "build": "build",
    "explore": "notebook",
    "open_store": "stores",
    "read": "readers",
    "to_networkx": "notebook",
    "to_pandas": "notebook",
    "to_pyvis": "notebook",
    "to_rdflib": "notebook",
}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    value = getattr(import_module(f"kg.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """The package as an object, for the one name that is a function here and a module below."""

    @property
    def build(self) -> Any:
        """Return the function: whatever imports the module `kg.build`, `kg.build(…)` stays callable."""
        return import_module("kg.build").build

    @build.setter
    def build(self, module: ModuleType) -> None:
        """Ignore that the import system binds the module of this name here."""


sys.modules[__name__].__class__ = _Package
