"""Observations: what a text says of a company's figures, as claims whose relation is `metric:NAME` and whose object is a number.

A fall is negative, and so is a loss (of `netProfit`); `measure.change` tells a change ("rose 12 percent") from a level ("to $5.2
billion"). Orders are those that the subject places, receives or has. A figure whose owner the text does not say is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg import context
from kg.figures import ITSELF, read_figure
from kg.metric_words import RELATIVE, REPORTS, Reading, governor, metric_of
from kg.model import Claim, Dropped, Measure, Mention, Moment, Quantity, Status
from kg.ontology import Metric
from kg.owners import Owner, owner_of
from kg.parsed import Parsed
from kg.quantities import find_quantities, money
from kg.times import find_moments, moment_of

_RATE = re.compile(r"\s?(?:per|each|an?)\s(?!year|quarter|month)\w", re.IGNORECASE)  # "$28 an hour"
_BY_SHARE = frozenset({"sharePrice", "dividend", "earningsPerShare", "price"})
_EVENTS = frozenset({"jobCuts", "newJobs", "orders", "deliveries", "production"})
_MARKET = frozenset({"shares", "stocks", "traders", "bourse"})  # an article that opens with them tells of prices on the market
_UNIT = r"(?:year|quarter|month|week|period|time)"
_COMPARISON = re.compile(
    rf"""(?:from|than|with|to|against)\s(?:(?:the\s)?(?:same\s)?{_UNIT}(?:\sa\syear)?\s(?:earlier|before|ago)|a\s{_UNIT}\s(?:earlier|before|ago)
      |(?:the\s)?(?:previous|prior|preceding|last)\s{_UNIT}|the\ssame\s{_UNIT}(?:\s(?:a|last|of|in)\s\w+)?(?:\s(?:earlier|ago|before))?)
    |a\s{_UNIT}\s(?:earlier|ago)|{_UNIT}-(?:over|on)-{_UNIT}|(?:twelve|six|three|nine)-month|since\sthe\s(?:start|beginning)\sof\sthe\s\w+""",
    re.VERBOSE | re.IGNORECASE,
)


def extract(parsed: Parsed) -> Iterator[Claim | Dropped]:
    """Yield the observations of a document in the order of its text, and what was read but linked to nobody."""
    for passage, doc in enumerate(parsed.docs):
        offset = parsed.passages[passage].start
        quantities = find_quantities(doc, offset)
        if not quantities:
            continue
        moments = find_moments(doc, offset, parsed.document.said)
        seen: set[tuple[object, ...]] = set()
        for quantity in quantities:
            span = doc.char_span(quantity.start - offset, quantity.end - offset, alignment_mode="expand")
            found = _observation(parsed, passage, quantity, span, moments) if span is not None else None
            if isinstance(found, Claim):
                key = (found.evidence.start, found.subject.entity.iri, found.relation, quantity.value, found.measure)
                if key in seen:
                    continue
                seen.add(key)
            if found is not None:
                yield found


def _observation(
    parsed: Parsed, passage: int, quantity: Quantity, span: Span, moments: tuple[Moment, ...]
) -> Claim | Dropped | None:
    reading = read_figure(quantity, _head(quantity, span), parsed.ontology)
    reading = _named(parsed, passage, quantity, reading) if reading is not None else None
    if reading is None:
        return None
    rate = _RATE.match(span.doc.text, span.end_char) and reading.metric not in _BY_SHARE and not _is_count(quantity)
    if rate or not _suits(quantity, reading, parsed.ontology.metrics[reading.metric]):
        return None
    owner = owner_of(parsed, passage, reading)
    if reading.metric == "price" and owner.mention and not parsed.ontology.is_a(owner.mention.entity.type, "Product"):
        return None
    if owner.mention is None:
        return Dropped(quantity.start, quantity.end, f"metric:{reading.metric} {quantity.text}", owner.why)
    return _claim(parsed, passage, quantity, reading, owner, owner.mention, moments)


def _named(parsed: Parsed, passage: int, quantity: Quantity, reading: Reading) -> Reading | None:
    """Return the reading with the metric that its number or the article decides."""
    metrics = parsed.ontology.metrics
    if reading.metric == "revenue" and _is_count(quantity) and quantity.unit and "deliveries" in metrics:
        return replace(reading, metric="deliveries")  # "sales of 142,285 units"
    if reading.metric != ITSELF:
        return reading
    fits = quantity.unit in RELATIVE or money(quantity)
    others = any((found := metric_of(token, metrics)) and found[0] != "sharePrice" for token in reading.event.sent)
    market = passage > 0 and any(word.lower_ in _MARKET for doc in parsed.docs[:3] for word in doc)
    market = market or any(c.lower_ in ("in", "on") and _is_market(parsed, passage, c) for c in reading.event.children)
    return replace(reading, metric="sharePrice") if fits and market and not others and "sharePrice" in metrics else None


def _is_market(parsed: Parsed, passage: int, preposition: Token) -> bool:
    """Tell whether a place or exchange stands behind a preposition: "gained 1.1 percent in Stockholm"."""
    for token in preposition.children:
        mention = parsed.mention(passage, token)
        if mention is not None and any(parsed.ontology.is_a(mention.entity.type, name) for name in ("City", "StockExchange")):
            return True
    return False


def _head(quantity: Quantity, span: Span) -> Token:
    """Return the head of a number's span: for a count the noun that it counts."""
    root = span.root
    if not _is_count(quantity):
        return root
    while root.dep_ in ("nummod", "quantmod", "compound") and root.head.i > root.i and root.head.pos_ in ("NOUN", "PROPN", "NUM"):
        root = root.head
    of = (
        next((child for child in root.children if child.lower_ == "of" and child.i > root.i), None)
        if root.pos_ == "NUM"
        else None
    )
    return next((child for child in of.children if child.dep_ == "pobj"), root) if of is not None else root


