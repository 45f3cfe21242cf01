"""Parsed sentence → frames: who does what to whom, in one normal form, whatever the syntax. No ontology, no RDF.

A verb's frame is active ("X was bought by Y" has subj Y, obj X); a noun's frame holds what the noun is said of (`is`), its
possessor, and its prepositions. Labels are those of spaCy's English models (ClearNLP style).

    Frame(acquire, subj=Corvane, obj=Brightwell, for=billion)       verb
    Frame(unit | chip unit, is=T-Head, poss=Alibaba)                noun: copula, apposition, compound, complement
    Frame(takeover, poss=Corvane, of=Brightwell, via=abandon)       event noun and the verb it depends on
    Frame(aircraft, is=A380)                                        kind: what the noun says of a thing, whatever the noun
    Frame('s, poss=Nvidia, head=H200)                               bare possessive
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.arguments import Roles, conjuncts, is_passive, name_after, objects, prepositions, subjects, surface_subjects

COPULAS = frozenset({"be", "become", "remain", "stay"})
_PLACE_PARTICIPLES = frozenset({"base", "headquarter", "list", "locate", "bear", "domicile", "register"})
_NO_PLAIN_HEAD = frozenset({"vice", "deputy", "assistant", "associate", "acting"})
_PARTICLES = frozenset({"away", "back", "down", "up", "over", "off", "out"})
_TAKES_OVER = frozenset({"succeed", "replace", "follow"})
_QUOTES = frozenset({'"', "“", "‘", "'"})
_PREFIXES = frozenset({"co", "re", "pre", "cross"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and its arguments. `form` is verb, noun, possessive or kind.

    `lemmas` are the forms that a pattern may name ("officer", "chief executive officer").

    `via` is the verb through which a noun gets its arguments ("made" in "made a bid"), where there is one.
    """

    head: Token
    form: str
    lemmas: tuple[str, ...]
    roles: Roles
    via: Token | None = None

    def all(self, *names: str) -> tuple[Token, ...]:
        """Return the fillers of all these roles, in the order of the frame."""
        return tuple(token for role, tokens in self.roles if role in names for token in tokens)

    def get(self, *names: str) -> tuple[Token, ...]:
        """Return the fillers of the first of these roles that has any."""
        for name in names:
            found = tuple(token for role, tokens in self.roles if role == name for token in tokens)
            if found:
                return found
        return ()


def frames(sentence: Span, nouns: Container[str] | None = None) -> Iterator[Frame]:
    """Yield the frames of one sentence, in the order of their heads.

    `nouns` are the lemmas of the nouns and adjectives whose frames are wanted, all where it is None; possessives always come.
    """
    for token in sentence:
        if token.pos_ in ("VERB", "AUX") and token.lemma_ not in COPULAS and token.dep_ not in ("aux", "auxpass"):
            yield from _verb_frames(token)
        elif (
            token.tag_ == "VBN"
            and token.i > sentence.start + 1
            and token.nbor(-1).text in "-–"
            and token.nbor(-2).lower_ not in _PREFIXES
        ):
            yield from _compound_participle(token)
        elif token.pos_ in _NOUNS:
            yield from _noun_frames(token, nouns is None or token.lemma_.lower() in nouns)
        elif token.text == "(":
            yield from _ticker_frame(token)
        elif (
            token.pos_ == "ADJ"
            and (nouns is None or token.lemma_.lower() in nouns)
            and token.dep_ in ("acomp", "oprd", "amod", "conj", "advcl")
        ):
            yield from _adjective_frames(token)


