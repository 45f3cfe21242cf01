"""Who speaks in a quote, and for which organisation: what "we", "our" and "I" stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from kg.lexicon import ROLE_DOUBTFUL, ROLE_HEADS, ROLE_MODIFIERS, SAYING
from kg.mentions import Candidate
from kg.pages import Page

_TALK = SAYING | {"quote", "put", "joke", "wonder", "ask", "remark", "stress", "emphasize"}


def quoted(page: Page) -> list[bool]:
    """Return for each token whether it stands in a quote; one that is left open ends with the passage."""
    out: list[bool] = []
    inside = False
    for i, word in enumerate(page.words):
        if word in ("“", "``"):
            inside = True
        elif word in ("”", "''"):
            inside = False
        elif word == '"':  # one with a blank before it opens, also where an earlier one was never closed
            inside = i == 0 or page.starts[i] > page.starts[i - 1] + len(page.words[i - 1]) or page.words[i - 1] in "([-—"
        out.append(inside)
    return out


def speaker(page: Page, token: int, inside: Sequence[bool]) -> int:
    """Return the token of whoever says the quote around a token, or -1 where it is not clear.

    The verb of saying stands before the quote in the sentence where it opens, or behind it in the sentence where it closes.
    """
    first, last = token, token
    while first > 0 and inside[first - 1]:
        first -= 1
    while last < len(inside) and inside[last]:
        last += 1
    opening = page.sents[first - 1 if first and page.words[first - 1] in (":", ",") else first]
    before = _sayers(page, [i for i in range(max(0, first - 25), first) if page.sents[i] == opening], inside)
    if before:
        return before[-1]
    closing = page.sents[min(last, len(inside) - 1)]
    after = _sayers(page, [i for i in range(last, min(last + 25, len(inside))) if page.sents[i] == closing], inside)
    return after[0] if after else -1


def _sayers(page: Page, tokens: Sequence[int], inside: Sequence[bool]) -> list[int]:
    """Return who says something by the verbs among some tokens; who is quoted is the object."""
    out: list[int] = []
    for i in tokens:
        if inside[i] or page.lemmas[i] not in _TALK or page.tags[i][:2] != "VB":
            continue
        deps = ("dobj",) if page.lemmas[i] == "quote" else ("nsubj",)
        out += [kid for kid in page.under(i, *deps) if not inside[kid]]
    return out


def affiliations(
    pages: Sequence[Page], names: Sequence[Candidate], organization: Callable[[Candidate], bool]
) -> Mapping[int, int]:
    """Return for the number of a person's entity that of the one organisation whose office the person is said to hold.

    Read from "Corvane chief executive Ana Ruiz", "Corvane's chairman, Tom Hale", "Ana Ruiz, chief executive of Corvane".
    """
    found: dict[int, set[int]] = {}
    for one, other in pairwise(names):
        if one.passage != other.passage:
            continue
        page = pages[one.passage]
        gap = [low for low in page.lows[one.last : other.first] if low not in (",", "'s", "’s", "the", "and", "'")]
        office = (
            bool(gap) and all(low in _OFFICE for low in gap if low not in ("of", "for", "at")) and not set(gap) <= {"of", "for"}
        )
        if not office:
            continue
        joined = not {"of", "for", "at"} & set(gap)
        person, body = (other, one) if organization(one) and joined else (one, other)
        if person.type == "Person" and organization(body) and joined == (person is other):
            found.setdefault(person.entity, set()).add(body.entity)
    return {person: bodies.pop() for person, bodies in found.items() if len(bodies) == 1}


_OFFICE = (
    ROLE_HEADS | ROLE_DOUBTFUL | ROLE_MODIFIERS | frozenset(str.split("a an its former current official board vice-president"))
)
