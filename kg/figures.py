"""What a number measures, read from the parse: `revenue rose 12 percent`, `a loss of $3 billion`, `12,000 jobs were cut`.

A reading names the metric, the event's head, whether the number is a change or a level, and its sign. It says nothing of whose
figure it is (kg/owners.py), and it reads nothing where the grammar between number and metric is not one of a few plain shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.arguments import is_passive, objects, surface_subjects
from kg.calendar_words import words
from kg.counted import read_count
from kg.metric_words import LEVELS, RELATIVE, STEPS, Reading, direction, governor, metric_of
from kg.model import Quantity
from kg.ontology import Metric, Ontology
from kg.quantities import money

_VAGUE = words("total record average high low level peak maximum minimum rate best worst sum figure some excess equivalent net")
_HEDGES = words(
    "as much many little few more less than about around nearly almost over up to least most well only just some close roughly"
)
_FINES = words("fine fin")  # "fin" is what the lemmatizer makes of "fined"
_RAISES = words("raise collect bag secure attract net")
_CHANGES = words("up down higher lower more less")
_OWN = {  # verb and preposition: the metric of the verb's subject that an amount of money gives
    ("lose", ""): ("netProfit", -1),
    ("earn", ""): ("netProfit", 1),
    ("cost", ""): ("price", 1),
    ("value", "at"): ("marketValue", 1),
}
# What may stand behind "$5 billion in …" and be its metric; "$5 billion in cash" is a way to pay.
_FLOWS = words("revenue profit netProfit operatingProfit ebitda savings debt costs loss")
ITSELF = "itself"  # the metric of "Corvane rose 3 percent": which one, only the kind of article says


def read_figure(quantity: Quantity, root: Token, ontology: Ontology) -> Reading | None:
    """Return what a quantity measures, or None where that is not plain; `root` heads its span, or is the noun that it counts."""
    metrics = ontology.metrics
    if root.pos_ == "VERB":  # "doubled": the verb is the number
        return _of_subject(root, metrics, True, 1) or _of_object(root, metrics, True, 1)
    read = read_count(quantity, root, ontology) or _raised(quantity, root, metrics) or _worth(quantity, root, metrics)
    return read or _stated(root, metrics) or _climb(quantity, root, metrics)


def _raised(quantity: Quantity, root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "raised $18 million", "collected 5 million euros", "was fined 320 million reais": the money is the verb's object."""
    verb = root.head
    if not money(quantity) or root.dep_ not in ("dobj", "dative", "oprd", "npadvmod") or verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    if lemma in _RAISES and "funding" in metrics and root.dep_ == "dobj":
        return Reading("funding", None, verb, verb, False, 1)
    return Reading("fine", None, verb, verb, False, 1) if lemma in _FINES and "fine" in metrics else None


def _worth(quantity: Quantity, root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "is worth $3.4 billion" and "valuing it at $3.4 billion"."""
    above = root.head
    if not money(quantity) or "marketValue" not in metrics:
        return None
    if above.lower_ == "worth" and above.head.pos_ == "AUX":
        return Reading("marketValue", None, above.head, above.head, False, 1)
    if above.lower_ == "at" and above.head.lemma_ == "value" and above.head.pos_ == "VERB":
        return Reading("marketValue", None, above.head, above.head, False, 1)
    return None


def _stated(root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Read "$5 billion in revenue", "$2 billion of profit": the metric behind the number."""
    if root.lower_ in ("percent", "%", "point", "points"):
        return None
    for prep in root.children:
        if prep.lower_ not in ("in", "of") or prep.i < root.i:
            continue
        for noun in prep.children:
            found = metric_of(noun, metrics) if noun.dep_ == "pobj" else None
            if found and found[0] in _FLOWS:
                return Reading(found[0], noun, noun, governor(root), False, found[1])
    return None


def _climb(quantity: Quantity, root: Token, metrics: Mapping[str, Metric]) -> Reading | None:
    """Go up from the number to the first word that says what it measures, keeping the prepositions on the way."""
    token, way = root, ""
    for _ in range(STEPS):
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
    sign, above = direction(word), word.head
    for _ in range(STEPS):
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
    lemma, turn = verb.lemma_.lower(), direction(verb)
    if turn and way in ("", "by", "of", "to", "at") and not (lemma == "lose" and money(quantity)):
        change = way in ("", "by", "of")
        sign = turn if change else 1
        return (
            _of_subject(verb, metrics, change, sign) or _of_object(verb, metrics, change, sign) or _of_itself(verb, change, sign)
        )
    if lemma in LEVELS and way in ("", "at", "to", "above", "below", "over"):
        return _of_subject(verb, metrics, False, 1)
    name, sign = _OWN.get((lemma, way), ("", 1))
    if name not in metrics or not money(quantity) or (name == "marketValue" and not is_passive(verb)):
        return None
    return Reading(name, None, verb, verb, False, sign)


def _of_itself(verb: Token, change: bool, sign: int) -> Reading | None:
    """Read "Corvane rose 3 percent", which a report on the stock market says of shares."""
    if any(child.dep_ == "dobj" and not child.like_num and child.lower_ not in ("percent", "%") for child in verb.children):
        return None
    return Reading(ITSELF, None, verb, verb, change, sign)


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
    turn = direction(noun)
    if turn and (relative or not metric_of(noun, metrics)):
        found = _changed(noun, metrics)
        change = way not in ("to", "at")
        if found is None or (found[2] < 0 and change):
            return None
        return Reading(found[0], found[1], noun, governor(noun), change, turn if change else found[2])
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
