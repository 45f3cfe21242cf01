"""kg validate, kg evaluate: whether the graph is sound, and whether it is right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands._shared import Extraction, Settings, load_pipeline, pipeline_options, shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.evaluate import ClaimJson, Scores
    from kg.model import Document


@click.command()
@shared()
def validate(settings: Settings) -> int:
    """Check the graph's shape by SHACL.

    Each fault is shown with the sentence behind it.
    """
    from kg.validate import validate as run

    with settings.published() as store:
        faults = list(run(store))
    for fault in faults:
        click.echo(fault.line())
    settings.tell(f"{len(faults)} faults" if faults else "the graph is sound")
    return 1 if faults else 0


@click.command()
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--claims", type=click.Path(path_type=Path), metavar="FILE", help="Score this export (.jsonl) and not the store.")
@click.option("--extract", is_flag=True, help="Score what is found now in the texts that GOLD itself has; needs no build.")
@click.option("--diff", "earlier", type=click.Path(path_type=Path), metavar="FILE", help="Compare with an earlier run's -f json.")
@click.option("--min-f1", type=click.FloatRange(0, 1), metavar="X", help="Exit with 1 where F1 is less.")
@click.option("--missed/--no-missed", "details", default=True, help="List what is missed and wrong, or do not; json always does.")
@click.option("-f", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True,
              help="Form of the report.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the report there.")
@pipeline_options
@shared()
def evaluate(
    settings: Settings,
    gold: Path,
    claims: Path | None,
    extract: bool,
    earlier: Path | None,
    min_f1: float | None,
    details: bool,
    form: str,
    out: Path | None,
    extraction: Extraction,
) -> int:
    """Score the claims against gold.

    GOLD is a table of facts, an annotated corpus (a folder, or NAME.ann) or KnowledgeNet (.jsonl). The claims are those of the
    store, of an export, or with --extract those that are found in the gold's own texts. docs/evaluate.md tells what counts.
    """
    from kg.evaluate import evaluate as run
    from kg.gold_formats import read_annotated

    if extract and claims is not None:
        raise click.UsageError("--extract and --claims name two sources of claims; give one of them")
    if extraction and not extract:
        raise click.UsageError(
            "--ontology, --entities and --extractors say how to --extract; the claims of a store or an export are as they are"
        )
    annotated = read_annotated(gold, base=settings.config().base)
    if extract and not annotated.documents:
        raise click.UsageError(f"--extract: {gold} has facts and no texts; build its articles and leave --extract out")
    with _claims(settings, claims, annotated.documents if extract else (), extraction) as found:
        scores = run(annotated.gold, found)
    _write(_report(scores, earlier, form, details=details, title=gold.name), out)
    return _verdict(gold, scores, min_f1)


@contextmanager
def _claims(
    settings: Settings, export: Path | None, documents: Iterable[Document], extraction: Extraction
) -> Iterator[Iterable[ClaimJson]]:
    """Give the claims of an export, else those found in some documents, else those of the store."""
    documents = tuple(documents)
    if export is not None:
        from kg.evaluate_claims import read_export

        yield read_export(export)
    elif documents:
        from kg.evaluate_claims import extracted
        from kg.progress import progress

        pipeline = load_pipeline(settings, extraction)
        with progress(len(documents), sys.stderr, quiet=settings.quiet) as listen:
            yield extracted(pipeline, documents, listen)
    else:
        from kg.rdf import claim_json, read_claims

        with settings.published() as store:
            yield map(claim_json, read_claims(store))


def _report(scores: Scores, earlier: Path | None, form: str, *, details: bool, title: str) -> str:
    from kg.evaluate_diff import compare, read_report
    from kg.evaluate_json import as_json, json_text
    from kg.evaluate_page import page
    from kg.evaluate_report import report_lines

    values = as_json(scores)
    changes = compare(read_report(earlier), values) if earlier is not None else None
    if form == "json":
        return json_text(values if changes is None else {**values, "changes": changes.json()})
    if form == "html":
        return page(scores, changes, title=title, details=details)
    return "\n".join(report_lines(scores, changes, details=details)) + "\n"


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    from kg.products import replaced

    with replaced(out) as stream:
        stream.write(text.encode())


def _verdict(gold: Path, scores: Scores, min_f1: float | None) -> int:
    """Return the exit code, and say on standard error why it is not 0."""
    if min_f1 is not None and not scores.total.judged:
        click.echo(f"kg: {gold}: F1 is unknown, since no claim stands in a document that the file marks as exhaustive", err=True)
        return 1
    if min_f1 is not None and scores.total.f1 < min_f1:
        click.echo(f"kg: F1 is {scores.total.f1:.3f}, less than {min_f1:g}", err=True)
        return 1
    return 0


commands = (validate, evaluate)
