"""Two witnesses of one document, frames and model, and the decision what to believe of each claim and how much.

    frames' claims ┐
                   ├─ the same sentence, ends and relation ─► one claim ─ logistic ─► confidence, or dropped
    model's claims ┘

The weights were fitted on annotated articles that neither was tuned on (training/decide.py) and stand in `decision.json`.
Where a sentence would say a thing both ways round, the surer way stays, of equals the pattern's. Where the two differ in status,
the cues that frames read are believed; what the model alone says has the model's status where it is sure (extractors/learned.py).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.draft import EXTRACTOR as FRAMES
from kg.draft import Reader
from kg.extractors import frames, learned
from kg.extractors.learned import EXTRACTOR as LEARNED
from kg.extractors.learned import LIKELY
from kg.model import Claim, Dropped, Flag, Mention, Moment
from kg.parsed import Parsed
from kg.reading import FOLDER, load_model
from kg.settle import NARROWER, settle

LEAST = 0.1  # what the model holds for less likely is not weighed
# The confidence that a claim needs, by whether a pattern says it. A pattern can show its reason; of what the model alone says of
# real news, read claim by claim, most was wrong below this value.
CREDIBLE = {True: 0.35, False: 0.8}
_ALIKE = {"produces": ("develops",), "develops": ("produces",)}  # what is on sale is under work no more
Key = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A claim with what its witnesses say: whether a frame does (`told`), and the model's probability where it was asked.

    `rival` is the model's probability of the likeliest claim of the sentence that shares one end and the relation, `other` of the
    likeliest other relation of the two ends, `again` of the same claim in another sentence of the document. `local` ends have no
    name, `linked` ones stand for a name that stands elsewhere; `between` counts the ends between the two.
    """

    claim: Claim
    told: bool
    seen: bool
    probability: float
    local: int
    rival: float = 0.0
    other: float = 0.0
    again: float = 0.0
    linked: int = 0
    between: int = 0


def extract(parsed: Parsed) -> Iterator[Claim | Dropped]:
    """Yield the claims that frames, model or both say, those that are likelier right than wrong."""
    weights = decision()
    believed: dict[Key, Claim] = {}
    for each in witnessed(parsed):
        if isinstance(each, Dropped):
            yield each
            continue
        confidence = confide(weights, each)
        if confidence >= CREDIBLE[each.told]:
            both = each.told and each.seen and each.probability >= LIKELY
            extractor = f"{FRAMES}+{LEARNED}" if both else each.claim.extractor
            believed[key(each.claim)] = replace(each.claim, confidence=round(confidence, 2), extractor=extractor)
        elif each.told:
            yield _doubted(each.claim, f"more likely wrong than right ({confidence:.2f})")
    for place, claim in believed.items():
        sentence, subject, relation, value = place
        back = believed.get((sentence, value, relation, subject))
        rivals = [believed.get((sentence, subject, other, value)) for other in _ALIKE.get(relation, ())]
        if back is not None and parsed.ontology.relations[relation].symmetric:  # the other way round says the same
            if not _is_less_sure(claim, back, order=True):
                yield claim
        elif back is not None and _is_less_sure(claim, back):
            yield _doubted(claim, "the same sentence says the reverse more surely")
        elif any(rival is not None and _is_less_sure(claim, rival) for rival in rivals):
            yield _doubted(claim, "the same sentence says the like of it more surely")
        elif not any((sentence, subject, narrower, value) in believed for narrower in NARROWER.get(relation, ())):
            yield claim


def _is_less_sure(claim: Claim, other: Claim, *, order: bool = False) -> bool:
    """Whether another claim has more confidence; of equals the pattern's word counts, and then what comes first.

    `order` asks whose order of the ends to take: the pattern's before the surer one's.
    """
    one, two = (
        (order and each.extractor != LEARNED, each.confidence, each.extractor != LEARNED, -each.subject.start, each.relation)
        for each in (claim, other)
    )
    return one < two


def witnessed(parsed: Parsed) -> Iterator[Witnessed | Dropped]:
    """Yield every claim of frames, and every one that the model gives the probability `LEAST` or more, each once."""
    reader = Reader(parsed)
    pairs = learned.pairs(reader)
    said = _said(reader, pairs)
    told: dict[Key, Claim] = {}
    for found in frames.extract(parsed):
        if isinstance(found, Dropped):
            yield found
        else:
            told[key(found)] = found
    drafts = [draft for draft in learned.drafts(reader, pairs, LEAST) if learned.stands(reader, draft)]
    guessed = {key(c): c for c in settle(reader, drafts) if isinstance(c, Claim)}
    names = frozenset(load_model().names)
    around, spans = _Around.of(said), _spans(parsed)
    for place, claim in (guessed | told).items():
        sentence, subject, relation, value = place
        asked = said.get((sentence, subject, value))
        seen = asked is not None and relation in names
        probability = asked.get(relation, learned.LEAST) if asked is not None and seen else 0.0
        ends = [end for end in (claim.subject, claim.object) if isinstance(end, Mention)]
        marked = spans.get(sentence, ())
        goods = place in told and _is_of_goods(parsed, claim)
        if goods:
            probability = max(probability, (asked or {}).get("orders", 0.0))
        # The model is no witness against goods bought, nor against an office without its firm ("said chief executive Ana Ruiz"),
        # for which it saw another pair.
        if goods or (place in told and not {end.start for end in ends} <= {start for start, _ in marked}):
            seen = seen and probability >= LIKELY
        yield Witnessed(
            claim,
            place in told,
            seen,
            probability,
            local=sum(map(reader.is_local, ends)),
            rival=around.rival(place),
            other=max((value for name, value in (asked or {}).items() if name != relation), default=0.0),
            again=around.again(place),
            linked=sum(end.text[:1].islower() and not reader.is_local(end) for end in ends),
            between=_between(marked, claim),
        )


