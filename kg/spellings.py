"""Which spellings of names mean one bearer within a document: short forms, initials, surnames, plurals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.iris import strip_legal
from kg.language import is_common
from kg.lexicon import LEGAL, TRADES

# A word that makes another company of a name: "Corvane Capital" is not Corvane.
_OTHERS = frozenset(
    str.split(
        """cloud finance financial credit leasing america americas europe asia australia canada china india
        japan uk usa us germany france north south east west parts services pay games news stock shares analysis
        dealers test family"""
    )
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a name is written. `kind` is that of its class, or empty in doubt; `first` is its first page and token,
    `title` says that it stands in headlines alone."""

    text: str
    kind: str
    count: int
    first: tuple[int, int]
    known: str = ""
    title: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words without legal forms, in small letters."""
        return _words(self.text, product=self.kind == "product")


@lru_cache(maxsize=8192)
def _words(text: str, *, product: bool) -> tuple[str, ...]:
    words = strip_legal(text).replace("’", "'").casefold().split()
    if product and len(words[-1]) > 3:
        words[-1] = words[-1].removesuffix("s")
    return tuple(words)


def group_spellings(spellings: Sequence[Spelling], bracketed: Collection[tuple[str, str]]) -> Mapping[str, str]:
    """Return for each text the fullest text of its group.

    `bracketed` are pairs of a name and the capitals in brackets behind it. A short form that fits two bearers stays alone.
    """
    parent = {one.text: one.text for one in spellings}

    def top(text: str) -> str:
        while parent[text] != text:
            text = parent[text]
        return text

    by_words: dict[tuple[str, ...], str] = {}
    by_known: dict[str, str] = {}
    longest_first = sorted(spellings, key=lambda one: (-len(one.words), -len(one.text), one.first))
    for one in longest_first:
        if one.known:
            parent[one.text] = top(by_known.setdefault(one.known, one.text))
        if parent[one.text] == one.text:
            parent[one.text] = top(by_words.setdefault(one.words, one.text))
    for full, short in sorted(bracketed):
        if full in parent and short in parent and top(full) != top(short):
            parent[top(short)] = top(full)
    for one in longest_first:
        if parent[one.text] != one.text:
            continue
        fits = [(_shortens(one, other), other) for other in longest_first if top(other.text) != one.text]
        best = max((strength for strength, _ in fits), default=0)
        tops = {top(other.text) for strength, other in fits if strength == best and best}
        if len(tops) > 1:
            tops = {top(other.text) for strength, other in fits if strength == best and not other.title}
        if len(tops) > 1:  # the one that came up before its short form
            tops = {top(other.text) for strength, other in fits if strength == best and other.first < one.first}
        if len(tops) == 1:
            parent[one.text] = tops.pop()
    return {text: top(text) for text in parent}


def _shortens(short: Spelling, full: Spelling) -> int:
    """Return how surely one spelling is a short form of another: 0 not at all, 1 by order of appearance, 2 by its words."""
    a, b = short.words, full.words
    if not a or len(a) >= len(b) or full.kind == "place" or (short.known and full.known):
        return 0
    if short.kind == "place":  # a town's name is a surname behind the person who bears it
        return 2 * (full.kind == "person" and a == b[-1:] and full.first < short.first)
    if full.kind == "person" or (short.kind == "person" and not full.kind and len(b) == 2):
        named = a[0] == b[-1] or (a[0] == b[0] and short.kind == "person")
        fits = short.kind in ("person", "", "thing") or (full.first < short.first and not short.known)
        return 2 * (fits and len(a) == 1 and named)
    if short.kind == "person":
        return 0
    if "product" in (short.kind, full.kind):
        same = full.kind == "product" and short.kind in ("product", "") and len(a) == 1
        return 2 * (same and (a[0].removesuffix("s") in (b[0], b[-1].removesuffix("s"))))
    if _is_acronym(short.text, full.text) or (len(a) > 1 and b[-len(a) :] == a):
        return 2
    if len(b) == 2 and a == b[1:] and not is_common(a[0]):  # "Banco Corvane", then "Corvane"
        return int(full.first < short.first and not short.known)
    rest = b[len(a) :]
    if b[: len(a)] != a or any(word[0].isdigit() for word in rest):
        return 0
    if all(word in TRADES or word in LEGAL or word == "and" for word in rest):
        return 2
    other = rest[0] in _OTHERS and len(rest) == 1
    return int(full.first < short.first and not short.known and not other)


def _is_acronym(short: str, full: str) -> bool:
    """Say whether capitals are a longer name's initials, its small words and legal forms counted or not.

    >>> _is_acronym("GM", "General Motors Corporation"), _is_acronym("EADS", "European Aeronautic Defence and Space Company")
    (True, True)
    """
    letters = strip_legal(short).replace(".", "").replace("&", "")
    words = full.replace("&", " ").replace("-", " ").split()
    if not (letters.isupper() and 2 <= len(letters) <= 6) or len(words) < 2:
        return False
    capitals = "".join(word[0] for word in words if word[0].isupper())
    bare = "".join(word[0] for word in strip_legal(full).replace("&", " ").replace("-", " ").split() if word[0].isupper())
    every = "".join(word[0].upper() for word in words)
    return letters in (capitals, bare, every)
