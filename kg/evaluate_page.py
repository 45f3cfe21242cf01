"""Scores as one page to read: tables, and every missed, wrong or otherwise said fact with its sentence and both ends marked.

The page holds no script and asks for nothing; its policy forbids both, so that nothing that an article says can run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from kg.evaluate import Scores, Tally, quote_of
from kg.evaluate_calibration import Calibration
from kg.evaluate_diff import Changes
from kg.evaluate_report import by_errors, object_text
from kg.gold import Fact, Quote, stem

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_ALWAYS_OPEN = 12  # rows of a table that stands open
_STYLE = """
:root { color-scheme: light dark;
  --ink: #1d2127; --soft: #5b6470; --line: #d8dce2; --page: #fff; --first: #cfe6f7; --second: #fbe3b8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --soft: #a3adba; --line: #3a424d; --page: #171a1f; --first: #14486b; --second: #6b4a0a; }
}
body { margin: 0 auto; max-width: 68rem; padding: 1rem 1rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin-bottom: .6rem; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .2rem .9rem .2rem 0; text-align: right; white-space: nowrap; }
th:first-child { text-align: left; font-weight: 400; white-space: normal; overflow-wrap: anywhere; min-width: 10rem; }
thead th, thead th:first-child { font-weight: 600; color: var(--soft); }
ol { padding-left: 2.2rem; }
li { margin: .6rem 0; overflow-wrap: anywhere; }
blockquote { margin: .1rem 0 0; color: var(--soft); }
small { color: var(--soft); }
mark { color: var(--ink); border-radius: .2rem; padding: 0 .1rem; background: var(--first); }
mark.second { background: var(--second); }
"""


def page(scores: Scores, changes: Changes | None = None, *, title: str, details: bool = True) -> str:
    """Return the scores as HTML, with the lists of facts and claims where `details` are wanted; `title` names the gold."""
    parts = [f"<h1>{escape(title)}: what was found, and what was not</h1>", *_whole(scores.total)]
    if changes is not None:
        parts += _changes(changes)
    for group, tallies in (*scores.groups.items(), *scores.found_by.items()):
        parts += _group(group, tallies)
    parts += _calibration(scores.calibration)
    if details:
        other = [_status_item(fact, claim) for fact, claim in scores.other_status]
        parts += _list("Missed", "Facts that no claim says.", [_fact_item(fact) for fact in scores.missed])
        parts += _list("Wrong", "Claims that no fact says, in documents listed in full.", map(_claim_item, scores.wrong))
        parts += _list("Another status", "Claims with the right ends and relation, and not the fact's status.", other)
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def marked(quote: Quote) -> str:
    """Return a sentence as HTML with its ends marked, the second in another colour; one that lies within the other is seen in it.

    >>> marked(Quote("Corvane & Brightwell", ((0, 7), (10, 20))))
    '<mark>Corvane</mark> &amp; <mark class="second">Brightwell</mark>'
    """
    pieces = []
    cuts = sorted({0, len(quote.text), *(place for mark in quote.marks for place in mark)})
    for at, end in pairwise(cuts):
        around = [(high - low, number) for number, (low, high) in enumerate(quote.marks) if low <= at and end <= high]
        text = escape(quote.text[at:end])
        opened = "" if not around else '<mark class="second">' if min(around)[1] else "<mark>"
        pieces.append(f"{opened}{text}</mark>" if opened else text)
    return "".join(pieces)


def _whole(total: Tally) -> Iterator[str]:
    rows = [("all", total)]
    yield from _table("", rows, sources=bool(total.attributed), facts=True)


def _group(group: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    if tallies:
        facts = any(tally.facts for tally in tallies.values())
        rows = list(tallies.items()) if facts else by_errors(tallies)
        yield f"<details{' open' if len(rows) <= _ALWAYS_OPEN else ''}><summary>By {escape(group)} ({len(rows)})</summary>"
        yield from _table(group, rows, sources=facts and any(tally.attributed for tally in tallies.values()), facts=facts)
        yield "</details>"


def _table(name: str, rows: Iterable[tuple[str, Tally]], *, sources: bool, facts: bool) -> Iterator[str]:
    head = [name]
    head += ["facts", "found", "recall", "status right"] if facts else []
    head += ["source right"] if sources else []
    head += ["claims", "right", "precision"]
    head += ["F1"] if facts else []
    yield from _cells(head, (_row(name, tally, sources, facts) for name, tally in rows))


def _row(name: str, tally: Tally, sources: bool, facts: bool) -> list[str]:
    judged = bool(tally.judged)
    row = [name]
    row += (
        [str(tally.facts), str(tally.typed), _share(tally.recall, tally.facts), f"{tally.status} of {tally.typed}"]
        if facts
        else []
    )
    row += [f"{tally.attributed_right} of {tally.attributed}"] if sources else []
    row += [str(tally.judged), str(tally.right), _share(tally.precision, judged)]
    row += [_share(tally.f1, tally.facts and judged)] if facts else []
    return row


def _share(value: float, known: object) -> str:
    return f"{value:.2f}" if known else "–"


def _cells(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head) + "</tr></thead><tbody>"
    for first, *rest in rows:
        yield f'<tr><th scope="row">{escape(first)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in rest) + "</tr>"
    yield "</tbody></table></div>"


def _calibration(calibration: Calibration) -> Iterator[str]:
    if calibration.error is None:
        return
    rows = [
        (f"{each.low:.1f} to {each.high:.1f}", str(each.claims), _optional(each.mean), str(each.right), _optional(each.share))
        for each in calibration.bins
    ]
    yield f"<details open><summary>By confidence: expected calibration error {calibration.error:.3f}</summary>"
    yield "<p>In each row the mean confidence should be the share that is right.</p>"
    yield from _cells(("confidence", "claims", "mean", "right", "share right"), rows)
    yield "</details>"


def _optional(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _changes(changes: Changes) -> Iterator[str]:
    yield "<h2>Against the earlier run</h2>"
    rows = [(name, f"{before:.3f}", f"{after:.3f}", f"{after - before:+.3f}") for name, before, after in changes.figures]
    yield from _cells(("", "before", "now", "change"), rows)
    for title, items in changes.lists:
        yield from _list(title.capitalize(), "", [_json_item(item) for item in items])


def _list(title: str, about: str, items: Iterable[str]) -> Iterator[str]:
    rows = list(items)
    if rows:
        yield f"<details open><summary>{escape(title)} ({len(rows)})</summary>"
        if about:
            yield f"<p>{escape(about)}</p>"
        yield "<ol>"
        yield from (f"<li>{row}</li>" for row in rows)
        yield "</ol></details>"


def _item(triple: Sequence[str], notes: Iterable[str], document: str, quote: Quote | None) -> str:
    subject, relation, object_ = triple
    said = f"<blockquote>{marked(quote)}</blockquote>" if quote and quote.text else ""
    about = " · ".join(escape(note) for note in (*notes, document) if note)
    return f"{_forms(subject)} – {escape(relation)} – {_forms(object_)} <small>· {about}</small>{said}"


def _forms(label: str) -> str:
    """Return a label in bold; of gold's accepted forms the first, the others small behind it."""
    first, _, others = label.partition("|")
    more = f" <small>or {escape(others.replace('|', ', '))}</small>" if others else ""
    return f"<b>{escape(first)}</b>{more}"


