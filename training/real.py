"""Real sentences that the project annotates and does not hold: their texts are built from the data folder.

`real/NAME.ann` has annotation in the format of the corpus, and its ids name the texts: `core/LINE` (of relations.jsonl, from 0),
`redocred/NUMBER` and `gum/NAME`. `python -m training.real FOLDER [--shared DIR]` writes texts and annotation side by side.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.corpus import blocks
from training.examples import unspaced

REAL = Path(__file__).parent / "real"
_END = re.compile(r"(?<=[a-z0-9)”\"][.!?]) (?=[A-Z“\"])")
_TEXT = "# text = "


def texts(ids: Iterable[str], shared: Path) -> dict[str, tuple[str, list[str]]]:
    """Return title and sentences of each text named. Raises OSError where the data folder lacks it."""
    data, found = shared / "data", dict[str, tuple[str, list[str]]]()
    records: list[str] = []
    documents: list[dict[str, list[list[str]]]] = []
    for name in ids:
        source, _, key = name.partition("/")
        if source == "core":
            records = records or (data / "relations/relations.jsonl").read_text(encoding="utf-8").splitlines()
            found[name] = "News", _END.split(unspaced(json.loads(records[int(key)])["text"])[0])
        elif source == "redocred":
            documents = documents or json.loads((data / "redocred/dev_revised.json").read_text(encoding="utf-8"))
            sentences = [unspaced(" ".join(words))[0].strip() for words in documents[int(key)]["sents"]]
            found[name] = "News", [sentence for sentence in sentences if sentence]
        else:
            lines = (data / f"gum_news/dep/{key}.conllu").read_text(encoding="utf-8").splitlines()
            title, *body = [line.removeprefix(_TEXT).strip() for line in lines if line.startswith(_TEXT)]
            found[name] = title, body
    return found


def write(path: Path, ids: Sequence[str], shared: Path) -> None:
    """Write the texts named as a file of the corpus's format."""
    blocks = []
    for name, (title, sentences) in texts(ids, shared).items():
        head = f"=== {name}\ntitle: {title}\ndate: 2015-01-01\npublisher: {name.partition('/')[0]}\nregister: real\n"
        blocks.append("\n".join([head, *sentences, ""]))
    path.write_text("\n".join(blocks), encoding="utf-8")


def assemble(folder: Path, shared: Path) -> Path:
    """Write texts and annotation into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(REAL.glob("*.ann")):
        write(folder / f"{path.stem}.txt", [name for name, _ in blocks(path)], shared)
        shutil.copyfile(path, folder / path.name)
    return folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Write texts and annotation into a folder."""
    parser = argparse.ArgumentParser(description="Put annotated real sentences beside their texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args(arguments)
    assemble(options.folder, options.shared)


if __name__ == "__main__":
    main()
