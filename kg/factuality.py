"""How far an event is from fact, read from the syntax above it: each governor turns the status of what it governs into another.

    denied ( planned to ( buy ))   buy: actual ─plan→ planned; but the plan itself is denied, so: denied
    has dropped ( plans to ( buy )) → cancelled        has not yet completed ( its purchase of ) → planned

    modality.py    an event's own words: "may buy", "did not buy", "a planned sale"
    governors.py   which word stands above it, and how        reversal.py   what takes it back from beside
    operators.py   what the word above makes of it, by the class that ontology/cues.ttl gives it (`plan`, `cancel`, `deny` …)

The idea is that of factuality profilers for FactBank (Saurí and Pustejovsky 2012) and of implicative verbs (Karttunen 1971).
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.governors import auxiliaries, governor
from kg.modality import MODIFIERS, WOULD, A, C, D, M, P, Reading, own_reading
from kg.model import Status
from kg.operators import REPORTS, Cues, compose, operator_of
from kg.reversal import failed_after, whole

__all__ = ["REPORTS", "Cues", "Reading", "governor", "operator_of", "read_status"]

_DEPTH = 12
_AS_BEFORE = ("say", "support", "receive", "begin", "factive")


def read_status(token: Token, cues: Cues, depth: int = 0) -> Reading:
    """Return the status of the event that a verb, noun or adjective heads."""
    inner = own_reading(token, cues)
    step = governor(token)
    if step is None or depth > _DEPTH:
        return inner
    above, link = step
    if link in ("prep", "infinitive") and above.pos_ == "NOUN":
        above = whole(above, cues)
    if link in ("clause", "condition") and above.lemma_ == "be":
        above = _verdict(above, cues) or above
    outer = read_status(above, cues, depth + 1)
    if link == "subject" and above.lemma_ in ("be", "remain", "become") and (said := _predicated(above, outer, inner, cues)):
        return said
    operator = operator_of(above, cues)
    status = compose(operator, link, outer.status, inner.status, above, token, cues)
    if link == "time":
        status = _in_time(token, above, outer, inner)
    if status in (P, M) and (failure := failed_after(above, token, cues)) is not None:
        return Reading(C, (*inner.cues, f"{operator or link}: {above.text}", f"but: {failure.text}"))
    if status == inner.status and (operator is None or operator in _AS_BEFORE):
        return Reading(status, inner.cues + (outer.cues if status == outer.status else ()))
    word = (f"{operator}: {above.text}",) if operator else ((f"{link}: {above.text}",) if status != inner.status else ())
    return Reading(status, inner.cues + word + outer.cues)


def _verdict(copula: Token, cues: Cues) -> Token | None:
    """Return the adjective in "it is possible that …": the parser may hang the clause on the copula beside it."""
    found = (child for child in copula.children if child.dep_ == "acomp")
    return next((child for child in found if operator_of(child, cues) in ("consider", "doubt", "deny")), None)


def _predicated(copula: Token, outer: Reading, inner: Reading, cues: Cues) -> Reading | None:
    """Return what the adjective behind "is" says of its subject: "the sale is unlikely", "reports of a sale are false"."""
    for child in copula.children:
        if child.dep_ != "acomp":
            continue
        operator = operator_of(child, cues)
        status = D if operator == "deny" else MODIFIERS.get(operator or "")
        if status is None and child.lower_ in cues.get("condition", frozenset()):
            operator, status = "condition", P
        if status is not None and inner.status == A:
            status = status if outer.status == A else M if outer.status == D else outer.status
            return Reading(status, (f"{operator}: {child.text}", *outer.cues))
    return None


def _in_time(token: Token, above: Token, outer: Reading, inner: Reading) -> Status:
    """Return the status of "when it opens": that of the main clause where this lies ahead.

    With a past tense ("before the tour started") it does only where the main clause tells of what was then to come ("would").
    """
    finite = token.tag_ in ("VBZ", "VBP", "VBD") or not auxiliaries(token).isdisjoint({"is", "are", "has", "have"})
    if inner.status != A or outer.status not in (P, M) or not finite:
        return inner.status
    past = token.tag_ == "VBD" and not any(child.lower_ in WOULD for child in above.children if child.dep_ == "aux")
    return A if past else P
