"""Claims against gold: what was found, with which status and source, and what is wrong.

Gold, claims ─ evaluate ─► Scores ─► evaluate_report (text) · evaluate_json ─► evaluate_diff · evaluate_page (HTML)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.evaluate_calibration import Calibration, calibrate
from kg.gold import Fact, Gold, Quote, level, source_matches, stem

ClaimJson = Mapping[str, Any]
_FACT_GROUPS = ("relation", "status", "document")
_CLAIM_GROUPS = ("extractor", "pattern")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a group of facts and claims.

    `typed` facts are found with both ends, relation and direction; `status` with their status too. `judged` claims stand in
    exhaustively annotated documents and are neither neutral nor observations; `right` ones say a fact in ends, relation and
    direction.
    """

    facts: int = 0
    typed: int = 0
    status: int = 0
    attributed: int = 0
    attributed_right: int = 0
    judged: int = 0
    right: int = 0
    right_status: int = 0

    @property
    def recall(self) -> float:
        return self.typed / self.facts if self.facts else 0.0

    @property
    def precision(self) -> float:
        return self.right / self.judged if self.judged else 0.0

    @property
    def f1(self) -> float:
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The whole, and the same by relation, status and document.

    `found_by` holds precision alone, by extractor and pattern; `calibration` sets it against confidence. `found` facts are all
    that are not `missed`, also those of which a claim has the right ends and relation and another status (`other_status`).
    """

    total: Tally
    groups: Mapping[str, Mapping[str, Tally]]
    found_by: Mapping[str, Mapping[str, Tally]]
    calibration: Calibration
    found: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    wrong: tuple[ClaimJson, ...]
    other_status: tuple[tuple[Fact, ClaimJson], ...]


@dataclass(slots=True)
class _Count:
    """What grows while counting; `values` are the fields of Tally by group and name, `sure` (confidence, right) of each claim."""

    values: dict[tuple[str, str], dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    sure: list[tuple[float, bool]] = field(default_factory=list)
    found: list[Fact] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    wrong: list[ClaimJson] = field(default_factory=list)
    other: list[tuple[Fact, ClaimJson]] = field(default_factory=list)

    def tallies(self, group: str) -> dict[str, Tally]:
        return {name: Tally(**values) for (key, name), values in sorted(self.values.items()) if key == group}

    def add(self, keys: Iterable[tuple[str, str]], **counts: int) -> None:
        for key in keys:
            for name, number in counts.items():
                self.values[key][name] += number


def evaluate(gold: Gold, claims: Iterable[ClaimJson]) -> Scores:
    """Return how claims (as JSON objects) do against gold, in the documents that the gold names."""
    facts, doubts = _grouped(gold.facts), _grouped(gold.neutral)
    by_document: dict[str, list[ClaimJson]] = defaultdict(list)
    named = not gold.facts or any(facts)  # else the file speaks of one document, whatever its name
    for claim in claims:
        by_document[stem(str(claim["document"])) if named else ""].append(claim)
    count = _Count()
    for fact in gold.facts:
        _count_fact(fact, by_document.get(fact.document, ()), count)
    for document in sorted({*facts, *doubts, *gold.exhaustive} - {"*"}):
        own = facts.get(document, ())
        _count_claims(gold, document, by_document.get(document, ()), own, (*doubts.get(document, ()), *doubts.get("", ())), count)
    return Scores(
        total=count.tallies("").get("", Tally()),
        groups={group: count.tallies(group) for group in _FACT_GROUPS},
        found_by={group: count.tallies(group) for group in _CLAIM_GROUPS},
        calibration=calibrate(count.sure),
        found=tuple(count.found),
        missed=tuple(count.missed),
        wrong=tuple(count.wrong),
        other_status=tuple(count.other),
    )


def _grouped(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.document].append(fact)
    return dict(groups)


def _keys(relation: str, status: str, document: str) -> list[tuple[str, str]]:
    values = (relation.split("|")[0], status.split("|")[0], document)
    return [("", ""), *zip(_FACT_GROUPS, values, strict=True)]


def _count_fact(fact: Fact, claims: Sequence[ClaimJson], count: _Count) -> None:
    levels = [level(fact, claim) for claim in claims]
    best = max(levels, default=0)
    said = any(n >= 2 and n == best and source_matches(fact, claim) for n, claim in zip(levels, claims, strict=True))
    keys = _keys(fact.relation, fact.status, fact.document)
    count.add(keys, facts=1, typed=best >= 2, status=best == 3)
    if fact.attributed:
        count.add(keys, attributed=1, attributed_right=said)
    if best < 2:
        count.missed.append(replace(fact, quote=fact.quote or _quote(fact, claims, levels)))
        return
    count.found.append(fact)
    if best == 2:
        count.other.append((fact, claims[levels.index(2)]))


def _count_claims(
    gold: Gold, document: str, claims: Sequence[ClaimJson], facts: Sequence[Fact], doubts: Sequence[Fact], count: _Count
) -> None:
    """Count the claims of one document that the gold judges, each triple once."""
    seen: set[tuple[str, str, str]] = set()
    for claim in claims:
        triple = (str(claim["subject"]), str(claim["relation"]), str(claim.get("object")))
        if triple in seen or not gold.judges(document, triple[1]):
            continue
        seen.add(triple)
        best = max((level(fact, claim) for fact in facts), default=0)
        if best < 2 and any(level(fact, claim) >= 2 for fact in doubts):
            continue
        keys = _keys(claim["relation"], claim["status"], document)
        keys += [(group, str(claim[group])) for group in _CLAIM_GROUPS if claim.get(group)]
        count.add(keys, judged=1, right=best >= 2, right_status=best == 3)
        if claim.get("confidence") is not None:
            count.sure.append((float(claim["confidence"]), best >= 2))
        if best < 2:
            count.wrong.append(claim)


def quote_of(claim: ClaimJson) -> Quote:
    """Return a claim's sentence with its two mentions; one that stands outside of the sentence is not marked."""
    text, start = str(claim.get("sentence") or ""), claim.get("start")
    spans = [claim.get(key) for key in ("subjectSpan", "objectSpan")]
    marks = [(span[0] - start, span[1] - start) for span in spans if span and start is not None]
    return Quote(text, tuple((low, high) for low, high in marks if 0 <= low < high <= len(text)))


def _quote(fact: Fact, claims: Sequence[ClaimJson], levels: Sequence[int]) -> Quote | None:
    """Return where a missed fact seems to be said: in a claim of both its ends, else in a sentence that has the names of both."""
    if 1 in levels:
        return quote_of(claims[levels.index(1)])
    forms = [_named(fact.subject), _named(fact.object)]
    for text in dict.fromkeys(str(claim.get("sentence") or "") for claim in claims):
        found = [form.search(text) for form in forms]
        if all(found):
            return Quote(text, tuple(match.span() for match in found if match))
    return None


def _named(forms: str) -> re.Pattern[str]:
    names = sorted((re.escape(form.strip()) for form in forms.split("|") if form.strip()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
