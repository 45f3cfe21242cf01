"""Claims from the learned model: each pair of ends whose relation is likely enough.

sentence ─reading→ probabilities of a pair ─threshold→ relation ─context→ status, source at the pair's verb or noun → Claim
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg import context
from kg.candidates import Candidate
from kg.draft import Draft, Reader
from kg.model import Claim, Dropped, Mention, Status, Terms
from kg.nameless import is_concrete, is_ranked, kind_mention, may_stand
from kg.ontology import Ontology
from kg.parsed import Parsed
from kg.reading import STATUSES, Reading, load_model, relate
from kg.settle import settle
from kg.times import moment_of

EXTRACTOR = "learned"
LIKELY = 0.5
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "associate"})
LEAST = 0.02  # what is less likely is as good as nothing
_UNKNOWN = {"Thing": ("Product", "Topic", "Facility")}
Fitting = tuple[tuple[int, str], ...]
_FITTING: dict[tuple[str, str, str], Fitting] = {}
SURE_OF_STATUS = 0.7


def extract(parsed: Parsed) -> Iterator[Claim | Dropped]:
    """Yield the claims that the model holds for likely, by probability `LIKELY` or more."""
    reader = Reader(parsed)
    found = (draft for draft in drafts(reader, pairs(reader), LIKELY) if stands(reader, draft))
    yield from settle(reader, list(found))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends of a sentence in this direction: the probabilities of the relations that their classes allow, and of statuses.

    What is less likely than `LEAST` is left out.
    """

    reading: Reading
    subject: Candidate
    object: Candidate
    relations: Mapping[str, float]
    statuses: Sequence[float]


def pairs(reader: Reader) -> list[Pair]:
    """Return every pair of ends that can be a claim, as the model reads it."""
    model = load_model()
    found: list[Pair] = []
    for reading in reader.parsed.readings:
        asked: list[tuple[int, int, Candidate, Fitting]] = []
        for i, left in enumerate(reading.ends):
            for j, right in enumerate(reading.ends):
                if (
                    i == j
                    or not isinstance(left.mention, Mention)
                    or right.mention is None
                    or not reading.seen[i] & reading.seen[j]
                ):
                    continue
                if not _is_one(left, right):
                    fitting = _fitting(reader.parsed.ontology, model.names, _class(left), _class(right))
                    if fitting:
                        asked.append((i, j, right, fitting))
                elif _is_kind(left, right):
                    asked.append((i, j, _as_kind(reader, reading, right), ((model.names.index("instanceOf"), "instanceOf"),)))
        if not asked:
            continue
        relations, statuses = relate(model, reading.vectors, [(i, j) for i, j, _, _ in asked])
        for (i, _, right, fitting), row, said in zip(asked, relations.tolist(), statuses.tolist(), strict=True):
            scores = {name: row[at] for at, name in fitting if row[at] >= LEAST}
            found.append(Pair(reading, reading.ends[i], right, scores, said))
    return found


def _fitting(ontology: Ontology, names: Sequence[str], subject: str, object_: str) -> Fitting:
    """Return the relations (number, name) that two classes allow; kept, since an ontology has few pairs of classes."""
    key = ontology.digest, subject, object_
    if key not in _FITTING:
        _FITTING[key] = tuple((at, name) for at, name in enumerate(names) if _fits(ontology, name, subject, object_))
    return _FITTING[key]


def _is_one(left: Candidate, right: Candidate) -> bool:
    one, other = left.mention, right.mention
    return isinstance(one, Mention) and isinstance(other, Mention) and one.entity.iri == other.entity.iri


def _is_kind(left: Candidate, right: Candidate) -> bool:
    """Whether a phrase that stands for a named product tells its kind: "the H200, a graphics processor"."""
    named, phrase = left.mention, right.mention
    product = left.kind == "PRD" and isinstance(named, Mention) and named.text == named.entity.label
    return product and isinstance(phrase, Mention) and phrase.text.islower() and right.token.pos_ == "NOUN"


def _as_kind(reader: Reader, reading: Reading, end: Candidate) -> Candidate:
    return replace(end, mention=kind_mention(reader, reading.passage, end.token, "Product"))


def stands(reader: Reader, draft: Draft) -> bool:
    """Return whether a claim's ends are named, or of a class that says something in its relation without a name."""
    left, right = draft.claim.subject, draft.claim.object
    if draft.claim.relation == "instanceOf" and isinstance(right, Mention):
        noun = reader.root(draft.passage, right)
        if noun is not None and is_ranked(noun):
            return False
    if (
        isinstance(right, Mention)
        and draft.claim.relation == "produces"
        and reader.is_local(right)
        and not is_concrete(right.text)
    ):
        known = reader.parsed.ontology.noun_class(right.text.split()[-1].lower())
        if known is None or not reader.parsed.ontology.is_a(known, "Product"):
            return False
    return not isinstance(right, Mention) or may_stand(reader, draft.passage, draft.claim.relation, left, right)


