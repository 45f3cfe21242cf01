"""How classes and statuses look in every drawing: colours that colour-blind eyes tell apart, and a shape or dash beside each."""

from __future__ import annotations

from collections.abc import Mapping

from kg.select import ancestors

COLOURS: Mapping[str, str] = {
    "Organization": "#0072b2",
    "Person": "#e69f00",
    "Product": "#009e73",
    "Place": "#cc79a7",
    "Thing": "#7a7f87",
}
"""A colour a group of classes, after the palette of Okabe and Ito (2008)."""

SHAPES: Mapping[str, str] = {
    "Organization": "dot",
    "Person": "triangle",
    "Product": "square",
    "Place": "diamond",
    "Thing": "hexagon",
}

DASHES: Mapping[str, tuple[int, ...]] = {
    "planned": (10, 6),
    "possible": (2, 5),
    "cancelled": (12, 4, 2, 4),
    "denied": (12, 4, 2, 4),
}
"""The dash of an edge's line by its status; absent means a whole line."""


def group_of(type_: str, iri: str, parents: Mapping[str, tuple[str, ...]]) -> str:
    """Return the group of COLOURS that a class belongs to, by the class tree, else by the kind that stands in the entity's IRI.

    >>> group_of("Airline", "urn:x", {"Airline": ("Company",), "Company": ("Organization",)})
    'Organization'
    >>> group_of("Starship", "https://w3id.org/claimgraph/product/falcon", {})
    'Product'
    """
    for name in ancestors(type_, parents):
        if name in COLOURS and name != "Thing":
            return name
    kind = iri.rsplit("/", 2)[-2].capitalize() if iri.count("/") > 1 and "#" not in iri else ""
    if kind in COLOURS:
        return kind
    return "Organization" if type_ in ("Company", "Unit", "Regulator", "UnnamedSource") else "Thing"
