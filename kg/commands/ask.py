"""kg query, kg schema: questions to the graph."""

from __future__ import annotations

import shutil
import sys

import click

from kg.commands._shared import Settings, shared

_FORMS = click.Choice(["table", "json", "csv"])


@click.command()
@click.argument("text", required=False, metavar="SPARQL|FILE|NAME")
@click.option("--set", "settings_", multiple=True, metavar="KEY=VALUE", help="A parameter of a named query, as company=Alibaba.")
@click.option("-f", "form", type=_FORMS, default="table", show_default=True, help="Form of the output.")
@click.option("--all", "all_graphs", is_flag=True, help="Ask everything, evidence too, as one graph.")
@click.option("--facts-only", is_flag=True, help="Leave out what is only planned.")
@shared(usage=1)
def query(
    settings: Settings, text: str | None, settings_: tuple[str, ...], form: str, all_graphs: bool, facts_only: bool
) -> None:
    """Ask the graph a question.

    The question is SPARQL, a file of it, or a name; without any, the named questions are listed. Prefixes need not be written.
    The conclusions answer; what each document says stands inside GRAPH ?d { … }.
    """
    from kg.answers import render
    from kg.query import load_query, names, run_query

    if text is None:
        for name in names():
            click.echo(f"{name:15}{load_query(name).question}")
        return
    params = dict(_pair(each) for each in settings_)
    with settings.published() as store:
        answer = run_query(store, text, params=params, all_graphs=all_graphs, facts_only=facts_only)
        click.echo(render(answer, form, store, width=_width(), colour=sys.stdout.isatty()), nl=False)
    if answer.note and form != "table":  # a table says it itself
        settings.tell(f"kg: {answer.note}")


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise click.UsageError(f"--set {text}: must be KEY=VALUE, as company=Alibaba")
    return key.strip(), value


@click.command()
@shared()
def schema(settings: Settings) -> None:
    """List what there is to ask for.

    Classes, relations, metrics and properties of the graph, each with a count and a sample.
    """
    from kg.answers import render
    from kg.schema import schema as sections

    with settings.published() as store:
        for title, answer in sections(store):
            if answer.rows:
                click.echo(f"{title}{render(answer, 'table', store, width=_width(), colour=sys.stdout.isatty())}")


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 120


commands = (query, schema)
