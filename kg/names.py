"""Where the names of a document stand: runs of capitalised words, cut at offices and makers, joined over "of", "and" and "Inc.".

spaCy's entities are only a hint. Whether a capital at the start of a sentence means a name is judged by the whole document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.known import Gazetteer
from kg.language import is_common, is_describing
from kg.lexicon import (
    BODIES,
    CALENDAR,
    HONORIFICS,
    INDEFINITE,
    INSTITUTIONS,
    LEGAL,
    ROLE_DOUBTFUL,
    ROLE_HEADS,
    ROLE_MODIFIERS,
    SURE_LEGAL,
    TRADES,
)
from kg.makers import Name, models_of, with_makers
from kg.ontology import Ontology
from kg.pages import Page

_CLOSED = frozenset(str.split("DT IN PRP PRP$ CC MD WDT WP WP$ WRB TO EX POS CD RP PDT"))
_MODEL = re.compile(r"\d{2,}[A-Za-z]{0,3}|\d{3}-\d+[A-Z]*|\d[A-Z][\w-]*")
# "Dosa-3", "LR-90", "BM4": the tagger takes them for numbers.
_NUMBERED_NAME = re.compile(r"[A-Z][a-zà-öø-ÿ]{2,}-\d+|[A-Z]{1,4}-?\d{1,4}[A-Za-z]?s?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALES = frozenset(str.split("million billion trillion percent % per cent bn m points point hours years days km miles mph"))
_PARTICLES = frozenset(str.split("de du la le van von der den di da del al bin ibn el dos y"))
_BEFORE = _PARTICLES - {"y", "le", "la", "dos"}  # those that begin a name in small letters too
_EMPTY = LEGAL | ROLE_HEADS | ROLE_MODIFIERS | HONORIFICS
_COMPASS = frozenset(str.split("north south latin central east west northern southern eastern western"))
_NUMBERED = frozenset(str.split("chapter section article page figure table part phase title rule item step"))
_AMOUNT = re.compile(r"[A-Z]{2,4}\d+[.,]\d+")
_CAPS = re.compile(r"[A-Z]{2,}s?")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the document's running text shows: words with a capital inside a sentence, and words without."""

    capital: Counter[str]
    small: Counter[str]


def find_names(pages: Sequence[Page], ontology: Ontology, gazetteer: Gazetteer) -> list[Name]:
    """Return the names of a document in their order; none overlap."""
    seen = _look(pages)
    found: list[Name] = []
    for page in pages:
        marks = [_is_core(page, i, seen, ontology, gazetteer) for i in range(len(page.words))]
        for first, last in _runs(page, marks, gazetteer):
            found += _pieces(page, first, last)
        found += _adjectives(page, marks, gazetteer)
    found = with_makers(pages, found, gazetteer)
    models = models_of(pages, found)
    taken = {(model.page, i) for model in models for i in range(model.first, model.last)}
    return sorted((*models, *(name for name in found if (name.page, name.first) not in taken)), key=_place)


def _adjectives(page: Page, marks: Sequence[bool], gazetteer: Gazetteer) -> Iterator[Name]:
    """Yield the adjectives of countries ("Chinese", "South Korean"), but not "North American"."""
    for i, word in enumerate(page.words):
        if marks[i] or not word[0].isupper() or i in page.lowered or page.lows[i] in _COMPASS or not gazetteer.demonym(word):
            continue
        if i and page.lows[i - 1] in _COMPASS and page.words[i - 1][0].isupper():
            if gazetteer.demonym(page.span(i - 1, i + 1)):
                yield Name(page.number, i - 1, i + 1, page.span(i - 1, i + 1), adjective=True)
            continue
        yield Name(page.number, i, i + 1, word, adjective=True)


def _place(name: Name) -> tuple[int, int]:
    return name.page, name.first


def _look(pages: Sequence[Page]) -> _Seen:
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for page in pages:
        for i, word in enumerate(page.words):
            if word[0].islower():
                small[word] += 1
            elif word[0].isupper() and not page.initial[i] and i not in page.lowered and page.tags[i][:2] == "NN":
                capital[word] += 1
    return _Seen(capital, small)


