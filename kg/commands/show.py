"""kg show, kg relations: what the extraction finds, and what it knows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands._shared import Extraction, Settings, load_pipeline, pipeline_options, shared

if TYPE_CHECKING:
    from kg.errors import ReadError
    from kg.model import Document
    from kg.show import Piece


@click.command()
@click.argument("text", metavar="TEXT|FILE")
@click.option("-f", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True, help="Form of the output.")
@pipeline_options
@shared()
def show(settings: Settings, text: str, form: str, extraction: Extraction) -> int:
    """Show what is taken from a text, and why.

    For each sentence: the names with their classes, the claims with status, source and pattern, and what was dropped. TEXT is a
    sentence, a file, or - for standard input. Needs no build.
    """
    from kg.errors import ReadError
    from kg.show import explain, json_lines, styled

    pipeline = load_pipeline(settings, extraction)
    failed = 0
    for found in _documents(text, pipeline.config.base):
        if isinstance(found, ReadError):
            settings.complain(found)
            failed = 1
        elif form == "jsonl":
            for line in json_lines(pipeline, found):
                click.echo(line)
        else:
            _print(styled(explain(pipeline, found)))
    return failed


def _documents(text: str, base: str) -> Iterable[Document | ReadError]:
    from kg.readers import read

    if not text.strip():
        raise click.UsageError("the text is empty; give a sentence or a file")
    if text == "-":
        return read("-", base=base, source_name="stdin")
    if _is_path(text):
        return read(text, base=base)
    from kg.model import Document

    return [Document(f"{base}document/typed", "typed", text, "")]


def _is_path(text: str) -> bool:
    """Say whether an argument means a file: it is one, or it is one word that looks like one."""
    try:
        if Path(text).exists():
            return True
    except OSError:  # a sentence may be longer than a name can be
        return False
    return len(text.split()) == 1 and ("/" in text or text.endswith((".txt", ".html", ".htm", ".jsonl", ".gz")))


def _print(pieces: Iterable[Piece]) -> None:
    if not sys.stdout.isatty():
        click.echo("".join(text for text, _ in pieces), nl=False)
        return
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False).print(Text.assemble(*pieces), end="", soft_wrap=True)


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--missing", is_flag=True, help="List the frequent statements of the built articles that no relation names.")
@click.option("--limit", default=40, show_default=True, type=click.IntRange(1), help="At most so many of --missing.")
@pipeline_options
@shared()
def relations(settings: Settings, name: str | None, missing: bool, limit: int, extraction: Extraction) -> None:
    """List what can be found, or explain one relation."""
    from kg.printed import counted, table

    if missing:
        from kg.reports import unclaimed

        with settings.published() as store:
            counts, unreported = unclaimed(store, settings.folder)
        if unreported:
            settings.tell(f"kg: {counted(unreported, 'document')} not counted, built without a report; build again with --force")
        click.echo("\n".join(table(("frame", "times"), counts[:limit])))
        return
    from kg.relations_text import relation_details, relations_table

    known = load_pipeline(settings, extraction).ontology
    if name:
        click.echo(relation_details(known, name))
    else:
        rows = relations_table(known)
        width = max(len(row.name) for row in rows)
        click.echo("\n".join(f"{row.name:{width}}  {row.ends}\n{'':{width}}  {row.comment}" for row in rows))


commands = (show, relations)
