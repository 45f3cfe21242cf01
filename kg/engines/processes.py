"""Several processes of this machine, each with its own copy of the pipeline, sent once.

    documents ─► parent ─ one document at a time ─► worker      the parent knows what each worker holds, so when one dies (out of
                   ▲                                  │         memory, a crash in compiled code) it is known whose fault it was;
                   └──────── Result or error ◄────────┘         that document fails and a new worker goes on with the next

Workers are started afresh (`spawn`) and not forked, since a store's threads would not survive a fork, and only when there is a
document for them. Ctrl-C reaches the parent alone.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from kg.engines import Outcome, Pipeline, attempt
from kg.errors import ConfigError, ExtractError
from kg.model import Document, Result
from kg.threads import keep_to_one_thread

_AHEAD = 8
"""How many documents a worker may be ahead of one that takes long, since results keep the documents' order."""

_Done = dict[int, Result | ExtractError]


@dataclass(slots=True)
class _Worker:
    """A process, our end of the pipe to it, and the number of the document that it holds."""

    process: BaseProcess
    pipe: Connection
    holds: int | None = None
    ready: bool = False


def run(pipeline: Pipeline, documents: Iterable[Document], workers: int | None = None) -> Iterator[Outcome]:
    """Yield each document with its result, in the order of the documents, from `workers` processes (default: one a core).

    At most `8 * workers` results wait for an earlier one. Raises ConfigError where no worker can start.
    """
    count = max(1, workers or _cores())
    source = iter(documents)
    pool: list[_Worker] = []
    waiting: dict[int, Document] = {}
    done: _Done = {}
    given = turn = 0
    more = True
    try:
        while more or waiting:
            if more and len(waiting) < count * _AHEAD and (len(pool) < count or any(worker.holds is None for worker in pool)):
                document = next(source, None)
                if document is None:
                    more = False
                else:
                    waiting[given] = document
                    _give(pool, pipeline, given, document)
                    given += 1
            elif turn in done:
                yield waiting.pop(turn), done.pop(turn)
                turn += 1
            else:
                _collect(pool, waiting, done)
    finally:
        _stop(pool)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _give(pool: list[_Worker], pipeline: Pipeline, number: int, document: Document) -> None:
    worker = next((worker for worker in pool if worker.holds is None), None)
    if worker is None:
        worker = _started(pipeline)
        pool.append(worker)
    worker.holds = number
    with suppress(OSError):  # it has died: the next look at its pipe tells
        worker.pipe.send(document)


def _started(pipeline: Pipeline) -> _Worker:
    keep_to_one_thread()
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, pipeline), daemon=True)
    with _deaf():
        process.start()
    theirs.close()
    return _Worker(process, ours)


def _collect(pool: list[_Worker], waiting: Mapping[int, Document], done: _Done) -> None:
    """Wait for news of the busy workers: a result, a death, or that one is ready to work."""
    busy = {worker.pipe: worker for worker in pool if worker.holds is not None}
    for pipe in wait(list(busy)):
        worker = busy[pipe]  # type: ignore[index]
        number = worker.holds
        assert number is not None
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            pool.remove(worker)
            done[number] = _death(worker, waiting[number])
            continue
        if message is None:
            worker.ready = True
        elif isinstance(message, ConfigError):
            raise message
        else:
            done[number] = message
            worker.holds = None


def _death(worker: _Worker, document: Document) -> ExtractError:
    worker.process.join()
    code = worker.process.exitcode
    if not worker.ready:
        raise ConfigError(
            f"a worker process did not start (exit code {code}): try `--engine serial`; a script of your own must call the build "
            'under `if __name__ == "__main__":`'
        )
    why = "killed, perhaps for want of memory: fewer --workers may help" if code == -9 else f"exit code {code}"
    return ExtractError(f"{document.source}: not built, the other documents go on: its worker process died ({why})")


def _stop(pool: list[_Worker]) -> None:
    for worker in pool:
        worker.pipe.close()
        worker.process.terminate()
    for worker in pool:
        worker.process.join()


def _work(pipe: Connection, pipeline: Pipeline) -> None:
    """Serve the parent until it hangs up; the body of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(None)
    while True:
        try:
            document = pipe.recv()
        except EOFError:
            return
        try:
            outcome: Result | ExtractError | ConfigError = attempt(pipeline, document)
        except ConfigError as error:
            outcome = error
        pipe.send(outcome)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let a process that starts now inherit deafness to Ctrl-C, which it needs before its own first line runs."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
