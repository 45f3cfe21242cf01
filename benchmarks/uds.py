"""UDS factuality: whether an event came about by our status, against the sign of what annotators said of it.

    python -m benchmarks.uds [--part dev|train] [--every] [--errors]

Only verbs whose lemma heads a pattern of our relations, unless --every. Actual and former count as having come about, denied and
cancelled as not; a score of 0 says neither and is left out. What is planned or merely possible is counted three ways: left out,
as not come about, as come about. The first way can be raised by calling more verbs planned or possible: read it with its count.

Data: White et al. 2016, Universal Decompositional Semantics on Universal Dependencies; Rudinger et al. 2018 (CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from benchmarks.shared import shared
from kg.factuality import Reading, read_status
from kg.language import load_language
from kg.model import Status
from kg.ontology import Ontology, load_ontology

HELD = frozenset({Status.ACTUAL, Status.FORMER})
OPEN = frozenset({Status.PLANNED, Status.POSSIBLE})


def heads(ontology: Ontology) -> frozenset[str]:
    """Return the lemmas of the verbs that head a pattern of a relation."""
    return frozenset(
        lemma
        for relation in ontology.relations.values()
        for pattern in relation.patterns
        if pattern.form == "verb"
        for lemma in pattern.heads
    )


def read(part: str, ontology: Ontology, *, every: bool) -> Iterator[tuple[Token, Reading, float]]:
    """Yield each judged verb with our reading and the annotators' score."""
    wanted = heads(ontology)
    nlp = load_language()
    lines = (shared() / f"data/uds_factuality/{part}.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        words = record["text"].split(" ")
        doc = nlp(Doc(nlp.vocab, words=words))  # their tokens, so that their numbers are ours
        for target in record["targets"]:
            verb = doc[target["span1"][0]]
            if verb.pos_ == "VERB" and target["label"] and (every or verb.lemma_.lower() in wanted):
                yield verb, read_status(verb, ontology.cues), target["label"]


def main() -> None:
    """Print accuracy and counts, with --errors each wrong verb and its sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--every", action="store_true", help="every verb, not only those of our relations")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    counts = Counter[tuple[str, bool]]()
    for verb, reading, label in read(options.part, load_ontology(), every=options.every):
        counts[reading.status.value, label > 0] += 1
        if options.errors and reading.status not in OPEN and (reading.status in HELD) != (label > 0):
            print(f"{label:+.1f} {reading.status.value}: [{verb.text}] {'; '.join(reading.cues)} | {verb.doc.text}")
    for status in Status:
        print(f"{status.value:10} came about {counts[status.value, True]:5}  did not {counts[status.value, False]:5}")
    sure = sum(counts[s.value, s in HELD] for s in Status if s not in OPEN)
    judged = sum(count for (name, _), count in counts.items() if Status(name) not in OPEN)
    open_not, open_did = (sum(counts[s.value, came] for s in OPEN) for came in (False, True))
    total = judged + open_not + open_did
    print(f"planned and possible left out:    {sure / max(1, judged):.3f} of {judged}")
    print(f"planned and possible as not:      {(sure + open_not) / max(1, total):.3f} of {total}")
    print(f"planned and possible as come about: {(sure + open_did) / max(1, total):.3f} of {total}")
    print(f"all as come about:                {sum(n for (_, came), n in counts.items() if came) / max(1, total):.3f}")


if __name__ == "__main__":
    main()
