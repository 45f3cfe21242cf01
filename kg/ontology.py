"""The ontology as data: ontology/*.ttl, and a user's own files, read into classes, relations, metrics and cues.

    core.ttl      classes with the common nouns that name a member, and the terms of the graph's shape
    business.ttl  relations and metrics of companies      offices.ttl   posts of people in organizations
    cues.ttl      words that say how far a claim is from fact
    extended.ttl  rarer relations   people.ttl   lives of people: both read only where they are asked for by their bare names
    shapes.ttl    what every relation must have (SHACL); it is tested on these files and checked on load for a user's own

A relation is one Turtle block with a label, a domain, a range and a pattern (see kg/patterns.py). A user's block about a shipped
relation adds to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse, serialize

from kg.errors import ConfigError
from kg.iris import METRIC, ONTOLOGY
from kg.patterns import Pattern, parse_pattern
from kg.terms import OWL, RDF, RDFS, SKOS, XSD, Source, Terms, local_name

FILES = ("core.ttl", "business.ttl", "offices.ttl", "cues.ttl")
LITERAL_RANGES = ("date", "text", "true")

_LITERALS = {XSD + "date": "date", XSD + "string": "text", XSD + "boolean": "true"}
_GIVES = {
    "pattern": "",
    "formerPattern": "former",
    "plannedPattern": "planned",
    "cancelledPattern": "cancelled",
    "possiblePattern": "possible",
}


@dataclass(frozen=True, slots=True)
class ClassInfo:
    """A class of entities. `nouns` are lemmas that name a member (`carmaker`); `kind` is the KIND of a member's IRI, or empty."""

    name: str
    iri: str
    label: str
    comment: str
    parents: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation, named in the direction from subject to object.

    `domain` and `range` are class names, one of which an end must be; a range may also be `date`, `text` or `true` (it holds,
    with no object of its own). `event` says that it happens at a moment and is no lasting state; `one_at_a_time` that an object
    has one subject at a time; `repeatable` that the same ends can meet again; `ends` the relations between the same ends, either
    way round, that it ends. `implied_object` is the relation whose object stands in for the one that a pattern leaves out.
    `except_subject` and `except_object` name classes below domain and range whose members do not fit all the same.
    `aligned` pairs a mapping (`exactMatch`, `closeMatch`, `broadMatch`, `inverseMatch`) with a foreign IRI.
    """

    name: str
    iri: str
    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    inverse: str | None = None
    patterns: tuple[Pattern, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    symmetric: bool = False
    one_at_a_time: bool = False
    repeatable: bool = False
    event: bool = False
    ends: tuple[str, ...] = ()
    implied_object: str | None = None
    except_subject: tuple[str, ...] = ()
    except_object: tuple[str, ...] = ()
    aligned: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that companies report. `nouns` are lemmas that name it; `unit` is money, percent, count or empty."""

    name: str
    iri: str
    label: str
    comment: str
    nouns: frozenset[str] = frozenset()
    unit: str = ""
    aligned: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that the ontology's files say. `triples` are sorted N-Triples, `digest` is `sha256:…` of them.

    `cues` maps an operator (`plan`, `deny`) to its words; `lineage` a class to itself and its ancestors, nearest first; `nouns` a
    common noun to its class. Words of several parts are joined by blanks.
    """

    classes: Mapping[str, ClassInfo]
    relations: Mapping[str, Relation]
    metrics: Mapping[str, Metric]
    cues: Mapping[str, frozenset[str]]
    prefixes: Mapping[str, str]
    digest: str
    triples: bytes
    lineage: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, str]

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Return whether class `cls` is `ancestor` or below it; an unknown class is below nothing.

        >>> o = load_ontology()
        >>> o.is_a("Airline", "Organization"), o.is_a("Organization", "Airline"), o.is_a("Airline", "Airline")
        (True, False, True)
        """
        return cls == ancestor or ancestor in self.lineage.get(cls, ())

    def fits(self, relation: str, subject_type: str, object_type: str) -> bool:
        """Return whether a subject and an object of these classes (or `date`, `text`, `true`) may stand in the relation.

        >>> o = load_ontology()
        >>> o.fits("acquires", "Company", "Facility"), o.fits("acquires", "Company", "Person")
        (True, False)
        >>> o.fits("foundingDate", "Company", "date")
        True
        """
        ends = self.relations[relation]
        if object_type == "Place" and any(self.is_a(name, "Place") for name in ends.range):
            object_type = ends.range[0]  # a place of which no more is known
        pairs = ((subject_type, ends.domain, ends.except_subject), (object_type, ends.range, ends.except_object))
        return all(self._is_one(cls, names) and not self._is_one(cls, barred) for cls, names, barred in pairs)

    def _is_one(self, cls: str, names: tuple[str, ...]) -> bool:
        return any(self.is_a(cls, name) for name in names)

    def kind(self, cls: str) -> str:
        """Return the KIND in the IRI of a member: organization, person, product, place or thing.

        >>> o = load_ontology()
        >>> o.kind("Airline"), o.kind("Chip"), o.kind("Topic"), o.kind("no such class")
        ('organization', 'product', 'thing', 'thing')
        """
        return next((kind for name in self.lineage.get(cls, ()) if (kind := self.classes[name].kind)), "thing")

    def noun_class(self, lemma: str) -> str | None:
        """Return the class whose members a common noun names, or None.

        >>> o = load_ontology()
        >>> o.noun_class("carmaker"), o.noun_class("weather")
        ('Company', None)
        """
        return self.nouns.get(lemma)


