"""Links within a document, on the annotated corpus: pronouns and nominals ("the company", "its cloud unit") that mean a name.

    python -m benchmarks.links [FOLDER] [--errors]

A mention counts as right when the entity it is linked to is the one that the annotation gives; precision over those linked,
recall over all, by form.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.gold import label_matches
from kg.model import Mention
from kg.parsed import Parsed
from kg.pipeline import Pipeline
from training.corpus import CORPUS, Article, Named, read_corpus

PRONOUNS = frozenset("it its itself they their them themselves he his him she her hers who which that we our us i my".split())


def judged(pipeline: Pipeline, article: Article) -> Iterator[tuple[str, Named, Mention | None, bool, str]]:
    """Yield (form, annotated mention, what it is linked to, whether that is right, sentence)."""
    parsed = pipeline.parsed(article.document())
    offsets = article.offsets()
    forms = _forms(article)
    for one in article.mentions:
        form = "pronoun" if one.text.lower() in PRONOUNS else "nominal"
        if (form == "nominal" and (one.text == one.entity or _is_name(one.text))) or not _is_name(one.entity):
            continue
        start = offsets[one.span.sentence] + one.span.start
        linked = _linked(parsed, start, start + len(one.text))
        right = linked is not None and label_matches(forms[one.entity], linked.entity.label)
        yield form, one, linked, right, article.sentences[one.span.sentence]


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if word[0].isalpha()]
    return bool(words) and words[-1][:1].isupper() and not text.lower().startswith("the ")


def _forms(article: Article) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in article.mentions:
        if one.text == one.entity or _is_name(one.text):
            found.setdefault(one.entity, [one.entity]).append(one.text)
    return {one.entity: "|".join(dict.fromkeys(found.get(one.entity, [one.entity]))) for one in article.mentions}


def _linked(parsed: Parsed, start: int, end: int) -> Mention | None:
    """Return the mention whose head word is the head of a stretch, where it is linked to a name."""
    for number, passage in enumerate(parsed.passages):
        if passage.start <= start < passage.start + len(passage.text):
            span = parsed.docs[number].char_span(start - passage.start, end - passage.start, alignment_mode="expand")
            found = parsed.mention(number, span.root) if span is not None else None
            return found if found is not None and not found.entity.iri.startswith(parsed.document.iri + "#") else None
    return None


def main() -> None:
    """Print precision, recall and F1 by form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=CORPUS / "dev")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    pipeline = Pipeline.load()
    counts = Counter[tuple[str, str]]()
    for article in read_corpus(options.folder):
        for form, one, linked, right, sentence in judged(pipeline, article):
            verdict = "right" if right else "wrong" if linked else "open"
            for each in (form, "all"):
                counts[each, verdict] += 1
            if options.errors and not right:
                label = linked.entity.label if linked else "-"
                print(f"{verdict} {form}: {one.text} = {one.entity}, linked to {label} | {sentence[:160]}")
    for form in ("pronoun", "nominal", "all"):
        right, wrong, open_ = (counts[form, verdict] for verdict in ("right", "wrong", "open"))
        precision, recall = right / max(1, right + wrong), right / max(1, right + wrong + open_)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{form:8} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  right {right} wrong {wrong} open {open_}")


if __name__ == "__main__":
    main()
