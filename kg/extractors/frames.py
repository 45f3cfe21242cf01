"""Claims from frames and the ontology's patterns.

sentence ─frames→ Frame ─matches→ (relation, subject token, object token) ─ends→ mentions that fit domain and range
         ─context→ status, source ─terms→ price, stake, time → Claim, or Dropped with the reason
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.arguments import objects
from kg.deals import ACTS_ON_DEALS, acted_on, anaphoric
from kg.draft import Draft, Reader
from kg.frames import Frame
from kg.implied import implied, predecessors, speaking_firm, stand_in
from kg.matching import Match
from kg.model import NO_PATTERN, Claim, Dropped, Flag, Mention, Status
from kg.nameless import activity_mention, is_kind, is_trade, kind_mention, made_thing, may_stand, purpose_mention
from kg.parsed import Parsed
from kg.settle import settle

_BARE_TIES = ("worksFor",)


def extract(parsed: Parsed) -> Iterator[Claim | Dropped]:
    """Yield the claims of a document, and what was dropped and why; nothing comes from questions."""
    reader = Reader(parsed)
    drafts: list[Draft] = []
    for passage, sentence in parsed.sentences():
        for found in _sentence(reader, passage, sentence, drafts):
            if isinstance(found, Dropped):
                yield found
            else:
                drafts.append(found)
    yield from settle(reader, drafts)


def _sentence(reader: Reader, passage: int, sentence: Span, before: list[Draft]) -> Iterator[Draft | Dropped]:
    found: list[Draft] = []
    later: list[Match] = []
    for frame, named in reader.parsed.framed.get((passage, sentence.start), ()):
        for match in named:
            if match.relation in ACTS_ON_DEALS or not match.pattern.has_object:
                later.append(match)  # whose deal it is, and what an unsaid object is, shows when the rest is known
                continue
            for each in _from_match(reader, passage, sentence, match, [*before, *found]):
                if isinstance(each, Draft):
                    found.append(each)
                yield each
        if not named:
            yield from _unclaimed(reader, passage, frame)
    for match in later:
        read = acted_on if match.relation in ACTS_ON_DEALS else _from_match
        for each in read(reader, passage, sentence, match, [*before, *found]):
            if isinstance(each, Draft):
                found.append(each)
            yield each
    yield from anaphoric(reader, passage, sentence, before, found)
    yield from predecessors(reader, found, before)


def _from_match(reader: Reader, passage: int, sentence: Span, match: Match, drafts: list[Draft]) -> Iterator[Draft | Dropped]:
    subjects = match.subjects or stand_in(match)
    kept = False
    complaints: list[Dropped] = []
    for subject in subjects:
        for claim in _ends_of(reader, passage, sentence, match, subject, drafts):
            if isinstance(claim, Dropped):
                complaints.append(claim)
            else:
                kept = True
                yield claim
    if not kept:
        yield from complaints[:1]


def _ends_of(
    reader: Reader, passage: int, sentence: Span, match: Match, subject: Token, drafts: list[Draft]
) -> Iterator[Draft | Dropped]:
    relation = reader.parsed.ontology.relations[match.relation]
    left = reader.end(passage, subject, relation.domain)
    if left is None or not reader.fits_domain(match.relation, left):
        left = _other_subject(reader, passage, match, relation.domain) or left
    if left is not None and match.relation == "usedFor" and left.entity.type == "Thing" and not reader.is_local(left):
        left = replace(left, entity=replace(left.entity, type="Product"))
    left = left or speaking_firm(reader, passage, sentence, subject)
    if left is None:
        return
    if relation.range == ("true",):
        if not reader.fits_domain(match.relation, left) or reader.is_local(left):
            return
        yield reader.draft(passage, sentence, match, left, _flag(reader, passage, match))
        return
    if "date" in relation.range:
        for token in match.objects:
            moment = reader.moment_at(passage, token)
            if moment is not None and reader.fits_domain(match.relation, left):
                yield reader.draft(passage, sentence, match, left, moment)
        return
    for right in _objects(reader, passage, sentence, match, left, drafts):
        found = _checked(reader, passage, sentence, match, left, right) if right is not None else None
        if found is not None:
            yield found


def _objects(
    reader: Reader, passage: int, sentence: Span, match: Match, left: Mention, drafts: list[Draft]
) -> Iterator[Mention | None]:
    relation = reader.parsed.ontology.relations[match.relation]
    if not match.objects:
        yield implied(reader, passage, sentence, match, left, drafts)
    for token in match.objects:
        named = reader.end(passage, token, relation.range)
        if named is not None and relation.one_at_a_time and reader.is_local(named):
            named = implied(reader, passage, sentence, match, left, drafts)  # "the chair of the board"
        if match.relation == "usedFor" and named is not None and named.entity.type == "Thing":
            named = purpose_mention(reader, passage, token)
        if match.frame.form == "kind":
            if is_kind(reader, token, left):
                yield kind_mention(reader, passage, token, "Product")
        elif named is None and token.tag_ == "VBG" and "Topic" in relation.range:
            yield activity_mention(reader, passage, token)
        elif named is None and token in match.frame.get("kind"):
            topical = relation.range[0] == "Topic"
            if topical and not is_trade(token):
                continue
            yield kind_mention(reader, passage, token, "Topic" if topical else "Product", adjectives=topical)
        else:
            yield made_thing(reader, match, named) if named is not None and "Product" in relation.range else named


def _checked(reader: Reader, passage: int, sentence: Span, match: Match, left: Mention, right: Mention) -> Draft | Dropped | None:
    ontology = reader.parsed.ontology
    relation = ontology.relations[match.relation]
    what = f"{left.entity.label} {match.relation} {right.entity.label}"
    problem = ""
    if left.entity.iri == right.entity.iri:
        problem = "both ends are one"
    elif not ontology.fits(match.relation, left.entity.type, right.entity.type):
        problem = f"{left.entity.type} and {right.entity.type} do not fit the relation's domain and range"
    elif not may_stand(reader, passage, match.relation, left, right):
        problem = "an end without a name says too little here"
    elif match.pattern.form == "possessive" and match.relation == "produces" and reader.is_local(right):
        problem = "what somebody has need not be what he makes"
    elif match.pattern.form == "possessive" and match.relation in _BARE_TIES and not _belongs(match.frame.head):
        problem = "the office says more"
    elif match.relation == "listedOn" and _moves_a_thing(match):
        problem = "what moves is no price"
    elif _is_habit(reader, match, right):
        problem = "what somebody buys day by day is no order"
    elif relation.one_at_a_time and ontology.is_a(right.entity.type, "GovernmentBody"):
        problem = "who appoints is not whose office it is"
    elif match.objects and match.frame.form == "verb" and left.start < right.end and right.start < left.end:
        problem = "one end lies within the other"
    if problem and (match.pattern.form == "possessive" or match.frame.form == "kind"):
        return None
    if problem:
        start = reader.parsed.passages[passage].start
        return Dropped(start + sentence.start_char, start + sentence.end_char, what, problem)
    draft = reader.draft(passage, sentence, match, left, right)
    if match.relation == "produces" and draft.claim.status == Status.DENIED and match.frame.get("to"):
        return None  # who does not supply X may make the goods all the same
    return draft


def _is_habit(reader: Reader, match: Match, right: Mention) -> bool:
    """Whether goods are bought day by day: "buys its chips from X"."""
    buys = match.relation in ("orders", "acquires") and match.frame.form == "verb" and match.frame.head.tag_ in ("VBZ", "VBP")
    return buys and reader.is_local(right) and reader.parsed.ontology.is_a(right.entity.type, "Product")


def _moves_a_thing(match: Match) -> bool:
    """Whether a verb has an object that is neither the company, a number nor the pattern's own: "gained friends in Oslo"."""
    own = {*match.subjects, *match.literals}
    things = [token for token in match.frame.get("obj") if token not in own] if match.frame.form == "verb" else []
    return any(token.pos_ != "NUM" and not any(child.dep_ == "nummod" for child in token.children) for token in things)


