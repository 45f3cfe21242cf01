"""From annotated texts to what the model is trained on: sentences with marked ends, and what is known of each pair of ends.

Every text goes through the product's own parse, mentions and links, so that the model learns from what it will see. A set's gaps
are respected: a pair or a relation of which a set says nothing is not trained on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Span, Token

from kg.candidates import Candidate, candidates, kind
from kg.draft import Reader
from kg.gold import SYMMETRIC
from kg.gold_knowledgenet import PROPERTIES
from kg.model import Document
from kg.pipeline import Pipeline
from training.corpus import Article, Named

# What a relation's fact says besides: neither for nor against these of the same pair.
WIDER: Mapping[str, tuple[str, ...]] = {
    "chiefExecutiveOf": ("leads", "worksFor"),
    "chairOf": ("leads", "worksFor"),
    "leads": ("worksFor", "chiefExecutiveOf"),
    "headquarteredIn": ("locatedIn", "operatesIn"),
    "locatedIn": ("operatesIn",),
    "acquires": ("ownsStakeIn", "orders"),
    "ownsStakeIn": ("investsIn",),
    "investsIn": ("ownsStakeIn",),
    "launches": ("produces", "develops"),
    "develops": ("produces",),
    "produces": ("develops", "launches"),
}
# CORE, FIRE and DFKI Product: label → (relation, head and tail change places)
LABELS: Mapping[str, tuple[str, bool]] = {
    "acquires": ("acquires", False),
    "ceo_of": ("chiefExecutiveOf", False),
    "competes_with": ("competesWith", False),
    "divests": ("sells", False),
    "in_sector": ("industry", False),
    "listed_on": ("listedOn", False),
    "located_in": ("locatedIn", False),
    "merged_with": ("mergesWith", False),
    "partners_with": ("partnersWith", False),
    "produces": ("produces", False),
    "regulated_by": ("regulates", True),
    "subsidiary_of": ("subsidiaryOf", False),
    "supplies": ("suppliesTo", False),
    "headquartered_in": ("headquarteredIn", False),
    "employs": ("worksFor", True),
    "brand_of": ("produces", True),
}
INVENTORY = {
    "CORE": tuple(
        str.split("""acquires competesWith listedOn mergesWith partnersWith produces regulates subsidiaryOf suppliesTo ownsStakeIn
        investsIn""")
    ),
    "FIRE": tuple("acquires sells mergesWith industry locatedIn produces subsidiaryOf worksFor".split()),
    "DFKI-product": ("produces",),
}
_TITLE = "News\n\n"  # so that a single sentence is a paragraph, and no headline
_MONEY_IN = re.compile(r"\b(?:rounds?|invest\w*|fund\w*|back\w*|financ\w*|rais\w*|venture|capital)\b", re.IGNORECASE)
_SPACED = re.compile(r" (?=[,.;:!?)\]%]|['’]s\b|n['’]t\b)|(?<=[(\[$€£]) | (?=['’](?:re|ve|ll|m|d)\b)")


End = tuple[int, int, str]  # start, end, kind


@dataclass(slots=True)
class Example:
    """A sentence with marked ends.

    `spans` are (start, end, kind); `facts` are (subject, object, relation, status or empty); `denied` the same without status,
    known not to hold; of `open` pairs nothing is known beside their facts; of every other pair the relations in `known` are known
    not to hold (`*` for all). `kinds` are the true kinds of ends, where they are known.
    """

    text: str
    spans: list[End]
    source: str
    known: list[str] = field(default_factory=list)
    facts: list[tuple[int, int, str, str]] = field(default_factory=list)
    denied: list[tuple[int, int, str]] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    lost: int = 0

    def json(self) -> dict[str, Any]:
        """Return the example as what is written to a line."""
        return {name: getattr(self, name) for name in self.__slots__}


def from_article(pipeline: Pipeline, article: Article, *, add: bool) -> Iterator[Example]:
    """Yield the sentences of an annotated article; `add` puts in the ends that the mentions' stage missed."""
    reader = Reader(pipeline.parsed(article.document()))
    offsets = article.offsets()
    named = [
        (offsets[one.span.sentence] + one.span.start, offsets[one.span.sentence] + one.span.end, one) for one in article.mentions
    ]
    entity_at = {(start, end): one.entity for start, end, one in named}
    facts = [
        (
            (offsets[f.subject.sentence] + f.subject.start, offsets[f.subject.sentence] + f.subject.end),
            (offsets[f.object.sentence] + f.object.start, offsets[f.object.sentence] + f.object.end),
            f,
        )
        for f in article.facts
        if f.object is not None and not f.relation.startswith("metric:")
    ]
    for passage, sentence in reader.parsed.sentences():
        base = reader.parsed.passages[passage].start
        low, high = base + sentence.start_char, base + sentence.end_char
        ends, heads = _ends(candidates(reader, passage, sentence), base)
        here = [(s, e, one) for s, e, one in named if low <= s and e <= high]
        place: dict[tuple[int, int], int] = {}
        for start, end, one in here:
            at = _match(sentence, base, ends[: len(heads)], heads, start, end)
            if at is None and add and _is_worth(one):
                at = len(ends)
                ends.append((start, end, kind(pipeline.ontology, one.type)))
            if at is not None:
                place[start, end] = at
        example = Example(sentence.text, [], f"corpus/{article.id}", ["*"])
        entities = {at: entity_at[span] for span, at in place.items()}
        example.kinds = {place[s, e]: kind(pipeline.ontology, one.type) for s, e, one in here if (s, e) in place}
        for left, right, fact in facts:
            if not (low <= left[0] < high and low <= right[0] < high):
                continue
            if right not in place and fact.object_entity is None:
                at = _match(sentence, base, ends[: len(heads)], heads, *right)
                if at is not None:
                    place[right] = at
            if left in place and right in place and place[left] != place[right]:
                pair = place[left], place[right]
                example.facts.append((*pair, fact.relation, fact.status))
                example.open += _alike(pair, entities)
            else:
                example.lost += 1
        if ends:
            yield _local(example, ends, base, sentence)


