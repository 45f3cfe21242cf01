"""Whose figure a metric noun speaks of; nobody's where the text does not say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.arguments import is_measure, is_passive, objects, subjects, surface_subjects
from kg.calendar_words import DAYS, MONTHS, words
from kg.lexicon import SAYING
from kg.metric_words import PRICED, REPORTS, Reading, metric_of
from kg.model import Kind, Mention
from kg.parsed import Parsed

_LINKS = words("at of for by from with")
_TYPES = ("Company", "Unit", "Product", "Organization")
_NOT_TYPES = ("GovernmentBody", "Court", "Union", "University")
# What may stand before a metric without making it somebody else's or a part of the whole.
_OPEN = words(
    """a adjusted almost an annual bigger cent combined consolidated core current day final first fiscal fourth full gross
    half higher its large lower market modest month nearly net new operating over overall per percent pre-tax pretax profit
    quarter quarterly recent record reported revenue second share sharp small steep stock strong the third total
    underlying unexpected weak week year year-on-year year-over-year"""
)
_OTHERS = words("industry sector market world worldwide global national economy retail overall consumer rival competitor")
_PASSES_ON = words("allow enable force require ask tell expect want urge help let make see cause get oblige order lead compel")
_EXPECTS = words("expect forecast predict anticipate project")
_SAID, _MAIN, _TOPIC, _FAR = 0.75, 0.55, 0.6, 0.65


@dataclass(frozen=True, slots=True)
class Owner:
    """The mention whose figure it is and how sure that is, between 0 and 1; `why` says what is missing where there is none."""

    mention: Mention | None
    sure: float = 0.85
    why: str = ""


def owner_of(parsed: Parsed, passage: int, reading: Reading) -> Owner:
    """Return the company, unit or product whose figure a reading is.

    In this order: the possessor of the metric's noun, the name before or behind it, the subject of the verb that reports it, who
    says it; and where the noun is bare and nothing else is named, what the sentence before speaks of or the document is about.
    """
    given = reading.noun is None and reading.metric in ("fine", "marketValue")
    first = _of_object(parsed, passage, reading) if given else reading.noun and _of_holder(parsed, passage, reading.noun)
    if first:
        return first
    nouns = list(dict.fromkeys(t for t in (reading.noun, reading.event) if t is not None and t.pos_ in ("NOUN", "PROPN")))
    for noun in nouns:
        if owner := _of_noun(parsed, passage, noun):
            return owner
    if reading.noun is None or (reading.verb is not None and _is_argument(nouns, reading.verb)):
        owner = _of_verb(parsed, passage, reading)
        if owner:
            return owner
    elif reading.verb is not None:
        others = any(child.lower_ in _OTHERS for noun in nouns for child in noun.children)
        told = None if others else _of_teller(parsed, passage, reading.verb)
        if owner := _at_place(parsed, passage, reading.verb) or told:
            return owner
    placed = reading.metric in ("orders", "backlog") and not any(noun.dep_ == "nsubj" for noun in nouns)
    if not nouns or placed or _narrowed(nouns):
        return Owner(None, why="no company is linked to the figure")
    found = _earlier_stock(parsed, passage, reading) or _topic(parsed, passage, reading.event) or _main(parsed)
    return _standing_for(parsed, passage, nouns[0], found)


def _standing_for(parsed: Parsed, passage: int, noun: Token, owner: Owner) -> Owner:
    """Return an owner that another sentence names, with the bare noun as the words that stand for it in this one."""
    if owner.mention is None:
        return owner
    start = parsed.passages[passage].start + noun.idx
    return replace(owner, mention=Mention(start, start + len(noun.text), noun.text, owner.mention.entity))


def _fits(parsed: Parsed, mention: Mention | None) -> Mention | None:
    if mention is None:
        return None
    kind, is_a = mention.entity.type, parsed.ontology.is_a
    right = any(is_a(kind, name) for name in _TYPES) and not any(is_a(kind, name) for name in _NOT_TYPES)
    # "planes" and "auto companies" are mentions too, but nobody in particular; a division without a name is somebody.
    somebody = mention.entity.label != mention.entity.label.lower() or is_a(kind, "Unit")
    return mention if right and somebody else None


def _of_noun(parsed: Parsed, passage: int, noun: Token) -> Owner | None:
    """Return the owner that stands in the noun's phrase, an empty one for somebody unknown, None for a bare noun."""
    for child in noun.children:
        if child.dep_ == "poss":
            if child.lower_ == "whose" and _nested(_antecedent(child)):
                return Owner(None, why="'whose' may be either's")
            return _named(parsed, passage, _antecedent(child), 0.9)
    before = [c for c in noun.subtree if c.i < noun.i and c.dep_ in ("compound", "nmod", "amod", "nummod")]
    found = [m for token in before if (m := _fits(parsed, parsed.mention(passage, token)))]
    if found:
        return Owner(found[0], 0.85)
    for prep in noun.children:
        links = _LINKS | {"in"} if noun.lemma_.lower() in PRICED else _LINKS
        if prep.dep_ != "prep" or prep.lower_ not in links or prep.i < noun.i:
            continue
        for thing in prep.children:
            if thing.dep_ != "pobj" or is_measure(thing):
                continue
            if metric_of(thing, parsed.ontology.metrics) or _is_figure(thing):
                continue
            return _named(parsed, passage, thing, 0.85)
    return None


