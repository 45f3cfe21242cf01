"""What the shipped pipeline reads in a text: claims, and the same as lines that a table can name."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg.iris import BASE
from kg.model import Claim, Document, Dropped, Flag, Mention, Moment
from kg.pipeline import Pipeline


@cache
def pipeline() -> Pipeline:
    """The pipeline as a user gets it."""
    return Pipeline.load()


@cache
def claims(text: str) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return what an article of 12 January 2026 says, and what was dropped."""
    document = Document(f"{BASE}document/test.txt", "test.txt", text, "sha256:0", published=date(2026, 1, 12))
    found, dropped = pipeline().claims(document)
    return tuple(found), tuple(dropped)


def read(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text."""
    return claims(text)[0]


def only(text: str, relation: str) -> Claim:
    """Return the one claim of this relation."""
    (claim,) = (claim for claim in read(text) if claim.relation == relation)
    return claim


def lines(text: str, *relations: str) -> list[str]:
    """Return each claim, or those of some relations, as `Subject relation Object status`, in the order of the text."""
    return [
        f"{claim.subject.entity.label} {claim.relation} {_object(claim)} {claim.status}"
        for claim in read(text)
        if not relations or claim.relation in relations
    ]


def attributed(text: str) -> set[str]:
    """Return the lines, and each with a source again with ` < source` behind it."""
    return {
        f"{line}{source}"
        for claim, line in zip(read(text), lines(text), strict=True)
        for source in ("", *([f" < {claim.source.entity.label}"] if claim.source else []))
    }


def _object(claim: Claim) -> str:
    if isinstance(claim.object, Mention):
        return claim.object.entity.label
    if isinstance(claim.object, Flag):
        return "true"
    return claim.object.value if isinstance(claim.object, Moment) else str(claim.object.value)
