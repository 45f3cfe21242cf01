"""Ctrl-C as a wish and not as an exception: what is at hand is finished first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Interrupts:
    """Whether Ctrl-C was pressed."""

    heard: bool = False


@contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Give what tells of Ctrl-C inside the block; a second one raises KeyboardInterrupt as ever.

    Outside of the main thread nothing is caught, since Python delivers signals to that one alone; nor is it where whoever started
    this process had it ignored, as shells do for what runs in the background of a script.
    """
    state = Interrupts()
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield state
        return

    def hear(number: int, frame: FrameType | None) -> None:
        if state.heard:
            raise KeyboardInterrupt
        state.heard = True

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield state
    finally:
        signal.signal(signal.SIGINT, before)
