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

STEP = 130
"""The distance that neighbours keep, in the page's pixels."""

_ROUNDS = 80
_SCREEN = 1.3  # how much wider than high the room for a drawing is
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
    for turn in range(_ROUNDS):
        heat = STEP * 0.6 * (1 - turn / _ROUNDS)
        forces = _pushes(places)
        moved = {}
        for node, (x, y) in places.items():
            dx, dy = forces[node]
            for other in neighbours[node]:
                ox, oy = places[other]
                pull = math.sqrt((ox - x) * (ox - x) + (oy - y) * (oy - y)) / (STEP * math.sqrt(1 + len(neighbours[other]) / 6))
                dx += (ox - x) * pull
                dy += (oy - y) * pull
            length = math.sqrt(dx * dx + dy * dy) or 1.0
            step = min(length, heat) / length
            moved[node] = (x + dx * step, y + dy * step)
        places = moved
    return places


def _pushes(places: Mapping[str, Point]) -> dict[str, Point]:
    """Return the push on each node by those within twice the step."""
    cell = 2.0 * STEP
    grid: dict[tuple[int, int], list[str]] = defaultdict(list)
    for node, (x, y) in places.items():
        grid[int(x // cell), int(y // cell)].append(node)
    forces = {}
    for node, (x, y) in places.items():
        column, row = int(x // cell), int(y // cell)
        dx = dy = 0.0
        for near in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for other in grid.get(near, ()):
                ox, oy = x - places[other][0], y - places[other][1]
                square = ox * ox + oy * oy
                if other != node and square < cell * cell:
                    # Two at one place are parted along a line that their names decide.
                    ox, square = (ox, square) if square > 1 else (1.0 if node < other else -1.0, 1.0)
                    push = STEP * STEP / square
                    dx += ox * push
                    dy += oy * push
        forces[node] = (dx, dy)
    return forces


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
