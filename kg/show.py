"""What the pipeline takes from a text and why: for each sentence mentions, claims with pattern and cues, what was dropped.

    explain(pipeline, document) ─► Explained(text, mentions, claims, dropped) … ─ styled ─► pieces of text with their styles

The library prints nothing: pieces of text go to whoever shows them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Claim, Document, Dropped, Flag, Kind, Mention, Moment, Quantity
from kg.passages import passages
from kg.patterns import parse_pattern

if TYPE_CHECKING:
    from kg.parsed import Parsed
    from kg.pipeline import Pipeline

Piece = tuple[str, str]
"""A text and its style: a colour, `bold`, `dim` or nothing."""

STYLES = {
    "actual": "green",
    "planned": "cyan",
    "possible": "yellow",
    "cancelled": "red",
    "denied": "red",
    "former": "magenta",
}
_SKIPPED = {"question": "a question", "dateline": "a date line", "boilerplate": "advertising and boilerplate"}
_SPEAKING = (Kind.TITLE, Kind.HEADING, Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with the words that led to its status, and the probability that the learned model gives it, where it was asked."""

    claim: Claim
    cues: tuple[str, ...] = ()
    model: float | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence, or a passage that nothing is taken from (`skipped` says why). Offsets are the document's code points."""

    start: int
    text: str
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Shown, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    skipped: str = ""


def explain(pipeline: Pipeline, document: Document) -> list[Explained]:
    """Return the document's sentences in order, with all that was found in them."""
    parsed = pipeline.parsed(document)
    claims, dropped = pipeline.claims(document)
    model = _model(parsed)
    found = [_sentence(parsed, number, sentence, claims, dropped, model) for number, sentence in parsed.sentences()]
    found += [
        Explained(passage.start, passage.text, skipped=str(passage.kind))
        for passage in passages(document)
        if passage.kind not in _SPEAKING
    ]
    return sorted(found, key=lambda each: each.start)


def _model(parsed: Parsed) -> Callable[[Claim], float | None]:
    """Return what the learned model says of a claim; None where it was not asked."""
    if not parsed.readings:
        return lambda claim: None
    from kg.witnesses import key, probabilities

    known = probabilities(parsed)
    return lambda claim: known.get(key(claim)) if not isinstance(claim.object, Quantity) else None


def _sentence(
    parsed: Parsed,
    number: int,
    sentence: Any,
    claims: Sequence[Claim],
    dropped: Sequence[Dropped],
    model: Callable[[Claim], float | None],
) -> Explained:
    place = parsed.evidence(number, sentence)
    here = {mention for (passage, token), mention in parsed.links.heads.items() if passage == number and _inside(mention, place)}
    own = [claim for claim in claims if place.start <= claim.evidence.start < place.end]
    return Explained(
        place.start,
        place.quote,
        tuple(sorted(here, key=lambda mention: (mention.start, -mention.end))),
        tuple(Shown(claim, _cues(parsed, number, sentence, claim), model(claim)) for claim in own),
        tuple(each for each in dropped if place.start <= each.start < place.end),
        "question" if place.quote.rstrip("\"'”’) ").endswith("?") else "",
    )


def _inside(span: Any, place: Any) -> bool:
    return bool(place.start <= span.start and span.end <= place.end)


def _cues(parsed: Parsed, number: int, sentence: Any, claim: Claim) -> tuple[str, ...]:
    """Return what the words above the claim's verb or noun say of its status: the word that its pattern names is read again."""
    from kg.context import read

    try:
        heads = parse_pattern(claim.pattern).heads
    except ValueError:
        return ()
    last = {head.split()[-1] for head in heads}
    read_again = [read(parsed, number, token) for token in sentence if token.lemma_.lower() in last]
    return next((context.cues for context in read_again if context.status == claim.status), ())


def styled(sentences: Iterable[Explained]) -> Iterator[Piece]:
    """Yield the sentences as text with styles, a line end after each line."""
    for number, each in enumerate(sentences):
        if number:
            yield "\n", ""
        if each.skipped:
            yield f"{each.text}\n", "dim"
            yield f"  nothing is taken from {_SKIPPED[each.skipped]}\n", "dim"
            continue
        yield from _marked(each)
        yield "\n", ""
        if not each.claims:
            yield "  no claim\n", "dim"
        for shown in each.claims:
            yield from _claim(shown)
        for lost in each.dropped:
            yield f"  dropped: {lost.what}: {lost.reason}\n", "dim"


def _marked(each: Explained) -> Iterator[Piece]:
    """Yield the sentence, its outermost mentions in brackets with their class, and their name where the text has another word."""
    at = each.start
    for mention in each.mentions:
        if mention.start < at:
            continue
        yield each.text[at - each.start : mention.start - each.start], ""
        yield f"[{each.text[mention.start - each.start : mention.end - each.start]}", "bold"
        name = "" if mention.entity.label == mention.text else f" = {mention.entity.label}"
        yield f"{name}: {mention.entity.type}", "blue"
        yield "]", "bold"
        at = mention.end
    yield each.text[at - each.start :], ""


def _claim(shown: Shown) -> Iterator[Piece]:
    claim = shown.claim
    yield "  ", ""
    yield claim.subject.entity.label, "bold"
    yield f" – {claim.relation} → ", ""
    yield object_text(claim), "bold"
    yield "  ", ""
    yield str(claim.status), STYLES.get(claim.status, "")
    yield f"{_voices(claim)}  {claim.confidence:.2f}\n", ""
    details = [f"{name} {value}" for name, value in _details(claim)]
    if details:
        yield f"      {', '.join(details)}\n", ""
    if claim.pattern != claim.extractor:  # the learned extractor has no patterns
        yield f"      pattern: {claim.pattern}\n", "dim"
    if shown.model is not None:
        yield f"      model: {shown.model:.2f}\n", "dim"
    if shown.cues:
        yield f"      cues: {', '.join(shown.cues)}\n", "dim"


def _voices(claim: Claim) -> str:
    said = f", says {claim.source.entity.label}" if claim.source else ""
    return said + (f", passed on by {claim.relay.entity.label}" if claim.relay else "")


def object_text(claim: Claim) -> str:
    """Return a claim's object as people read it."""
    end = claim.object
    if isinstance(end, Mention):
        return end.entity.label
    if isinstance(end, Quantity):
        return f"{end.value:f} {end.unit}".strip()
    return end.value if isinstance(end, Moment) else "true" if isinstance(end, Flag) else str(end)


def _details(claim: Claim) -> Iterator[tuple[str, str]]:
    terms, measure = claim.terms, claim.measure
    if terms.price is not None:
        yield "price", f"{terms.price:f} {terms.currency or ''}".strip()
    if terms.stake is not None:
        yield "stake", f"{terms.stake:f} %"
    for name, text in (("time", terms.time), ("from", terms.valid_from), ("until", terms.valid_until), ("if", terms.condition)):
        if text:
            yield name, text
    if measure:
        if measure.change:
            yield "a", "change"
        for name, text in (("period", measure.period), ("compared with", measure.comparison)):
            if text:
                yield name, text
    if claim.about:
        yield "about", claim.about.rpartition("/")[2]


def json_lines(pipeline: Pipeline, document: Document) -> Iterator[str]:
    """Yield the document's claims as lines of JSON, as `kg export --to jsonl` would after a build of it alone."""
    from kg.rdf import claim_json, read_claims
    from kg.stores import open_store

    with open_store("memory:", base=pipeline.config.base) as store:
        store.replace(document.iri, pipeline(document).nquads)
        for claim in read_claims(store):
            yield json.dumps(claim_json(claim), ensure_ascii=False)
