"""A document's frames, read once before anything is linked: pattern matches, and the classes that they ask of their ends.

A name seen only as the buyer in "X agreed to buy Y" is a company by that alone: selectional preference, as domain and range
have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from kg.arguments import sentences_of
from kg.frames import Frame, frames
from kg.matching import Match, index_of, matches
from kg.ontology import Ontology

Framed = tuple[Frame, tuple[Match, ...]]
Votes = Mapping[tuple[int, int], Sequence[tuple[str, float]]]
_STANDS_FOR = {"Organization": "Company", "Asset": "Company", "Agent": "Company"}
_NO_NAMES = frozenset({"Topic", "Results", "Deal", "Security"})
_WEIGHT = 1.6
_OFFICE_WEIGHT = 2.4  # only people hold posts, quit and succeed
_NOBODY = "?"  # marks that some pattern would take a person


def read_frames(docs: Sequence[Doc], ontology: Ontology) -> dict[tuple[int, int], tuple[Framed, ...]]:
    """Return by (passage number, start of the sentence) its frames with the patterns that name them; questions have none."""
    nouns = index_of(ontology).nouns
    return {
        (number, sentence.start): tuple((frame, tuple(matches(frame, ontology))) for frame in frames(sentence, nouns))
        for number, doc in enumerate(docs)
        for sentence in sentences_of(doc)
        if not sentence.text.rstrip(" \"'”’)").endswith("?")
    }


def class_votes(framed: Mapping[tuple[int, int], Sequence[Framed]], ontology: Ontology) -> Votes:
    """Return by (passage number, token) the classes that patterns ask of the token, with weights for the vote on a name's class.

    What one frame asks of a token is shared among the classes that its patterns take: "left X" may name a firm or a country.
    """
    votes: dict[tuple[int, int], list[tuple[str, float]]] = defaultdict(list)
    for (passage, _), found in framed.items():
        for frame, named in found:
            asked: dict[int, set[str]] = defaultdict(set)
            for match in named:
                if match.pattern.form != "possessive":
                    _ask(frame, match, ontology, asked)
            for token, classes in asked.items():
                taken = sorted(classes - {_NOBODY})
                weight = _OFFICE_WEIGHT if taken == ["Person"] else _WEIGHT / len(taken)
                votes[passage, token].extend((cls, weight) for cls in taken)
                if _NOBODY not in classes and frame.form in ("verb", "be"):  # nobody buys a person
                    votes[passage, token].append(("Person", -_WEIGHT))
    return votes


def _ask(frame: Frame, match: Match, ontology: Ontology, asked: Mapping[int, set[str]]) -> None:
    relation = ontology.relations[match.relation]
    ends = [(match.subjects, relation.domain), (match.objects, relation.range)]
    if frame.form == "noun" and match.pattern.form == "noun" and frame.get("poss") == match.subjects:
        ends.append((frame.get("subj"), relation.domain))  # "X completed its purchase": X too
    for tokens, classes in ends:
        wanted = next((name for name in classes if name in ontology.classes), None)
        if wanted is None or wanted in _NO_NAMES:
            continue
        people = any(ontology.is_a("Person", name) for name in classes)
        for token in tokens:
            asked[token.i] |= {_STANDS_FOR.get(wanted, wanted), *([_NOBODY] if people else [])}
