"""What a document says of each of its names anywhere: nouns that name it, its country and seat, what it makes.

Read before the text is followed from its beginning, since "the Swedish group" may come before "Lindal, which is based in Oslo".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.anaphora import GENERIC
from kg.discourse import Discourse, Referent
from kg.known import Gazetteer
from kg.mentions import NAME, Candidate, Found
from kg.model import Entity
from kg.ontology import Ontology
from kg.pages import Page
from kg.votes import class_of

MAKING = frozenset(str.split("make produce build manufacture brew operate run sell develop"))
MAKERS = frozenset(str.split("maker producer manufacturer operator builder brewer provider seller distributor retailer"))
# Adjectives that say what a body does, as nouns before it do.
_LINES = frozenset(str.split("online private foreign medical pharmaceutical chemical electronic nuclear industrial regional"))
_MERGED = frozenset(str.split("merged combined joint new enlarged"))
_SEATED = frozenset(("based", "headquartered"))
_COMBINING = {"Anglo": "British", "Franco": "French", "Sino": "Chinese", "Indo": "Indian", "Russo": "Russian", "Italo": "Italian"}
_BESIDE = ("JJ", "NN", "NNS", "NNP", "HYPH", "VBN")


@dataclass(frozen=True, slots=True)
class Profiler:
    """Where the names of a document stand, and what is needed to read what is said of them."""

    ontology: Ontology
    gazetteer: Gazetteer
    name_at: Mapping[tuple[int, int], Candidate]
    often: Mapping[int, int]

    def is_seat(self, page: Page, name: Candidate, head: int) -> bool:
        """Say whether a name before a noun says where a firm sits: "the Oslo company", never "the Corvane group".

        Of a name of no known class this is believed where it stands nowhere else and the noun has an article.
        """
        cls = class_of(page, head, self.ontology)
        firm = is_start_up(page, head) or (cls is not None and self.ontology.is_a(cls, "Organization"))
        if not firm or head < name.last:
            return False
        if self.ontology.kind(name.type) == "place":
            return True
        alone = self.often.get(name.entity, 0) == 1 and not self.gazetteer.lookup(name.text)
        return alone and page.lemmas[head] != "group" and name.last == head and any(page.under(head, "det"))

    def describe(self, ref: Referent, page: Page, token: int) -> None:
        """Add a noun that names a referent, with the words and the country before it."""
        ref.nouns.add(page.lemmas[token])
        ref.modifiers |= {page.lows[i] for i in nouns_before(page, token)}
        ref.wares |= traits(page, token)
        ref.places |= self.countries(page, token)

    def countries(self, page: Page, token: int) -> set[str]:
        """Return the countries that adjectives and names directly before a noun give it ("Swedish group", "US company")."""
        found: set[str] = set()
        first = token - 1
        while first >= 0 and page.tags[first] in _BESIDE and page.sents[first] == page.sents[token]:
            words = (_COMBINING.get(word, word) for word in page.words[first].split("-"))
            if peoples := [known for word in words if (known := self.gazetteer.demonym(word))]:
                found |= {known.label for known in peoples}
            elif (name := self.name_at.get((page.number, first))) and (
                self.ontology.kind(name.type) == "place" or self.is_seat(page, name, token)
            ):
                found |= self._labels(name.text)
            first -= 1
        return found

    def seats(self, page: Page, token: int) -> set[str]:
        """Return the places, and their countries, of "Oslo-based", "based in Oslo", "whose head office is in Oslo", "of Oslo"."""
        found: set[str] = set()
        for kid in page.under(token, "prep"):
            if page.lows[kid] in ("of", "in", "from"):
                for place in page.under(kid, "pobj"):
                    name = self.name_at.get((page.number, place))
                    if name and self.ontology.kind(name.type) == "place":
                        found |= self._labels(name.text)
        for kid in page.under(token, "poss"):
            name = self.name_at.get((page.number, kid))
            if name and self.ontology.kind(name.type) == "place":
                found |= self._labels(name.text)  # "Spain's Corvane"
        for kid in page.kids[token]:
            if page.deps[kid] in ("amod", "acl") and page.lows[kid] in _SEATED:
                found |= self.under(page, kid)
            elif page.deps[kid] == "relcl":
                for inner in (kid, *page.under(kid, "conj", "acomp")):
                    if page.lows[inner] in _SEATED:
                        found |= self.under(page, inner)
        return found

    def countries_in(self, labels: Set[str]) -> set[str]:
        """Return those of some places that are countries."""
        return {label for label in labels if any(known.type == "Country" for known in self.gazetteer.lookup(label))}

    def under(self, page: Page, based: int) -> set[str]:
        tokens = [*page.under(based, "npadvmod"), *(sub for kid in page.under(based, "prep") for sub in page.under(kid, "pobj"))]
        names = [self.name_at[page.number, token].text for token in tokens if (page.number, token) in self.name_at]
        return set().union(*map(self._labels, names)) if names else set()

    def _labels(self, name: str) -> set[str]:
        places = (one for one in self.gazetteer.lookup(name) if self.ontology.kind(one.type) == "place")
        return {name} | {label for one in places for label in (one.label, one.place) if label}


def is_start_up(page: Page, token: int) -> bool:
    """Say whether a token is the last of "start-up"."""
    return page.lows[token] == "up" and page.lows[max(0, token - 2) : token] == ["start", "-"]


def nouns_before(page: Page, token: int) -> Iterator[int]:
    """Yield the adjectives and nouns of a noun phrase before its head, nearest first."""
    first = token - 1
    while first >= 0 and page.tags[first] in _BESIDE and page.sents[first] == page.sents[token]:
        if page.tags[first] in ("JJ", "NN", "NNS"):
            yield first
        first -= 1


def announce(found: Found, entities: Sequence[Entity], talk: Discourse, profiler: Profiler) -> None:
    """Note for every name, before the text is read, what nouns, places and wares are said of it anywhere."""
    for name in found.candidates:
        if name.form != NAME:
            continue
        entity, page = entities[name.entity], found.pages[name.passage]
        ref = talk.referents.setdefault(entity.iri, Referent(entity, True, gender=found.entities[name.entity].gender))
        known = found.entities[name.entity].known
        if known and known.place:
            ref.places.add(known.place)
        if name.last - name.first > 1 and entity.type != "Person":
            ref.nouns |= {own for own in page.lemmas[name.first : name.last] if _is_body(profiler.ontology, own)}
            last = page.lows[name.last - 1]
            if last not in GENERIC and page.lemmas[name.last - 1] not in GENERIC:
                ref.nouns.add(stem(last))  # "the line" of Corvane Lines
        for token in _nouns_of(page, name):
            cls = class_of(page, token, profiler.ontology)
            kind = profiler.ontology.kind(entity.type)
            fits = kind == (profiler.ontology.kind(cls) if cls else "organization")  # "the miner Corvane", whatever a miner is
            if page.tags[token] == "NN" and fits:
                profiler.describe(ref, page, token)
                ref.places |= profiler.seats(page, token)
        ref.places |= profiler.seats(page, name.head)
        if page.deps[name.head] == "nsubjpass" and page.lows[page.heads[name.head]] in _SEATED:
            ref.places |= profiler.under(page, page.heads[name.head])
        ref.wares |= set(_wares(page, name.head))


def _nouns_of(page: Page, name: Candidate) -> Iterator[int]:
    """Yield the nouns that say what a name is: before it, in apposition, or behind "is a"."""
    before = name.first - 1
    if before >= 0 and page.deps[before] in ("compound", "nmod") and name.first <= page.heads[before] < name.last:
        yield before
    head = page.heads[name.head]
    if page.deps[name.head] == "appos":
        yield head
    yield from page.under(name.head, "appos")
    if page.deps[name.head] == "nsubj" and page.lemmas[head] == "be":
        yield from page.under(head, "attr")


def _wares(page: Page, head: int) -> Iterator[str]:
    """Yield the stems of what a name is said to make, run or sell, with the nouns before."""
    verbs = [page.heads[head]] if page.deps[head] == "nsubj" else []
    verbs += [kid for kid in page.under(head, "relcl") if any(page.under(kid, "nsubj"))]
    for verb in [each for one in verbs for each in (one, *page.under(one, "conj"))]:
        if page.lemmas[verb] not in MAKING:
            continue
        for ware in page.under(verb, "dobj"):
            for noun in (ware, *page.under(ware, "conj")):
                yield from (stem(page.lows[i]) for i in (noun, *nouns_before(page, noun)))


def traits(page: Page, head: int) -> set[str]:
    """Return the stems of what a noun phrase says of a body's trade: "the crane maker", "the maker of kitchen machines"."""
    nouns = [i for i in nouns_before(page, head) if page.deps[i] != "npadvmod" and page.lows[i] not in _SEATED]
    found = {stem(page.lows[i]) for i in nouns if page.tags[i] in ("NN", "NNS") or page.lows[i] in _LINES}
    if page.lemmas[head] in MAKERS:
        wares = (sub for kid in page.under(head, "prep") if page.lows[kid] == "of" for sub in page.under(kid, "pobj"))
        found |= {stem(page.lows[ware]) for ware in wares}
    return found


def stem(low: str) -> str:
    """Return a small-letter word without a plural's s.

    >>> stem("boilers"), stem("glass")
    ('boiler', 'glass')
    """
    return low if low.endswith("ss") else low.removesuffix("s")


def same_word(low: str) -> str:
    """Return one word for all that are said of what two companies become.

    >>> same_word("new"), same_word("combined"), same_word("old")
    ('merged', 'merged', 'old')
    """
    return "merged" if low in _MERGED else low


def _is_body(ontology: Ontology, noun: str) -> bool:
    """Say whether the last word of a name is a noun that names bodies ("council", "bank"), and no more than that."""
    return noun not in GENERIC and ontology.kind(ontology.noun_class(noun) or "") == "organization"
