"""Who a name in a document is: (document, name's IRI) → entity's IRI, across documents.

    the user's corrections  ►  known entities' aliases  ►  one name typed in several ways  ►  the name's own IRI

Nothing is merged on likeness: what could be two stays two. An end without a name (`DOCUMENT#slug`) is its document's alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import combinations
from urllib.parse import unquote

from kg.corrections import Corrections
from kg.iris import BASE, entity_iri, local_iri, slug
from kg.known import Gazetteer, Known
from kg.records import StoredClaim
from kg.vocabulary import prefixes

_KINDS = ("organization", "person", "product", "place", "thing")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who. `everywhere` maps names to entities; `here` maps a name within one document, and stands first.

    `reasons` says why, by the same keys, an empty text for every document. `known` gives what is known of an entity beforehand,
    `shown` the labels that the user wants. `same` are pairs of names that the user joins. `rejected` are statements that the user
    rejects, with the document or an empty text for all. `warnings` are lines about corrections that fit nothing at present.
    """

    base: str = BASE
    everywhere: Mapping[str, str] = field(default_factory=dict)
    here: Mapping[tuple[str, str], str] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    same: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str, str, str]] = frozenset()
    warnings: tuple[str, ...] = ()

    def resolve(self, document: str, name: str) -> str:
        """Return the entity that a name's IRI stands for in a document; the name's own IRI by default."""
        return self.here.get((document, name)) or self.everywhere.get(name, name)

    def rejects(self, document: str, subject: str, relation: str, target: str) -> bool:
        """Return whether the user says that this is not so; `subject` and `target` are entities, or `target` a literal's text."""
        return (subject, relation, target, "") in self.rejected or (subject, relation, target, document) in self.rejected


@dataclass(frozen=True, slots=True)
class _Name:
    """A name's IRI as the evidence has it: its labels, the documents that have it, and the number of claims."""

    iri: str
    labels: tuple[str, ...]
    documents: frozenset[str]
    claims: int

    @property
    def kind(self) -> str:
        return self.iri.split("/")[-2]

    @property
    def slug(self) -> str:
        return self.iri.rsplit("/", 1)[-1]


def identify(
    claims: Iterable[StoredClaim], gazetteer: Gazetteer | None = None, corrections: Corrections | None = None, *, base: str = BASE
) -> Identity:
    """Return who the names of all claims are. Depends on the set of claims, not on their order."""
    names, sources = _names(claims, base)
    known = _known(names, gazetteer, base)
    everywhere = {name: entity.iri(base) for name, entity in known.items()}
    entities = {entity.iri(base): entity for entity in known.values()}
    reasons = {("", name): "known by this name" for name, target in everywhere.items() if name != target}
    for name, target in _kinds(names, everywhere, entities).items():
        everywhere[name] = target
        reasons["", name] = "one name in several classes"
    return _Corrected(base, names, sources, corrections or Corrections(), everywhere, reasons).identity(entities)


def _names(claims: Iterable[StoredClaim], base: str) -> tuple[dict[str, _Name], dict[str, str]]:
    """Return the names by IRI, and the IRIs of documents by source."""
    labels: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    sources: dict[str, str] = {}
    for claim in claims:
        sources[claim.document_source] = sources[claim.document] = claim.document
        for name, label in _ends(claim):
            labels[name].add(label)
            documents[name].add(claim.document)
            count[name] += 1
    found = {
        name: _Name(name, tuple(sorted(labels[name])), frozenset(documents[name]), count[name])
        for name in sorted(count)
        if "#" not in name and name.startswith(base) and name.removeprefix(base).split("/")[0] in _KINDS
    }
    return found, sources


def _ends(claim: StoredClaim) -> Iterator[tuple[str, str]]:
    yield claim.subject, claim.subject_label
    if not claim.is_literal:
        yield claim.object, claim.object_label
    if claim.source:
        yield claim.source, claim.source_label or ""
    if claim.relay:
        yield claim.relay, claim.relay_label or ""


def _known(names: Mapping[str, _Name], gazetteer: Gazetteer | None, base: str) -> dict[str, Known]:
    """Return the known entity of each name that has exactly one: of its own kind, and the same for all labels that have any."""
    found: dict[str, Known] = {}
    for name in names.values() if gazetteer else ():
        assert gazetteer is not None
        hits = {known for label in name.labels for known in gazetteer.lookup(label) if _kind(known, base) == name.kind}
        if len({(known.label, known.type) for known in hits}) == 1:
            found[name.iri] = min(hits, key=lambda known: (known.place, known.identifiers))
    return found


def _kind(known: Known, base: str) -> str:
    return known.iri(base).removeprefix(base).split("/")[0]


def _kinds(names: Mapping[str, _Name], everywhere: Mapping[str, str], entities: Mapping[str, Known]) -> dict[str, str]:
    """Return where names go that differ in nothing but their class, as "organization/x" and "product/x".

    They stay apart where one document has both, where known entities of both kinds bear the name, and where the one is a person
    of a single name ("Ford") or a place that is known: a family and a firm, a town and a firm often share a name.
    """
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names.values():
        groups[name.slug].append(name)
    merged: dict[str, str] = {}
    for group in groups.values():
        if len(group) < 2 or any(_apart(one, other, everywhere, entities) for one, other in combinations(group, 2)):
            continue
        best = min(group, key=lambda name: (name.iri not in everywhere, -name.claims, _KINDS.index(name.kind)))
        target = everywhere.get(best.iri, best.iri)
        merged.update((name.iri, target) for name in group if name.iri != target)
    return merged