def _belongs(name: Token) -> bool:
    """Whether a name itself has an owner ("Corvane's Ana Ruiz", "Ana Ruiz of Corvane"), with no office between them."""
    ties = (child for child in name.children if child.dep_ == "poss" or child.lower_ in ("of", "from"))
    return name.pos_ == "PROPN" and any(ties)


def _other_subject(reader: Reader, passage: int, match: Match, classes: tuple[str, ...]) -> Mention | None:
    """Return the governor's object as subject: "named Ana Ruiz chief executive, succeeding Tom Hale" is said of Ruiz."""
    verb = match.frame.head
    if match.frame.form != "verb" or verb.dep_ not in ("advcl", "xcomp", "conj", "acl") or verb.head == verb:
        return None
    for token in objects(verb.head):
        other = reader.end(passage, token, classes)
        if other is not None and reader.fits_domain(match.relation, other):
            return other
    return None


def _flag(reader: Reader, passage: int, match: Match) -> Flag:
    offset = reader.parsed.passages[passage].start
    words = sorted((match.frame.head, *match.literals), key=lambda t: t.i)
    start, end = words[0].idx, words[-1].idx + len(words[-1])
    return Flag(offset + start, offset + end, reader.parsed.passages[passage].text[start:end])


def _unclaimed(reader: Reader, passage: int, frame: Frame) -> Iterator[Dropped]:
    """Report a frame between two names that no pattern claims, so that the ontology can grow from what it misses."""
    if frame.form != "verb":
        return
    named = [role for role, tokens in frame.roles if any(reader.is_name(passage, token) for token in tokens)]
    if "subj" in named and len(named) > 1:
        other = next(role for role in named if role != "subj")
        start = reader.parsed.passages[passage].start + frame.head.idx
        words = [frame.lemmas[0], *(t.lower_ for t in frame.get("prt")), *(() if other in ("obj", "comp") else (other,))]
        yield Dropped(start, start + len(frame.head), " ".join(words), NO_PATTERN)
