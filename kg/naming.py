"""Who or what a document's names are: one class a name, by votes of all it says of them, and which are one.

find_names ─► spellings ─► votes of each occurrence ─► groups of spellings ─► Named(label, slug name, class, gender, members)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.iris import strip_legal
from kg.known import Gazetteer, Known
from kg.lexicon import FEMALE, MALE
from kg.makers import Name
from kg.ontology import Ontology
from kg.pages import Page
from kg.spellings import Spelling, group_spellings
from kg.votes import HINT, votes

Votes = dict[str, float]
Asked = Mapping[tuple[int, int], Sequence[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Named:
    """One named entity of a document. `name` makes its IRI; `members` index the names."""

    label: str
    name: str
    type: str
    members: tuple[int, ...]
    forms: tuple[str, ...]
    gender: str = ""
    known: Known | None = None


def name_entities(
    pages: Sequence[Page], names: Sequence[Name], ontology: Ontology, gazetteer: Gazetteer, asked: Asked
) -> tuple[Named, ...]:
    """Return the named entities of a document in the order of their first names."""
    cast = [(*votes(pages[name.page], name, ontology, gazetteer), *_asked(name, pages[name.page], asked)) for name in names]
    by_text: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        known = gazetteer.demonym(name.text) if name.adjective else None
        by_text[known.label if known else name.text].append(index)
    spellings = [
        _spelling(pages, text, [names[i] for i in found], _sum(cast[i] for i in found), ontology, gazetteer)
        for text, found in by_text.items()
    ]
    roots = group_spellings(spellings, _bracketed(pages, names, gazetteer))
    groups: dict[str, list[str]] = defaultdict(list)
    for text in by_text:
        groups[roots[text]].append(text)
    totals = {root: _sum(cast[i] for text in texts for i in by_text[text]) for root, texts in groups.items()}
    for one in spellings:
        if one.kind == "person" and roots[one.text] == one.text and len(groups[one.text]) > 1:
            totals[one.text] = _without_places(totals[one.text], ontology)
    _share(pages, names, roots, totals)
    for (
        root,
        texts,
    ) in groups.items():  # in news, a single word of which little else is known is a firm before it is anything else
        if all(text.isalpha() for text in texts):
            totals[root]["Company"] += 0.9
    return tuple(_named(texts, by_text, names, totals[root], ontology, gazetteer, pages) for root, texts in groups.items())


def _without_places(total: Votes, ontology: Ontology) -> Votes:
    """Return the votes on a person without those that a town of the same name cast on the surname."""
    kept: Votes = defaultdict(float)
    kept.update((cls, weight) for cls, weight in total.items() if ontology.kind(cls) != "place")
    return kept


def _asked(name: Name, page: Page, asked: Asked) -> Iterator[tuple[str, float]]:
    """Yield the classes that the frames ask of one occurrence, each once: patterns overlap."""
    if not name.adjective:
        yield from sorted(set(asked.get((name.page, page.root(name.first, name.last)), ())))


def _sum(counts: Iterable[Iterable[tuple[str, float]]]) -> Votes:
    total: Votes = defaultdict(float)
    hints: Votes = defaultdict(float)
    occurrences = 0
    for count in counts:
        occurrences += 1
        for cls, weight in count:
            (hints if cls.startswith(HINT) else total)[cls] += weight
    for cls, weight in hints.items():
        total[cls.removeprefix(HINT)] += 1.4 * weight / occurrences
    return total


def decide(votes: Mapping[str, float], ontology: Ontology) -> str:
    """Return the class that the votes speak for: first the kind with the most, then its strongest and most special class."""
    kinds: dict[str, float] = defaultdict(float)
    for cls, weight in votes.items():
        kinds[ontology.kind(cls)] += weight
    kind, weight = max(sorted(kinds.items()), key=lambda item: item[1], default=("thing", 0.0))
    if weight <= 0.4:
        return "Thing"
    own = {cls: value for cls, value in votes.items() if ontology.kind(cls) == kind}
    special = {cls: value for cls, value in own.items() if cls not in ("Organization", "Place", "Thing")}
    strong = {cls: value for cls, value in special.items() if value >= 2 or value * 2 > weight}
    narrow = {
        cls: value for cls, value in strong.items() if not any(other != cls and ontology.is_a(other, cls) for other in strong)
    }
    pick = narrow or own
    return max(sorted(pick), key=lambda cls: pick[cls])


def _spelling(
    pages: Sequence[Page], text: str, names: Sequence[Name], total: Votes, ontology: Ontology, gazetteer: Gazetteer
) -> Spelling:
    cls = decide(total, ontology)
    kind = ontology.kind(cls)
    sure = max((value for one, value in total.items() if ontology.kind(one) == kind), default=0) >= 2.5
    known = [one for one in _known(text, gazetteer) if ontology.kind(one.type) == kind]
    title = all(pages[name.page].title for name in names)
    place = min((pages[name.page].title, name.page, name.first) for name in names)
    first = place[1] + (10**6 if place[0] else 0), place[2]
    return Spelling(text, kind if sure else "", len(names), first, known[0].label if len(known) == 1 else "", title)


def _known(text: str, gazetteer: Gazetteer) -> tuple[Known, ...]:
    return gazetteer.lookup(text) or gazetteer.lookup(strip_legal(text))


def _bracketed(pages: Sequence[Page], names: Sequence[Name], gazetteer: Gazetteer) -> set[tuple[str, str]]:
    """Return pairs of a name and the capitals that stand in brackets directly behind it."""
    out: set[tuple[str, str]] = set()
    for one, other in pairwise(names):
        page = pages[one.page]
        if one.page != other.page or other.first != one.last + 1 or page.words[one.last] != "(" or other.last >= len(page.words):
            continue
        letters = other.text.replace(".", "").replace("&", "")
        places = any(known.type in ("Country", "Region", "City") for known in gazetteer.lookup(other.text))
        same = [known.label for known in gazetteer.lookup(one.text)] == [known.label for known in gazetteer.lookup(other.text)]
        if page.words[other.last] == ")" and letters.isupper() and len(letters) <= 7 and (same or not places):
            out.add((one.text, other.text))
    return out


def _share(pages: Sequence[Page], names: Sequence[Name], roots: Mapping[str, str], totals: Mapping[str, Votes]) -> None:
    """Let names in one list ("X, Y and Z") pass half of what is known of one on to the others."""
    at = {(name.page, i): name for name in names for i in range(name.first, name.last) if not name.adjective}
    given: list[tuple[str, Votes]] = []
    for name in names:
        page = pages[name.page]
        head = page.heads[page.root(name.first, name.last)]
        other = at.get((name.page, head))
        if name.adjective or other is None or other == name or page.deps[page.root(name.first, name.last)] != "conj":
            continue
        one, two = roots[name.text], roots[other.text]
        given += (one, totals[two].copy()), (two, totals[one].copy())
    for root, others in given:
        if sum(totals[root].values()) < 2:
            for cls, weight in others.items():
                totals[root][cls] += weight / 2


def _named(
    texts: Sequence[str],
    by_text: Mapping[str, Sequence[int]],
    names: Sequence[Name],
    total: Votes,
    ontology: Ontology,
    gazetteer: Gazetteer,
    pages: Sequence[Page],
) -> Named:
    cls = decide(total, ontology)
    kind = ontology.kind(cls)
    members = tuple(sorted(i for text in texts for i in by_text[text]))
    known = {one.label: one for text in texts for one in _known(text, gazetteer) if ontology.kind(one.type) == kind}
    sure = next(iter(known.values())) if len(known) == 1 else None
    full = max(texts, key=lambda text: (len(strip_legal(text).split()), len(text), text))
    often = max(texts, key=lambda text: (len(by_text[text]), len(text), text))
    short = often.isupper() and " " not in often and " " in full
    label = strip_legal(full if kind == "person" or short else often)
    if kind == "product":
        label = label.removesuffix("s") if label.removesuffix("s") in texts else label
    return Named(
        label=sure.label if sure and kind == "place" else label,
        name=sure.label if sure else strip_legal(full),
        type=cls,
        members=members,
        forms=tuple(texts),
        gender=_gender(pages, names, members) if kind == "person" else "",
        known=sure,
    )


def _gender(pages: Sequence[Page], names: Sequence[Name], members: Iterable[int]) -> str:
    for i in members:
        before = pages[names[i].page].lows[names[i].first - 1] if names[i].role == "honorific" else ""
        if before in FEMALE:
            return "f"
        if before in MALE:
            return "m"
    return ""
