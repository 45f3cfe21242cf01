"""How far an event is from fact, read from the syntax above it: each governor turns the status of what it governs into another.

    denied ( planned to ( buy ))   buy: actual ─plan→ planned; but the plan itself is denied, so: denied
    has dropped ( plans to ( buy )) → cancelled        has not yet completed ( its purchase of ) → planned

The idea is that of factuality profilers for FactBank (Saurí and Pustejovsky 2012) and of implicative verbs (Karttunen 1971): the
ontology's cue lists name each governor's class (`plan`, `cancel`, `deny` …), and one table says what a class does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.model import Status

# One letter each, since the tables below are read by the dozen; M is for "may be".
A, P, M, C, D, F = Status.ACTUAL, Status.PLANNED, Status.POSSIBLE, Status.CANCELLED, Status.DENIED, Status.FORMER

Cues = Mapping[str, frozenset[str]]
_DEPTH = 12
REPORTS = frozenset({"report", "claim", "rumour", "rumor", "allegation", "suggestion", "speculation", "accusation"})
_MODALS = frozenset({"may", "might", "could"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll", "must", "should"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided"})
_INVERTED = frozenset({"should", "had", "were"})  # "Should X buy Y, prices would rise"
_SHORT_OF = frozenset({"nearly", "almost"})  # "nearly bought" it did not
_BY_DEGREES = frozenset({"double", "triple", "treble", "quadruple", "halve", "complete", "finish"})
_CEASE = frozenset({"stop", "cease", "quit", "halt", "discontinue"})
_NOT_YET = frozenset({"before", "until", "till"})
# What an adjective of a class makes of its noun: "a planned takeover", "the failed bid".
_MODIFIERS = {"plan": P, "expect": P, "consider": M, "cancel": C, "fail": C, "complete": A, "delay": P, "think": M}
# The order in which a word that stands in several cue lists is read: the stronger reading first.
_ORDER = (
    "doubt cancel block fail deny exclude refuse complete delay former future_holder consider plan expect threaten oppose "
    "approve begin think say support receive"
).split()


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, and the words that led to it, outermost last."""

    status: Status
    cues: tuple[str, ...] = ()


def read_status(token: Token, cues: Cues, depth: int = 0) -> Reading:
    """Return the status of the event that a verb, noun or adjective heads."""
    inner = _own(token, cues)
    step = governor(token)
    if step is None or depth > _DEPTH:
        return inner
    above, link = step
    if link == "clause" and above.lemma_ == "be":
        above = _verdict(above, cues) or above
    outer = read_status(above, cues, depth + 1)
    operator = operator_of(above, cues)
    status = _compose(operator, link, outer.status, inner.status, above, token)
    if status in (P, M) and (failure := _failed_after(above, cues)) is not None:
        return Reading(C, (*inner.cues, f"{operator or link}: {above.text}", f"but: {failure.text}"))
    if status == inner.status and (operator is None or operator in ("say", "support", "receive", "begin")):
        return Reading(status, inner.cues + (outer.cues if status == outer.status else ()))
    word = (f"{operator}: {above.text}",) if operator else ((f"{link}: {above.text}",) if status != inner.status else ())
    return Reading(status, inner.cues + word + outer.cues)


def _verdict(copula: Token, cues: Cues) -> Token | None:
    """Return the adjective in "it is possible that …": the parser may hang the clause on the copula beside it."""
    found = (child for child in copula.children if child.dep_ == "acomp")
    return next((child for child in found if operator_of(child, cues) in ("consider", "doubt", "deny")), None)


def _failed_after(verb: Token, cues: Cues) -> Token | None:
    """Return the verb that takes a plan back in the same breath: "tried to buy X, but failed", "agreed to …, but dropped it"."""
    if not any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.children):
        return None
    for child in verb.children:
        undone = child.dep_ == "conj" and child.i > verb.i and operator_of(child, cues) in ("fail", "cancel", "block")
        if undone and not any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _MODALS | _FUTURE) for c in child.children):
            return child
    return None


