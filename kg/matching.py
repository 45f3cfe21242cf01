"""Frames against the ontology's patterns: which tokens of a frame are a relation's subject and object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.arguments import is_measure, is_passive, prepositions
from kg.factuality import operator_of
from kg.frames import Frame, noun_lemmas
from kg.ontology import Ontology
from kg.patterns import OBJECT, SUBJECT, Pattern, Step

# Through these classes of verbs a noun's subject is the verb's ("Corvane dropped its bid"), through others it is not
# ("Regulators blocked the bid").
_LENDS_SUBJECT = frozenset("support plan consider cancel complete begin fail delay deny exclude say expect".split())
# The subject of these is whom the noun is directed at ("X rejected a bid from Y").
_DIRECTED = frozenset({"receive", "refuse", "oppose", "approve", "consider"})
_NO_HEAD = ""  # the key of patterns without a word of their own: "X 's Y", "X is Y"


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a pattern names. `objects` is empty where the pattern or the sentence leaves the object out.

    `literals` are the tokens that the pattern's own nouns matched.
    """

    relation: str
    pattern: Pattern
    frame: Frame
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    literals: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The patterns of an ontology by the lemma that triggers them. `nouns` are the last words of all that a noun can trigger."""

    patterns: Mapping[tuple[str, str], tuple[tuple[str, Pattern], ...]]
    nouns: frozenset[str]


# By the ontology's digest: hashing a whole ontology at every sentence would cost more than matching.
_INDEXES: dict[str, Index] = {}


def index_of(ontology: Ontology) -> Index:
    """Return the ontology's patterns by trigger, made once for each ontology."""
    if ontology.digest not in _INDEXES:
        _INDEXES[ontology.digest] = _index(ontology)
    return _INDEXES[ontology.digest]


def _index(ontology: Ontology) -> Index:
    found: dict[tuple[str, str], list[tuple[str, Pattern]]] = {}
    for relation in ontology.relations.values():
        for pattern in relation.patterns:
            for head in sorted(pattern.heads) or [_NO_HEAD]:
                found.setdefault((pattern.form, head), []).append((relation.name, pattern))
    nouns = frozenset(head.split()[-1] for form, head in found if form in ("noun", "be") and head)
    return Index({key: tuple(value) for key, value in found.items()}, nouns)


def matches(frame: Frame, ontology: Ontology) -> Iterator[Match]:
    """Yield every pattern that names this frame, the longest noun first."""
    index = index_of(ontology)
    if frame.form == "verb":
        for relation, pattern in index.patterns.get(("verb", frame.lemmas[0]), ()):
            yield from _verbal(frame, relation, pattern, ontology)
        for relation, pattern in index.patterns.get(("be", frame.head.lower_), ()):
            yield from _copular(frame, relation, pattern, is_role="obj")
    elif frame.form == "possessive":
        for relation, pattern in index.patterns.get(("possessive", _NO_HEAD), ()):
            yield from _possessive(frame, relation, pattern)
    elif frame.form == "kind":
        for relation, pattern in index.patterns.get(("be", _NO_HEAD), ()):
            yield Match(relation, pattern, frame, frame.get("is"), (frame.head,))
    else:
        for lemma in reversed(frame.lemmas):  # who is "chief executive" is not also an "executive"
            copular, nominal = (index.patterns.get((form, lemma), ()) for form in ("be", "noun"))
            for relation, pattern in copular:
                makes = not {"Product", "Topic"}.isdisjoint(ontology.relations[relation].range)
                yield from _copular(frame, relation, pattern, is_role="is", makes=makes)
            for relation, pattern in nominal:
                yield from _nominal(frame, relation, pattern, ontology)
            if copular or nominal:
                return


def _possessive(frame: Frame, relation: str, pattern: Pattern) -> Iterator[Match]:
    slots = {step.slot: frame.get(*sorted(step.roles)) for step in pattern.steps}
    if slots.get(SUBJECT) and slots.get(OBJECT):
        yield Match(relation, pattern, frame, slots[SUBJECT], slots[OBJECT])


def _verbal(frame: Frame, relation: str, pattern: Pattern, ontology: Ontology) -> Iterator[Match]:
    literals = _literals(frame, pattern)
    if literals is None:
        return
    particles = {token.lower_ for token in frame.get("prt")}
    wanted = {role for step in pattern.steps for role in step.roles | step.words}
    if particles - wanted - {"up"}:  # "buy up" is "buy", "buy back" is not
        return
    bare = not frame.get("prt") and not any("obj" in step.roles for step in pattern.steps)
    if bare and any(token.pos_ == "PROPN" and not _is_sum(token) for token in frame.get("obj")):
        return  # "X listed Y on Z" is not said of X's own shares
    slots = {step.slot: _fill(frame, step, literals) for step in pattern.steps if step.slot}
    if not slots.get(SUBJECT):
        return
    mutual = ontology.relations[relation].symmetric and any("with" in step.roles for step in pattern.steps if step.slot == OBJECT)
    reciprocal = mutual and not slots[OBJECT] and len(slots[SUBJECT]) > 1 and not is_passive(frame.head)
    if OBJECT in slots and not slots[OBJECT] and not reciprocal:
        return
    objects = slots[SUBJECT][1:] if reciprocal else slots.get(OBJECT, ())
    subjects = slots[SUBJECT][:1] if reciprocal else slots[SUBJECT]
    yield Match(relation, pattern, frame, subjects, objects, literals)


def _is_sum(token: Token) -> bool:
    """Whether a word that the tagger takes for a name is counted: "30 million reais"."""
    return any(child.dep_ == "nummod" for child in token.children)


