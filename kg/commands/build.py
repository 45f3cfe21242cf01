"""kg build, kg forget: what writes the store."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from kg.commands._shared import Extraction, Settings, load_pipeline, pipeline_options, shared

if TYPE_CHECKING:
    from kg.errors import ReadError
    from kg.model import Document
    from kg.pipeline import Pipeline
    from kg.stores import Store
    from kg.summary import BuildReport

_AHEAD = 2000
"""So many documents are read before the first is built, to know how many must be; of more, the rest is read as it is needed."""
_WORTH_PROCESSES = 8


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--engine", metavar="NAME", help="serial or processes; the bytes are the same.  [default: processes for more than "
              "8 documents where there is more than one core]")  # fmt: skip
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes.  [default: one a core]")
@click.option("--force", is_flag=True, help="Build unchanged documents too.")
@click.option("--prune", is_flag=True, help="Forget documents of these sources that are gone.")
@click.option("--products/--no-products", default=None, help="Write DIR/graph.ttl and DIR/graph.html, or do not.  "
              "[default: up to 200,000 claims]")  # fmt: skip
@click.option("--source", "source_name", metavar="NAME", help="What standard input is called.")
@pipeline_options
@shared()
def build(
    settings: Settings,
    sources: tuple[str, ...],
    extraction: Extraction,
    engine: str | None,
    workers: int | None,
    force: bool,
    prune: bool,
    products: bool | None,
    source_name: str | None,
) -> int:
    """Read articles into the graph.

    A SOURCE is a file (.txt, .html, .jsonl, each also with .gz), a folder, or - for standard input. Documents that have not
    changed are skipped. One that cannot be read is reported and left out, and the exit code is 1.
    """
    from kg.build import build as run
    from kg.progress import progress
    from kg.readers import read
    from kg.reports import recording
    from kg.stores import open_store

    pipeline = load_pipeline(settings, extraction)
    with open_store(settings.url, base=pipeline.config.base) as store:
        plan = _plan(read(*sources, base=pipeline.config.base, source_name=source_name), pipeline, store, force)
        with progress(plan.due, sys.stderr, quiet=settings.quiet) as on_progress, recording(settings.folder) as on_report:
            report = run(
                plan.documents,
                pipeline,
                store,
                engine=engine or plan.engine,
                workers=workers,
                force=force,
                prune=prune,
                within=_places(sources),
                on_progress=on_progress,
                on_report=on_report,
            )
    return _finish(settings, report, pipeline, products)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The documents to bring, how many of them must be built (None: too many to tell), and the engine that suits."""

    documents: Iterable[Document | ReadError]
    due: int | None
    engine: str


def _plan(found: Iterable[Document | ReadError], pipeline: Pipeline, store: Store, force: bool) -> _Plan:
    from kg.errors import ReadError
    from kg.rdf import read_documents

    stored = {} if force else {each.iri: (each.digest, each.version) for each in read_documents(store)}
    stream = iter(found)
    ahead = list(islice(stream, _AHEAD))
    due = sum(isinstance(each, ReadError) or stored.get(each.iri) != (each.digest, pipeline.version) for each in ahead)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    engine = "processes" if cores > 1 and due > _WORTH_PROCESSES else "serial"
    return _Plan(chain(ahead, stream), None if len(ahead) == _AHEAD else due, engine)


def _places(sources: Iterable[str]) -> list[str]:
    """Return the sources as documents' names begin: relative to the working folder, else by the last part."""
    from pathlib import Path

    here = Path.cwd()
    paths = [Path(os.path.abspath(source)) for source in sources if source != "-"]  # noqa: PTH100 - a link's name is the user's
    return [path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name for path in paths]


def _finish(settings: Settings, report: BuildReport, pipeline: Pipeline, products: bool | None) -> int:
    from kg.printed import build_lines, counted
    from kg.products import write_products

    for error in report.errors:
        settings.complain(error)
    if report.interrupted:
        done = counted(report.built, "document")
        click.echo(f"kg: stopped; {done} built and stored in this run, the same command goes on with the rest", err=True)
        return 130
    claims = sum(count for _, count in report.totals.claims_by_status)
    wanted = claims <= pipeline.config.page_limit if products is None else products
    paths = []
    if wanted:
        with settings.published() as store:
            paths = list(write_products(store, settings.folder))
        if len(paths) == 1:
            settings.tell("kg: graph.html is not written: the explorer's page has not been built; run `make web` in a checkout")
    elif products is None:
        settings.tell(f"kg: graph.ttl and graph.html are not written for {claims:,} claims; --products writes them")
    if not settings.quiet:
        options = "" if str(settings.folder) == "outputs" else f" --dir {shlex.quote(str(settings.folder))}"
        click.echo("\n".join(build_lines(report, paths, options=options)))
    return 1 if report.failed or report.errors else 0


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@pipeline_options
@shared()
def forget(settings: Settings, sources: tuple[str, ...], extraction: Extraction) -> None:
    """Drop documents from the graph.

    A SOURCE is a document's source or IRI, or a folder. The edges are concluded again from what is left.
    """
    from kg.build import forget as run
    from kg.conclusions import conclusions
    from kg.products import NAMES, write_products
    from kg.stores import open_store

    pipeline = load_pipeline(settings, extraction)
    conclude, fingerprint = conclusions(pipeline)
    settings.published().close()  # where nothing was built, say so and leave no empty store behind
    with open_store(settings.url, base=pipeline.config.base) as store:
        gone = run(store, sources, conclude, fingerprint=fingerprint)
    if any((settings.folder / name).exists() for name in NAMES):
        with settings.published() as store:
            write_products(store, settings.folder)
    if not settings.quiet:
        click.echo("\n".join(f"forgotten: {source}" for source in gone))


commands = (build, forget)
