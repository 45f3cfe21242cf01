"""What a number measures, read from the parse: `revenue rose 12 percent`, `a loss of $3 billion`, `12,000 jobs were cut`.

A reading names the metric, the event's head, whether the number is a change or a level, and its sign. It says nothing of whose
figure it is (kg/owners.py), and it reads nothing where the grammar between number and metric is not one of a few plain shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.arguments import is_passive, objects, surface_subjects
from kg.calendar_words import words
from kg.model import Quantity
from kg.ontology import Metric, Ontology
from kg.quantities import money

UP = words(
    """rise increase grow climb gain jump soar surge advance add improve rebound recover rally spike leap double triple treble
    quadruple raise lift boost up higher expand swell balloon growth upturn hike uptick rocket skyrocket strengthen edge"""
)
DOWN = words(
    """fall drop decline decrease slump plunge slide sink tumble shrink dip lose slip plummet contract dive weaken ease halve cut
    reduce lower trim slash down loss reduction contraction downturn retreat crash shed collapse slashing deteriorate"""
)
LEVELS = words(
    """be stand total reach hit amount come trade close end open finish exceed top average remain stay change settle sit equal
    surpass number widen narrow"""
)
# Verbs whose subject has the figure that is their object.
REPORTS = words(
    """report post record book have see suffer make generate achieve register show enjoy announce realise realize turn earn
    maintain incur reach command boast unveil disclose declare log experience sustain face get hold deliver publish swing"""
)
_CUTS = words("cut axe eliminate shed slash scrap trim lose fire dismiss sack")
_COUNTED = {  # verb: the metrics that a count as its object may give, best first
    **dict.fromkeys(("employ",), ("employees",)),
    **dict.fromkeys(("order", "purchase", "buy"), ("orders",)),
    **dict.fromkeys(("deliver", "ship"), ("deliveries", "salesVolume", "sales volume")),
    **dict.fromkeys(("sell",), ("salesVolume", "unitSales", "deliveries")),
    **dict.fromkeys(("produce", "manufacture", "build", "make", "assemble"), ("production",)),
}
_STAFF = words("people worker employee staff job position post person personnel engineer")
_LOST = words("cut loss layoff redundancy")
_GOODS = words("unit copy piece item vehicle device machine")
_KINDS = words("brand model version type kind line service software program variant series product")
_VAGUE = words("total record average high low level peak maximum minimum rate best worst sum figure some excess equivalent net")
_HEDGES = words(
    "as much many little few more less than about around nearly almost over up to least most well only just some close roughly"
)
_CHANGES = words("up down higher lower")
_PRICED = words("share stock")
RELATIVE = ("%", "pp", "bp")
_STEPS = 9  # between a number and its metric; longer ways are parse errors


@dataclass(frozen=True, slots=True)
class Reading:
    """`noun` names the metric (None where the verb does: "employs"), `event` heads the statement, `verb` governs it."""

    metric: str
    noun: Token | None
    event: Token
    verb: Token | None
    change: bool
    sign: int


def read_figure(quantity: Quantity, root: Token, ontology: Ontology) -> Reading | None:
    """Return what a quantity measures, or None where that is not plain; `root` heads its span, or is the noun that it counts."""
    metrics = ontology.metrics
    if root.pos_ == "VERB":  # "doubled": the verb is the number
        return _of_subject(root, metrics, True, 1) or _of_object(root, metrics, True, 1)
    return _counted(quantity, root, ontology) or _stated(root, metrics) or _climb(quantity, root, metrics)


def metric_of(token: Token, metrics: Mapping[str, Metric]) -> tuple[str, int] | None:
    """Return the metric that a noun names, by the longest run of lemmas that ends in it, and -1 where it is a loss."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return None
    sign = -1 if token.lemma_.lower() == "loss" else 1
    before = [t.lemma_.lower() for t in token.doc[max(token.sent.start, token.i - 2) : token.i]]
    for size in range(len(before), -1, -1):
        lead = before[len(before) - size :]
        phrases = {" ".join([*lead, last]) for last in (token.lemma_.lower(), token.lower_)}
        if sign > 0 and not phrases & _PRICED:
            named = [name for name, metric in metrics.items() if phrases & metric.nouns]
            if named:
                return named[0], 1
    if sign < 0:
        name = "operatingProfit" if before and before[-1] == "operating" else "netProfit"
        return (name, -1) if name in metrics else None
    if token.lemma_.lower() in _PRICED and (token.tag_ == "NNS" or token.lemma_.lower() == "stock") and "sharePrice" in metrics:
        return "sharePrice", 1
    return None


