"""Count the lines of kg's modules and functions.

usage: python benchmarks/size.py
"""

from __future__ import annotations

import ast
import statistics
from pathlib import Path


def main() -> None:
    """Print median and maximum of both."""
    modules, functions = {}, {}
    for path in sorted(Path(__file__).parent.parent.glob("kg/**/*.py")):
        source = path.read_text(encoding="utf-8")
        modules[str(path.name)] = len(source.splitlines())
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions[f"{path.name}:{node.name}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    for name, sizes in (("modules", modules), ("functions", functions)):
        longest = max(sizes, key=lambda key: sizes[key])
        print(f"{name}: {len(sizes)}, median {statistics.median(sizes.values()):.0f}, longest {sizes[longest]} lines ({longest})")


if __name__ == "__main__":
    main()