def _is_count(quantity: Quantity) -> bool:
    return not money(quantity) and quantity.unit not in RELATIVE


def _suits(quantity: Quantity, reading: Reading, metric: Metric) -> bool:
    """Tell whether the number can be the metric's: revenue is money, a change may be relative."""
    if quantity.unit in RELATIVE:
        return reading.change or metric.unit in ("percent", "")
    if metric.unit == "money" or (money(quantity) and reading.metric in ("orders", "backlog")):
        return money(quantity)
    return _is_count(quantity) if metric.unit == "count" else metric.unit == ""


def _claim(
    parsed: Parsed,
    passage: int,
    quantity: Quantity,
    reading: Reading,
    owner: Owner,
    subject: Mention,
    moments: tuple[Moment, ...],
) -> Claim:
    sentence = reading.event.sent
    seen = context.read(parsed, passage, _head_of_statement(reading))
    if seen.status is Status.CANCELLED:  # "… dropped 30 percent" beside it is a fall, not the end of a plan
        seen = context.read(parsed, passage, reading.event)
    value = quantity.value if reading.sign > 0 or quantity.value < 0 else -quantity.value
    offset = parsed.passages[passage].start
    return Claim(
        subject=subject,
        relation=f"metric:{reading.metric}",
        object=replace(
            quantity, value=value, unit="jobs" if reading.metric == "jobCuts" and _is_count(quantity) else quantity.unit
        ),
        evidence=parsed.evidence(passage, sentence),
        status=seen.status,
        confidence=owner.sure,
        extractor="observations",
        pattern=f"{(reading.noun or reading.event).lemma_.lower()} {'change' if reading.change else 'level'}",
        source=seen.source,
        relay=seen.relay,
        measure=Measure(_period(reading, moments, offset), reading.change, _comparison(sentence, quantity.end - offset)),
    )


def _head_of_statement(reading: Reading) -> Token:
    """Return the word whose status counts: the verb that reports a figure as its object, else the event itself."""
    verb, event = reading.verb, reading.event
    bare = verb is not None and event.dep_ == "dobj" and event.head == verb and verb.lemma_.lower() in REPORTS
    ahead = reading.metric in _EVENTS and verb is not None and verb.lemma_.lower() in ("announce", "declare", "unveil")
    return verb if bare and verb is not None and not ahead else event


def _period(reading: Reading, moments: tuple[Moment, ...], offset: int) -> str | None:
    """Return the period of a figure; a single day is one only of prices and of what happens on a day."""
    dated = reading.metric == "sharePrice" or reading.noun is None
    usable = [moment for moment in moments if dated or len(moment.value) != 10]
    noun = reading.noun if reading.noun is not None and governor(reading.noun) in (reading.verb, reading.event) else None
    for token in (reading.event, noun, reading.verb):
        moment = moment_of(token, usable, offset) if token is not None else None
        if moment is not None:
            return moment.value
        if token is not None and _dated(token):
            return None
    return None


def _dated(token: Token) -> bool:
    """Tell whether a word has a period of its own that no calendar fixes: "a loss for the entire year"."""
    behind = (noun for prep in token.children if prep.lower_ in ("for", "in") for noun in prep.children)
    return any(noun.lemma_.lower() in ("year", "quarter", "half", "month", "period") for noun in behind)


def _comparison(sentence: Span, end: int) -> str | None:
    """Return what the sentence compares with: the stretch nearest to the number."""
    text, at = sentence.text, end - sentence.start_char
    found = list(_COMPARISON.finditer(text))
    return min(found, key=lambda match: abs(match.start() - at)).group() if found else None