def _fact_item(fact: Fact) -> str:
    triple = (fact.subject, fact.relation, fact.object)
    return _item(triple, (fact.status, _says(fact.attributed.removeprefix("-"))), fact.document, fact.quote)


def _claim_item(claim: Mapping[str, Any], *, status: str = "") -> str:
    triple = (str(claim["subject"]), str(claim["relation"]), object_text(claim))
    notes = [status or str(claim["status"]), _says(claim.get("attributedTo")), str(claim.get("pattern") or "")]
    if claim.get("confidence") is not None:
        notes.append(f"confidence {float(claim['confidence']):.2f}")
    return _item(triple, notes, stem(str(claim["document"])), quote_of(claim))


def _status_item(fact: Fact, claim: Mapping[str, Any]) -> str:
    return _claim_item(claim, status=f"{claim['status']}, gold says {fact.status}")


def _json_item(item: Mapping[str, Any]) -> str:
    if "marks" not in item:
        return _claim_item(item)
    quote = Quote(str(item["sentence"]), tuple((low, high) for low, high in item["marks"])) if item.get("sentence") else None
    return _item(
        (str(item["subject"]), str(item["relation"]), str(item["object"])), (str(item["status"]),), str(item["document"]), quote
    )


def _says(source: str | None) -> str:
    return f"says {source}" if source else ""
