"""kg export, kg render: the graph written down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from kg.commands._shared import Extraction, Settings, load_pipeline, selection_options, shared

if TYPE_CHECKING:
    from kg.asof import Conclude
    from kg.model import Selection


@click.command()
@click.argument("file", required=False, default="-", type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--to", "view", metavar="NAME", help="The format; `kg export --to list` lists them.  [default: FILE's suffix, else "
              "ttl]")  # fmt: skip
@selection_options
@shared()
def export(settings: Settings, file: Path, view: str | None, selection: Selection) -> None:
    """Write the graph in some format.

    To FILE, or to standard output. The same graph gives the same bytes.
    """
    from kg import views

    if view == "list":
        from importlib import import_module

        for name in views.names():
            click.echo(f"{name:9}{(import_module(f'kg.views.{name}').__doc__ or '').splitlines()[0]}")
        return
    _write(settings, file, view or file.suffix.lstrip(".") or "ttl", selection)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--title", metavar="TEXT", help="What the page is called.")
@click.option("--no-sparql", is_flag=True, help="Leave the query engine and what it asks out: a page 2 MB smaller.")
@selection_options
@shared()
def render(settings: Settings, file: Path | None, title: str | None, no_sparql: bool, selection: Selection) -> None:
    """Draw the graph as a page for a browser: the explorer.

    The page is one file that needs no network. FILE is DIR/graph.html, or with --about DIR/about-NAME.html, unless given.
    """
    if file is None:
        from kg.iris import slug

        file = settings.folder / (f"about-{slug(selection.about)}.html" if selection.about else "graph.html")
    _write(settings, file, "html", selection, title=title, sparql=not no_sparql)
    if str(file) != "-":
        settings.tell(str(file))


def _write(settings: Settings, file: Path, view: str, selection: Selection, **options: Any) -> None:
    from kg import views
    from kg.products import replaced

    conclude: Conclude | None = None
    if selection.as_of is not None:  # the graph of a day is concluded again, by the ontology and corrections in force
        from kg.conclusions import conclusions

        conclude = conclusions(load_pipeline(settings, Extraction()))[0]
    with settings.published() as store:
        if str(file) == "-":
            with click.open_file("-", "wb") as stdout:
                views.write_view(view, store, cast(BinaryIO, stdout), selection, conclude=conclude, **options)
        else:
            with replaced(file) as out:
                views.write_view(view, store, out, selection, conclude=conclude, **options)


commands = (export, render)
