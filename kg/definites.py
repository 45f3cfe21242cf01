"""Definite and possessed noun phrases: which referent "the Swedish group", "the chain", "its chip unit" means.

A phrase is matched against what the whole document says of a name: nouns that name it, its country and seat, what it makes. Where
nothing speaks for one bearer alone, how salient each is decides, and two that are as good leave the phrase open.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kg.anaphora import GENERIC, RELATIONAL, best, candidates, often, spoken
from kg.clauses import subjects_above
from kg.discourse import Discourse, Referent
from kg.mentions import Candidate
from kg.pages import Page
from kg.profiles import MAKERS, Profiler, same_word, stem, traits

_VAGUELY = -1.5  # how well "the airline" suits a company of which no trade is told
NOUN_MARGIN = 0.4  # by which the best referent must lead
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_NO_FIRM = ("GovernmentBody", "University", "Union", "Group", "Court")
_NO_BODY = ("University", "Union", "Group", "UnnamedSource")
_TELLING = frozenset(str.split("new other first second third future former parent combined joint merged"))
_NO_GROUP = frozenset(
    str.split("fund bank newspaper paper magazine council agency authority exchange union")
)  # called by no other noun
_BASED = frozenset(str.split("based headquartered - whole entire same listed")) | {"-"}


def nominal(candidate: Candidate, page: Page, talk: Discourse, profiler: Profiler, owner: str = "") -> Referent | None:
    """Return the referent that a definite or possessed noun phrase takes up again, or None where it brings a new one.

    The same noun again comes first ("the division" after "its cloud division"), then a name whose class the noun can name ("the
    company"), then a name that shares a word with it ("its semiconductor unit", "Corvane Semiconductor").
    """
    head = candidate.head
    lows = [page.lows[kid] for kid in page.under(head, "det", "predet", "poss")]
    definite = any(low in _DEFINITE for low in lows)
    if any(low in ("both", "all", "each", "another", "a", "an", "no") for low in lows) or any(page.under(head, "nummod")):
        return None
    if not definite and candidate.owner < 0:
        return None
    plural = page.tags[head] in ("NNS", "NNPS")
    if page.deps[head] == "attr" or any(page.tags[i] in ("JJS", "RBS") for i in range(max(0, candidate.first - 2), head)):
        return None
    behind = candidate.last
    narrow = [
        kid for kid in page.under(head, "prep", "relcl", "acl") if kid == behind or (kid > head and page.deps[kid] != "prep")
    ]
    if page.lemmas[head] in MAKERS and page.lows[behind : behind + 1] == ["of"]:  # "the maker of kitchen machines"
        narrow = []
    if narrow and page.lows[behind : behind + 1] not in ([","], ["'s"]):  # "the plant in Umbria", "cars built by Lumora"
        return None
    if same := _same_noun(candidate, page, plural, talk, profiler, owner):
        return same
    if definite and candidate.owner < 0:
        return _by_class(candidate, page, plural, talk, profiler)
    return _by_word(candidate, page, talk)


def _same_noun(
    candidate: Candidate, page: Page, plural: bool, talk: Discourse, profiler: Profiler, owner: str
) -> Referent | None:
    lemma, mods = page.lemmas[candidate.head], set(candidate.modifiers)
    places = profiler.countries(page, candidate.head)
    kind = talk.ontology.kind(candidate.type)
    found: list[tuple[int, int, Referent]] = []
    for ref in talk.referents.values():
        if lemma not in ref.nouns or (ref.plural != plural and not ref.named) or lemma in GENERIC:
            continue
        if (owner and ref.owner and owner != ref.owner) or elsewhere(ref.places, places, profiler):
            continue
        if ref.named and candidate.type == "Company" and not owner:  # among companies, how recent they are decides
            continue
        if mods and not (
            mods & ref.modifiers if ref.named else mods <= ref.modifiers or (ref.modifiers and ref.modifiers <= mods)
        ):
            continue
        spot = ref.spots[-1] if ref.spots else None
        back = talk.sentence(page.number, candidate.head) - spot.sentence if spot else 99
        if not ref.named and not mods and ref.modifiers and back > 3:
            continue
        if back <= (40 if ref.named and kind == talk.ontology.kind(ref.entity.type) else 6) or (
            mods & ref.modifiers and ref.named
        ):
            found.append((spot.page if spot else -1, spot.token if spot else -1, ref))
    return max(found, key=lambda item: item[:2])[2] if found else None


def _by_class(candidate: Candidate, page: Page, plural: bool, talk: Discourse, profiler: Profiler) -> Referent | None:
    kind = talk.ontology.kind(candidate.type)
    relational = page.lemmas[candidate.head] in RELATIONAL
    if relational and not profiler.countries(page, candidate.head):  # "the German parent" says which one
        return None
    if page.lemmas[candidate.head] == "business" and candidate.type == "Unit":
        return None  # "the online business" is a part of something
    if kind == "organization" and not plural and candidate.type not in _NO_BODY:
        return _body(candidate, page, talk, profiler)
    fresh = {"new", "other", "next", "another"} & set(candidate.modifiers)
    if kind == "product" and candidate.type != "Service" and not fresh:
        return _product(candidate, page, talk)
    return None


def _product(candidate: Candidate, page: Page, talk: Discourse) -> Referent | None:
    """Return the named product that "the jet" means; "the device", which may be anything, only where one alone is in view."""
    is_a = talk.ontology.is_a
    vague = candidate.type == "Product"
    found = [
        (ref, score + (0.5 if is_a(ref.entity.type, candidate.type) and not vague else 0.0))
        for ref, score in candidates(page, candidate.head, talk)
        if ref.named
        and talk.ontology.kind(ref.entity.type) == "product"
        and (is_a(ref.entity.type, candidate.type) or is_a(candidate.type, ref.entity.type))
    ]
    if vague and (len(found) != 1 or candidate.modifiers):
        return None
    return best(iter(found))


@dataclass(frozen=True, slots=True)
class _Clues:
    """What a phrase says of its bearer: where it sits, what it makes, and words that only some bearers deserve."""

    places: frozenset[str]
    traits: frozenset[str]
    telling: frozenset[str]


def _clues(candidate: Candidate, page: Page, profiler: Profiler) -> _Clues:
    head = candidate.head
    places = profiler.countries(page, head) | profiler.seats(page, head)
    words = [i for i in range(candidate.first, head) if page.lows[i] not in _BASED]
    told = {page.lows[i] for i in words if page.tags[i] in ("VBN", "VBG", "JJR") or page.lows[i] in _TELLING}
    return _Clues(frozenset(places), frozenset(traits(page, head)), frozenset(map(same_word, told)))


def _body(candidate: Candidate, page: Page, talk: Discourse, profiler: Profiler) -> Referent | None:
    """Return the organisation that a phrase means: one whose profile bears it out, else the most salient that may be meant."""
    clues = _clues(candidate, page, profiler)
    far = page.lemmas[candidate.head] in GENERIC or candidate.type not in ("Company", "Organization")
    told = bool(clues.places or clues.traits)
    lemma = page.lemmas[candidate.head]
    weight = 0.9 if lemma in GENERIC and not clues.places else 0.0  # "the carrier" says too much to mean just the main one
    over = set() if lemma in GENERIC else set(subjects_above(page, candidate.head))
    scored: list[tuple[Referent, float, int]] = []
    for ref, score in candidates(page, candidate.head, talk, far=far or told, main=weight, wide=told or bool(clues.telling)):
        suits = _can_name(candidate, page, ref, talk)
        if suits > -2 and not any(spot.page == page.number and spot.token in over for spot in ref.spots):
            score += (
                suits
                + _at_hand(ref, lemma, page)
                + (often(ref, talk) if lemma in GENERIC else 0.0)
                + spoken(ref, page, candidate.head, talk)
            )
            proof = _bears_out(ref, lemma, clues, profiler)
            scored.append((ref, score, proof if suits > -1 else min(proof, 0)))
    borne = [(ref, score + 1.0) for ref, score, proof in scored if proof > 0]
    if borne or not (told or clues.telling):
        return best(iter(borne or [(ref, score) for ref, score, _ in scored]), NOUN_MARGIN)
    if clues.telling or lemma in RELATIONAL:  # "the new company", "the Swiss rival": another one
        return None
    return best(((ref, score) for ref, score, proof in scored if proof >= 0), NOUN_MARGIN)


def _at_hand(ref: Referent, lemma: str, page: Page) -> float:
    """Return what it adds for a noun that tells bearers apart ("the chain") that one is spoken of in the paragraph."""
    return 1.3 if lemma not in GENERIC and any(spot.page == page.number for spot in ref.spots[-4:]) else 0.0


def _bears_out(ref: Referent, lemma: str, clues: _Clues, profiler: Profiler) -> int:
    """Return 1 where what is known of a name bears a phrase out, -1 where it speaks against it, else 0.

    That "the Oslo company" is Norwegian bears out no Norwegian one.
    """
    towns = clues.places - profiler.countries_in(clues.places)
    seated = bool((towns or clues.places) & ref.places)
    if clues.places and not seated and elsewhere(ref.places, clues.places, profiler):
        return -1
    if clues.telling and not clues.telling & ref.modifiers:
        return -1
    known = {stem(word) for word in ref.modifiers} | ref.wares
    made = bool(clues.traits & known)
    if clues.traits and not made and lemma in ref.nouns - GENERIC and ref.wares:  # "the biscuit maker" makes no perfume
        return -1
    return int(seated or made or bool(clues.telling))


def elsewhere(one: Set[str], other: Set[str], profiler: Profiler) -> bool:
    """Say whether two sets of places name different countries or towns."""
    countries = profiler.countries_in(one), profiler.countries_in(other)
    if all(countries) and not countries[0] & countries[1]:
        return True
    towns = one - countries[0], other - countries[1]
    return all(towns) and not towns[0] & towns[1]


def _can_name(candidate: Candidate, page: Page, ref: Referent, talk: Discourse) -> float:
    """Return how well a noun like "carmaker" suits a referent; -9 where it does not."""
    cls, lemma = ref.entity.type, page.lemmas[candidate.head]
    is_a = talk.ontology.is_a
    if not ref.named or talk.ontology.kind(cls) != "organization" or _is_no_firm(candidate, cls, talk):
        return -9
    if is_a(candidate.type, "GovernmentBody"):
        return 0.0 if is_a(cls, "GovernmentBody") and (is_a(cls, candidate.type) or is_a(candidate.type, cls)) else -9
    if lemma in GENERIC and not is_a(cls, "Unit"):
        other = 0.8 if ref.nouns & _NO_GROUP else 0.6 if ref.nouns & GENERIC and lemma != "company" else 0.0
        other = 0.0 if lemma in ref.nouns else other
        return (
            (1.0 if lemma in ref.nouns else 0.0) - other - (0.6 if cls == "Organization" and ref.entity.iri != talk.main else 0.0)
        )
    if lemma in ref.nouns:
        return 2.0
    if lemma in GENERIC:
        return -1.0
    firm = cls in ("Organization", "Company") and is_a(candidate.type, "Organization")
    if not (is_a(cls, candidate.type) or firm):
        return -9
    if candidate.type == "Unit" and cls != "Unit":
        part = any(talk.ontology.noun_class(noun) == "Unit" for noun in ref.nouns)
        return 0.5 if part else -9
    if candidate.type == "Publisher" and cls != "Publisher":
        return -9
    if candidate.type != "Company" and cls != candidate.type:  # "the airline" may be a company of which no more is known
        return _VAGUELY if firm and not _contradicts(ref, candidate, talk) else -9
    others = any(talk.ontology.kind(talk.ontology.noun_class(noun) or "") == "organization" for noun in ref.nouns - GENERIC)
    return -1.5 if others and lemma not in RELATIONAL else 0.0


def _is_no_firm(candidate: Candidate, cls: str, talk: Discourse) -> bool:
    """Say whether a class is of bodies that no word for a company names; "the regulator" names them."""
    if talk.ontology.is_a(candidate.type, "GovernmentBody"):
        return False
    return any(talk.ontology.is_a(cls, no) for no in _NO_FIRM)


def _contradicts(ref: Referent, candidate: Candidate, talk: Discourse) -> bool:
    """Say whether a referent is called something of another narrow class: "the bank" is no airline."""
    narrow = {talk.ontology.noun_class(noun) for noun in ref.nouns} - {None, "Company", "Organization"}
    return bool(narrow) and candidate.type not in narrow


def _by_word(candidate: Candidate, page: Page, talk: Discourse) -> Referent | None:
    """Find the one name before or soon behind that shares a word with "its semiconductor unit" and is an organisation."""
    if not talk.ontology.is_a(candidate.type, "Unit"):
        return None
    stems = {word.removesuffix("s") for word in candidate.modifiers if len(word) > 3}
    found = [
        ref
        for ref in talk.referents.values()
        if ref.named
        and talk.ontology.kind(ref.entity.type) == "organization"
        and stems & {word.removesuffix("s") for word in ref.entity.label.lower().split()}
    ]
    return found[0] if len(found) == 1 else None