def shipped(name: str = "") -> Path:
    """Return the path of a shipped ontology file, or of its folder: in a checkout beside the package, else inside the package."""
    package = Path(__file__).parent
    checkout = package.parent / "ontology"
    folder = checkout if (checkout / "core.ttl").exists() else package / "_data" / "ontology"
    return folder / name


def load_ontology(extra: Sequence[str | Path] = ()) -> Ontology:
    """Return the shipped ontology with the user's files added to it.

    A name without suffix that is no path means the shipped file of that name: `extended`, also with a folder before it, as paths
    from a configuration file have one. Raises ConfigError, naming file and line, for a file that is missing, is no Turtle, or
    breaks the rules of shapes.ttl.
    """
    sources = [_read(shipped(name), name) for name in FILES] + [_read(_located(Path(path)), str(path)) for path in extra]
    terms = Terms(sources)
    triples = b"".join(sorted(frozenset().union(*(source.lines for source in sources))))
    if any(Path(path).exists() for path in extra):
        for iri, problem in check_shapes(triples):
            raise terms.error(iri, problem)
    return _build(terms, triples)


def _located(path: Path) -> Path:
    own = shipped(f"{path.name}.ttl")
    return own if not path.exists() and own.is_file() else path


def check_shapes(triples: bytes, *, strict: bool = False) -> list[tuple[str, str]]:
    """Return what breaks shapes.ttl: pairs of the IRI at fault and the problem in words, sorted.

    `strict` adds what shapes.ttl only warns of: what a shipped relation has and a user's need not have.
    """
    import pyshacl
    from rdflib import Graph, Namespace

    sh = Namespace("http://www.w3.org/ns/shacl#")
    data, shapes = Graph().parse(data=triples, format="nt"), Graph().parse(shipped("shapes.ttl"))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    found = {
        (str(report.value(result, sh.focusNode)), str(report.value(result, sh.resultMessage)))
        for severity in ((sh.Violation, sh.Warning) if strict else (sh.Violation,))
        for result in report.subjects(sh.resultSeverity, severity)
    }
    return sorted(found)


def _read(path: Path, name: str) -> Source:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name}: cannot be read as UTF-8 text: {error}") from error
    parser = parse(text.encode(), RdfFormat.TURTLE)
    try:
        triples = [quad.triple for quad in parser]
    except SyntaxError as error:
        raise ConfigError(f"{name}:{error.lineno}: {re.sub(r'^Parser error at .*?: ', '', str(error.msg))}") from error
    values, nameless = [], []
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            values.append((triple.subject.value, triple.predicate.value, triple.object.value))
        else:
            nameless.append(triple.predicate.value)
    lines = frozenset(serialize([triple], format=RdfFormat.N_TRIPLES) or b"" for triple in triples)
    source = Source(name, text, tuple(values), lines, dict(parser.prefixes))
    if nameless:
        predicate = source.short(nameless[0])
        raise ConfigError(f"{source.where(predicate)}: a node without a name at {predicate}; give it one, such as kg:myTerm")
    return source


def _build(terms: Terms, triples: bytes) -> Ontology:
    classes = {info.name: info for info in _classes(terms)}
    relations = {relation.name: relation for relation in _relations(terms, classes)}
    metrics = {metric.name: metric for metric in _metrics(terms)}
    cues: dict[str, frozenset[str]] = {}
    for iri in terms.of_type(ONTOLOGY + "Cue"):
        operator = terms.first(iri, ONTOLOGY + "operator")
        cues[operator] = cues.get(operator, frozenset()) | terms.words(iri, "word")
    lineage = {name: _lineage(name, classes) for name in classes}
    nouns = {noun: info.name for info in classes.values() for noun in sorted(info.nouns)}
    prefixes = {name: base for source in terms.sources for name, base in source.prefixes.items() if name}
    digest = "sha256:" + hashlib.sha256(triples).hexdigest()
    return Ontology(classes, relations, metrics, cues, prefixes, digest, triples, lineage, nouns)


