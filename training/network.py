"""The network: a pretrained encoder over a sentence with marked ends, with heads over pairs of ends and over ends (torch).

A pair is read at the four places of its marks, as in typed entity markers (Zhou and Chen, 2022), all pairs of a sentence in one
pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from kg.candidates import KINDS
from kg.encoding import CLOSE
from kg.wordpiece import FIRST, LAST, MARK, Vocabulary, read_vocabulary

HIDDEN = 384
_OTHER_NAMES = {"<s>": FIRST, "</s>": LAST, "<mask>": MARK}  # what MPNet calls them


def vocabulary_of(folder: Path) -> Vocabulary:
    """Return an encoder's vocabulary, the pieces with a meaning of their own named as in BERT."""
    ids = read_vocabulary(folder / "vocab.txt").ids
    return Vocabulary({_OTHER_NAMES.get(piece, piece): number for piece, number in ids.items()})


class Network(nn.Module):
    """Scores of `relations` and of six statuses for each pair of ends, and of the kinds for each end."""

    def __init__(self, folder: Path, layers: int, relations: int, statuses: int = 6) -> None:
        super().__init__()
        from transformers import AutoModel

        encoder: Any = AutoModel.from_pretrained(folder)
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        encoder.pooler = None
        self.encoder = encoder
        self.width: int = encoder.config.hidden_size
        encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.marks = nn.Embedding(CLOSE + 1, self.width, padding_idx=0)
        nn.init.normal_(self.marks.weight, std=0.02)
        with torch.no_grad():
            self.marks.weight[0].zero_()
        self.relation = self._head(4, relations)
        self.status = self._head(4, statuses)
        self.kind = self._head(2, len(KINDS))

    def _head(self, places: int, outputs: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Dropout(0.1),
            nn.Linear(places * self.width, HIDDEN),
            nn.GELU(approximate="tanh"),
            nn.Dropout(0.1),
            nn.Linear(HIDDEN, outputs),
        )

    def hidden(self, pieces: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """Return the encoder's output for texts × places."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.marks(marks)
        return self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state  # type: ignore[no-any-return]

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor, pairs: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of relations and of statuses of `pairs`, and of kinds of `ends`.

        A pair is (text, open, close, open, close), an end (text, open, close): the places of their marks.
        """
        hidden = self.hidden(pieces, marks, mask)
        read = torch.cat([hidden[pairs[:, 0], pairs[:, k]] for k in range(1, 5)], dim=-1)
        alone = torch.cat([hidden[ends[:, 0], ends[:, k]] for k in range(1, 3)], dim=-1)
        return self.relation(read), self.status(read), self.kind(alone)
