"""Ends without a name: when they are worth an edge, and the kinds of things that a noun before another names ("heat-pump maker").

"A retailer bought a maker of boots" names nobody; "regulators approved X's bid" and "X makes heat pumps" say something of X.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.draft import Reader
from kg.frames import noun_lemmas
from kg.iris import local_iri
from kg.language import is_describing
from kg.matching import Match
from kg.model import Entity, Mention

# Who acts and what is acted on without a name, by relation.
_ACTORS = ("Unit", "GovernmentBody", "Union")
_ACTING = {
    "ownsStakeIn": ("Group", "Unit", "GovernmentBody"),
    "sues": ("Group", "GovernmentBody", "Union"),
    "produces": ("Unit",),
    "develops": ("Unit",),
    "instanceOf": (),
    "locatedIn": ("Unit", "GovernmentBody"),
    "usedFor": ("Product", "Topic"),
    "headquarteredIn": (),
}
_THINGS = ("Unit", "Product", "Topic", "Results", "GovernmentBody")
_ACTED_ON = {
    "acquires": ("Unit", "Facility"),
    "sells": ("Unit", "Facility"),
    "launches": (),
    "competesWith": (),
    "ownsStakeIn": ("Unit",),
    "subsidiaryOf": (),
    "uses": ("Product",),
    "partnersWith": ("GovernmentBody",),
    "suppliesTo": ("GovernmentBody", "Unit"),
}
# Where it tells something of the named end that somebody of a country or trade does it, or has it done to him.
_BY_WHOM_EVER = frozenset(
    str.split("acquires investsIn ownsStakeIn suppliesTo orders opposes sues partnersWith competesWith uses")
)
_WHOM_EVER = frozenset(str.split("acquires sells suppliesTo competesWith partnersWith sues investsIn ownsStakeIn"))
_OWNERS = frozenset({"shareholder", "stockholder", "investor", "owner"})  # that they own and vote goes without saying
_MANUFACTURES = frozenset({"produce", "manufacture", "build", "assemble", "brew", "develop", "design"})
_FIELDS = frozenset({"AI", "IT", "TV", "3D", "5G", "4G", "LED", "PC"})  # capitals that tell a kind and name nobody
_NO_TRADES = frozenset("family shell market parent holding sister venture partner target state world start".split())
_NO_KINDS = frozenset("product part brand model offering item version thing".split())
# Endings of what is done, thought or felt, and not made in a plant ("made announcements, promises, changes").
_ABSTRACT = tuple("tion sion ment nes ity itie ance ence ism ship ure ay ing cy cie se ge".split())


def may_stand(reader: Reader, passage: int, relation: str, left: Mention, right: Mention) -> bool:
    """Return whether a claim's ends are named, or of a class that says something in this relation without a name."""
    if relation == "usedFor":
        return not reader.is_local(left) or _is_modified(reader.root(passage, left))
    if relation == "locatedIn" and reader.is_local(left) and not _is_definite(reader.root(passage, left)):
        return False  # "a regulator in Peru" is anybody
    if reader.is_local(left) and (reader.is_local(right) or left.text.split()[-1].lower().removesuffix("s") in _OWNERS):
        return False
    if relation in ("acquires", "sells") and reader.is_local(right):
        root = reader.root(passage, right)
        modifiers = {child.dep_ for child in root.children} if root is not None else set()
        if "nummod" in modifiers:
            return False  # "sold 141,951 units": goods
        if "poss" in modifiers:
            return not reader.is_local(left)  # "its internet business"
    acts = not reader.is_local(left) or _is_one_of(reader, left, _ACTING.get(relation, _ACTORS))
    acts = acts or (relation in _BY_WHOM_EVER and _is_told_apart(reader, passage, left))
    acted = not reader.is_local(right) or _is_one_of(reader, right, _ACTED_ON.get(relation, _THINGS))
    return acts and (acted or (relation in _WHOM_EVER and _is_told_apart(reader, passage, right)))


def _is_told_apart(reader: Reader, passage: int, mention: Mention) -> bool:
    """Whether a noun without a name says at least of what country or trade: "Qatari investors", "a Chinese chemicals group"."""
    noun = reader.root(passage, mention)
    if noun is None or not _is_one_of(reader, mention, ("Company", "Group")):
        return False
    kinds = (child for child in noun.children if child.i < noun.i)
    return any(child.dep_ in ("compound", "nmod") or (child.dep_ == "amod" and child.text[:1].isupper()) for child in kinds)


def _is_definite(noun: Token | None) -> bool:
    """Whether a noun has "the" or an owner before it."""
    return noun is not None and any(child.dep_ == "poss" or child.lower_ == "the" for child in noun.children)


def _is_modified(noun: Token | None) -> bool:
    """Whether a clause hangs on the noun itself: "paper that is used for labels"."""
    return noun is not None and any(child.dep_ in ("acl", "relcl") for child in noun.children)


def _is_one_of(reader: Reader, mention: Mention, classes: Sequence[str]) -> bool:
    return any(reader.parsed.ontology.is_a(mention.entity.type, name) for name in classes)


def is_concrete(text: str) -> bool:
    """Return whether a phrase in the plural names things, and not what is done, thought or felt.

    >>> is_concrete("wood stoves"), is_concrete("announcements"), is_concrete("progress")
    (True, False, False)
    """
    word = text.split()[-1].lower()
    return word.endswith("s") and not word.endswith("ss") and not word.rstrip("s").endswith(_ABSTRACT)


