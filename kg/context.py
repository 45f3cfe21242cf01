"""Status and source of an event, the one place that decides them (times stand in kg/times.py)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.attribution import read_voices
from kg.factuality import read_status
from kg.iris import local_iri
from kg.model import Entity, Mention, Status
from kg.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Context:
    """How far the event is from fact, who says so, who passes it on, and the words that led there."""

    status: Status
    source: Mention | None = None
    relay: Mention | None = None
    cues: tuple[str, ...] = ()


def read(parsed: Parsed, passage: int, token: Token) -> Context:
    """Return the context of the event that `token` (a verb, noun or adjective) heads in passage number `passage`."""
    cues = parsed.ontology.cues
    reading = read_status(token, cues)
    voices = read_voices(token, cues)
    source = _speaker(parsed, passage, voices.source)
    relay = _speaker(parsed, passage, voices.relay)
    if relay is not None and source is not None and relay.entity == source.entity:
        relay = None
    return Context(reading.status, source, relay, reading.cues)


def _speaker(parsed: Parsed, passage: int, token: Token | None) -> Mention | None:
    """Return who speaks; a noun that could not be linked ("two suppliers") is a source of this document alone."""
    if token is None:
        return None
    mention = parsed.mention(passage, token)
    if mention is not None or token.pos_ not in ("NOUN", "PROPN"):
        return mention
    first = token
    while first.i > token.sent.start and first.nbor(-1).pos_ in ("NOUN", "PROPN", "ADJ") and first.nbor(-1).head == token:
        first = first.nbor(-1)
    text = parsed.passages[passage].text[first.idx : token.idx + len(token)]
    start = parsed.passages[passage].start + first.idx
    kind = parsed.ontology.noun_class(token.lemma_.lower()) or "UnnamedSource"
    entity = Entity(local_iri(parsed.document.iri, text), text, kind)
    return Mention(start, start + len(text), text, entity)
