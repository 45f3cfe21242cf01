"""pyvis's own page, as a notebook shows it, with its requests to other hosts taken out."""

from __future__ import annotations

import re
from typing import BinaryIO

from kg.model import Selection
from kg.notebook import to_pyvis
from kg.stores import Store

# The style sheet and script that its template loads for menus, which this page does not have.
_REQUESTS = re.compile(r"<link\b[^>]*\bhref=\"[^>]*>|<script\b[^>]*\bsrc=\"[^>]*>\s*</script>|//# sourceMappingURL=[^\s<]*")
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the page of `kg.to_pyvis`, which no longer asks a network for anything."""
    page = _REQUESTS.sub("", to_pyvis(store, selection).generate_html(notebook=False))
    out.write(page.replace("<head>", f"<head>{_POLICY}", 1).encode())
