"""Fitting the decision between the witnesses: `python -m training.decide --out kg/data/learned/decision.json`.

The claims of frames and model on annotated articles that neither was trained on, right or wrong by their gold, and logistic
regression over kg.witnesses.features. What is reported is cross-fitted by article.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.gold import Fact, Gold, level, read_gold, stem
from kg.model import Claim, Document, Mention
from kg.pipeline import Pipeline
from kg.readers import read
from kg.witnesses import CREDIBLE, Witnessed, confide, features, witnessed
from training.corpus import CORPUS, Article, read_corpus

STRENGTH = 1.0  # inverse of the penalty on weights
REAL = 2.0  # a claim of a real article weighs this many of the corpus's


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that a witness makes, whether it is right, the fact that it says, and its article."""

    each: Witnessed
    right: bool
    fact: int
    article: str


def rows(pipeline: Pipeline, document: Document, gold: Gold, name: str) -> tuple[list[Row], int]:
    """Return the claims made of a document that are right or wrong, and the number of its facts."""
    facts = [fact for fact in gold.facts if fact.document == name and not fact.relation.startswith("metric:")]
    neutral = [fact for fact in gold.neutral if fact.document == name]
    found: list[Row] = []
    for each in witnessed(pipeline.parsed(document)):
        if not isinstance(each, Witnessed):
            continue
        claim = as_json(each.claim)
        fact = next((at for at, fact in enumerate(facts) if level(fact, claim) >= 2), -1)
        if fact >= 0 or not any(level(fact, claim) >= 2 for fact in neutral):
            found.append(Row(each, fact >= 0, fact, name))
    return found, len(facts)


def as_json(claim: Claim) -> dict[str, str | None]:
    """Return what gold is matched against."""
    end = claim.object
    label = end.entity.label if isinstance(end, Mention) else getattr(end, "value", "true")
    return {
        "subject": claim.subject.entity.label,
        "relation": claim.relation,
        "object": str(label) if not hasattr(end, "unit") else None,
        "status": str(claim.status),
    }


def article_gold(article: Article) -> Gold:
    """Return an annotated article's facts as gold of a document named by its id."""
    forms: dict[str, set[str]] = {}
    for one in article.mentions:
        if one.text[:1].isupper() or one.text == one.entity:
            forms.setdefault(one.entity, set()).add(one.text)
    facts = []
    for number, fact in enumerate(article.facts):
        subject, object_ = (
            "|".join([name, *sorted(forms.get(name, ()))]) for name in (fact.subject_entity, fact.object_entity or "")
        )
        object_ = f"{object_}|{fact.object_text}".strip("|") if fact.object_entity else fact.object_text
        facts.append(Fact(subject, fact.relation, object_, fact.status, fact.attributed, article.id, "", number))
    return Gold(tuple(facts), (), frozenset({article.id}))


def gather(pipeline: Pipeline, gold: Path, articles: Path, corpus: Path) -> Iterator[tuple[list[Row], int, float]]:
    """Yield for each article its rows, its number of facts and the weight of its claims."""
    real = read_gold(gold)
    for document in read(articles):
        if isinstance(document, Document) and stem(document.source) in real.exhaustive:
            found, facts = rows(pipeline, document, real, stem(document.source))
            yield found, facts, REAL
    for article in read_corpus(corpus):
        found, facts = rows(pipeline, article.document(), article_gold(article), article.id)
        yield found, facts, 1.0


def fit(data: Sequence[Row], weights: Sequence[float]) -> dict[str, float]:
    """Return the weights of the features."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([features(row.each) for row in data])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(matrix, [row.right for row in data], sample_weight=weights)
    return {name: round(float(value), 4) for name, value in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)}


def report(data: Sequence[Row], confidences: Sequence[float], facts: int, least: Mapping[bool, float] = CREDIBLE) -> str:
    """Return precision and recall of the claims believed, and the calibration error over ten bins.

    `least` is the confidence that a claim needs, by whether a pattern says it.
    """
    judged = list(zip(data, confidences, strict=True))
    believed = [row for row, confidence in judged if confidence >= least[row.each.told]]
    hit = len({(row.article, row.fact) for row in believed if row.right})
    precision = sum(row.right for row in believed) / max(1, len(believed))
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row, confidence in judged:
        if confidence >= least[row.each.told]:
            bins.setdefault(int(confidence * 10), []).append((confidence, row.right))
    error = sum(abs(sum(c for c, _ in each) - sum(r for _, r in each)) for each in bins.values()) / max(1, len(believed))
    recall = hit / max(1, facts)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    scores = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
    return f"{scores} ({hit} of {facts} facts, {len(believed)} claims), calibration error {error:.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description="Fit the decision between frames and model.")
    parser.add_argument("--gold", type=Path, default=Path("benchmarks/gold/wikinews-dev.tsv"))
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=CORPUS / "dev")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    gathered = list(gather(Pipeline.load(), options.gold, options.articles, options.corpus))
    data = [row for found, _, _ in gathered for row in found]
    weights = [weight for found, _, weight in gathered for _ in found]
    groups = [row.article for row in data]
    confidences = np.zeros(len(data))
    for learn, test in GroupKFold(6).split(data, groups=groups):
        fitted = fit([data[at] for at in learn], [weights[at] for at in learn])
        confidences[test] = [confide(fitted, data[at].each) for at in test]
    for name, weight in (("real", REAL), ("corpus", 1.0)):
        chosen = [at for at in range(len(data)) if weights[at] == weight]
        facts = sum(count for _, count, each in gathered if each == weight)
        rows_ = [data[at] for at in chosen]
        for least in (0.5, 0.65, 0.75, 0.85):
            both = report(rows_, [confidences[at] for at in chosen], facts, {True: CREDIBLE[True], False: least})
            print(f"{name:7}", f"both {least:4}", both)
        print(f"{name:7}", "frames   ", report(rows_, [float(row.each.told) for row in rows_], facts))
        print(f"{name:7}", "model    ", report(rows_, [row.each.probability if row.each.seen else 0.0 for row in rows_], facts))
        print(f"{name:7}", "ceiling", len({(row.article, row.fact) for row in rows_ if row.right}))
    if options.out:
        options.out.write_text(json.dumps(fit(data, weights), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
