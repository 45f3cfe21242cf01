"""Product names behind a maker's: "Boeing 787 Dreamliner" is a company and a product, "the 787" the product again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.iris import strip_legal
from kg.known import Gazetteer
from kg.lexicon import LEGAL, TRADES
from kg.pages import Page


@dataclass(frozen=True, slots=True)
class Name:
    """A name's tokens in one passage (`last` exclusive). `role` says what stands before it: `honorific`, `role` or empty.

    `maker` is true where a company's name directly before it was cut off, `adjective` for "Chinese", the country's adjective.
    """

    page: int
    first: int
    last: int
    text: str
    role: str = ""
    maker: bool = False
    adjective: bool = False


def with_makers(pages: Sequence[Page], names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Cut "Boeing 787 Dreamliner" into maker and model where the maker is known or stands alone elsewhere.

    A model without digits ("Ford Falcon") is cut where it stands alone behind "the".
    """
    alone = {strip_legal(name.text) for name in names if _acts(pages[name.page], name)}
    with_article = {
        name.text.removesuffix("s")
        for name in names
        if name.first and pages[name.page].lows[name.first - 1] == "the" and not name.role
    }
    out: list[Name] = []
    for name in names:
        page = pages[name.page]
        cut = next((i for i in range(name.first + 1, name.last) if any(map(str.isdigit, page.words[i]))), 0)
        if not cut and name.last - name.first == 2 and page.words[name.last - 1].removesuffix("s") in with_article:
            cut = name.last - 1
        maker = page.span(name.first, cut) if cut else ""
        known = any(one.type not in ("Country", "Region", "City") for one in gazetteer.lookup(maker)) if maker else False
        whole = bool(gazetteer.lookup(name.text)) or page.lows[name.last - 1] in LEGAL | TRADES
        known = known or (cut > 0 and page.lows[cut - 1] in LEGAL | TRADES)
        if (
            gazetteer.demonym(page.words[name.first])
            and name.last > name.first + 1
            and page.span(name.first + 1, name.last) in alone
        ):
            out.append(Name(name.page, name.first, name.first + 1, page.words[name.first], adjective=True))
            out.append(replace(name, first=name.first + 1, text=page.span(name.first + 1, name.last)))
        elif cut and not whole and (maker in alone or known):
            out.append(replace(name, last=cut, text=maker))
            out.append(Name(name.page, cut, name.last, page.span(cut, name.last), maker=True))
        else:
            out.append(name)
    return out


def _acts(page: Page, name: Name) -> bool:
    """Say whether a name stands by itself where companies do, and not only before what it calls ("Corbeau jets")."""
    root = page.root(name.first, name.last)
    return page.deps[root] not in ("compound", "nmod", "amod", "nummod")


def models_of(pages: Sequence[Page], names: Sequence[Name]) -> list[Name]:
    """Find bare model numbers ("the 787", "18 777s") that the document elsewhere gives with their maker."""
    models = {name.text.split()[0].removesuffix("s") for name in names if name.maker}
    models = {model for model in models if model[0].isdigit() and len(model) > 2}
    taken = {(name.page, i): name for name in names for i in range(name.first, name.last)}
    out: list[Name] = []
    for page in pages:
        for i, word in enumerate(page.words):
            if (
                word.removesuffix("s") in models
                and not _counts(page, i)
                and (page.number, i) not in taken
                and (not i or page.words[i - 1] not in "$€£")
            ):
                after = taken.get((page.number, i + 1))
                last = after.last if after and after.first == i + 1 and not after.role and not after.adjective else i + 1
                out.append(Name(page.number, i, last, page.span(i, last), maker=True))
    return out


def _counts(page: Page, i: int) -> bool:
    """Say whether a number counts the noun behind it: "200 pilots", not "787 jets"."""
    head = page.heads[i]
    return page.deps[i] == "nummod" and page.tags[head] == "NNS" and (len(page.words[i]) < 3 or page.words[i].endswith("0"))
