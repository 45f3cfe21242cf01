"""Training the network on examples, and scoring it on pairs of ends given.

python -m training.train --encoder FOLDER --layers 6 --out FILE EXAMPLES.jsonl… [--dev EXAMPLES.jsonl]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from kg.candidates import KINDS
from kg.encoding import Encoded, encode
from kg.gold import SYMMETRIC
from kg.gold_knowledgenet import PROPERTIES
from kg.ontology import load_ontology
from kg.wordpiece import FIRST, LAST, MARK, Vocabulary
from training.corpus import STATUSES
from training.examples import WIDER
from training.network import Network, vocabulary_of

BATCH = 16
RATE, HEADS_RATE = 5e-5, 1e-3
THRESHOLD = 0.5


def relation_names() -> tuple[str, ...]:
    """Return the relations between two ends of a sentence, the ontology's and those of the people in KnowledgeNet."""
    found = {name for name, relation in load_ontology(()).relations.items() if relation.range not in (("true",), ("Results",))}
    return tuple(sorted(found | {name for name, _ in PROPERTIES.values()}))


@dataclass(frozen=True, slots=True)
class Item:
    """An encoded sentence: `pairs` of ends, their `targets` (1, 0, or -1 for unknown) by relation and the status or -1.

    `kinds` are those of the `ends` that the encoder reads, or -1.
    """

    encoded: Encoded
    pairs: tuple[tuple[int, int], ...]
    targets: Tensor
    statuses: Tensor
    ends: tuple[int, ...]
    kinds: Tensor
    example: dict[str, Any]


def items(path: Path, vocabulary: Vocabulary, names: Sequence[str]) -> list[Item]:
    """Return the examples of a file with at least one pair of which something is known."""
    index = {name: at for at, name in enumerate(names)}
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        special = [vocabulary.ids[piece] for piece in (FIRST, LAST, MARK)]
        encoded = encode(*vocabulary.pieces(example["text"]), [(s, e, k) for s, e, k in example["spans"]], *special)
        item = _item(encoded, example, index)
        if item is not None:
            found.append(item)
    return found


def _item(encoded: Encoded, example: dict[str, Any], index: dict[str, int]) -> Item | None:
    whole = "*" in example["known"]
    known = [index[name] for name in example["known"] if name in index]
    seen = [at for at, place in enumerate(encoded.opened) if place >= 0]
    rows: dict[tuple[int, int], Tensor] = {}
    for i in seen:
        for j in seen:
            if i != j and (whole or known):
                row = torch.zeros(len(index)) if whole else torch.full((len(index),), -1.0)
                row[known] = 0.0
                rows[i, j] = row
    for i, j in example["open"]:
        rows.pop((i, j), None)
    blank = torch.full((len(index),), -1.0)
    for i, j, name in example["denied"]:
        if i in seen and j in seen and name in index:
            rows.setdefault((i, j), blank.clone())[index[name]] = 0.0
    statuses: dict[tuple[int, int], int] = {}
    for i, j, name, status in example["facts"]:
        if i in seen and j in seen and name in index:
            for pair in ((i, j), (j, i)) if name in SYMMETRIC else ((i, j),):
                row = rows.setdefault(pair, blank.clone())
                row[index[name]] = 1.0
                for wider in WIDER.get(name, ()):
                    if row[index[wider]] == 0:
                        row[index[wider]] = -1.0
                if status:
                    statuses[pair] = STATUSES.index(status)
    if not rows:
        return None
    pairs = tuple(rows)
    told = torch.tensor([statuses.get(pair, -1) for pair in pairs])
    kinds = {int(at): name for at, name in example["kinds"].items()}
    marked = torch.tensor([KINDS.index(kinds[at]) if at in kinds else -1 for at in seen])
    return Item(encoded, pairs, torch.stack(list(rows.values())), told, tuple(seen), marked, example)


def batches(data: Sequence[Item], *, shuffle: random.Random | None) -> Iterator[list[Item]]:
    """Yield batches of sentences of about one length."""
    order = sorted(range(len(data)), key=lambda at: len(data[at].encoded.pieces) + (shuffle.random() * 12 if shuffle else 0))
    groups = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    if shuffle:
        shuffle.shuffle(groups)
    for group in groups:
        yield [data[at] for at in group]


