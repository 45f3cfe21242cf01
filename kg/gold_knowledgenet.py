"""KnowledgeNet as gold: passages of Wikipedia with facts of 15 properties (Mesquita et al., EMNLP 2019; CC BY-SA 4.0).

A line of JSON is a passage. Only the properties that it is exhaustively annotated for count, in recall as in precision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent_quoted

from kg.calendar_words import MONTHS
from kg.errors import ReadError
from kg.gold import Fact, Gold, Quote, stem
from kg.gold_formats import PRONOUNS, joined, numbered_objects
from kg.model import Document

# property → (relation, do subject and object change places)
PROPERTIES: Mapping[str, tuple[str, bool]] = {
    "SUBSIDIARY_OF": ("subsidiaryOf", False),
    "FOUNDED_BY": ("foundedBy", False),
    "DATE_FOUNDED": ("foundingDate", False),
    "HEADQUARTERS": ("headquarteredIn", False),
    "CEO": ("chiefExecutiveOf", True),
    "EMPLOYEE_OR_MEMBER_OF": ("worksFor", False),
    "NATIONALITY": ("nationality", False),
    "PLACE_OF_RESIDENCE": ("residence", False),
    "PLACE_OF_BIRTH": ("birthPlace", False),
    "DATE_OF_BIRTH": ("birthDate", False),
    "DATE_OF_DEATH": ("deathDate", False),
    "SPOUSE": ("spouse", False),
    "CHILD_OF": ("childOf", False),
    "EDUCATED_AT": ("educatedAt", False),
    "POLITICAL_AFFILIATION": ("memberOfParty", False),
}
# It annotates that something holds, held or will hold, and not which.
_STATUSES = "actual|former|planned|possible"
_DATES = ("foundingDate", "birthDate", "deathDate")
_DAY = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Z][a-z]+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,?)?\s+(\d{4})\b")


def read_knowledgenet(path: Path, base: str) -> tuple[Gold, tuple[Document, ...]]:
    """Return the facts and passages of a file; a document is named by its passage. Raises ReadError naming file and line."""
    facts: list[Fact] = []
    documents: dict[str, Document] = {}
    relations: dict[str, frozenset[str]] = {}
    for number, record in numbered_objects(path):
        try:
            name, text = str(record["passageId"]), str(record["passageText"])
            listed = frozenset(_listed(record))
            found = list(_facts(record, listed, number))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            reason = f"has no {error}" if isinstance(error, KeyError) else "has a value of another kind than it must have"
            raise ReadError(f"{path}:{number}", f"{reason}; each line is a passage of KnowledgeNet") from error
        if name in documents:
            raise ReadError(f"{path}:{number}", f"the passage '{name}' is there twice; remove one")
        # an empty title: the passage is a paragraph, whatever it looks like
        documents[name] = Document(f"{base}document/{percent_quoted(name, safe='')}", name, text, "", "")
        relations[stem(name)] = listed
        facts += found
    return Gold(tuple(facts), (), frozenset(relations), relations), tuple(documents.values())


def _listed(record: Mapping[str, Any]) -> Iterator[str]:
    for name in record["exhaustivelyAnnotatedProperties"]:
        if name in PROPERTIES:
            yield PROPERTIES[name][0]


def _facts(record: Mapping[str, Any], listed: frozenset[str], line: int) -> Iterator[Fact]:
    """Yield the passage's facts of the listed relations; those of the same two entities are one."""
    forms = _forms(record)
    seen: dict[tuple[str, str, str], Fact] = {}
    for fact in record["facts"]:
        relation, turned = PROPERTIES.get(fact["property"], ("", False))
        if relation not in listed:
            continue
        left, right = ("object", "subject") if turned else ("subject", "object")
        key = (_entity(fact, left), relation, _entity(fact, right))
        if key not in seen:
            seen[key] = Fact(
                _label(fact, left, forms),
                relation,
                _label(fact, right, forms, day=relation in _DATES),
                _STATUSES,
                "",
                stem(str(record["passageId"])),
                "",
                line,
                _quote(record, fact, left, right),
            )
    yield from seen.values()


def _entity(fact: Mapping[str, Any], end: str) -> str:
    return str(fact.get(f"{end}Uri") or fact[f"{end}Text"])


def _forms(record: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the texts that name each entity in a passage, pronouns left out."""
    forms: dict[str, list[str]] = {}
    for fact in record["facts"]:
        for end in ("subject", "object"):
            text = str(fact[f"{end}Text"])
            if text.casefold() not in PRONOUNS:
                forms.setdefault(_entity(fact, end), []).append(text)
    return forms


def _label(fact: Mapping[str, Any], end: str, forms: Mapping[str, list[str]], *, day: bool = False) -> str:
    own = str(fact[f"{end}Text"])
    label = joined(forms.get(_entity(fact, end), [own]))
    return joined([label_form for form in label.split("|") for label_form in (form, *_iso(form))]) if day else label


def _iso(text: str) -> Iterator[str]:
    """Yield a day or month as claims have it.

    >>> [*_iso("January 26, 1854"), *_iso("26 January 1854"), *_iso("May 2004"), *_iso("1854")]
    ['1854-01-26', '1854-01-26', '2004-05']
    """
    for before, name, after, year in _DAY.findall(text):
        month = MONTHS.get(name.lower())
        if month:
            yield f"{year}-{month:02}" + (f"-{int(before or after):02}" if before or after else "")


def _quote(record: Mapping[str, Any], fact: Mapping[str, Any], left: str, right: str) -> Quote:
    shift, text = int(record["passageStart"]), str(record["passageText"])
    marks = [(int(fact[f"{end}Start"]) - shift, int(fact[f"{end}End"]) - shift) for end in (left, right)]
    return Quote(text, tuple((low, high) for low, high in marks if 0 <= low < high <= len(text)))