def _of_holder(parsed: Parsed, passage: int, noun: Token) -> Owner | None:
    """Return the company before "with": "Contek, a company with 3,400 employees"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "with" or noun.head.head.pos_ not in ("NOUN", "PROPN"):
        return None
    holder = noun.head.head
    for token in (holder, *((holder.head,) if holder.dep_ == "appos" else ())):
        mention = _fits(parsed, parsed.mention(passage, token))
        if mention is not None:
            return Owner(mention, 0.8)
    return None


def _of_object(parsed: Parsed, passage: int, reading: Reading) -> Owner | None:
    """Return whom a verb values or fines: "valuing Corvane at", "fined the Italian company"; none where it says so of itself."""
    verb = reading.event
    if verb.pos_ != "VERB":
        return None
    receivers = (c for child in verb.children if child.dep_ == "dative" for c in (child, *child.children))
    for thing in (*receivers, *objects(verb)):
        mention = _fits(parsed, parsed.mention(passage, thing))
        if mention is not None:
            return Owner(mention, 0.8)
    return None


def _is_figure(token: Token) -> bool:
    inner = (
        token.lower_ in ("percent", "%", "quarter", "year", "month", "half", "period", "week", "day", *DAYS, *MONTHS)
        or token.is_currency
    )
    return (
        inner
        or token.like_num
        or any(map(str.isdigit, token.text))
        or any(child.like_num or child.is_currency for child in token.children)
    )


def _named(parsed: Parsed, passage: int, token: Token, sure: float) -> Owner:
    mention = _fits(parsed, parsed.mention(passage, token))
    form = parsed.links.forms.get((passage, token.i), "name")
    return Owner(mention, sure if form == "name" else sure - 0.1, "" if mention else f"'{token.text}' is not linked to a company")


def _antecedent(token: Token) -> Token:
    """Return the noun that "whose" stands for; any other token itself."""
    clause = token
    while token.lower_ == "whose" and clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
    return clause.head if token.lower_ == "whose" and clause.dep_ == "relcl" else token


def _nested(antecedent: Token) -> bool:
    """Tell whether another noun may be meant: "Zipwardrobe, a rival of Thistlewear, whose …"."""
    token = antecedent
    while token.dep_ in ("pobj", "prep", "compound", "conj") and token.head != token:
        token = token.head
    return token is not antecedent and token.dep_ == "appos"


def _is_argument(nouns: list[Token], verb: Token) -> bool:
    """Tell whether the noun phrase is what the verb is done to, and not its subject."""
    for noun in nouns:
        token = noun
        while token.head != verb and token.head != token:
            token = token.head
        if token.dep_ in ("nsubj", "nsubjpass", "csubj", "advcl", "npadvmod"):
            return False
    return True


def _of_verb(parsed: Parsed, passage: int, reading: Reading) -> Owner | None:
    """Return the subject of the verb that reports, has, makes or orders it."""
    verb = reading.verb
    if verb is None:
        return None
    own = reading.noun is None or verb.lemma_.lower() in REPORTS or reading.event == verb
    expects = verb.lemma_.lower() in parsed.ontology.cues.get("expect", frozenset()) | _EXPECTS
    if not own and not expects and reading.metric not in ("orders", "jobCuts"):
        return Owner(None, why=f"'{verb.text}' does not say whose figure it is")
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() not in _PASSES_ON and any(c.dep_ == "dobj" for c in verb.head.children):
        return Owner(None, why=f"it is not plain who is to '{verb.text}'")  # "defeated Brightwell to win an order"
    passive = is_passive(verb) and reading.metric != "marketValue"
    owners = subjects(verb) if passive else surface_subjects(verb)
    if len(owners) > 1 and reading.noun is not None:
        return Owner(None, why="several have the figure together")
    for subject in owners:
        if reading.noun is not None and subject == reading.noun:
            return None
        mention = _fits(parsed, parsed.mention(passage, subject))
        main = main_company(parsed)
        if mention is None and subject.pos_ == "PRON":
            return Owner(None, why=f"'{subject.text}' is not linked to a company")
        if expects:
            bank = mention is not None and parsed.ontology.is_a(mention.entity.type, "Bank")
            same = mention is not None and (main is None or mention.entity.iri == main.entity.iri)
            return Owner(mention, _FAR) if same and not bank else None
        if mention is None:
            held = parsed.mention(passage, subject)
            return Owner(None, why=f"'{subject.text}' is {'no company' if held else 'not linked to a company'}")
        form = parsed.links.forms.get((passage, subject.i), "name")
        return Owner(mention, 0.85 if form == "name" else 0.75)
    return Owner(None, why="nobody is said to do it") if own else None


def _at_place(parsed: Parsed, passage: int, verb: Token) -> Owner | None:
    """Return the company of "profits fell to $5 million at Corvane"."""
    places = (noun for prep in verb.children if prep.lower_ == "at" for noun in prep.children if noun.dep_ == "pobj")
    found = [mention for noun in places if (mention := _fits(parsed, parsed.mention(passage, noun)))]
    return Owner(found[0], 0.8) if found else None


def _of_teller(parsed: Parsed, passage: int, verb: Token) -> Owner | None:
    """Return the company that says what its own bare figure did: "Corvane said revenue rose"."""
    above = verb.head
    if verb.dep_ != "ccomp" or above.pos_ != "VERB" or above.lemma_.lower() not in SAYING:
        return None
    for subject in surface_subjects(above):
        mention = _fits(parsed, parsed.mention(passage, subject))
        if mention is not None:
            return Owner(mention, _SAID)
    return None


def _narrowed(nouns: list[Token]) -> bool:
    """Tell whether its phrase makes the noun another's or a part ("industry sales", "sales to retail consumers")."""
    behind = (thing for noun in nouns for prep in noun.children if prep.dep_ == "prep" for thing in prep.children)
    if any(thing.dep_ == "pobj" and thing not in nouns and not _is_figure(thing) for thing in behind):
        return True
    inner = (child for noun in nouns for child in noun.children if child.dep_ in ("compound", "nmod", "amod"))
    if any(child.lower_ in ("this", "these", "that", "those", "such") for noun in nouns for child in noun.children):
        return True
    return any(child.lower_ not in _OPEN and child not in nouns and child.is_alpha and not child.like_num for child in inner)


