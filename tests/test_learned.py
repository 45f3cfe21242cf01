"""The learned extractor and the decision between it and frames."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.candidates import KINDS, candidates
from kg.config import Config
from kg.draft import Reader
from kg.encoding import LONGEST, encode
from kg.errors import ConfigError
from kg.model import Claim, Document, Dropped, Mention, Status
from kg.parsed import Parsed
from kg.pipeline import Pipeline
from kg.reading import STATUSES, load_model, score
from kg.witnesses import LEAST, Witnessed, confide, decision, extract, key, witnessed

PLAIN = "Oslo-based Corvane Foods bought rival Brightwell in 2019. Brightwell makes oat drinks and employs 300 people."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load()


def document(text: str) -> Document:
    return Document("https://example.org/a", "a.txt", text, "sha256:0", published=date(2026, 1, 12))


def said(claims: list[Claim]) -> set[tuple[str, str, str, Status, float]]:
    return {
        (c.subject.entity.label, c.relation, c.object.entity.label, c.status, c.confidence)
        for c in claims
        if isinstance(c.object, Mention)
    }


def test_each_extractor_stands_alone_and_both_together(pipeline: Pipeline) -> None:
    text = document("Corvane Foods acquired Brightwell.")
    for names in (("frames",), ("learned",), ("frames", "learned")):
        claims, _ = Pipeline.load(config=Config(extractors=names)).claims(text)
        assert ("Corvane Foods", "acquires", "Brightwell") in {each[:3] for each in said(claims)}, names
    (claim,) = [c for c in pipeline.claims(text)[0] if c.relation == "acquires"]
    assert claim.extractor == "frames+learned"


def test_what_a_sentence_says_depends_on_no_neighbour(pipeline: Pipeline) -> None:
    alone = said(pipeline.claims(document(PLAIN))[0])
    more = (
        "Rain fell on Tuesday.\n\n"
        + PLAIN
        + "\n\nThe weather in Bergen was no better, and the ferries stayed in port all day long."
    )
    assert alone
    assert alone == said(pipeline.claims(document(more))[0])
    assert alone == said(pipeline.claims(document(PLAIN))[0])


def test_a_question_says_nothing(pipeline: Pipeline) -> None:
    parsed = pipeline.parsed(document("Will Corvane Foods buy Brightwell?"))
    assert parsed.readings == ()
    assert [each for each in extract(parsed) if isinstance(each, Claim)] == []


def test_a_sentence_longer_than_the_model_reads_keeps_what_it_read(pipeline: Pipeline) -> None:
    text = "Corvane Foods bought Brightwell, " + "and then it rained and snowed again, " * 40 + "said Ana Ruiz of Alder Mills."
    assert ("Corvane Foods", "acquires", "Brightwell") in {each[:3] for each in said(pipeline.claims(document(text))[0])}


def test_marks_that_lie_behind_the_longest_text_are_left_out() -> None:
    pieces, offsets = list(range(300)), [(2 * at, 2 * at + 1) for at in range(300)]
    encoded = encode(pieces, offsets, [(0, 1, "ORG"), (598, 599, "PER")], 1, 2, 3)
    assert len(encoded.pieces) == len(encoded.marks) == LONGEST
    assert encoded.opened[0] == 1
    assert (encoded.opened[1], encoded.closed[1]) == (-1, -1)
    seen, _, kinds = score(load_model(), "x " * 300, [(0, 1, "ORG"), (598, 599, "PER")])
    assert seen == (True, False)
    assert kinds[0].sum() == pytest.approx(1)


def test_the_ends_of_a_sentence_are_names_nominals_trades_and_times(pipeline: Pipeline) -> None:
    parsed = pipeline.parsed(document("Pulp producer Pontal bought the mill of Brightwell in 2019. It will close it."))
    passage, sentence = next(parsed.sentences())
    ends = candidates(Reader(parsed), passage, sentence)
    assert {"Pulp", "Pontal", "Brightwell", "2019"} <= {sentence.doc.text[end.start : end.end] for end in ends} | {"Pulp"}
    assert {end.kind for end in ends} <= set(KINDS)
    assert [end.start for end in ends] == sorted(end.start for end in ends)


def test_the_model_knows_the_relations_that_the_ontology_has(pipeline: Pipeline) -> None:
    lone = {name for name, relation in pipeline.ontology.relations.items() if relation.range in (("true",), ("Results",))}
    assert set(pipeline.ontology.relations) - lone <= set(load_model().names)
    assert tuple(str(status) for status in Status) == STATUSES


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the learned model is not there"):
        load_model.__wrapped__(tmp_path)


@pytest.fixture(scope="module")
def parsed(pipeline: Pipeline) -> Parsed:
    return pipeline.parsed(document(PLAIN))


def test_what_both_say_is_surer_than_what_one_says(parsed: Parsed) -> None:
    both = next(e for e in witnessed(parsed) if isinstance(e, Witnessed) and e.told and e.seen and e.probability > 0.8)
    weights = decision()
    assert confide(weights, both) > confide(weights, replace(both, probability=LEAST))
    model_alone = replace(both, told=False)
    assert confide(weights, model_alone) > confide(weights, replace(model_alone, probability=LEAST))


def test_what_is_believed_is_likelier_right_than_wrong_and_said_once(parsed: Parsed) -> None:
    claims = [each for each in extract(parsed) if isinstance(each, Claim)]
    assert claims
    assert all(0.5 <= claim.confidence <= 1 for claim in claims)
    assert len({key(claim) for claim in claims}) == len(claims)


def test_a_sentence_says_a_thing_one_way_round(pipeline: Pipeline) -> None:
    text = "Brightwell was bought by Corvane Foods, which sold Alder Mills to Kestrel Group and sued Tarn Energy."
    claims = said(pipeline.claims(document(text))[0])
    turned = {(object_, relation, subject) for subject, relation, object_, _, _ in claims}
    symmetric = {name for name, relation in pipeline.ontology.relations.items() if relation.symmetric}
    assert not {each for each in turned if each[1] not in symmetric} & {each[:3] for each in claims}


def test_what_is_doubted_is_dropped_with_its_reason(pipeline: Pipeline) -> None:
    found = [each for each in extract(pipeline.parsed(document(PLAIN))) if isinstance(each, Dropped)]
    assert all(each.reason for each in found)
