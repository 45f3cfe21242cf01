"""Pronouns and definite noun phrases: which referent of the discourse they mean, or none where two are as good.

Agreement in class and number decides who may be meant; recency, grammatical role and the document's main company who is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import around, beside_possessor, governed, governors, is_expletive
from kg.discourse import Discourse, Referent
from kg.lexicon import COMPANY_THINGS, CORPORATE, SAYING
from kg.mentions import Candidate
from kg.pages import Page
from kg.votes import class_of

# By which the best referent must lead.
MARGIN = 0.45
FAINT = 0.5  # the salience of a name that was mentioned too long ago
QUOTED = 0.35  # and by how much more in a quote, where people speak of what no sentence before names
GENERIC = frozenset(str.split("company firm group business corporation giant organization organisation conglomerate enterprise"))
_GOVERNS = 1.5  # what it adds to be the subject of the nearest clause above
_GOVERNS_FAR = 0.5  # and of one further up
_OFTEN = 0.08  # for each time that the document names an organisation
_ASIDE = 0.5  # what it takes from authorities and newspapers, which speak of others
RELATIONAL = frozenset(
    str.split(
        "buyer seller target bidder suitor acquirer owner parent customer supplier client partner rival competitor lender peer"
    )
)
# What is done to others: "its" behind these is not of the subject.
_JUDGING = frozenset(
    str.split(
        "downgrade upgrade lower cut approve block clear prohibit bar fine order authorise authorize supervise regulate rate"
    )
)
_JUDGE = -3.0  # for a judge to own what is told of the judged
_UNLIKELY = -2.0  # for an organisation to be the object of a verb that is not known to take one
_UNNAMED = 1.0  # what it takes from "the chairman" that the text has names
_MALE = frozenset(("he", "him", "his"))
_FEMALE = frozenset(("she", "her", "hers"))
_THEY = frozenset(("they", "them", "their", "theirs"))
_SEVERAL = frozenset(str.split("together both each jointly"))  # who are together is for the names to say
_WILLING = frozenset(
    str.split("plan intend agree want hope expect aim decline refuse close shut cut pay negotiate reject withdraw own appeal")
)
# What is done to organisations and wares, never to deals; and what is done to organisations alone.
_DEALT = frozenset(str.split("buy acquire purchase sell own spin list found control split demerge divest"))
_TAKEN = _DEALT | frozenset(
    str.split(
        """lead run join sue rescue merge invest supply fine accuse owe pay help ask allow force require enable value leave
        lend advise tell warn order bar charge cost give serve let"""
    )
)
_EVENTS = ("Deal", "Event", "Topic")
_TRADED = frozenset(
    str.split("order buy purchase sell deliver make produce build fly use import export install supply ship secure")
)
_RUNS = frozenset(str.split("fly seat carry weigh land cruise cost feature drive accelerate"))
_PARTS = frozenset(
    str.split("tail wing engine cabin cockpit range battery screen seat weight fuselage debut hull memory speed interior")
)


def pronoun(candidate: Candidate, page: Page, talk: Discourse) -> Referent | None:
    """Return the referent of a personal or possessive pronoun of the third person."""
    low, token = page.lows[candidate.head], candidate.head
    if low in ("it", "its"):
        if low == "it" and (is_expletive(page, token) or page.deps[token] == "attr"):
            return None
        things = ((ref, score) for ref, score in candidates(page, token, talk) if _is_it(ref, talk))
        found = ((ref, score + _suits(ref, page, token, talk)) for ref, score in things)
        return best(found, MARGIN + (QUOTED if talk.is_quoted(page, token) else 0.0))
    if low in _MALE | _FEMALE:
        wanted = "m" if low in _MALE else "f"
        people = ((ref, score) for ref, score in candidates(page, token, talk) if ref.entity.type == "Person" and not ref.plural)
        person = best(
            (ref, score + _binds(ref, page, token, talk) - _UNNAMED * (not ref.named))
            for ref, score in people
            if ref.gender in ("", wanted)
        )
        if person and person.named and not person.gender:
            person.gender = wanted
        return person
    if low in _THEY and not any(page.lows[kid] in _SEVERAL for kid in page.kids[page.heads[token]]):
        they = ((ref, score, _is_they(ref, page, token, talk)) for ref, score in candidates(page, token, talk))
        return best((ref, score + bonus) for ref, score, bonus in they if bonus > -2)
    return None


def candidates(
    page: Page, token: int, talk: Discourse, *, far: bool = False, main: float = 0.9, wide: bool = False
) -> Iterator[tuple[Referent, float]]:
    """Yield the referents within reach that grammar does not rule out, and how salient each is.

    `main` is what it adds to be the document's main one. Where `wide` is given, names beyond reach are yielded too, as faint.
    """
    barred = {*around(page, token), *governed(page, token), *beside_possessor(page, token), talk.speaker(page, token)}
    ahead = {talk.names.get((page.number, other)) for other in barred} - {None}
    nouns = {page.lemmas[i] for i in barred if any(page.lows[kid] == "the" for kid in page.under(i, "det"))} - GENERIC
    weight = 0.0 if page.deps[token] in ("dobj", "pobj") and page.tags[token] == "PRP" else main
    for ref in list(talk.referents.values()) if wide else talk.near(page.number, token, far=far):
        score = talk.salience(ref, page.number, token, weight, far=far)
        score = score or (FAINT if wide and ref.named and ref.spots else 0.0)
        if (
            score
            and ref.entity.iri not in ahead
            and not (ref.named and nouns & ref.nouns)
            and not any(spot.page == page.number and spot.token in barred for spot in ref.spots)
        ):
            yield ref, score


def _binds(ref: Referent, page: Page, token: int, talk: Discourse) -> float:
    """Return what it adds that a pronoun stands in a clause of a referent's: "X denied that it", "X fell after it"."""
    bonus = _GOVERNS
    for subject, tight in governors(page, token):
        if not tight:  # "Corvane fell, and its owner sold" may mean anybody
            bonus = 0.0 if page.deps[token] == "poss" else _GOVERNS_FAR
        here = {spot.token for spot in ref.spots[-4:] if spot.page == page.number}
        judged = _judged(page, subject, token, talk)
        if here & judged:
            return _GOVERNS
        if subject in here:
            return bonus if not judged else _JUDGE if page.deps[token] == "poss" else 0.0
        bonus = _GOVERNS_FAR
    return 0.0