def _classes(terms: Terms) -> Iterator[ClassInfo]:
    known = terms.of_type(OWL + "Class")
    for iri in known:
        parents = terms.all(iri, RDFS + "subClassOf")
        for parent in parents:
            if parent not in known:
                raise terms.error(iri, f"is below the unknown class {local_name(parent)}", "rdfs:subClassOf")
        yield ClassInfo(
            local_name(iri),
            iri,
            terms.first(iri, RDFS + "label", local_name(iri)),
            terms.first(iri, RDFS + "comment"),
            tuple(local_name(parent) for parent in parents),
            terms.words(iri, "noun"),
            terms.first(iri, ONTOLOGY + "kind"),
        )


def _lineage(name: str, classes: Mapping[str, ClassInfo]) -> tuple[str, ...]:
    found = [name]
    for each in found:  # grows while it is read: breadth first, so nearest ancestors come first
        found += [parent for parent in classes[each].parents if parent not in found]
    return tuple(found)


def _relations(terms: Terms, classes: Mapping[str, ClassInfo]) -> Iterator[Relation]:
    for iri in terms.of_type(OWL + "ObjectProperty", OWL + "DatatypeProperty"):
        if not iri.startswith(ONTOLOGY):
            raise terms.error(iri, f"is a relation outside of <{ONTOLOGY}>; write it with that prefix")
        implied = terms.first(iri, ONTOLOGY + "impliedObject")
        yield Relation(
            iri.removeprefix(ONTOLOGY),
            iri,
            terms.first(iri, RDFS + "label", local_name(iri)),
            terms.first(iri, RDFS + "comment"),
            _ends(terms, iri, "domain", classes),
            _ends(terms, iri, "range", classes),
            inverse=terms.first(iri, ONTOLOGY + "inverseLabel") or None,
            patterns=tuple(_patterns(terms, iri)),
            examples=tuple(terms.all(iri, SKOS + "example")),
            counter_examples=tuple(terms.all(iri, ONTOLOGY + "counterExample")),
            symmetric=OWL + "SymmetricProperty" in terms.all(iri, RDF + "type"),
            one_at_a_time=terms.flag(iri, "oneAtATime"),
            repeatable=terms.flag(iri, "repeatable"),
            event=terms.flag(iri, "event"),
            ends=tuple(local_name(other) for other in terms.all(iri, ONTOLOGY + "ends")),
            implied_object=local_name(implied) if implied else None,
            except_subject=tuple(local_name(other) for other in terms.all(iri, ONTOLOGY + "exceptSubject")),
            except_object=tuple(local_name(other) for other in terms.all(iri, ONTOLOGY + "exceptObject")),
            aligned=terms.aligned(iri),
        )


def _ends(terms: Terms, iri: str, side: str, classes: Mapping[str, ClassInfo]) -> tuple[str, ...]:
    names = [_LITERALS.get(other, local_name(other)) for other in terms.all(iri, RDFS + side)]
    for name in names:
        if name not in classes and not (side == "range" and name in LITERAL_RANGES):
            near = get_close_matches(name, classes, 1)
            hint = f"; did you mean kg:{near[0]}?" if near else "; declare it as an owl:Class"
            raise terms.error(iri, f"has the unknown class {name} as its {side}{hint}", f"rdfs:{side}")
    return tuple(names)


def _patterns(terms: Terms, iri: str) -> Iterator[Pattern]:
    for name, status in _GIVES.items():
        for text in terms.all(iri, ONTOLOGY + name):
            try:
                pattern = parse_pattern(text)
            except ValueError as error:
                raise terms.error(iri, f'has the pattern "{text}": {error}', f"kg:{name}", f'"{text}"') from error
            yield replace(pattern, gives=status)


def _metrics(terms: Terms) -> Iterator[Metric]:
    for iri in terms.of_type(ONTOLOGY + "Metric"):
        if not iri.startswith(METRIC):
            raise terms.error(iri, f"is a metric outside of <{METRIC}>; write it with that prefix")
        yield Metric(
            iri.removeprefix(METRIC),
            iri,
            terms.first(iri, RDFS + "label", local_name(iri)),
            terms.first(iri, RDFS + "comment"),
            terms.words(iri, "noun"),
            terms.first(iri, ONTOLOGY + "unit"),
            terms.aligned(iri),
        )
