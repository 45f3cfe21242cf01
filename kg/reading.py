"""The learned model: of the ends that a sentence names the kind of each, and what holds between them, by probability.

    sentence with its ends ─encoding─► numbers ─encoder, ONNX, int8─► a vector a place ─heads─► probabilities

One sentence is one run, so that what a document yields never depends on what else is read (dynamic quantisation scales by the
batch). The model is made by `training/`; `kg/data/learned/` holds it with its card.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.candidates import Candidate, candidates
from kg.draft import Reader
from kg.encoding import encode
from kg.errors import ConfigError
from kg.model import Mention, Status
from kg.wordpiece import FIRST, LAST, MARK, Vocabulary, read_vocabulary

FOLDER = Path(__file__).parent / "data" / "learned"
THREADS = 1  # more would stand in each other's way where several processes build
STATUSES = tuple(Status)  # in the order of the model's outputs


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of a sentence with `n` ends: `vectors` (n × twice its width) and `kinds` (n × kinds, probabilities).

    An end that stands behind the longest text that is read is not `seen`.
    """

    passage: int
    sentence: int
    ends: tuple[Candidate, ...]
    seen: tuple[bool, ...]
    vectors: Any
    kinds: Any


@dataclass(frozen=True, slots=True)
class Model:
    """The network with its vocabulary; `names` are the relations in the order of its outputs, `heads` weights by name."""

    session: Any
    vocabulary: Vocabulary
    heads: dict[str, Any]
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def load_model(folder: Path = FOLDER) -> Model:
    """Return the model, loaded once a process. Raises ConfigError where it or a library that it needs is missing."""
    try:
        import numpy as np
        import onnxruntime
    except ImportError as error:
        raise ConfigError(f"the learned extractor needs {error.name}; run: pip install {error.name}") from error
    if not (folder / "model.json").is_file():
        raise ConfigError(f"{folder}: the learned model is not there; install kg anew, or name other extractors in kg.toml")
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    with np.load(folder / "heads.npz") as stored:  # in double precision, so that no order of summing shows in what is rounded
        heads = {name: stored[name].astype(np.float64) for name in stored.files}
    return Model(session, read_vocabulary(folder / "vocabulary.txt"), heads, tuple(about["relations"]))


def read(reader: Reader) -> list[Reading]:
    """Return what the model says of the document's sentences, those with two ends or more; questions have none."""
    found: list[Reading] = []
    for passage, sentence in reader.parsed.sentences():
        if sentence.text.rstrip(" \"'”’)").endswith("?"):
            continue
        ends = candidates(reader, passage, sentence)
        if len(ends) < 2 or not any(isinstance(end.mention, Mention) and not reader.is_local(end.mention) for end in ends):
            continue
        spans = [(end.start - sentence.start_char, end.end - sentence.start_char, end.kind) for end in ends]
        found.append(Reading(passage, sentence.start, ends, *score(load_model(), sentence.text, spans)))
    return found


def score(model: Model, text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[tuple[bool, ...], Any, Any]:
    """Return which ends were seen, their vectors and the probabilities of their kinds (see `Reading`)."""
    import numpy as np

    encoded = encode(*model.vocabulary.pieces(text), spans, *(model.vocabulary.ids[piece] for piece in (FIRST, LAST, MARK)))
    inputs = {"pieces": np.asarray([encoded.pieces], dtype=np.int64), "marks": np.asarray([encoded.marks], dtype=np.int64)}
    (hidden,) = model.session.run(None, inputs)
    vectors = np.concatenate([hidden[list(encoded.opened)], hidden[list(encoded.closed)]], axis=1).astype(np.float64)
    kinds = _softmax(_head(model, "kind", vectors @ model.heads["kind.in"]))
    return tuple(place >= 0 for place in encoded.opened), vectors, kinds


def relate(model: Model, vectors: Any, pairs: Sequence[tuple[int, int]]) -> tuple[Any, Any]:
    """Return the probabilities of relations (pairs × names) and of statuses (pairs × 6) of pairs of ends."""
    import numpy as np

    width = vectors.shape[1]
    left, right = [i for i, _ in pairs], [j for _, j in pairs]
    scores = []
    for name in ("relation", "status"):  # the first layer is linear, so each end goes through its half of it once
        weights = model.heads[f"{name}.in"]
        scores.append(_head(model, name, (vectors @ weights[:width])[left] + (vectors @ weights[width:])[right]))
    return 1 / (1 + np.exp(-scores[0])), _softmax(scores[1])


def _head(model: Model, name: str, summed: Any) -> Any:
    import numpy as np

    x = summed + model.heads[f"{name}.in.bias"]
    active = 0.5 * x * (1 + np.tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))
    return active @ model.heads[f"{name}.out"] + model.heads[f"{name}.out.bias"]


def _softmax(scores: Any) -> Any:
    import numpy as np

    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
