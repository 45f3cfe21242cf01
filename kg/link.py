"""Mentions become entities: names by what they are called, pronouns and "the company" by whom they mean.

read_mentions ─► an Entity for each name ─► in the order of the text: apposition, relative pronoun, speaker, anaphora ─► Links
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from kg import anaphora, definites, speech
from kg.discourse import Discourse, role_of
from kg.iris import entity_iri, local_iri
from kg.known import Gazetteer
from kg.lexicon import HONORIFICS
from kg.mentions import NAME, NOMINAL, PRONOUN, Candidate, Found, read_mentions
from kg.model import Document, Entity, Mention, Passage
from kg.naming import Asked
from kg.ontology import Ontology
from kg.pages import Page
from kg.parsed import Links
from kg.profiles import Profiler, announce, is_start_up, same_word, traits
from kg.speakers import SELF, SPEAKING, Speakers
from kg.votes import is_close

_RELATIVE = frozenset(("who", "which", "that", "whose", "whom"))
_CALLED = frozenset(("call", "name", "rename"))
_SINGLE = frozenset(str.split("headquarters news series works means species barracks crossroads"))
_KINDS_OF = frozenset(str.split("unit model series family version line variant"))


@dataclass(slots=True)
class _Work:
    """What linking one document needs and fills."""

    document: Document
    found: Found
    entities: tuple[Entity, ...]
    ontology: Ontology
    gazetteer: Gazetteer
    talk: Discourse
    name_at: Mapping[tuple[int, int], Candidate]
    profiler: Profiler
    speakers: Speakers
    heads: dict[tuple[int, int], Mention]
    forms: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, candidate: Candidate, entity: Entity, *tokens: int, form: str = "") -> None:
        mention = Mention(candidate.start, candidate.end, candidate.text, entity)
        for token in tokens:
            self.heads[candidate.passage, token] = mention
            self.forms[candidate.passage, token] = form or candidate.form


def link(
    document: Document,
    passages: Sequence[Passage],
    docs: Sequence[Doc],
    ontology: Ontology,
    gazetteer: Gazetteer,
    base: str,
    asked: Asked | None = None,
) -> Links:
    """Return the mentions of a document that could be resolved, each with its entity.

    `docs[i]` is the parse of `passages[i]`; `asked` are the classes that the document's frames ask of a token. Nothing but these,
    the ontology and the gazetteer decides.
    """
    found = read_mentions(passages, docs, ontology, gazetteer, asked)
    entities = tuple(Entity(entity_iri(base, ontology.kind(one.type), one.name), one.label, one.type) for one in found.entities)
    names = [one for one in found.candidates if one.form == NAME]
    name_at = {(one.passage, i): one for one in names for i in range(one.first, one.last)}
    talk = Discourse(found.pages, ontology)
    counts = _weights(found, entities, ontology)
    talk.main = _main(*counts)
    talk.often = {iri: min(count, 12.0) for iri, count in counts[0].items()}
    talk.quotes = {page.number: speech.quoted(page) for page in found.pages}
    talk.names = {place: entities[one.entity].iri for place, one in name_at.items()}
    works_for = speech.affiliations(found.pages, names, lambda one: ontology.kind(one.type) == "organization")
    talk.works = {entities[person].iri: entities[body].iri for person, body in works_for.items()}
    heads: dict[tuple[int, int], Mention] = {}
    work = _Work(
        document=document,
        found=found,
        entities=entities,
        ontology=ontology,
        gazetteer=gazetteer,
        talk=talk,
        name_at=name_at,
        profiler=Profiler(ontology, gazetteer, name_at, Counter(one.entity for one in names)),
        speakers=Speakers(found.pages, ontology, talk, name_at, entities, heads),
        heads=heads,
    )
    announce(found, entities, talk, work.profiler)
    for candidate in found.candidates:
        page = found.pages[candidate.passage]
        if candidate.form == NAME:
            _name(work, candidate, page)
        elif candidate.form == NOMINAL:
            _nominal(work, candidate, page)
        else:
            _pronoun(work, candidate, page)
    for candidate in found.candidates:  # a quote's speaker may be named, or a pronoun, behind it
        if candidate.form == PRONOUN and candidate.text.lower() in SPEAKING | SELF:
            _pronoun(work, candidate, found.pages[candidate.passage], late=True)
    for candidate in found.candidates:
        owner = work.heads.get((candidate.passage, candidate.owner))
        if (
            owner
            and (candidate.passage, candidate.head) not in work.heads
            and found.pages[candidate.passage].lows[candidate.owner] == "our"
        ):
            work.put(candidate, owner.entity, candidate.head)
    return Links(work.heads, work.forms)


def _weights(found: Found, entities: Sequence[Entity], ontology: Ontology) -> tuple[dict[str, float], dict[bool, str]]:
    """Return how often each organisation is named, and which the headlines (True) and the text below them (False) name first.

    Headlines count three times, and so do the subjects of the headline and of the lead.
    """
    counts: dict[str, float] = {}
    leads: dict[bool, str] = {}
    for candidate in found.candidates:
        if candidate.form == NAME and ontology.is_a(candidate.type, "Organization"):
            page = found.pages[candidate.passage]
            iri = entities[candidate.entity].iri
            weight = 3.0 if page.title else 1.0
            if page.title not in leads:
                weight += 3.0 if role_of(page, candidate.head) >= 1.3 else 1.0
                leads[page.title] = iri
            counts[iri] = counts.get(iri, 0) + weight
    return counts, leads


def _main(counts: Mapping[str, float], leads: Mapping[bool, str]) -> str:
    """Return the IRI of the organisation that the document is about, or an empty text where it is not clear."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    first = leads.get(True, "")
    if first and leads.get(False) == first and counts[first] * 1.5 >= ranked[0][1]:
        return first
    clear = ranked and (len(ranked) == 1 or ranked[0][1] >= 1.25 * ranked[1][1])
    return ranked[0][0] if clear else ""


