"""What a sentence names, as the learned extractor reads it: the possible ends of a relation, marked with their kind.

Corvane Foods plans to buy its rival Brightwell  →  <ORG> Corvane Foods </> plans to buy <ORG> its </> rival <ORG> Brightwell </>
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.draft import Reader
from kg.model import Mention, Moment
from kg.nameless import kind_mention
from kg.ontology import Ontology

# The kinds that the model was trained to tell apart; their order is part of the model.
KINDS = ("ORG", "PER", "GRP", "LOC", "FAC", "PRD", "TOP", "SEC", "ETC", "DAT")
_CLASSES = (
    ("Person", "PER"),
    ("Organization", "ORG"),
    ("Group", "GRP"),
    ("Facility", "FAC"),
    ("Place", "LOC"),
    ("Product", "PRD"),
    ("Topic", "TOP"),
    ("Security", "SEC"),
    ("Index", "SEC"),
)
_PRONOUNS = {
    **dict.fromkeys("he she him his her hers who whom whose i my me himself herself".split(), "PER"),
    **dict.fromkeys("it its itself which we our us".split(), "ORG"),
    **dict.fromkeys("they their them themselves where that".split(), "ETC"),
}
MOST = 24  # ends of a sentence: enough for any but lists, whose last items are left out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible end: `start` and `end` are code points of the passage, `token` is the head word."""

    token: Token
    start: int
    end: int
    kind: str
    mention: Mention | Moment | None


def candidates(reader: Reader, passage: int, sentence: Span, *, unresolved: bool = False) -> tuple[Candidate, ...]:
    """Return the possible ends of a sentence's relations in the order of the text, at most `MOST`.

    `unresolved` adds the pronouns of which the document does not say whom they mean; their mention is None.
    """
    found = list(_candidates(reader, passage, sentence))
    if unresolved:
        taken = {one.token.i for one in found}
        found += [_pronoun(token) for token in sentence if token.lower_ in _PRONOUNS and token.i not in taken]
    return tuple(sorted(found, key=lambda one: (one.start, -one.end))[:MOST])


def kind(ontology: Ontology, type_: str) -> str:
    """Return the kind of an ontology class."""
    return next((name for cls, name in _CLASSES if ontology.is_a(type_, cls)), "ETC")


def _pronoun(token: Token) -> Candidate:
    return Candidate(token, token.idx, token.idx + len(token), _PRONOUNS[token.lower_], None)


def _tells_trade(reader: Reader, passage: int, token: Token) -> bool:
    """Whether a common noun before another tells what somebody makes or does: "pulp producer", "investment house"."""
    if token.dep_ not in ("compound", "nmod") or token.tag_ not in ("NN", "NNS") or not token.text.islower():
        return False
    if token.i + 1 < len(token.doc) and token.nbor(1).dep_ == "compound" and token.nbor(1).head == token.head:
        return False  # "oil" of "oil paint maker": the last noun before the head stands for all
    noun = token.head
    named = reader.parsed.mention(passage, noun)
    if named is not None and kind(reader.parsed.ontology, named.entity.type) in ("ORG", "GRP"):
        return True
    cls = reader.parsed.ontology.noun_class(noun.lemma_.lower())
    trade = cls is not None and kind(reader.parsed.ontology, cls) == "ORG"
    return noun.pos_ == "NOUN" and (trade or noun.text.lower().endswith(("er", "or", "ers", "ors", "ist", "ists")))


def _candidates(reader: Reader, passage: int, sentence: Span) -> Iterator[Candidate]:
    offset = reader.parsed.passages[passage].start
    seen: set[tuple[int, int]] = set()
    for token in sentence:
        mention = reader.parsed.mention(passage, token)
        if mention is None:
            continue
        start, end = mention.start - offset, mention.end - offset
        if (start, end) in seen or start < sentence.start_char or end > sentence.end_char:
            continue
        seen.add((start, end))
        head = reader.root(passage, mention) or token
        yield Candidate(head, start, end, kind(reader.parsed.ontology, mention.entity.type), mention)
    for token in sentence:
        if _tells_trade(reader, passage, token):
            mention = kind_mention(reader, passage, token, "Thing", adjectives=False)
            start, end = mention.start - offset, mention.end - offset
            if (start, end) not in seen:
                yield Candidate(token, start, end, "ETC", mention)
    for moment in reader.moments(passage):
        start, end = moment.start - offset, moment.end - offset
        span = sentence.doc.char_span(start, end, alignment_mode="expand")
        if span is not None and sentence.start_char <= start and end <= sentence.end_char and (start, end) not in seen:
            yield Candidate(span.root, start, end, "DAT", moment)
