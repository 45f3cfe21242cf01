"""The shipped ontology keeps its own rules, a user's file adds to it, and what is wrong in one is told by file and line."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from kg.errors import ConfigError, UsageError
from kg.iris import ONTOLOGY
from kg.model import Status
from kg.ontology import LITERAL_RANGES, Ontology, check_shapes, load_ontology, shipped
from kg.patterns import PREPOSITIONS
from kg.relations_text import relation_details, relations_table

HEAD = """@prefix kg: <https://w3id.org/claimgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
HIRES = """
kg:tutors a owl:ObjectProperty ;
  rdfs:label "tutors"@en ;
  rdfs:domain kg:Person ;
  rdfs:range kg:Person ;
  kg:pattern "{subject} tutor|coach {object}" .
"""
LISTED = """acquires sells mergesWith spunOffFrom subsidiaryOf ownsStakeIn investsIn partnersWith competesWith suppliesTo orders
    sues approves blocks produces develops launches headquarteredIn locatedIn operatesIn foundingDate foundedBy industry
    listedOn goesPublic chiefExecutiveOf chairOf leads worksFor succeeds rates uses usedFor regulates reports instanceOf
    partOf"""


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "mine.ttl"


def failure(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_ontology([path])
    message = str(caught.value)
    assert "\n" not in message
    return message


# ---- what is shipped -------------------------------------------------------------------------------------------------


def test_shapes_hold_on_what_is_shipped(ontology: Ontology) -> None:
    assert check_shapes(ontology.triples, strict=True) == []


def test_shapes_see_what_is_missing(ontology: Ontology) -> None:
    lines = ontology.triples.decode().splitlines(keepends=True)
    without = "".join(
        line for line in lines if not re.search(r"#sells> <\S+(?:domain|#pattern)>|#sues> <\S+comment>", line)
    ).encode()
    assert [(iri.removeprefix(ONTOLOGY), said.split(":")[0]) for iri, said in check_shapes(without, strict=True)] == [
        ("sells", "has fewer than three patterns"),
        ("sells", "needs a domain, the class of its subjects"),
        ("sells", "needs a pattern"),
        ("sues", "has no comment"),
    ]
    assert {iri for iri, _ in check_shapes(without)} == {ONTOLOGY + "sells"}


@pytest.mark.parametrize("name", LISTED.split())
def test_each_relation_of_the_design_is_there(ontology: Ontology, name: str) -> None:
    relation = ontology.relations[name]
    assert relation.iri == ONTOLOGY + name
    assert len(relation.patterns) >= 3 and len(relation.examples) >= 2 and len(relation.counter_examples) >= 2
    assert set(relation.domain) <= set(ontology.classes)
    assert set(relation.range) <= {*ontology.classes, *LITERAL_RANGES}
    assert set(relation.ends) <= set(ontology.relations)


def test_a_pattern_belongs_to_ends_of_one_kind_and_no_pattern_stands_twice_in_a_relation(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        texts = [pattern.text for pattern in relation.patterns]
        assert len(texts) == len(set(texts)), relation.name
        no_object = [pattern.text for pattern in relation.patterns if not pattern.has_object]
        assert not no_object or relation.implied_object or relation.range == ("true",), relation.name


def test_a_literal_stands_before_its_particle(ontology: Ontology) -> None:
    """What follows a particle is read as a slot: "build stake up in {object}", not "build up stake in {object}"."""
    particles = {"up", "off", "out", "down", "away", "back", "over"}
    dead = [
        pattern.text
        for relation in ontology.relations.values()
        for pattern in relation.patterns
        for step in pattern.steps
        if pattern.form == "verb" and not step.slot and step.roles <= particles and not step.words <= PREPOSITIONS
    ]
    assert dead == []


def test_what_a_pattern_gives_is_a_status(ontology: Ontology) -> None:
    given = {pattern.gives for relation in ontology.relations.values() for pattern in relation.patterns} - {""}
    assert {"former", "planned"} <= given <= {status.value for status in Status}
    former = {pattern.text for pattern in ontology.relations["ownsStakeIn"].patterns if pattern.gives == "former"}
    assert any(text.startswith("{subject} sell|divest") for text in former)


def test_a_noun_names_one_class_and_one_metric(ontology: Ontology) -> None:
    for infos in (ontology.classes.values(), ontology.metrics.values()):
        nouns = [noun for info in infos for noun in info.nouns]
        assert sorted(nouns) == sorted(set(nouns))


@pytest.mark.parametrize(
    ("lemma", "cls"),
    [
        ("carmaker", "Company"),
        ("jet", "Aircraft"),
        ("graphics processing unit", "Chip"),
        ("regulator", "Regulator"),
        ("employee", "Group"),
        ("plant", "Facility"),
        ("earnings", "Results"),
        ("division", "Unit"),
        ("weather", None),
    ],
)
def test_common_nouns_name_classes(ontology: Ontology, lemma: str, cls: str | None) -> None:
    assert ontology.noun_class(lemma) == cls


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "fits"),
    [
        ("acquires", "Company", "Company", True),
        ("acquires", "Person", "Brand", True),
        ("produces", "Company", "Aircraft", True),
        ("produces", "Airline", "Aircraft", False),
        ("acquires", "Company", "Chip", True),
        ("acquires", "Company", "Facility", True),
        ("acquires", "Airline", "Aircraft", False),
        ("orders", "Airline", "Software", False),
        ("sells", "Company", "Aircraft", False),
        ("chiefExecutiveOf", "Person", "GovernmentBody", False),
        ("acquires", "Company", "Group", False),
        ("acquires", "Company", "Security", False),
        ("acquires", "Product", "Company", False),
        ("chiefExecutiveOf", "Person", "Airline", True),
        ("chiefExecutiveOf", "Company", "Person", False),
        ("headquarteredIn", "Company", "City", True),
        ("headquarteredIn", "City", "Company", False),
        ("foundingDate", "Company", "date", True),
        ("foundingDate", "Company", "City", False),
        ("goesPublic", "Unit", "true", True),
        ("orders", "Airline", "Aircraft", True),
        ("orders", "Airline", "Company", False),
        ("reports", "Company", "Results", True),
        ("ownsStakeIn", "Group", "Unit", True),
        ("approves", "Regulator", "Company", True),
        ("acquires", "NoSuchClass", "Company", False),
    ],
)
def test_ends_fit_by_domain_and_range(ontology: Ontology, relation: str, subject: str, object_: str, fits: bool) -> None:
    assert ontology.fits(relation, subject, object_) is fits


