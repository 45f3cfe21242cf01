"""What the conclusions hold as plain records, and which of it a selection shows: the one place that every view asks.

select(store, Selection(about="Alibaba", depth=2)) ─► Shown(nodes, edges)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kg.errors import UsageError
from kg.iris import METRIC, ONTOLOGY
from kg.model import Selection
from kg.prefixes import VOCABULARIES, expand
from kg.rdf import graph_iri, local_name
from kg.stores import Store, Term

TYPE = VOCABULARIES["rdf"] + "type"
LABEL = VOCABULARIES["rdfs"] + "label"
ALT_LABEL = VOCABULARIES["skos"] + "altLabel"
SUBJECT, PREDICATE, OBJECT = (VOCABULARIES["rdf"] + name for name in ("subject", "predicate", "object"))
_DETAILS = "price currency stake condition time validFrom validUntil unit period change comparison quote"
_KEPT = {name: ONTOLOGY + name for name in _DETAILS.split()}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity of the conclusions. `type` is a class's local name, `names` its other names, `links` other IRIs that it has."""

    iri: str
    label: str
    type: str
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of the conclusions. `object` is an IRI, or a literal's text where `literal`; `details` are (property, text) pairs.

    `relation` is the local name, or `metric:NAME`; `predicate` its IRI. Days are ISO 8601, empty where no document has a date.
    `claims` and `documents` are IRIs, sorted; `decided_by` is the claim whose word the status is.
    """

    iri: str
    subject: str
    predicate: str
    relation: str
    object: str
    literal: bool
    status: str
    confidence: float
    disputed: bool = False
    observation: bool = False
    said_by: tuple[str, ...] = ()
    first_said: str = ""
    last_said: str = ""
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    decided_by: str = ""
    about: str = ""
    details: tuple[tuple[str, str], ...] = ()

    def detail(self, name: str) -> str:
        """Return one of `details`, empty where it is absent."""
        return dict(self.details).get(name, "")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a selection shows: `edges` sorted by IRI, `nodes` their ends and sources; `whole` where nothing is left out."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    whole: bool

    def label(self, iri: str) -> str:
        """Return what an entity is called, else the last part of its IRI."""
        return self.nodes[iri].label if iri in self.nodes else local_name(iri)


def grouped(triples: Iterable[tuple[str, str, Term]]) -> dict[str, dict[str, list[Term]]]:
    """Return triples as subject → predicate → objects, subjects and objects sorted."""
    groups: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, term in triples:
        groups[subject][predicate].append(term)
    for properties in groups.values():
        for terms in properties.values():
            terms.sort(key=_term_key)
    return {subject: dict(groups[subject]) for subject in sorted(groups)}


def read_nodes(store: Store) -> dict[str, Node]:
    """Return every entity of the conclusions by IRI."""
    return {iri: _node(iri, has) for iri, has in grouped(store.triples(graph_iri(store.base, "entities"))).items()}


def read_edges(store: Store) -> list[Edge]:
    """Return every edge of the conclusions, sorted by IRI."""
    groups = grouped(store.triples(graph_iri(store.base, "edges")))
    return [_edge(iri, has) for iri, has in groups.items() if SUBJECT in has and PREDICATE in has and OBJECT in has]


def select(store: Store, selection: Selection) -> Shown:
    """Return the nodes and edges that a selection shows.

    `since` and `as_of` go by the days on which documents say something: an edge last said before `since` or first said after
    `as_of` is left out, and so is one without a day where `since` is given. What the rest came to on an earlier day is another
    conclusion, which `kg.asof` draws. `about` is a label, another name or an IRI, and
    `depth` the number of steps from it in either direction. `limit` keeps the edges of most documents, then the surest.
    Raises UsageError for an `about` that nothing is called, with the nearest name.
    """
    nodes, edges = read_nodes(store), read_edges(store)
    whole = selection == Selection()
    kept = [edge for edge in edges if _passes(edge, selection)]
    centre: set[str] = set()
    if selection.about is not None:
        centre = set(find(nodes.values(), selection.about, store.base))
        kept = _near(kept, centre, selection.depth)
    if selection.limit is not None and len(kept) > selection.limit:
        ranked = sorted(kept, key=lambda edge: (-len(edge.documents), -edge.confidence, edge.iri))
        kept = sorted(ranked[: max(selection.limit, 0)], key=lambda edge: edge.iri)
    if whole:
        return Shown(nodes, tuple(kept), whole)
    used = centre.union(*({edge.subject, edge.object, *edge.said_by} for edge in kept))
    return Shown({iri: node for iri, node in nodes.items() if iri in used}, tuple(kept), whole)


def find(nodes: Iterable[Node], name: str, base: str) -> tuple[str, ...]:
    """Return the IRIs of the entities that a user means: by IRI or prefixed name, else by label, else by another name.

    Case does not count. Two entities of one label are both returned. Raises UsageError with the nearest names.
    """
    known = list(nodes)
    iri = expand(name, base)
    if iri is not None and any(node.iri == iri for node in known):
        return (iri,)
    wanted = name.casefold().strip()
    for names in (lambda node: (node.label,), lambda node: node.names):
        found = tuple(node.iri for node in known if any(text.casefold() == wanted for text in names(node)))
        if found:
            return tuple(sorted(found))
    labels = {text.casefold(): node.label for node in known for text in (*node.names, node.label)}
    raise UsageError(f"nothing in this graph is called '{name}'" + suggest(wanted, labels))


def suggest(word: str, known: Iterable[str] | Mapping[str, str], remedy: str = "") -> str:
    """Return `; did you mean …?` with up to three near names, else the remedy; `known` may map a spelling to what is shown.

    >>> suggest("acqires", ["acquires", "sues"]), suggest("xyz", ["acquires"], "; see `kg relations`")
    ("; did you mean 'acquires'?", '; see `kg relations`')
    """
    shown = known if isinstance(known, Mapping) else {name: name for name in known}
    near = list(dict.fromkeys(shown[key] for key in get_close_matches(word, shown, 3, 0.7)))
    return f"; did you mean {' or '.join(repr(name) for name in near)}?" if near else remedy


def superclasses(store: Store) -> dict[str, tuple[str, ...]]:
    """Return the direct superclasses of each of the ontology's classes, all as local names."""
    parents: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, term in store.triples(graph_iri(store.base, "ontology")):
        if predicate == VOCABULARIES["rdfs"] + "subClassOf":
            parents[local_name(subject)].append(local_name(term.value))
    return {name: tuple(sorted(above)) for name, above in parents.items()}


