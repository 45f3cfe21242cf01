"""Status and source of an event, the one place that decides them (times stand in kg/times.py)."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.attribution import read_voices
from kg.factuality import read_status
from kg.model import Mention, Status
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
    source = parsed.mention(passage, voices.source) if voices.source is not None else None
    relay = parsed.mention(passage, voices.relay) if voices.relay is not None else None
    if relay is not None and source is not None and relay.entity == source.entity:
        relay = None
    return Context(reading.status, source, relay, reading.cues)
