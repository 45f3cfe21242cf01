"""Where the nodes of a drawing stand, computed beforehand: the same graph gets the same places on every machine.

Each connected part is laid out alone, as a tree around its best connected node and then by springs (after Fruchterman and
Reingold, "Graph drawing by force-directed placement", 1991, with their grid, so that only near nodes push each other), and the
parts are packed side by side. No random numbers; it starts from whole numbers and goes on by operations that all machines round
alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 130
"""The distance that neighbours keep, in the page's pixels."""

_ROUNDS = 80
_SCREEN = 1.3  # how much wider than high the room for a drawing is
_CROWD = 40  # more nodes in one cell of the grid push as one
_WIDE = 1 << 32  # a column of the grid as a step of its cells' numbers
_Array = NDArray[Any]
Point = tuple[float, float]
_Box = tuple[float, float, float, float]
_Neighbours = Mapping[str, Sequence[str]]


def positions(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Return a place for each node, around (0, 0); ends of `pairs` that are no node and loops do not count.

    >>> positions(["a", "b"], [("a", "b")]) == positions(["b", "a"], [("b", "a"), ("a", "b")])
    True
    """
    known = sorted(set(nodes))
    found: dict[str, set[str]] = {node: set() for node in known}
    for start, end in pairs:
        if start != end and start in found and end in found:
            found[start].add(end)
            found[end].add(start)
    neighbours = {node: sorted(found[node]) for node in known}
    parts = [_springs(_tree(part, neighbours), neighbours) for part in _parts(known, neighbours)]
    return _packed(parts)


def _parts(nodes: Sequence[str], neighbours: _Neighbours) -> list[list[str]]:
    """Return the connected parts, largest first."""
    seen: set[str] = set()
    parts = []
    for node in nodes:
        if node not in seen:
            part = _reach(node, neighbours)
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def _reach(start: str, neighbours: _Neighbours) -> list[str]:
    """Return what is connected to a node, nearest first."""
    order, seen = [start], {start}
    for node in order:
        fresh = [other for other in neighbours[node] if other not in seen]
        seen.update(fresh)
        order.extend(fresh)
    return order


def _tree(part: Sequence[str], neighbours: _Neighbours) -> dict[str, Point]:
    """Place a part in rings around its best connected node; each branch gets an angle by the number of its leaves."""
    if len(part) == 2:  # one above the other, so that both names have room beside those of other parts
        return {node: (0.0, float(STEP * turn)) for turn, node in enumerate(sorted(part))}
    root = min(part, key=lambda node: (-len(neighbours[node]), node))
    order = _reach(root, neighbours)
    children: dict[str, list[str]] = defaultdict(list)
    placed = {root}
    for node in order:
        for other in neighbours[node]:
            if other not in placed:
                placed.add(other)
                children[node].append(other)
    leaves: dict[str, int] = {}
    for node in reversed(order):
        leaves[node] = max(1, sum(leaves[child] for child in children[node]))
    places: dict[str, Point] = {}
    wedges = {root: (0.0, 2 * math.pi, 0)}
    for node in order:
        begin, width, depth = wedges[node]
        angle, radius = begin + width / 2, depth * STEP * 1.5
        places[node] = (float(round(radius * math.cos(angle))), float(round(radius * math.sin(angle))))
        for child in children[node]:
            share = width * leaves[child] / leaves[node]
            wedges[child] = (begin, share, depth + 1)
            begin += share
    return places


def _springs(places: dict[str, Point], neighbours: _Neighbours) -> dict[str, Point]:
    """Let neighbours pull and near nodes push each other, in ever smaller steps."""
    if len(places) < 3:
        return places
    names = list(places)
    number = {name: at for at, name in enumerate(names)}
    x, y = (np.array([places[name][axis] for name in names]) for axis in (0, 1))
    starts = np.repeat(np.arange(len(names)), [len(neighbours[name]) for name in names])
    ends = np.array([number[other] for name in names for other in neighbours[name]])
    slack = STEP * np.sqrt(1 + np.bincount(starts, minlength=len(names))[ends] / 6)
    rank = np.argsort(np.argsort(np.array(names)))
    for turn in range(_ROUNDS):
        heat = STEP * 0.6 * (1 - turn / _ROUNDS)
        dx, dy = _pushes(x, y, rank)
        ox, oy = x[ends] - x[starts], y[ends] - y[starts]
        pull = np.sqrt(ox * ox + oy * oy) / slack
        dx += np.bincount(starts, ox * pull, len(names))
        dy += np.bincount(starts, oy * pull, len(names))
        length = np.sqrt(dx * dx + dy * dy)
        step = np.minimum(length, heat) / np.where(length > 0, length, 1)
        x, y = x + dx * step, y + dy * step
    return {name: (float(x[at]), float(y[at])) for at, name in enumerate(names)}


def _pushes(x: _Array, y: _Array, rank: _Array) -> tuple[_Array, _Array]:
    """Return the push on each node by those within twice the step; a crowded cell of the grid pushes from its middle."""
    size = 2.0 * STEP
    column, row = np.floor(x / size).astype(np.int64), np.floor(y / size).astype(np.int64)
    key = column * _WIDE + row
    order = np.argsort(key, kind="stable")
    cells, first, counts = np.unique(key[order], return_index=True, return_counts=True)
    home = np.searchsorted(cells, key)
    middle_x, middle_y = (np.bincount(home, values, len(cells)) / counts for values in (x, y))
    dx, dy = np.zeros(len(x)), np.zeros(len(x))
    for shift in (i * _WIDE + j for i in (-1, 0, 1) for j in (-1, 0, 1)):
        cell = np.minimum(np.searchsorted(cells, key + shift), len(cells) - 1)
        there = cells[cell] == key + shift
        crowded = there & (counts[cell] > _CROWD)
        nodes = np.flatnonzero(crowded)
        _add(dx, dy, nodes, x[nodes] - middle_x[cell[nodes]], y[nodes] - middle_y[cell[nodes]], counts[cell[nodes]], size)
        nodes = np.flatnonzero(there & ~crowded)
        many = counts[cell[nodes]]
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        nodes = np.repeat(nodes, many)
        others = order[first[cell[nodes]] + within]
        apart = nodes != others
        nodes, others = nodes[apart], others[apart]
        ox, oy = x[nodes] - x[others], y[nodes] - y[others]
        # Two at one place are parted along a line that their names decide.
        ox = np.where(ox * ox + oy * oy > 1, ox, np.where(rank[nodes] < rank[others], 1.0, -1.0))
        _add(dx, dy, nodes, ox, oy, np.ones(len(nodes)), size)
    return dx, dy


def _add(dx: _Array, dy: _Array, nodes: _Array, ox: _Array, oy: _Array, weight: _Array, size: float) -> None:
    square = ox * ox + oy * oy
    push = np.where(square < size * size, weight * STEP * STEP / np.maximum(square, 1), 0)
    dx += np.bincount(nodes, ox * push, len(dx))
    dy += np.bincount(nodes, oy * push, len(dy))


def _packed(parts: Sequence[Mapping[str, Point]]) -> dict[str, tuple[int, int]]:
    """Set the parts side by side around the middle, in columns whose sum makes the whole fit a screen best."""
    boxes = [_box(part) for part in parts]
    side = math.sqrt(sum(wide * high for _, _, wide, high in boxes))
    widest = max((box[2] for box in boxes), default=0.0)
    tries = [_columns(boxes, max(side * share / 8, widest)) for share in range(7, 15)]
    corners, width, height = min(tries, key=lambda found: max(found[1], found[2] * _SCREEN))
    placed: dict[str, Point] = {}
    for part, (left, top, *_), (x, y) in zip(parts, boxes, corners, strict=True):
        placed.update((node, (x + px - left - width / 2, y + py - top - height / 2)) for node, (px, py) in part.items())
    return {node: (round(x), round(y)) for node, (x, y) in sorted(placed.items())}


def _columns(boxes: Sequence[_Box], width: float) -> tuple[list[Point], float, float]:
    """Set each box as high up as it fits, the first ones first, and return their corners and the width and height of all."""
    cell = STEP / 2
    tops = [0.0] * (math.ceil(width / cell) or 1)
    corners = []
    for _, _, wide, high in boxes:
        span = min(math.ceil(wide / cell), len(tops))
        y, column = min((max(tops[at : at + span]), at) for at in range(len(tops) - span + 1))
        tops[column : column + span] = [y + high] * span
        corners.append((column * cell, y))
    return corners, sum(top > 0 for top in tops) * cell, max(tops)


def _box(part: Mapping[str, Point]) -> _Box:
    """Return left, top, width and height, with room for the names, which stand below their nodes."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(xs) - STEP * 0.9, min(ys) - STEP * 0.3, max(xs) - min(xs) + STEP * 1.8, max(ys) - min(ys) + STEP * 1.1