def test_every_class_that_texts_name_has_a_kind_for_its_iri(ontology: Ontology) -> None:
    kinds = {
        name: ontology.kind(name)
        for name in ("Company", "Group", "Person", "Drug", "Facility", "Topic", "Deal", "Regulator", "Brand")
    }
    assert kinds == {
        "Company": "organization",
        "Group": "organization",
        "Person": "person",
        "Drug": "product",
        "Facility": "place",
        "Topic": "thing",
        "Deal": "thing",
        "Regulator": "organization",
        "Brand": "product",
    }


def test_cues_have_the_words_that_status_needs(ontology: Ontology) -> None:
    wanted = {
        "plan": {"plan", "agree", "poised", "intention"},
        "consider": {"weigh", "talk", "explore"},
        "cancel": {"abandon", "walk away", "call off"},
        "block": {"veto", "prohibit"},
        "fail": {"fail", "unable"},
        "refuse": {"reject", "decline"},
        "exclude": {"rule out"},
        "deny": {"deny", "refute"},
        "former": {"former", "ex"},
        "future_holder": {"incoming", "designate"},
        "say": {"say", "announce", "according"},
        "support": {"make", "launch", "sign"},
        "negation": {"not", "never", "n't"},
        "hearsay": {"reportedly"},
    }
    for operator, words in wanted.items():
        assert words <= ontology.cues[operator], operator