def _class(end: Candidate) -> str:
    return end.mention.entity.type if isinstance(end.mention, Mention) else "date"


def _fits(ontology: Ontology, name: str, subject: str, object_: str) -> bool:
    """Whether two classes are in a relation's domain and range; a thing of no class may be a product or a topic."""
    if name not in ontology.relations or (object_ == "date") != ("date" in ontology.relations[name].range):
        return False
    if name == "competesWith" and ontology.is_a(subject, "Product") != ontology.is_a(object_, "Product"):
        return False
    subjects, objects = (_UNKNOWN.get(cls, (cls,)) for cls in (subject, object_))
    return any(ontology.fits(name, one, other) for one in subjects for other in objects)


def drafts(reader: Reader, found: Sequence[Pair], least: float) -> Iterator[Draft]:
    """Yield a draft for each relation of a pair that has at least the probability `least`."""
    sentences = {(passage, sentence.start): sentence for passage, sentence in reader.parsed.sentences()}
    for pair in found:
        for relation, probability in pair.relations.items():
            if probability >= least and not (reader.parsed.ontology.relations[relation].one_at_a_time and _is_deputy(pair)):
                sentence = sentences[pair.reading.passage, pair.reading.sentence]
                draft = _draft(reader, sentence, pair, relation, probability)
                if draft is not None:
                    yield draft


def _is_deputy(pair: Pair) -> bool:
    """Whether the office between a person and a firm is that of a deputy: "Ana Ruiz, vice chairman of Corvane"."""
    first, last = sorted((pair.subject.token.i, pair.object.token.i))
    return any(token.lower_ in _DEPUTIES for token in pair.subject.token.doc[first:last])


def _draft(reader: Reader, sentence: Span, pair: Pair, relation: str, probability: float) -> Draft | None:
    left, right, passage = pair.subject.mention, pair.object.mention, pair.reading.passage
    if not isinstance(left, Mention) or right is None:
        return None
    if isinstance(right, Mention):
        left, right = _typed(reader, relation, left, right)
    head = anchor(pair.subject.token, pair.object.token)
    said = context.read(reader.parsed, passage, head)
    claim = Claim(
        subject=left,
        relation=relation,
        object=right,
        evidence=reader.parsed.evidence(passage, sentence),
        status=_status(said, pair),
        confidence=round(probability, 2),
        extractor=EXTRACTOR,
        pattern=EXTRACTOR,
        source=said.source,
        relay=said.relay,
        terms=_terms(reader, passage, relation, head),
    )
    return Draft(claim, passage, sentence.start, head, "learned")


def _terms(reader: Reader, passage: int, relation: str, head: Token) -> Terms:
    """Return when it happened, for what happens at a moment."""
    if not reader.parsed.ontology.relations[relation].event:
        return Terms()
    moment = moment_of(head, reader.moments(passage), reader.parsed.passages[passage].start)
    return Terms(time=moment.value if moment is not None else None)


def _typed(reader: Reader, relation: str, left: Mention, right: Mention) -> tuple[Mention, Mention]:
    """Return the ends with the classes that the relation asks of a thing of which no more is known."""
    ontology = reader.parsed.ontology
    for one in _UNKNOWN.get(left.entity.type, (left.entity.type,)):
        for other in _UNKNOWN.get(right.entity.type, (right.entity.type,)):
            if ontology.fits(relation, one, other):
                return _of_class(left, one), _of_class(right, other)
    return left, right


def _of_class(mention: Mention, cls: str) -> Mention:
    return mention if mention.entity.type == cls else replace(mention, entity=replace(mention.entity, type=cls))


def _status(said: context.Context, pair: Pair) -> Status:
    """Return the status that the model is sure of, else what the cues around the verb or noun tell.

    The word that governs two ends need not be what relates them ("customers had wanted to cancel"): of 238 claims that the model
    alone makes on the parts for dev, the cues alone give 187 their status, the model where it is sure 200 or more.
    """
    probability, best = max(zip(pair.statuses, STATUSES, strict=True), key=lambda each: each[0])
    return best if probability >= SURE_OF_STATUS else said.status


def anchor(subject: Token, object_: Token) -> Token:
    """Return the word that says how the two ends hang together: the verb or noun that governs the object, else the subject.

    "X said it plans to buy Y": `buy`. "the purchase of Y by X": `purchase`. Ends in one noun phrase ("X's Y") have its head.
    """
    above = [subject, *subject.ancestors]
    common = next((token for token in (object_, *object_.ancestors) if token in above), object_.sent.root)
    for end in (object_, subject):
        for token in (end, *end.ancestors):
            if token != end and token.pos_ in ("VERB", "AUX"):
                return token
            if token == common:
                break
    return common
