"""One page to look at: the graph drawn, each edge with its sentences; a single file that asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import UsageError
from kg.model import Selection
from kg.stores import Store
from kg.views._page import page_data

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def write(store: Store, out: BinaryIO, selection: Selection) -> None:
    """Write the page.

    Its policy forbids every request and every script but the two that stand in it, by their digests, so that nothing that an
    article says can run. Raises UsageError where pyvis, whose wheel brings the drawing library, is not installed.
    """
    data = page_data(store, selection)
    parts = {
        "title": html.escape(data["title"]),
        "policy": _policy(),
        "drawing": drawing_library(),
        "data": embedded(data),
    }
    out.write(_PLACE.sub(lambda match: parts[match[1]], _template()).encode())


def embedded(data: Any) -> str:
    r"""Return JSON that cannot end the script element it stands in, nor open a comment there.

    >>> embedded({"label": "</script><!--&"})
    '{"label":"\\u003c/script\\u003e\\u003c!--\\u0026"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text)


@lru_cache(maxsize=1)
def drawing_library() -> str:
    """Return vis-network's script (9.1.2, Apache-2.0 or MIT) out of pyvis's wheel, without the address of its source map."""
    found = find_spec("pyvis")
    folder = Path(found.origin).parent if found and found.origin else None
    scripts = sorted(folder.glob("lib/vis-9.1*/vis-network.min.js")) if folder else []
    if not scripts:
        raise UsageError("the page needs the drawing library of pyvis 0.3.2 or newer, which is not installed: pip install pyvis")
    text = scripts[-1].read_text(encoding="utf-8").replace("\r", "")
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("</script", "<\\/script").strip()


@lru_cache(maxsize=1)
def _template() -> str:
    return files("kg.views").joinpath("page.html").read_text(encoding="utf-8")


def _policy() -> str:
    scripts = (drawing_library() if script == "{{drawing}}" else script for script in _SCRIPT.findall(_template()))
    digests = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    rest = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {digests}; {rest}"
