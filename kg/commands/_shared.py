"""What all commands share: where the store is, how errors look, and the options that select a part of the graph.

    exit 0   done
    exit 1   something failed, or what was asked for is not met
    exit 2   the call is wrong
    exit 130 stopped by Ctrl-C

Errors are one line on standard error; tracebacks come with -v alone.
"""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KgError, UsageError

if TYPE_CHECKING:
    from kg.config import Config
    from kg.model import Selection
    from kg.pipeline import Pipeline
    from kg.stores import Store

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the shared options say. `url` names the store, `folder` is where it and the products lie."""

    folder: Path
    url: str
    config_file: Path | None = None
    quiet: bool = False
    verbose: bool = False

    def config(self) -> Config:
        """Return the configuration. Raises ConfigError."""
        from kg.config import load_config

        return load_config(self.config_file)

    def published(self) -> Store:
        """Open for reading what was published last. Raises StoreError where there is nothing."""
        from kg.stores import open_store

        return open_store(self.url, read_only=True, base=self.config().base)

    def tell(self, text: str) -> None:
        """Print a line for a person to standard error, unless they asked for quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def complain(self, error: Exception) -> None:
        """Print an error as one line, with where it came from under -v."""
        click.echo(f"kg: {_one_line(error)}", err=True)
        if self.verbose:
            click.echo("".join(traceback.format_exception(error)), err=True)


def shared(usage: int = 2) -> Callable[[Command], Command]:
    """Give a command the shared options as its first argument, Settings, and turn errors into one line and an exit code.

    `usage` is the exit code of a UsageError.
    """

    def decorate(function: Command) -> Command:
        @click.option("--dir", "folder", default="outputs", envvar="KG_DIR", show_default=True, type=click.Path(path_type=Path),
                      metavar="DIR", help="Folder of the store and the products.")  # fmt: skip
        @click.option("--store", "url", envvar="KG_STORE", metavar="URL", help="Another store.  [default: oxigraph:DIR/store]")
        @click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE",
                      help="Configuration.  [default: ./kg.toml where there is one]")  # fmt: skip
        @click.option("-q", "--quiet", is_flag=True, help="Print no more than was asked for.")
        @click.option("-v", "--verbose", is_flag=True, help="Print tracebacks.")
        @functools.wraps(function)
        def run(folder: Path, url: str | None, config_file: Path | None, quiet: bool, verbose: bool, **values: Any) -> None:
            settings = Settings(folder, url or f"oxigraph:{folder}/store", config_file, quiet, verbose)
            sys.exit(_code(settings, functools.partial(function, settings, **values), usage))

        return run

    return decorate


def _code(settings: Settings, call: Callable[[], int | None], usage: int) -> int:
    try:
        return call() or 0
    except (click.ClickException, BrokenPipeError):
        raise
    except KgError as error:
        settings.complain(error)
        return usage if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        click.echo("kg: stopped; what was done before is kept, and the same command goes on from there", err=True)
        return 130
    except OSError as error:
        settings.complain(OSError(f"{error.filename}: {error.strerror}") if error.filename else error)
        return 1
    except Exception as error:
        kind = type(error).__name__
        settings.complain(error) if settings.verbose else click.echo(
            f"kg: an error of kg's own, {kind}: {_one_line(error)}; please report it with what -v prints", err=True
        )
        return 1


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the options say of how to extract, beside the configuration."""

    ontology: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    extractors: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ontology or self.entities or self.extractors)


def pipeline_options(function: Command) -> Command:
    """Give a command the options that say how to extract, as its argument `extraction`."""
    path = click.Path(path_type=str)

    @click.option("--ontology", multiple=True, type=path, metavar="FILE", help="Turtle to add to the ontology.")
    @click.option("--entities", multiple=True, type=path, metavar="FILE", help="Names to know, beside those of kg.toml.")
    @click.option("--extractors", metavar="NAME,…", help="Which to ask.  [default: frames,learned,observations]")
    @functools.wraps(function)
    def run(*args: Any, ontology: tuple[str, ...], entities: tuple[str, ...], extractors: str | None, **values: Any) -> Any:
        names = tuple(name.strip() for name in (extractors or "").split(",") if name.strip())
        return function(*args, extraction=Extraction(ontology, entities, names), **values)

    return run


def load_pipeline(settings: Settings, extraction: Extraction) -> Pipeline:
    """Return the pipeline that the configuration and the options make. Raises ConfigError."""
    from kg.pipeline import Pipeline

    config = settings.config()
    entities, extractors = (*config.entities, *extraction.entities), extraction.extractors or config.extractors
    return Pipeline.load(*extraction.ontology, config=replace(config, entities=entities, extractors=extractors))


def selection_options(function: Command) -> Command:
    """Give a command the options that select a part of the graph, as its argument `selection`."""
    day = click.DateTime(["%Y-%m-%d"])

    @click.option("--about", metavar="NAME", help="Only what is near this entity: a name or IRI.")
    @click.option("--depth", default=1, show_default=True, type=click.IntRange(1), help="Steps from --about.")
    @click.option("--since", type=day, metavar="DAY", help="Only what was said on this day or later (YYYY-MM-DD).")
    @click.option("--as-of", type=day, metavar="DAY", help="Only what had been said by this day.")
    @click.option("--facts-only", is_flag=True, help="Only edges whose status is actual.")
    @click.option("--min-confidence", default=0.5, show_default=True, type=click.FloatRange(0, 1), help="Only edges this sure.")
    @click.option("--limit", type=click.IntRange(1), help="At most so many edges, those with most documents first.")
    @functools.wraps(function)
    def run(*args: Any, **values: Any) -> Any:
        return function(*args, selection=_selection(values), **values)

    return run


def _selection(values: dict[str, Any]) -> Selection:
    from kg.model import Selection

    def day(value: datetime | None) -> Any:
        return value.date() if value else None

    return Selection(
        about=values.pop("about"),
        depth=values.pop("depth"),
        since=day(values.pop("since")),
        as_of=day(values.pop("as_of")),
        facts_only=values.pop("facts_only"),
        min_confidence=values.pop("min_confidence"),
        limit=values.pop("limit"),
    )