def _is_worth(one: Named) -> bool:
    return one.text[:1].isupper() or one.type not in ("Product", "Topic", "Event", "Thing")


def _alike(pair: tuple[int, int], entities: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Yield the other pairs of the same two entities: the annotation names one, and they say the same."""
    one, other = entities.get(pair[0]), entities.get(pair[1])
    for i, left in entities.items():
        for j, right in entities.items():
            if (left, right) == (one, other) and i != j and (i, j) != pair:
                yield i, j


def _ends(found: Sequence[Candidate], base: int) -> tuple[list[End], list[Token]]:
    """Return the ends in the text whose passage begins at `base`, and their head words."""
    return [(c.start + base, c.end + base, c.kind) for c in found], [c.token for c in found]


def _match(sentence: Span, base: int, ends: Sequence[End], heads: Sequence[Token], start: int, end: int) -> int | None:
    """Return the end that a marked stretch names: the same stretch, else the one with its head word."""
    for at, (s, e, _) in enumerate(ends):
        if (s, e) == (start, end):
            return at
    span = sentence.doc.char_span(start - base, end - base, alignment_mode="expand")
    root = span.root if span is not None else None
    for at, (s, e, _) in enumerate(ends):
        if (
            root is not None
            and (heads[at] == root or s <= base + root.idx < e)
            and min(e, end) - max(s, start) > 0.25 * (end - start)
        ):
            return at
    return None


def _local(example: Example, ends: Sequence[End], base: int, sentence: Span) -> Example:
    """Return the example with its ends in the order of the text, offsets in the sentence."""
    shift = base + sentence.start_char
    order = sorted(range(len(ends)), key=lambda at: (ends[at][0], -ends[at][1]))
    new = {old: at for at, old in enumerate(order)}
    example.spans = [(ends[old][0] - shift, ends[old][1] - shift, ends[old][2]) for old in order]
    example.facts = [(new[i], new[j], relation, status) for i, j, relation, status in example.facts]
    example.denied = [(new[i], new[j], relation) for i, j, relation in example.denied]
    example.open = [(new[i], new[j]) for i, j in example.open]
    example.kinds = {new[i]: name for i, name in example.kinds.items()}
    return example


def marked_sentences(pipeline: Pipeline, text: str) -> Iterator[tuple[int, int, Span, tuple[Candidate, ...], int]]:
    """Yield the sentences of a text without a title: start, end, sentence, its ends, and where its passage starts."""
    reader = Reader(pipeline.parsed(Document("t", "t", _TITLE + text, "", "News")))
    for passage, sentence in reader.parsed.sentences():
        base = reader.parsed.passages[passage].start - len(_TITLE)
        if base >= 0:
            found = candidates(reader, passage, sentence, unresolved=True)
            yield base + sentence.start_char, base + sentence.end_char, sentence, found, base


def from_pairs(pipeline: Pipeline, records: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """Yield the sentences of relations.jsonl (CORE, FIRE, DFKI Product): a pair and its relation each, of others nothing."""
    by_text: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        by_text.setdefault(record["text"], []).append(record)
    for text, group in by_text.items():
        whole, moved = unspaced(text)
        for low, high, sentence, found, base in marked_sentences(pipeline, whole):
            ends, heads = _ends(found, base)
            example = Example(sentence.text, [], group[0]["source"])
            for record in group:
                spans = [(moved[record[end][0]], moved[record[end][1] - 1] + 1) for end in ("head", "tail")]
                if not all(low <= s and e <= high for s, e in spans):
                    continue
                pair = []
                for s, e in spans:
                    at = _match(sentence, base, ends[: len(heads)], heads, s, e)
                    if at is None:
                        at = len(ends)
                        ends.append((s, e, "PRD" if record["relation"] == "produces" and s == spans[1][0] else "ORG"))
                    pair.append(at)
                if pair[0] != pair[1]:
                    _label(example, record, pair[0], pair[1])
            if example.facts or example.denied:
                yield _local(example, ends, base, sentence)


def _label(example: Example, record: Mapping[str, Any], head: int, tail: int) -> None:
    inventory = INVENTORY[record["source"].split("/")[0]]
    label, holds = record["relation"], set[str]()
    if label == "invests_in":
        relation = "investsIn" if _MONEY_IN.search(record["text"]) else "ownsStakeIn"
        example.facts.append((head, tail, relation, ""))
        holds = {"investsIn", "ownsStakeIn"}
    elif label in LABELS:
        relation, turned = LABELS[label]
        pair = (tail, head) if turned else (head, tail)
        example.facts.append((*pair, relation, ""))
        holds = {relation, *WIDER.get(relation, ())}
        if relation not in SYMMETRIC:
            example.denied.append((pair[1], pair[0], relation))
    elif label != "none":
        return
    for other in inventory:
        if other not in holds:
            example.denied += [(head, tail, other), (tail, head, other)]


def unspaced(text: str) -> tuple[str, list[int]]:
    """Return a text whose tokens stood apart as it is written, and where each of its characters went."""
    drop = {m.start() for m in _SPACED.finditer(text)}
    kept: list[str] = []
    moved: list[int] = []
    for at, letter in enumerate(text):
        moved.append(len(kept))
        if at not in drop:
            kept.append(letter)
    moved.append(len(kept))
    return "".join(kept), moved


def from_knowledgenet(pipeline: Pipeline, path: Path) -> Iterator[Example]:
    """Yield the sentences of a KnowledgeNet fold; in a passage only its exhaustively annotated properties are known."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        shift = record["passageStart"]
        known = [PROPERTIES[name][0] for name in record["exhaustivelyAnnotatedProperties"] if name in PROPERTIES]
        for low, high, sentence, found, base in marked_sentences(pipeline, record["passageText"]):
            ends, heads = _ends(found, base)
            example = Example(sentence.text, [], f"KnowledgeNet/fold{record['fold']}", known)
            for fact in record["facts"]:
                if fact["property"] not in PROPERTIES:
                    continue
                spans = [(fact[f"{end}Start"] - shift, fact[f"{end}End"] - shift) for end in ("subject", "object")]
                if not all(low <= s and e <= high for s, e in spans):
                    continue
                pair = [_match(sentence, base, ends, heads, s, e) for s, e in spans]
                if pair[0] is None or pair[1] is None or pair[0] == pair[1]:
                    example.lost += 1
                    continue
                relation, turned = PROPERTIES[fact["property"]]
                left, right = (pair[1], pair[0]) if turned else (pair[0], pair[1])
                example.facts.append((left, right, relation, ""))
            if ends:
                yield _local(example, ends, base, sentence)
