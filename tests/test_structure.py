"""What holds the code together: directions of import, sizes, few public names, quick start, nothing of anybody's machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "kg").rglob("*.py"))
}
# Each layer knows those before it and none after it.
LAYERS = (
    ("kg.model", "kg.errors"),
    ("kg.iris", "kg.patterns", "kg.config"),
    ("kg.readers", "kg.passages", "kg.ontology", "kg.frames", "kg.context", "kg.quantities", "kg.link", "kg.rdf"),
    ("kg.extractors",),
    ("kg.pipeline",),
    ("kg.engines", "kg.stores", "kg.identity", "kg.conclude"),
    ("kg.build", "kg.views"),
    ("kg.cli", "kg.commands"),
)
ONLY_IN = {
    "pyoxigraph": {"kg.stores.oxigraph", "kg.ontology"},
    "click": {"kg.cli", "kg.commands"},
}
PUBLIC_NAMES = 12
MODULE_LINES = 400
FUNCTION_LINES = 60


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


@cache
def imports(module: str, *, anywhere: bool = True) -> frozenset[str]:
    """Return what a module imports, by full name; those inside functions too, those for type checkers alone never."""
    found: set[str] = set()
    queue: list[ast.AST] = [tree(module)]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            queue += node.orelse
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in inner}
        elif anywhere or not isinstance(node, ast.FunctionDef | ast.Lambda):
            queue += ast.iter_child_nodes(node)
    return frozenset(found)


@cache
def reached(module: str, *, anywhere: bool = True) -> frozenset[str]:
    """Return every module of ours that a module leads to."""
    found: set[str] = set()
    queue = [module]
    while queue:
        for name in imports(queue.pop(), anywhere=anywhere) & MODULES.keys() - found:
            found.add(name)
            queue.append(name)
    return frozenset(found)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_no_relative_imports() -> None:
    assert [m for m in MODULES if any(isinstance(n, ast.ImportFrom) and n.level for n in ast.walk(tree(m)))] == []


@pytest.mark.parametrize("rank", range(len(LAYERS) - 1), ids=lambda rank: LAYERS[rank][0])
def test_no_layer_reaches_a_later_one(rank: int) -> None:
    later = [name for layer in LAYERS[rank + 1 :] for name in layer]
    lower = [module for module in MODULES if any(within(module, name) for name in LAYERS[rank])]
    wrong = {(low, high) for low in lower for high in reached(low) if any(within(high, name) for name in later)}
    assert wrong == set()


def test_no_module_needs_itself_to_load() -> None:
    assert {module for module in MODULES if module in reached(module, anywhere=False)} == set()


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_behind_their_one_door(library: str) -> None:
    users = {module for module in MODULES if any(within(name, library) for name in imports(module))}
    assert {user for user in users if not any(within(user, door) for door in ONLY_IN[library])} == set()


def test_nothing_comes_from_folders_beside_the_package() -> None:
    beside = ("training", "benchmarks", "tests", "seeds")
    assert {module for module in MODULES if any(within(name, folder) for name in imports(module) for folder in beside)} == set()


def test_every_library_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_plain(name) for name in (*project["dependencies"], *project["optional-dependencies"]["pandas"])}
    roots = {name.split(".")[0] for module in MODULES for name in imports(module)} - {"kg"} - sys.stdlib_module_names
    known = packages_distributions()
    assert {name for name in roots if not {_plain(dist) for dist in known.get(name, [name])} & declared} == set()


def _plain(requirement: str) -> str:
    return re.split(r"[\s<>=!~\[;]", requirement)[0].lower().replace("_", "-")


def test_modules_and_functions_are_small() -> None:
    sizes = {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in MODULES.items()}
    functions = {
        f"{module}.{node.name}": lines
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert {module: lines for module, lines in sizes.items() if lines > MODULE_LINES} == {}
    assert functions == {}


def test_what_is_public_says_what_it_does() -> None:
    """Modules, and their classes and functions without an underscore."""
    silent = [module for module in MODULES if MODULES[module].stat().st_size and not ast.get_docstring(tree(module))]
    for module in MODULES:
        if any(part.startswith("_") for part in module.split(".")):
            continue
        for node in tree(module).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{module}.{node.name}")
    assert silent == []


def test_few_public_names_and_each_is_there() -> None:
    assert 0 < len(kg.__all__) <= PUBLIC_NAMES
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        kg.nonsense  # noqa: B018


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import kg", ("spacy", "rdflib", "pyoxigraph", "trafilatura", "networkx", "pandas", "pyvis")),
        (
            "import kg.cli\ntry: kg.cli.main(['--help'])\nexcept SystemExit: pass",
            ("spacy", "rdflib", "pyoxigraph", "trafilatura", "networkx"),
        ),
        ("import kg.readers", ("spacy", "trafilatura", "lxml")),
    ],
    ids=["import", "help", "readers"],
)
def test_heavy_libraries_wait_until_they_are_needed(code: str, absent: tuple[str, ...]) -> None:
    assert loaded(code, absent) == ""


def test_a_query_on_a_built_graph_loads_no_language_model(tmp_path: Path) -> None:
    with kg.open_store(f"oxigraph:{tmp_path}/store") as store:
        quad = '<https://example.org/a> <https://example.org/p> "Corvane" <https://example.org/d> .'
        store.replace("https://example.org/d", quad.encode())
        store.publish()
    command = ["query", "--all", "SELECT ?o { ?s ?p ?o }", "-f", "csv", "--dir", str(tmp_path)]
    assert (
        loaded(
            f"import kg.cli\ntry: kg.cli.main({command})\nexcept SystemExit: pass",
            ("spacy", "thinc", "trafilatura", "networkx"),
            prints="Corvane",
        )
        == ""
    )


def loaded(code: str, absent: tuple[str, ...], prints: str = "") -> str:
    """Run code in a process of its own and return which of some libraries it loaded."""
    check = f"import sys\n{code}\nsys.stderr.write(', '.join(sorted(set({absent!r}) & sys.modules.keys())))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and prints in done.stdout, done.stderr
    return done.stderr


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no git checkout: what is tracked is not known")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_a_machine_or_a_package_index() -> None:
    folders = rb"/(?:root/|(?:home|Users|tmp|work|opt)/\w)"
    hosts = rb"files\.pythonhosted|registry\.npmjs|pypi\.org/simple|--(?:extra-)?index-url[ =]"
    pattern = re.compile(folders + b"|" + hosts)
    here = Path(__file__)
    assert {str(path.relative_to(ROOT)) for path in tracked() if path != here and pattern.search(path.read_bytes())} == set()


def test_no_tracked_file_is_large() -> None:
    learned = ROOT / "kg" / "data" / "learned"
    assert {
        str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > 2_000_000 and path.parent != learned
    } == set()
    assert sum(path.stat().st_size for path in learned.iterdir()) < 60_000_000


def test_locks_carry_hashes_for_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry] == []
