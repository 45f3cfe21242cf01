"""The command line: `kg COMMAND`. Each command parses, makes one library call and prints."""

from __future__ import annotations

import sys
from typing import Any

import click

from kg.commands import ask, build, check, compare, export, show
from kg.threads import keep_to_one_thread

keep_to_one_thread()

_ORDER = ("build", "show", "relations", "query", "schema", "export", "render", "forget", "diff", "stats", "validate", "evaluate")


class Group(click.Group):
    """A group whose errors are one line, and whose commands are listed in the order in which one meets them."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for name in _ORDER if name in self.commands]

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, print a wrong call as one line, and exit."""
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            context = getattr(error, "ctx", None)
            where = context.command_path if context else "kg"
            click.echo(f"kg: {' '.join(error.format_message().split()).rstrip('.')} (see {where} --help)", err=True)
            code = error.exit_code
        except click.Abort:
            click.echo("kg: stopped", err=True)
            code = 130
        sys.exit(code if isinstance(code, int) else 0)


@click.group(name="kg", cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="claimgraph", prog_name="kg")
def main() -> None:
    """Turn news articles into a knowledge graph whose every edge shows its sentence, its status and who says so."""


for _command in (*build.commands, *show.commands, *ask.commands, *export.commands, *compare.commands, *check.commands):
    main.add_command(_command)