def _verb_frames(verb: Token) -> Iterator[Frame]:
    hyphen = verb.i > 1 and verb.nbor(-1).text in "-–"
    prefix = verb.nbor(-2).lower_ if hyphen and verb.nbor(-2).lower_ in _PREFIXES else ""
    agent = any(child.dep_ == "agent" for child in verb.children)  # "is majority-owned by X" is a verb
    if verb.tag_ == "VBN" and hyphen and not prefix and not agent and verb.nbor(-2).pos_ in _NOUNS:
        yield from _compound_participle(verb)
        return
    roles: list[tuple[str, tuple[Token, ...]]] = [("subj", subjects(verb)), ("obj", objects(verb))]
    complement = [c for child in verb.children if child.dep_ in ("oprd", "attr", "acomp") for c in conjuncts(child)]
    roles.append(("comp", tuple(complement)))
    particles = [c for c in verb.children if c.dep_ == "prt" or (c.dep_ == "advmod" and c.lower_ in _PARTICLES)]
    roles.append(("prt", tuple(particles)))
    roles.append(("adv", tuple(c for c in verb.children if c.dep_ == "advmod" and c.i > verb.i)))
    roles.extend(prepositions(verb))
    if verb.dep_ == "relcl" and any(c.dep_ == "advmod" and c.lower_ == "where" for c in verb.children):
        roles.append(("in", (verb.head,)))
    lemma = verb.lemma_.lower()
    yield Frame(verb, "verb", (f"{prefix}-{lemma}",) if prefix else (lemma,), _filled(roles))


def _compound_participle(verb: Token) -> Iterator[Frame]:
    """Read "Oslo-based Corvane", "Nvidia-backed start-up": the word before the hyphen is an argument of the participle."""
    modifier = verb.nbor(-2) if verb.i >= 2 else None
    if modifier is None or modifier.pos_ not in _NOUNS or verb.i + 1 >= len(verb.doc):
        return
    head = _noun_phrase_head(verb.nbor(1))
    if head is None:
        return
    role = "in" if verb.lemma_ in _PLACE_PARTICIPLES else "subj"
    yield Frame(verb, "verb", (verb.lemma_.lower(),), _filled([(role, (modifier,)), ("obj", (head,))]))


def _noun_phrase_head(token: Token) -> Token | None:
    """Return the last noun of the run of adjectives and nouns that starts here."""
    head = None
    while token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV") or token.tag_ in ("VBN", "VBG", "HYPH"):
        if token.pos_ in _NOUNS:
            head = token
        if token.i + 1 >= len(token.doc):
            break
        token = token.nbor(1)
    return head


def _noun_frames(noun: Token, wanted: bool) -> Iterator[Frame]:
    owners = [c for child in noun.children if child.dep_ == "poss" for c in conjuncts(child)]
    places = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and c.i < noun.i and c.pos_ in ("ADJ", "PROPN")]
    modifiers = [*owners, *(c for c in places if c.text[:1].isupper())]
    said_of = tuple(_said_of(noun)) if wanted or modifiers else ()
    for modifier in modifiers:
        named = said_of if modifier not in owners and noun.pos_ != "PROPN" else ()
        yield Frame(noun, "possessive", ("'s",), (("poss", (modifier,)), ("head", (noun, *named))))
    yield from _named_ties(noun)
    if noun.pos_ == "NOUN" and any(child.dep_ in ("det", "poss", "nummod") for child in noun.children):
        yield from _kind_frames(noun, said_of or tuple(_said_of(noun)))
    if wanted and not _classifies(noun):
        yield _event_frame(noun, said_of, tuple(owners), (c for c in places if c.text[:1].isupper()))


def _kind_frames(noun: Token, kind_of: tuple[Token, ...]) -> Iterator[Frame]:
    inner = [c for role, found in prepositions(noun) if role == "of" for c in found] if noun.lemma_ == "pair" else []
    if not kind_of and any(c.dep_ == "compound" and c.text.islower() for c in noun.children):
        names = [c for c in noun.children if c.dep_ in ("compound", "nmod") and c.text[:1].isupper()]
        kind_of = tuple(names[-1:])  # "H200 graphics processing units"
    if kind_of:
        yield Frame((inner or [noun])[0], "kind", (noun.lemma_.lower(),), (("is", kind_of),))


def _event_frame(noun: Token, said_of: tuple[Token, ...], owners: tuple[Token, ...], places: Iterable[Token]) -> Frame:
    via = _governor(noun)
    roles: list[tuple[str, tuple[Token, ...]]] = [
        ("is", said_of),
        ("poss", owners),
        ("compound", tuple(_named_modifiers(noun, said_of))),
        ("kind", tuple(c for c in noun.children if c.dep_ in ("compound", "nmod") and c.pos_ == "NOUN" and c.i < noun.i)),
        ("place", tuple(places)),
    ]
    roles.extend(prepositions(noun))
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "whose head office is in Oslo"
        roles.extend(prepositions(noun.head))
    if via is not None:
        roles.append(("subj", subjects(via)))
        if noun.dep_ in ("dobj", "attr", "oprd"):  # "took a stake yesterday in Brightwell": the preposition hangs on the verb
            taken = {role for role, _ in roles}
            roles.extend((f"via:{role}", tokens) for role, tokens in prepositions(via) if role not in taken)
    return Frame(noun, "noun", noun_lemmas(noun), _filled(roles), via)


