"""What a build tells of itself while it runs, where there is no terminal."""

from __future__ import annotations

import io

from kg.progress import EVERY, Lines, progress


def test_a_line_comes_every_so_often_with_rate_and_time_left() -> None:
    now = [0.0]
    written: list[str] = []
    lines = Lines(10, written.append, clock=lambda: now[0])
    for number in range(1, 5):
        now[0] = number * EVERY * 0.6
        lines(f"{number}.txt", "built")
    assert written == ["2 of 10 documents, 0.2 a second, 0:48 left\n", "4 of 10 documents, 0.2 a second, 0:36 left\n"]


def test_unchanged_documents_do_not_count() -> None:
    written: list[str] = []
    lines = Lines(3, written.append, clock=iter([0.0, EVERY]).__next__)
    lines("a.txt", "unchanged")
    lines("b.txt", "failed")
    assert written == ["1 of 3 documents, 0.1 a second, 0:20 left\n"]


def test_of_an_unknown_number_no_end_is_told() -> None:
    lines = Lines(None, str, clock=lambda: 0.0)
    lines("a.txt", "built")
    assert lines.line(2.0) == "1 documents, 0.5 a second"


def test_nothing_is_written_when_quiet_or_when_there_is_nothing_to_do() -> None:
    out = io.StringIO()
    for total, quiet in ((5, True), (0, False)):
        with progress(total, out, quiet=quiet) as hear:
            hear("a.txt", "built")
    assert out.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_that_goes_away() -> None:
    out = Terminal()
    with progress(2, out) as hear:
        hear("[bold]a.txt", "built")
        hear("b.txt", "unchanged")
        hear("c.txt", "failed")
    text = out.getvalue()
    assert "2/2" in text
