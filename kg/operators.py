"""What each class of cue makes of the event below it: from the status of the word above and that of the event to a new one.

The classes are those of implicative, factive and modal verbs (Karttunen 1971, 2012; Kiparsky and Kiparsky 1970); which word is of
which class stands in ontology/cues.ttl.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.governors import preposition
from kg.model import Status

# One letter each, since the tables below are read by the dozen; M is for "may be".
A, P, M, C, D, F = Status.ACTUAL, Status.PLANNED, Status.POSSIBLE, Status.CANCELLED, Status.DENIED, Status.FORMER

Cues = Mapping[str, frozenset[str]]
REPORTS = frozenset({"report", "claim", "rumour", "rumor", "allegation", "suggestion", "speculation", "accusation"})
_CEASE = frozenset({"stop", "cease", "quit", "halt", "discontinue"})
_TOWARDS = frozenset({"process", "means", "way", "method"})  # "as a means of cutting costs"
_NO_NOUNS = frozenset({"drop", "bar", "press", "set"})  # "a drop in sales" calls nothing off
_FOUNDING = frozenset({"found", "establish", "create", "set", "form", "start"})
_STILL_TO_COME = frozenset({"during", "before", "until", "till", "upon", "pending"})  # "may be signed during the fair"
_CHANGES = frozenset("rise grow swell fall widen deepen increase continue last worsen accelerate slow".split())
# The order in which a word that stands in several cue lists is read: the stronger reading first.
_ORDER = (
    "doubt cancel block fail deny exclude refuse complete force delay former future_holder factive consider plan expect threaten "
    "oppose approve begin think say support receive"
).split()


def operator_of(word: Token, cues: Cues) -> str | None:
    """Return the cue class of a verb (with its particle), noun or adjective, or None; the longest form decides ("set up")."""
    lemma = word.lemma_.lower()
    single = {lemma, word.lower_}
    if word.pos_ == "NOUN" and lemma in _NO_NOUNS:
        return None
    if word.pos_ == "VERB" and (word.lower_.startswith(f"{lemma}e") or word.lower_ == f"{lemma}ing"):
        single.add(f"{lemma}e")  # the lemmatizer takes "hopes" for a form of "hop"
    double = phrases(word) if word.pos_ != "NOUN" else phrases(word) - {f"{lemma} of"}
    for forms in (double, single):
        for name in _ORDER if forms else ():
            if not forms.isdisjoint(cues.get(name, frozenset())):
                return name
    return None


def phrases(word: Token, noun: Token | None = None) -> set[str]:
    """Return the set phrases that a word may open: "walk away", "put on hold", "pull plug"; with a noun, the one with it."""
    lemma = word.lemma_.lower()
    if noun is not None:
        return {f"{lemma} {noun.lemma_.lower()}"}
    found: set[str] = set()
    for child in word.children:
        if child.dep_ in ("prt", "advmod", "prep"):
            if abs(child.i - word.i) <= 3:
                found.add(f"{lemma} {child.lower_}")
            found |= {f"{lemma} {child.lower_} {grand.lower_}" for grand in child.children if grand.dep_ in ("prep", "pobj")}
        elif child.dep_ == "dobj":
            found.add(f"{lemma} {child.lemma_.lower()}")
    return found


def compose(operator: str | None, link: str, outer: Status, inner: Status, above: Token, token: Token, cues: Cues) -> Status:
    """Return what a governor of this class, itself of status `outer`, makes of an event of status `inner`."""
    if link == "adjunct" and inner == A and preposition(token) in _STILL_TO_COME:
        return P if outer in (P, M) or preposition(token) == "pending" else inner
    if link in ("adjunct", "time") or (link == "prep" and _is_adjunct(operator, above, token)):
        return inner
    if link in ("same", "small") and (link == "same" or operator not in _TABLE):
        return outer if inner == A else inner
    if link == "condition":
        return M if inner in (A, P) else inner
    if link == "instead":
        return D if inner == A else inner
    if link == "purpose" and above.lemma_ in _FOUNDING and above.tag_ in ("VBD", "VBN"):
        return inner  # "founded in 2018 to make chips"
    if link in ("before", "purpose") or (link == "prep" and above.lemma_ in ("file", "apply")):
        return P if inner == A else inner  # "filed for a listing"
    if _stands(operator, link, token, above, cues):
        return inner
    if link == "subject" and operator not in ("cancel", "block", "fail", "complete", "delay", "begin", "approve"):
        return _of_subject(outer, inner, token)
    if link == "prep" and operator in ("deny", "say", "think", "begin", "complete", "approve") and above.pos_ != "NOUN":
        operator = operator if operator in ("complete", "begin") else None
    if operator == "refuse" and link == "object" and token.lemma_.lower() in REPORTS:
        operator = "deny"
    if inner == A and operator != "refuse" and _ceases(above, link, token):
        return F if outer in (A, F) else A  # who will stop making it makes it still
    table = _TABLE.get(operator or "")
    if table is not None:
        return table(outer, inner, link)
    if operator == "say":
        return _said(outer, inner, "clause" if token.tag_ == "VBG" else link, above)
    if operator in ("support", "receive") or above.lemma_ in ("be", "become", "remain"):
        if link == "infinitive" and inner == A and _lies_ahead(above):  # "is to buy", "has yet to buy"
            return P if outer == A else outer
        return inner if outer == A else outer
    if link == "infinitive":
        return _bare_infinitive(outer, inner, above, token)
    return inner


def _is_adjunct(operator: str | None, above: Token, token: Token) -> bool:
    """Whether "in" or "by" tells where or how: no argument of a verb but of those that one succeeds, fails or takes part in."""
    inside = preposition(token) == "in" and operator not in ("fail", "complete", "begin", "support", "receive", "force")
    return above.pos_ == "VERB" and (inside or preposition(token) == "by") and token.pos_ == "NOUN"


def _stands(operator: str | None, link: str, token: Token, above: Token, cues: Cues) -> bool:
    """Whether an agreement, order or plan is there whatever becomes of it: "the deal was approved", "the order will create jobs".

    So does what grows or shrinks: "the loss could swell".
    """
    if token.pos_ != "NOUN":
        return False
    if link == "subject" and operator is None and above.lemma_ in _CHANGES:
        return True
    acted = (link == "object" and operator in ("approve", "oppose", "say")) or (
        link == "subject" and operator in (None, "support")
    )
    return acted and operator_of(token, cues) == "plan"


def _of_subject(outer: Status, inner: Status, token: Token) -> Status:
    """Return the status of what is said to do something: "the sale will bring cash" is planned, "a sale would" but possible."""
    if inner != A or outer not in (P, M):
        return inner
    vague = token.pos_ != "NOUN" or any(child.lower_ in ("a", "an", "any") for child in token.children)
    return M if outer == M and vague else P


def _ceases(above: Token, link: str, token: Token) -> bool:
    return link == "infinitive" and above.lemma_ in _CEASE and (token.tag_ == "VBG" or above.lemma_ == "cease")


def _lies_ahead(verb: Token) -> bool:
    """Whether what is to be done is still to come: "had to sell" was done, "has to sell" is not."""
    done = verb.tag_ == "VBD" and not any(child.lower_ == "yet" for child in verb.children)
    return verb.lemma_ == "be" or (verb.lemma_ == "have" and not done)


def _bare_infinitive(outer: Status, inner: Status, above: Token, token: Token) -> Status:
    if above.lower_ == "used" and above.tag_ == "VBD":
        return F
    if above.pos_ == "ADJ" and inner == A and any(child.lower_ == "too" for child in above.children):
        return M if above.lower_ in ("early", "soon") else D  # "too small to buy it"
    if token.tag_ == "VBG" and not (above.pos_ == "NOUN" and above.lemma_ in _TOWARDS):
        return inner if outer == A else outer
    return (P if outer in (A, P, F) else M) if inner == A else inner


def _said(outer: Status, inner: Status, link: str, above: Token) -> Status:
    if above.pos_ == "NOUN":
        return inner if outer in (A, P, F) else outer
    if link == "infinitive":  # "told X to sell Y", but "is said to have sold Y"
        passive = any(child.dep_ == "auxpass" for child in above.children) and above.lemma_ != "tell"
        return (M if passive else P) if inner == A else inner
    if link == "object":
        return P if inner == A and outer == A and above.lemma_ in ("announce", "unveil", "propose") else inner
    return M if outer == D and inner in (A, P) else inner


def _forced(outer: Status, inner: Status, link: str) -> Status:
    """Return the status of what is brought about: "was forced to sell" sold; who is not forced to may still."""
    if inner != A or link == "subject":
        return inner
    return M if outer in (D, C) else A if outer == F else outer


def _factive(outer: Status, inner: Status, link: str) -> Status:
    """Return the status of what is taken for granted: "regrets selling", "was pleased to buy" (not: "will be pleased to buy")."""
    return outer if inner == A and link == "infinitive" and outer in (P, M) else inner


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
    return C if outer in (A, F, C) else (inner if outer == D else M)


def _deny(outer: Status, inner: Status, link: str) -> Status:
    return D if outer in (A, F) else inner


def _refuse(outer: Status, inner: Status, link: str) -> Status:
    if link == "infinitive":
        return D if outer in (A, F, P) else M if outer == M and inner == A else inner
    return P if inner == A else inner  # a bid that its target rejects is still a bid


def _complete(outer: Status, inner: Status, link: str) -> Status:
    if outer in (A, F):
        return A if inner in (A, P, M) else inner
    return P if outer in (P, D) else outer


def _keep_planned(outer: Status, inner: Status, link: str) -> Status:
    return P if inner == A else inner


def _think(outer: Status, inner: Status, link: str) -> Status:
    return M if inner in (A, P) and link in ("clause", "infinitive") else inner


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
    "force": _forced,
    "factive": _factive,
}