def _named_ties(noun: Token) -> Iterator[Frame]:
    """Read "Alpgrano of Switzerland" and "the Visor 4 by Brightmoth" as possessives: a name hangs on a name."""
    named = noun.pos_ == "PROPN"
    if not named and not any(c.dep_ in ("compound", "nmod") and c.text[:1].isupper() for c in noun.children):
        return
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in (("of", "from", "by") if named else ("by",)):
            names = tuple(grand for grand in child.children if grand.dep_ == "pobj" and grand.pos_ == "PROPN")
            if names:
                yield Frame(noun, "possessive", ("'s",), (("poss", names), ("head", (noun,))))


def _ticker_frame(bracket: Token) -> Iterator[Frame]:
    """Read "Corvane (Nasdaq: CRVN)" as "Corvane is listed on Nasdaq"."""
    i, doc = bracket.i, bracket.doc
    if bracket.sent.start < i and i + 3 < len(doc) and doc[i + 2].text == ":" and doc[i - 1].pos_ in _NOUNS:
        yield Frame(doc[i - 1], "verb", ("list",), (("obj", (doc[i - 1],)), ("on", (doc[i + 1],))))


def _classifies(noun: Token) -> bool:
    """Whether the noun only tells the kind of the noun behind it: "chief" in "chief executive", "takeover" in "takeover bid"."""
    head = noun.head
    return noun.dep_ in ("compound", "nmod", "amod") and head.pos_ == "NOUN" and noun.i < head.i <= noun.i + 2


def _named_modifiers(noun: Token, said_of: tuple[Token, ...]) -> Iterator[Token]:
    """Yield the head of a name before the noun ("Apple CEO"), unless the noun is said of that name ("named Ana Ruiz chief")."""
    if noun.dep_ == "oprd" and any(token.head == noun for token in said_of):
        return
    own = [c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.pos_ == "PROPN" and c.i < noun.i]
    if not own and name_after(noun) is not None:  # "Airbus rival Boeing": the parser hangs both words on the last
        token = noun
        while token.i > noun.sent.start and token.nbor(-1).pos_ in ("PROPN", "NOUN", "ADJ"):
            token = token.nbor(-1)
            if token.pos_ == "PROPN" or token.text.isupper():
                own.append(token)
    yield from (token for token in own if token not in said_of)


def noun_lemmas(noun: Token) -> tuple[str, ...]:
    """Return the noun's lemma alone and with the one, two and three words before it, lower case.

    A deputy is not the one he stands in for: after "vice", "deputy" and the like the plain noun is left out.
    """
    words = [noun.lemma_.lower()]
    found = [words[0]]
    token = noun
    while token.i > noun.sent.start and len(words) < 4:
        before = token.nbor(-1)
        if before.text in "-–" and before.i > noun.sent.start:
            token = before
            continue
        if before.pos_ not in ("NOUN", "PROPN", "ADJ") and before.tag_ not in ("VBG", "VBN"):
            break
        words.insert(0, before.lower_ if before.pos_ != "NOUN" else before.lemma_.lower())
        if words[0] in _NO_PLAIN_HEAD:
            return (" ".join(words),)
        found.append(" ".join(words))
        token = before
    return tuple(dict.fromkeys(found))


