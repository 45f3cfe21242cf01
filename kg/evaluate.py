"""Claims against gold: what was found, with which status and source, and what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.gold import Fact, Gold, level, source_matches, stem

ClaimJson = Mapping[str, Any]


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
    """The whole, and the same by relation, status and document; `missed` facts, and `wrong` and `other_status` claims."""

    total: Tally
    groups: Mapping[str, Mapping[str, Tally]]
    missed: tuple[Fact, ...]
    wrong: tuple[ClaimJson, ...]
    other_status: tuple[tuple[Fact, ClaimJson], ...]


@dataclass(slots=True)
class _Count:
    """The mutable counterpart of Tally while counting."""

    values: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def tally(self) -> Tally:
        return Tally(**self.values)


def evaluate(gold: Gold, claims: Iterable[ClaimJson]) -> Scores:
    """Return how claims (as JSON objects) do against gold, in the documents that the gold names."""
    by_document: dict[str, list[ClaimJson]] = defaultdict(list)
    for claim in claims:
        by_document[stem(str(claim["document"]))].append(claim)
    named = any(fact.document for fact in gold.facts)
    if not named:
        by_document = defaultdict(list, {"": [claim for each in by_document.values() for claim in each]})
    counts: dict[tuple[str, str], _Count] = defaultdict(_Count)
    missed: list[Fact] = []
    other: list[tuple[Fact, ClaimJson]] = []
    for fact in gold.facts:
        _count_fact(fact, by_document[fact.document], counts, missed, other)
    wrong = [
        claim
        for document in sorted({fact.document for fact in (*gold.facts, *gold.neutral)})
        if document in gold.exhaustive or "*" in gold.exhaustive
        for claim in _count_claims(gold, document, by_document[document], counts)
    ]
    groups: dict[str, dict[str, Tally]] = {"relation": {}, "status": {}, "document": {}}
    for (group, name), count in sorted(counts.items()):
        if group:
            groups[group][name] = count.tally()
    return Scores(counts["", ""].tally(), groups, tuple(missed), tuple(wrong), tuple(other))


def _keys(relation: str, status: str, document: str) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield "relation", relation.split("|")[0]
    yield "status", status.split("|")[0]
    yield "document", document


def _count_fact(
    fact: Fact,
    claims: Sequence[ClaimJson],
    counts: Mapping[tuple[str, str], _Count],
    missed: list[Fact],
    other: list[tuple[Fact, ClaimJson]],
) -> None:
    levels = [level(fact, claim) for claim in claims]
    best = max(levels, default=0)
    said = any(n >= 2 and n == best and source_matches(fact, claim) for n, claim in zip(levels, claims, strict=True))
    for key in _keys(fact.relation, fact.status, fact.document):
        values = counts[key].values
        values["facts"] += 1
        values["typed"] += best >= 2
        values["status"] += best == 3
        if fact.attributed:
            values["attributed"] += 1
            values["attributed_right"] += said
    if best < 2:
        missed.append(fact)
    elif best == 2:
        other.append((fact, claims[levels.index(2)]))


def _count_claims(
    gold: Gold, document: str, claims: Sequence[ClaimJson], counts: Mapping[tuple[str, str], _Count]
) -> Iterator[ClaimJson]:
    """Count the claims of one exhaustively annotated document, each triple once, and yield the wrong ones."""
    facts = [fact for fact in gold.facts if fact.document == document]
    doubts = [fact for fact in gold.neutral if fact.document in (document, "")]
    seen: set[tuple[str, str, str]] = set()
    for claim in claims:
        triple = (str(claim["subject"]), str(claim["relation"]), str(claim.get("object")))
        if claim["relation"].startswith("metric:") or triple in seen:
            continue
        seen.add(triple)
        best = max((level(fact, claim) for fact in facts), default=0)
        if best < 2 and any(level(fact, claim) >= 2 for fact in doubts):
            continue
        for key in _keys(claim["relation"], claim["status"], document):
            values = counts[key].values
            values["judged"] += 1
            values["right"] += best >= 2
            values["right_status"] += best == 3
        if best < 2:
            yield claim


def report_lines(scores: Scores, *, details: bool = True) -> Iterator[str]:
    """Yield the scores as lines of text: the whole, the groups, and what is missed and wrong."""
    yield _line("all", scores.total)
    for group, tallies in scores.groups.items():
        yield ""
        yield f"by {group}"
        yield from (_line(name, tally) for name, tally in tallies.items())
    if not details:
        return
    yield from _listed("missed", scores.missed, lambda f: f"{f.document}: {f.subject} – {f.relation} – {f.object} [{f.status}]")
    yield from _listed("wrong", scores.wrong, _claim_line)
    yield from _listed("other status", scores.other_status, lambda pair: f"{_claim_line(pair[1])}  (gold: {pair[0].status})")


def _listed(title: str, items: Sequence[Any], show: Callable[[Any], str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"{title} ({len(items)})"
        yield from (f"  {show(item)}" for item in items)


def _claim_line(claim: ClaimJson) -> str:
    said = f", says {claim['attributedTo']}" if claim.get("attributedTo") else ""
    object_ = claim.get("object") or f"{claim.get('value')} {claim.get('unit') or ''}".strip()
    triple = f"{claim['subject']} – {claim['relation']} – {object_} [{claim['status']}{said}]"
    return f"{stem(str(claim['document']))}: {triple}  “{claim['sentence']}”"


def _line(name: str, tally: Tally) -> str:
    parts = [f"{name:32.32}", f"recall {tally.typed}/{tally.facts} {tally.recall:.2f}", f"status {tally.status}/{tally.typed}"]
    if tally.attributed:
        parts.append(f"source {tally.attributed_right}/{tally.attributed}")
    if tally.judged:
        parts.append(f"precision {tally.right}/{tally.judged} {tally.precision:.2f}")
        parts.append(f"F1 {tally.f1:.2f}" if tally.facts else "")
    return "  ".join(part for part in parts if part)