def made_thing(reader: Reader, match: Match, right: Mention) -> Mention:
    """Return the object as a product where somebody makes things of an unknown kind ("makes stoves")."""
    if right.entity.type != "Thing" or not reader.is_local(right) or match.pattern.form != "verb" or match.frame.form != "verb":
        return right
    if match.relation == "uses":  # "uses differing strategies"
        return right
    verb = match.frame.head
    habitual = verb.tag_ in ("VBZ", "VBP", "VBG") or verb.lemma_ in _MANUFACTURES or verb.dep_ == "acl"
    concrete = is_concrete(right.text)
    return replace(right, entity=replace(right.entity, type="Product")) if habitual and concrete else right


def kind_mention(reader: Reader, passage: int, noun: Token, type_: str, *, adjectives: bool = True) -> Mention:
    """Return a noun with the words before it that tell its kind: "graphics processing units", "smart glasses", not "new".

    `adjectives` says whether an adjective may: "the largest car maker" makes cars, not largest cars.
    """
    first = noun
    while first.i > noun.sent.start:
        before = first.nbor(-1)
        joins = before.text in "-–" and before.i > noun.sent.start
        word = before.nbor(-1) if joins else before
        tells = word.pos_ == "NOUN" or (adjectives and word.tag_ == "JJ" and (joins or not is_describing(word.lower_)))
        begins = word.i == noun.sent.start and not reader.is_name(passage, word)  # "Heat-pump maker Corvane"
        if not (tells or word.text in _FIELDS) or (word.text[:1].isupper() and word.text not in _FIELDS and not begins):
            break
        first = word
    return _mention(reader, passage, first, noun, type_)


def is_trade(noun: Token) -> bool:
    """Whether a noun before "company" or "firm" may name its trade: "packaging", not "family" nor half of "start-up"."""
    return noun.lemma_.lower() not in _NO_TRADES and not (noun.nbor(1).text in "-–" and noun.head == noun.nbor(2))


def activity_mention(reader: Reader, passage: int, gerund: Token) -> Mention:
    """Return what somebody does with a thing as a mention: "training the most complex AI models"."""
    last = max((child for child in gerund.children if child.dep_ == "dobj"), key=lambda t: t.i, default=gerund)
    behind = [child for child in gerund.children if child.dep_ == "prep" and child.i == gerund.i + 1]
    if last == gerund and behind:  # "parking without a driver"
        last = max((child for child in behind[0].children if child.dep_ == "pobj"), key=lambda t: t.i, default=gerund)
    return _mention(reader, passage, gerund, _with_of(last), "Topic")


def purpose_mention(reader: Reader, passage: int, noun: Token) -> Mention:
    """Return what a thing serves for as a topic: "medical deliveries", "the recognition of swimming strokes"."""
    kind = kind_mention(reader, passage, noun, "Topic")
    last = _with_of(noun)
    return kind if last == noun else _mention(reader, passage, noun, last, "Topic")


def _with_of(noun: Token) -> Token:
    """Return the last word of a noun with its "of": "planning the movement of containers"."""
    behind = (grand for child in noun.children if child.lower_ == "of" for grand in child.children if grand.dep_ == "pobj")
    return max(behind, key=lambda t: t.i, default=noun)


def _mention(reader: Reader, passage: int, first: Token, last: Token, type_: str) -> Mention:
    """Return the words from one token to another as an entity of this document alone."""
    where = reader.parsed.passages[passage]
    end = last.idx + len(last)
    text = where.text[first.idx : end]
    entity = Entity(local_iri(reader.parsed.document.iri, text), text, type_)
    return Mention(where.start + first.idx, where.start + end, text, entity)


def is_ranked(noun: Token) -> bool:
    """Return whether a noun ranks a thing and so tells no kind: "the largest van"."""
    return any(child.tag_ in ("JJS", "RBS") for child in noun.children)


def is_kind(reader: Reader, noun: Token, subject: Mention) -> bool:
    """Return whether a noun said of a product names its kind: a common product noun, told apart by more than praise.

    "The A380, an aircraft" and "the largest airliner" tell a reader nothing that the product's class does not.
    """
    known = (reader.parsed.ontology.noun_class(lemma) for lemma in reversed(noun_lemmas(noun)))
    found = next((cls for cls in known if cls is not None), None)
    if noun.lemma_.lower() in _NO_KINDS and not any(child.dep_ == "compound" for child in noun.children):
        return False  # "its first product"
    if not noun.text.islower() or (found is not None and not reader.parsed.ontology.is_a(found, "Product")):
        return False
    if is_ranked(noun) or any(child.dep_ == "nummod" for child in noun.children):
        return False
    telling = any(child.dep_ in ("compound", "nmod") and child.pos_ == "NOUN" for child in noun.children)
    telling = telling or any(child.tag_ == "JJ" and not is_describing(child.lower_) for child in noun.children)
    if telling or (noun.tag_ == "NNS" and noun.dep_ == "nsubj"):  # "its brands include X" names no kind
        return telling
    return found is not None and noun.dep_ in ("appos", "dobj", "pobj", "nsubj", "nsubjpass")