def _fill(frame: Frame, step: Step, literals: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return what fills a slot: a role of the literal noun before it, else of the frame, else the object of verb and particle."""
    for literal in reversed(literals):
        for role, tokens in prepositions(literal):
            if role in step.roles:
                return tokens
        if "of" in step.roles or "in" in step.roles:
            owners = tuple(c for c in literal.children if c.dep_ == "poss") if "of" in step.roles else ()
            names = owners or tuple(c for c in literal.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN")[-1:]
            if names and not frame.get(*sorted(step.roles)):
                return names
    if step.roles == {"obj"} and set(frame.get("obj")) & set(literals):  # "grant Corvane approval": the other object
        return frame.get("to")
    found = frame.all(*step.roles)
    if not found and {token.lower_ for token in frame.get("prt")} & step.roles:
        return frame.get("obj")
    if not found and step.roles == {"from"}:  # "uses sensors from Garmin": what hangs on the thing itself
        return tuple(t for thing in frame.get("obj") for role, tokens in prepositions(thing) if role == "from" for t in tokens)
    return found


def _literals(frame: Frame, pattern: Pattern) -> tuple[Token, ...] | None:
    """Return the tokens of the pattern's own words, or None where one is missing."""
    found: list[Token] = []
    for step in pattern.steps:
        if step.slot:
            continue
        roles = ("obj", "comp", "adv") if step.roles <= {"obj", "comp"} else tuple(sorted(step.roles))
        pool = [token for role in roles for token in frame.get(role)]
        pool += [token for before in found for role, tokens in prepositions(before) if role in step.roles for token in tokens]
        hit = next((token for token in pool if _is_literal(token, step.words)), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(token for token in found if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB", "NUM"))


def _is_literal(token: Token, words: frozenset[str]) -> bool:
    return token.lower_ in words or not words.isdisjoint(noun_lemmas(token))


def _copular(frame: Frame, relation: str, pattern: Pattern, *, is_role: str, makes: bool = False) -> Iterator[Match]:
    slots: dict[str, tuple[Token, ...]] = {}
    # "X's unit Y", "X unit Y"; and "heat-pump maker Y", where the noun before says what is made, not whose it is
    spare = ("kind", "poss", "compound") if makes else ("poss", "compound")
    for step in pattern.steps:
        if not step.slot:
            if not any(_is_literal(token, step.words) for role in step.roles for token in frame.get(role)):
                return
        elif step.roles == {"is"}:
            slots[step.slot] = frame.get(is_role)
        else:
            slots[step.slot] = frame.all(*step.roles) or (frame.get(*spare) if "of" in step.roles else ())
    if is_role == "obj" and not slots.get(OBJECT):
        return
    yield Match(relation, pattern, frame, slots.get(SUBJECT, ()), slots.get(OBJECT, ()))


def _nominal(frame: Frame, relation: str, pattern: Pattern, ontology: Ontology) -> Iterator[Match]:
    """Match an event noun: its arguments stand as possessor, compound, behind a preposition or as the governor's subject."""
    own = {step.slot: next((role for role in sorted(step.roles) if frame.get(role)), "") for step in pattern.steps}
    if any(step.words and not own[step.slot] for step in pattern.steps):
        return
    lends = frame.via is not None and operator_of(frame.via, ontology.cues) in _LENDS_SUBJECT
    used = {role for role in own.values() if role}
    slots = {slot: frame.get(role) for slot, role in own.items() if role}
    for step in sorted(pattern.steps, key=lambda s: "by" in s.roles, reverse=True):
        if step.slot in slots:
            continue
        if "by" in step.roles and (agents := _agents(frame)):
            slots[step.slot] = agents
            continue
        if "by" in step.roles:
            options = ["poss", *(["compound"] if OBJECT in slots else []), *(["subj"] if lends else [])]
        else:
            options = ["compound", "poss"] if "of" in step.roles else [f"via:{role}" for role in sorted(step.roles)]
            options += ["place"] if "in" in step.roles else []  # "Corvane's Dayton plant"
        role = next((option for option in options if option not in used and frame.get(option)), None)
        if role is not None:
            used.add(role)
            slots[step.slot] = frame.get(role)
    if ontology.relations[relation].symmetric:  # "a merger between X and Y", "X and Y called off their merger"
        between = frame.get("between") or frame.get("of") or (frame.get("subj") if lends else ())
        whole = slots.get(SUBJECT) and slots.get(OBJECT) and slots[SUBJECT] != slots[OBJECT]
        if len(between) > 1 and not whole:
            slots = {SUBJECT: between[:1], OBJECT: between[1:]}
    elif OBJECT not in slots and _offers(frame, ontology) and used & {"by", "from", "of", "poss"}:
        slots[OBJECT] = frame.get("subj")
    if slots.get(SUBJECT) or slots.get(OBJECT):
        yield Match(relation, pattern, frame, slots.get(SUBJECT, ()), slots.get(OBJECT, ()))


def _agents(frame: Frame) -> tuple[Token, ...]:
    """Return whose act it is where "by" hangs on the wrong word: "blocked the takeover of Y by X"."""
    nested = [tokens for thing in frame.get("of") for role, tokens in prepositions(thing) if role == "by"]
    above = frame.get("via:by") if frame.via is not None and not is_passive(frame.via) else ()
    return tuple(token for token in next(iter(nested), above) if not is_measure(token))


def _offers(frame: Frame, ontology: Ontology) -> bool:
    """Whether the governor's subject is whom the noun is directed at: "X rejected a bid from Y", "X received Y's offer"."""
    return frame.via is not None and operator_of(frame.via, ontology.cues) in _DIRECTED
