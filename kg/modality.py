"""What an event's own words say of how far it is from fact: its auxiliaries, negation, adverbs, adjectives, questions."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.governors import auxiliaries as own_auxiliaries
from kg.model import Status
from kg.operators import Cues, operator_of

# One letter each, since there are so many of them; M is for "may be".
A, P, M, C, D, F = Status.ACTUAL, Status.PLANNED, Status.POSSIBLE, Status.CANCELLED, Status.DENIED, Status.FORMER

MODALS = frozenset({"may", "might", "could", "can", "ca"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll", "must", "should"})
WOULD = frozenset({"would", "'d", "’d"})
_INVERTED = frozenset({"should", "had", "were"})  # "Should X buy Y, prices would rise"
_SHORT_OF = frozenset({"nearly", "almost"})  # "nearly bought" it did not
_BY_DEGREES = frozenset({"double", "triple", "treble", "quadruple", "halve", "complete", "finish"})
_PERHAPS = frozenset("perhaps maybe possibly probably presumably conceivably potentially".split())
_NOBODY = frozenset({"nobody", "none", "neither"})
# What an adjective of a class makes of its noun: "a planned takeover", "the failed bid", "the sale is unlikely".
MODIFIERS = {
    "plan": P,
    "expect": P,
    "consider": M,
    "think": M,
    "doubt": M,
    "cancel": C,
    "block": C,
    "fail": C,
    "complete": A,
    "delay": P,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, and the words that led to it, outermost last."""

    status: Status
    cues: tuple[str, ...] = ()


def own_reading(token: Token, cues: Cues) -> Reading:
    """Return how far an event is from fact by its own words alone."""
    if token.pos_ not in ("VERB", "AUX"):
        return _own_noun(token, cues)
    lefts = {child.lower_ for child in token.children if child.i < token.i or child.dep_ in ("neg", "advmod")}
    negated = any(child.dep_ == "neg" for child in token.children) or _negative_subject(token) or "neither" in lefts
    auxiliaries = own_auxiliaries(token)
    shared = token
    while not auxiliaries and shared.dep_ == "conj" and _shares_subject(shared):
        negated = negated or any(child.dep_ == "cc" and child.lower_ == "nor" for child in shared.head.children)
        shared = shared.head  # "will spin off X and list it": the second verb's auxiliary is the first's
        auxiliaries = own_auxiliaries(shared)
        negated = negated or (any(c.dep_ == "neg" for c in shared.children) and not _contrast(token))
    if "longer" in lefts and ("no" in lefts or any(c.lower_ == "no" for c in token.subtree)):
        return Reading(F, ("no longer",))
    if negated:
        yet = any(child.lower_ == "yet" for child in token.children)
        return Reading(P, ("not yet",)) if yet else Reading(D, ("not",))
    if token.dep_ in ("advcl", "ccomp") and token.left_edge.dep_ == "aux" and token.left_edge.lower_ in _INVERTED:
        return Reading(M, (f"condition: {token.left_edge.text}",))
    if _is_imperative(shared):
        return Reading(M, ("imperative",))
    reading = _modality(token, auxiliaries, lefts, cues)
    return Reading(M, ("question", *reading.cues)) if reading.status in (A, P) and _is_asked(token) else reading


def _shares_subject(verb: Token) -> bool:
    """Whether a later verb leaves its auxiliary to the first: "will buy X and sell Y", "jobs will be cut and plants closed"."""
    if not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return True
    passive = any(child.dep_ == "auxpass" for child in verb.head.children)
    return verb.tag_ == "VBN" and passive and not any(child.dep_ == "dobj" for child in verb.children)


def _modality(token: Token, auxiliaries: set[str], lefts: set[str], cues: Cues) -> Reading:
    if "yet" in lefts and "to" in auxiliaries:
        return Reading(P, ("yet to",))
    if modal := auxiliaries & MODALS:
        return Reading(M, (f"modal: {min(modal)}",))
    if auxiliaries & WOULD:
        return Reading(P if token.dep_ in ("ccomp", "relcl") else M, ("modal: would",))
    if doubt := lefts & (cues.get("doubt", frozenset()) | _PERHAPS):
        return Reading(M, (f"doubt: {min(doubt)}",))
    if future := auxiliaries & FUTURE:
        return Reading(P, (f"future: {min(future)}",))
    if "to" in auxiliaries and (
        token.dep_ == "ROOT"
        or (token.head.dep_ == "ROOT" and token.head.pos_ in ("PROPN", "NOUN") and token.dep_ in ("acl", "advcl", "relcl"))
    ):
        return Reading(P, ("headline: to",))
    if token.tag_ in ("VBD", "VBN") and token.lemma_ not in _BY_DEGREES and (short := lefts & _SHORT_OF):
        return Reading(C, (min(short),))
    if token.tag_ in ("VBD", "VBN") and "once" in lefts:
        return Reading(A, ("once",))
    if token.tag_ == "VBN" and "being" in auxiliaries:
        return Reading(A, ("progressive",))
    if token.tag_ == "VBG" and auxiliaries & {"is", "are", "'s", "’s", "was", "were", "am"} and "been" not in auxiliaries:
        return Reading(A, ("progressive",))
    return Reading(A)


def _own_noun(token: Token, cues: Cues) -> Reading:
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        return Reading(D, ("without",))
    for child in token.children:
        if child.i > token.i or child.dep_ not in ("amod", "det", "compound", "nmod", "neg"):
            continue
        if child.lower_ == "no" and child.dep_ in ("det", "neg"):
            return Reading(D, ("no",))
        operator = operator_of(child, cues) if child.dep_ == "amod" else None
        if operator in MODIFIERS:
            return Reading(MODIFIERS[operator], (f"{operator}: {child.text}",))
    return Reading(A)


def _negative_subject(verb: Token) -> bool:
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(subject.lower_ in _NOBODY for subject in subjects) or any(
        grand.lower_ in ("no", "neither") and grand.dep_ in ("det", "preconj", "cc")
        for subject in subjects
        for grand in subject.children
    )


def _contrast(verb: Token) -> bool:
    return any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.head.children)


def _is_asked(verb: Token) -> bool:
    """Whether a main clause asks if: an auxiliary before the subject, and no "why" or "who", which takes it for granted."""
    if verb.dep_ not in ("ROOT", "conj", "ccomp") or not any(word.text == "?" for word in verb.sent[-2:]):
        return False
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    before = [child for child in verb.children if child.i < subject.i]
    asks = any(word.tag_ in ("WP", "WRB", "WDT", "WP$") for word in verb.doc[verb.left_edge.i : subject.i + 1])
    return not asks and (any(child.dep_ in ("aux", "auxpass") for child in before) or (verb.pos_ == "AUX" and verb.i < subject.i))


def _is_imperative(verb: Token) -> bool:
    """Whether a main clause has a bare verb and no subject: what it tells to do has not been done."""
    if (
        verb.tag_ != "VB"
        or verb.dep_ != "ROOT"
        or any(child.dep_ in ("nsubj", "nsubjpass", "aux", "expl") for child in verb.children)
    ):
        return False
    nouns = any(child.pos_ in ("NOUN", "PROPN", "PRON") for child in verb.lefts)  # a subject that the parser missed
    return verb.sent[-1].is_punct and not nouns
