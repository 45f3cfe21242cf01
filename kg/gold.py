"""Gold files: facts that a careful reader takes from documents, and when a claim says one of them.

Tab-separated; a header comment names the columns (`subject relation object status attributedTo document importance`); `|`
separates accepted forms. `# exhaustive` says that what is not listed is wrong, of all documents, or `# exhaustive: NAME` of one;
lines after `# neutral` count neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.iris import strip_legal
from kg.model import Status

COLUMNS = ("subject", "relation", "object", "status", "attributedTo", "document", "importance")
SYMMETRIC = frozenset({"competesWith", "partnersWith", "mergesWith"})
# A narrower relation says the wider one too.
NARROWER: Mapping[str, frozenset[str]] = {
    "worksFor": frozenset({"chiefExecutiveOf", "chairOf", "leads"}),
    "leads": frozenset({"chiefExecutiveOf"}),
    "locatedIn": frozenset({"headquarteredIn"}),
    "produces": frozenset({"develops", "launches"}),
    "develops": frozenset({"produces"}),
}
_SIMILAR = tuple(
    frozenset(group.split())
    for group in (
        "revenue sales turnover",
        "profit netProfit netIncome earnings loss",
        "orders order",
        "employees jobs staff",
        "sharePrice price",
    )
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12}
_NATIONAL = re.compile(r"[A-Z]\w+(?:ish|ese|ian|ean|can|ch|tch|rman|ss)$|U\.?S\.?|U\.?K\.?|E\.?U\.?")
_NUMBER = re.compile(r"([-+−]?)\s?[$€£¥]?\s?(\d+(?:\.\d+)?)\s?([A-Za-z]+|%)?")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and the stretches of it, in code points, that name the two ends."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of gold; `document` is a file name without folder, empty where the file speaks of one document.

    `quote` is the sentence that states it, where the gold or a claim has one; it makes no other fact of it.
    """

    subject: str
    relation: str
    object: str
    status: str
    attributed: str
    document: str
    importance: str
    line: int
    quote: Quote | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file. `exhaustive` holds the documents of which all facts are listed; `*` stands for all.

    `relations` names, for a document of which only some relations are listed in full, these.
    """

    facts: tuple[Fact, ...]
    neutral: tuple[Fact, ...]
    exhaustive: frozenset[str]
    relations: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def judges(self, document: str, relation: str) -> bool:
        """Return whether a claim of this relation is wrong in this document where no fact says it; an observation never is."""
        if relation.startswith("metric:") or not {document, "*"} & self.exhaustive:
            return False
        listed = self.relations.get(document)
        return listed is None or any(_relation_matches(name, relation) for name in listed)


def read_gold(path: Path) -> Gold:
    """Return the facts of a gold file. Raises ConfigError naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(f"{path}: the gold file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text: {error}") from error
    columns: list[str] = list(COLUMNS[:5])
    lists: tuple[list[Fact], list[Fact]] = ([], [])
    into, exhaustive = 0, set()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            names = line.lstrip("# ").split("\t")
            columns = names if "subject" in names and len(names) > 1 else columns
            word = re.match(r"#\s*(neutral|exhaustive)\b\s*:?\s*(.*)$", line)
            if word and word[1] == "neutral" and "\t" not in line:
                into = 1
            elif word and word[1] == "exhaustive":
                exhaustive.add(stem(word[2]) if re.fullmatch(r"\S+", word[2]) else "*" if not word[2] else "")
        elif line.strip():
            lists[into].append(_fact(path, number, columns, line))
    return Gold(tuple(lists[0]), tuple(lists[1]), frozenset(exhaustive - {""}))


def _fact(path: Path, number: int, columns: list[str], line: str) -> Fact:
    row = dict(zip(columns, line.split("\t"), strict=False))
    for name in ("subject", "relation", "object", "status"):
        if not row.get(name, "").strip():
            raise ConfigError(f"{path}:{number}: the column '{name}' is empty; columns are separated by tabs")
    for status in row["status"].split("|"):
        if status not in list(Status):
            raise ConfigError(f"{path}:{number}: '{status}' is no status; there are: {', '.join(Status)}")
    values = {name: row.get(name, "").strip() for name in COLUMNS}
    return Fact(
        values["subject"],
        values["relation"],
        values["object"],
        values["status"],
        values["attributedTo"],
        stem(values["document"]),
        values["importance"],
        number,
    )


def stem(document: str) -> str:
    """Return a document's name without folder and suffix: `seeds/a.txt.gz` → `a`."""
    return re.sub(r"(?:\.(?:txt|html?|jsonl?|gz))+$", "", document.rsplit("/", 1)[-1])


