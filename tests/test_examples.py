"""Every example of the ontology yields its relation through the real pipeline, and no counter-example does."""

from __future__ import annotations

from datetime import date

import pytest

from kg.config import Config
from kg.model import Claim, Document
from kg.ontology import load_ontology
from kg.pipeline import Pipeline

SHIPPED, ALL = load_ontology(), load_ontology(["extended", "people"])
EXAMPLES = [(name, text) for name, relation in ALL.relations.items() for text in relation.examples]
COUNTER_EXAMPLES = [(name, text) for name, relation in ALL.relations.items() for text in relation.counter_examples]


@pytest.fixture(scope="module")
def pipelines() -> dict[bool, Pipeline]:
    """The pipeline that asks patterns alone, with the shipped relations (True), and with the rarer ones too (False)."""
    patterns = Config(extractors=("frames", "observations"))
    return {True: Pipeline.load(config=patterns), False: Pipeline.load("extended", "people", config=patterns)}


def claims(pipelines: dict[bool, Pipeline], relation: str, text: str) -> list[Claim]:
    document = Document("https://example.org/a", "a.txt", text, "sha256:0", published=date(2026, 1, 12))
    return pipelines[relation in SHIPPED.relations].claims(document)[0]


@pytest.mark.parametrize(("relation", "text"), EXAMPLES)
def test_an_example_yields_its_relation(pipelines: dict[bool, Pipeline], relation: str, text: str) -> None:
    found = claims(pipelines, relation, text)
    assert relation in {claim.relation for claim in found}, [(claim.relation, claim.pattern) for claim in found]


@pytest.mark.parametrize(("relation", "text"), COUNTER_EXAMPLES)
def test_a_counter_example_does_not(pipelines: dict[bool, Pipeline], relation: str, text: str) -> None:
    found = claims(pipelines, relation, text)
    assert relation not in {claim.relation for claim in found}, [(claim.pattern, claim.subject.text) for claim in found]
