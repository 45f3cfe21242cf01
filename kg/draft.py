"""Making a claim from a match: ends, status, source, terms and confidence, with what later passes still need to know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kg import context
from kg.deal_terms import read_terms
from kg.ends import ends
from kg.factuality import Cues, operator_of
from kg.matching import Match
from kg.model import Claim, Flag, Kind, Mention, Moment, Quantity, Status
from kg.ontology import Relation
from kg.parsed import Parsed
from kg.quantities import find_quantities
from kg.times import find_moments

EXTRACTOR = "frames"
_MOVES = frozenset({"move", "relocate", "shift", "transfer"})
# How sure a claim is by the form of its pattern, before what makes it less sure.
_CONFIDENCE = {"verb": 0.9, "be": 0.88, "noun": 0.82, "possessive": 0.75}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim not yet settled within its document. `bare`: an event that a noun only presupposes, with no word on its status."""

    claim: Claim
    passage: int
    sentence: int
    head: Token
    form: str
    bare: bool = False


@dataclass(slots=True)
class Reader:
    """A parsed document with its quantities and moments, found once a passage."""

    parsed: Parsed
    _quantities: dict[int, tuple[Quantity, ...]] = field(default_factory=dict)
    _moments: dict[int, tuple[Moment, ...]] = field(default_factory=dict)

    def quantities(self, passage: int) -> tuple[Quantity, ...]:
        """Return the quantities of a passage."""
        if passage not in self._quantities:
            self._quantities[passage] = find_quantities(self.parsed.docs[passage], self.parsed.passages[passage].start)
        return self._quantities[passage]

    def moments(self, passage: int) -> tuple[Moment, ...]:
        """Return the times of a passage."""
        if passage not in self._moments:
            said = self.parsed.document.said
            self._moments[passage] = find_moments(self.parsed.docs[passage], self.parsed.passages[passage].start, said)
        return self._moments[passage]

    def moment_at(self, passage: int, token: Token) -> Moment | None:
        """Return the time that covers a token."""
        at = self.parsed.passages[passage].start + token.idx
        return next((m for m in self.moments(passage) if m.start <= at < m.end), None)

    def is_name(self, passage: int, token: Token) -> bool:
        """Whether the token belongs to a name."""
        return self.parsed.links.forms.get((passage, token.i)) == "name"

    def end(self, passage: int, token: Token, classes: Sequence[str]) -> Mention | None:
        """Return the mention that a token stands for, of one of the classes where there is one."""
        return next(ends(self.parsed, passage, token, tuple(classes)), None)

    def fits_domain(self, relation: str, mention: Mention) -> bool:
        """Whether the mention's class is in the relation's domain."""
        return any(
            self.parsed.ontology.is_a(mention.entity.type, name) for name in self.parsed.ontology.relations[relation].domain
        )

    def is_local(self, mention: Mention) -> bool:
        """Whether the mention is no name and resolved to none: an entity of its document alone."""
        return mention.entity.iri.startswith(self.parsed.document.iri + "#")

    def root(self, passage: int, mention: Mention) -> Token | None:
        """Return the head word of a mention of this passage."""
        offset = self.parsed.passages[passage].start
        span = self.parsed.docs[passage].char_span(mention.start - offset, mention.end - offset, alignment_mode="expand")
        return span.root if span is not None else None

    def at(self, passage: int, token: Token, mention: Mention) -> Mention:
        """Return the mention's entity anew, at a word that stands for it."""
        start = self.parsed.passages[passage].start + token.idx
        return Mention(start, start + len(token), token.text, mention.entity)

    def draft(
        self,
        passage: int,
        sentence: Span,
        match: Match,
        left: Mention,
        right: Mention | Moment | Flag,
        *,
        about: str | None = None,
    ) -> Draft:
        """Return the claim that a match makes of two ends."""
        head = match.frame.head
        said = context.read(self.parsed, passage, head)
        if _is_presupposed(match):
            said = context.Context(Status.ACTUAL)
        status, bare = self._status(match, said)
        kind = self.parsed.passages[passage].kind
        confidence = _CONFIDENCE[match.pattern.form] - (0.05 if kind in (Kind.TITLE, Kind.HEADING) else 0.0)
        confidence -= 0.08 * sum(self._is_indirect(passage, end) for end in (left, right))
        confidence -= 0.2 if not match.objects and isinstance(right, Mention) else 0.0
        terms = read_terms(match, self.quantities(passage), self.moments(passage), self.parsed.passages[passage].start, status)
        claim = Claim(
            subject=left,
            relation=match.relation,
            object=right,
            evidence=self.parsed.evidence(passage, sentence),
            status=status,
            confidence=round(confidence, 2),
            extractor=EXTRACTOR,
            pattern=match.pattern.text,
            source=said.source,
            relay=said.relay,
            terms=terms,
            about=about,
        )
        return Draft(claim, passage, sentence.start, head, match.frame.form, bare)

    def _is_indirect(self, passage: int, end: Mention | Moment | Flag) -> bool:
        if not isinstance(end, Mention):
            return False
        root = self.root(passage, end)
        return root is not None and self.parsed.links.forms.get((passage, root.i)) in ("pronoun", "nominal")

    def _status(self, match: Match, said: context.Context) -> tuple[Status, bool]:
        relation = self.parsed.ontology.relations[match.relation]
        status, frame = said.status, match.frame
        cues = self.parsed.ontology.cues
        if match.pattern.form == "be" and frame.form == "noun":
            status = _office_status(match, status, cues)
        if "progressive" in said.cues and status == Status.ACTUAL and _is_change(match, relation):
            status = Status.PLANNED
        if "once" in said.cues and status == Status.ACTUAL and not relation.event:  # "was once owned by"
            status = Status.FORMER
        if match.pattern.gives:
            status = _given(Status(match.pattern.gives), status)
        bare = (
            match.pattern.form == "noun"
            and relation.event
            and status == Status.ACTUAL
            and not said.cues
            and not match.pattern.gives
        )
        return status, bare


