"""The engines' contract, run over every file of kg/engines/, and what the one of several processes survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.engines import engine, names
from kg.errors import ConfigError, ExtractError, UsageError
from kg.model import Document, Report, Result


@dataclass(frozen=True)
class Shout:
    """A pipeline that answers with the text in capitals; some words make it fail as real ones do."""

    version: str = "1"
    config: Any = None
    ontology: Any = None

    def __call__(self, document: Document) -> Result:
        if document.text == "raise":
            raise ValueError("two\nlines")
        if document.text == "misconfigured":
            raise ConfigError("model.toml: not there")
        if document.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
        return Result(document.text.upper().encode(), Report(document.iri, document.source, claims=len(document.text)))


@dataclass(frozen=True)
class Unloadable(Shout):
    """A pipeline that pickles and cannot be loaded again."""

    def __reduce__(self) -> tuple[Any, ...]:
        return int, ("no number",)


def documents(*texts: str) -> list[Document]:
    return [Document(f"https://example.org/{number}", f"{number}.txt", text, "") for number, text in enumerate(texts)]


@pytest.mark.parametrize("name", names())
def test_results_come_in_the_order_of_the_documents(name: str) -> None:
    given = documents(*(f"text {number}" * (1 + 7 * number % 5) for number in range(40)))
    found = list(engine(name)(Shout(), given, 2))
    assert [document for document, _ in found] == given
    assert [outcome.nquads for _, outcome in found if isinstance(outcome, Result)] == [one.text.upper().encode() for one in given]


@pytest.mark.parametrize("name", names())
def test_a_document_that_raises_is_named_and_the_rest_goes_on(name: str) -> None:
    [(_, first), (_, failed), (_, last)] = engine(name)(Shout(), documents("a", "raise", "b"), 2)
    assert isinstance(first, Result) and isinstance(last, Result) and isinstance(failed, ExtractError)
    assert str(failed).startswith("1.txt: ") and "ValueError: two lines" in str(failed)
    assert any("Traceback" in note for note in failed.__notes__)


@pytest.mark.parametrize("name", names())
def test_a_configuration_that_no_document_escapes_ends_the_run(name: str) -> None:
    with pytest.raises(ConfigError, match=r"model\.toml"):
        list(engine(name)(Shout(), documents("misconfigured", "b"), 2))


@pytest.mark.parametrize("name", names())
def test_documents_are_taken_only_as_they_are_needed(name: str) -> None:
    taken = []

    def stream() -> Iterator[Document]:
        for document in documents(*"abcdefghijklmnopqrstuvwxyz" * 2):
            taken.append(document)
            yield document

    running = engine(name)(Shout(), stream(), 1)
    next(running)
    assert len(taken) < 20
    running.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", names())
def test_no_documents_no_results(name: str) -> None:
    assert list(engine(name)(Unloadable(), [], None)) == []


def test_all_engines_give_the_same_bytes() -> None:
    given = documents("a", "raise", "bb", "", "ccc" * 100_000)
    kept = [
        [one.nquads if isinstance(one, Result) else str(one) for _, one in engine(name)(Shout(), given, 2)] for name in names()
    ]
    assert all(found == kept[0] for found in kept)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_worker_that_dies_takes_only_its_document_with_it(workers: int) -> None:
    given = documents("a", "die", "b", "c", "die", "d", "e")
    found = list(engine("processes")(Shout(), given, workers))
    assert [document for document, _ in found] == given
    failed = {document.text for document, outcome in found if isinstance(outcome, ExtractError)}
    assert failed == {"die"}
    assert "1.txt" in str(found[1][1]) and "memory" in str(found[1][1])


def test_workers_do_not_hear_ctrl_c() -> None:
    [(_, outcome)] = engine("processes")(Shout(), documents("interrupt"), 1)
    assert isinstance(outcome, Result)


def test_a_worker_that_cannot_start_says_what_to_do() -> None:
    with pytest.raises(ConfigError, match="--engine serial"):
        list(engine("processes")(Unloadable(), documents("a", "b"), 2))


def test_a_run_left_early_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "leave.py"
    script.write_text(
        "import multiprocessing, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_engines import Shout, documents, engine\n"
        "if __name__ == '__main__':\n"
        "    running = engine('processes')(Shout(), documents(*'abcdef'), 2)\n"
        "    next(running); running.close()\n"
        "    print(multiprocessing.active_children())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    found = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, env=environment)
    assert found.stdout.strip() == "[]"


def test_an_unknown_engine_is_told_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'processes'"):
        engine("process")
    with pytest.raises(UsageError, match="serial"):
        engine("xyz")
