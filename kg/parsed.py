"""A document after parsing and linking: what every extractor reads.

Positions inside are (passage number, token index in that passage's spaCy Doc); positions outside are code points of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from kg.arguments import sentences_of
from kg.model import Document, Evidence, Mention, Passage
from kg.ontology import Ontology
from kg.roles import Framed

if TYPE_CHECKING:
    from kg.reading import Reading


@dataclass(frozen=True, slots=True)
class Links:
    """Every mention of a document that could be resolved.

    `heads` maps (passage number, token index) to the mention whose head that token is; every token of a name maps to the name.
    A pronoun or nominal that stays ambiguous is absent. `forms` says of the same keys whether the mention is a name, nominal or
    pronoun.
    """

    heads: Mapping[tuple[int, int], Mention]
    forms: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """`docs[i]` is the parse of `passages[i]`; only passages that claims may come from are here.

    `framed` holds each sentence's frames and the patterns that name them, by (passage number, start of the sentence); `readings`
    what the learned model says, where it is asked.
    """

    document: Document
    passages: tuple[Passage, ...]
    docs: tuple[Doc, ...]
    links: Links
    ontology: Ontology
    base: str
    framed: Mapping[tuple[int, int], tuple[Framed, ...]] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()

    def sentences(self) -> Iterator[tuple[int, Span]]:
        """Yield (passage number, sentence)."""
        for number, doc in enumerate(self.docs):
            for sentence in sentences_of(doc):
                yield number, sentence

    def mention(self, passage: int, token: Token) -> Mention | None:
        """Return the mention that this token heads or, in a name, belongs to."""
        return self.links.heads.get((passage, token.i))

    def evidence(self, passage: int, sentence: Span) -> Evidence:
        """Return the sentence as evidence, white space at its ends left out."""
        text = sentence.text
        start = self.passages[passage].start + sentence.start_char + len(text) - len(text.lstrip())
        quote = text.strip()
        return Evidence(self.document.iri, start, start + len(quote), quote)