def operator_of(word: Token, cues: Cues) -> str | None:
    """Return the cue class of a verb (with its particle), noun or adjective, or None; the longest form decides ("set up")."""
    lemma = word.lemma_.lower()
    single = {lemma, word.lower_}
    double: set[str] = set()
    for child in word.children:
        if child.dep_ in ("prt", "advmod", "prep") and abs(child.i - word.i) <= 3:
            double.add(f"{lemma} {child.lower_}")
            double |= {f"{lemma} {child.lower_} {grand.lower_}" for grand in child.children if grand.dep_ in ("prep", "pobj")}
    for forms in (double, single):
        for name in _ORDER if forms else ():
            if not forms.isdisjoint(cues.get(name, frozenset())):
                return name
    return None


def governor(token: Token) -> tuple[Token, str] | None:
    """Return the word whose meaning decides about this event, and how it governs it; None where nothing does.

    The links: infinitive, clause, object, subject, prep, noun (what a noun means), condition, purpose, before, same (no change).
    """
    return _noun_governor(token) if token.pos_ in ("NOUN", "PROPN", "NUM", "SYM", "PRON") else _verb_governor(token)


def _noun_governor(noun: Token) -> tuple[Token, str] | None:
    top = noun
    while top.dep_ in ("conj", "appos") and top.head.pos_ == "NOUN":
        top = top.head
    head = top.head
    if top.dep_ in ("compound", "nmod") and head.pos_ == "NOUN" and head.i > top.i:
        return head, "noun"
    if top.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "dative"):
        return (head, "object") if head.pos_ in ("VERB", "AUX") else None
    if top.dep_ == "nsubj":
        return (head, "subject") if head.pos_ in ("VERB", "AUX") else None
    if top.dep_ in ("pobj", "pcomp"):
        while head.pos_ in ("ADP", "ADV", "SCONJ") and head.head != head:
            head = head.head
        return (head, "prep") if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and head != top else None
    return None


def _verb_governor(verb: Token) -> tuple[Token, str] | None:
    head, dep = verb.head, verb.dep_
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if head == verb:
        return None
    if dep == "conj":
        return _verb_governor(head) if head.pos_ in ("VERB", "AUX") else None
    if dep == "xcomp":
        return head, "infinitive"
    if dep in ("acomp", "oprd") and head.pos_ in ("VERB", "AUX"):
        return head, "object"
    if dep == "ccomp":
        return head, "clause"
    if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PRON"):
        if infinitive:
            return head, "infinitive"
        marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
        return (head, "clause") if marked else None
    if dep == "advcl":
        return _adverbial(verb, head, infinitive)
    if dep == "pcomp":
        while head.pos_ in ("ADP", "SCONJ", "ADV") and head.head != head:
            if head.lower_ in ("before", "without", "instead"):
                return head.head, "before"
            if head.lower_ in ("after", "since", "by"):
                return (head.head, "same")
            head = head.head
        return head, "infinitive"
    return None


def _adverbial(verb: Token, head: Token, infinitive: bool) -> tuple[Token, str] | None:
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod", "prep") and child.i < verb.i}
    if marks & _CONDITIONS:
        return head, "condition"
    if marks & _NOT_YET:
        return (head, "before") if verb.tag_ != "VBD" else None
    if infinitive:
        noun = _object_before(verb, head)
        if noun is not None:  # "cancelled a deal to sell X": the parser hangs the infinitive on the verb
            return noun, "infinitive"
        return (head, "infinitive") if head.pos_ in ("NOUN", "ADJ") else (head, "purpose")
    if marks & {"after", "once"} and verb.tag_ in ("VBZ", "VBP"):  # "after the deal closes" is still to come
        return head, "before"
    if marks - {"not", "also", "then"}:
        return None
    return (head, "same") if verb.tag_ == "VBG" and head.pos_ in ("VERB", "AUX") else None