def _earlier_stock(parsed: Parsed, passage: int, reading: Reading) -> Owner | None:
    """Return whose shares the passage spoke of last, for a bare "the stock"."""
    if reading.metric != "sharePrice" or reading.noun is None:
        return None
    for token in reversed(list(parsed.docs[passage][: reading.noun.sent.start])):
        if metric_of(token, parsed.ontology.metrics) == ("sharePrice", 1):
            owner = _of_noun(parsed, passage, token)
            return Owner(owner.mention, 0.7) if owner and owner.mention else None
    return None


def _topic(parsed: Parsed, passage: int, event: Token) -> Owner | None:
    """Return what the sentence before in the same passage speaks of: "Its head office is in Augsburg. Revenue came to …"."""
    start = event.sent.start
    if start == 0:
        return None
    before = parsed.docs[passage][start - 1].sent.root
    if before.lemma_.lower() in SAYING:
        return None
    for subject in surface_subjects(before):
        owners = [child for child in subject.children if child.dep_ == "poss"] or [subject]
        mention = _fits(parsed, parsed.mention(passage, owners[0]))
        if mention is not None and not parsed.ontology.is_a(mention.entity.type, "Product"):
            return Owner(mention, _TOPIC)
    return None


def main_company(parsed: Parsed) -> Mention | None:
    """Return the first mention of the document's company: the headline's subject, or a name of the title that leads by far."""
    first: dict[str, Mention] = {}
    counts: Counter[str] = Counter()
    titles: set[str] = set()
    seen: set[tuple[int, int]] = set()
    for (passage, _token), mention in sorted(parsed.links.heads.items()):
        if (mention.start, mention.end) in seen or not parsed.ontology.is_a(mention.entity.type, "Company"):
            continue
        seen.add((mention.start, mention.end))
        first.setdefault(mention.entity.iri, mention)
        counts[mention.entity.iri] += 1
        if parsed.passages[passage].kind is Kind.TITLE:
            titles.add(mention.entity.iri)
    ranked = counts.most_common(2)
    if ranked and (subject := _headline_subject(parsed)) and 2 * counts[subject] >= ranked[0][1]:
        return first[subject]
    if not ranked or ranked[0][0] not in titles or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return first[ranked[0][0]]


def _headline_subject(parsed: Parsed) -> str | None:
    """Return the IRI of the company that is the subject of the headline's verb, None where there is no one such."""
    for number, passage in enumerate(parsed.passages):
        if passage.kind is Kind.TITLE:
            acting = [token for token in parsed.docs[number] if token.dep_ == "nsubj" and token.head.dep_ == "ROOT"]
            found = [m for token in acting if (m := parsed.mention(number, token)) is not None]
            firms = {m.entity.iri for m in found if parsed.ontology.is_a(m.entity.type, "Company")}
            return firms.pop() if len(firms) == 1 else None
    return None


def _main(parsed: Parsed) -> Owner:
    main = main_company(parsed)
    return Owner(main, _MAIN) if main else Owner(None, why="no company is linked to the figure")
