"""A second reading of passages in which the tagger took a name for a common word.

A small model knows few names: of an unknown one ("Packhorse wanted to buy …") it makes a noun, an adjective or a verb, and the
parse breaks around it. Such a word is capitalised within a sentence and yet no proper noun; the passage is read again with a
familiar name in its place, and gets its own words back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.language import LOWERED, load_language, parse

_ALONE = "Microsoft"
_BEFORE_A_NAME = "Morgan"  # as in a name of two words
_PLAIN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "ADP", "X", "INTJ", "AUX"})
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’]*[a-zà-öø-ÿ]\w*(?:-\d+)?")
_BREAKS = frozenset({'"', "“", "”", "‘", "'", ":", "(", "[", "–", "—", "-", "--", "...", "…", "*", "•"})


def parse_twice(texts: Iterable[str]) -> list[Doc]:
    """Return the parsed passages of one document, those with mistaken names parsed anew; headlines are left as they are."""
    docs = parse(texts)
    skip = frozenset(number for number, doc in enumerate(docs) if doc.user_data.get(LOWERED))
    read = [token for number, doc in enumerate(docs) if number not in skip for token in doc]
    known = {token.text for token in read if token.pos_ == "PROPN" and not _begins(token)}
    names = {
        token.text for token in read if _is_mistaken(token) or (_begins(token) and token.pos_ == "NOUN" and token.text in known)
    }
    again: dict[int, Doc] = {}
    for number, doc in enumerate(docs):
        if number in skip:
            continue
        alone = _verbless(doc)
        if alone or any(token.text in names and token.pos_ != "PROPN" for token in doc):
            again[number] = _masked(doc, names | alone)
    if not again:
        return docs
    parsed = load_language().pipe(again.values(), batch_size=64)
    fresh = {number: _unmasked(docs[number], doc) for number, doc in zip(again, parsed, strict=True)}
    return [fresh.get(number, doc) for number, doc in enumerate(docs)]


def _begins(token: Token) -> bool:
    """Whether a capital may be owed to the place: at the start of a sentence, a quote or a list item."""
    return bool(token.is_sent_start) or token.i == 0 or token.nbor(-1).text in _BREAKS


def _is_mistaken(token: Token) -> bool:
    """Whether a capital within a sentence stands on what the tagger takes for no name; an adjective may be "Swedish"."""
    if token.pos_ not in _PLAIN or not _NAME.fullmatch(token.text) or _begins(token):
        return False
    return token.pos_ != "ADJ" or (token.ent_type_ != "NORP" and not token.text.endswith(("an", "ish", "ese", "ch", "ss", "i")))


def _verbless(doc: Doc) -> frozenset[str]:
    """Return the names that a sentence is left with where the parser finds it no verb: "Corvane named X as its chief"."""
    roots = (sentence.root for sentence in doc.sents if sentence.text.rstrip().endswith("."))
    return frozenset(root.text for root in roots if _NAME.fullmatch(root.text) and any(map(_is_lost_verb, root.children)))


def _is_lost_verb(token: Token) -> bool:
    return token.dep_ == "acl" and token.tag_ in ("VBN", "VBD") and token.i > token.head.i


def _masked(doc: Doc, names: set[str]) -> Doc:
    words = []
    for token in doc:
        if token.text not in names:
            words.append(token.text)
        else:
            follows = token.i + 1 < len(doc) and token.nbor(1).text[:1].isupper() and bool(token.whitespace_)
            words.append(_BEFORE_A_NAME if follows else _ALONE)
    return Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def _unmasked(own: Doc, read: Doc) -> Doc:
    """Return the second parse with the passage's own words; what the model says of a stand-in's class is not said of the name."""
    replaced = [mine.text != token.text for mine, token in zip(own, read, strict=True)]
    invented = {at for span in read.ents if all(replaced[span.start : span.end]) for at in range(span.start, span.end)}
    kept = [bool(token.ent_type_) and token.i not in invented for token in read]
    ents = [f"{token.ent_iob_}-{token.ent_type_}" if keep else "O" for token, keep in zip(read, kept, strict=True)]
    fresh = Doc(
        own.vocab,
        words=[token.text for token in own],
        spaces=[bool(token.whitespace_) for token in own],
        tags=[token.tag_ for token in read],
        pos=[token.pos_ for token in read],
        morphs=[str(token.morph) for token in read],
        lemmas=[mine.text if gone else token.lemma_ for mine, token, gone in zip(own, read, replaced, strict=True)],
        heads=[token.head.i for token in read],
        deps=[token.dep_ for token in read],
        ents=ents,
    )
    fresh.user_data.update(own.user_data)
    return fresh