def _name(work: _Work, candidate: Candidate, page: Page) -> None:
    entity = work.entities[candidate.entity]
    work.put(candidate, entity, *range(candidate.first, candidate.last))
    before = page.deps[candidate.head] in ("compound", "nmod")
    seat = before and work.profiler.is_seat(page, candidate, page.heads[candidate.head])
    if not work.gazetteer.demonym(candidate.text) and not seat:  # an adjective is no antecedent, nor "Oslo" in "the Oslo company"
        work.talk.add(entity, candidate.passage, candidate.head, named=True)
    if entity.type == "Person":
        work.speakers.note(page, candidate)
    if any((candidate.passage, kid) in work.name_at for kid in page.under(candidate.head, "conj")):
        work.talk.block(candidate.passage, candidate.head)


def _nominal(work: _Work, candidate: Candidate, page: Page) -> None:
    """Give a noun phrase the entity of the name beside it, of what it takes up again, or one of its own."""
    if is_start_up(page, candidate.head):
        candidate = replace(candidate, type="Company")
    if alias := _product_before(work, candidate, page):
        work.put(alias, work.entities[alias.entity], candidate.head, form=NAME)
        _note(work, work.entities[alias.entity], candidate, page)
        return
    if name := _name_beside(work, candidate, page):
        entity = work.entities[name.entity]
        work.put(candidate, entity, candidate.head)
        _note(work, entity, candidate, page)
        return
    named = _named(work, candidate, page)
    owner = work.heads.get((candidate.passage, candidate.owner))
    if owner and owner.entity.type == "Person" and (body := work.speakers.employer(page, candidate, owner.entity)):
        work.put(candidate, body, candidate.head)
        _note(work, body, candidate, page)
        return
    if page.tags[candidate.head] == "NNS" and any(
        (page.number, kid) in work.name_at for kid in page.under(candidate.head, "appos")
    ):
        return  # "the carmakers Corvane and Lumora": the names say it
    ref = None if named else definites.nominal(candidate, page, work.talk, work.profiler, owner.entity.iri if owner else "")
    if ref is None and _stays_open(work, candidate, page):
        work.talk.block(candidate.passage, candidate.head, plural=page.tags[candidate.head] == "NNS")
        return
    entity = ref.entity if ref else Entity(_local(work, candidate), candidate.text, candidate.type)
    work.put(candidate, entity, candidate.head)
    _note(work, entity, candidate, page)


