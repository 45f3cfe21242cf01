"""Deterministic IRIs: of entities, documents and claims. Everything else is named after one of these."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import quote

from kg.model import Claim, Flag, Mention, Moment, Quantity

BASE = "https://w3id.org/claimgraph/"
ONTOLOGY = "https://w3id.org/claimgraph/ontology#"
METRIC = "https://w3id.org/claimgraph/metric/"

_SMALL = {"the", "a", "an"}
_SUFFIX = re.compile(
    r"(?:[\s,]+(?:inc|corp|corporation|co|ltd|limited|plc|llc|llp|lp|group|holdings?|n\.?v|s\.?a|a\.?g|s\.?e|s\.?p\.?a|gmbh|"
    r"company|companies|incorporated|kgaa|a/s|asa|oyj|ab|pty|sas|sarl|kk|bhd|pjsc|jsc|srl|b\.?v)\.?)+$",
    re.IGNORECASE,
)


def strip_legal(name: str) -> str:
    """Return a name without article, possessive and legal suffixes; never an empty one.

    >>> [strip_legal(name) for name in ("The Boeing Company", "Alibaba Group Holding Ltd.", "Alibaba's", "Holding")]
    ['Boeing', 'Alibaba', 'Alibaba', 'Holding']
    """
    text = re.sub(r"['’]s?$", "", name.strip())
    parts = text.split()
    if len(parts) > 1 and parts[0].lower() in _SMALL:
        text = text[len(parts[0]) :].strip()
    short = _SUFFIX.sub("", text).strip(" ,")
    return short or text


def slug(name: str) -> str:
    """Return the normalised name for an IRI: legal suffixes, articles, accents and case off.

    >>> slug("Alibaba Group Holding Ltd"), slug("Nestlé S.A."), slug("H&M"), slug("Yahoo!"), slug("阿里巴巴")
    ('alibaba', 'nestle', 'h-and-m', 'yahoo', '阿里巴巴')
    """
    text = strip_legal(unicodedata.normalize("NFKC", name)).replace("&", " and ").replace("+", " plus ")
    text = re.sub(r"(?<=\w)\.(?=\w)|(?<=\b\w)\.", "", text)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", text)).strip("-_") or "x"


def entity_iri(base: str, kind: str, name: str) -> str:
    """Return `BASE/KIND/SLUG`; `kind` is organization, person, product, place or thing."""
    return f"{base}{kind}/{quote(slug(name), safe='')}"


def local_iri(document: str, label: str) -> str:
    """Return `DOCUMENT#SLUG`, the IRI of an end that is no name and so an entity of its document alone."""
    return f"{document.split('#')[0]}#{quote(slug(label), safe='')}"


def place_iri(document: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of text, `D#char=START,END` (RFC 5147)."""
    return f"{document}#char={start},{end}"


def claim_iri(base: str, claim: Claim, occurrence: int = 0) -> str:
    """Return a claim's IRI: a hash of what it says and where, not of offsets, confidence, status or entity.

    `occurrence` counts the same sentence text within the document, from 0.
    """
    parts = [
        claim.evidence.document,
        claim.evidence.quote,
        str(occurrence),
        claim.relation,
        claim.subject.text,
        _object_key(claim.object),
        (claim.measure.period or "") if claim.measure else "",
        claim.source.text if claim.source else "",
    ]
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{base}claim/{digest[:20]}"


def _object_key(end: Mention | Quantity | Moment | Flag) -> str:
    if isinstance(end, Flag):
        return "true"
    if isinstance(end, Quantity):
        return f"{end.value} {end.unit}"
    return end.value if isinstance(end, Moment) else end.text
