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
    price: Quantity | None = None
    stake: Decimal | None = None
    if match.relation in _PRICED_RELATIONS:
        for quantity in quantities:
            span = head.doc.char_span(quantity.start - offset, quantity.end - offset, alignment_mode="expand")
            if span is None or span.root.sent != head.sent:
                continue
            if quantity.unit == "%":
                if stake is None and match.relation in _STAKE_RELATIONS and _is_stake(span.root, head):
                    stake = quantity.value
            elif price is None and _is_money(quantity) and _belongs(span.root, match):
                price = quantity
    time, since, until = _times(match, moment_of(head, moments, offset), status)
    currency = price.unit if price else None
    return Terms(price.value if price else None, currency, stake, time=time, valid_from=since, valid_until=until)


def _is_money(quantity: Quantity) -> bool:
    return len(quantity.unit) == 3 and quantity.unit.isupper()


def _belongs(money: Token, match: Match) -> bool:
    """Whether an amount is the price of the frame: it hangs on the head, a literal noun, the governing verb or the object."""
    wanted = {match.frame.head, *match.literals, *match.objects}
    if match.frame.via is not None:
        wanted.add(match.frame.via)
    return any(node in wanted for node in _upwards(money))


def _is_stake(percent: Token, head: Token) -> bool:
    nodes = list(_upwards(percent))
    near = any(node.lemma_.lower() in _STAKES for node in nodes) or any(child.lower_ == "of" for child in percent.children)
    return near and (head in nodes or any(node.head == head for node in nodes))


def _upwards(token: Token) -> Iterator[Token]:
    """Yield the token and what it hangs on, within its clause and through prepositions that can lead to a price."""
    node = token
    for _ in range(_REACH):
        yield node
        leaves = node.head.pos_ in ("VERB", "AUX") and node.dep_ in ("nsubj", "ccomp", "advcl", "conj")
        if node.head == node or leaves or node.dep_ == "relcl":  # "bought Y, which has sales of $3 million"
            return
        node = node.head
        if node.pos_ == "ADP" and node.lower_ not in _PRICED:
            return
    yield node


def _times(match: Match, moment: Moment | None, status: Status) -> tuple[str | None, str | None, str | None]:
    """Return time, start and end: what is held has a start or an end, what happens a time."""
    if moment is None:
        return None, None, None
    if match.pattern.gives == "former" or (match.pattern.form == "be" and status == Status.FORMER):
        return None, None, moment.value
    return (None, moment.value, None) if match.pattern.form == "be" else (moment.value, None, None)
