"""From what single sentences gave to the claims of one document: doubles, headlines, and events that are only presupposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.draft import Draft
from kg.model import Claim, Dropped, Flag, Kind, Mention, Moment, Quantity, Status
from kg.parsed import Parsed

Key = tuple[str, str, str]
# A sentence that says the narrower says the wider too: the office is enough.
_NARROWER = {
    "leads": ("chiefExecutiveOf", "chairOf"),
    "worksFor": ("chiefExecutiveOf", "chairOf", "leads"),
    "locatedIn": ("headquarteredIn",),
    "operatesIn": ("headquarteredIn", "locatedIn"),
    "acquires": ("orders",),
}
_STRENGTH = {Status.POSSIBLE: 0, Status.PLANNED: 1}


def settle(parsed: Parsed, drafts: Sequence[Draft]) -> Iterator[Claim | Dropped]:
    """Yield each sentence's claims once, with these rules.

    A triple found twice in a sentence is one claim: the one said outright, then the stronger status, then the surer. A headline's
    claim has the status that the body gives it: headlines say "buys" of a plan. An event that a noun only presupposes ("after the
    takeover of X by Y") has the status that the document last gave it.
    """
    best: dict[tuple[int, int, Key], Draft] = {}
    for draft in drafts:
        place = (draft.passage, draft.sentence, _key(draft.claim))
        if place not in best or _rank(draft) > _rank(best[place]):
            best[place] = draft
    kept = list(best.values())
    paragraphs = [d for d in kept if parsed.passages[d.passage].kind == Kind.PARAGRAPH]
    body = {_key(d.claim): d.claim.status for d in sorted(paragraphs, key=lambda d: not d.bare)}  # the last outright word
    told: dict[Key, Status] = {}
    for draft in kept:
        if not draft.bare:
            told.setdefault(_key(draft.claim), draft.claim.status)
    for draft in kept:
        claim, key = draft.claim, _key(draft.claim)
        if any((draft.passage, draft.sentence, (key[0], other, key[2])) in best for other in _NARROWER.get(claim.relation, ())):
            continue
        if parsed.passages[draft.passage].kind != Kind.PARAGRAPH and _has_local_end(parsed, claim):
            continue  # headlines drop the words that would tell a verb from a noun
        if not parsed.ontology.relations[claim.relation].symmetric:
            back = best.get((draft.passage, draft.sentence, (key[2], key[1], key[0])))
            if back is not None and back.claim.confidence >= claim.confidence:
                what = f"{claim.subject.text} {claim.relation} {claim.object.text}"
                yield Dropped(claim.evidence.start, claim.evidence.end, what, "the same sentence says the reverse no less surely")
                continue
        if parsed.passages[draft.passage].kind != Kind.PARAGRAPH and key in body:
            claim = replace(claim, status=body[key])
        elif draft.bare and key in told:
            claim = replace(claim, status=told[key])
        elif not draft.bare:
            told[key] = claim.status
        yield claim


def _has_local_end(parsed: Parsed, claim: Claim) -> bool:
    local = parsed.document.iri + "#"
    return any(isinstance(end, Mention) and end.entity.iri.startswith(local) for end in (claim.subject, claim.object))


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
