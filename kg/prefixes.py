"""The prefixes that queries, tables and Turtle share, and IRIs written with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from kg import rdf
from kg.iris import BASE

VOCABULARIES: Mapping[str, str] = rdf.prefixes()
# A cautious part of Turtle's local names: what both Turtle and SPARQL take without an escape.
_LOCAL = re.compile(r"(?:\w|%[0-9A-Fa-f]{2})(?:[\w.-]|%[0-9A-Fa-f]{2})*(?<!\.)", re.ASCII)


@lru_cache(maxsize=8)
def prefixes(base: str = BASE) -> Mapping[str, str]:
    """Return every known prefix and its namespace (`kg.rdf.prefixes`); those of instances lie under `base`.

    >>> prefixes()["kg"], prefixes("https://example.org/")["o"]
    ('https://w3id.org/claimgraph/ontology#', 'https://example.org/organization/')
    """
    return rdf.prefixes(base)


@lru_cache(maxsize=200_000)
def shorten(iri: str, base: str = BASE) -> str:
    """Return an IRI as a prefixed name where Turtle and SPARQL allow it, else in angle brackets.

    >>> shorten("https://w3id.org/claimgraph/ontology#acquires"), shorten("https://example.org/x"), shorten(BASE + "person/a b")
    ('kg:acquires', '<https://example.org/x>', '<https://w3id.org/claimgraph/person/a b>')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _by_namespace(base).get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix is not None and _LOCAL.fullmatch(iri, cut) else f"<{iri}>"


def expand(name: str, base: str = BASE) -> str | None:
    """Return the IRI of `<iri>`, `prefix:local` or an absolute http(s) or urn IRI; None for anything else.

    >>> expand("kg:sues"), expand("<urn:x>"), expand("https://example.org/x"), expand("Alibaba"), expand("Re: offers")
    ('https://w3id.org/claimgraph/ontology#sues', 'urn:x', 'https://example.org/x', None, None)
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    if re.fullmatch(r"(?:https?://|urn:)[^\s<>\"{}|\\^`]+", name):
        return name
    prefix, colon, local = name.partition(":")
    namespace = prefixes(base).get(prefix)
    return namespace + local if colon and namespace and _LOCAL.fullmatch(local) else None


@lru_cache(maxsize=8)
def _by_namespace(base: str) -> Mapping[str, str]:
    return {namespace: name for name, namespace in prefixes(base).items()}
