"""What all words on one edge come to: the first three of the five rules of status (`conclude` has the other two).

    claims of one document and source ─ strongest ─► Word ─┐
    claims of another                 ─ strongest ─► Word ─┴ in order of date, supersedes ─► Verdict

A *voice* is who says it: the IRI of a source, or the narrator (None) where an article states it as its own. All articles share
the narrator: what one of them tells, a later one may correct. A *party* is one of the edge's ends, or who speaks for one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Status

STRENGTH = {
    Status.ACTUAL: 3,
    Status.CANCELLED: 3,
    Status.DENIED: 3,
    Status.FORMER: 3,
    Status.PLANNED: 2,
    Status.POSSIBLE: 1,
}
_ASSERTED = (Status.ACTUAL, Status.PLANNED, Status.POSSIBLE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Word:
    """What one voice says of an edge in one document. `day` and `time` are ISO 8601 texts, empty where unknown.

    `at` is the sentence's offset, `claim` the claim's IRI.
    """

    status: Status
    day: str
    document: str
    at: int
    claim: str
    voice: str | None = None
    time: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words come to: the status, the word that decides it, and whether the latest words of two voices contradict."""

    status: Status
    word: Word
    disputed: bool = False


def decide(words: Iterable[Word], parties: Collection[str]) -> Verdict:
    """Return what the words on one edge come to, in whatever order they are given. `parties` speak for the edge's ends.

    Raises ValueError when there are no words.
    """
    story = sorted(strongest(words), key=_order)
    if not story:
        raise ValueError("no words to decide by")
    decided = story[0]
    told = {decided.time}
    for word in story[1:]:
        if supersedes(word, decided, parties, told):
            decided = word
        told.add(word.time)
    return Verdict(decided.status, decided, _disputed(decided, story))


def strongest(words: Iterable[Word]) -> list[Word]:
    """Return one word for each document and voice (rule 1): the strongest, and among equals that of the later sentence."""
    found: dict[tuple[str, str | None], Word] = {}
    for word in words:
        key = (word.document, word.voice)
        other = found.get(key)
        if other is None or _weight(word) > _weight(other):
            found[key] = word
    return list(found.values())


def supersedes(word: Word, decided: Word, parties: Collection[str], told: Collection[str] = ()) -> bool:
    """Return whether a word replaces the one that stands, given that it comes later in the story (rules 2 and 3).

    `told` holds the times named before: a plan for a time that was named already is background, not a new plan.
    """
    if word.voice == decided.voice and decided.status is Status.DENIED and word.day > decided.day:
        return True  # whoever denied has now said something else
    if word.status is Status.DENIED and word.voice != decided.voice:
        return _denial_outranks(word, decided, parties)
    if decided.status is Status.DENIED and word.voice != decided.voice and STRENGTH[word.status] < 3:
        # "yields only to a later word of its own source": a rumour that is told again does not undo a denial. What a party itself
        # announces outweighs a stranger's denial, however.
        return word.voice in parties and not _authority(decided, parties)
    if STRENGTH[word.status] >= STRENGTH[decided.status]:
        return True
    return bool(word.time) and word.time not in told and is_later(word.time, decided.time or decided.day)


def _denial_outranks(word: Word, decided: Word, parties: Collection[str]) -> bool:
    """Weigh a denial against another voice: a party's outranks plans and rumours but no fact, a stranger's no party's word."""
    if decided.status is Status.ACTUAL:
        return word.voice is None  # an article that says in its own words that it is not so corrects the record
    if decided.voice in parties and decided.status in _ASSERTED:
        return _authority(word, parties)
    return True


def _authority(word: Word, parties: Collection[str]) -> bool:
    return word.voice is None or word.voice in parties


def _disputed(decided: Word, story: Sequence[Word]) -> bool:
    """Return whether one voice's latest word denies what another's asserts, in a matter that is not over."""
    if decided.status not in (*_ASSERTED, Status.DENIED):
        return False
    latest = {word.voice: word for word in story}
    said = {word.status for word in latest.values()}
    return Status.DENIED in said and not said.isdisjoint(_ASSERTED)


def _order(word: Word) -> tuple[str, int, str, int, str]:
    """Sort undated words first; on one day the stronger word comes later, since a weaker one of that day is background."""
    return word.day, STRENGTH[word.status], word.document, word.at, word.claim


def _weight(word: Word) -> tuple[int, int, str]:
    return STRENGTH[word.status], word.at, word.claim


@lru_cache(maxsize=100_000)
def span(time: str) -> tuple[str, str]:
    """Return the first and last day of an ISO 8601 time, empty texts where it is none.

    >>> span("2026"), span("2024-02"), span("2025-10-01/2025-12-31")
    (('2026-01-01', '2026-12-31'), ('2024-02-01', '2024-02-29'), ('2025-10-01', '2025-12-31'))
    """
    first, _, last = time.partition("/")
    return _bound(first, last=False), _bound(last or first, last=True)


def _bound(text: str, *, last: bool) -> str:
    found = _DATE.match(text)
    if not found:
        return ""
    year, month, day = found[1], found[2] or ("12" if last else "01"), found[3]
    if not 1 <= int(month) <= 12:
        return ""
    return f"{year}-{month}-{day or (f'{monthrange(max(int(year), 1), int(month))[1]:02}' if last else '01')}"


def is_later(time: str, other: str) -> bool:
    """Return whether a time begins after another has ended; an unknown time is neither before nor after.

    >>> is_later("2026-03", "2026-02-27"), is_later("2026", "2026-02-27"), is_later("2026", "")
    (True, False, False)
    """
    first, last = span(time)[0], span(other)[1]
    return bool(first and last) and first > last


def within(time: str, other: str) -> bool:
    """Return whether a time lies in another, vaguer one; every time lies in the unknown one.

    >>> within("2026-02-19", "2026"), within("2026", "2026-02-19"), within("2026", ""), within("2026", "2026")
    (True, False, True, False)
    """
    if time == other or not other:
        return time != other
    (first, last), (start, end) = span(time), span(other)
    return bool(first and start) and start <= first and last <= end and (first, last) != (start, end)