def _direction(token: Token) -> int:
    """Return +1 or -1 for a word of rising or falling, 0 for any other."""
    lemma = token.lemma_.lower()
    return 1 if lemma in UP else -1 if lemma in DOWN else 0


def governor(token: Token) -> Token | None:
    """Return the verb above a noun, through prepositions, compounds and other nouns."""
    for _ in range(_STEPS):
        if token.head == token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _counted(quantity: Quantity, root: Token, ontology: Ontology) -> Reading | None:
    """Read "employs 5,000 people", "cut 10,000 jobs", "ordered 20 jets", "interest in purchasing 200,000 of these units"."""
    if money(quantity) or quantity.unit in RELATIVE:
        return None
    metrics = ontology.metrics
    noun, verb = _object_of(root)
    if verb is None or noun.lemma_.lower() in _LOST:
        return _order_for(noun, metrics)
    lemma, staff = verb.lemma_.lower(), noun.lemma_.lower() in _STAFF
    if (lemma in _CUTS or (lemma == "lay" and _particle(verb, "off"))) and staff and "jobCuts" in metrics:
        return Reading("jobCuts", None, verb, verb, False, 1)
    own = metric_of(noun, metrics)
    if lemma == "have" and own and metrics[own[0]].unit == "count":
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
    """Return the counted noun and the verb that acts on it; "200,000 of these units" counts units."""
    token = noun
    for _ in range(3):
        if (
            token.dep_ == "pobj"
            and token.head.lower_ in ("of", "to", "than")
            and token.head.head.pos_ in ("NUM", "ADV", "ADJ", "NOUN")
        ):
            token = token.head.head
        elif token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "nsubj" and token.head.tag_ == "VBN"):
            break
        elif token.pos_ == "NUM" and token.dep_ in ("nummod", "quantmod"):
            token = token.head
        else:
            return noun, None
    verb = token.head
    return (noun, verb) if verb.pos_ == "VERB" and token.dep_ in ("dobj", "nsubjpass", "nsubj") else (noun, None)


