"""Whom "we" and "I" stand for in a quote, and whose "her company" is: people and the bodies they act for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import speech
from kg.anaphora import RELATIONAL, foremost
from kg.discourse import Discourse
from kg.lexicon import ROLE_DOUBTFUL, ROLE_HEADS, SAYING
from kg.mentions import Candidate
from kg.model import Entity, Mention
from kg.ontology import Ontology
from kg.pages import Page

SPEAKING = frozenset(("we", "us", "our", "ours"))
SELF = frozenset(("i", "me", "my"))
_LEADING = frozenset(str.split("lead head run chair found start own manage"))
_OFFICES = ROLE_HEADS | ROLE_DOUBTFUL | frozenset(str.split("boss lawyer official executive founder owner manager member"))
_BUSINESS = frozenset(
    str.split(
        "executive officer chairman chairwoman chair president director chief founder spokesman spokeswoman spokesperson boss"
    )
)
_FOR = frozenset(("of", "for", "at", "with"))


@dataclass(frozen=True, slots=True)
class Speakers:
    """What tells for whom somebody in a document speaks; `heads` grows while the document is linked."""

    pages: Sequence[Page]
    ontology: Ontology
    talk: Discourse
    name_at: Mapping[tuple[int, int], Candidate]
    entities: Sequence[Entity]
    heads: Mapping[tuple[int, int], Mention]

    def speaker(self, page: Page, token: int, low: str) -> Entity | None:
        """Return whom "I" or "we" of a quote stands for: its speaker, or the organisation the speaker works for."""
        inside = self.talk.quotes[page.number]
        if not inside[token]:
            return None
        subject = speech.speaker(page, token, inside)
        if subject < 0:
            page, subject = self._before(page, token)
        if subject < 0:
            return None
        entity = self._entity(page, subject)
        if low in SELF:
            return entity if entity and entity.type == "Person" else None
        if entity and self._is_body(entity):
            return entity
        return self._body_of(page, subject, entity)

    def body(self, person: Entity) -> Entity | None:
        """Return the organisation that a person is said to act for."""
        iri = self.talk.works.get(person.iri, "")
        return self.talk.referents[iri].entity if iri in self.talk.referents else None

    def employer(self, page: Page, candidate: Candidate, person: Entity) -> Entity | None:
        """Return the organisation that "her company" or "his firm" means; "his old firm" is another."""
        own = page.lows[candidate.owner] in ("his", "her") and not candidate.modifiers
        firm = self.ontology.is_a(candidate.type, "Company") and candidate.type != "Unit"
        if not own or not firm or page.tags[candidate.head] != "NN" or page.lemmas[candidate.head] in RELATIONAL:
            return None
        return self.body(person)

    def note(self, page: Page, name: Candidate) -> None:
        """Note for whom a person acts by the words around the name: "its chairman, Ana Ruiz", "Ana Ruiz, who runs it"."""
        person = self.entities[name.entity]
        if person.iri in self.talk.works:
            return
        body = next(self._told(page, name.head), None)
        if body is None and any(page.lows[noun] in _BUSINESS for noun in _beside(page, name.head)):
            ref = foremost(page, name.head, self.talk)
            body = ref.entity if ref else None
        if body:
            self.talk.works[person.iri] = body.iri

    def _told(self, page: Page, head: int) -> Iterator[Entity]:
        """Yield the organisations that a person's offices beside the name, or what the person leads, tell."""
        yield from self._offices(page, [head, *_beside(page, head)])
        verbs = [*page.under(head, "relcl")]
        if page.deps[head] == "nsubj":
            verbs.append(page.heads[head])
        for verb in verbs:
            if page.lemmas[verb] in _LEADING:
                yield from self._bodies(page, page.under(verb, "dobj"))
        agent = page.heads[head]
        if page.deps[agent] == "agent" and page.lemmas[page.heads[agent]] in _LEADING:  # "Corvane is led by Ana Ruiz"
            yield from self._bodies(page, page.under(page.heads[agent], "nsubjpass"))

    def _offices(self, page: Page, nouns: Iterable[int]) -> Iterator[Entity]:
        for noun in nouns:
            owners = list(page.under(noun, "poss"))
            if owners and page.deps[noun] == "appos":
                yield from self._bodies(page, owners)  # "Ana Ruiz, its counsel"
            elif self._is_office(page, noun):
                yield from self._bodies(page, [*owners, *page.under(noun, "compound", "nmod")])
                for prep in page.under(noun, "prep"):
                    if page.lows[prep] in _FOR:
                        yield from self._bodies(page, page.under(prep, "pobj"))

    def _is_office(self, page: Page, noun: int) -> bool:
        if any(page.lows[kid] in ("former", "formerly", "ex", "once", "then", "until") for kid in page.kids[noun]):
            return False
        return page.lemmas[noun] in _OFFICES or page.lows[noun] in _OFFICES

    def _bodies(self, page: Page, tokens: Iterable[int]) -> Iterator[Entity]:
        for token in tokens:
            entity = self._entity(page, token)
            if entity and self._is_body(entity):
                yield entity

    def _body_of(self, page: Page, subject: int, person: Entity | None) -> Entity | None:
        """Return the organisation of who says something: a person's, or that of "a spokeswoman for Corvane"."""
        for body in self._offices(page, [subject, *page.under(subject, "appos")]):
            return body
        if person and person.type == "Person":
            return self.body(person)
        ref = foremost(page, subject, self.talk) if page.lows[subject] in _BUSINESS else None
        return ref.entity if ref else None

    def _entity(self, page: Page, token: int) -> Entity | None:
        name = self.name_at.get((page.number, token))
        if name:
            return self.entities[name.entity]
        mention = self.heads.get((page.number, token))
        return mention.entity if mention else None

    def _is_body(self, entity: Entity) -> bool:
        return "#" not in entity.iri and self.ontology.kind(entity.type) == "organization"

    def _before(self, page: Page, token: int) -> tuple[Page, int]:
        """Return who spoke in the sentence before a quote that names no speaker, -1 for nobody."""
        sentence = page.sents[token] - 1
        if sentence < 0:
            if not page.number:
                return page, -1
            page = self.pages[page.number - 1]
            if page.title or not page.sents:
                return page, -1
            sentence = page.sents[-1]
        inside = self.talk.quotes[page.number]
        said = [
            kid
            for i, own in enumerate(page.sents)
            if own == sentence and not inside[i] and page.lemmas[i] in SAYING and page.tags[i][:2] == "VB"
            for kid in page.under(i, "nsubj")
        ]
        return page, said[-1] if said else -1


def _beside(page: Page, head: int) -> list[int]:
    """Return the nouns before, behind and above a name that may say what its bearer is."""
    above = [page.heads[head]] if page.deps[head] in ("appos", "compound", "nmod") else []
    return [*page.under(head, "appos", "compound", "nmod"), *above]
