"""Pronouns and definite noun phrases: which referent of the discourse they mean, or none where two are as good.

Agreement in class and number decides who may be meant; recency, grammatical role and the document's main company who is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.discourse import Discourse, Referent
from kg.lexicon import COMPANY_THINGS, CORPORATE, SAYING
from kg.mentions import Candidate
from kg.pages import Page
from kg.votes import class_of

# By which the best referent must lead.
MARGIN = 0.35
FAINT = 0.5  # the salience of a name that was mentioned too long ago
QUOTED = 0.35  # and by how much more in a quote, where people speak of what no sentence before names
GENERIC = frozenset(str.split("company firm group business corporation giant organization organisation conglomerate enterprise"))
_MALE = frozenset(("he", "him", "his"))
_FEMALE = frozenset(("she", "her", "hers"))
_THEY = frozenset(("they", "them", "their", "theirs"))
_APART = frozenset(str.split("relcl parataxis advcl appos poss"))  # where a clause names its subject all the same
_SEVERAL = frozenset(str.split("together both each jointly"))  # who are together is for the names to say
_EXPLETIVE = frozenset(str.split("seem appear happen turn rain snow emerge follow"))
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
_SAID = frozenset(
    str.split("say report hope expect believe think think announce reveal rumour rumor understand know note claim argue")
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
        person = best((ref, score + _binds(ref, page, token)) for ref, score in people if ref.gender in ("", wanted))
        if person and person.named and not person.gender:
            person.gender = wanted
        return person
    if low in _THEY and not any(page.lows[kid] in _SEVERAL for kid in page.kids[page.heads[token]]):
        they = ((ref, score, _is_they(ref, page, token, talk)) for ref, score in candidates(page, token, talk))
        return best((ref, score + bonus) for ref, score, bonus in they if bonus > -2)
    return None


def _binds(ref: Referent, page: Page, token: int) -> float:
    """Return what it adds that a referent is the subject of a verb over a possessive: "citing the ban as his reason"."""
    i, steps = token, 0
    while page.deps[token] == "poss" and page.heads[i] != i and steps < 8:
        i, steps = page.heads[i], steps + 1
        subjects = set(page.under(i, "nsubj", "nsubjpass")) if page.tags[i][:2] == "VB" else set()
        if subjects:
            return 1.5 if any(spot.page == page.number and spot.token in subjects for spot in ref.spots[-3:]) else 0.0
    return 0.0


def is_expletive(page: Page, token: int) -> bool:
    """Say whether an "it" stands for nothing: "it is likely that", "it seems", "it was reported that"."""
    head = page.heads[token]
    lemma, deps = page.lemmas[head], {page.deps[kid] for kid in page.kids[head]}
    if page.deps[token] == "expl" or lemma in _EXPLETIVE:
        return True
    if page.deps[token] == "nsubjpass":
        return lemma in _SAID
    if lemma == "take":  # "it takes years to build one", but "it will take over Corvane"
        return "prt" not in deps and any(page.tags[kid] == "TO" for verb in page.kids[head] for kid in page.kids[verb])
    if lemma != "be":
        return False
    if page.lows[head + 1 : head + 2] == ["to"]:  # "it is to be merged"
        return False
    clause = bool(deps & {"ccomp", "csubj", "xcomp", "advcl"}) or any(page.tags[kid] == "TO" for kid in page.kids[head])
    inner = any(page.deps[sub] in ("ccomp", "xcomp", "advcl", "relcl") for kid in page.kids[head] for sub in page.kids[kid])
    return bool(deps & {"acomp", "attr", "prep"}) and (clause or inner)


def candidates(
    page: Page, token: int, talk: Discourse, *, far: bool = False, main: float = 0.9, wide: bool = False
) -> Iterator[tuple[Referent, float]]:
    """Yield the referents within reach that grammar does not rule out, and how salient each is.

    `main` is what it adds to be the document's main one. Where `wide` is given, names beyond reach are yielded too, as faint.
    """
    barred = {*_around(page, token), *_governed(page, token), talk.speaker(page, token)}
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
        for subject in page.under(verb, "nsubj"):
            yield subject
            if page.tags[subject] in ("WDT", "WP") and page.deps[verb] == "relcl":
                yield page.heads[verb]


def _governed(page: Page, token: int) -> Iterator[int]:
    """Yield what stands behind a subject in its clause: "it has begun talks with Corvane" is not about Corvane."""
    verb = page.heads[token]
    if page.deps[token] not in ("nsubj", "nsubjpass"):
        return
    queue = [kid for kid in page.kids[verb] if kid > token]
    while queue:
        kid = queue.pop()
        if page.deps[kid] in _APART or (page.deps[kid] == "conj" and page.tags[kid][:2] == "VB"):
            continue
        yield kid
        queue += page.kids[kid]


def subjects_above(page: Page, token: int) -> Iterator[int]:
    """Yield the subjects of the clauses that a token stands in, which a noun other than "company" there cannot mean."""
    i, steps = token, 0
    while page.heads[i] != i and page.deps[i] != "relcl" and steps < 12:
        i, steps = page.heads[i], steps + 1
        if page.tags[i][:2] == "VB":
            yield from (kid for kid in page.under(i, "nsubj", "nsubjpass") if kid < token)


def _parallel(ref: Referent, page: Page, token: int) -> float:
    """Return what it adds for a subject to be that of a clause beside its own: "X makes stoves; it has no pumps"."""
    verb = page.heads[token]
    if page.deps[token] not in ("nsubj", "nsubjpass"):
        return 0.0
    beside = [kid for kid in page.under(verb, "advcl", "ccomp", "parataxis") if kid < token]
    if page.deps[verb] in ("conj", "ccomp", "advcl", "parataxis"):
        beside.append(page.heads[verb])
    subjects = {kid for each in beside for kid in page.under(each, "nsubj", "nsubjpass")}
    return 0.8 * any(spot.page == page.number and spot.token in subjects for spot in ref.spots[-3:])


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
    bound = _binds(ref, page, token) + _parallel(ref, page, token)
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
            bound - 0.2 if lemma in _TAKEN or (page.deps[token] == "pobj" and page.lows[head] in ("with", "for", "of")) else -9.0
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


def best(scored: Iterator[tuple[Referent, float]], margin: float = MARGIN) -> Referent | None:
    """Return the referent with the highest score, if it leads."""
    ranked = sorted(scored, key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < margin:
        return None
    return ranked[0][0] if ranked[0][0].entity.iri else None
