"""Time a whole build against bare spaCy on the same texts with the same number of processes, in one run.

usage: python benchmarks/build_ratio.py SOURCE… [--workers N] [--rounds N]

Prints the median seconds of both and their ratio. The build starts from an empty folder each time and includes reading,
extraction, the store, conclusions and products; spaCy's time includes loading its model, as the build's does.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

SPACY = """
import sys, spacy
from kg.readers import read
from kg.language import MODEL
texts = [d.text for d in read(*sys.argv[2:]) if not isinstance(d, Exception)]
workers = int(sys.argv[1])
print(sum(len(doc) for doc in spacy.load(MODEL).pipe(texts, n_process=workers, batch_size=8)))
"""


def seconds(command: list[str]) -> float:
    """Return how long a command takes; it must end well."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Run both in turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="+")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    builds, bare = [], []
    engine = ["--engine", "serial"] if args.workers == 1 else ["--engine", "processes", "--workers", str(args.workers)]
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as folder:
            builds.append(seconds([sys.executable, "-m", "kg", "build", *args.source, "--dir", folder, "-q", *engine]))
        bare.append(seconds([sys.executable, "-c", SPACY, str(args.workers), *args.source]))
    whole, spacy = statistics.median(builds), statistics.median(bare)
    print(f"build {whole:.2f} s  spaCy {spacy:.2f} s  ratio {whole / spacy:.2f}  workers {args.workers}  rounds {args.rounds}")


if __name__ == "__main__":
    main()
