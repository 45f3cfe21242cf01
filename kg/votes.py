"""What one occurrence of a name says about its bearer's class: votes of (ontology class, weight).

The strongest come from the name's own words, a known entity, an office before it and a noun beside it ("the chipmaker Corvane");
the weaker from what it does, owns and stands in. spaCy's entity label is one weak vote.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.iris import strip_legal
from kg.known import Gazetteer
from kg.language import is_common
from kg.lexicon import (
    BODIES,
    COMPANY_THINGS,
    CORPORATE,
    HONORIFICS,
    INSTITUTIONS,
    PERSONAL,
    ROLE_HEADS,
    SAYING,
    SURE_LEGAL,
    TRADES,
)
from kg.makers import Name
from kg.ontology import Ontology
from kg.pages import OPENERS, Page

Votes = Iterator[tuple[str, float]]

_BREAKS = OPENERS | {",", "-", "–", "—", ":", "--"}
HINT = "~"  # before the class of a vote that counts once a name, however often the name occurs
_HINTS = {
    "ORG": ("Organization", 1.2),
    "PERSON": ("Person", 0.6),
    "GPE": ("Place", 1.0),
    "LOC": ("Place", 1.5),
    "PRODUCT": ("Product", 1.0),
    "FAC": ("Facility", 1.0),
    "EVENT": ("Event", 1.0),
    "WORK_OF_ART": ("Product", 0.5),
    "NORP": ("Organization", 2.0),
    "LAW": ("Topic", 0.8),
}
_PAPERS = frozenset(str.split("times post journal news herald tribune"))
_STATE = frozenset(
    str.split(
        "force corps army navy police treasury senate congress pentagon government parliament assembly department bureau office"
    )
)
_PLACED = frozenset(str.split("base headquarter locate situate live reside bear"))
_SEATED = frozenset(
    str.split("plant factory office headquarters resident facility site city town suburb city state province region")
)
_LOCAL = frozenset(str.split("union worker employee resident court judge prosecutor newspaper trader analyst police shop"))
_HELD = frozenset(str.split("stake share interest holding investment stock position"))
_MADE = frozenset(str.split("launch unveil introduce develop build produce release roll redesign"))
_RESOLVES = frozenset(str.split("agree decline accuse refuse plan intend decide deny lose employ serve compete benefit regret"))
_FOUNDED = frozenset(str.split("found base headquarter list own control incorporate acquire buy establish"))
_DEALS = frozenset(str.split("merger takeover acquisition purchase sale buyout bid offer deal spin-off listing flotation talk"))
_CREATURE = frozenset(str.split("wife husband family death son daughter career life widow mother father"))
_AIRPORTS = frozenset(str.split("airport area city region province state county harbour harbor island valley"))
_MOVES = frozenset(str.split("rise fall gain lose jump drop slide climb close slip plunge soar tumble add advance surge sink"))
_BACKED = frozenset(str.split("owned backed led made built run controlled funded"))


def votes(page: Page, name: Name, ontology: Ontology, gazetteer: Gazetteer) -> Votes:
    """Yield the votes of one occurrence."""
    if name.adjective:
        yield "Country", 10
        return
    root = page.root(name.first, name.last)
    known = list(_known(name, gazetteer))
    yield from known
    if len(known) != 1 or name.role or name.maker:
        yield from _own_words(page, name, ontology)
    if page.ents[root] in _HINTS:
        hint, weight = _HINTS[page.ents[root]]
        whole = hint == "Person" and 2 <= name.last - name.first <= 3 and page.ents[name.first] == "PERSON"
        yield HINT + hint, weight + (1.4 if whole else 0.0)
    elif name.last - name.first == 2 and not is_common(page.words[name.last - 1]):
        yield HINT + "Person", 0.4
    yield from _beside(page, name, root, ontology)
    yield from _as_modifier(page, name, root, ontology)
    yield from _as_argument(page, root, ontology)
    yield from _as_place(page, name, root, gazetteer)


def class_of(page: Page, token: int, ontology: Ontology) -> str | None:
    """Return the class of a common noun, of "investment bank" before that of "bank"; offices are persons."""
    low, lemma = page.lows[token], page.lemmas[token]
    first = token
    while first > 0 and token - first < 2 and page.deps[first - 1] in ("compound", "amod", "nmod"):
        first -= 1
    for start in range(first, token):
        if found := ontology.noun_class(" ".join((*page.lows[start:token], lemma))):
            return found
    if lemma in ROLE_HEADS and page.tags[token] != "NNS":
        return "Person"
    return ontology.noun_class(lemma) or ontology.noun_class(low) or _by_suffix(lemma)


def _by_suffix(lemma: str) -> str | None:
    if lemma.endswith(("maker", "builder", "seller")):
        return "Company"
    return None


def _own_words(page: Page, name: Name, ontology: Ontology) -> Votes:
    lows = page.lows[name.first : name.last]
    last, many = lows[-1], len(lows) > 1
    mixed = any(any(map(str.isdigit, low)) and any(map(str.isalpha, low)) for low in lows)
    if name.role and last not in TRADES:
        yield "Person", 6.0 if name.role == "honorific" and page.lows[name.first - 1] in HONORIFICS else 4.0
    if name.maker or mixed:
        yield ("Product", 5.0) if name.maker else (HINT + "Product", 2.2)
    elif any(map(str.isdigit, last)):
        yield HINT + "Product", 1.4
    if last == "family" and many:
        yield "Group", 6
    elif last in SURE_LEGAL and many:
        yield "Company", 6
    elif last in TRADES and many:
        found = ontology.noun_class(last.removesuffix("s")) or ""
        yield found if ontology.is_a(found, "Company") else "Airline" if last == "airways" else "Company", 3
    elif last in BODIES and (many or last in _STATE):
        yield _body(last, ontology), 4
    elif many and lows[0] in INSTITUTIONS and lows[1] == "of":
        yield _body(lows[0], ontology), 5
    elif many and ontology.kind(site := ontology.noun_class(last) or "") == "place":
        yield site, 3
    if "&" in lows[1:-1] or (any("&" in low for low in lows) and last.isalpha()):
        yield "Company", 2


def _body(word: str, ontology: Ontology) -> str:
    if word in _PAPERS:
        return "Publisher"
    if word in _STATE:
        return "GovernmentBody"
    found = ontology.noun_class(word) or ""
    return found if ontology.kind(found) == "organization" and found != "Group" else "Organization"


def _known(name: Name, gazetteer: Gazetteer) -> Votes:
    found = gazetteer.lookup(name.text) or gazetteer.lookup(strip_legal(name.text))
    for known in found:
        yield known.type, 5.0 if len(found) == 1 else 2.0


def _beside(page: Page, name: Name, root: int, ontology: Ontology) -> Votes:
    """Nouns that say what the name is: before it, in apposition to it, or behind "is a"."""
    before = name.first - 1
    hangs = before >= 0 and page.deps[before] in ("compound", "nmod") and name.first <= page.heads[before] < name.last
    hangs = hangs or bool(_hyphened(page, before, ontology))
    if (hangs or page.heads[root] == before >= 0) and page.sents[before] == page.sents[root] and before not in page.lowered:
        yield from _described(page, before, ontology, 4)
    elif (
        before >= 0
        and page.deps[root] in ("npadvmod", "dep")
        and page.tags[before] == "NN"
        and page.sents[before] == page.sents[root]
    ):
        yield from _described(page, before, ontology, 3)
    if before > 1 and page.words[before] in OPENERS and page.words[before - 1] == ",":  # its application, "Qwen,"
        nouns = [i for i in range(before - 2, max(-1, before - 8), -1) if class_of(page, i, ontology) and page.tags[i] == "NN"]
        for noun in nouns[:1]:
            yield from _described(page, noun, ontology, 3)
    for kid in page.under(root, "appos"):
        yield from _described(page, kid, ontology, 4)
    head = page.heads[root]
    if page.deps[root] == "appos" and is_close(page, head, name.first):
        yield from _described(page, head, ontology, 3)
    if page.deps[root] == "nsubj" and page.lemmas[head] in ("be", "become", "remain"):
        for kid in page.under(head, "attr"):
            if page.tags[kid] == "NN":
                yield from _described(page, kid, ontology, 3)
    if page.deps[root] == "oprd" and page.tags[head] == "VBN" and page.lemmas[head] in ("call", "name", "rename"):
        for verb in (head, page.heads[head]):  # "the new company is to be called Corvane"
            for subject in page.under(verb, "nsubjpass", "nsubj"):
                yield from _described(page, subject, ontology, 4)
    comma = name.last
    age = page.words[comma : comma + 3]
    if age[::2] == [",", ","] and age[1].isdigit() and len(age[1]) == 2:
        yield "Person", 3


def is_close(page: Page, noun: int, first: int) -> bool:
    """Say whether a name at `first` is in apposition to a noun and not to one between ("a unit of the retailer Corvane")."""
    return first in (noun + 1, noun - 1) or page.words[first - 1] in _BREAKS or first < noun


def _hyphened(page: Page, last: int, ontology: Ontology) -> str | None:
    """Return the class of "start-up", whose parts the tokenizer and the parser take for words of their own."""
    return ontology.noun_class("".join(page.lows[last - 2 : last + 1])) if last > 1 and page.words[last - 1] == "-" else None


def _described(page: Page, noun: int, ontology: Ontology, weight: float) -> Votes:
    joined = _hyphened(page, noun, ontology)
    if page.tags[noun] not in ("NN", "NNS") and not joined:
        return
    found = joined or class_of(page, noun, ontology)
    if found in (None, "Group", "UnnamedSource", "Money"):
        return
    kind = ontology.kind(found)
    if page.tags[noun] == "NNS" and kind == "person":
        yield "Person", weight
    else:
        yield found, weight if kind != "thing" else weight / 2


def _as_modifier(page: Page, name: Name, root: int, ontology: Ontology) -> Votes:
    """What a noun says of the name that stands before it: "Corvane shares", "H200 chips", "Corvane's board"."""
    head, dep = page.heads[root], page.deps[root]
    if page.tags[head] not in ("NN", "NNS") or head < name.last:
        return
    lemma = page.lemmas[head]
    if dep in ("compound", "nmod", "amod"):
        if lemma in COMPANY_THINGS or lemma in ROLE_HEADS:
            yield "Company" if lemma in COMPANY_THINGS else "Organization", 2
        elif lemma in _AIRPORTS:
            yield "Place", 2
        else:
            found = class_of(page, head, ontology) or ""
            if ontology.kind(found) == "product":
                alone = 1.6 if page.tags[head] == "NN" else 0.7
                yield found, 3.0 if any(map(str.isdigit, name.text)) else alone
    elif dep == "poss":
        if lemma in _CREATURE:
            yield "Person", 2
        else:
            yield "Company" if lemma in COMPANY_THINGS else "Organization", 2.0 if lemma in COMPANY_THINGS | ROLE_HEADS else 0.3
    if dep == "npadvmod" and page.lows[head] in _BACKED:
        yield "Organization", 2


def _as_argument(page: Page, root: int, ontology: Ontology) -> Votes:
    """What the name does and what is done to it."""
    head, dep = page.heads[root], page.deps[root]
    verb = page.lemmas[head]
    if dep == "nsubj":
        if verb in SAYING:
            yield "Organization", 1
            yield "Person", 1
        elif verb in CORPORATE:
            yield "Company", 2
        elif verb in PERSONAL:
            yield "Person", 1.5
        elif verb in _RESOLVES:
            yield "Organization", 0.8
        elif verb in _MOVES and any(page.lows[kid] in ("percent", "%", "pct") for kid in page.kids[head]):
            yield "Company", 3
    if dep in ("nsubj", "nsubjpass"):
        verbs = [head, *page.under(head, "conj")] if dep == "nsubj" else list(page.under(head, "conj"))
        if any(_is_ware(page, kid, ontology) for each in verbs for kid in page.under(each, "dobj")):
            yield "Company", 1
    if dep == "nsubjpass":
        if verb in _MADE:
            yield "Product", 1
        elif verb in _FOUNDED:
            yield "Organization", 2.5
    elif dep == "pobj" and page.lows[head] in ("of", "for", "with", "between") and page.lemmas[page.heads[head]] in _DEALS:
        yield "Company", 1.2
    elif dep == "pobj" and page.lows[head] == "of" and page.lemmas[page.heads[head]] in COMPANY_THINGS - {"market"}:
        yield "Company", 1.5
    if any(page.lemmas[kid] in _FOUNDED for kid in page.under(root, "acl")):
        yield "Organization", 2
    if dep == "dobj":
        if verb in _MADE:
            yield "Product", 1.5
        elif verb in ("acquire", "buy", "sue", "join", "own", "rescue"):
            yield "Company", 1
        elif verb in ("run", "lead", "head", "leave", "chair", "found"):
            yield "Organization", 1.2
        elif verb in ("succeed", "replace", "appoint", "promote"):
            yield "Person", 1.5
    for kid in page.under(root, "relcl"):
        if any(page.lows[sub] == "who" for sub in page.under(kid, "nsubj", "nsubjpass")):
            yield "Person", 3
        elif any(page.lows[sub] == "which" for sub in page.under(kid, "nsubj", "nsubjpass")):
            yield "Organization", 1.5
    if any(page.lows[kid] in ("the", "this", "new") for kid in page.under(root, "det", "amod")) and page.tags[root] in (
        "NNP",
        "NNPS",
    ):
        yield "Product", 1.5 if page.tags[root] == "NNPS" else 0.7
    if page.tags[root] == "NNPS" and any(page.under(root, "nummod")):
        yield "Product", 2
    if any(page.words[kid][0].isupper() for kid in page.under(root, "poss")):
        yield "Product", 0.4


def _is_ware(page: Page, token: int, ontology: Ontology) -> bool:
    found = class_of(page, token, ontology) or ""
    return ontology.kind(found) == "product" or page.lemmas[token] in COMPANY_THINGS


def _as_place(page: Page, name: Name, root: int, gazetteer: Gazetteer) -> Votes:
    """Prepositions, "Oslo-based" and "Mobile, Alabama"."""
    head, dep = page.heads[root], page.deps[root]
    if dep == "npadvmod" and page.lows[head] in ("based", "headquartered"):
        yield "Place", 5
    elif dep == "pobj":
        prep, governor = page.lows[head], page.heads[head]
        word = page.lemmas[governor]
        if prep in ("like", "including", "as") and page.tags[governor] == "NNS":
            yield from _listed(page, governor)
        elif prep in ("in", "at", "near", "outside", "from", "to") and (word in _PLACED or word in _SEATED):
            yield "Place", 4 if prep in ("in", "near", "outside") else 1.5
        elif prep == "in" and any(page.lemmas[kid] in _SEATED for kid in page.under(governor, "nsubj", "nsubjpass")):
            yield "Place", 4  # "whose head office is in Oslo"
        elif prep == "in" and word in _LOCAL:
            yield "Place", 2.5
        elif prep == "in" and word in _HELD:
            yield "Company", 2
        elif prep == "in":
            yield "Place", 1
        elif prep == "by" and dep == "agent":
            yield "Organization", 0.7
    elif dep == "agent":
        yield "Organization", 0.7
    after = page.words[name.last : name.last + 2]
    inside = len(after) == 2 and after[0] == "," and any(one.type in ("Region", "Country") for one in gazetteer.lookup(after[1]))
    if inside and page.deps[name.last + 1] != "conj" and page.ents[root] != "PERSON":
        yield "City", 1.5


def _listed(page: Page, governor: int) -> Votes:
    lemma = page.lemmas[governor]
    if lemma in ("rival", "competitor", "peer", "customer", "supplier", "client", "partner"):
        yield "Company", 3
