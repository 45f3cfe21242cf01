"""Which word's meaning decides about an event, and how: the governor in the parse, and the link between the two.

    plans ─infinitive─► buy      said ─clause─► bought      dropped ─object─► bid      rise ◄─condition─ (if …) buys

Links: infinitive, clause, small ("sees it sold"), object, subject, prep, adjunct (a preposition that no verb calls for), noun
(what a noun means), condition, purpose, time ("when it opens"), before, instead, same (as the governor).
"""

from __future__ import annotations

from spacy.tokens import Token

_CONDITIONS = frozenset({"if", "unless", "whether", "provided"})
_TIMES = frozenset({"when", "once", "before", "until", "till", "after"})
_NOT_YET = frozenset({"before", "until", "till"})
_INSTEAD = (("without",), ("instead", "of"), ("rather", "than"))
_IN_CASE = (("in", "case"), ("in", "the", "event"), ("on", "condition"))
# Prepositions that verbs and nouns call for; what stands behind another tells when, where or how.
_CALLED_FOR = frozenset(
    "of for from to on upon about against into with over in away out towards toward between off by as".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_ORDINALS = frozenset("first second third fourth fifth last only latest newest".split())
_OPENINGS = frozenset("way time place thing chance opportunity option step".split())  # "the only way to sell it"
_NOMINAL = ("NOUN", "PROPN", "NUM", "SYM", "PRON")


def governor(token: Token) -> tuple[Token, str] | None:
    """Return the word whose meaning decides about this event, and the link to it; None where nothing does."""
    return _noun_governor(token) if token.pos_ in _NOMINAL else _verb_governor(token)


def preposition(noun: Token) -> str:
    """Return the preposition that a noun, or the first of those it is joined to, hangs on; an empty text where there is none."""
    while noun.dep_ in ("conj", "appos") and noun.head != noun:
        noun = noun.head
    return noun.head.lower_ if noun.dep_ in ("pobj", "pcomp") else ""


def auxiliaries(verb: Token) -> set[str]:
    """Return a verb's own auxiliaries, small letters."""
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


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
        link = "prep" if head.lower_ in _CALLED_FOR else "adjunct"
        while head.pos_ in ("ADP", "ADV", "SCONJ") and head.head != head:
            head = head.head
        return (head, link) if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and head != top else None
    return None


def _verb_governor(verb: Token) -> tuple[Token, str] | None:
    head, dep = verb.head, verb.dep_
    infinitive = "to" in auxiliaries(verb)
    if head == verb:
        return None
    if _follows(verb, _INSTEAD):
        return head, "instead"
    if dep == "conj":
        return _verb_governor(head) if head.pos_ in ("VERB", "AUX") else None
    if dep == "xcomp":
        return head, "infinitive"
    if dep == "csubj" and verb.tag_ == "VBG":  # "Buying it would help"
        return head, "subject"
    if dep in ("acomp", "oprd") and head.pos_ in ("VERB", "AUX"):
        return head, "object"
    if dep == "ccomp":
        return _clause(verb, head, infinitive)
    if dep in ("acl", "relcl") and head.pos_ in ("NOUN", "PRON"):
        if infinitive:  # "the first firm to sell one" sold it: no wish lies in it (Bhatt 2006)
            return head, "same" if _is_ordinal(head) else "infinitive"
        marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
        return (head, "clause") if marked else None
    if dep == "advcl":
        return _adverbial(verb, head, infinitive)
    return _behind_preposition(verb) if dep == "pcomp" else None


def _clause(verb: Token, head: Token, infinitive: bool) -> tuple[Token, str]:
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    if marks & {"whether", "if"} or _opens(verb, _IN_CASE):
        return head, "condition"
    if infinitive:
        return _noun_before(verb, head) or head, "infinitive"
    bare = not marks and verb.tag_ in ("VB", "VBN", "VBG") and not auxiliaries(verb)
    return head, "small" if bare and verb.i > head.i else "clause"


def _behind_preposition(verb: Token) -> tuple[Token, str] | None:
    head = verb.head
    if any(child.lower_ == "whether" for child in verb.children):
        return head.head, "condition"
    if head.lower_ in ("than", "as") and verb.tag_ == "VBN":  # "later than planned"
        return None
    if verb.tag_ in _FINITE or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):  # "for what it called …"
        return None
    while head.pos_ in ("ADP", "SCONJ", "ADV") and head.head != head:
        if head.lower_ == "before":
            return head.head, "before"
        if head.lower_ in ("after", "since", "by"):
            return head.head, "same"
        head = head.head
    return head, "infinitive"


def _adverbial(verb: Token, head: Token, infinitive: bool) -> tuple[Token, str] | None:
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod", "prep") and child.i < verb.i}
    if marks & _CONDITIONS or _opens(verb, _IN_CASE):
        return head, "condition"
    if marks & {"than", "as"} and verb.tag_ == "VBN":
        return None
    if marks & _NOT_YET:
        return head, "before" if verb.tag_ != "VBD" else "time"
    if infinitive:
        noun = _noun_before(verb, head)
        if noun is not None:  # "cancelled a deal to sell X": the parser hangs the infinitive on the verb
            return noun, "infinitive"
        return (head, "infinitive") if head.pos_ in ("NOUN", "ADJ") else (head, "purpose")
    if marks & {"after", "once"} and verb.tag_ in ("VBZ", "VBP"):  # "after the deal closes" is still to come
        return head, "before"
    soon = "as" in marks and any(word.lower_ == "soon" for word in verb.lefts)
    if (marks & _TIMES or soon) and (verb.tag_ in ("VBZ", "VBP") or "after" not in marks):
        return head, "time"
    if marks - {"not", "also", "then"}:
        return None
    return (head, "same") if verb.tag_ == "VBG" and head.pos_ in ("VERB", "AUX") else None


def _noun_before(verb: Token, head: Token) -> Token | None:
    """Return the noun right before an infinitive, where it completes the verb that the infinitive hangs on."""
    start = min((child.i for child in verb.children if child.dep_ == "aux"), default=verb.i)
    before = verb.doc[start - 1] if start > verb.sent.start else None
    if before is None or before.pos_ != "NOUN" or before.dep_ not in ("dobj", "pobj"):
        return None
    above = before.head
    while above.pos_ in ("ADP", "ADV") and above.head != above:
        above = above.head
    return before if above == head else None


def _follows(verb: Token, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a fixed phrase stands right before a verb that has no tense, its adverbs and "to" left out."""
    if verb.tag_ in _FINITE:
        return False
    start = verb.i
    while start and verb.doc[start - 1].head == verb and verb.doc[start - 1].dep_ in ("aux", "auxpass", "advmod", "neg"):
        start -= 1
    return any(tuple(word.lower_ for word in verb.doc[max(0, start - len(phrase)) : start]) == phrase for phrase in phrases)


def _opens(verb: Token, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the verb's clause begins with a fixed phrase."""
    first = verb.left_edge.i
    return any(tuple(word.lower_ for word in verb.doc[first : first + len(phrase)]) == phrase for phrase in phrases)


def _is_ordinal(noun: Token) -> bool:
    singled = any(child.dep_ == "amod" and (child.lower_ in _ORDINALS or child.tag_ == "JJS") for child in noun.children)
    return singled and noun.lemma_ not in _OPENINGS
