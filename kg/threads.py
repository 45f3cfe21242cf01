"""How many threads numpy may use; to be said before it is imported."""

from __future__ import annotations

import os


def keep_to_one_thread() -> None:
    """Let numpy use one thread in this process and those that it starts, unless the user has said otherwise.

    Its threads stand in each other's way on products as small as the model's, and in that of other worker processes.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
