"""The ontology as a person reads it: the rows and the page of `kg relations`, as plain strings."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from kg.errors import UsageError
from kg.ontology import Ontology, Relation
from kg.patterns import Pattern


class Row(NamedTuple):
    """One relation or metric in the table."""

    name: str
    ends: str
    comment: str
    patterns: int


def relations_table(ontology: Ontology) -> list[Row]:
    """Return a row for each relation by name, then one for each metric, whose names begin with `metric:`.

    >>> from kg.ontology import load_ontology
    >>> next(row for row in relations_table(load_ontology()) if row.name == "headquarteredIn").ends
    'Organization → City, Region, Country'
    """
    relations = [
        Row(name, f"{_names(relation.domain)} → {_names(relation.range)}", relation.comment, len(relation.patterns))
        for name, relation in sorted(ontology.relations.items())
    ]
    metrics = [
        Row(f"metric:{name}", f"Organization → {metric.unit or 'number'}", metric.comment, len(metric.nouns))
        for name, metric in sorted(ontology.metrics.items())
    ]
    return relations + metrics


def relation_details(ontology: Ontology, name: str) -> str:
    """Return all that the ontology says of one relation (`acquires`) or metric (`metric:revenue`, `revenue`), in lines.

    Raises UsageError, with the nearest name, for one that there is not.
    """
    wanted = name.removeprefix("kg:")
    if wanted in ontology.relations:
        return "\n".join(_relation_lines(ontology.relations[wanted], ontology))
    metric = ontology.metrics.get(wanted.removeprefix("metric:"))
    if metric is None:
        raise UsageError(_unknown(ontology, wanted))
    lines = [f"metric:{metric.name} — {metric.label}", f"  {metric.comment}", f"  measured in: {metric.unit or 'plain numbers'}"]
    return "\n".join([*lines, f"  nouns: {_names(sorted(metric.nouns))}", *_aligned(metric.aligned, ontology)])


def _relation_lines(relation: Relation, ontology: Ontology) -> list[str]:
    lines = [f"kg:{relation.name} — {relation.label}", f"  {relation.comment}"]
    lines.append(f"  subject: {_names(relation.domain)}    object: {_names(relation.range)}")
    lines += [f"  read backwards: {relation.inverse}"] * bool(relation.inverse)
    lines += [f"  {trait}" for trait in _traits(relation)]
    lines.append("  patterns")
    lines += [f"    {_pattern(pattern)}" for pattern in relation.patterns]
    lines += ["  examples"] * bool(relation.examples) + [f"    {text}" for text in relation.examples]
    lines += ["  says nothing of it"] * bool(relation.counter_examples) + [f"    {text}" for text in relation.counter_examples]
    return lines + _aligned(relation.aligned, ontology)


def _traits(relation: Relation) -> list[str]:
    said = {
        "happens at a moment": relation.event,
        "holds either way round": relation.symmetric,
        "one subject at a time for each object": relation.one_at_a_time,
        "can happen again, as an edge of its own": relation.repeatable,
        f"ends: {_names(relation.ends)}": bool(relation.ends),
        f"not of: {_names(relation.except_subject)}": bool(relation.except_subject),
        f"object, where a pattern names none: that of {relation.implied_object}": bool(relation.implied_object),
    }
    return [text for text, holds in said.items() if holds]


def _pattern(pattern: Pattern) -> str:
    return f"{pattern.text}  ({pattern.gives})" if pattern.gives else pattern.text


def _aligned(pairs: tuple[tuple[str, str], ...], ontology: Ontology) -> list[str]:
    return [f"  {match}: {_short(iri, ontology)}" for match, iri in pairs]


def _short(iri: str, ontology: Ontology) -> str:
    names = (f"{prefix}:{iri.removeprefix(base)}" for prefix, base in ontology.prefixes.items() if iri.startswith(base))
    return next(names, f"<{iri}>")


def _names(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names)


def _unknown(ontology: Ontology, name: str) -> str:
    known = {known.lower(): known for known in (*ontology.relations, *(f"metric:{metric}" for metric in ontology.metrics))}
    known |= {label: relation.name for relation in ontology.relations.values() if (label := relation.label.lower()) not in known}
    near = get_close_matches(name.lower(), known, 1)
    hint = f"did you mean '{known[near[0]]}'?" if near else "`kg relations` lists them all"
    return f"no relation '{name}'; {hint}"