def _apart(one: _Name, other: _Name, everywhere: Mapping[str, str], entities: Mapping[str, Known]) -> bool:
    if one.documents & other.documents:
        return True
    kinds = {one.kind, other.kind}
    if one.iri in everywhere and other.iri in everywhere:
        return everywhere[one.iri] != everywhere[other.iri]
    known = entities.get(everywhere.get(one.iri, everywhere.get(other.iri, "")))
    return ("person" in kinds and "-" not in unquote(one.slug)) or (known is not None and "place" in kinds)


class _Corrected:
    """Lays the user's corrections over what was resolved without them."""

    def __init__(
        self,
        base: str,
        names: Mapping[str, _Name],
        sources: Mapping[str, str],
        corrections: Corrections,
        everywhere: Mapping[str, str],
        reasons: Mapping[tuple[str, str], str],
    ) -> None:
        self.base, self.names, self.sources, self.corrections = base, names, sources, corrections
        self.everywhere, self.reasons = dict(everywhere), dict(reasons)
        self.here: dict[tuple[str, str], str] = {}
        self.shown: dict[str, str] = {}
        self.pairs: set[tuple[str, str]] = set()
        self.warnings: list[str] = []
        self.by_slug: dict[str, list[str]] = defaultdict(list)
        for name in names.values():
            for key in {name.slug, *(slug(label) for label in name.labels)}:
                self.by_slug[unquote(key)].append(name.iri)

    def identity(self, entities: Mapping[str, Known]) -> Identity:
        for same in self.corrections.same:
            self._join([self.find(name, same.where) for name in same.names], same.names[0])
        for other in self.corrections.not_same:
            for name in self.find(other.name, other.where):
                self._part(name, other.full_name, other.documents, other.where)
        return Identity(
            self.base,
            {name: target for name, target in self.everywhere.items() if name != target},
            self.here,
            {key: reason for key, reason in self.reasons.items() if key[0] or self.everywhere.get(key[1]) != key[1]},
            entities,
            self.shown,
            frozenset(self.pairs),
            frozenset(self._rejected()),
            tuple(self.warnings),
        )

    def find(self, text: str, where: str) -> list[str]:
        """Return the names that a label or IRI in the file means; a warning where there are none at present."""
        wanted = self._expand(text)
        if wanted is not None:
            return [wanted]
        found = self.by_slug.get(slug(text), [])
        if not found:
            labels = sorted({label for name in self.names.values() for label in name.labels})
            near = get_close_matches(text, labels, 1)
            remedy = f"did you mean '{near[0]}'?" if near else "it takes effect once a document has it"
            self.warnings.append(f"{where}: no document has the name '{text}'; {remedy}")
        return found

    def _expand(self, text: str) -> str | None:
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        if text.startswith(self.base):
            return text
        prefix, colon, local = text.partition(":")
        namespace = prefixes(self.base).get(prefix)
        return namespace + local if colon and namespace and local and " " not in local else None

    def _join(self, groups: Sequence[Sequence[str]], label: str) -> None:
        members = {name for group in groups for name in group}
        targets = {self.everywhere.get(name, name) for name in members}
        if not groups[0] and not targets:
            return
        first = groups[0] or sorted(targets)
        best = min(first, key=lambda name: (-self.names[name].claims if name in self.names else 0, name))
        target = self.everywhere.get(best, best)
        for name in sorted({*members, *targets, *(n for n, t in self.everywhere.items() if t in targets)}):
            self.everywhere[name] = target
            self.reasons["", name] = "corrections"
            if name != target:
                self.pairs.add((name, target))
        if self._expand(label) is None:
            self.shown[target] = label

    def _part(self, name: str, full_name: str, documents: Sequence[str], where: str) -> None:
        for source in documents:
            document = self.sources.get(source)
            if document is None:
                near = get_close_matches(source, self.sources, 1)
                remedy = f"did you mean '{near[0]}'?" if near else "it takes effect once that is built"
                self.warnings.append(f"{where}: no document comes from '{source}'; {remedy}")
            elif name in self.names and document in self.names[name].documents:
                label = self.names[name].labels[0]
                kind = self.names[name].kind
                target = entity_iri(self.base, kind, full_name) if full_name else local_iri(document, label)
                self.here[document, name] = self.everywhere.get(target, target)
                self.reasons[document, name] = "corrections"
                if full_name:
                    self.shown[target] = full_name

    def _rejected(self) -> Iterator[tuple[str, str, str, str]]:
        for entry in self.corrections.not_true:
            subjects = self._entities(entry.subject, entry.where)
            targets = self._entities(entry.object, entry.where, literal_too=True)
            documents = [self.sources.get(source, source) for source in entry.documents] or [""]
            yield from (
                (subject, entry.relation, target, document)
                for subject in subjects
                for target in targets
                for document in documents
            )

    def _entities(self, text: str, where: str, *, literal_too: bool = False) -> set[str]:
        """Return every entity that a name can mean, in any document; an object may be a number, a date or a text as well."""
        wanted = self._expand(text)
        names = [wanted] if wanted is not None else self.by_slug.get(slug(text), [])
        if not names and not literal_too:
            names = self.find(text, where)
        found = {self.everywhere.get(name, name) for name in names}
        found |= {target for (_, name), target in self.here.items() if name in names}
        return found or ({text} if literal_too else set())
