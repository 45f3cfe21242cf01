"""Moments: the dates and periods that a text names, resolved against the day on which it speaks.

A stretch that the small grammar does not know is no moment. A day, month or quarter without a year is the latest one not after
that day, or the next one where its verb speaks of the future. What only compares ("a year earlier", "from the same month last
year", "a twelve-month gain") is no moment of the event. Fiscal years are given by their number, since their months are unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Token

from kg.calendar_words import words
from kg.model import Moment
from kg.time_grammar import COMPARABLE, RULES, TEMPORAL, Rule, When

_PREPOSITIONS = words("in on by since until till for during from over before after at within through as of between")
_FUTURE_AUX = words("will shall 'll wo to")
_FUTURE_HEADS = words("schedule slate due expect plan set intend aim await upcoming forecast anticipate")
_SAME = r"(?: the)?(?: same| year-earlier| prior-year)?(?: \w+)?(?: (?:in|of|for))?"
_COMPARES = re.compile(
    rf"(?:\b(?:than|compared (?:to|with)|versus|vs\.?|against|up from|down from){_SAME}|\bthe same \w+(?: of| in)?)\s(?:the )?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|than|with|against)\s(?:the\s)?(?:\S*\d\S*\s(?:(?:percent|per cent|million|billion|units)\s)?(?:in\s)?)?$",
    re.IGNORECASE,
)


def find_moments(doc: Doc, offset: int, said: date | None) -> tuple[Moment, ...]:
    """Return the moments of a parsed passage that starts at code point `offset`, in order, never overlapping.

    Without `said` those that need a day of reference are left out.
    """
    moments, text = [], doc.text
    for start, end, match, rule in _matches(text):
        if _compares(text[max(0, start - 60) : start], rule):
            continue
        value = rule(match, When(said, _future(doc, start, end)))
        if value is not None:
            moments.append(Moment(offset + start, offset + end, text[start:end], value))
    return tuple(moments)


def find_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text speaks of dates, years and spans of time, whether they can be resolved or not."""
    for start, end, _match, _rule in _matches(text):
        yield start, end
    for match in TEMPORAL.finditer(text):
        yield match.span()


def moment_of(token: Token, moments: Iterable[Moment], offset: int) -> Moment | None:
    """Return the moment that modifies an event's head, its verb or noun; the nearest where there are several.

    Its own clause comes first, then the verb that governs it as an object or an infinitive. What is said on Monday did not happen
    on Monday: the time of a verb of saying does not reach into what is said.
    """
    doc = token.doc
    anchors = []
    for moment in moments:
        span = doc.char_span(moment.start - offset, moment.end - offset, alignment_mode="expand")
        if span is not None and span.sent == token.sent:
            anchors.append((moment, _anchor(span.root)))
    for head in _reach(token):
        near = [(abs(moment.start - offset - token.idx), moment) for moment, anchor in anchors if _within(anchor, head)]
        if near:
            return min(near, key=lambda pair: pair[0])[1]
    return None


def _reach(token: Token) -> Iterator[Token]:
    yield token
    while True:
        if token.dep_ in ("dobj", "nsubjpass", "nsubj", "xcomp", "attr", "acl") and token.head != token:
            token = token.head
        elif token.dep_ == "pobj" and token.head.head.pos_ in ("NOUN", "VERB"):
            token = token.head.head
        else:
            return
        yield token


def _anchor(root: Token) -> Token:
    """Return the word that a moment modifies."""
    if root.dep_ == "pobj" and root.head.lower_ in _PREPOSITIONS:
        return root.head.head
    return root.head


def _within(anchor: Token, head: Token) -> bool:
    """Tell whether a modifier of `anchor` belongs to the clause of `head`: no other verb between them."""
    while anchor != head:
        if anchor.head == anchor or anchor.dep_ in ("relcl", "advcl", "ccomp", "acl", "conj", "parataxis", "nsubj", "nsubjpass"):
            return False
        if anchor.pos_ in ("VERB", "AUX") and anchor.dep_ != "xcomp":
            return False
        anchor = anchor.head
    return True


def _future(doc: Doc, start: int, end: int) -> bool:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    token = span.root
    while token.head != token:
        if token.lemma_.lower() in _FUTURE_HEADS:
            return True
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            break
        token = token.head
    return token.lemma_.lower() in _FUTURE_HEADS or any(c.dep_ == "aux" and c.lower_ in _FUTURE_AUX for c in token.children)


def _compares(before: str, rule: Rule) -> bool:
    return bool(_COMPARES.search(before)) or (rule in COMPARABLE and bool(_FROM.search(before)))


@lru_cache(maxsize=256)
def _matches(text: str) -> tuple[tuple[int, int, re.Match[str], Rule], ...]:
    """Return non-overlapping stretches with their rule; of two that overlap the one that starts first, then the longer.

    Kept in mind, since moments and quantities ask for the same passages.
    """
    found = [(*match.span("moment"), match, rule) for pattern, rule in RULES for match in pattern.finditer(text)]
    apart: list[tuple[int, int, re.Match[str], Rule]] = []
    for item in sorted(found, key=lambda item: (item[0], -item[1])):
        if not apart or item[0] >= apart[-1][1]:
            apart.append(item)
    return tuple(apart)
