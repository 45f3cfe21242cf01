"""Writing a trained network as what ships: ONNX with int8 weights, a pruned vocabulary, and a note of its outputs.

python -m training.export NETWORK.pt --encoder FOLDER --out kg/data/learned
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from kg.wordpiece import FIRST, LAST, MARK, UNKNOWN, Vocabulary
from training.network import Network, vocabulary_of


class Shipped(nn.Module):
    """The encoder for one sentence: pieces and marks → places × width."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
        """Return what the heads read."""
        return self.network.hidden(pieces, marks, torch.ones_like(pieces))[0]


def heads(network: Network) -> dict[str, np.ndarray]:
    """Return the heads' weights: `NAME.in` (places × width, hidden), `NAME.out` and their biases."""
    found = {}
    for name in ("relation", "status", "kind"):
        head = getattr(network, name)
        for part, layer in (("in", head[1]), ("out", head[4])):
            found[f"{name}.{part}"] = layer.weight.detach().numpy().T.astype(np.float32)
            found[f"{name}.{part}.bias"] = layer.bias.detach().numpy().astype(np.float32)
    return found


def pruned(vocabulary: Vocabulary, texts: Iterable[str]) -> list[str]:
    """Return the pieces to keep, in their old order: special ones, single characters, and those that stand in the texts.

    A word whose piece is gone falls apart into smaller ones.
    """
    seen = {number for text in texts for number in vocabulary.pieces(text)[0]}
    return [
        piece
        for piece, number in sorted(vocabulary.ids.items(), key=lambda item: item[1])
        if number in seen or piece in (UNKNOWN, FIRST, LAST, MARK) or len(piece.removeprefix("##")) == 1
    ]


def export(network: Network, path: Path) -> None:
    """Write the network as ONNX with int8 weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    inputs = (torch.tensor([[1, 2, 3, 4, 5]]), torch.tensor([[0, 1, 0, 2, 0]]))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Shipped(network),
            inputs,
            str(plain),
            input_names=["pieces", "marks"],
            output_names=["hidden"],
            dynamic_axes={"pieces": {1: "length"}, "marks": {1: "length"}, "hidden": {0: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Read, prune, write."""
    parser = argparse.ArgumentParser(description="Write a trained network as what ships.")
    parser.add_argument("network", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="examples whose words the vocabulary keeps")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    saved = torch.load(options.network)
    network = Network(options.encoder, saved["layers"], len(saved["names"]))
    network.load_state_dict(saved["state"])
    vocabulary = vocabulary_of(options.encoder)
    lines = (line for path in options.texts for line in path.read_text(encoding="utf-8").splitlines())
    pieces = pruned(vocabulary, (json.loads(line)["text"] for line in lines))
    embeddings = network.encoder.embeddings
    weights = embeddings.word_embeddings.weight.detach()[[vocabulary.ids[piece] for piece in pieces]].clone()
    embeddings.word_embeddings = nn.Embedding.from_pretrained(weights)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (options.out / "model.json").write_text(json.dumps({"relations": saved["names"]}, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(options.out / "heads.npz", **heads(network))
    export(network, options.out / "model.onnx")
    print(f"{len(pieces)} pieces, {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