def _named(work: _Work, candidate: Candidate, page: Page) -> bool:
    """Say whether a name stands before a noun that it calls ("the Corvane group"); a place does not ("the US company")."""
    before = [*page.under(candidate.head, "compound", "nmod"), candidate.first - 1]
    behind = work.name_at.get((page.number, candidate.head + 1))
    if behind and behind.first == candidate.head + 1 and page.tags[behind.head][:3] == "NNP":
        return True  # "the furniture chain Lumora 27", whatever Lumora 27 is
    names = [name for i in before if page.deps[i] in ("compound", "nmod") and (name := work.name_at.get((page.number, i)))]
    return any(not work.profiler.is_seat(page, name, candidate.head) for name in names)


def _note(work: _Work, entity: Entity, candidate: Candidate, page: Page) -> None:
    if page.deps[candidate.head] in ("attr", "oprd") and "#" in entity.iri:
        return  # what somebody is said to be is nobody new
    plural = page.tags[candidate.head] in ("NNS", "NNPS") and page.lows[candidate.head] not in _SINGLE
    ref = work.talk.add(entity, candidate.passage, candidate.head, named=False, plural=plural)
    if not ref.named or page.lemmas[candidate.head] not in anaphora.GENERIC:  # a wrong "the group" must not draw on the next one
        ref.nouns.add(page.lemmas[candidate.head])
    ref.modifiers |= set(map(same_word, candidate.modifiers))
    if work.ontology.kind(entity.type) == "organization":
        ref.wares |= traits(page, candidate.head)
        ref.places |= work.profiler.countries(page, candidate.head) | work.profiler.seats(page, candidate.head)
    owner = work.heads.get((candidate.passage, candidate.owner))
    if owner and not ref.owner:
        ref.owner = owner.entity.iri


def _local(work: _Work, candidate: Candidate) -> str:
    """Return the IRI of a noun phrase of this document alone; two owners' units are two."""
    owner = work.heads.get((candidate.passage, candidate.owner)) if candidate.owner >= 0 else None
    return local_iri(work.document.iri, f"{owner.entity.label} {candidate.text}" if owner else candidate.text)


def _stays_open(work: _Work, candidate: Candidate, page: Page) -> bool:
    """Say whether a phrase clearly means something named before, though it is not clear what."""
    definite = any(page.lows[kid] in ("the", "this", "that", "both") for kid in page.under(candidate.head, "det", "predet"))
    several = any(page.under(candidate.head, "nummod")) or any(page.lows[kid] == "both" for kid in page.kids[candidate.head])
    noun = page.lemmas[candidate.head]
    bare = not candidate.modifiers and candidate.owner < 0
    if page.title and noun in anaphora.GENERIC and bare and page.tags[candidate.head] == "NN":
        return True
    if candidate.owner >= 0 and page.lows[candidate.owner] == "our" and noun in anaphora.GENERIC:
        return True
    if definite and candidate.owner < 0 and page.tags[candidate.head] == "NN" and work.ontology.is_a(candidate.type, "Company"):
        behind = page.words[candidate.head + 1 : candidate.head + 2]
        return behind == [","] or not any(page.under(candidate.head, "prep", "relcl", "acl"))
    return bare and (noun in anaphora.GENERIC or candidate.type == "Company") and (definite or several)


def _product_before(work: _Work, candidate: Candidate, page: Page) -> Candidate | None:
    """Return the name in "H200 chips": a product's, before a noun that says what kind of product it is."""
    kind = work.ontology.kind(candidate.type)
    if kind != "product" and page.lemmas[candidate.head] not in _KINDS_OF:
        return None
    for kid in range(candidate.head - 1, max(-1, candidate.head - 6), -1):
        if page.deps[kid] not in ("compound", "nmod", "nummod", "amod", "punct"):
            break
        name = work.name_at.get((page.number, kid))
        if name and work.ontology.kind(name.type) == "product":
            return name
    return None


