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
        elif word == '"':
            blank_before = i == 0 or page.starts[i] > page.starts[i - 1] + len(page.words[i - 1]) or page.words[i - 1] in "([-—"
            inside = not inside if inside or blank_before else inside
        out.append(inside)
    return out


def speaker(page: Page, token: int, inside: Sequence[bool]) -> int:
    """Return the subject token of the verb of saying that a quote belongs to, or -1 where it is not clear.

    It stands in the sentence of the quote, else in the one before where that ends by opening the quote, else behind it.
    """
    sentence = page.sents[token]
    for wanted in (sentence, sentence + 1, sentence - 1):
        found = {
            subject
            for i, lemma in enumerate(page.lemmas)
            if page.sents[i] == wanted and lemma in _TALK and page.tags[i][:2] == "VB" and not inside[i]
            for subject in page.under(i, "nsubj")
            if not inside[subject]
        }
        if len(found) == 1 and (wanted == sentence or _one_quote(page, token, found, inside)):
            return found.pop()
        if found:
            return -1
    return -1


def _one_quote(page: Page, token: int, subjects: set[int], inside: Sequence[bool]) -> bool:
    """Say whether no quote ends between the token and where its speaker is named."""
    subject = next(iter(subjects))
    low, high = min(token, subject), max(token, subject)
    return sum(1 for i in range(low, high) if inside[i] != inside[i + 1]) == 1


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
