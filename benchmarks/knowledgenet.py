"""KnowledgeNet, fold 3: whole facts of all 15 properties from raw text (text F1), by the model that ships.

    python benchmarks/knowledgenet.py [--fold 3] [--threshold 0.5] [--model FOLDER]

A fact is right when its property is the gold's and both spans overlap; only the properties that a passage is exhaustively
annotated for count. Ends are the product's own mentions, and pronouns that a passage alone does not resolve.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.shared import shared
from kg.candidates import Candidate
from kg.config import Config
from kg.gold_knowledgenet import PROPERTIES
from kg.pipeline import Pipeline
from kg.reading import FOLDER, Model, load_model, relate, score
from training.examples import marked_sentences

Fact = tuple[str, int, int, int, int]


def found(pipeline: Pipeline, model: Model, text: str, wanted: dict[str, int], threshold: float) -> Iterator[Fact]:
    """Yield (relation, subject span, object span) of a passage, offsets in it."""
    for _, _, sentence, ends, base in marked_sentences(pipeline, text):
        spans = [(end.start - sentence.start_char, end.end - sentence.start_char, end.kind) for end in ends]
        if len(ends) < 2:
            continue
        seen, vectors, _ = score(model, sentence.text, spans)
        places = [at for at in range(len(ends)) if seen[at]]
        pairs = [(i, j) for i in places for j in places if i != j and not _is_one(ends[i], ends[j])]
        relations, _ = relate(model, vectors, pairs)
        for row, (i, j) in zip(relations, pairs, strict=True):
            for name, at in wanted.items():
                if row[at] >= threshold:
                    yield name, ends[i].start + base, ends[i].end + base, ends[j].start + base, ends[j].end + base


def _is_one(left: Candidate, right: Candidate) -> bool:
    return left.start < right.end and right.start < left.end


def main() -> None:
    """Print precision, recall and F1, whole and by property."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, default=3)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    pipeline, model = Pipeline.load("people", config=Config(extractors=("frames",))), load_model(options.model)
    right, said, hit, gold = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for line in (shared() / f"data/knowledgenet/fold{options.fold}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        names = {PROPERTIES[name][0] for name in record["exhaustivelyAnnotatedProperties"]}
        facts = set(_gold(record))
        answers = set(found(pipeline, model, record["passageText"], {n: model.names.index(n) for n in names}, options.threshold))
        for fact in facts:
            gold[fact[0]] += 1
            hit[fact[0]] += any(_same(fact, answer) for answer in answers)
        for answer in answers:
            said[answer[0]] += 1
            right[answer[0]] += any(_same(fact, answer) for fact in facts)
    for name in [*sorted(gold), "all"]:
        chosen = sorted(gold) if name == "all" else [name]
        precision = sum(right[n] for n in chosen) / max(1, sum(said[n] for n in chosen))
        recall = sum(hit[n] for n in chosen) / max(1, sum(gold[n] for n in chosen))
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:18} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  {sum(gold[n] for n in chosen)} facts")


def _gold(record: dict) -> Iterator[Fact]:  # type: ignore[type-arg]
    shift = record["passageStart"]
    for fact in record["facts"]:
        name, turned = PROPERTIES[fact["property"]]
        subject = fact["subjectStart"] - shift, fact["subjectEnd"] - shift
        object_ = fact["objectStart"] - shift, fact["objectEnd"] - shift
        yield (name, *object_, *subject) if turned else (name, *subject, *object_)


def _same(one: Fact, other: Fact) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]


if __name__ == "__main__":
    main()
