"""Ends that a sentence leaves out: the parent in a spin-off, the firm of "the chief executive", whose rival somebody is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.arguments import controllers, sentences_of
from kg.attribution import in_quotes
from kg.draft import Draft, Reader
from kg.matching import Match
from kg.model import Claim, Kind, Mention, Status, Terms

_SUBJECTS = ("nsubj", "nsubjpass", "poss")
_OFFICES = ("chiefExecutiveOf", "chairOf", "leads")
_UNITS = frozenset({"subsidiary", "unit", "division", "arm", "offshoot"})
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
        return replace(left, entity=owner.entity) if owner is not None else None
    if match.pattern.form == "be" and relation.symmetric:
        return _counterpart(reader, passage, match, left)
    if match.relation == "subsidiaryOf" and _is_the_unit(match.frame.head):
        return _parent(reader, passage, sentence, match.frame.head, left)  # "the lift subsidiary, Ascenza"
    if relation.one_at_a_time and not _is_indefinite(match.frame.head):
        firm = _firm_in_view(reader, passage, sentence)
        return reader.at(passage, match.frame.head, firm) if firm is not None else None
    return None


def speaking_firm(reader: Reader, passage: int, sentence: Span, token: Token) -> Mention | None:
    """Return the firm that an unlinked "we" speaks for: the one in view outside the quote."""
    firm = _firm_in_view(reader, passage, sentence) if token.lower_ == "we" else None
    return reader.at(passage, token, firm) if firm is not None else None


def predecessors(reader: Reader, found: Sequence[Draft], before: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the offices that a succession implies: the successor's, and the predecessor's, who holds it until then.

    The office is the one that the document gives either of them, in the same sentence or earlier.
    """
    for draft in found:
        claim = draft.claim
        if (
            claim.relation != "succeeds"
            or claim.status not in (Status.ACTUAL, Status.PLANNED)
            or not isinstance(claim.object, Mention)
        ):
            continue
        done = claim.status == Status.ACTUAL
        new, old = claim.subject, claim.object
        theirs = {end.entity: [d.claim for d in (*before, *found) if _holds(reader, d.claim, end)] for end in (new, old)}
        if {claim.relation for claim in theirs[new.entity]} & {claim.relation for claim in theirs[old.entity]}:
            continue  # the text says it itself
        if theirs[old.entity]:
            yield _office(draft, new, theirs[old.entity][-1], Status.ACTUAL if done else Status.PLANNED)
        elif theirs[new.entity] and theirs[new.entity][-1].relation != "leads":  # that may be the post left
            yield _office(draft, old, theirs[new.entity][-1], Status.FORMER if done else Status.ACTUAL)


def _holds(reader: Reader, claim: Claim, person: Mention) -> bool:
    named = isinstance(claim.object, Mention) and not reader.is_local(claim.object)
    return claim.relation in _OFFICES and claim.subject.entity == person.entity and named


def _office(draft: Draft, holder: Mention, known: Claim, status: Status) -> Draft:
    claim = draft.claim
    firm = known.object
    assert isinstance(firm, Mention)  # as _holds has it
    if not claim.evidence.start <= firm.start < claim.evidence.end:
        firm = replace(holder, entity=firm.entity)
    time = claim.terms.time
    terms = Terms(valid_until=time) if status == Status.FORMER else Terms(valid_from=time)
    confidence = round(claim.confidence - 0.1, 2)
    office = replace(
        claim, subject=holder, relation=known.relation, object=firm, status=status, terms=terms, confidence=confidence
    )
    return replace(draft, claim=office)


def _is_the_unit(noun: Token) -> bool:
    return noun.lemma_.lower() in _UNITS and any(child.lower_ == "the" for child in noun.children)


def _parent(reader: Reader, passage: int, sentence: Span, noun: Token, unit: Mention) -> Mention | None:
    """Return the firm in view as the parent of "the subsidiary", unless that is the unit itself."""
    firm = _firm_in_view(reader, passage, sentence)
    if firm is None or firm.entity == unit.entity:
        titled = dict(_titled(reader))
        firm = next(iter(titled.values())) if len(titled) == 1 else None
    if firm is None or firm.entity == unit.entity:
        return None
    return reader.at(passage, noun, firm)


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
    before: dict[str, Mention] = {}
    if sentence.start > 0:
        before = dict(_firms(reader, passage, doc[sentence.start - 1].sent, every=False))
    elif passage > 0 and len(reader.parsed.docs[passage - 1]):
        before = dict(_firms(reader, passage - 1, reader.parsed.docs[passage - 1][-1].sent, every=False))
    if len(before) == 1:
        return next(iter(before.values()))
    titled = dict(_titled(reader)) if not before else {}
    return next(iter(titled.values())) if len(titled) == 1 else None


def _titled(reader: Reader) -> Iterator[tuple[str, Mention]]:
    """Yield the companies of the headline: whom a background sentence without any company speaks of."""
    for number, passage in enumerate(reader.parsed.passages):
        if passage.kind == Kind.TITLE:
            for sentence in sentences_of(reader.parsed.docs[number]):
                yield from _firms(reader, number, sentence, every=True)


def _firms(reader: Reader, passage: int, sentence: Span, *, every: bool) -> Iterator[tuple[str, Mention]]:
    for token in sentence:
        if (every or _acts(token)) and not in_quotes(token):
            mention = reader.parsed.mention(passage, token)
            if (
                mention is not None
                and not reader.is_local(mention)
                and reader.parsed.ontology.is_a(mention.entity.type, "Company")
            ):
                yield mention.entity.iri, mention


def _acts(token: Token) -> bool:
    """Whether a word is a subject or owner, or joined to one: of "X and Y", neither is the one in view."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in _SUBJECTS


def _is_indefinite(noun: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in _INDEFINITE for child in noun.children)
