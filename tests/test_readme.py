"""The README's blocks are run in order in an empty folder, and must print what stands there.

A block whose fence names a file (```text articles/a.txt) is that file. In a `console` block each `$ kg …` is run, and what it
prints is compared without regard to the number of blanks; `…` alone stands for any lines, `…` in a line for anything. A `python`
block prints what its comments say.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from newsroom import JANUARY, MARCH, ROOT

from kg.cli import main

README = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w*) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    language: str
    file: str
    text: str


BLOCKS = [Block(*found) for found in _FENCE.findall(README)]


def run(folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    for name in ("KG_DIR", "KG_STORE"):
        environment.pop(name, None)
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a console block, each with the lines that it prints."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def matcher(lines: list[str]) -> re.Pattern[str]:
    parts = []
    for line in lines:
        if line == "…":
            parts.append(r"(?:.*\n)*?")
        elif line.strip():
            parts.append(".*".join(map(re.escape, plain(line).split("…"))) + r"\n")
    return re.compile("".join(parts))


def plain(text: str) -> str:
    """Return text without empty lines, with single blanks and short rules."""
    lines = (re.sub(r"\s+", " ", re.sub("─+", "─", line)).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def test_every_block_does_what_it_shows(tmp_path: Path) -> None:
    ran = 0
    for block in BLOCKS:
        if block.file:
            path = tmp_path / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            said = re.findall(r"# (.+)$", block.text, re.MULTILINE)
            assert run(tmp_path, "-c", block.text).splitlines() == said
        elif block.language == "console":
            for command, shown in commands(block.text):
                printed = plain(run(tmp_path, "-m", *shlex.split(command)))
                assert matcher(shown).fullmatch(printed + "\n" if printed else ""), f"$ {command}\n{printed}"
                ran += 1
    assert ran > 15


def test_the_readme_s_articles_are_those_of_the_other_tests() -> None:
    files = {block.file: block.text for block in BLOCKS}
    assert (files["articles/january.txt"], files["articles/march.txt"]) == (JANUARY, MARCH)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"kg {name}" in README


def test_every_link_leads_to_a_file() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links and [link for link in links if not (ROOT / link).exists()] == []


def test_every_place_of_the_layout_is_there() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", README, re.MULTILINE)
    places = [place for row in rows for place in re.findall(r"`((?:kg/|ontology|seeds)[\w./]*)`", row)]
    assert len(places) >= 9 and [place for place in places if not (ROOT / place).exists()] == []
