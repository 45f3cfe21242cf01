"""A small story in two articles, and the command line to run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import main

ROOT = Path(__file__).parents[1]
JANUARY = """Corvane plans to buy Brightwell
January 12, 2026

Corvane plans to buy Brightwell for $2.1 billion, according to people familiar with the matter. Brightwell is based in Oslo.
"""
MARCH = """Corvane drops Brightwell deal
March 3, 2026

Corvane has abandoned its takeover of Brightwell. Corvane named Ana Ruiz chief executive.
"""


def write_articles(folder: Path) -> Path:
    """Write the two articles below a folder and return theirs."""
    articles = folder / "articles"
    articles.mkdir(parents=True)
    (articles / "january.txt").write_text(JANUARY, encoding="utf-8")
    (articles / "march.txt").write_text(MARCH, encoding="utf-8")
    return articles


def kg(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, list(arguments))


def kg_process(*arguments: str, folder: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, in a folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    environment.pop("KG_DIR", None)
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=folder, env=environment, capture_output=True, text=True, input=stdin
    )


def one_line(text: str) -> bool:
    """Whether a message is one line of the command's own."""
    return text.startswith("kg: ") and text.endswith("\n") and text.count("\n") == 1
