"""What changed between two graphs: claims and edges gained and lost, and those whose status is another.

A graph is a build's folder, a store's URL, or an export: `.nq`, or `.jsonl`, which has claims alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.iris import BASE
from kg.rdf import claim_json, read_claims
from kg.select import Edge, Node, read_edges, read_nodes
from kg.stores import Store, open_store


@dataclass(frozen=True, slots=True)
class Said:
    """A claim or an edge as a line of text without its status, and the status."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one graph says, by IRI. `edges` is None where the file has none to compare."""

    claims: Mapping[str, Said]
    edges: Mapping[str, Said] | None


def read_content(place: str, *, base: str = BASE) -> Content:
    """Return what a graph says.

    Raises ReadError for a file that is neither `.nq` nor `.jsonl` or is broken, naming the line, and StoreError for a folder
    without a published graph.
    """
    path = Path(place)
    if path.suffix == ".jsonl":
        return Content(dict(_lines(path)), None)
    if path.suffix == ".nq":
        with open_store("memory:", base=base) as store:
            store.replace_many(_graphs(path))
            return _content(store)
    if path.is_file():
        raise ReadError(place, "is no graph to compare; give a build's folder, or an export as .nq or .jsonl")
    url = place if place.partition(":")[0] in ("oxigraph", "memory") else f"oxigraph:{place}/store"
    with open_store(url, read_only=True, base=base) as store:
        return _content(store)


def _content(store: Store) -> Content:
    nodes = read_nodes(store)
    claims = {claim.iri: Said(claim_text(claim_json(claim)), claim.status) for claim in read_claims(store)}
    return Content(claims, {edge.iri: _edge(edge, nodes) for edge in read_edges(store)})


def _edge(edge: Edge, nodes: Mapping[str, Node]) -> Said:
    def label(iri: str) -> str:
        return nodes[iri].label if iri in nodes else iri

    end = f"{edge.object} {edge.detail('unit')}".strip() if edge.literal else label(edge.object)
    return Said(f"{label(edge.subject)} – {edge.relation} → {end}", edge.status + (", disputed" if edge.disputed else ""))


def claim_text(claim: Mapping[str, object]) -> str:
    """Return a claim (as its JSON object) in one line with its source."""
    return f"{claim['subject']} – {claim['relation']} → {claim['object']}  ({claim['document']})"


def _lines(path: Path) -> Iterator[tuple[str, Said]]:
    for number, claim in enumerate(read_jsonl(path), 1):
        try:
            yield str(claim["id"]), Said(claim_text(claim), str(claim["status"]))
        except KeyError as error:
            raise ReadError(f"{path}:{number}", f"has no {error}; each line is a claim of `kg export --to jsonl`") from error


def read_jsonl(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects of a file of JSON lines. Raises ReadError naming the line that is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                claim = json.loads(line)
            except json.JSONDecodeError as error:
                raise ReadError(f"{path}:{number}", f"is not JSON: {error.msg} at character {error.pos + 1}") from error
            if not isinstance(claim, dict):
                raise ReadError(f"{path}:{number}", "is JSON but no object; each line is a claim of `kg export --to jsonl`")
            yield claim


def _graphs(path: Path) -> dict[str, bytes]:
    """Return a file's N-Quads by the graph that ends each line."""
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror}") from error
    graphs: dict[str, list[bytes]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name = line.rstrip(b" .\r\n").rpartition(b" ")[2].decode("utf-8", "replace")
        if line.count(b" ") < 4 or not (name.startswith("<") and name.endswith(">")):
            raise ReadError(f"{path}:{number}", "is no line of N-Quads with a graph; write the file with `kg export --to nq`")
        graphs.setdefault(name[1:-1], []).append(line)
    return {name: b"".join(lines) for name, lines in graphs.items()}


def diff_lines(old: Content, new: Content) -> Iterator[str]:
    """Yield what the new graph says otherwise (`~`), gains (`+`) and lacks (`-`), edges first; nothing where both agree."""
    if old.edges is not None and new.edges is not None:
        yield from _compared("edges", old.edges, new.edges)
    yield from _compared("claims", old.claims, new.claims)


def _compared(what: str, old: Mapping[str, Said], new: Mapping[str, Said]) -> Iterator[str]:
    gained = sorted(f"+ {said.text}  [{said.status}]" for iri, said in new.items() if iri not in old)
    lost = sorted(f"- {said.text}  [{said.status}]" for iri, said in old.items() if iri not in new)
    changed = sorted(_changed(old, new))
    if gained or lost or changed:
        yield f"{what}: {len(gained)} gained, {len(lost)} lost, {len(changed)} with another status"
        yield from (f"  {line}" for line in (*changed, *gained, *lost))


def _changed(old: Mapping[str, Said], new: Mapping[str, Said]) -> Iterable[str]:
    for iri, said in new.items():
        if iri in old and old[iri].status != said.status:
            yield f"~ {said.text}  [{old[iri].status} → {said.status}]"
