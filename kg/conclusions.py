"""Evidence → the graphs of the conclusions: the parts of identity, status and edges put together for one configuration."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.conclude import conclude
from kg.corrections import load_corrections
from kg.edges import conclusion_graphs
from kg.engines import Pipeline
from kg.identity import identify
from kg.known import load_known
from kg.rdf import read_claims
from kg.stores import Store


def conclusions(pipeline: Pipeline) -> tuple[Callable[[Store], Mapping[str, bytes]], str]:
    """Return what concludes a store's evidence, and a digest of what that depends on beside the evidence.

    That is the pipeline's version, the least confidence, and the user's corrections. Raises ConfigError for broken corrections.
    """
    config = pipeline.config
    path = Path(config.corrections)
    corrections = load_corrections(path, pipeline.ontology.relations)
    written = path.read_bytes() if path.is_file() else b""
    parts = (pipeline.version.encode(), str(config.min_confidence).encode(), written)

    def drawn(store: Store) -> Mapping[str, bytes]:
        claims = list(read_claims(store))
        identity = identify(claims, load_known(config.entities), corrections, base=config.base)
        found = conclude(claims, identity, pipeline.ontology, base=config.base, min_confidence=config.min_confidence)
        return conclusion_graphs(found, config.base, pipeline.ontology)

    return drawn, hashlib.sha256(b"\x1f".join(parts)).hexdigest()