def _is_core(page: Page, i: int, seen: _Seen, ontology: Ontology, gazetteer: Gazetteer) -> bool:
    """Say whether a token can begin a name."""
    word, low, tag = page.words[i], page.lows[i], page.tags[i]
    if i in page.lowered or len(word) < 2 or not any(map(str.isupper, word[:2])):
        return len(word) == 1 and word.isupper() and word not in "AI" and tag == "NNP" and _beside(page, i)
    if low in CALENDAR or low in INDEFINITE or "$" in word or _AMOUNT.fullmatch(word):
        return False
    if _NUMBERED_NAME.fullmatch(word):
        return True
    if tag in _CLOSED:
        shouted = word.isupper() and tag in ("PRP", "IN")  # "US", "IT"
        return not page.initial[i] and (shouted or (low != "the" and _continues(page, i)))
    if "Money" in (ontology.noun_class(low), ontology.noun_class(low.removesuffix("s"))):
        return False
    if _CAPS.fullmatch(word) and (low in ROLE_HEADS or _is_noun(low, ontology)):
        return low in ROLE_HEADS
    if tag in ("JJ", "JJS", "JJR") and not page.initial[i] and not _continues(page, i) and is_common(word):
        if seen.capital[word] and i and page.words[i - 1][0].isupper():  # "Teal Pelican partner" after "Teal Pelican Ventures"
            return True
        return bool(gazetteer.lookup(word)) and not gazetteer.demonym(word)
    if low in _COMPASS and i + 1 < len(page.words) and gazetteer.demonym(page.words[i + 1]):
        return False
    if "-" in word and gazetteer.demonym(word.rpartition("-")[2]) and not _continues(page, i):
        return False
    if gazetteer.demonym(word) and not gazetteer.lookup(word):
        return _continues(page, i) and tag != "NNPS" and page.lows[i + 1] not in ROLE_HEADS | ROLE_MODIFIERS
    return _starts_name(page, i, seen, gazetteer) if page.initial[i] else True


def _is_noun(low: str, ontology: Ontology) -> bool:
    return ontology.noun_class(low) is not None or (low.endswith("s") and ontology.noun_class(low[:-1]) is not None)


def _continues(page: Page, i: int) -> bool:
    """Say whether a capitalised noun of the same phrase follows directly."""
    j = i + 1
    return (
        j < len(page.words)
        and page.words[j][0].isupper()
        and j not in page.lowered
        and page.tags[j] in ("NNP", "NNPS", "NN", "NNS", "JJ", "VBG")
        and page.sents[i] == page.sents[j]
        and page.lows[j] not in CALENDAR
    )


def _beside(page: Page, i: int) -> bool:
    """Say whether a single capital ("Michael M. Sears", "Vitamin C Co.") has capitalised neighbours."""
    return i > 0 and page.words[i - 1][0].isupper() and page.tags[i - 1] == "NNP"


def _starts_name(page: Page, i: int, seen: _Seen, gazetteer: Gazetteer) -> bool:
    """Judge a capital that the place explains: the word must be rare, known, capitalised elsewhere, or part of a longer name."""
    word, tag = page.words[i], page.tags[i]
    if seen.capital[word] or (gazetteer.lookup(word) and tag in ("NNP", "NNPS")):
        return True
    common = is_common(word)
    if tag in ("NNP", "NNPS"):
        follows = _continues(page, i) and (page.heads[i] == i + 1 or page.heads[i] == page.heads[i + 1] or page.heads[i + 1] == i)
        if not common or follows:
            return True
        actor = page.ents[i] in ("ORG", "PERSON", "GPE", "PRODUCT", "LOC", "FAC") and page.deps[i] in (
            "nsubj",
            "nsubjpass",
            "poss",
            "npadvmod",
        )
        return not seen.small[page.lows[i]] and (not is_describing(word) or actor)
    if word.isupper() and len(word) > 2:
        return not common
    return (
        not common and not seen.small[page.lows[i]] and not page.lows[i].endswith("ly") and tag in ("NN", "NNS", "JJ", "FW", "VB")
    )


