"""A sentence with marked ends as the numbers that the learned model reads.

The word pieces of the sentence, with an opening mark of its kind before each end and one closing mark behind it:
`[CLS] <ORG> Corvane </> plans to buy <ORG> Bright ##well </> [SEP]`. Nothing here needs more than the standard library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.candidates import KINDS

LONGEST = 192  # pieces with the marks; what lies behind is not read
CLOSE = len(KINDS) + 1  # number of the closing mark; the opening ones are 1 … len(KINDS), 0 is none


@dataclass(frozen=True, slots=True)
class Encoded:
    """`pieces` are ids of the vocabulary, `marks` the mark at each place or 0; `opened[i]`, `closed[i]` are the places of end i's
    marks, -1 where it lies behind `LONGEST`."""

    pieces: tuple[int, ...]
    marks: tuple[int, ...]
    opened: tuple[int, ...]
    closed: tuple[int, ...]


def encode(
    pieces: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int, str]],
    first: int,
    last: int,
    mark: int,
) -> Encoded:
    """Return a sentence's word pieces with the marks of its ends.

    `offsets` are the pieces' code points in the sentence, `spans` the ends with their kind; `first`, `last` and `mark` the ids of
    the pieces that begin and end a text and that stand where a mark is.

    >>> e = encode([7, 8, 9], [(0, 7), (8, 13), (14, 17)], [(0, 7, "ORG"), (14, 17, "PER")], 1, 2, 3)
    >>> e.pieces, e.marks, e.opened, e.closed
    ((1, 3, 7, 3, 8, 3, 9, 3, 2), (0, 1, 0, 11, 0, 2, 0, 11, 0), (1, 5), (3, 7))
    """
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for at, (start, end, _) in enumerate(spans):
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
        if inside:
            opens.setdefault(inside[0], []).append(at)
            closes.setdefault(inside[-1], []).append(at)
    ids, marks = [first], [0]
    opened, closed = [-1] * len(spans), [-1] * len(spans)
    for i, piece in enumerate(pieces):
        for at in sorted(opens.get(i, ()), key=lambda at: -spans[at][1]):
            opened[at] = len(ids)
            ids.append(mark)
            marks.append(KINDS.index(spans[at][2]) + 1)
        ids.append(piece)
        marks.append(0)
        for at in sorted(closes.get(i, ()), key=lambda at: -spans[at][0]):
            closed[at] = len(ids)
            ids.append(mark)
            marks.append(CLOSE)
    ids, marks = ids[: LONGEST - 1], marks[: LONGEST - 1]
    lost = [at for at in range(len(spans)) if not 0 < opened[at] < len(ids) or not 0 < closed[at] < len(ids)]
    for at in lost:
        opened[at] = closed[at] = -1
    return Encoded((*ids, last), (*marks, 0), tuple(opened), tuple(closed))
