"""How far a build is: a bar with rate and time left on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

Listener = Callable[[str, str], None]
"""Called with each source and what became of it: `built`, `unchanged` or `failed`."""

EVERY = 10.0
"""Seconds between two plain lines."""


@dataclass(slots=True)
class Lines:
    """Writes a line at most every `EVERY` seconds; `total` documents are to be built, None where that is not known."""

    total: int | None
    write: Callable[[str], object]
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    began: float = 0.0
    due: float = 0.0

    def __post_init__(self) -> None:
        self.began = self.clock()
        self.due = self.began + EVERY

    def __call__(self, source: str, what: str) -> None:
        if what == "unchanged":
            return
        self.done += 1
        now = self.clock()
        if now >= self.due:
            self.due = now + EVERY
            self.write(self.line(now) + "\n")

    def line(self, now: float) -> str:
        """Say how much is done, how fast, and for how long it will go on.

        >>> lines = Lines(59, print, clock=lambda: 100.0); lines.done = 20
        >>> lines.line(110.0)
        '20 of 59 documents, 2.0 a second, 0:20 left'
        """
        rate = self.done / max(now - self.began, 1e-9)
        if self.total is None or rate == 0:
            return f"{self.done} documents, {rate:.1f} a second"
        return f"{self.done} of {self.total} documents, {rate:.1f} a second, {clock_time((self.total - self.done) / rate)} left"


def clock_time(seconds: float) -> str:
    """Return a span of time as people read it.

    >>> clock_time(9.6), clock_time(75), clock_time(7265)
    ('0:10', '1:15', '2:01:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def progress(total: int | None, out: TextIO, *, quiet: bool = False) -> Iterator[Listener]:
    """Give what a build tells of each source; it shows it on `out`."""
    if quiet or total == 0:
        yield lambda source, what: None
    elif out.isatty():
        with _bar(total, out) as listener:
            yield listener
    else:
        yield Lines(total, out.write)


@contextmanager
def _bar(total: int | None, out: TextIO) -> Iterator[Listener]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f} a second,"),
        TimeRemainingColumn(),
        TextColumn("left  {task.fields[source]}", markup=False),
    )
    began, done = time.monotonic(), 0
    with Progress(*columns, console=Console(file=out), transient=True) as bar:
        task = bar.add_task("", total=total, rate=0.0, source="")

        def hear(source: str, what: str) -> None:
            nonlocal done
            if what != "unchanged":
                done += 1
                bar.update(task, advance=1, rate=done / max(time.monotonic() - began, 1e-9), source=source[-50:])

        yield hear