def _is_of_goods(parsed: Parsed, claim: Claim) -> bool:
    """Whether somebody buys goods: the model was taught to call that an order, so that it is no witness against a purchase."""
    end = claim.object
    return claim.relation == "acquires" and isinstance(end, Mention) and parsed.ontology.is_a(end.entity.type, "Product")


def key(claim: Claim) -> Key:
    """Return what makes two claims of a document one: sentence, ends and relation."""
    end = claim.object
    value = end.entity.iri if isinstance(end, Mention) else end.value if isinstance(end, Moment) else "true"
    return claim.evidence.start, claim.subject.entity.iri, claim.relation, str(value)


def probabilities(parsed: Parsed) -> dict[Key, float]:
    """Return what the model gives to a relation between two entities of a sentence, where it is worth telling."""
    reader = Reader(parsed)
    said = _said(reader, learned.pairs(reader))
    return {(at, left, name, right): value for (at, left, right), found in said.items() for name, value in found.items()}


def _said(reader: Reader, pairs: Sequence[learned.Pair]) -> dict[tuple[int, str, str], dict[str, float]]:
    """Return by sentence and two entities the greatest probability of each relation."""
    starts = _starts(reader.parsed)
    found: dict[tuple[int, str, str], dict[str, float]] = {}
    for pair in pairs:
        left, right = pair.subject.mention, pair.object.mention
        if not isinstance(left, Mention) or right is None:
            continue
        value = right.entity.iri if isinstance(right, Mention) else right.value
        best = found.setdefault((starts[pair.reading.passage, pair.reading.sentence], left.entity.iri, value), {})
        for relation, probability in pair.relations.items():
            best[relation] = max(best.get(relation, 0.0), probability)
    return found


@dataclass(frozen=True, slots=True)
class _Around:
    """What the model says beside one claim: by sentence and relation of all pairs, by claim of all sentences."""

    sentences: Mapping[tuple[int, str], Mapping[tuple[str, str], float]]
    claims: Mapping[tuple[str, str, str], Mapping[int, float]]

    @classmethod
    def of(cls, said: Mapping[tuple[int, str, str], Mapping[str, float]]) -> _Around:
        sentences: dict[tuple[int, str], dict[tuple[str, str], float]] = {}
        claims: dict[tuple[str, str, str], dict[int, float]] = {}
        for (sentence, left, right), relations in said.items():
            for relation, probability in relations.items():
                sentences.setdefault((sentence, relation), {})[left, right] = probability
                claims.setdefault((left, relation, right), {})[sentence] = probability
        return cls(sentences, claims)

    def rival(self, place: Key) -> float:
        sentence, subject, relation, value = place
        pairs = self.sentences.get((sentence, relation), {})
        return max((p for (a, b), p in pairs.items() if (a == subject) != (b == value)), default=0.0)

    def again(self, place: Key) -> float:
        sentence, subject, relation, value = place
        return max((p for at, p in self.claims.get((subject, relation, value), {}).items() if at != sentence), default=0.0)


def _starts(parsed: Parsed) -> dict[tuple[int, int], int]:
    """Return by passage and first token where each sentence starts as evidence."""
    return {(passage, sentence.start): parsed.evidence(passage, sentence).start for passage, sentence in parsed.sentences()}


def _spans(parsed: Parsed) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return by sentence where its ends stand, in code points of the document."""
    starts, found = _starts(parsed), {}
    for reading in parsed.readings:
        base = parsed.passages[reading.passage].start
        found[starts[reading.passage, reading.sentence]] = tuple((base + end.start, base + end.end) for end in reading.ends)
    return found


def _between(spans: Sequence[tuple[int, int]], claim: Claim) -> int:
    if isinstance(claim.object, Flag):
        return 0
    first, last = sorted((claim.subject, claim.object), key=lambda end: end.start)
    return sum(first.end <= start and end <= last.start for start, end in spans)


def features(each: Witnessed) -> dict[str, float]:
    """Return what the decision weighs, by name."""
    model = _odds(each.probability) if each.seen else 0.0
    who = FRAMES if each.told else LEARNED
    return {
        "bias": 1.0,
        "model": model,
        "unseen": 0.0 if each.seen else 1.0,
        "frames": each.claim.confidence if each.told else 0.0,
        "both": model if each.told else 0.0,
        "local": float(each.local),
        "rival": max(0.0, _odds(each.rival)),
        "other": max(0.0, _odds(each.other)),
        "again": each.again,
        "linked": float(each.linked),
        "between": math.log1p(each.between),
        f"{who}:{each.claim.relation}": 1.0,
    }


def _odds(probability: float) -> float:
    """Return the logarithm of the odds, bounded."""
    bounded = min(max(probability, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))


def confide(weights: Mapping[str, float], each: Witnessed) -> float:
    """Return the confidence of a claim: logistic regression over `features`."""
    total = sum(weights.get(name, 0.0) * value for name, value in features(each).items())
    return 1 / (1 + math.exp(-total))


def _doubted(claim: Claim, why: str) -> Dropped:
    end = claim.object
    what = f"{claim.subject.entity.label} {claim.relation} {end.entity.label if isinstance(end, Mention) else end.text}"
    return Dropped(claim.evidence.start, claim.evidence.end, what, why)


@lru_cache(maxsize=1)
def decision() -> Mapping[str, float]:
    """Return the fitted weights by feature."""
    weights: dict[str, float] = json.loads((FOLDER / "decision.json").read_text(encoding="utf-8"))
    return weights