def test_traits_are_read(ontology: Ontology) -> None:
    relations = ontology.relations
    assert relations["mergesWith"].symmetric and not relations["acquires"].symmetric
    assert relations["chiefExecutiveOf"].one_at_a_time and relations["orders"].repeatable and relations["acquires"].event
    assert not relations["subsidiaryOf"].event
    assert relations["sells"].ends == ("subsidiaryOf",) and relations["spunOffFrom"].implied_object == "subsidiaryOf"
    assert ("exactMatch", "http://www.wikidata.org/prop/direct/P749") in relations["subsidiaryOf"].aligned
    assert ("inverseMatch", "http://www.wikidata.org/prop/direct/P169") in relations["chiefExecutiveOf"].aligned


def test_an_example_never_stands_as_a_counter_example(ontology: Ontology) -> None:
    for relation in ontology.relations.values():
        assert not set(relation.examples) & set(relation.counter_examples)
        assert all(re.fullmatch(r"[A-Z].*[.]", text) for text in (*relation.examples, *relation.counter_examples)), relation.name


def test_it_survives_pickling_and_loads_the_same_each_time(ontology: Ontology) -> None:
    assert pickle.loads(pickle.dumps(ontology)) == ontology
    assert load_ontology().digest == ontology.digest
    assert ontology.triples.splitlines() == sorted(set(ontology.triples.splitlines()))


def test_shipped_finds_every_file() -> None:
    assert [
        name
        for name in ("core.ttl", "business.ttl", "offices.ttl", "people.ttl", "cues.ttl", "shapes.ttl")
        if not shipped(name).is_file()
    ] == []


def test_rarer_relations_are_read_where_they_are_asked_for(ontology: Ontology) -> None:
    more = load_ontology(["extended"])
    assert set(more.relations) - set(ontology.relations) == {
        "owns",
        "negotiatesWith",
        "investigates",
        "fines",
        "lendsTo",
        "recalls",
        "opens",
        "closes",
        "goesBankrupt",
        "strikesAt",
    }
    assert load_ontology(["some/folder/extended"]).digest == more.digest
    assert check_shapes(more.triples, strict=True) == []


def test_a_file_of_the_user_stands_before_a_shipped_one_of_that_name(tmp_path: Path) -> None:
    own = tmp_path / "extended"
    own.write_text(HEAD + HIRES, encoding="utf-8")
    assert "tutors" in load_ontology([own]).relations and "recalls" not in load_ontology([own]).relations


# ---- a user's own ----------------------------------------------------------------------------------------------------


def test_ten_lines_add_a_relation(ontology: Ontology, user_file: Path) -> None:
    user_file.write_text(HEAD + HIRES, encoding="utf-8")
    assert len((HEAD + HIRES).splitlines()) <= 10
    mine = load_ontology([user_file])
    assert mine.fits("tutors", "Person", "Person") and not mine.fits("tutors", "Company", "Person")
    assert [pattern.heads for pattern in mine.relations["tutors"].patterns] == [{"tutor", "coach"}]
    assert mine.digest != ontology.digest
    assert set(mine.relations) - set(ontology.relations) == {"tutors"}


