"""JSON lines, a claim each: everything that the texts say, with sentence, spans, status and source."""

from __future__ import annotations

import json
from typing import BinaryIO

from kg.model import Selection
from kg.rdf import claim_json, read_claims
from kg.select import select
from kg.stores import Store


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the claims of the shown edges, or all claims, in the order of documents and claims."""
    shown = select(store, selection)
    kept = {claim for edge in shown.edges for claim in edge.claims}
    used = None if shown.whole else {document for edge in shown.edges for document in edge.documents}
    for claim in read_claims(store, used):
        if shown.whole or claim.iri in kept:
            out.write(json.dumps(claim_json(claim), ensure_ascii=False).encode() + b"\n")
