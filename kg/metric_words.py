"""The words that figures are told with, and what of a text names a metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.calendar_words import words
from kg.ontology import Metric

UP = words(
    """rise shoot increase grow climb gain jump soar surge advance add improve rebound recover rally spike leap double triple
    treble quadruple raise lift boost up higher expand swell balloon growth upturn hike uptick rocket skyrocket strengthen edge
    more"""
)
DOWN = words(
    """fall drop decline decrease slump plunge slide sink tumble shrink dip lose slip plummet contract dive weaken ease halve cut
    reduce lower trim slash down loss reduction contraction downturn retreat crash shed collapse deteriorate less"""
)
LEVELS = words(
    """be stand total reach hit amount come trade close end open finish exceed top average remain stay change settle sit equal
    surpass number widen narrow begin start"""
)
# Verbs whose subject has the figure that is their object.
REPORTS = words(
    """report post record book have see suffer make generate achieve register show enjoy announce realise realize turn earn
    maintain incur reach command boast unveil disclose declare log experience sustain face get hold deliver publish swing lose
    pay"""
)
PRICED = words("share stock")
RELATIVE = ("%", "pp", "bp")
STEPS = 9  # between a number and its metric; longer ways are parse errors


@dataclass(frozen=True, slots=True)
class Reading:
    """`noun` names the metric (None where the verb does: "employs"), `event` heads the statement, `verb` governs it."""

    metric: str
    noun: Token | None
    event: Token
    verb: Token | None
    change: bool
    sign: int


def metric_of(token: Token, metrics: Mapping[str, Metric]) -> tuple[str, int] | None:
    """Return the metric that a noun names, by the longest run of lemmas that ends in it, and -1 where it is a loss."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    sign = -1 if token.lemma_.lower() == "loss" else 1
    # the lemma of "operating" is "operate"
    before = [t.lower_ if t.tag_ == "VBG" else t.lemma_.lower() for t in token.doc[max(token.sent.start, token.i - 2) : token.i]]
    for size in range(len(before), -1, -1):
        lead = before[len(before) - size :]
        phrases = {" ".join([*lead, last]) for last in (token.lemma_.lower(), token.lower_)}
        if sign > 0 and not phrases & PRICED:
            named = [name for name, metric in metrics.items() if phrases & metric.nouns]
            if named:
                return named[0], 1
    if sign < 0:
        name = "operatingProfit" if before and before[-1] == "operating" else "netProfit"
        return (name, -1) if name in metrics else None
    if token.lemma_.lower() in PRICED and (token.tag_ == "NNS" or token.lemma_.lower() == "stock") and "sharePrice" in metrics:
        return "sharePrice", 1
    return None


def direction(token: Token) -> int:
    """Return +1 or -1 for a word of rising or falling, 0 for any other."""
    lemma = token.lemma_.lower()
    return 1 if lemma in UP else -1 if lemma in DOWN else 0


def governor(token: Token) -> Token | None:
    """Return the verb above a noun, through prepositions, compounds and other nouns."""
    for _ in range(STEPS):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None
