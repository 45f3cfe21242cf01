"""A document's frames, read once before anything is linked: pattern matches, and the classes that they ask of their ends.

A name seen only as the buyer in "X agreed to buy Y" is a company by that alone: selectional preference, as domain and range have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.frames import Frame, frames
from kg.matching import Match, index_of, matches
from kg.ontology import Ontology

Framed = tuple[Frame, tuple[Match, ...]]
Votes = Mapping[tuple[int, int], Sequence[tuple[str, float]]]
_STANDS_FOR = {"Organization": "Company", "Asset": "Company", "Agent": "Company"}


def read_frames(docs: Sequence[Doc], ontology: Ontology) -> dict[tuple[int, int], tuple[Framed, ...]]:
    """Return by (passage number, start of the sentence) its frames with the patterns that name them; questions have none."""
    nouns = index_of(ontology).nouns
    return {
        (number, sentence.start): tuple((frame, tuple(matches(frame, ontology))) for frame in frames(sentence, nouns))
        for number, doc in enumerate(docs)
        for sentence in doc.sents
        if not sentence.text.rstrip(" \"'”’)").endswith("?")
    }


def class_votes(framed: Mapping[tuple[int, int], Sequence[Framed]], ontology: Ontology) -> Votes:
    """Return by (passage number, token) the classes that patterns ask of the token, with weights for the vote on a name's class."""
    votes: dict[tuple[int, int], list[tuple[str, float]]] = defaultdict(list)
    for (passage, _), found in framed.items():
        for _, named in found:
            for match in named:
                if match.pattern.form == "possessive":
                    continue
                relation = ontology.relations[match.relation]
                for tokens, classes in ((match.subjects, relation.domain), (match.objects, relation.range)):
                    vote = _vote(classes, ontology)
                    if vote is not None:
                        for token in tokens:
                            votes[passage, token.i].append(vote)
    return votes


def _vote(classes: Sequence[str], ontology: Ontology) -> tuple[str, float] | None:
    """Return the first class that a member can be named by; it weighs less where other kinds are possible too."""
    named = [name for name in classes if name in ontology.classes]
    if not named or named[0] in ("Topic", "Results", "Deal", "Security"):
        return None
    kinds = {ontology.kind(_STANDS_FOR.get(name, name)) for name in named}
    return _STANDS_FOR.get(named[0], named[0]), 1.6 if len(kinds) == 1 else 0.9

