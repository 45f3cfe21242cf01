"""Where the data for measuring lies."""

from __future__ import annotations

import os
from pathlib import Path


def shared() -> Path:
    """Return the folder of the data, from `KG_SHARED` or beside the checkout. Exits with a word where it is absent."""
    folder = Path(os.environ.get("KG_SHARED") or Path(__file__).parent.parent.parent / "shared")
    if not (folder / "data").is_dir():
        raise SystemExit(f"{folder}: the data for measuring is not there; name its folder in KG_SHARED")
    return folder