def _object_before(verb: Token, head: Token) -> Token | None:
    start = min((child.i for child in verb.children if child.dep_ == "aux"), default=verb.i)
    before = verb.doc[start - 1] if start > verb.sent.start else None
    return before if before is not None and before.pos_ == "NOUN" and before.dep_ == "dobj" and before.head == head else None


def _own(token: Token, cues: Cues) -> Reading:
    if token.pos_ not in ("VERB", "AUX"):
        return _own_noun(token, cues)
    lefts = {child.lower_ for child in token.children if child.i < token.i or child.dep_ in ("neg", "advmod")}
    negated = any(child.dep_ == "neg" for child in token.children) or _negative_subject(token)
    auxiliaries = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    shared = token
    while not auxiliaries and shared.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in shared.children):
        shared = shared.head  # "will spin off X and list it": the second verb's auxiliary is the first's
        auxiliaries = {child.lower_ for child in shared.children if child.dep_ in ("aux", "auxpass")}
        negated = negated or (any(c.dep_ == "neg" for c in shared.children) and not _contrast(token))
    if "longer" in lefts and ("no" in lefts or any(c.lower_ == "no" for c in token.subtree)):
        return Reading(F, ("no longer",))
    if negated:
        yet = any(child.lower_ == "yet" for child in token.children)
        return Reading(P, ("not yet",)) if yet else Reading(D, ("not",))
    if token.dep_ in ("advcl", "ccomp") and token.left_edge.dep_ == "aux" and token.left_edge.lower_ in _INVERTED:
        return Reading(M, (f"condition: {token.left_edge.text}",))
    return _modality(token, auxiliaries, lefts, cues)


def _modality(token: Token, auxiliaries: set[str], lefts: set[str], cues: Cues) -> Reading:
    if "yet" in lefts and "to" in auxiliaries:
        return Reading(P, ("yet to",))
    if modal := auxiliaries & _MODALS:
        return Reading(M, (f"modal: {min(modal)}",))
    if auxiliaries & {"would", "'d", "’d"}:
        return Reading(P if token.dep_ in ("ccomp", "relcl") else M, ("modal: would",))
    if doubt := lefts & cues.get("doubt", frozenset()):
        return Reading(M, (f"doubt: {min(doubt)}",))
    if future := auxiliaries & _FUTURE:
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
    for child in token.children:
        if child.i > token.i or child.dep_ not in ("amod", "det", "compound", "nmod", "neg"):
            continue
        if child.lower_ == "no" and child.dep_ in ("det", "neg"):
            return Reading(D, ("no",))
        operator = operator_of(child, cues) if child.dep_ == "amod" else None
        if operator in _MODIFIERS:
            return Reading(_MODIFIERS[operator], (f"{operator}: {child.text}",))
    return Reading(A)


def _negative_subject(verb: Token) -> bool:
    return any(
        grand.lower_ in ("no", "neither") and grand.dep_ == "det"
        for child in verb.children
        if child.dep_ in ("nsubj", "nsubjpass")
        for grand in child.children
    )


def _contrast(verb: Token) -> bool:
    return any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.head.children)


def _compose(operator: str | None, link: str, outer: Status, inner: Status, above: Token, token: Token) -> Status:
    """Return what a governor of this class, itself of status `outer`, makes of an event of status `inner`."""
    if link == "same":
        return outer if inner == A else inner
    if link == "condition":
        return M if inner in (A, P) else inner
    if link in ("before", "purpose") or (link == "prep" and above.lemma_ in ("file", "apply")):  # "filed for a listing"
        return P if inner == A else inner
    if link == "subject" and operator not in ("cancel", "block", "fail", "complete", "delay", "begin", "approve"):
        return P if inner == A and outer in (P, M) else inner
    if link == "prep" and operator in ("deny", "say", "think", "begin", "complete", "approve") and above.pos_ != "NOUN":
        operator = operator if operator in ("complete", "begin") else None
    if operator == "refuse" and link == "object" and token.lemma_.lower() in REPORTS:
        operator = "deny"
    if above.lemma_ in _CEASE and link == "infinitive" and token.tag_ == "VBG" and inner == A:
        return F if outer in (A, F) else A  # who will stop making it makes it still
    table = _TABLE.get(operator or "")
    if table is not None:
        return table(outer, inner, link)
    if operator == "say":
        return _said(outer, inner, link, above)
    if operator in ("support", "receive") or above.lemma_ in ("be", "become", "remain"):
        if link == "infinitive" and inner == A and _lies_ahead(above):  # "is to buy", "has yet to buy"
            return P if outer == A else outer
        return inner if outer == A else outer
    if link == "infinitive":
        return _bare_infinitive(outer, inner, above, token)
    return inner


