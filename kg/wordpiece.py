"""Texts as word pieces of a fixed vocabulary: WordPiece as BERT has it (Devlin et al., 2019), in lower case without accents.

A library that does this drags a dozen others behind it, most of them for networks; it is a page of code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+|[^\s]")
_LONGEST = 60  # letters; a longer word is unknown
UNKNOWN, FIRST, LAST, MARK = "[UNK]", "[CLS]", "[SEP]", "[MASK]"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word pieces with their numbers; a piece within a word begins with `##`."""

    ids: Mapping[str, int]

    def pieces(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the numbers of a text's pieces and where each stands, in code points, end exclusive.

        >>> words = Vocabulary({"[UNK]": 0, "cor": 1, "##vane": 2, "buys": 3, "cafe": 4, ".": 5})
        >>> words.pieces("Corvane buys Café.")
        ([1, 2, 3, 4, 5], [(0, 3), (3, 7), (8, 12), (13, 17), (17, 18)])
        >>> words.pieces("Zürich")
        ([0], [(0, 6)])
        """
        ids: list[int] = []
        places: list[tuple[int, int]] = []
        for found in _WORD.finditer(text):
            start = found.start()
            for number, first, last in self._split(found.group()):
                ids.append(number)
                places.append((start + first, start + last))
        return ids, places

    def _split(self, word: str) -> Iterator[tuple[int, int, int]]:
        """Yield the pieces of a word, the longest that fits first; a word that does not come out is one unknown piece."""
        letters = [plain(letter) for letter in word]
        found: list[tuple[int, int, int]] = []
        first = 0
        while first < len(word) <= _LONGEST:
            for last in range(len(word), first, -1):
                number = self.ids.get(("##" if first else "") + "".join(letters[first:last]))
                if number is not None:
                    found.append((number, first, last))
                    first = last
                    break
            else:
                break
        yield from found if found and found[-1][2] == len(word) else [(self.ids[UNKNOWN], 0, len(word))]


@lru_cache(maxsize=4096)
def plain(letter: str) -> str:
    """Return a letter in lower case without its accent.

    >>> plain("É"), plain("ß"), plain("Ö")
    ('e', 'ß', 'o')
    """
    return "".join(each for each in unicodedata.normalize("NFD", letter.lower()) if unicodedata.category(each) != "Mn")


def read_vocabulary(path: Path) -> Vocabulary:
    """Return the vocabulary of a file with one piece a line."""
    return Vocabulary({piece: number for number, piece in enumerate(path.read_text(encoding="utf-8").splitlines())})
