"""kg diff, kg stats: what a graph holds, and how two differ."""

from __future__ import annotations

import click

from kg.commands._shared import Settings, shared


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@shared()
def diff(settings: Settings, old: str, new: str) -> None:
    """Show what changed from graph A to B.

    A and B are folders of builds, or exports (.nq, or .jsonl with claims alone).
    """
    from kg.diff import diff_lines, read_content

    base = settings.config().base
    lines = list(diff_lines(read_content(old, base=base), read_content(new, base=base)))
    if lines:
        click.echo("\n".join(lines))
    else:
        settings.tell("both say the same")


@click.command()
@click.option("-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output.")
@shared()
def stats(settings: Settings, form: str) -> None:
    """Count what the graph holds."""
    from kg.printed import totals_lines
    from kg.summary import totals

    with settings.published() as store:
        found = totals(store)
    if form == "json":
        import dataclasses
        import json

        values = {key: dict(value) if isinstance(value, tuple) else value for key, value in dataclasses.asdict(found).items()}
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(totals_lines(found)))


commands = (diff, stats)