def _said_of(noun: Token) -> Iterator[Token]:
    """Yield what the noun is said of: "X is a unit", "X, a unit", "the unit, X", "unit X", "named X chief", "X as chief"."""
    head = noun.head
    if noun.dep_ == "attr" and head.lemma_ in COPULAS:
        yield from surface_subjects(head)
    elif noun.dep_ == "appos":
        yield from conjuncts(head) if head.dep_ == "appos" else (head,)
    elif noun.dep_ == "oprd":
        yield from objects(head)
    elif noun.dep_ == "pobj" and head.lower_ == "as" and head.head.pos_ in ("VERB", "AUX"):
        verb = head.head  # "succeeded X as chief": the office is the subject's
        yield from (() if verb.lemma_ in _TAKES_OVER else objects(verb)) or subjects(verb)
    elif noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:  # "chairman and chief executive"
        yield from _said_of(noun.head)
        return
    if noun.dep_ == "nsubj" and head.lemma_ in COPULAS:  # "the chair is Ana Ruiz"
        yield from (child for child in head.children if child.dep_ == "attr" and child.pos_ == "PROPN")
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.left_edge.i > noun.sent.start and noun.left_edge.nbor(-1).text == ",":
        beside = [c for c in head.children if c.dep_ == noun.dep_ and c.pos_ == "PROPN" and c.i < noun.i]
        yield from beside[-1:]  # "said X, general counsel of Y": the parser sees two subjects
    for child in noun.children:
        if child.dep_ == "appos":
            yield child
        elif child.dep_ == "prep" and noun.tag_ in ("NNS", "NNPS") and _lists_examples(child):
            yield from (c for grand in child.children if grand.dep_ == "pobj" for c in conjuncts(grand))
    if noun.dep_ == "nsubj" and head.lemma_ == "include" and not is_passive(head):  # "its rivals include X and Y"
        yield from objects(head)
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "agent"):
        yield from _behind_the_firm(noun)
    for after in (name_after(noun), _quoted_name(noun)):
        if after is not None:
            yield after


def _behind_the_firm(noun: Token) -> Iterator[Token]:
    """Yield the name behind "the chairman of [the brewer] Corvane, Ana Ruiz, …": the parser hangs it on the firm."""
    firms = [firm for prep in noun.children if prep.dep_ == "prep" for firm in prep.children if firm.dep_ == "pobj"]
    named = [name for firm in firms for name in firm.children if name.dep_ == "appos"]
    nested = [name for above in named for name in above.children if name.dep_ == "appos"]
    for name in (*named, *nested):
        alone = not any(child.dep_ in ("conj", "cc", "nummod") for child in name.children)
        if name.pos_ == "PROPN" and alone and name.left_edge.nbor(-1).text == ",":
            yield name


def _quoted_name(noun: Token) -> Token | None:
    """Return the quoted name behind a noun phrase: 'its application, "Qwen"'; the parser seldom sees the apposition."""
    doc, last = noun.doc, noun.i
    for child in noun.children:
        if child.dep_ == "prep" and child.right_edge.i + 1 < len(doc) and doc[child.right_edge.i + 1].text == ",":
            last = max(last, child.right_edge.i)
    follows = doc[last + 1 : last + 4]
    if len(follows) == 3 and follows[0].text == "," and follows[1].text in _QUOTES and follows[2].text[:1].isupper():
        return follows[2]
    return None


def _lists_examples(preposition: Token) -> bool:
    """Whether what follows is of the noun's kind: "rivals such as X", "rivals like X", "rivals including X"."""
    such = preposition.lower_ == "as" and preposition.i > 0 and preposition.nbor(-1).lower_ == "such"
    return such or preposition.lower_ in ("like", "including")


def _adjective_frames(adjective: Token) -> Iterator[Frame]:
    head = adjective.head
    if adjective.dep_ == "amod" and adjective.i > head.i:
        said_of: Iterable[Token] = (head,)
    elif adjective.dep_ in ("acomp", "oprd", "conj"):
        verb = head if adjective.dep_ != "conj" else head.head
        said_of = surface_subjects(verb) if verb.pos_ in ("VERB", "AUX") else ()
    else:
        return
    yield Frame(adjective, "noun", (adjective.lemma_.lower(),), _filled([("is", tuple(said_of)), *prepositions(adjective)]))


def _governor(noun: Token) -> Token | None:
    """Return the verb whose object the noun is, directly or behind one preposition."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in _NOUNS:
        top = top.head
    head = top.head
    if top.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return head if not (top.dep_ == "nsubjpass" and not is_passive(head)) else None
    if top.dep_ == "pobj":
        steps = 0
        while head.pos_ in ("ADP", "ADV", "SCONJ") and head.head != head and steps < 3:
            head, steps = head.head, steps + 1
        return head if head.pos_ in ("VERB", "AUX") else None
    return None


def _filled(roles: Iterable[tuple[str, tuple[Token, ...]]]) -> Roles:
    return tuple((role, tokens) for role, tokens in roles if tokens)
