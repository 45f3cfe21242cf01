"""What grammar alone says of a pronoun or noun: whom it cannot mean, and whose clause it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon import SAYING
from kg.pages import Page

_APART = frozenset(str.split("relcl parataxis advcl appos poss"))  # where a clause names its subject all the same
_EXPLETIVE = frozenset(str.split("seem appear happen turn rain snow emerge follow"))
_SAID = frozenset(
    str.split("say report hope expect believe think think announce reveal rumour rumor understand know note claim argue")
)
_DISPOSED = frozenset(
    str.split("willing able unable ready likely unlikely due keen eager free reluctant prepared interested set")
)
_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVES = ("WDT", "WP", "WP$")
_VERBS = ("VB", "MD")


def is_expletive(page: Page, token: int) -> bool:
    """Say whether an "it" stands for nothing: "it is likely that", "it seems", "it was reported that"."""
    head = page.heads[token]
    lemma, deps = page.lemmas[head], {page.deps[kid] for kid in page.kids[head]}
    if page.deps[token] == "expl" or lemma in _EXPLETIVE:
        return True
    if page.deps[token] == "nsubjpass":  # "it was reported that", but "it is expected to lose money"
        return lemma in _SAID and not ("xcomp" in deps and "ccomp" not in deps)
    if lemma == "take":  # "it takes years to build one", but "it will take over Corvane"
        return "prt" not in deps and any(page.tags[kid] == "TO" for verb in page.kids[head] for kid in page.kids[verb])
    if lemma != "be":
        return False
    if page.lows[head + 1 : head + 2] == ["to"]:  # "it is to be merged"
        return False
    said = [kid for kid in page.kids[head] if page.deps[kid] in ("acomp", "attr")]
    if not said:  # "it was in talks with Corvane, denying a report"
        return "prep" in deps and bool(deps & {"ccomp", "csubj"})
    below = [*page.kids[head], *(sub for kid in said for sub in page.kids[kid])]
    if any(page.lemmas[kid] in _DISPOSED for kid in said):  # "it is willing to sell"
        return any(page.deps[kid] in ("ccomp", "csubj") for kid in below)
    if any(page.deps[kid] in ("ccomp", "csubj", "xcomp") or page.tags[kid] == "TO" for kid in below):
        return True
    if any(page.deps[kid] == "advcl" and any(page.tags[sub] == "TO" for sub in page.kids[kid]) for kid in below):
        return True
    definite = any(page.tags[kid][:3] == "NNP" or any(page.lows[det] == "the" for det in page.under(kid, "det")) for kid in said)
    return definite and any(page.deps[kid] == "relcl" for kid in below)  # "it was the bank that lost"


def around(page: Page, token: int) -> Iterator[int]:
    """Yield the tokens that a pronoun cannot mean: nouns that it is part of, and the subject of its verb if it is the object."""
    i, steps = token, 0
    while steps < 6 and page.heads[i] != i and page.tags[page.heads[i]][:2] != "VB":
        if page.deps[i] in ("relcl", "acl", "appos", "conj"):  # "Corvane and its rivals"
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


def governed(page: Page, token: int) -> Iterator[int]:
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
    """Yield the subjects that a noun other than "company" cannot mean: of its own verb and of what is said, wanted or done.

    Behind "after" and the like it may well mean the subject: "Corvane rose after the carmaker raised its forecast".
    """
    i, steps = token, 0
    while page.heads[i] != i and page.deps[i] not in ("relcl", "advcl", "parataxis") and steps < 12:
        i, steps = page.heads[i], steps + 1
        if page.tags[i][:2] == "VB":
            yield from (kid for kid in page.under(i, "nsubj", "nsubjpass") if kid < token)
            if page.lemmas[i] in SAYING and not any(page.under(i, "mark")):
                return  # "…, the carmaker said" of what Corvane did


def governors(page: Page, token: int) -> Iterator[tuple[int, bool]]:
    """Yield the subjects in whose clauses a token stands, the nearest first, none that the token is itself a part of.

    With each, whether it governs: the subject of a clause merely joined by "and" does not. A relative clause ends the way: behind
    "Corvane, which said that it" the subject is Corvane's name.
    """
    i, steps, tight = token, 0, True
    while page.heads[i] != i and steps < 16:
        below, i, steps = i, page.heads[i], steps + 1
        if page.tags[i][:2] not in _VERBS:
            if page.deps[below] == "relcl":
                return
            continue
        for subject in page.under(i, *_SUBJECTS):
            if subject == below or subject >= token:
                continue
            yield (page.heads[i] if page.tags[subject] in _RELATIVES and page.deps[i] == "relcl" else subject), tight
        if page.deps[i] == "relcl":
            return
        tight = tight and not (page.deps[i] == "conj" and any(page.under(i, *_SUBJECTS)))


def beside_possessor(page: Page, token: int) -> Iterator[int]:
    """Yield what a possessed noun names, which its possessor is not: "Lumora, its rival", "Lumora is its rival"."""
    if page.deps[token] != "poss":
        return
    noun = page.heads[token]
    yield from page.under(noun, "appos")
    if page.deps[noun] == "appos":
        yield page.heads[noun]
    elif page.deps[noun] == "attr":
        yield from page.under(page.heads[noun], *_SUBJECTS)
