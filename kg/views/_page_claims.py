"""The claims of the explorer's page, as columns in blocks: a block a few thousand claims, so that none holds the page up.

The claims come edge by edge; an edge knows how many it has. A sentence stands once a block, in `sentences`, with the offset of
its first character in its document; spans are code points within the sentence, two numbers a claim, -1 where an end stands
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from kg.records import StoredClaim
from kg.views._page import STATUSES, Page, Strings

BLOCK = 4000
_DETAILS = {
    "price": "price",
    "currency": "currency",
    "stake": "stake",
    "condition": "condition",
    "time": "time",
    "valid_from": "validFrom",
    "valid_until": "validUntil",
    "value": "value",
    "unit": "unit",
    "period": "period",
    "comparison": "comparison",
}


def claim_blocks(page: Page) -> Iterator[dict[str, Any]]:
    """Yield the blocks, in the order of the page's edges."""
    documents = {iri: number for number, iri in enumerate(page.documents)}
    every = (claim for claims in page.claims for claim in claims)
    while claims := list(islice(every, BLOCK)):
        yield _block(claims, documents)


def _block(claims: Sequence[StoredClaim], documents: dict[str, int]) -> dict[str, Any]:
    strings, sentences = Strings(), Strings()
    starts: dict[int, int] = {}
    places = []
    for claim in claims:
        # One sentence can stand in two documents, and twice in one.
        place = sentences.number(f"{claim.document}\n{claim.start}\n{claim.sentence}")
        starts.setdefault(place, claim.start)
        places.append(place)
    return {
        "document": [documents[claim.document] for claim in claims],
        "sentence": places,
        "subject": [offset for claim in claims for offset in _span(claim, claim.subject_start, claim.subject_end)],
        "object": [offset for claim in claims for offset in _span(claim, claim.object_start, claim.object_end)],
        "status": [STATUSES.index(claim.status) for claim in claims],
        "confidence": [round(claim.confidence * 1000) for claim in claims],
        "extractor": [strings.number(claim.extractor) for claim in claims],
        "pattern": [strings.number(claim.pattern) for claim in claims],
        "saidBy": {at: strings.number(claim.source_label) for at, claim in enumerate(claims) if claim.source_label},
        "relayedBy": {at: strings.number(claim.relay_label) for at, claim in enumerate(claims) if claim.relay_label},
        "details": {at: told for at, claim in enumerate(claims) if (told := _details(claim, strings))},
        "strings": strings.all(),
        "sentences": [text.split("\n", 2)[2] for text in sentences.all()],
        "starts": [starts[place] for place in range(len(starts))],
    }


def _span(claim: StoredClaim, start: int, end: int) -> tuple[int, int]:
    return (start - claim.start, end - claim.start) if claim.start <= start < end <= claim.end else (-1, -1)


def _details(claim: StoredClaim, strings: Strings) -> dict[str, int]:
    told = {name: strings.number(text) for key, name in _DETAILS.items() if (text := getattr(claim, key))}
    return told | ({"change": strings.number("true")} if claim.change else {})
