"""The data types that pass between the parts. Imports nothing of ours.

    Document ─► Passage ─► Mention(Entity) ─► Claim(Mention, relation, Mention|Quantity|Moment|Flag) ─► Result ─► Edge

Offsets are Unicode code points of `Document.text`, end exclusive, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """How far a claim is from fact; the value is the local name of the ontology's term."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CANCELLED = "cancelled"
    DENIED = "denied"
    FORMER = "former"


class Kind(StrEnum):
    """What a passage is; claims come from TITLE, HEADING and PARAGRAPH alone."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    `iri` comes from the source, never from the content. `digest` is `sha256:…` of everything a reader took from the source
    (text and metadata). `extracted` is true where `text` is not the file's own text (HTML, JSON), so that a copy must be kept.
    """

    iri: str
    source: str
    text: str
    digest: str
    title: str | None = None
    published: date | None = None
    modified: date | None = None
    publisher: str | None = None
    extracted: bool = False

    @property
    def said(self) -> date | None:
        """The day on which the document speaks: its last change, else its publication."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: `text == document.text[start:start + len(text)]`."""

    start: int
    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a mention names. `type` is an ontology class's local name, `Company`."""

    iri: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a document that names an entity. `text` is the document's own."""

    start: int
    end: int
    text: str
    entity: Entity


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: `USD` and the like for money, `%`, a noun's plural lemma for counts (`jobs`), `` for none."""

    start: int
    end: int
    text: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as ISO 8601: a date of reduced precision (`2018`, `2025-05`, `2026-02-19`) or an interval `START/END` of days."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Stands for the object of a relation that has none of its own (`goesPublic true`): the words that say it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it: `quote == document.text[start:end]`; `document` is the document's IRI."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands on a deal or an office: price, stake (per cent), condition, and its times in ISO 8601."""

    price: Decimal | None = None
    currency: str | None = None
    stake: Decimal | None = None
    condition: str | None = None
    time: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands on an observation. `change` is true where the number is a change and not a level."""

    period: str | None = None
    change: bool = False
    comparison: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says.

    `relation` is the ontology's local name (`acquires`), or `metric:NAME` for an observation, whose object is a Quantity and
    which alone has a `measure`. `source` is the innermost one that states it, `relay` who passes it on. `about` is the IRI of
    the claim (of the same document) on whose deal the subject acts. `pattern` names the ontology's pattern or the model's head.
    """

    subject: Mention
    relation: str
    object: Mention | Quantity | Moment | Flag
    evidence: Evidence
    status: Status
    confidence: float
    extractor: str
    pattern: str
    source: Mention | None = None
    relay: Mention | None = None
    terms: Terms = field(default_factory=Terms)
    measure: Measure | None = None
    about: str | None = None


NO_PATTERN = "no pattern names this frame"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A frame or claim that was not kept: where in the document, and the reason in plain words."""

    start: int
    end: int
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the pipeline did on one document. `unclaimed` counts frames (`acquire`, `invest in`) that no pattern names."""

    document: str
    source: str
    claims: int = 0
    by_relation: tuple[tuple[str, int], ...] = ()
    by_status: tuple[tuple[str, int], ...] = ()
    unclaimed: tuple[tuple[str, int], ...] = ()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The boundary between extraction and everything after it: one document's named graph as N-Quads, and a small report."""

    nquads: bytes
    report: Report


@dataclass(frozen=True, slots=True)
class Selection:
    """What a view or an export shows; the default is everything an edge needs."""

    about: str | None = None
    depth: int = 1
    since: date | None = None
    as_of: date | None = None
    facts_only: bool = False
    min_confidence: float = 0.5
    limit: int | None = None