def _order_for(noun: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "an order for 20 jets" and "10,000 job cuts"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("for", "of") and "orders" in metrics:
        above = noun.head.head
        objects_ = (c for c in above.children if c.dep_ == "dobj") if above.pos_ == "VERB" else ()
        order = next((t for t in (above, *objects_) if t.pos_ == "NOUN" and t.lemma_.lower() == "order"), None)
        return Reading("orders", order, order, governor(order), False, 1) if order is not None else None
    if noun.lemma_.lower() in _LOST and "jobCuts" in metrics:
        jobs = noun.lemma_.lower() in ("layoff", "redundancy") or any(c.lemma_.lower() == "job" for c in noun.children)
        return Reading("jobCuts", noun, noun, governor(noun), False, 1) if jobs else None
    return None


def _particle(verb: Token, word: str) -> bool:
    return any(child.dep_ == "prt" and child.lower_ == word for child in verb.children)


def _stated(root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "$5 billion in revenue", "$2 billion of profit": the metric behind the number."""
    if root.lower_ in ("percent", "%", "point", "points"):
        return None
    for prep in root.children:
        if prep.lower_ not in ("in", "of") or prep.i < root.i:
            continue
        for noun in prep.children:
            found = metric_of(noun, metrics) if noun.dep_ == "pobj" else None
            if found and found[0] != "sharePrice" and metrics[found[0]].unit == "money":
                return Reading(found[0], noun, noun, governor(root), False, found[1])
    return None


def _climb(quantity: Quantity, root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Go up from the number to the first word that says what it measures, keeping the prepositions on the way."""
    token, way = root, ""
    for _ in range(_STEPS):
        head = token.head
        if head == token or token.dep_ in ("relcl", "advcl", "ccomp", "appos", "parataxis", "conj", "nsubj", "nsubjpass"):
            return None
        if head.lower_ in _CHANGES and head.pos_ != "VERB":
            return _compared(head, metrics) if way == "" else None
        if head.pos_ in ("VERB", "AUX"):
            return _verb(quantity, head, way, metrics)
        if head.pos_ in ("ADP", "SCONJ") and head.lower_ not in _HEDGES - {"to", "over"}:
            way = head.lower_
        elif head.lower_ == "to" and not (head.i and head.nbor(-1).lower_ == "up"):
            way = "to"
        elif head.pos_ in ("NOUN", "PROPN") and not _plain(head):
            return _noun(quantity, head, token, way, metrics)
        token = head
    return None


def _plain(head: Token) -> bool:
    """Tell whether a noun says nothing of its own: "a total of", "142,285 units", "a record $5 billion"."""
    return (
        head.lemma_.lower() in _VAGUE
        or head.pos_ == "NUM"
        or head.is_currency
        or head.lower_ in ("percent", "%", "million", "billion")
    )


def _compared(word: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "closed at $12.30, up 4 percent", "with revenue up 5 percent", "was 3 percent higher"."""
    sign, above = _direction(word), word.head
    for _ in range(_STEPS):
        found = metric_of(above, metrics)
        if found and above.i < word.i:
            return Reading(found[0], above, above, governor(above), True, sign * found[1])
        if above.pos_ in ("VERB", "AUX"):
            return _of_subject(above, metrics, True, sign)
        inner = above.dep_ in ("prep", "acomp", "advmod", "amod", "pobj", "npadvmod") or (
            _plain(above) and above.dep_ in ("attr", "dobj")
        )
        if not inner or above.head == above:
            return None
        above = above.head
    return None


def _verb(quantity: Quantity, verb: Token, way: str, metrics: Mapping[str, Metric]) -> Reading | None:
    lemma, direction = verb.lemma_.lower(), _direction(verb)
    if direction and way in ("", "by", "to", "at", "of") and not (direction < 0 and lemma == "lose" and money(quantity)):
        change = way in ("", "by", "of")
        if change and lemma in ("reach", "hit"):
            return None
        return _of_subject(verb, metrics, change, direction if change else 1) or _of_object(
            verb, metrics, change, direction if change else 1
        )
    if lemma in ("lose", "earn") and way == "" and money(quantity) and "netProfit" in metrics:
        return Reading("netProfit", None, verb, verb, False, -1 if lemma == "lose" else 1)
    if lemma == "value" and way == "at" and money(quantity) and is_passive(verb) and "marketValue" in metrics:
        return Reading("marketValue", None, verb, verb, False, 1)
    if lemma in LEVELS and way in ("", "at", "to", "above", "below", "over"):
        return _of_subject(verb, metrics, False, 1)
    return None


def _of_subject(verb: Token, metrics: Mapping[str, Metric], change: bool, sign: int) -> Reading | None:
    for subject in surface_subjects(verb):
        found = metric_of(subject, metrics)
        if found and not (found[1] < 0 and change):
            return Reading(found[0], subject, verb, verb, change, sign * found[1])
    return None


def _of_object(verb: Token, metrics: Mapping[str, Metric], change: bool, sign: int) -> Reading | None:
    """Read "raised its dividend by 5 percent", "narrowed", "cut its debt to $2 billion"."""
    for thing in objects(verb):
        found = metric_of(thing, metrics)
        if found and found[1] > 0 and found[0] != "sharePrice":
            return Reading(found[0], thing, verb, verb, change, sign)
    return None


def _noun(quantity: Quantity, noun: Token, token: Token, way: str, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "a 34 percent revenue increase", "a loss of $3 billion", "a 5 percent drop in sales"."""
    relative = quantity.unit in RELATIVE
    if way not in ("", "of", "by", "to", "at"):
        return None
    direction = _direction(noun)
    if direction and (relative or not metric_of(noun, metrics)):
        found = _changed(noun, metrics)
        change = way not in ("to", "at")
        if found is None or (found[2] < 0 and change):
            return None
        return Reading(found[0], found[1], noun, governor(noun), change, direction if change else found[2])
    found_level = metric_of(noun, metrics)
    if found_level is None or way not in ("", "of") or (found_level[0] == "sharePrice" and noun.lemma_.lower() != "price"):
        return None
    if relative and metrics[found_level[0]].unit != "percent":
        return None
    return Reading(found_level[0], noun, noun, governor(noun), False, found_level[1])


def _changed(change: Token, metrics: Mapping[str, Metric]) -> tuple[str, Token, int] | None:
    """Return the metric that a noun of change speaks of: before it, behind "in" or "of", or the subject of its verb."""
    for noun in _candidates(change):
        found = metric_of(noun, metrics)
        if found:
            return found[0], noun, found[1]
    verb = governor(change)
    if verb is None or change.dep_ not in ("dobj", "attr", "pobj"):
        return None
    reading = _of_subject(verb, metrics, False, 1)
    if reading is None and any(subject.pos_ == "PRON" and subject.lower_ in ("it", "they") for subject in surface_subjects(verb)):
        reading = next(
            (r for clause in verb.children if clause.dep_ == "advcl" and (r := _of_subject(clause, metrics, False, 1))), None
        )
    return (reading.metric, reading.noun, reading.sign) if reading and reading.noun else None


def _candidates(change: Token) -> Iterator[Token]:
    yield from (child for child in change.children if child.dep_ in ("compound", "nmod", "amod", "poss"))
    for prep in change.children:
        if prep.lower_ in ("in", "of", "for"):
            yield from (noun for noun in prep.children if noun.dep_ == "pobj")
