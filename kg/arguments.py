"""The arguments of a verb or noun in a spaCy parse, moved where they belong: passive, control, relative clause, conjunction."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.calendar_words import DAYS, MONTHS

Roles = tuple[tuple[str, tuple[Token, ...]], ...]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# What "by" and "of" may name beside persons and things: when, and by how much.
_MEASURES = frozenset(
    str.split("""percent % point year month week quarter day half decade century weekend morning night today tomorrow yesterday
    spring summer autumn winter midnight noon end mid-year year-end hour minute""")
).union(MONTHS, DAYS)
_DEPTH = 6  # how far control and conjunction are followed: deeper chains are parse errors


@lru_cache(maxsize=256)
def sentences_of(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences of a passage, kept in mind: spaCy counts them anew at each asking."""
    return tuple(doc.sents)


def is_measure(token: Token) -> bool:
    """Return whether a word says when or how much: "by June", "by 12 percent"."""
    return token.like_num or token.lower_ in _MEASURES or token.lemma_.lower() in _MEASURES


def conjuncts(token: Token) -> tuple[Token, ...]:
    """Return the token and what is joined to it ("Tencent, Baidu and Huawei"), in the order of the text."""
    if token.tag_ == "NNS":  # "the phone companies X and Y" are X and Y
        names = [child for child in token.children if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > token.i]
        listed = token.i + 2 < len(token.doc) and token.nbor(1).text == "," and token.nbor(2).pos_ == "PROPN"
        if not names and listed:  # "by two astronomers, X and Y": the parser often hangs the names higher
            name = token.nbor(2)
            while name.dep_ == "compound" and name.head.i > name.i:
                name = name.head
            names = [name] if name.dep_ == "appos" else []
        if names:
            return conjuncts(names[0])
    found = [token]
    todo = [token]
    while todo:
        for child in todo.pop().children:
            joined = child.dep_ in ("nmod", "compound") and any(grand.dep_ == "cc" for grand in child.children)
            if (child.dep_ == "conj" or joined) and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X"):
                found.append(child)
                todo.append(child)
    return tuple(sorted(map(_close_name, found), key=lambda t: t.i))


def _close_name(noun: Token) -> Token:
    """Return the name that directly follows a common noun ("the racing driver Hamish Tolland"), else the noun itself."""
    if noun.tag_ != "NN":
        return noun
    names = (child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN")
    return next((name for name in names if name.left_edge.i == noun.i + 1), noun)


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is what is acted on."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.tag_ == "VBD" and any(c.dep_ == "agent" for c in verb.children):  # "Drover, started in 2011 by Ruiz"
        return not any(c.dep_ == "dobj" for c in verb.children)
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        own = any(child.dep_ in ("nsubj", "dobj") for child in verb.children)
        return not own and is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "xcomp", "ccomp", "oprd", "relcl", "acomp") and not any(
        c.dep_ == "dobj" for c in verb.children
    )


def subjects(verb: Token) -> tuple[Token, ...]:
    """Return who does it: the surface subject of an active verb, the agent of a passive one."""
    if not is_passive(verb):
        return surface_subjects(verb)
    agents = [
        c
        for child in verb.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")
        for c in _pobjs(child)
    ]
    return tuple(agent for agent in agents if agent.tag_ != "VBG" and not is_measure(agent))


def objects(verb: Token) -> tuple[Token, ...]:
    """Return whom it is done to: the direct object, the surface subject of a passive, or the gap of a relative clause."""
    if is_passive(verb):
        return surface_subjects(verb)
    direct = [c for child in verb.children if child.dep_ == "dobj" for c in conjuncts(child)]
    if direct:
        return tuple(_antecedent(token) for token in direct)
    for child in verb.children:  # "named Ana Ruiz chief executive": the parser hangs the name on the office
        if child.dep_ == "oprd":
            names = [c for c in child.children if c.dep_ in ("nmod", "compound", "appos") and c.pos_ == "PROPN"]
            if names:
                return (names[-1],)
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):  # "the company Corvane bought"
        own = [child for child in verb.children if child.dep_ == "nsubj"]
        if own and not any(_is_relative(child) for child in own):
            return (verb.head,)
    for child in verb.children:  # "bought and merged Delmar": the second verb's object is the first's too
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i == 2:
            return tuple(c for grand in child.children if grand.dep_ == "dobj" for c in conjuncts(grand))
    return ()


def surface_subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Return the verb's grammatical subject, its own or the one it is controlled by."""
    own = [c for child in verb.children if child.dep_ in _SUBJECTS for c in conjuncts(child)]
    if own:
        return tuple(dict.fromkeys(_antecedent(token) for token in own))
    return _controller(verb, depth) if depth < _DEPTH else ()


def _controller(verb: Token, depth: int) -> tuple[Token, ...]:
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        direct = [c for child in head.children if child.dep_ == "dobj" for c in conjuncts(child)]
        if direct and verb.dep_ == "xcomp":
            return tuple(direct)
        return surface_subjects(head, depth + 1) if verb.dep_ == "xcomp" else ()
    if verb.dep_ == "xcomp" and head.pos_ in ("NOUN", "PROPN"):
        return controllers(head, depth + 1)
    if verb.dep_ in ("acl", "relcl", "advcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _of_modified_noun(verb, depth)
    if verb.dep_ == "amod":
        return (head,)
    if verb.dep_ == "advcl" and head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head, depth + 1)
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    if verb.dep_ == "acomp" or (verb.dep_ == "attr" and head.pos_ == "AUX"):
        return surface_subjects(head, depth + 1)
    return ()


