"""Scores as lines of text for people: short, and every sentence that one would want to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.evaluate import ClaimJson, Scores, Tally
from kg.evaluate_calibration import Calibration
from kg.evaluate_diff import Changes
from kg.gold import Fact, Quote, stem

MOST_PATTERNS = 12
MOST_DOCUMENTS = 60


def report_lines(scores: Scores, changes: Changes | None = None, *, details: bool = True) -> Iterator[str]:
    """Yield the whole, the groups, how far confidence can be trusted, what is missed and wrong, and what changed.

    `details` are the lists of facts and claims. Of the patterns those stand here that were wrong most often.
    """
    yield _line("all", scores.total)
    for group, tallies in scores.groups.items():
        yield from _table(f"by {group}", tallies)
    yield from _table("by extractor", scores.found_by["extractor"])
    yield from _patterns(scores.found_by["pattern"])
    yield from _calibration(scores.calibration)
    if details:
        yield from _listed("missed", scores.missed, fact_line)
        yield from _listed("wrong", scores.wrong, claim_line)
        yield from _listed("other status", scores.other_status, lambda pair: f"{claim_line(pair[1])}  (gold: {pair[0].status})")
    if changes is not None:
        yield from change_lines(changes)


def change_lines(changes: Changes) -> Iterator[str]:
    """Yield what an earlier run had otherwise: the figures, then the facts and claims."""
    yield ""
    figures = (f"{name} {before:.2f} → {after:.2f}" for name, before, after in changes.figures)
    yield "  ".join(["against the earlier run", *figures])
    for title, items in changes.lists:
        yield from _listed(title, items, item_line)
    if not any(items for _, items in changes.lists):
        yield "no fact and no wrong claim is another"


def fact_line(fact: Fact) -> str:
    """Return a fact of gold in one line."""
    return f"{fact.document}: {fact.subject} – {fact.relation} – {fact.object} [{fact.status}]{_said(fact.quote)}"


def claim_line(claim: ClaimJson) -> str:
    """Return a claim (as its JSON object) in one line."""
    said = f", says {claim['attributedTo']}" if claim.get("attributedTo") else ""
    triple = f"{claim['subject']} – {claim['relation']} – {object_text(claim)} [{claim['status']}{said}]"
    return f"{stem(str(claim['document']))}: {triple}  “{claim.get('sentence') or ''}”"


def item_line(item: Mapping[str, Any]) -> str:
    """Return a fact or a claim of a JSON report in one line."""
    if "extractor" in item or "confidence" in item:
        return claim_line(item)
    quote = Quote(str(item["sentence"])) if item.get("sentence") else None
    return f"{item['document']}: {item['subject']} – {item['relation']} – {item['object']} [{item['status']}]{_said(quote)}"


def object_text(claim: ClaimJson) -> str:
    """Return a claim's object as people read it: the text's own words, else the number and its unit."""
    return str(claim.get("object") or f"{claim.get('value')} {claim.get('unit') or ''}".strip())


def by_errors(tallies: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    """Return names with their tallies, those with most wrong claims first."""
    return sorted(tallies.items(), key=lambda pair: (pair[1].right - pair[1].judged, -pair[1].judged, pair[0]))


def _table(title: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield ""
    yield title
    most = MOST_DOCUMENTS if title == "by document" else len(tallies)
    yield from (_line(name, tally) for name, tally in list(tallies.items())[:most])
    if len(tallies) > most:
        yield f"… and {len(tallies) - most} more: -f html or -f json"


def _patterns(tallies: Mapping[str, Tally]) -> Iterator[str]:
    if not tallies:
        return
    rows = [(name, tally) for name, tally in by_errors(tallies) if tally.right < tally.judged][:MOST_PATTERNS]
    yield ""
    yield "by pattern"
    yield from (f"{f'precision {tally.right}/{tally.judged} {tally.precision:.2f}':32}  {name}" for name, tally in rows)
    if len(rows) < len(tallies):
        yield f"… and {len(tallies) - len(rows)} more: -f html or -f json"


def _calibration(calibration: Calibration) -> Iterator[str]:
    if calibration.error is None:
        return
    yield ""
    yield f"by confidence  (expected calibration error {calibration.error:.3f})"
    for each in calibration.bins:
        if each.mean is not None and each.share is not None:
            right = f"precision {each.right}/{each.claims} {each.share:.2f}"
            yield f"{f'{each.low:.1f} to {each.high:.1f}':32}  mean {each.mean:.2f}  {right}"


def _listed(title: str, items: Sequence[Any], show: Callable[[Any], str]) -> Iterable[str]:
    if items:
        yield ""
        yield f"{title} ({len(items)})"
        yield from (f"  {show(item)}" for item in items)


def _said(quote: Quote | None) -> str:
    return f"  “{quote.text}”" if quote else ""


def _line(name: str, tally: Tally) -> str:
    parts = [f"{name:32.32}"]
    if tally.facts or not tally.judged:
        parts += [f"recall {tally.typed}/{tally.facts} {tally.recall:.2f}", f"status {tally.status}/{tally.typed}"]
    if tally.attributed:
        parts.append(f"source {tally.attributed_right}/{tally.attributed}")
    if tally.judged:
        parts.append(f"precision {tally.right}/{tally.judged} {tally.precision:.2f}")
        parts.append(f"F1 {tally.f1:.2f}" if tally.facts else "")
    return "  ".join(part for part in parts if part)