def _runs(page: Page, marks: Sequence[bool], gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens that make up names, offices before them still included."""
    i = 0
    while i < len(marks):
        if not marks[i]:
            i += 1
            continue
        last = _stretch(page, marks, i)
        first = _with_particles(page, i)
        while (longer := _joined(page, marks, first, last, gazetteer)) > last:
            last = longer
        if page.lows[last : last + 1] == ["family"] and first and page.lows[first - 1] in ("the", "'s"):
            last += 1  # "the Corvane family" is neither the firm nor its founder
        yield first, last
        i = last


def _with_particles(page: Page, i: int) -> int:
    """Return where a name begins with the small particles before it: "de Havilland", "van der Berg", "al Rajhi Bank"."""
    first = i
    while first > 0 and page.words[first - 1] in _BEFORE and page.sents[first - 1] == page.sents[i]:
        first -= 1
    governed = first > 0 and page.lows[first - 1] in ("the", "a", "an", "this")  # "a van Ford made"
    return i if governed or (first > 0 and page.words[first - 1][0].isupper()) else first


def _stretch(page: Page, marks: Sequence[bool], i: int) -> int:
    last = i + 1
    while last < len(marks) and page.sents[last] == page.sents[i]:
        word, low = page.words[last], page.lows[last]
        if marks[last] or (low in LEGAL and word[0].isupper()) or low in SURE_LEGAL or _goes_on(page, last):
            last += 1
        elif low in _PARTICLES and last + 1 < len(marks) and marks[last + 1] and low != "al":
            last += 2
        elif _is_model(page, last):
            last += 1
        else:
            break
    return last


def _is_model(page: Page, i: int) -> bool:
    """Say whether a number goes on a name ("787", "500"): no year, no amount and no count of what follows."""
    word = page.words[i]
    single = word.isdigit() and len(word) == 1 and i > 1 and page.lows[i - 2] in ("the", "its", "a") and page.heads[i] == i - 1
    if (
        not (_MODEL.fullmatch(word) or single)
        or _YEAR.fullmatch(word)
        or page.words[i - 1] in ("$", "€", "£")
        or page.lows[i - 1] in CALENDAR
    ):
        return False
    after = page.lows[i + 1] if i + 1 < len(page.words) else ""
    counts = page.heads[i] == i + 1 and page.tags[i + 1] == "NNS" and len(word) < 3 if after else False
    return after not in _SCALES and not counts


def _joined(page: Page, marks: Sequence[bool], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Return a later end where the name goes on over ", Inc.", "&", "of", "and", "for" or an inner "'s"; else `last`."""
    if last + 1 >= len(marks):
        return last
    link, after = page.lows[last], page.lows[last + 1]
    if link == "," and after in SURE_LEGAL:
        return last + 2
    if link == "&" and page.words[last + 1][0].isupper():
        return _stretch(page, marks, last + 1)
    if link in ("of", "and", "for"):
        start = last + 2 if after == "the" and last + 2 < len(marks) else last + 1
        if page.words[start][0].isupper() and start not in page.lowered and page.lows[start] not in CALENDAR:
            end = _stretch(page, marks, start)
            if _one_name(page, first, last, start, end, gazetteer):
                return end
    if page.tags[last] == "POS" and gazetteer.lookup(page.span(first, last + 1)):
        return last + 1
    return last


def _one_name(page: Page, first: int, last: int, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Judge "A of B", "A and B": one name only for institutions and where it is known as a whole."""
    if gazetteer.lookup(page.span(first, end)):
        return True
    link, words = page.lows[last], page.lows[first:last]
    if page.lows[last - 1] in ROLE_HEADS or not marks_noun(page, last - 1):
        return False
    if link in ("of", "for"):
        return page.lows[last - 1] in INSTITUTIONS and page.ents[start] != "PERSON"
    if gazetteer.lookup(page.span(first, last)) or gazetteer.lookup(page.span(start, end)):
        return False
    if page.lows[start] in ("co", "co.", "company", "sons", "partners", "associates", "brothers"):
        return True
    inside = any(word in INSTITUTIONS for word in words) and "of" in words
    closes = page.lows[end - 1] in BODIES | LEGAL and end - start > 1
    return (inside and is_common(page.words[start])) or (
        closes and is_common(page.words[last - 1]) and is_common(page.words[start])
    )


def marks_noun(page: Page, i: int) -> bool:
    """Say whether a token of a run is a noun by its tag."""
    return page.tags[i][:2] == "NN"


def _pieces(page: Page, first: int, last: int) -> Iterator[Name]:
    """Cut a run at offices and honorifics and where spaCy sees a person's name begin."""
    for i in range(first + 1, last - 1):
        if (
            page.lows[i] in SURE_LEGAL and page.words[i + 1][0].isupper() and page.lows[i + 1] not in LEGAL
        ):  # "Lumora LLC Ana Ruiz"
            yield from _pieces(page, first, i + 1)
            first = i + 1
            break
    parts: list[tuple[int, int, str]] = []
    start, role = first, ""
    for i, j in _roles(page, first, last):
        if i > start:
            parts.append((start, i, role))
        start, role = j, "honorific" if page.lows[j - 1] in HONORIFICS else "role"
    if start < last:
        parts.append((start, last, role))
    for begin, end, before in parts:
        cut = _acronym(page, begin, end)
        whole = ((begin, cut, before), (cut, end, "")) if cut else _at_person(page, begin, end, before)
        for a, b, kind in whole:
            while a < b and page.lows[a] in ("the", "&"):
                a += 1
            if b - a == 2 and page.lows[a] in _NUMBERED and page.words[a + 1][0].isdigit():
                continue
            if a < b and any(map(str.isalpha, page.span(a, b))) and not all(low in _EMPTY for low in page.lows[a:b]):
                yield Name(page.number, a, b, page.span(a, b), role=kind)


def _acronym(page: Page, first: int, last: int) -> int:
    """Return where capitals that are the initials of the words before them begin ("European Space Agency ESA"), or 0."""
    for i in range(first + 2, last):
        if (
            page.words[i].isupper()
            and page.words[i] == "".join(word[0] for word in page.words[first:i] if word[0].isupper())[: len(page.words[i])]
        ):
            return i if len(page.words[i]) > 2 else 0
    return 0


def _roles(page: Page, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the offices within a run as token ranges."""
    i = first
    while i < last:
        low = page.lows[i]
        if low in HONORIFICS:
            yield i, i + 1
            i += 1
            continue
        j = i
        while j < last and page.lows[j] in ROLE_MODIFIERS:
            j += 1
        while j < last and (page.lows[j] in ROLE_HEADS or _is_office(page, i, j, last)):
            j += 1
        sure = any(page.lows[k] in ROLE_HEADS or _is_office(page, i, k, last) for k in range(i, j))
        if sure and not (j < last and page.lows[j] in TRADES | LEGAL):
            yield i, j
            i = j
        else:
            i += 1


def _is_office(page: Page, begin: int, i: int, last: int) -> bool:
    """Judge words that are offices only in company: "chief executive", "Judge Ana Ruiz" but "General Motors"."""
    low = page.lows[i]
    if low not in ROLE_DOUBTFUL:
        return False
    if low in ("executive", "chief"):
        after_chief = i > begin and page.lows[i - 1] in ("chief", "executive", "vice", "senior")
        return after_chief or (low == "chief" and i + 1 == last)
    rest = last - i - 1
    return (
        rest >= 2
        and all(page.ents[k] == "PERSON" for k in range(i + 1, last))
        and page.lows[last - 1] not in TRADES | LEGAL | BODIES
    )


def _at_person(page: Page, first: int, last: int, role: str) -> Iterator[tuple[int, int, str]]:
    """Split "Air Force Ana Ruiz" where a person of two words or more ends the run and something else begins it."""
    cut = last
    while cut > first and page.ents[cut - 1] == "PERSON":
        cut -= 1
    if (
        first < cut < last - 1
        and not role
        and page.ents[first] in ("ORG", "GPE", "NORP")
        and page.lows[last - 1] not in LEGAL | TRADES
    ):
        yield first, cut, ""
        yield cut, last, ""
    else:
        yield first, last, role


def _goes_on(page: Page, i: int) -> bool:
    fits = page.tags[i] in ("NNP", "NNPS") and i not in page.lowered and page.lows[i] not in CALENDAR
    return fits and page.words[i][0].isupper() and "$" not in page.words[i]