def _judged(page: Page, subject: int, token: int, talk: Discourse) -> set[int]:
    """Return the names before a token that its clause's subject passes judgement on: what Fitch lowers is not its own."""
    verb = page.heads[subject]
    if page.lemmas[verb] not in _JUDGING or page.deps[subject] != "nsubj":
        return set()
    return {kid for kid in page.under(verb, "dobj") if kid < token and (page.number, kid) in talk.names}


def _is_it(ref: Referent, talk: Discourse) -> bool:
    cls = ref.entity.type
    return (
        not ref.plural
        and cls not in ("Person", "Group", "UnnamedSource", "Money", "City", "Region")
        and (cls != "Thing" or ref.named)
    )


def _is_they(ref: Referent, page: Page, token: int, talk: Discourse) -> float:
    """Return what a plural pronoun adds to a referent; -9 where it cannot mean it. A company is "they" only where it acts."""
    kind = talk.ontology.kind(ref.entity.type)
    if ref.plural or (ref.named and ref.spots and ref.spots[-1].plural):
        head = page.heads[token]
        traded = page.lemmas[head] in _TRADED or (page.lows[head] == "of" and page.tags[page.heads[head]] == "CD")
        wares = 1.5 if kind == "product" else -1.5
        return 0.8 + (wares if page.deps[token] in ("dobj", "pobj") and traded else 0.0)
    acts = page.lows[token] in ("they", "their") and ref.named and kind == "organization"
    return -1.0 if acts else -9


