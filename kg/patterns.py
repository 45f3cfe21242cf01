"""The ontology's patterns: how a text of lower-case lemmas names a frame and says which of its roles are subject and object.

    {subject} acquire|buy {object}                  verb: subject is who does it, object whom it is done to
    {subject} take over {object}                    verb and particle
    {subject} invest in|into {object}               object behind a preposition
    {subject} hold|own stake|share in {object}      verb, its literal object noun, and that noun's (or the verb's) preposition
    someone prepare {subject} for independence      whoever does it
    {object} name|appoint {subject} chief_executive verb, object, complement; "_" joins the words of one noun
    {subject} be unit|division of {object}          "is a", apposition, "X's unit Y", "X unit Y"
    {subject} be based in {object}                  participle, also "Oslo-based Corvane"
    {subject} be {object}                           copula or apposition; the role `comp` is the noun that says what it is
    acquisition|takeover of {object} by {subject}   event noun, also "X's takeover of Y", "X made a bid for Y"
    {subject} 's {object}                           bare possessive

Passive, conjunction, relative clause, control and the rest come from grammar and need no pattern of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PREPOSITIONS = frozenset(
    (
        "about across after against alongside among as at away back before behind between by down during for from in inside into "
        "like near of off on onto out outside over than through throughout to toward towards under up upon via with within "
        "without"
    ).split()
)
SUBJECT = "subject"
OBJECT = "object"
_SLOTS = {"{subject}": SUBJECT, "{object}": OBJECT}
_ITEM = re.compile(r"\{subject\}|\{object\}|someone|be|'s|[a-z0-9_'&-]+(?:\|[a-z0-9_'&-]+)*")


@dataclass(frozen=True, slots=True)
class Step:
    """One role of a frame and what must fill it: the claim's subject or object, or one of some literal nouns.

    `roles` are `subj`, `obj`, `comp`, `is`, or prepositions.
    """

    roles: frozenset[str]
    slot: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern. `form` is verb, be, noun or possessive; `heads` the lemmas of the frame's head (none: any).

    `gives` is the status of a claim whose frame is actual: `former` for "step down as", empty where nothing is special.
    """

    text: str
    form: str
    heads: frozenset[str]
    steps: tuple[Step, ...]
    gives: str = ""

    @property
    def has_object(self) -> bool:
        """Whether the pattern names the object, or leaves it to be implied (`kg:impliedObject`)."""
        return any(step.slot == OBJECT for step in self.steps)


def parse_pattern(text: str) -> Pattern:
    """Return the parsed pattern. Raises ValueError, saying what is wrong, for a text that is none.

    >>> parse_pattern("{subject} hold stake in {object}").steps[1:]  # doctest: +NORMALIZE_WHITESPACE
    (Step(roles=frozenset({'obj'}), slot='', words=frozenset({'stake'})),
     Step(roles=frozenset({'in'}), slot='object', words=frozenset()))
    """
    items = text.split()
    for item in items:
        if not _ITEM.fullmatch(item):
            raise ValueError(f"'{item}' is neither {{subject}}, {{object}} nor lower-case lemmas joined by '|'")
    if text.count("{subject}") > 1 or text.count("{object}") > 1 or "{subject}" not in items:
        raise ValueError("a pattern needs {subject} once and {object} at most once")
    if "'s" in items:
        return _possessive(text, items)
    if items[0] in _SLOTS or items[0] == "someone":
        if len(items) < 2 or items[1] in _SLOTS:
            raise ValueError("a verb or 'be' must follow the first slot")
        return _copular(text, items) if items[1] == "be" else _verbal(text, items)
    return Pattern(text, "noun", _words(items[0]), _steps(items[1:], bare=("",)))


def _possessive(text: str, items: list[str]) -> Pattern:
    if len(items) != 3 or items[1] != "'s" or items[0] not in _SLOTS or items[2] not in _SLOTS:
        raise ValueError("a possessive pattern is {subject} 's {object} or the other way round")
    steps = (Step(frozenset({"poss"}), _SLOTS[items[0]]), Step(frozenset({"head"}), _SLOTS[items[2]]))
    return Pattern(text, "possessive", frozenset(), steps)


def _copular(text: str, items: list[str]) -> Pattern:
    if items[0] not in _SLOTS or len(items) < 3 or (items[2] in _SLOTS and len(items) > 3):
        raise ValueError("'be' needs a slot before it, and a noun, adjective or participle or the other slot after it")
    subject = Step(frozenset({"is"}), _SLOTS[items[0]])
    if items[2] in _SLOTS:
        return Pattern(text, "be", frozenset(), (subject, Step(frozenset({"comp"}), _SLOTS[items[2]])))
    return Pattern(text, "be", _words(items[2]), (subject, *_steps(items[3:], bare=("obj",))))


def _verbal(text: str, items: list[str]) -> Pattern:
    first = () if items[0] == "someone" else (Step(frozenset({"subj"}), _SLOTS[items[0]]),)
    return Pattern(text, "verb", _words(items[1]), (*first, *_steps(items[2:], bare=("obj", "comp"))))


def _steps(items: list[str], *, bare: tuple[str, ...]) -> tuple[Step, ...]:
    """Read what follows the head: bare items fill `bare` in turn, others the preposition before them."""
    steps: list[Step] = []
    free = list(bare)
    roles: frozenset[str] | None = None
    for item in items:
        words = _words(item)
        if item not in _SLOTS and words <= PREPOSITIONS:
            if roles is not None:  # "walk away from {object}": the first of two is a particle
                steps.append(Step(roles | {"prt"}, words=roles))
            roles = words
            continue
        if roles is None:
            if not free or not free[0]:
                raise ValueError(f"'{item}' needs a preposition before it")
            roles = frozenset({free.pop(0)})
        steps.append(Step(roles, _SLOTS[item]) if item in _SLOTS else Step(roles, words=words))
        roles = None
    if roles is not None:
        steps.append(Step(roles | {"prt"}, words=roles))
    return tuple(steps)


def _words(item: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in item.split("|"))
