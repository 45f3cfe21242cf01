"""From a token that fills a slot to the mention that stands at a claim's end."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.arguments import conjuncts
from kg.model import Mention
from kg.parsed import Parsed

# "a group of banks", "12 of the jets": what counts stands behind "of"
_COLLECTIVE = frozenset(
    (
        "one some many most several all both none any each number majority part portion bulk half dozen hundred thousand "
        "million pair handful score couple group series set range fleet batch total rest lot"
    ).split()
)

_SHARES = frozenset({"share", "stock", "bond", "equity", "security"})
_SUMS = frozenset({"million", "billion", "trillion"})
_DEALS = frozenset({"deal", "order", "contract", "agreement", "plan", "offer", "bid"})
_BODIES = frozenset({"board", "management", "supervisory"})
_EXPERTS = frozenset({"analyst", "economist", "strategist", "researcher", "expert", "broker", "observer"})


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
    named = own is not None and parsed.links.forms.get((passage, token.i)) == "name"
    if not named:
        yield from _named_products(parsed, passage, token)
        lemma = token.lemma_.lower() if token.tag_ != "NNPS" else token.lower_.removesuffix("s")
        if lemma in _COLLECTIVE or token.pos_ in ("NUM", "DET"):
            yield from _behind(parsed, passage, token, ("of", "in") if lemma in _SUMS else ("of",))
        elif lemma in _DEALS:  # "the Air Canada deal includes …": whose deal it is
            yield from _owners(parsed, passage, token, ("poss", "compound", "nmod"))
        elif lemma in _SHARES:  # "shares of X", "its stock": who trades is the company
            yield from _owners(parsed, passage, token, ("poss", "compound", "nmod"))
            yield from _behind(parsed, passage, token, ("of", "in"))
        elif lemma in _BODIES:  # "the board of X", "X's management": the company decides
            yield from _owners(parsed, passage, token, ("poss",))
            yield from _behind(parsed, passage, token, ("of", "at"))
        elif lemma in _EXPERTS:  # "analysts at X": X says so
            yield from _behind(parsed, passage, token, ("at", "of", "from", "with"))
    if own is not None:
        yield own


def _named_products(parsed: Parsed, passage: int, token: Token) -> Iterator[Mention]:
    """Yield the named product within a noun phrase ("H200 chips", "an application, Qwen"): the name says more than the kind."""
    for child in token.children:
        if child.dep_ in ("compound", "nmod", "appos") and child.pos_ != "DET":
            found = parsed.mention(passage, child)
            is_name = parsed.links.forms.get((passage, child.i)) == "name"
            if found is not None and is_name and parsed.ontology.is_a(found.entity.type, "Product"):
                yield found


def _owners(parsed: Parsed, passage: int, token: Token, deps: tuple[str, ...]) -> Iterator[Mention]:
    for child in token.children:
        if child.dep_ in deps:
            for each in conjuncts(child):
                yield from _candidates(parsed, passage, each)


def _behind(parsed: Parsed, passage: int, token: Token, words: tuple[str, ...]) -> Iterator[Mention]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in words:
            for grand in child.children:
                if grand.dep_ == "pobj":
                    for each in conjuncts(grand):
                        yield from _candidates(parsed, passage, each)