def _lies_ahead(verb: Token) -> bool:
    """Whether what is to be done is still to come: "had to sell" was done, "has to sell" is not."""
    done = verb.tag_ == "VBD" and not any(child.lower_ == "yet" for child in verb.children)
    return verb.lemma_ == "be" or (verb.lemma_ == "have" and not done)


def _bare_infinitive(outer: Status, inner: Status, above: Token, token: Token) -> Status:
    if above.lower_ == "used" and above.tag_ == "VBD":
        return F
    if token.tag_ == "VBG":
        return inner if outer == A else outer
    return (P if outer in (A, P, F) else M) if inner == A else inner


def _said(outer: Status, inner: Status, link: str, above: Token) -> Status:
    if above.pos_ == "NOUN":
        return inner if outer in (A, P, F) else outer
    if link == "infinitive" and above.lemma_ == "tell":  # "told X to sell Y"
        return P if inner == A else inner
    if link == "object":
        return P if inner == A and outer == A and above.lemma_ in ("announce", "unveil", "propose") else inner
    return M if outer == D and inner in (A, P) else inner


def _plan(outer: Status, inner: Status, link: str) -> Status:
    if inner in (D, C, M):
        return inner
    if outer == F:  # "no longer plans to"
        return C
    return outer if outer in (M, D, C) else P


def _consider(outer: Status, inner: Status, link: str) -> Status:
    if inner in (D, C):
        return inner
    if outer == F:
        return C
    return outer if outer in (D, C) else M


def _cancel(outer: Status, inner: Status, link: str) -> Status:
    if outer in (A, F, C):
        return C
    return inner if inner in (P, M) else P


def _fail(outer: Status, inner: Status, link: str) -> Status:
    if link == "prep":
        return inner
    return C if outer in (A, F, C) else (inner if outer == D else M)


def _deny(outer: Status, inner: Status, link: str) -> Status:
    return D if outer in (A, F) else inner


def _refuse(outer: Status, inner: Status, link: str) -> Status:
    if link == "infinitive":
        return D if outer in (A, F) else inner
    return P if inner == A else inner  # a bid that its target rejects is still a bid


def _complete(outer: Status, inner: Status, link: str) -> Status:
    if outer in (A, F):
        return A if inner in (A, P, M) else inner
    return P if outer in (P, D) else outer


def _keep_planned(outer: Status, inner: Status, link: str) -> Status:
    return P if inner == A else inner


def _think(outer: Status, inner: Status, link: str) -> Status:
    return M if inner in (A, P) and link == "clause" else inner


def _threaten(outer: Status, inner: Status, link: str) -> Status:
    return M if inner in (A, P) and link != "clause" else inner


def _begin(outer: Status, inner: Status, link: str) -> Status:
    return inner if outer == A else outer


def _doubt(outer: Status, inner: Status, link: str) -> Status:
    return M if inner in (A, P) and outer in (A, P, M) and link in ("infinitive", "clause", "object") else inner


_TABLE = {
    "doubt": _doubt,
    "plan": _plan,
    "expect": _plan,
    "future_holder": _plan,
    "consider": _consider,
    "cancel": _cancel,
    "block": _cancel,
    "fail": _fail,
    "deny": _deny,
    "exclude": _deny,
    "refuse": _refuse,
    "complete": _complete,
    "delay": _keep_planned,
    "approve": _keep_planned,
    "oppose": _keep_planned,
    "think": _think,
    "threaten": _threaten,
    "begin": _begin,
}
