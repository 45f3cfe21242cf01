"""Pronouns and definite noun phrases: which referent of the discourse they mean, or none where two are as good.

Agreement in class and number decides who may be meant; recency, grammatical role and the document's main company who is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.discourse import Discourse, Referent
from kg.known import Gazetteer
from kg.lexicon import COMPANY_THINGS, CORPORATE, SAYING
from kg.mentions import Candidate
from kg.pages import Page
from kg.votes import class_of

# By which the best referent must lead.
MARGIN = 0.35
NOUN_MARGIN = 0.5
GENERIC = frozenset(str.split("company firm group business corporation giant organization organisation conglomerate enterprise"))
_MALE = frozenset(("he", "him", "his"))
_FEMALE = frozenset(("she", "her", "hers"))
_THEY = frozenset(("they", "them", "their", "theirs"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_NO_FIRM = ("GovernmentBody", "University", "Union", "Group", "Court")
_EXPLETIVE = frozenset(str.split("seem appear happen turn take rain snow emerge follow"))
_WILLING = frozenset(str.split("plan intend agree want hope expect aim decline refuse"))
_TAKEN = frozenset(str.split("buy acquire sell own lead run join sue rescue merge found control invest list"))
_TRADED = frozenset(
    str.split("order buy purchase sell deliver make produce build fly use import export install supply ship secure")
)
_RUNS = frozenset(str.split("fly seat carry weigh land cruise cost feature drive accelerate"))
_PARTS = frozenset(
    str.split("tail wing engine cabin cockpit range battery screen seat weight fuselage debut hull memory speed interior")
)
_RELATIONAL = frozenset(
    str.split(
        "buyer seller target bidder suitor acquirer owner parent customer supplier client partner rival competitor lender peer"
    )
)
_TELLING = frozenset(str.split("new other first second third future former private foreign online parent combined joint merged"))
_BASED = frozenset(str.split("based headquartered - whole entire same listed")) | {"-"}
_SAID = frozenset(
    str.split("say report hope expect believe think think announce reveal rumour rumor understand know note claim argue")
)


def pronoun(candidate: Candidate, page: Page, talk: Discourse) -> Referent | None:
    """Return the referent of a personal or possessive pronoun of the third person."""
    low, token = page.lows[candidate.head], candidate.head
    if low in ("it", "its"):
        if low == "it" and (is_expletive(page, token) or page.deps[token] == "attr"):
            return None
        return _best(
            (ref, score + _suits(ref, page, token, talk)) for ref, score in _candidates(page, token, talk) if _is_it(ref, talk)
        )
    if low in _MALE | _FEMALE:
        wanted = "m" if low in _MALE else "f"
        people = ((ref, score) for ref, score in _candidates(page, token, talk) if ref.entity.type == "Person" and not ref.plural)
        found = _best((ref, score + _binds(ref, page, token)) for ref, score in people if ref.gender in ("", wanted))
        if found and found.named and not found.gender:
            found.gender = wanted
        return found
    if low in _THEY:
        they = ((ref, score, _is_they(ref, page, token, talk)) for ref, score in _candidates(page, token, talk))
        return _best((ref, score + bonus) for ref, score, bonus in they if bonus > -2)
    return None


def _binds(ref: Referent, page: Page, token: int) -> float:
    """Return what it adds that a referent is the subject of a verb over a possessive: "citing the ban as his reason"."""
    i, steps = token, 0
    while page.deps[token] == "poss" and page.heads[i] != i and steps < 8:
        i, steps = page.heads[i], steps + 1
        subjects = set(page.under(i, "nsubj", "nsubjpass")) if page.tags[i][:2] == "VB" else set()
        if subjects:
            return 1.0 if any(spot.page == page.number and spot.token in subjects for spot in ref.spots[-3:]) else 0.0
    return 0.0


def is_expletive(page: Page, token: int) -> bool:
    """Say whether an "it" stands for nothing: "it is likely that", "it seems", "it was reported that"."""
    head = page.heads[token]
    lemma, deps = page.lemmas[head], {page.deps[kid] for kid in page.kids[head]}
    if page.deps[token] == "expl" or lemma in _EXPLETIVE:
        return True
    if page.deps[token] == "nsubjpass":
        return lemma in _SAID
    if lemma != "be":
        return False
    clause = bool(deps & {"ccomp", "csubj", "xcomp", "advcl"}) or any(page.tags[kid] == "TO" for kid in page.kids[head])
    inner = any(page.deps[sub] in ("ccomp", "xcomp", "advcl", "relcl") for kid in page.kids[head] for sub in page.kids[kid])
    return bool(deps & {"acomp", "attr", "prep"}) and (clause or inner)


def _candidates(page: Page, token: int, talk: Discourse, *, far: bool = False) -> Iterator[tuple[Referent, float]]:
    """Yield the referents within reach that grammar does not rule out."""
    barred = set(_around(page, token))
    ahead = {talk.names.get((page.number, other)) for other in barred}
    weight = 0.0 if page.deps[token] in ("dobj", "pobj") and page.tags[token] == "PRP" else 0.9
    for ref in talk.near(page.number, token, far=far):
        score = talk.salience(ref, page.number, token, weight, far=far)
        if (
            score
            and ref.entity.iri not in ahead
            and not any(spot.page == page.number and spot.token in barred for spot in ref.spots)
        ):
            yield ref, score


def _around(page: Page, token: int) -> Iterator[int]:
    """Yield the tokens that a pronoun cannot mean: nouns that it is part of, and the subject of its verb if it is the object."""
    i, steps = token, 0
    while steps < 6 and page.heads[i] != i and page.tags[page.heads[i]][:2] != "VB":
        if page.deps[i] in ("relcl", "acl", "appos"):
            break
        i, steps = page.heads[i], steps + 1
        if page.tags[i][:2] == "NN" and page.deps[i] != "appos":
            yield i
    noun = page.tags[token] in ("NN", "NNS")
    if page.deps[token] in ("dobj", "pobj") or (noun and page.deps[token] == "poss"):
        verb, steps = i if page.tags[i][:2] == "VB" else page.heads[i], 0
        while steps < 5 and not any(page.under(verb, "nsubj", "nsubjpass", "csubj")) and page.heads[verb] != verb:
            if page.deps[verb] not in ("xcomp", "pcomp", "prep", "advcl", "conj"):
                break
            verb, steps = page.heads[verb], steps + 1
        yield from page.under(verb, "nsubj")


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
    return -0.3 if acts else -9


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
    bound = _binds(ref, page, token)
    if page.deps[token] == "poss" and talk.here(ref, page.number, token):
        bound += 0.8
    if page.deps[token] == "nsubj" and lemma in ("be", "remain", "become"):
        said = [cls for kid in page.under(head, "attr") if (cls := class_of(page, kid, talk.ontology))]
        if said and talk.ontology.kind(said[0]) != kind:
            return -4.0
        if not said and kind == "organization" and any(page.under(head, "attr")):
            return -1.5
    if ref.entity.type == "Thing" and not ref.named:
        bound -= 0.5
    if kind == "place":
        return bound - 2.0
    if page.deps[token] == "poss" and lemma in COMPANY_THINGS:
        return bound + 1.0 if kind == "organization" else -1.5
    if page.deps[token] == "nsubj" and lemma in CORPORATE | SAYING | _WILLING:
        return bound + (1.2 if kind == "organization" else -1.0) + _spoken(ref, page, token, talk)
    if page.deps[token] == "dobj" and page.deps[head] == "conj":  # "spin off Brightwell and list it"
        objects = set(page.under(page.heads[head], "dobj"))
        if any(spot.page == page.number and spot.token in objects for spot in ref.spots):
            return 2.0
    if page.deps[token] in ("dobj", "pobj") and kind == "organization":
        return (
            bound - 0.2 if lemma in _TAKEN or (page.deps[token] == "pobj" and page.lows[head] in ("with", "for", "of")) else -9.0
        )
    if (page.deps[token] == "nsubj" and lemma in _RUNS) or (page.deps[token] == "poss" and lemma in _PARTS):
        return bound + (1.5 if kind == "product" else -1.5) * (ref.entity.type != "Airline")
    return bound + (0.3 if kind == "organization" else 0.0) + _spoken(ref, page, token, talk)


def _spoken(ref: Referent, page: Page, token: int, talk: Discourse) -> float:
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


def _best(scored: Iterator[tuple[Referent, float]], margin: float = MARGIN) -> Referent | None:
    """Return the referent with the highest score, if it leads."""
    ranked = sorted(scored, key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0] if ranked[0][0].entity.iri else None


def nominal(candidate: Candidate, page: Page, talk: Discourse, gazetteer: Gazetteer, owner: str = "") -> Referent | None:
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
    if narrow and page.lows[behind : behind + 1] not in ([","], ["'s"]):  # "the plant in Umbria", "cars built by Lumora"
        return None
    if same := _same_noun(candidate, page, plural, talk, owner):
        return same
    if definite and candidate.owner < 0:
        return _by_class(candidate, page, plural, talk, gazetteer)
    return _by_word(candidate, page, talk)


def _same_noun(candidate: Candidate, page: Page, plural: bool, talk: Discourse, owner: str) -> Referent | None:
    lemma, mods = page.lemmas[candidate.head], set(candidate.modifiers)
    kind = talk.ontology.kind(candidate.type)
    found: list[tuple[int, int, Referent]] = []
    for ref in talk.referents.values():
        if lemma not in ref.nouns or (ref.plural != plural and not ref.named) or lemma in GENERIC:
            continue
        if owner and ref.owner and owner != ref.owner:
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


def _by_class(candidate: Candidate, page: Page, plural: bool, talk: Discourse, gazetteer: Gazetteer) -> Referent | None:
    kind = talk.ontology.kind(candidate.type)
    if page.lemmas[candidate.head] in _RELATIONAL:
        return None
    if kind == "organization" and not plural and candidate.type not in ("Group", "UnnamedSource", *_NO_FIRM):
        places = {known.label for word in candidate.modifiers if (known := gazetteer.demonym(word.capitalize()))}
        bases = [i for kid in page.under(candidate.head, "amod") for i in page.under(kid, "npadvmod")]
        places |= {page.words[i] for i in bases}
        places |= {
            label for i in bases for known in gazetteer.lookup(page.words[i]) for label in (known.label, known.place) if label
        }
        far = page.lemmas[candidate.head] in GENERIC or candidate.type not in ("Company", "Organization")
        scored = (
            (ref, score + bonus + _spoken(ref, page, candidate.head, talk))
            for ref, score in _candidates(page, candidate.head, talk, far=far)
            if (bonus := _can_name(candidate, page, ref, places, talk, gazetteer)) > -2
        )
        return _best(scored, NOUN_MARGIN)
    fresh = {"new", "other", "next", "another"} & set(candidate.modifiers)
    if kind == "product" and candidate.type not in ("Service", "Product") and not fresh:
        return _best(
            (ref, score)
            for ref, score in _candidates(page, candidate.head, talk)
            if ref.named
            and talk.ontology.kind(ref.entity.type) == "product"
            and (talk.ontology.is_a(ref.entity.type, candidate.type) or talk.ontology.is_a(candidate.type, ref.entity.type))
        )
    return None


def _can_name(candidate: Candidate, page: Page, ref: Referent, places: set[str], talk: Discourse, gazetteer: Gazetteer) -> float:
    """Return how well a noun like "carmaker" suits a referent; -9 where it does not."""
    cls, lemma = ref.entity.type, page.lemmas[candidate.head]
    is_a = talk.ontology.is_a
    if not ref.named or talk.ontology.kind(cls) != "organization" or any(is_a(cls, no) for no in _NO_FIRM):
        return -9
    if places and not places & ref.modifiers:
        return -9
    bonus = 2.0 if places else 0.0
    told = {
        page.lows[i]
        for i in range(candidate.first, candidate.head)
        if page.tags[i] in ("NN", "NNS", "VBN", "VBG", "JJR") or page.lows[i] in _TELLING
    } - _BASED
    if told and not told & ref.modifiers:  # "the online business", "the new company"
        return -9
    if lemma in GENERIC and not is_a(cls, "Unit"):
        return bonus + (1.0 if lemma in ref.nouns else 0.0)
    if lemma in ref.nouns:
        return bonus + 2.0
    if lemma in GENERIC:
        return bonus - 1.0
    if candidate.type == "Organization" or cls not in ("Organization", "Company", candidate.type):
        return -9
    if candidate.type != "Company" and cls != candidate.type:
        return -9
    others = any(talk.ontology.kind(talk.ontology.noun_class(noun) or "") == "organization" for noun in ref.nouns - GENERIC)
    main = 1.2 if ref.entity.iri == talk.main and candidate.type == "Company" else 0.0
    return bonus - (1.5 if others else 0.0) - main


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
