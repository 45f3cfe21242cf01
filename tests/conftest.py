"""What all tests stand on: Ctrl-C that is heard, and the headless browser for tests of pages.

The browser is one a session, without network, driven by Playwright.

The binary is that of the npm package @sparticuz/chromium (`make browser` installs it under tests/browser), which needs no system
packages. Without it such tests are skipped, and fail where CI=true.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from newsroom import kg, write_articles

from kg.stores import Store, open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

FOLDER = Path(__file__).parent / "browser"
UNPACKED = FOLDER / "node_modules" / ".chromium"
# The package unpacks what it holds into TMPDIR, and the libraries that bare systems lack only on the platform it was made for.
UNPACK = """
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";
const bin = fileURLToPath(new URL("../bin", import.meta.resolve("@sparticuz/chromium")));
await chromium.executablePath();
await inflate(join(bin, "al2023.tar.br"));
console.log(JSON.stringify(chromium.args));
"""
# One process for all crashes at times; the others of these would switch off what the tests are to find.
UNWANTED = ("--single-process", "--disable-web-security", "--allow-running-insecure-content", "--headless=")
OFFLINE = ("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--no-first-run")


@pytest.fixture(scope="session", autouse=True)
def _hearing() -> Iterator[None]:
    """Let the tests hear Ctrl-C also where the shell that started them in its background had it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium with WebGL that reaches no network. Pages come from `file://` or `page.set_content`."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed; run: make browser")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


def launched(playwright: Playwright) -> Browser:
    """Start the browser, which is unpacked first where it was not yet; without one the test is skipped."""
    arguments = _unpacked()
    environment = {**_environment()}
    binary = UNPACKED / "chromium"
    return playwright.chromium.launch(executable_path=binary, args=arguments, env=environment, chromium_sandbox=False)


def _unpacked() -> list[str]:
    """Unpack the browser once and return the arguments that it needs."""
    if not (UNPACKED / "arguments.json").exists():
        node = _node()
        if node is None or not (FOLDER / "node_modules" / "@sparticuz").is_dir():
            _missing("no browser is installed; run: make browser")
        part = Path(tempfile.mkdtemp(dir=FOLDER / "node_modules", prefix=".part-"))
        command = [node, "--input-type=module", "--eval", UNPACK]
        environment = os.environ | {"TMPDIR": str(part)}
        done = subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=300)
        if done.returncode:
            shutil.rmtree(part)
            _missing(f"the browser cannot be unpacked: {done.stderr.strip().splitlines()[-1:]}")
        (part / "arguments.json").write_text(done.stdout)
        shutil.rmtree(UNPACKED, ignore_errors=True)
        part.rename(UNPACKED)
    arguments = json.loads((UNPACKED / "arguments.json").read_text())
    return [argument for argument in arguments if not argument.startswith(UNWANTED)] + [*OFFLINE]


def _node() -> str | None:
    beside = Path(sys.executable).with_name("node")
    return str(beside) if beside.exists() else shutil.which("node")


def _environment() -> dict[str, str]:
    """Return the environment in which the browser starts: the system's own libraries, else those that the package brings."""
    own = {**os.environ, "FONTCONFIG_PATH": str(UNPACKED / "fonts")}
    brought = own | {"LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib")}
    starts = (env for env in (own, brought) if not _version(env))
    return next(starts, None) or _missing("the browser does not start, neither with the system's libraries nor with its own")


def _version(environment: dict[str, str]) -> int:
    return subprocess.run([UNPACKED / "chromium", "--version"], env=environment, capture_output=True, timeout=60).returncode


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in memory."""
    with open_store("memory:") as opened:
        yield opened


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, built into `outputs`; tests that change the store use one of their own."""
    folder = tmp_path_factory.mktemp("newsroom")
    write_articles(folder)
    with chdir(folder):
        done = kg("build", "articles")
    assert (done.exit_code, done.stderr) == (0, "")
    return folder


@pytest.fixture
def there(built: Path) -> Iterator[Path]:
    with chdir(built):
        yield built


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    with chdir(tmp_path):
        yield tmp_path
