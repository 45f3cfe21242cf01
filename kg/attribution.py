"""Who says it: the innermost source that states an event, and who passes it on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from spacy.tokens import Doc, Token

from kg.arguments import conjuncts, is_passive, sentences_of, surface_subjects
from kg.factuality import REPORTS, Cues, operator_of

_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_CLAUSES = frozenset("ccomp parataxis xcomp acl relcl advcl conj dobj pcomp pobj nsubj nsubjpass acomp prep attr".split())


@dataclass(frozen=True, slots=True)
class Voices:
    """The heads of the noun phrases that name the source and the one who relays it."""

    source: Token | None = None
    relay: Token | None = None


def read_voices(token: Token, cues: Cues) -> Voices:
    """Return who states the event that `token` heads, innermost first."""
    voices = list(dict.fromkeys(_voices(token, cues)))
    if not voices:
        voices = list(_quoted_before(token, cues))
    return Voices(voices[0] if voices else None, voices[1] if len(voices) > 1 else None)


def _voices(token: Token, cues: Cues) -> Iterator[Token]:
    node = token
    while True:
        yield from _beside(node, cues)
        head = node.head
        if head == node:
            return
        if head.pos_ in ("VERB", "AUX"):
            yield from _above(node, head, cues)
        elif (
            head.pos_ == "NOUN"
            and node.dep_ in ("acl", "ccomp", "relcl")
            and operator_of(head, cues) in ("say", "think", "expect")
        ):
            yield from _authors(head)
        if node.dep_ not in _CLAUSES:
            return
        if node.dep_ == "relcl":  # what is said of a clause is not said of the aside within it, unless it is quoted
            return
        node = head


def _beside(node: Token, cues: Cues) -> Iterator[Token]:
    """Sources named next to a verb: "according to X", "X said" in passing, "citing X"."""
    for child in node.children:
        if child.lower_ == "according":
            for to in child.children:
                if to.lower_ == "to":
                    yield from (grand for grand in to.children if grand.dep_ == "pobj")
        elif child.dep_ == "parataxis" and child.pos_ == "VERB" and operator_of(child, cues) in ("say", "think"):
            yield from _speaker(child)
        elif child.dep_ == "advcl":
            yield from _cited(child)


def _above(node: Token, head: Token, cues: Cues) -> Iterator[Token]:
    operator = operator_of(head, cues)
    clause = node.dep_ in ("ccomp", "parataxis") or (node.dep_ == "advcl" and node.i < head.i and in_quotes(node))
    rejected = operator == "refuse" and node.dep_ == "dobj" and node.lemma_.lower() in REPORTS
    if (
        rejected
        or (operator == "say" and clause)
        or operator in ("deny", "exclude", "think")
        or (operator == "expect" and node.dep_ in ("ccomp", "dobj"))
    ):
        if operator in ("deny", "exclude") and node.dep_ in ("nsubj", "nsubjpass"):
            return
        yield from (cited for child in head.children for cited in _cited(child))
        yield from _speaker(head)
        if head.lemma_ == "tell" and not is_passive(head):
            yield from (child for child in head.children if child.dep_ in ("dobj", "dative") and child.pos_ == "PROPN")


def _cited(word: Token) -> Iterator[Token]:
    if word.lower_ in ("citing", "quoting"):
        yield from (child for child in word.children if child.dep_ == "dobj")


def _speaker(verb: Token) -> Iterator[Token]:
    if is_passive(verb):
        yield from (c for child in verb.children if child.dep_ == "agent" for c in child.children if c.dep_ == "pobj")
        return
    yield from surface_subjects(verb)[:1]


def _authors(noun: Token) -> Iterator[Token]:
    """Whose report or forecast it is: its possessor, or who stands behind "by", "from" or "in"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield from conjuncts(child)[:1]
        elif child.dep_ == "prep" and child.lower_ in ("by", "from", "in"):
            yield from (grand for grand in child.children if grand.dep_ == "pobj")


def in_quotes(token: Token) -> bool:
    """Whether a token stands within quotation marks of its passage."""
    return _quoted(token.doc)[token.i]


@lru_cache(maxsize=16)
def _quoted(doc: Doc) -> tuple[bool, ...]:
    """Return for each token whether an odd number of marks stands before it; once a passage, which is asked of word by word."""
    marks = accumulate((token.text in _QUOTES for token in doc), initial=0)
    return tuple(before % 2 == 1 for before in marks)


def _quoted_before(token: Token, cues: Cues) -> Iterator[Token]:
    """Find the speaker of a quote that goes on over several sentences: who spoke the part before or after it in the passage."""
    if not in_quotes(token):
        return
    sentences = sentences_of(token.doc)
    at = next(i for i, sentence in enumerate(sentences) if sentence.end > token.i)
    for number in [*range(at, -1, -1), at + 1]:
        if number >= len(sentences):
            continue
        for word in sentences[number]:
            if word.pos_ == "VERB" and not in_quotes(word) and operator_of(word, cues) == "say":
                speaker = next(iter(_speaker(word)), None)
                if speaker is not None and not in_quotes(speaker):
                    yield speaker
                    return
