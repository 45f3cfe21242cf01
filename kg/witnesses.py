"""Two witnesses of one document, frames and model, and the decision what to believe of each claim and how much.

    frames' claims ┐
                   ├─ the same sentence, ends and relation ─► one claim ─ logistic ─► confidence, or dropped
    model's claims ┘

The weights were fitted on annotated articles that neither was tuned on (training/decide.py) and stand in `decision.json`.
Where a sentence would say a thing both ways round, the surer way stays, of equals the pattern's. Where the two differ in status,
the cues that frames read are believed: the model's word on status counts only where no cue tells (see extractors/learned.py).
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
from kg.model import Claim, Dropped, Mention, Moment
from kg.parsed import Parsed
from kg.reading import FOLDER, load_model
from kg.settle import NARROWER, settle

LEAST = 0.1  # what the model holds for less likely is not weighed
# The confidence that a claim needs, by whether a pattern says it. A pattern can show its reason; of what the model alone says of
# real news, read claim by claim, four in ten were right below this value and nearly all above it.
CREDIBLE = {True: 0.45, False: 0.85}
_ALIKE = {"produces": ("develops",), "develops": ("produces",)}  # what is on sale is under work no more
Key = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A claim with what its witnesses say: whether a frame does (`told`), and the model's probability where it was asked."""

    claim: Claim
    told: bool
    seen: bool
    probability: float
    local: int


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
            confidence = max(confidence, 0.5)  # what is let through of a pattern is for an edge too: four of six read were right
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
    for place, claim in (guessed | told).items():
        sentence, subject, relation, value = place
        asked = said.get((sentence, subject, value))
        seen = asked is not None and relation in names
        probability = asked.get(relation, learned.LEAST) if asked is not None and seen else 0.0
        local = sum(isinstance(end, Mention) and reader.is_local(end) for end in (claim.subject, claim.object))
        yield Witnessed(claim, place in told, seen, probability, local)


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
    starts = {(passage, s.start): reader.parsed.evidence(passage, s).start for passage, s in reader.parsed.sentences()}
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


def features(each: Witnessed) -> dict[str, float]:
    """Return what the decision weighs, by name."""
    bounded = min(max(each.probability, 0.001), 0.999)
    model = math.log(bounded / (1 - bounded)) if each.seen else 0.0
    who = FRAMES if each.told else LEARNED
    return {
        "bias": 1.0,
        "model": model,
        "unseen": 0.0 if each.seen else 1.0,
        "frames": each.claim.confidence if each.told else 0.0,
        "both": model if each.told else 0.0,
        "local": float(each.local),
        f"{who}:{each.claim.relation}": 1.0,
    }


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
