"""How far two readers agree: facts of one gold file that another has too, in the documents that both annotate.

    python benchmarks/agreement.py benchmarks/gold/wikinews-again.tsv benchmarks/gold/wikinews-dev.tsv …
    python benchmarks/agreement.py training/corpus/again training/corpus/train/alder.ann …

A fact counts as found where the other reader has one with the same ends, relation and direction; what the other held to be
doubtful (`# neutral`) counts neither way.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.gold import Fact, level
from kg.gold_formats import read_annotated

_NUMBER = re.compile(r"([-+−]?)[$€£]?\s?(\d[\d,.]*)")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def as_claims(fact: Fact) -> Iterable[dict[str, Any]]:
    """Yield what a claim would have to be that says this fact, in each of its forms."""
    for subject in fact.subject.split("|"):
        for relation in fact.relation.split("|"):
            for form in fact.object.split("|"):
                claim: dict[str, Any] = {
                    "subject": subject,
                    "relation": relation,
                    "object": form,
                    "status": fact.status.split("|")[0],
                }
                number = _NUMBER.search(form)
                if relation.startswith("metric:") and number:
                    scale = next((power for word, power in _SCALES.items() if word in form), 0)
                    claim["value"] = Decimal(number[2].strip(".,").replace(",", "")).scaleb(scale)
                    claim["unit"] = "%" if "%" in form or "percent" in form else ""
                yield claim


def matches(fact: Fact, other: Fact) -> int:
    """Return the best level (0 to 3, see kg.gold.level) at which two readers' facts are one."""
    if fact.document != other.document:
        return 0
    return max((level(fact, claim) for claim in as_claims(other)), default=0)


def main(one: str, *others: str) -> None:
    """Print F1 of the facts and the share of equal status among those both have."""
    first, *rest = (read_annotated(Path(path)).gold for path in (one, *others))
    facts = [fact for gold in rest for fact in gold.facts if fact.document in first.exhaustive]
    doubtful = [fact for gold in rest for fact in gold.neutral if fact.document in first.exhaustive]
    forth = [_found(fact, facts, doubtful) for fact in first.facts]
    back = [_found(fact, first.facts, first.neutral) for fact in facts]
    forth, back = [n for n in forth if n is not None], [n for n in back if n is not None]
    precision, recall = (sum(n >= 2 for n in side) / len(side) for side in (forth, back))
    status = sum(n == 3 for n in forth + back) / sum(n >= 2 for n in forth + back)
    f1 = 2 * precision * recall / (precision + recall)
    found = f"found in the other's {precision:.2f} and {recall:.2f}, F1 {f1:.2f}"
    print(f"{len(forth)} and {len(back)} facts judged: {found}, status {status:.2f}")


def _found(fact: Fact, facts: Iterable[Fact], doubtful: Iterable[Fact]) -> int | None:
    best = max((matches(fact, other) for other in facts), default=0)
    if best < 2 and any(matches(fact, other) >= 2 for other in doubtful):
        return None
    return best


if __name__ == "__main__":
    main(*sys.argv[1:])