def tensors(batch: Sequence[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Return pieces, marks and mask (texts × places), the pairs and the ends with the places of their marks."""
    width = max(len(item.encoded.pieces) for item in batch)
    pieces, marks, mask = (torch.zeros(len(batch), width, dtype=torch.long) for _ in range(3))
    pairs, ends = [], []
    for row, item in enumerate(batch):
        size = len(item.encoded.pieces)
        pieces[row, :size] = torch.tensor(item.encoded.pieces)
        marks[row, :size] = torch.tensor(item.encoded.marks)
        mask[row, :size] = 1
        opened, closed = item.encoded.opened, item.encoded.closed
        pairs += [(row, opened[i], closed[i], opened[j], closed[j]) for i, j in item.pairs]
        ends += [(row, opened[i], closed[i]) for i in item.ends]
    return pieces, marks, mask, torch.tensor(pairs), torch.tensor(ends)


def train(
    network: Network, data: Sequence[Item], dev: Sequence[Item], names: Sequence[str], epochs: int, seed: int, rate: float
) -> None:
    """Train in place; print the scores on `dev` after each epoch."""
    shuffle = random.Random(seed)
    heads = {id(p) for module in (network.relation, network.status, network.marks) for p in module.parameters()}
    groups = [
        {"params": [p for p in network.parameters() if p.requires_grad and id(p) not in heads], "lr": rate},
        {"params": [p for p in network.parameters() if id(p) in heads], "lr": HEADS_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = epochs * (-(-len(data) // BATCH))
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, HEADS_RATE], total_steps=total + 1, pct_start=0.1, anneal_strategy="linear"
    )
    begun, done = time.time(), 0
    for epoch in range(epochs):
        network.train()
        losses = 0.0
        for number, batch in enumerate(batches(data, shuffle=shuffle)):
            targets = torch.cat([item.targets for item in batch])
            statuses = torch.cat([item.statuses for item in batch])
            kinds = torch.cat([item.kinds for item in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores, readings, classes = network(*tensors(batch))
            known = targets >= 0
            loss = functional.binary_cross_entropy_with_logits(scores.float()[known], targets[known], reduction="sum") / len(
                batch
            )
            if (statuses >= 0).any():
                loss = loss + 0.5 * functional.cross_entropy(readings.float(), statuses, ignore_index=-1)
            if (kinds >= 0).any():
                loss = loss + 0.5 * functional.cross_entropy(classes.float(), kinds, ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            plan.step()
            losses += float(loss)
            done += len(batch)
            if number % 100 == 99:
                print(
                    f"  {epoch + 1}.{number + 1} loss {losses / (number + 1):.3f} {done / (time.time() - begun):.0f} sentences/s",
                    flush=True,
                )
        print(
            f"epoch {epoch + 1}: loss {losses / (number + 1):.3f}, {time.time() - begun:.0f} s; {score(network, dev, names)}",
            flush=True,
        )


@torch.no_grad()
def predict(network: Network, data: Sequence[Item]) -> Iterator[tuple[Item, Tensor, Tensor, Tensor]]:
    """Yield each sentence with the probabilities of relations and statuses of its pairs and of kinds of its ends."""
    network.eval()
    for batch in batches(data, shuffle=None):
        scores, readings, classes = network(*tensors(batch))
        at, end = 0, 0
        for item in batch:
            pairs, ends = len(item.pairs), len(item.ends)
            yield (
                item,
                scores[at : at + pairs].float().sigmoid(),
                readings[at : at + pairs].float().softmax(-1),
                classes[end : end + ends].float().softmax(-1),
            )
            at, end = at + pairs, end + ends


def score(network: Network, dev: Sequence[Item], names: Sequence[str]) -> str:
    """Return precision, recall and F1 over directed relations, where they are known, and the accuracy of status and kind."""
    right, said, wanted, lost = 0, 0, 0, 0
    agree, told = Counter[str](), Counter[str]()
    for item, relations, statuses, kinds in predict(network, dev):
        known = item.targets >= 0
        yes = (relations >= THRESHOLD) & known
        right += int((yes & (item.targets == 1)).sum())
        said += int(yes.sum())
        wanted += int((item.targets == 1).sum())
        lost += item.example["lost"]
        given = torch.tensor([KINDS.index(item.example["spans"][end][2]) for end in item.ends])
        for name, guess, truth in (
            ("status", statuses.argmax(-1), item.statuses),
            ("kind", kinds.argmax(-1), item.kinds),
            ("kind as marked", given, item.kinds),
        ):
            agree[name] += int((guess == truth)[truth >= 0].sum())
            told[name] += int((truth >= 0).sum())
    precision, recall = right / max(said, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    scores = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {wanted} (and {lost} without ends)"
    return ", ".join([scores, *(f"{name} {agree[name] / max(told[name], 1):.3f}" for name in told)])


def by_relation(network: Network, dev: Sequence[Item], names: Sequence[str]) -> Iterator[str]:
    """Yield a line a relation: right, said, wanted."""
    right, said, wanted = Counter[str](), Counter[str](), Counter[str]()
    for item, relations, _, _ in predict(network, dev):
        yes = (relations >= THRESHOLD) & (item.targets >= 0)
        for at, name in enumerate(names):
            right[name] += int((yes[:, at] & (item.targets[:, at] == 1)).sum())
            said[name] += int(yes[:, at].sum())
            wanted[name] += int((item.targets[:, at] == 1).sum())
    for name in sorted(names, key=lambda each: -wanted[each]):
        if wanted[name] or said[name]:
            yield f"{name:18} right {right[name]:4} said {said[name]:4} wanted {wanted[name]:4}"


def main(arguments: Iterable[str] | None = None) -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description="Train the learned extractor.")
    parser.add_argument("examples", nargs="+", type=Path)
    parser.add_argument("--dev", nargs="*", type=Path, default=[])
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    torch.manual_seed(options.seed)
    names = relation_names()
    vocabulary = vocabulary_of(options.encoder)
    data = [item for path in options.examples for item in items(path, vocabulary, names)]
    dev = [item for path in options.dev for item in items(path, vocabulary, names)]
    print(f"{len(data)} sentences to train on, {len(dev)} to test on, {len(names)} relations", flush=True)
    network = Network(options.encoder, options.layers, len(names))
    train(network, data, dev, names, options.epochs, options.seed, options.rate)
    print(*by_relation(network, dev, names), sep="\n")
    torch.save({"names": names, "layers": options.layers, "state": network.state_dict()}, options.out)


if __name__ == "__main__":
    main()
