"""From what single sentences gave to the claims of one document: doubles, headlines, and events that are only presupposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.draft import Draft, Reader
from kg.model import Claim, Dropped, Flag, Kind, Mention, Moment, Quantity, Status

Key = tuple[str, str, str]
# A sentence that says the narrower says the wider too: the office is enough.
NARROWER = {
    "leads": ("chiefExecutiveOf", "chairOf"),
    "worksFor": ("chiefExecutiveOf", "chairOf", "leads"),
    "locatedIn": ("headquarteredIn",),
    "operatesIn": ("headquarteredIn", "locatedIn"),
    "acquires": ("orders",),
}
_STRENGTH = {Status.POSSIBLE: 0, Status.PLANNED: 1}


def settle(reader: Reader, drafts: Sequence[Draft]) -> Iterator[Claim | Dropped]:
    """Yield each sentence's claims once, with these rules.

    A triple found twice in a sentence is one claim: the one said outright, then the stronger status, then the surer. A headline's
    claim has the status that the body gives it: headlines say "buys" of a plan. An event that a noun only presupposes ("after the
    takeover of X by Y") has the status that the document last gave it, or first gives it where nothing came before.
    """
    best: dict[tuple[int, int, Key], Draft] = {}
    for draft in drafts:
        place = (draft.passage, draft.sentence, _key(draft.claim))
        if place not in best or _rank(draft) > _rank(best[place]):
            best[place] = draft
    body = [d for d in best.values() if not _is_heading(reader, d)]
    settled = {_key(d.claim): d.claim.status for d in sorted(body, key=lambda d: not d.bare)}  # the last outright word
    told = {_key(d.claim): d.claim.status for d in reversed(best.values()) if not d.bare}  # the first one, for now
    for (passage, sentence, key), draft in best.items():
        claim, heading = draft.claim, _is_heading(reader, draft)
        if any((passage, sentence, (key[0], other, key[2])) in best for other in NARROWER.get(claim.relation, ())):
            continue
        if heading and _has_local_end(reader, claim):
            continue  # headlines drop the words that would tell a verb from a noun
        back = best.get((passage, sentence, (key[2], key[1], key[0])))
        if back is not None and not _may_turn(reader, claim, back.claim):
            what = f"{claim.subject.text} {claim.relation} {claim.object.text}"
            yield Dropped(claim.evidence.start, claim.evidence.end, what, "the same sentence says the reverse no less surely")
        elif heading and key in settled:
            yield replace(claim, status=settled[key])
        elif draft.bare:
            yield replace(claim, status=told.get(key, claim.status))
        else:
            told[key] = claim.status
            yield claim


def _is_heading(reader: Reader, draft: Draft) -> bool:
    return reader.parsed.passages[draft.passage].kind != Kind.PARAGRAPH


def _has_local_end(reader: Reader, claim: Claim) -> bool:
    return any(isinstance(end, Mention) and reader.is_local(end) for end in (claim.subject, claim.object))


def _may_turn(reader: Reader, claim: Claim, back: Claim) -> bool:
    """Whether a claim may stand beside its reverse."""
    return reader.parsed.ontology.relations[claim.relation].symmetric or back.confidence < claim.confidence


def _rank(draft: Draft) -> tuple[bool, int, float]:
    return (not draft.bare, _STRENGTH.get(draft.claim.status, 2), draft.claim.confidence)


def _key(claim: Claim) -> Key:
    return claim.subject.entity.iri, claim.relation, _value(claim.object)


def _value(end: Mention | Quantity | Moment | Flag) -> str:
    if isinstance(end, Mention):
        return end.entity.iri
    if isinstance(end, Flag):
        return "true"
    return end.value if isinstance(end, Moment) else f"{end.value} {end.unit}"
