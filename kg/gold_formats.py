"""The gold that `kg evaluate` takes, whatever its format: a table, an annotated corpus, or KnowledgeNet.

    FOLDER, NAME.ann  an annotated corpus          NAME.jsonl  KnowledgeNet          any other file  the table of kg.gold

The last two of these bring the texts too, so that the pipeline can be run on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.gold import Gold, read_gold
from kg.iris import BASE
from kg.model import Document


@dataclass(frozen=True, slots=True)
class Annotated:
    """Gold with the texts that it is about; `documents` is empty where the file has facts alone."""

    gold: Gold
    documents: tuple[Document, ...] = ()


def read_annotated(path: Path, *, base: str = BASE) -> Annotated:
    """Return the gold of a file or folder, and its texts where it has them; `base` is that of their documents' IRIs.

    Raises ConfigError or ReadError naming file and line of what is wrong.
    """
    if path.is_dir() or path.suffix == ".ann":
        from kg.gold_corpus import read_corpus

        return Annotated(*read_corpus(path, base))
    if path.suffix == ".jsonl":
        from kg.gold_knowledgenet import read_knowledgenet

        return Annotated(*read_knowledgenet(path, base))
    return Annotated(read_gold(path))


def lines_of(path: Path) -> list[str]:
    """Return the lines of a text file. Raises ReadError naming it where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReadError(str(path), f"is not UTF-8 text: {error}") from error


def numbered_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a file of JSON lines with the numbers of their lines. Raises ReadError naming a line that is none."""
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise ReadError(f"{path}:{number}", f"is not JSON: {error.msg} at character {error.pos + 1}") from error
        if not isinstance(value, dict):
            raise ReadError(f"{path}:{number}", "is JSON but no object; each line is an object in braces")
        yield number, value


def joined(forms: list[str]) -> str:
    """Return accepted forms as one label of gold, each once, in their order.

    >>> joined(["Corvane Foods", "Corvane", "Corvane Foods"])
    'Corvane Foods|Corvane'
    """
    return "|".join(dict.fromkeys(form.replace("|", " ").strip() for form in forms))


def is_name(text: str) -> bool:
    """Return whether a mention has a name of its own, so that it names its entity in every sentence.

    >>> [is_name(text) for text in ("Corvane", "The Oslo-based company", "It", "its cloud unit")]
    [True, False, False, False]
    """
    words = text.split()
    return words[-1][:1].isupper() and text.casefold() not in PRONOUNS


PRONOUNS = frozenset(
    """i me my we us our you your he him his she her hers it its they them their theirs himself herself itself themselves
    who whom whose which that this these those one""".split()
)
