"""Claims to quads and back: what the evidence graph holds, that any text survives it, and that order does not show."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.iris import BASE, ONTOLOGY, claim_iri, entity_iri, local_iri
from kg.model import Claim, Document, Entity, Evidence, Measure, Mention, Moment, Quantity, Status, Terms
from kg.nquads import iri, literal, number
from kg.rdf import claim_json, evidence_nquads, occurrence, read_claims, read_documents
from kg.records import StoredClaim
from kg.stores import Store, open_store

IRI = BASE + "document/corvane-january.txt"
FIRST = "Corvane plans to buy Brightwell for $2.1 billion, according to people familiar with the matter."
SECOND = "Chief executive Ana Ruiz, who succeeded Tom Hale in May, said revenue rose 12 percent in the fourth quarter."
DOCUMENT = Document(IRI, "corvane-january.txt", f"{FIRST} {SECOND}", "sha256:00", published=date(2026, 1, 12))
CORVANE = Entity(entity_iri(BASE, "organization", "Corvane"), "Corvane", "Company")
BRIGHTWELL = Entity(entity_iri(BASE, "organization", "Brightwell"), "Brightwell", "Company")
RUIZ = Entity(entity_iri(BASE, "person", "Ana Ruiz"), "Ana Ruiz", "Person")
HALE = Entity(entity_iri(BASE, "person", "Tom Hale"), "Tom Hale", "Person")
PEOPLE = Entity(local_iri(IRI, "people familiar with the matter"), "people familiar with the matter", "UnnamedSource")


def mention(entity: Entity, words: str | None = None) -> Mention:
    words = words or entity.label
    start = DOCUMENT.text.index(words)
    return Mention(start, start + len(words), words, entity)


def sentence(words: str, document: Document = DOCUMENT) -> Evidence:
    start = document.text.index(words)
    return Evidence(document.iri, start, start + len(words), words)


DEAL = Claim(
    mention(CORVANE),
    "acquires",
    mention(BRIGHTWELL),
    sentence(FIRST),
    Status.PLANNED,
    0.93,
    "frames",
    "{subject} acquire|buy|purchase {object}",
    source=mention(PEOPLE),
    terms=Terms(price=Decimal("2.1E9"), currency="USD"),
)
OFFICE = Claim(
    mention(RUIZ),
    "chiefExecutiveOf",
    mention(CORVANE),
    sentence(SECOND),
    Status.ACTUAL,
    0.9,
    "frames",
    "{subject} be ceo of {object}",
    terms=Terms(valid_from="2025-05"),
)
TWELVE = Quantity(DOCUMENT.text.index("12 percent"), DOCUMENT.text.index("12 percent") + 10, "12 percent", Decimal("12.0"), "%")
REVENUE = Claim(
    mention(CORVANE),
    "metric:revenue",
    TWELVE,
    sentence(SECOND),
    Status.ACTUAL,
    0.88,
    "observations",
    "revenue",
    source=mention(RUIZ),
    measure=Measure("2025-10-01/2025-12-31", change=True),
)
SUCCESSION = replace(OFFICE, relation="succeeds", object=mention(HALE), terms=Terms(time="2025-05"))
CLAIMS = (DEAL, OFFICE, REVENUE, SUCCESSION)


def stored(document: Document = DOCUMENT, claims: tuple[Claim, ...] = CLAIMS) -> Store:
    store = open_store("memory:")
    store.replace(document.iri, evidence_nquads(document, claims, "3f1c"))
    return store


def records(document: Document = DOCUMENT, claims: tuple[Claim, ...] = CLAIMS) -> dict[str, StoredClaim]:
    return {claim.relation: claim for claim in read_claims(stored(document, claims))}


def shared() -> Path | None:
    folder = Path(os.environ.get("KG_SHARED", Path(__file__).parents[2] / "shared"))
    return folder if (folder / "example.trig").exists() else None


def test_deal_is_read_back_with_all_that_stands_on_it() -> None:
    deal = records()["acquires"]
    assert (deal.subject, deal.subject_label, deal.subject_type) == (CORVANE.iri, "Corvane", "Company")
    assert (deal.object, deal.object_label, deal.object_type) == (BRIGHTWELL.iri, "Brightwell", "Company")
    assert (deal.status, deal.confidence, deal.price, deal.currency) == ("planned", 0.93, "2100000000", "USD")
    assert (deal.source, deal.source_label, deal.source_type) == (PEOPLE.iri, PEOPLE.label, "UnnamedSource")
    assert (deal.document, deal.document_source, deal.said) == (IRI, "corvane-january.txt", "2026-01-12")
    assert deal.sentence == FIRST == DOCUMENT.text[deal.start : deal.end]
    assert DOCUMENT.text[deal.object_start : deal.object_end] == "Brightwell"
    assert (deal.extractor, deal.pattern) == ("frames", DEAL.pattern)
    assert deal.relay is None and deal.value is None and deal.change is False


def test_observation_has_value_unit_and_the_words_of_the_text() -> None:
    revenue = records()["metric:revenue"]
    assert (revenue.value, revenue.unit, revenue.object_label, revenue.object_type) == ("12", "%", "12 percent", "")
    assert (revenue.period, revenue.change, revenue.source_label) == ("2025-10-01/2025-12-31", True, "Ana Ruiz")
    assert revenue.is_observation and revenue.is_literal


def test_times_keep_their_precision() -> None:
    found = records()
    assert found["chiefExecutiveOf"].valid_from == "2025-05" and found["succeeds"].time == "2025-05"
    lines = evidence_nquads(DOCUMENT, CLAIMS, "3f1c").decode()
    assert '"2025-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' in lines
    assert f'<{ONTOLOGY}time> "2025-05" <' in lines


@pytest.mark.parametrize(
    ("value", "type_"),
    [("2018", "gYear"), ("2018-03", "gYearMonth"), ("2018-03-09", "date"), ("2018-01-01/2018-03-31", "string")],
)
def test_a_moment_as_object_is_typed_by_its_precision(value: str, type_: str) -> None:
    founded = replace(OFFICE, relation="foundingDate", subject=mention(CORVANE), object=Moment(0, 7, "Corvane", value))
    store = stored(claims=(founded,))
    found = [term for _, predicate, term in store.triples(IRI) if predicate.endswith("#object")]
    assert [(term.value, term.datatype) for term in found] == [(value, f"http://www.w3.org/2001/XMLSchema#{type_}")]
    [record] = read_claims(store)
    assert (record.object, record.object_label, record.object_type, record.value) == (value, value, "", None)


def test_every_detail_of_terms_and_measure_comes_back() -> None:
    terms = Terms(Decimal("5.5"), "EUR", Decimal("49.9"), "if regulators agree", "2026", "2026-01-02", "2027")
    deal = replace(DEAL, terms=terms, relay=mention(HALE))
    level = replace(
        REVENUE, object=replace(TWELVE, value=Decimal("-38.70"), unit="USD"), measure=Measure(None, False, "a year earlier")
    )
    found = records(claims=(deal, level))
    got = found["acquires"]
    assert (got.price, got.currency, got.stake, got.condition) == ("5.5", "EUR", "49.9", "if regulators agree")
    assert (got.time, got.valid_from, got.valid_until) == ("2026", "2026-01-02", "2027")
    assert (got.relay, got.relay_label, got.relay_type) == (HALE.iri, "Tom Hale", "Person")
    seen = found["metric:revenue"]
    assert (seen.value, seen.unit, seen.comparison, seen.change, seen.period) == ("-38.7", "USD", "a year earlier", False, None)


def test_about_is_kept_only_for_a_claim_of_the_document() -> None:
    deal_iri = claim_iri(BASE, DEAL)
    blocks = replace(DEAL, relation="blocks", about=deal_iri)
    assert records(claims=(DEAL, blocks))["blocks"].about == deal_iri
    assert records(claims=(OFFICE, blocks))["blocks"].about is None


def test_document_carries_what_a_rebuild_looks_at() -> None:
    document = replace(DOCUMENT, title="Corvane bids", publisher="The Ledger", modified=date(2026, 1, 13))
    [found] = read_documents(stored(document))
    assert (found.iri, found.source, found.digest, found.version) == (IRI, "corvane-january.txt", "sha256:00", "3f1c")
    assert (found.title, found.said) == ("Corvane bids", "2026-01-13")
    assert {record.said for record in read_claims(stored(document))} == {"2026-01-13"}


def test_a_document_without_claims_is_remembered() -> None:
    [found] = read_documents(stored(claims=()))
    assert found.digest == "sha256:00"


def test_undated_document_says_no_day() -> None:
    assert {record.said for record in read_claims(stored(replace(DOCUMENT, published=None)))} == {None}


def test_order_of_claims_leaves_the_bytes_alone() -> None:
    assert evidence_nquads(DOCUMENT, CLAIMS, "1") == evidence_nquads(DOCUMENT, CLAIMS[::-1], "1")


def test_store_gives_back_the_very_bytes() -> None:
    assert stored().nquads(IRI) == evidence_nquads(DOCUMENT, CLAIMS, "3f1c")


def test_one_claim_found_twice_is_the_surer_one() -> None:
    doubtful = replace(DEAL, status=Status.ACTUAL, confidence=0.5)
    for claims in ((DEAL, doubtful), (doubtful, DEAL)):
        [record] = read_claims(stored(claims=claims))
        assert (record.status, record.confidence) == ("planned", 0.93)


def test_the_same_sentence_twice_is_two_claims() -> None:
    document = replace(DOCUMENT, text=f"{FIRST} {FIRST}")
    again = Evidence(IRI, len(FIRST) + 1, 2 * len(FIRST) + 1, FIRST)
    assert occurrence(document, again) == 1
    assert len(list(read_claims(stored(document, (DEAL, replace(DEAL, evidence=again)))))) == 2


def test_an_entity_has_one_label_and_class_per_document() -> None:
    short = Entity(CORVANE.iri, "Corvane Foods", "Organization")
    claims = (DEAL, OFFICE, replace(REVENUE, subject=Mention(0, 7, "Corvane", short)))
    for order in (claims, claims[::-1]):
        assert {record.subject_label for record in read_claims(stored(claims=order)) if record.subject == CORVANE.iri} == {
            "Corvane"
        }


def test_json_has_the_keys_of_the_exchange_format() -> None:
    line = claim_json(records()["acquires"])
    assert list(line) == [
        "id",
        "subject",
        "subjectType",
        "subjectIri",
        "relation",
        "object",
        "objectType",
        "objectIri",
        "value",
        "unit",
        "period",
        "change",
        "comparison",
        "price",
        "currency",
        "stake",
        "condition",
        "about",
        "status",
        "attributedTo",
        "relayedBy",
        "time",
        "validFrom",
        "validUntil",
        "confidence",
        "document",
        "start",
        "end",
        "sentence",
        "subjectSpan",
        "objectSpan",
        "extractor",
        "pattern",
    ]
    assert (line["subject"], line["object"], line["attributedTo"]) == ("Corvane", "Brightwell", PEOPLE.label)
    assert (line["document"], line["subjectSpan"], line["relayedBy"]) == ("corvane-january.txt", [0, 7], None)
    number_line = claim_json(records()["metric:revenue"])
    assert (number_line["object"], number_line["objectIri"], number_line["value"]) == ("12 percent", None, "12")


def test_evidence_with_a_hole_is_named_with_its_remedy() -> None:
    store = stored()
    lines = store.nquads(IRI).splitlines(keepends=True)
    store.replace(IRI, b"".join(line for line in lines if b"nif-core#anchorOf" not in line))
    with pytest.raises(StoreError, match=r"anchorOf.*--force"):
        list(read_claims(store))


def test_no_number_is_an_error() -> None:
    with pytest.raises(ValueError, match="no number"):
        evidence_nquads(DOCUMENT, (replace(DEAL, terms=Terms(price=Decimal("NaN"))),), "1")


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_survives_both_parsers(text: str) -> None:
    line = f"<{ONTOLOGY}s> <{ONTOLOGY}p> {literal(text)} <{ONTOLOGY}g> .\n"
    expected = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    [quad] = ox.parse(line.encode(), ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal) and quad.object.value == expected
    assert ox.serialize([quad], format=ox.RdfFormat.N_QUADS) == line.encode()
    dataset = rdflib.Dataset()
    dataset.parse(data=line, format="nquads")
    assert [str(found[2]) for found in dataset.quads()] == [expected]


@settings(max_examples=200, deadline=None)
@example("\U000e0001 \ue000 \ufdd0 \U0001fffe \U000efffe \U0010ffff")
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=20))
def test_any_path_makes_an_iri_that_parses(text: str) -> None:
    tail = text.replace("%", "").replace("[", "").replace("]", "").replace("#", "")
    line = f"{iri(BASE + tail)} {iri(ONTOLOGY + 'p')} {iri(ONTOLOGY + 'o')} .\n"
    assert len(list(ox.parse(line.encode(), ox.RdfFormat.N_QUADS))) == 1


@settings(max_examples=200, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_numbers_keep_their_value_without_exponent(value: Decimal) -> None:
    assert Decimal(number(value)) == value and "E" not in number(value)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.text(), st.floats(0, 1), st.sampled_from(Status))
def test_hostile_claims_come_back_as_they_went(label: str, quote: str, confidence: float, status: Status) -> None:
    label, quote = (text.encode("utf-8", "replace").decode() for text in (label, quote))
    document = replace(DOCUMENT, text=f"{label} {quote}", title=label)
    subject = Mention(0, len(label), label, replace(CORVANE, label=label))
    claim = replace(DEAL, subject=subject, evidence=Evidence(IRI, 0, len(document.text), document.text), confidence=confidence)
    [record] = read_claims(stored(document, (replace(claim, status=status),)))
    assert (record.subject_label, record.sentence, record.status) == (label, document.text, status)
    assert record.confidence == pytest.approx(confidence, abs=5e-5)


@pytest.fixture
def worked() -> Iterator[Store]:
    folder = shared()
    if folder is None:
        pytest.skip("../shared/example.trig is not here; set KG_SHARED to the folder that holds it")
    store = open_store("memory:")
    quads = ox.parse(path=str(folder / "example.trig"), format=ox.RdfFormat.TRIG)
    graphs: dict[str, bytes] = {}
    for quad in quads:
        line = ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
        graphs[quad.graph_name.value] = graphs.get(quad.graph_name.value, b"") + (line or b"")
    store.replace_many(graphs)
    yield store
    store.close()


def test_the_worked_example_has_the_same_shape(worked: Store) -> None:
    ours = dict(records())
    theirs = {record.relation: record for record in read_claims(worked, [IRI]) if record.status != "former"}
    assert set(theirs) == set(ours)
    for relation, record in theirs.items():
        mine = ours[relation]
        for name in (
            "subject",
            "object",
            "status",
            "price",
            "currency",
            "unit",
            "period",
            "change",
            "time",
            "valid_from",
            "source_label",
        ):
            assert getattr(mine, name) == getattr(record, name), (relation, name)
    used = {predicate for _, predicate, _ in worked.triples(IRI)}
    assert {predicate for _, predicate, _ in stored().triples(IRI)} <= used
