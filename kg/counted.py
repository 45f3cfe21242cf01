"""What a count measures: `employs 5,000 people`, `cut 10,000 jobs`, `an order for 20 jets`, `runs 212 stores`."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.calendar_words import words
from kg.metric_words import RELATIVE, Reading, governor, metric_of
from kg.model import Quantity
from kg.ontology import Metric, Ontology
from kg.quantities import money

_CUTS = words("cut axe eliminate shed slash scrap trim lose fire dismiss sack")
_COUNTED = {  # verb: the metrics that a count as its object may give, best first
    **dict.fromkeys(("employ",), ("employees",)),
    **dict.fromkeys(("order", "purchase", "buy"), ("orders",)),
    **dict.fromkeys(("deliver", "ship"), ("deliveries", "salesVolume", "sales volume")),
    **dict.fromkeys(("sell",), ("salesVolume", "unitSales", "deliveries")),
    **dict.fromkeys(("produce", "manufacture", "build", "make", "assemble"), ("production",)),
}
_HAS = words("have run operate own serve carry fly handle count boast command keep")
_STAFF = words("people worker employee staff job position post person personnel engineer")
_LOST = words("cut loss layoff redundancy")
_GOODS = words("unit copy piece pair item vehicle device machine")
_KINDS = words("brand model version type kind line service software program variant series product")


def read_count(quantity: Quantity, root: Token, ontology: Ontology) -> Reading | None:
    """Read "employs 5,000 people", "cut 10,000 jobs", "ordered 20 jets", "interest in purchasing 200,000 of these units"."""
    if money(quantity) or quantity.unit in RELATIVE:
        return None
    metrics = ontology.metrics
    noun = root
    top, verb = _object_of(root)
    if verb is None or noun.lemma_.lower() in _LOST:
        return _order_for(noun, top, metrics) or _held(noun, metrics)
    lemma, staff = verb.lemma_.lower(), noun.lemma_.lower() in _STAFF
    if (lemma in _CUTS or (lemma == "lay" and _particle(verb, "off"))) and staff and "jobCuts" in metrics:
        return Reading("jobCuts", None, verb, verb, False, 1)
    own = metric_of(noun, metrics)
    if lemma in _HAS and own and metrics[own[0]].unit == "count":
        return Reading(own[0], noun, verb, verb, False, 1)
    if staff != (lemma == "employ") or not (staff or _is_product(noun, ontology)):
        return None
    name = next((name for name in _COUNTED.get(lemma, ()) if name in metrics), None)
    return Reading(name, None, verb, verb, False, 1) if name else None


def _is_product(noun: Token, ontology: Ontology) -> bool:
    """Tell whether a counted noun is a product: "jets", "units", "A320s"."""
    if noun.pos_ == "PROPN":
        return True
    if noun.lemma_.lower() in _KINDS:
        return False
    return noun.lemma_.lower() in _GOODS or ontology.is_a(ontology.noun_class(noun.lemma_.lower()) or "", "Product")


def _object_of(noun: Token) -> tuple[Token, Token | None]:
    """Return the head of the whole counted phrase ("200,000 of these units") and the verb that acts on it."""
    token = noun
    for _ in range(4):
        above = token.head
        if token.dep_ == "pobj" and above.lower_ in ("of", "to", "than") and above.head.pos_ in ("NUM", "ADV", "ADJ", "NOUN"):
            token = above.head
        elif token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "nsubj" and above.tag_ == "VBN"):
            return token, above if above.pos_ == "VERB" else None
        elif (token.dep_ == "conj" and above.pos_ in ("NOUN", "NUM")) or (
            token.pos_ == "NUM" and token.dep_ in ("nummod", "quantmod")
        ):
            token = above
        else:
            break
    return token, None


def _order_for(noun: Token, top: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "an order for 20 jets" and "10,000 job cuts"."""
    if top.dep_ == "pobj" and top.head.lower_ in ("for", "of") and "orders" in metrics:
        above = top.head.head
        objects_ = (c for c in above.children if c.dep_ == "dobj") if above.pos_ == "VERB" else ()
        order = next((t for t in (above, *objects_) if t.pos_ == "NOUN" and t.lemma_.lower() == "order"), None)
        return Reading("orders", order, order, governor(order), False, 1) if order is not None else None
    if noun.lemma_.lower() in _LOST and "jobCuts" in metrics:
        jobs = noun.lemma_.lower() in ("layoff", "redundancy") or any(c.lemma_.lower() == "job" for c in noun.children)
        return Reading("jobCuts", noun, noun, governor(noun), False, 1) if jobs else None
    return None


def _held(noun: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "a company with 3,400 employees": whose they are is the noun before "with"."""
    own = metric_of(noun, metrics)
    if own is None or metrics[own[0]].unit != "count" or noun.dep_ != "pobj" or noun.head.lower_ != "with":
        return None
    holder = noun.head.head
    return Reading(own[0], noun, noun, governor(noun), False, 1) if holder.pos_ in ("NOUN", "PROPN") else None


def _particle(verb: Token, word: str) -> bool:
    return any(child.dep_ == "prt" and child.lower_ == word for child in verb.children)