def _name_beside(work: _Work, candidate: Candidate, page: Page) -> Candidate | None:
    """Return the name in apposition: "the chipmaker Corvane", "T-Head, its chip unit", 'its application, "Qwen,"'."""
    head = candidate.head
    beside = [*page.under(head, "appos")]
    follows = work.name_at.get((page.number, head + 1))
    if follows and follows.first == head + 1 and candidate.type != "Thing" and follows.type != "Thing":
        beside.append(head + 1)
    if page.deps[head] == "appos":
        beside.append(page.heads[head])
    if page.deps[head] in ("nsubj", "nsubjpass"):  # "the new company is to be called Corvane"
        verbs = [page.heads[head], *page.under(page.heads[head], "xcomp"), *page.under(head, "relcl", "acl")]
        beside += [kid for verb in verbs if page.lemmas[verb] in _CALLED for kid in page.under(verb, "oprd", "attr", "dobj")]
    if work.ontology.kind(candidate.type) == "person":
        beside += _behind_the_firm(page, head)
    after = _own_end(page, head)
    if page.words[after : after + 1] == [","] and page.words[after + 1 : after + 2] in (['"'], ["“"]):
        beside.append(after + 2)
    for token in _behind_list(work, candidate, page):
        return work.name_at[page.number, token]
    for token in beside:
        name = work.name_at.get((page.number, token))
        first = name.first - (name.first > 1 and page.lows[name.first - 1] in HONORIFICS) if name else 0
        near = name and (is_close(page, head, first) or page.lemmas[page.heads[token]] in _CALLED)
        if name and near and _agree(work, candidate, name, page):
            return name
    return None


def _behind_the_firm(page: Page, head: int) -> list[int]:
    """Return the heads of names behind "the chairman of Corvane, Ana Ruiz, …": the parser hangs her on the firm."""
    firms = [firm for prep in page.under(head, "prep") for firm in page.under(prep, "pobj")]
    nested = [kid for noun in (head, *firms) for kid in page.under(noun, "appos")]
    return [*firms, *nested, *(kid for name in nested for kid in page.under(name, "appos"))]


def _own_end(page: Page, head: int) -> int:
    """Return the token behind a noun and "of its own": 'an application of its own, "Qwen"'."""
    own = page.lows[head + 1 : head + 4]
    return head + 4 if own[:1] == ["of"] and own[2:] == ["own"] else head + 1


def _behind_list(work: _Work, candidate: Candidate, page: Page) -> list[int]:
    """Return the name that a list of describing nouns ends in: "Norwegian dairy and retail group Corvane is" is one company.

    The parser takes the first noun for the subject and the name for its partner; a singular verb or noun gives it away.
    """
    head = candidate.head
    if (
        page.deps[head] not in ("nsubj", "nsubjpass", "dobj", "pobj")
        or page.tags[head] != "NN"
        or (any(page.under(head, "det", "poss")) and not candidate.modifiers)
    ):
        return []
    for kid in page.under(head, "conj"):
        name = work.name_at.get((page.number, kid))
        before = name.first - 1 if name else -1
        if name and before > head + 1 and page.tags[before] in ("NN", "NNP") and page.deps[before] == "compound":
            verb = page.heads[head]
            plural = any(page.lows[sub] in ("are", "were", "have") for sub in (verb, *page.kids[verb]))
            return [] if plural else [kid]
    return []


def _agree(work: _Work, candidate: Candidate, name: Candidate, page: Page) -> bool:
    """Say whether a noun can name what a name names, in number and class."""
    if page.tags[candidate.head] in ("NNS", "NNPS"):
        return False
    wanted, cls = candidate.type, name.type
    if "Thing" in (wanted, cls):
        return wanted == cls or candidate.type != "Thing"
    same = work.ontology.kind(wanted) == work.ontology.kind(cls)
    return same and wanted not in ("Group", "UnnamedSource")


def _pronoun(work: _Work, candidate: Candidate, page: Page, *, late: bool = False) -> None:
    low, token = page.lows[candidate.head], candidate.head
    if low in _RELATIVE and page.tags[token] in ("WP", "WDT", "WP$"):
        mention = _antecedent(work, page, token)
        entity = mention.entity if mention else None
    elif low in SPEAKING | SELF:
        entity = work.speakers.speaker(page, token, low) if late else None
    else:
        ref = anaphora.pronoun(candidate, page, work.talk)
        entity = ref.entity if ref else None
    if entity is None:
        return
    work.put(candidate, entity, token, form=PRONOUN)
    if low not in _RELATIVE and not late:
        work.talk.add(entity, candidate.passage, token, named=False)


def _antecedent(work: _Work, page: Page, token: int) -> Mention | None:
    """Return the mention that a relative clause belongs to."""
    i, steps = token, 0
    while page.deps[i] != "relcl" and page.heads[i] != i and steps < 6:
        i, steps = page.heads[i], steps + 1
    return work.heads.get((page.number, page.heads[i])) if page.deps[i] == "relcl" else None
