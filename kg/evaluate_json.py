"""Scores as JSON: all of them, keys sorted, the same bytes for the same scores; what `--diff` reads again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kg.evaluate import ClaimJson, Scores, Tally
from kg.evaluate_calibration import Bin, Calibration
from kg.gold import Fact

FORMAT = "kg evaluate 1"


def as_json(scores: Scores) -> dict[str, Any]:
    """Return the scores as plain values. Shares are rounded to four digits; offsets in `marks` are the sentence's."""
    return {
        "format": FORMAT,
        "total": _tally(scores.total),
        "groups": {group: _tallies(tallies) for group, tallies in (*scores.groups.items(), *scores.found_by.items())},
        "calibration": _calibration(scores.calibration),
        "found": [fact_json(fact) for fact in scores.found],
        "missed": [fact_json(fact) for fact in scores.missed],
        "wrong": [dict(claim) for claim in scores.wrong],
        "otherStatus": [_pair(fact, claim) for fact, claim in scores.other_status],
    }


def json_text(report: Mapping[str, Any]) -> str:
    """Return a report's text, a key a line."""
    return json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def fact_json(fact: Fact) -> dict[str, Any]:
    """Return a fact of gold with the sentence that states it, null where that is not known."""
    return {
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        "status": fact.status,
        "attributedTo": fact.attributed,
        "document": fact.document,
        "importance": fact.importance,
        "line": fact.line,
        "sentence": fact.quote.text if fact.quote else None,
        "marks": [list(mark) for mark in fact.quote.marks] if fact.quote else [],
    }


def _pair(fact: Fact, claim: ClaimJson) -> dict[str, Any]:
    return {"fact": fact_json(fact), "claim": dict(claim)}


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {name: _tally(tally) for name, tally in tallies.items()}


def _tally(tally: Tally) -> dict[str, Any]:
    """Return counts, and the shares that they can tell: no recall without facts, no precision without judged claims."""
    return {
        "facts": tally.facts,
        "found": tally.typed,
        "statusRight": tally.status,
        "attributed": tally.attributed,
        "attributedRight": tally.attributed_right,
        "judged": tally.judged,
        "right": tally.right,
        "rightWithStatus": tally.right_status,
        "recall": round(tally.recall, 4) if tally.facts else None,
        "precision": round(tally.precision, 4) if tally.judged else None,
        "f1": round(tally.f1, 4) if tally.facts and tally.judged else None,
    }


def _calibration(calibration: Calibration) -> dict[str, Any]:
    return {
        "bins": [_bin(each) for each in calibration.bins],
        "expectedError": None if calibration.error is None else round(calibration.error, 4),
    }


def _bin(each: Bin) -> dict[str, Any]:
    return {
        "from": each.low,
        "to": each.high,
        "claims": each.claims,
        "right": each.right,
        "meanConfidence": None if each.mean is None else round(each.mean, 4),
        "shareRight": None if each.share is None else round(each.share, 4),
    }