def _is_change(match: Match, relation: Relation) -> bool:
    """Whether what is under way has not come about yet: "is buying", "is stepping down", "is moving its headquarters to"."""
    moves = match.frame.head.lemma_ in _MOVES
    return (relation.event and not relation.repeatable) or moves or match.pattern.gives == "former"


def _is_presupposed(match: Match) -> bool:
    """Whether the sentence takes it for granted: "its finance chief, X, will retire" says that X holds the office now."""
    frame, noun = match.frame, match.frame.head
    if frame.form in ("possessive", "kind"):
        return noun.dep_ != "attr"
    if match.pattern.form != "be" or frame.form != "noun":
        return False
    while noun.dep_ == "conj":
        noun = noun.head
    return noun.dep_ not in ("attr", "oprd", "acomp") and not (noun.dep_ == "pobj" and noun.head.lower_ == "as")


def _given(given: Status, status: Status) -> Status:
    """Combine what a pattern means with how far its frame is from fact: one who *will* step down still holds the office."""
    if status == Status.ACTUAL:
        return given
    if given in (Status.FORMER, Status.CANCELLED):
        return Status.ACTUAL if given == Status.FORMER else Status.PLANNED
    return status


def _office_status(match: Match, status: Status, cues: Cues) -> Status:
    noun, via = match.frame.head, match.frame.via
    premodifiers = {t.lower_ for t in noun.lefts} | {
        t.lower_
        for t in noun.doc[max(noun.i - 5, noun.sent.start) : noun.i]
        if t.dep_ in ("amod", "compound", "nmod", "advmod", "prep", "punct")
    }
    if premodifiers & cues.get("former", frozenset()):
        return Status.FORMER
    if premodifiers & cues.get("future_holder", frozenset()):
        return Status.PLANNED
    if via is not None and status == Status.ACTUAL:
        if via.lemma_ == "be" and via.tag_ == "VBD" and via.dep_ != "ccomp" and noun.dep_ == "attr":
            return Status.FORMER
        if noun.dep_ == "pobj" and noun.head.lower_ in ("as", "from") and operator_of(via, cues) in ("leave", "cancel"):
            return Status.FORMER
    return status
