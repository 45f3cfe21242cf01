"""kg validate, kg evaluate: whether the graph is sound, and whether it is right."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands._shared import Settings, shared


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
@click.option("--min-f1", type=click.FloatRange(0, 1), metavar="X", help="Exit with 1 where F1 is less.")
@click.option("--missed/--no-missed", "details", default=True, help="List what is missed and wrong, or do not.")
@shared()
def evaluate(settings: Settings, gold: Path, claims: Path | None, min_f1: float | None, details: bool) -> int:
    """Score the claims against a gold file."""
    from kg.diff import read_jsonl
    from kg.evaluate import evaluate as run
    from kg.evaluate import report_lines
    from kg.gold import read_gold
    from kg.rdf import claim_json, read_claims

    facts = read_gold(gold)
    if claims is not None:
        scores = run(facts, read_jsonl(claims))
    else:
        with settings.published() as store:
            scores = run(facts, map(claim_json, read_claims(store)))
    click.echo("\n".join(report_lines(scores, details=details)))
    if min_f1 is not None and not scores.total.judged:
        click.echo(f"kg: {gold}: F1 is unknown, since no claim stands in a document that the file marks as exhaustive", err=True)
        return 1
    if min_f1 is not None and scores.total.f1 < min_f1:
        click.echo(f"kg: F1 is {scores.total.f1:.3f}, less than {min_f1:g}", err=True)
        return 1
    return 0


commands = (validate, evaluate)