def test_a_user_adds_patterns_nouns_classes_and_cues_to_what_is_shipped(ontology: Ontology, user_file: Path) -> None:
    more = """
kg:acquires kg:pattern "{subject} hoover up {object}" .
kg:Winery a owl:Class ; rdfs:subClassOf kg:Company ; rdfs:label "winery"@en ; kg:noun "winery|chateau" .
<https://w3id.org/claimgraph/cue/plan> kg:word "itch" .
"""
    user_file.write_text(HEAD + more, encoding="utf-8")
    mine = load_ontology([user_file])
    assert mine.relations["acquires"].patterns[0] == ontology.relations["acquires"].patterns[0]
    assert "{subject} hoover up {object}" in [pattern.text for pattern in mine.relations["acquires"].patterns]
    assert mine.noun_class("winery") == "Winery" and mine.is_a("Winery", "Organization")
    assert "itch" in mine.cues["plan"]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (HIRES.replace("rdfs:range kg:Person ;\n", ""), 5, "kg:tutors needs a range"),
        (HIRES.replace('rdfs:label "tutors"@en ;', ""), 5, "kg:tutors needs a label"),
        (HIRES.replace("rdfs:domain kg:Person", "rdfs:domain kg:Persn"), 5, "kg:tutors has a domain that no file declares"),
        (HIRES.replace('kg:pattern "{subject} tutor|coach {object}"', "kg:event true"), 5, "kg:tutors needs a pattern"),
        (HIRES.replace("tutor|coach {object}", "Tutor {object}"), 9, "'Tutor' is neither"),
        (HIRES.replace("kg:Person ;\n  rdfs:range", "kg:Person \n  rdfs:range"), 8, "expected"),
        (HIRES.replace("kg:tutors", "my:tutors"), 5, "prefix"),
        ("\n<http://example.org/x> a owl:ObjectProperty .\n", 5, "<http://example.org/x> "),
        ("\nkg:buys a owl:ObjectProperty ;\n  rdfs:label [ rdfs:comment 1 ] .\n", 6, "a node without a name"),
        (
            '\n# kg:Winery\nkg:Winery a owl:Class ; rdfs:label "winery"@en ; rdfs:subClassOf kg:Firm .\n',
            6,
            "kg:Winery is below a class",
        ),
    ],
)
def test_a_mistake_is_told_by_file_and_line(user_file: Path, text: str, line: int, problem: str) -> None:
    message = failure(user_file, HEAD + text)
    assert message.startswith(f"{user_file}:{line}: ")
    assert problem in message


def test_a_relation_outside_our_namespace_is_refused(user_file: Path) -> None:
    text = HEAD + "@prefix my: <http://example.org/> .\n" + HIRES.replace("kg:tutors", "my:tutors")
    assert failure(user_file, text).startswith(f"{user_file}:6: my:tutors is a relation outside")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, binary = tmp_path / "none.ttl", tmp_path / "binary.ttl"
    binary.write_bytes(b"\xff\xfe\x00kg")
    for path in (missing, binary):
        with pytest.raises(ConfigError, match=re.escape(str(path))):
            load_ontology([path])


# ---- how it is printed -----------------------------------------------------------------------------------------------


def test_the_table_has_every_relation_and_metric(ontology: Ontology) -> None:
    names = [row.name for row in relations_table(ontology)]
    assert names == sorted(ontology.relations) + sorted(f"metric:{name}" for name in ontology.metrics)


def test_the_details_of_a_relation(ontology: Ontology) -> None:
    text = relation_details(ontology, "acquires")
    assert text.splitlines()[0] == "kg:acquires — acquires"
    assert (
        "object: Asset" in text and "Kestrel Foods acquired Alder Mills." in text and "Alder Mills acquired new skills." in text
    )
    assert "closeMatch: wdt:P1830" in text and "(planned)" in text
    assert "one subject at a time" in relation_details(ontology, "kg:chiefExecutiveOf")
    assert relation_details(ontology, "revenue") == relation_details(ontology, "metric:revenue")


@pytest.mark.parametrize(
    ("wrong", "right"), [("aquires", "acquires"), ("Acquires", "acquires"), ("ceoOf", ""), ("metric:revenu", "metric:revenue")]
)
def test_a_misspelt_name_is_answered_with_the_nearest(ontology: Ontology, wrong: str, right: str) -> None:
    with pytest.raises(UsageError) as caught:
        relation_details(ontology, wrong)
    assert f"'{wrong}'" in str(caught.value)
    assert f"did you mean '{right}'?" in str(caught.value) if right else "kg relations" in str(caught.value)
