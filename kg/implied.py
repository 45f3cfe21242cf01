"""Ends that a sentence leaves out: the parent in a spin-off, the firm of "the chief executive", whose rival somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.arguments import controllers
from kg.draft import Draft, Reader
from kg.matching import Match
from kg.model import Mention, Status, Terms

_SUBJECTS = ("nsubj", "nsubjpass", "poss")
_OFFICES = ("chiefExecutiveOf", "chairOf", "leads")
_INDEFINITE = ("a", "an", "any", "another")


def stand_in(match: Match) -> tuple[Token, ...]:
    """Return the noun itself where it is said of nothing else: "Alibaba's chip unit reported" makes the unit Alibaba's."""
    noun = match.frame.head
    if match.frame.form != "noun" or match.pattern.form != "be" or not match.objects or noun.pos_ == "ADJ":
        return ()
    return () if _is_indefinite(noun) or noun.dep_ in ("attr", "compound", "nmod", "appos") else (noun,)


def implied(reader: Reader, passage: int, sentence: Span, match: Match, left: Mention, drafts: Sequence[Draft]) -> Mention | None:
    """Return the object that a sentence leaves out, at the words that imply it; None where nothing is sure."""
    relation = reader.parsed.ontology.relations[match.relation]
    if not match.pattern.has_object and relation.implied_object and relation.implied_object != match.relation:
        wanted = relation.implied_object
        known = [d.claim.object for d in drafts if d.claim.relation == wanted and d.claim.subject.entity == left.entity]
        owner = next((end for end in reversed(known) if isinstance(end, Mention)), None)
        return _at(owner, left.start, left.end, left.text) if owner is not None else None
    if match.pattern.form == "be" and relation.symmetric:
        return _counterpart(reader, passage, match, left)
    if relation.one_at_a_time and not _is_indefinite(match.frame.head):
        firm = _firm_in_view(reader, passage, sentence)
        token = match.frame.head
        start = reader.parsed.passages[passage].start + token.idx
        return _at(firm, start, start + len(token), token.text) if firm is not None else None
    return None


def predecessors(found: Sequence[Draft], before: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the office of whoever is succeeded: former, or still held where the successor is only to come.

    The office is the one that the document gives the successor, in the same sentence or earlier.
    """
    for draft in found:
        claim = draft.claim
        if claim.relation != "succeeds" or claim.status not in (Status.ACTUAL, Status.PLANNED):
            continue
        offices = [
            d.claim for d in (*before, *found) if d.claim.relation in _OFFICES and d.claim.subject.entity == claim.subject.entity
        ]
        if offices and isinstance(claim.object, Mention) and isinstance(offices[-1].object, Mention):
            place = claim.object
            firm = offices[-1].object
            if not claim.evidence.start <= firm.start < claim.evidence.end:
                firm = _at(firm, place.start, place.end, place.text)
            status = Status.FORMER if claim.status == Status.ACTUAL else Status.ACTUAL
            office = replace(
                claim, subject=place, relation=offices[-1].relation, object=firm, status=status, terms=_ended(claim.terms)
            )
            yield replace(draft, claim=replace(office, confidence=round(claim.confidence - 0.1, 2)))


def _ended(terms: Terms) -> Terms:
    return Terms(valid_until=terms.time)


def _counterpart(reader: Reader, passage: int, match: Match, left: Mention) -> Mention | None:
    """Return whose rival or partner it is where no possessor says so: the owner or subject that the noun depends on."""
    noun = match.frame.head
    relation = reader.parsed.ontology.relations[match.relation]
    beside = noun.head.head if noun.dep_ in ("compound", "nmod") and noun.head.dep_ == "conj" else None
    for token in (beside,) if beside is not None else controllers(noun):
        other = reader.end(passage, token, relation.range)
        if other is not None and other.entity != left.entity:
            return other
    return None


def _firm_in_view(reader: Reader, passage: int, sentence: Span) -> Mention | None:
    """Return the only company that the sentence names, else its subject, else the only subject of the sentence before."""
    here = dict(_firms(reader, passage, sentence, every=True))
    if len(here) == 1:
        return next(iter(here.values()))
    acting = dict(_firms(reader, passage, sentence, every=False))
    if here:
        return next(iter(acting.values())) if len(acting) == 1 else None
    doc = reader.parsed.docs[passage]
    if sentence.start > 0:
        before = dict(_firms(reader, passage, doc[sentence.start - 1].sent, every=False))
    elif passage > 0 and len(reader.parsed.docs[passage - 1]):
        before = dict(_firms(reader, passage - 1, reader.parsed.docs[passage - 1][-1].sent, every=False))
    else:
        return None
    return next(iter(before.values())) if len(before) == 1 else None


def _firms(reader: Reader, passage: int, sentence: Span, *, every: bool) -> Iterator[tuple[str, Mention]]:
    for token in sentence:
        if every or token.dep_ in _SUBJECTS:
            mention = reader.parsed.mention(passage, token)
            if (
                mention is not None
                and not reader.is_local(mention)
                and reader.parsed.ontology.is_a(mention.entity.type, "Company")
            ):
                yield mention.entity.iri, mention


def _is_indefinite(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _INDEFINITE for child in noun.children)


def _at(entity: Mention, start: int, end: int, text: str) -> Mention:
    return Mention(start, end, text, entity.entity)
