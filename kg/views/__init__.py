"""Views: the graph written in some format. One file of this folder is one name of `kg export --to NAME`.

A view's file holds `write(store, out, selection)`, which writes bytes to `out`: the same bytes for the same graph and selection.
Its module docstring's first line describes it. Files that begin with `_` are shared parts, not views.
"""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module
from typing import Any, BinaryIO, Protocol, cast

from kg.asof import Conclude, as_of
from kg.errors import UsageError
from kg.model import Selection
from kg.select import suggest
from kg.stores import Store


class View(Protocol):
    """What a view's `write` is."""

    def __call__(self, store: Store, out: BinaryIO, selection: Selection, **options: Any) -> None: ...


def names() -> tuple[str, ...]:
    """Return the names of all views, sorted.

    >>> "ttl" in names() and "html" in names()
    True
    """
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))


def write_view(
    name: str,
    store: Store,
    out: BinaryIO,
    selection: Selection | None = None,
    *,
    conclude: Conclude | None = None,
    **options: Any,
) -> None:
    """Write one view of a store to `out`. Raises UsageError for a name that no view has.

    `options` are the view's own, such as the page's `title`. With `selection.as_of` it is the graph of that day, concluded by
    `conclude`, which is the shipped ontology's unless given.
    """
    if name not in names():
        raise UsageError(f"no view is called '{name}'" + suggest(name, names()) + f"; there are: {', '.join(names())}")
    view = cast(View, import_module(f"{__name__}.{name}").write)
    selection = selection or Selection()
    if selection.as_of is None:
        view(store, out, selection, **options)
        return
    with as_of(store, selection.as_of, conclude or _shipped_conclude()) as earlier:
        view(earlier, out, replace(selection, as_of=None), **options)


def _shipped_conclude() -> Conclude:
    from kg.conclusions import conclusions
    from kg.pipeline import Pipeline

    return conclusions(Pipeline.load())[0]
