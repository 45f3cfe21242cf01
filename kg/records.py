"""One claim as it is read back from a store: flat, every end an IRI with its label and class. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """What the evidence graph of one document says of one claim.

    `relation` is the ontology's local name or `metric:NAME`. `object` is an IRI where `object_type` names a class, else the
    literal's text. Numbers (`value`, `price`, `stake`) are the decimal texts of the store, to be written back as is;
    times are ISO 8601 texts, `said` a day. `about` is the claim on whose deal the subject acts. Offsets are code points of the
    document, end exclusive, -1 where an end has no mention.
    """

    iri: str
    subject: str
    subject_label: str
    subject_type: str
    relation: str
    object: str
    object_label: str
    object_type: str
    status: str
    confidence: float
    document: str
    document_source: str
    sentence: str
    said: str | None = None
    value: str | None = None
    unit: str | None = None
    period: str | None = None
    change: bool = False
    comparison: str | None = None
    price: str | None = None
    currency: str | None = None
    stake: str | None = None
    condition: str | None = None
    about: str | None = None
    source: str | None = None
    source_label: str | None = None
    source_type: str | None = None
    relay: str | None = None
    relay_label: str | None = None
    relay_type: str | None = None
    time: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    start: int = -1
    end: int = -1
    subject_start: int = -1
    subject_end: int = -1
    object_start: int = -1
    object_end: int = -1
    extractor: str = ""
    pattern: str = ""

    @property
    def is_literal(self) -> bool:
        """Whether the object is a number, a time or a text and so has no entity."""
        return not self.object_type

    @property
    def is_observation(self) -> bool:
        """Whether the claim measures something."""
        return self.relation.startswith("metric:")
