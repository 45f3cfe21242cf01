"""What Turtle files say of each subject, and where: a mistake is reported by file and line. Knows no RDF library's terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import ConfigError
from kg.iris import ONTOLOGY

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_MATCHES = {
    SKOS + "exactMatch": "exactMatch",
    SKOS + "closeMatch": "closeMatch",
    SKOS + "broadMatch": "broadMatch",
    ONTOLOGY + "inverseMatch": "inverseMatch",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A Turtle file: its text, its triples as texts (subject, predicate, object) and as lines of N-Triples, its prefixes."""

    name: str
    text: str
    triples: tuple[tuple[str, str, str], ...]
    lines: frozenset[bytes]
    prefixes: Mapping[str, str]

    def where(self, subject: str, *within: str) -> str:
        """Return `FILE:LINE` of a subject, or of what stands below it, as far as the text has these words."""
        word = re.escape(subject) + r"(?![\w-])"
        found = re.search(r"(?m)^[ \t]*" + word, self.text) or re.search(word, self.text)
        at = found.start() + len(found[0]) - len(subject) if found else 0
        for each in within:
            later = self.text.find(each, at)
            at = later if later >= 0 else at
        return f"{self.name}:{self.text.count(chr(10), 0, at) + 1}"

    def short(self, iri: str) -> str:
        """Return an IRI as the file writes it."""
        names = (f"{name}:{iri.removeprefix(base)}" for name, base in self.prefixes.items() if base and iri.startswith(base))
        return next(names, f"<{iri}>")


class Terms:
    """Looks up what some sources together say of a subject, in the order in which they say it."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.about: dict[str, dict[str, list[str]]] = {}
        for source in sources:
            for subject, predicate, value in source.triples:
                values = self.about.setdefault(subject, {}).setdefault(predicate, [])
                if value not in values:
                    values.append(value)

    def of_type(self, *types: str) -> list[str]:
        """Return the subjects that are of one of these types."""
        return [iri for iri, said in self.about.items() if not set(types).isdisjoint(said.get(RDF + "type", ()))]

    def all(self, iri: str, predicate: str) -> list[str]:
        """Return all values of a subject's predicate."""
        return self.about[iri].get(predicate, [])

    def first(self, iri: str, predicate: str, default: str = "") -> str:
        """Return the first value of a subject's predicate, or the default."""
        return next(iter(self.all(iri, predicate)), default)

    def flag(self, iri: str, name: str) -> bool:
        """Return whether a property of ours is true of a subject."""
        return self.first(iri, ONTOLOGY + name) in ("true", "1")

    def words(self, iri: str, name: str) -> frozenset[str]:
        """Return the words of a property of ours: `|` stands between them, `_` for a blank within one."""
        texts = self.all(iri, ONTOLOGY + name)
        return frozenset(word.replace("_", " ") for text in texts for word in re.split(r"[|\s]+", text) if word)

    def aligned(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Return pairs of a mapping's name and the foreign IRI."""
        return tuple((short, other) for long, short in _MATCHES.items() for other in self.all(iri, long))

    def error(self, iri: str, problem: str, *within: str) -> ConfigError:
        """Return the error that names the last file that speaks of a subject, and the line of what is wrong with it."""
        source = next(s for s in reversed(self.sources) if any(subject == iri for subject, _, _ in s.triples))
        short = source.short(iri)
        return ConfigError(f"{source.where(short, *within)}: {short} {problem}")


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/`.

    >>> local_name("https://w3id.org/claimgraph/ontology#acquires")
    'acquires'
    """
    return re.split(r"[#/]", iri)[-1]