def level(fact: Fact, claim: Mapping[str, Any]) -> int:
    """Return how far a claim (as its JSON object) says a fact: 0 not, 1 both ends, 2 relation and direction too, 3 status too."""
    relation = str(claim["relation"])
    straight = label_matches(fact.subject, str(claim["subject"])) and _object_matches(fact, claim)
    crossed = (
        claim.get("value") is None
        and label_matches(fact.subject, str(claim.get("object") or ""))
        and label_matches(fact.object, str(claim["subject"]))
    )
    if not straight and not crossed:
        return 0
    names = fact.relation.split("|")
    if not any(_relation_matches(name, relation) for name in names) or not (straight or SYMMETRIC & set(names)):
        return 1
    return 3 if claim["status"] in fact.status.split("|") else 2


def source_matches(fact: Fact, claim: Mapping[str, Any]) -> bool:
    """Return whether the claim's source or relay is the fact's; `-` wants none."""
    said = [str(claim[key]) for key in ("attributedTo", "relayedBy") if claim.get(key)]
    return not said if fact.attributed == "-" else any(label_matches(fact.attributed, each) for each in said)


def _relation_matches(gold: str, relation: str) -> bool:
    if gold.startswith("metric:") and relation.startswith("metric:"):
        a, b = gold[7:], relation[7:]
        return a == b or any(a in group and b in group for group in _SIMILAR)
    return relation == gold or relation in NARROWER.get(gold, frozenset())


def _object_matches(fact: Fact, claim: Mapping[str, Any]) -> bool:
    if claim.get("value") is not None:
        return any(_number_matches(form, claim) for form in fact.object.split("|"))
    label = str(claim.get("object") or "")
    if label_matches(fact.object, label, kind=True):
        return True
    dates = re.findall(r"\d{4}(?:-\d{2}){0,2}", f"{label} {claim.get('time') or ''}")
    return any(
        date.startswith(form) or form == date
        for form in fact.object.split("|")
        for date in dates
        if re.fullmatch(r"[\d-]{4,10}", form)
    )


def _number_matches(form: str, claim: Mapping[str, Any]) -> bool:
    value, unit = Decimal(str(claim["value"])), str(claim.get("unit") or "")
    for sign, digits, word in _NUMBER.findall(form.replace(",", "")):
        number = Decimal(digits).scaleb(_SCALES.get(word.lower(), 0))
        percent = word == "%" or "percent" in form or "per cent" in form
        if percent != (unit.upper() in ("%", "PERCENT") or unit.endswith("PERCENT")) and (percent or unit):
            continue
        if abs(value) == number and (not sign or (value < 0) == (sign in "-−")):
            return True
    return False


def label_matches(gold: str, label: str, *, kind: bool = False) -> bool:
    """Return whether one of gold's forms names what the label names.

    Case, articles, possessives and legal suffixes do not count; modifiers before the head may be missing on one side. With
    `kind`, a product may carry its kind ("H200 chips").

    >>> label_matches("Alibaba", "Alibaba Group Holding"), label_matches("Alibaba's cloud division", "cloud division")
    (True, True)
    >>> label_matches("America", "Bank of America"), label_matches("Delta", "Delta Faucet")
    (False, False)
    >>> label_matches("regulators", "Chinese regulators"), label_matches("H200", "H200 chips", kind=True)
    (True, True)
    """
    return any(_same(_words(form), _words(label), kind) for form in gold.split("|") if form.strip() and label.strip())


def _words(label: str) -> list[str]:
    text = unicodedata.normalize("NFKC", label).replace("’", "'").replace('"', "")
    text = re.sub(r"\b((?:[A-Za-z]\.){2,})", lambda m: m.group().replace(".", ""), text)
    return re.findall(r"[\w&+.\-]+(?:'s?)?", strip_legal(text))


def _same(a: list[str], b: list[str], kind: bool) -> bool:
    plain_a, plain_b = (
        [re.sub(r"'s?$", "", word).casefold() for word in words if word.lower() not in ("the", "a", "an")] for words in (a, b)
    )
    if plain_a == plain_b:
        return bool(plain_a)
    (long, full), (short, _) = sorted(((plain_a, a), (plain_b, b)), key=lambda pair: -len(pair[0]))
    full = [word for word in full if word.lower() not in ("the", "a", "an")]
    if not short or len(long) == len(short):
        return False
    if long[-len(short) :] == short:
        return all(_is_modifier(word) for word in full[: -len(short)])
    at = next((i for i in range(len(long) - len(short) + 1) if long[i : i + len(short)] == short), None)
    after = full[at + len(short) :] if at is not None else []
    return (
        kind
        and at is not None
        and all(_is_modifier(w) for w in full[:at])
        and all(w.islower() and w not in ("of", "and") for w in after)
    )


def _is_modifier(word: str) -> bool:
    small = word.islower() and word not in ("of", "and", "or", "for", "in", "with", "by", "than")
    return small or word.endswith(("'s", "'")) or bool(_NATIONAL.fullmatch(word))
