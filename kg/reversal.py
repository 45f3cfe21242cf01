"""What takes a plan back without governing it: a later verb of the same sentence, or a set phrase around another noun."""

from __future__ import annotations

from spacy.tokens import Token

from kg.modality import FUTURE, MODALS
from kg.operators import Cues, operator_of, phrases

_UNDONE = ("fail", "cancel", "block")
_PLANS = ("plan", "consider")


def failed_after(verb: Token, event: Token, cues: Cues) -> Token | None:
    """Return the verb that takes a plan back in the same breath.

    "tried to buy X, but failed", "agreed to …, but dropped it", "agreed to buy X before regulators blocked the deal".
    """
    if any(child.dep_ == "cc" and child.lower_ == "but" for child in verb.children):
        for child in verb.children:
            if child.dep_ == "conj" and child.i > verb.i and _is_undone(child, cues):
                return child
    for child in (*verb.children, *event.children):
        early = any(word.dep_ == "mark" and word.lower_ in ("before", "until") for word in child.children)
        if early and child.dep_ == "advcl" and child.tag_ == "VBD" and _is_undone(child, cues) and _is_about_it(child, cues):
            return child
    return None


def _is_undone(verb: Token, cues: Cues) -> bool:
    open_ = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in MODALS | FUTURE) for c in verb.children)
    return operator_of(verb, cues) in _UNDONE and not open_


def _is_about_it(verb: Token, cues: Cues) -> bool:
    """Whether what is undone is the plan: "it", "the deal", or nothing named ("before they backed out")."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    return all(word.lower_ in ("it", "them") or operator_of(word, cues) in _PLANS for word in objects)


def whole(noun: Token, cues: Cues) -> Token:
    """Return the verb in whose set phrase a noun stands ("pulled the plug on"), and the noun itself where it stands in none."""
    verb = noun.head
    return verb if noun.dep_ == "dobj" and any(not phrases(verb, noun).isdisjoint(words) for words in cues.values()) else noun