def ancestors(name: str, parents: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a class and all above it, nearest first."""
    row, seen = [name], {name}
    while row:
        yield from row
        row = [above for each in row for above in parents.get(each, ()) if above not in seen]
        seen.update(row)


def _term_key(term: Term) -> tuple[str, str, str]:
    return term.value, term.datatype or "", term.language or ""


def _node(iri: str, has: Mapping[str, list[Term]]) -> Node:
    labels = [term.value for term in has.get(LABEL, ())]
    types = [local_name(term.value) for term in has.get(TYPE, ())]
    names = tuple(term.value for term in has.get(ALT_LABEL, ())) + tuple(labels[1:])
    links = tuple(sorted(term.value for key in has if key != TYPE for term in has[key] if term.kind == "iri"))
    return Node(iri, labels[0] if labels else local_name(iri), types[0] if types else "Thing", names, links)


def _edge(iri: str, has: Mapping[str, list[Term]]) -> Edge:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(term.value for term in has.get(ONTOLOGY + name, ()))

    def one(name: str) -> str:
        return next(iter(all_of(name)), "")

    end, predicate = has[OBJECT][0], has[PREDICATE][0].value
    return Edge(
        iri,
        has[SUBJECT][0].value,
        predicate,
        local_name(predicate),
        end.value,
        end.kind != "iri",
        local_name(one("status")),
        float(one("confidence") or 0),
        disputed=one("disputed") == "true",
        observation=predicate.startswith(METRIC),
        said_by=all_of("saidBy"),
        first_said=one("firstSaid"),
        last_said=one("lastSaid"),
        documents=all_of("document"),
        claims=all_of("claim"),
        decided_by=one("decidedBy"),
        about=one("about"),
        details=tuple((name, _detail(has[key][0])) for name, key in _KEPT.items() if key in has),
    )


def _detail(term: Term) -> str:
    """Return a value as text; a unit's IRI as its sign or local name."""
    if term.kind != "iri":
        return term.value
    return {"PERCENT": "%"}.get(local_name(term.value), local_name(term.value))


def _passes(edge: Edge, selection: Selection) -> bool:
    if edge.confidence < selection.min_confidence or (selection.facts_only and edge.status != "actual"):
        return False
    if selection.since is not None and edge.last_said < selection.since.isoformat():
        return False
    return selection.as_of is None or edge.first_said <= selection.as_of.isoformat()


def _near(edges: list[Edge], centre: set[str], depth: int) -> list[Edge]:
    """Keep the edges on a walk of at most `depth` steps from the centre; a literal is no place to walk on from."""
    reached = set(centre)
    kept: set[str] = set()
    for _ in range(depth):
        step = [edge for edge in edges if edge.subject in reached or (not edge.literal and edge.object in reached)]
        kept.update(edge.iri for edge in step)
        reached.update(end for edge in step for end in ((edge.subject,) if edge.literal else (edge.subject, edge.object)))
    return [edge for edge in edges if edge.iri in kept]
