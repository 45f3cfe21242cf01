"""Who has been spoken of so far, and how salient each is: what pronouns and "the company" are resolved against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import Entity
from kg.ontology import Ontology
from kg.pages import Page
from kg.speech import speaker

REACH = 4  # sentences back in which an antecedent is sought
_DISTANCE = (2.5, 1.9, 0.8, 0.4, 0.2)
_BREAK = 0.3  # what a mention loses across the end of a paragraph
# What the weight of the document's main organisation is multiplied by where a paragraph begins anew, and once it is under way.
_ANEW = 1.3
_WITHIN = 0.5
_ROLES = {
    "nsubj": 2.0,
    "nsubjpass": 2.0,
    "dobj": 1.0,
    "attr": 0.8,
    "agent": 1.0,
    "poss": 0.8,
    "pobj": 0.6,
    "appos": 0.6,
    "ROOT": 0.6,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a referent was mentioned: the document's sentence number, passage, head token and how much its role counts."""

    sentence: int
    page: int
    token: int
    role: float
    plural: bool = False


@dataclass(slots=True)
class Referent:
    """Something a document speaks of. `nouns` are lemmas that were said to name it, `modifiers` words that stood before those,
    `places` countries and seats, `wares` stems of what it makes, `owner` is the IRI of whom it belongs to."""

    entity: Entity
    named: bool
    plural: bool = False
    gender: str = ""
    nouns: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    wares: set[str] = field(default_factory=set)
    spots: list[Spot] = field(default_factory=list)
    title: bool = False
    owner: str = ""


@dataclass(slots=True)
class Discourse:
    """The referents of a document in the order in which they came up, by the IRIs of their entities.

    `names` gives the IRI at each token of a name, also ahead; `works` that of a person's organisation; `main` is the IRI of the
    organisation that the document is about, or empty; `often` says how often it names each. `quotes` says of a passage's tokens
    whether they stand in a quote.
    """

    pages: Sequence[Page]
    ontology: Ontology
    referents: dict[str, Referent] = field(default_factory=dict)
    first_sentence: list[int] = field(default_factory=list)
    main: str = ""
    often: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[tuple[int, int], str] = field(default_factory=dict)
    works: dict[str, str] = field(default_factory=dict)
    quotes: Mapping[int, list[bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = 0
        for page in self.pages:
            self.first_sentence.append(count)
            count += (page.sents[-1] if page.sents else 0) + 1

    def sentence(self, page: int, token: int) -> int:
        """Return the document's number of the sentence that a token stands in."""
        return self.first_sentence[page] + self.pages[page].sents[token]

    def here(self, referent: Referent, page: int, token: int) -> bool:
        """Say whether a referent was mentioned before in the sentence of a token."""
        sentence = self.sentence(page, token)
        return any(spot.sentence == sentence and (spot.page, spot.token) < (page, token) for spot in referent.spots[-4:])

    def add(self, entity: Entity, page: int, token: int, *, named: bool, plural: bool = False, gender: str = "") -> Referent:
        """Note a mention and return its referent."""
        found = self.referents.get(entity.iri)
        if found is None:
            found = self.referents[entity.iri] = Referent(entity, named, plural, gender)
        role = self._role(page, token)
        found.spots.append(Spot(self.sentence(page, token), page, token, role, plural))
        found.title = found.title or self.pages[page].title
        return found

    def _role(self, page: int, token: int) -> float:
        """Return the weight of a mention's role; who is only spoken of in a quote is less in view behind it."""
        here = self.pages[page]
        return role_of(here, token) - (0.6 if self.is_quoted(here, token) else 0.0)

    def is_quoted(self, page: Page, token: int) -> bool:
        """Say whether a token stands in a quote."""
        return page.number in self.quotes and self.quotes[page.number][token]

    def speaker(self, page: Page, token: int) -> int:
        """Return the token of whoever says the quote around a token, whom "it" and "he" in it cannot mean; -1 for none."""
        return speaker(page, token, self.quotes[page.number]) if self.is_quoted(page, token) else -1

    def block(self, page: int, token: int, *, plural: bool = True) -> None:
        """Note what has no known entity ("both companies", "the smaller firm"): a pronoun may mean it and must then stay open."""
        entity = Entity("", "", "Thing" if plural else "Company")
        found = self.referents.setdefault(f"{plural}", Referent(entity, named=False, plural=plural))
        role = self._role(page, token) + (0.3 if plural else 0.6)
        found.spots.append(Spot(self.sentence(page, token), page, token, role, plural))

    def salience(self, referent: Referent, page: int, token: int, main: float = 1.0, *, far: bool = False) -> float:
        """Return how ready a referent is to be referred to from a place behind its mention; 0 where it is out of reach.

        `main` is what it adds to be the document's main organisation, which is never out of reach where `far` is given.
        """
        here = self.sentence(page, token)
        begins = self.pages[page].sents[token] == 0
        best = 0.0
        for spot in reversed(referent.spots):
            back = here - spot.sentence
            if back > REACH:
                break
            if (spot.page, spot.token) < (page, token) and not self.pages[spot.page].title:
                best = max(best, _DISTANCE[back] + spot.role - (_BREAK if spot.page != page else 0.0))
        if referent.entity.iri == self.main and main and (best or far or here <= 3):
            best = max(best, 1.2) + (main * _ANEW if begins else main * _WITHIN)
        elif not best:
            return 0.0
        return best + 0.1 * min(len(referent.spots), 6) + (0.6 if referent.named else 0.0)

    def near(self, page: int, token: int, *, far: bool) -> Iterator[Referent]:
        """Yield the referents that were mentioned within reach, and the main organisation."""
        here = self.sentence(page, token)
        for ref in self.referents.values():
            if (ref.spots and here - ref.spots[-1].sentence <= REACH) or (ref.entity.iri == self.main and (far or here <= 3)):
                yield ref


def role_of(page: Page, token: int) -> float:
    """Return the weight of a token's grammatical role, that of its whole list for a later member of one."""
    i, steps = token, 0
    while page.deps[i] == "conj" and steps < 4:
        i, steps = page.heads[i], steps + 1
    role = _ROLES.get(page.deps[i], 0.3)
    governor = page.heads[i]
    behind = page.lows[i + 1 : i + 2]
    if page.deps[i] in ("npadvmod", "dep") and behind and behind[0] in ("itself", "himself", "herself", "themselves"):
        return 2.0  # "Corvane itself wanted": the parser takes the pronoun for the subject
    if page.deps[i] == "pobj" and page.deps[governor] == "agent":
        return 1.4
    if page.deps[i] in ("compound", "nmod", "poss") and page.deps[governor] in ("nsubj", "nsubjpass"):
        return 1.3  # "Corvane officials said", "Corvane's profit rose"
    main = role == 2.0 and page.deps[governor] in ("ROOT", "ccomp")
    return role + (0.4 if main else 0.0) - 0.2 * steps