def _suits(ref: Referent, page: Page, token: int, talk: Discourse) -> float:
    """Return what the words around an "it" or "its" add for a referent of a class."""
    kind = talk.ontology.kind(ref.entity.type)
    head = page.heads[token]
    lemma = page.lemmas[head]
    if (
        page.deps[token] == "poss"
        and page.deps[head] == "conj"
        and any(spot.token == page.heads[head] for spot in ref.spots[-2:])
    ):
        return 2.5  # "Corvane and its workers"
    bound = _binds(ref, page, token, talk)
    if page.deps[token] == "poss" and talk.here(ref, page.number, token):
        bound += 0.8
    if page.deps[token] == "nsubj" and lemma in ("be", "remain", "become"):
        said = [cls for kid in page.under(head, "attr") if (cls := class_of(page, kid, talk.ontology))]
        if said and talk.ontology.kind(said[0]) != kind:
            return -4.0
        if not said and kind == "organization" and any(page.under(head, "attr")):
            return -3.0
    if ref.entity.type == "Thing" and not ref.named:
        bound -= 0.5
    if kind == "place":
        return bound - 2.0
    if page.deps[token] == "poss" and lemma in COMPANY_THINGS:
        return bound + 1.0 if kind == "organization" else -1.5
    if page.deps[token] == "nsubj" and lemma in CORPORATE | SAYING | _WILLING:
        return bound + (1.2 if kind == "organization" else -1.0) + spoken(ref, page, token, talk)
    if page.deps[token] == "dobj" and page.deps[head] == "conj":  # "spin off Brightwell and list it"
        objects = set(page.under(page.heads[head], "dobj"))
        if any(spot.page == page.number and spot.token in objects for spot in ref.spots):
            return 2.0
    event = ref.entity.type == "Thing" or any(talk.ontology.is_a(ref.entity.type, no) for no in _EVENTS)
    if page.deps[token] == "dobj" and lemma in _DEALT and event:
        return -9.0
    if page.deps[token] in ("dobj", "pobj", "dative") and kind == "organization":
        return (
            bound - 0.2
            if lemma in _TAKEN or (page.deps[token] == "pobj" and page.lows[head] in ("with", "for", "of"))
            else _UNLIKELY
        )
    if (page.deps[token] == "nsubj" and lemma in _RUNS) or (page.deps[token] == "poss" and lemma in _PARTS):
        return bound + (1.5 if kind == "product" else -1.5) * (ref.entity.type != "Airline")
    return bound + (0.3 if kind == "organization" else 0.0) + spoken(ref, page, token, talk)


def spoken(ref: Referent, page: Page, token: int, talk: Discourse) -> float:
    """Return what it adds that a referent, or whom it speaks for, says the clause: "a spokesman for Corvane said the company"."""
    i, steps = token, 0
    while page.heads[i] != i and steps < 8:
        i, steps = page.heads[i], steps + 1
        if page.lemmas[i] in SAYING and page.tags[i][:2] == "VB":
            for subject in page.under(i, "nsubj"):
                speaks = any(spot.page == page.number and spot.token == subject for spot in ref.spots)
                if speaks or ref.entity.iri in _bodies(page, subject, talk):
                    return 2.5
            return 0.0
    return 0.0


def _bodies(page: Page, subject: int, talk: Discourse) -> set[str]:
    """Return the IRIs of a speaker and of the organisation for which the speaker speaks."""
    name = talk.names.get((page.number, subject), "")
    found = {name, talk.works.get(name, "")}
    for token in (subject, *page.under(subject, "appos")):
        found.add(talk.names.get((page.number, token), ""))
        found |= {talk.names.get((page.number, kid), "") for kid in page.under(token, "poss", "compound", "nmod")}
        for prep in page.under(token, "prep"):
            found |= {talk.names.get((page.number, kid), "") for kid in page.under(prep, "pobj")}
    return found - {""}


def foremost(page: Page, token: int, talk: Discourse) -> Referent | None:
    """Return the organisation that a passage is about where somebody's office is told without saying whose."""
    bodies = (
        (ref, talk.salience(ref, page.number, token, 0.9, far=True) - _aside(ref, talk) + often(ref, talk))
        for ref in talk.near(page.number, token, far=True)
        if ref.named and talk.ontology.kind(ref.entity.type) == "organization"
    )
    return best(bodies)


def _aside(ref: Referent, talk: Discourse) -> float:
    """Return what it takes from an organisation that most texts name only for what it says or decides of others."""
    return _ASIDE if any(talk.ontology.is_a(ref.entity.type, one) for one in ("GovernmentBody", "Publisher")) else 0.0


def often(ref: Referent, talk: Discourse) -> float:
    """Return what it adds for an organisation to be named many times in the document."""
    return _OFTEN * talk.often.get(ref.entity.iri, 0.0)


def best(scored: Iterator[tuple[Referent, float]], margin: float = MARGIN) -> Referent | None:
    """Return the referent with the highest score, if it leads."""
    ranked = sorted(scored, key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0] if ranked[0][0].entity.iri else None
