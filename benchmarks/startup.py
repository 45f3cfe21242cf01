"""Time `kg --help` and `kg query` on a built store.

usage: python benchmarks/startup.py [--dir outputs] [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path


def median(command: list[str], rounds: int) -> float:
    """Return the median seconds of a command over some rounds, after one that does not count."""
    found = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found[1:])


def main() -> None:
    """Print both medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default="outputs")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    kg = str(Path(sys.executable).parent / "kg")
    query = [kg, "query", "SELECT ?a ?b { ?a kg:acquires ?b }", "--dir", args.dir]
    print(f"kg --help {median([kg, '--help'], args.rounds):.2f} s  kg query {median(query, args.rounds):.2f} s")


if __name__ == "__main__":
    main()
