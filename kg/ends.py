"""From a token that fills a slot to the mention that stands at a claim's end."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.arguments import conjuncts
from kg.model import Mention
from kg.parsed import Parsed

# "a group of banks", "12 of the jets": what counts stands behind "of"
_COLLECTIVE = frozenset(
    [
        "one",
        "some",
        "many",
        "most",
        "several",
        "all",
        "both",
        "none",
        "any",
        "each",
        "number",
        "majority",
        "part",
        "portion",
        "bulk",
        "share",
        "half",
        "dozen",
        "hundred",
        "thousand",
        "million",
        "pair",
        "handful",
        "group",
        "series",
        "set",
        "range",
        "fleet",
        "batch",
        "total",
        "rest",
        "lot",
    ]
)


def ends(parsed: Parsed, passage: int, token: Token, classes: tuple[str, ...]) -> Iterator[Mention]:
    """Yield the mentions that a slot's token may stand for, the best first; those of one of the `classes` before all others.

    Besides the token's own mention that is the name within a noun phrase ("H200 graphics processing units") and what a collective
    noun counts ("twelve of the jets").
    """
    found = list(dict.fromkeys(_candidates(parsed, passage, token)))
    fitting = [m for m in found if any(parsed.ontology.is_a(m.entity.type, name) for name in classes)]
    yield from fitting
    yield from (mention for mention in found if mention not in fitting)


def _candidates(parsed: Parsed, passage: int, token: Token) -> Iterator[Mention]:
    own = parsed.mention(passage, token)
    if token.pos_ != "PROPN":
        for child in token.children:  # the name says more than the kind: "H200 chips"
            if child.dep_ in ("compound", "nmod", "appos") and child.pos_ in ("PROPN", "X", "NUM"):
                named = parsed.mention(passage, child)
                if (
                    named is not None
                    and parsed.links.forms.get((passage, child.i)) == "name"
                    and parsed.ontology.is_a(named.entity.type, "Product")
                ):
                    yield named
    if token.lemma_.lower() in _COLLECTIVE or token.pos_ in ("NUM", "DET"):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for grand in child.children:
                    if grand.dep_ == "pobj":
                        for each in conjuncts(grand):
                            yield from _candidates(parsed, passage, each)
    if own is not None:
        yield own
