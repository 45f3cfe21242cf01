"""Price, stake and times of a deal or office, from the quantities and moments that its frame governs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from spacy.tokens import Token

from kg.matching import Match
from kg.model import Moment, Quantity, Status, Terms
from kg.times import moment_of

_STAKES = frozenset({"stake", "share", "interest", "holding", "shareholding", "ownership"})
_PRICED = frozenset({"for", "at", "worth", "of", "in", "to"})
_PRICED_RELATIONS = frozenset(
    {"acquires", "sells", "mergesWith", "investsIn", "ownsStakeIn", "orders", "suppliesTo", "partnersWith", "sues", "spunOffFrom"}
)
_STAKE_RELATIONS = frozenset({"acquires", "sells", "investsIn", "ownsStakeIn"})
_REACH = 4


def read_terms(match: Match, quantities: Iterable[Quantity], moments: Iterable[Moment], offset: int, status: Status) -> Terms:
    """Return the terms that stand with a match; `offset` is where its passage starts in the document."""
    head = match.frame.head
    doc = head.doc
    sentence = head.sent
    price: Quantity | None = None
    stake: Decimal | None = None
    for quantity in quantities:
        span = doc.char_span(quantity.start - offset, quantity.end - offset, alignment_mode="expand")
        if span is None or span.root.sent != sentence:
            continue
        if match.relation in _STAKE_RELATIONS and quantity.unit == "%" and stake is None and _is_stake(span.root, head):
            stake = quantity.value
        if match.relation in _PRICED_RELATIONS and _is_money(quantity) and price is None and _belongs(span.root, match):
            price = quantity
    moment = moment_of(head, tuple(moments), offset)
    time, since, until = _times(match, moment, status)
    return Terms(
        price=price.value if price else None,
        currency=price.unit if price else None,
        stake=stake,
        time=time,
        valid_from=since,
        valid_until=until,
    )


def _is_money(quantity: Quantity) -> bool:
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def _belongs(money: Token, match: Match) -> bool:
    """Whether an amount is the price of the frame: it modifies the head or a literal noun, or stands behind "for", "at", "worth"."""
    wanted = {match.frame.head, *match.literals, *([match.frame.via] if match.frame.via is not None else [])}
    inner = set(match.objects)
    for node in _upwards(money):
        if node in wanted:
            return True
        if node in inner:  # "buy a $2 billion stake", "acquire Brightwell for $2 billion" parsed as a modifier of the object
            return True
    return False


def _is_stake(percent: Token, head: Token) -> bool:
    nodes = list(_upwards(percent))
    near = any(node.lemma_.lower() in _STAKES for node in nodes) or any(
        child.dep_ == "prep" and child.lower_ == "of" for child in percent.children
    )
    return near and (head in nodes or any(node.head == head for node in nodes))


def _upwards(token: Token) -> Iterator[Token]:
    node = token
    for _ in range(_REACH):
        yield node
        if node.head is node:
            return
        if node.head.pos_ in ("VERB", "AUX") and node.dep_ in ("nsubj", "ccomp", "advcl", "conj"):
            return
        node = node.head
        if node.pos_ == "ADP" and node.lower_ not in _PRICED:
            return
    yield node


def _times(match: Match, moment: Moment | None, status: Status) -> tuple[str | None, str | None, str | None]:
    """Return time, start and end: an office has a start or an end, everything else a time."""
    if moment is None:
        return None, None, None
    if match.pattern.form == "be" or match.pattern.gives == "former":
        if status == Status.FORMER or match.pattern.gives == "former":
            return None, None, moment.value
        return None, moment.value, None
    return moment.value, None, None