def _of_modified_noun(verb: Token, depth: int) -> tuple[Token, ...]:
    noun = verb.head
    if noun.dep_ == "attr" and noun.lower_ in ("percent", "%") and noun.head.pos_ == "AUX":  # "is 22 percent owned by X"
        return surface_subjects(noun.head, depth + 1)
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if not infinitive or noun.pos_ == "PROPN":  # a name before "to buy" is a headline's subject
        return conjuncts(noun) if verb.i > noun.i and noun.dep_ == "ROOT" else (_bearer(noun),)
    # a new name that opens a headline ("Corvane to buy …") is a common noun to the tagger
    return controllers(noun, depth + 1) or ((noun,) if noun.dep_ == "ROOT" else ())


def _of_preposition(preposition: Token, depth: int) -> tuple[Token, ...]:
    head = preposition.head
    while head.pos_ == "ADP" and head.head != head:
        head = head.head
    if head.pos_ in ("VERB", "AUX"):
        return surface_subjects(head, depth + 1)
    return controllers(head, depth + 1) if head.pos_ in ("NOUN", "PROPN") else ()


def controllers(noun: Token, depth: int = 0) -> tuple[Token, ...]:
    """Return whose plan, talks or interest a noun is: its possessor, "by" or "between" phrase, or the subject it depends on."""
    owners = [c for child in noun.children if child.dep_ == "poss" for c in conjuncts(child)]
    if owners:
        return tuple(owners)
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "between", "from"):
            found = _pobjs(child)
            if found:
                return found
    names = [c for c in noun.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
    if names and noun.i - names[-1].i == 1 and depth < _DEPTH and noun.dep_ in ("nsubj", "nsubjpass", "ROOT"):
        return tuple(names[-1:])
    return _subject_above(noun, depth)


def _subject_above(noun: Token, depth: int) -> tuple[Token, ...]:
    """Follow objects and prepositions up to the verb and take its subject ("X is in talks to …", "X has dropped plans to …")."""
    head, token = noun.head, noun
    while token != head and depth < _DEPTH:
        depth += 1
        if head.pos_ in ("VERB", "AUX") and token.dep_ not in _SUBJECTS:
            return surface_subjects(head, depth) if not is_passive(head) or token.dep_ == "prep" else ()
        if head.pos_ in ("NOUN", "PROPN") and token.dep_ != "appos":
            return controllers(head, depth)
        if head.pos_ in ("NOUN", "PROPN"):
            return ()
        token, head = head, head.head
    return ()


def prepositions(token: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield (preposition, its nouns) of a verb, noun or adjective; "away from X" and "out of X" give `from` and `of`."""
    for child in token.children:
        if child.lower_ in ("according", "due", "because"):
            continue
        if child.dep_ in ("prep", "dative", "agent") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV", "PART"):
            found = _pobjs(child) + tuple(c for other in child.children if other.dep_ == "conj" for c in _pobjs(other))
            if found:
                yield child.lower_, found
            yield from ((name, tokens) for name, tokens in prepositions(child))
        elif child.dep_ == "dative":
            yield "to", conjuncts(child)
        elif child.pos_ == "VERB" and child.dep_ in ("acl", "advcl", "relcl", "xcomp", "ccomp"):  # "approval for X to go ahead"
            if any(grand.dep_ == "mark" and grand.lower_ == "for" for grand in child.children):
                yield "for", tuple(c for grand in child.children if grand.dep_ == "nsubj" for c in conjuncts(grand))
        elif child.dep_ == "advmod" and any(grand.dep_ == "prep" for grand in child.children):
            yield from prepositions(child)


def _pobjs(preposition: Token) -> tuple[Token, ...]:
    found = [c for child in preposition.children if child.dep_ in ("pobj", "pcomp") for c in conjuncts(child)]
    return tuple(_antecedent(token) for token in found)


def name_after(noun: Token) -> Token | None:
    """Return the head of the proper name that directly follows a common or title noun ("unit T-Head", "CEO Tim Cook")."""
    end = noun.sent.end  # spaCy looks for it anew each time
    if noun.i + 1 >= end:
        return None
    token = noun.nbor(1)
    if noun.pos_ == "PROPN" and noun.dep_ != "compound":
        return None
    if token.pos_ != "PROPN" and not (token.pos_ in ("NOUN", "ADJ") and token.text[:1].isupper() and noun.text[:1].islower()):
        return None  # the tagger takes many a new name for a common noun
    while token.i + 1 < end and token.nbor(1).text[:1].isupper() and token.dep_ in ("compound", "amod", "nmod"):
        token = token.nbor(1)
    return token


def _is_relative(token: Token) -> bool:
    return token.lower_ in _RELATIVE and token.tag_ in ("WP", "WDT", "WP$", "IN")


def _antecedent(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for; any other token itself."""
    if not _is_relative(token):
        return token
    clause = token
    while clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
    return _bearer(clause.head) if clause.dep_ == "relcl" and clause.head.pos_ in ("NOUN", "PROPN", "PRON") else token


def _bearer(noun: Token) -> Token:
    """Return the name that a noun in apposition describes: "the H200, a chip that …", "Vireo, a company founded …"."""
    return (
        noun.head if noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.head.pos_ == "PROPN" and noun.head.i < noun.i else noun
    )
