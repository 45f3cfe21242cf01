"""MEANTIME: how far events of the news are from fact, in four classes, given where the events stand.

    python -m benchmarks.meantime [--part all|even|odd] [--articles FILE] [--errors]

The gold class of an event is the first that holds: NEG (its polarity), FUT (its time), UNC (its certainty), FACT. Ours is the
status that `kg.factuality` reads from the syntax above the event's head word. A status holds no time: what is merely possible
counts as UNC even where it lies ahead. The second table takes the gold's order at its word: a possible event to come is FUT.
Rules are made by the even articles (in the order of their names) and checked on the odd ones; nothing is trained.

Data: Minard et al. 2016, MEANTIME, the NewsReader multilingual event and time corpus; the articles are Wikinews' (CC BY 2.5).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from benchmarks.shared import shared
from kg.factuality import Reading, read_status
from kg.language import parse
from kg.model import Status
from kg.ontology import load_ontology

CLASSES = ("NEG", "FUT", "UNC", "FACT")
OURS = {
    Status.DENIED: "NEG",
    Status.CANCELLED: "NEG",
    Status.PLANNED: "FUT",
    Status.POSSIBLE: "UNC",
    Status.ACTUAL: "FACT",
    Status.FORMER: "FACT",
}
_UNSURE = frozenset({"POSSIBLE", "PROBABLE", "UNDERSPECIFIED"})
_NO_BLANK_BEFORE = frozenset(", . ; : ! ? ) ] % '' ' 's 're 've 'll 'd 'm n't".split())
_NO_BLANK_BEHIND = frozenset("( [ $ US$ CA$ AU$ # ``".split())


@dataclass(frozen=True, slots=True)
class Judged:
    """One event: its gold class, what we read, and where it stands."""

    article: str
    gold: str
    word: Token
    reading: Reading

    def ours(self, *, timed: bool = False) -> str:
        """Return our class; `timed`: what is possible and lies ahead is FUT."""
        return "FUT" if timed and self.reading.status == Status.POSSIBLE and lies_ahead(self.word) else OURS[self.reading.status]


def lies_ahead(word: Token) -> bool:
    """Say whether a possible event is told of as one to come: a verb without tense or past ("may buy", not "may have bought")."""
    if word.pos_ not in ("VERB", "AUX"):
        return word.pos_ == "NOUN"
    past = any(child.dep_ == "aux" and child.lemma_ == "have" for child in word.children)
    return word.tag_ in ("VB", "VBG", "VBN") and not past


def gold_class(event: dict[str, Any]) -> str:
    """Return the class of an annotated event, the first that holds."""
    if event["polarity"] == "NEG":
        return "NEG"
    if event["time"] == "FUTURE":
        return "FUT"
    return "UNC" if event["certainty"] in _UNSURE else "FACT"


def written(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """Return a sentence as it is written, and where each of its tokens starts."""
    text, starts = "", []
    for i, token in enumerate(tokens):
        if text and token not in _NO_BLANK_BEFORE and tokens[i - 1] not in _NO_BLANK_BEHIND:
            text += " "
        starts.append(len(text))
        text += {"``": "“", "''": "”"}.get(token, token)
    return text, starts


def head_word(doc: Doc, start: int, end: int) -> Token:
    """Return the word that heads a stretch of code points."""
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span.root


def judged(articles: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Read every event of some articles."""
    cues = load_ontology().cues
    for article in articles:
        lines = [written(sentence["tokens"]) for sentence in article["sentences"]]
        docs = parse(text for text, _ in lines)
        for sentence, (_, starts), doc in zip(article["sentences"], lines, docs, strict=True):
            for event in sentence["events"]:
                last = event["end"] - 1
                word = head_word(doc, starts[event["start"]], starts[last] + len(sentence["tokens"][last]))
                yield Judged(article["id"], gold_class(event), word, read_status(word, cues))


def report(pairs: Counter[tuple[str, str]]) -> None:
    """Print precision, recall and F1 by class, their mean and the confusion of (gold, ours)."""
    total = 0.0
    for name in CLASSES:
        right = pairs[name, name]
        given = sum(count for (_, ours), count in pairs.items() if ours == name)
        there = sum(count for (gold, _), count in pairs.items() if gold == name)
        f1 = 2 * right / max(1, given + there)
        total += f1
        row = " ".join(f"{pairs[name, ours]:5}" for ours in CLASSES)
        print(f"{name:5} P {right / max(1, given):.3f} R {right / max(1, there):.3f} F1 {f1:.3f}  | {row}")
    print(f"macro F1 {total / len(CLASSES):.3f} on {sum(pairs.values())} events  (rows gold, columns {' '.join(CLASSES)})")


def main() -> None:
    """Print the scores, with --errors each wrong event and its sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--part", choices=("all", "even", "odd"), default="all", help="articles by their place among the sorted ones"
    )
    parser.add_argument("--articles", type=Path, help="a file that names the articles to read, one a line")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    lines = (shared() / "data/meantime/dev_airbus_gm.jsonl").read_text(encoding="utf-8").splitlines()
    articles = sorted(map(json.loads, lines), key=lambda article: article["id"])
    articles = articles[{"all": 0, "even": 0, "odd": 1}[options.part] :: 1 if options.part == "all" else 2]
    if options.articles:
        named = set(options.articles.read_text(encoding="utf-8").split())
        articles = [article for article in articles if article["id"] in named]
    plain, timed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in judged(articles):
        plain[one.gold, one.ours()] += 1
        timed[one.gold, one.ours(timed=True)] += 1
        if options.errors and one.gold != one.ours():
            print(f"{one.gold} not {one.ours()}: [{one.word.text}] {'; '.join(one.reading.cues)} | {one.word.doc.text}")
    print("possible is UNC")
    report(plain)
    print("possible and to come is FUT")
    report(timed)


if __name__ == "__main__":
    main()
