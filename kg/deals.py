"""Deals as things that are acted on: who approves or blocks whose deal, and "the deal" when it is named again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg.draft import Draft, Reader
from kg.factuality import governor, operator_of
from kg.frames import Frame
from kg.iris import claim_iri
from kg.matching import Match
from kg.model import Dropped, Mention, Quantity, Status
from kg.nameless import may_stand
from kg.ontology import Ontology
from kg.patterns import Pattern
from kg.rdf import occurrence

ACTS_ON_DEALS = frozenset({"approves", "blocks", "opposes"})
# Events that nobody calls a deal, whatever nouns they have.
_NO_DEALS = ACTS_ON_DEALS | {"sues", "reports", "rates"}
_GENERIC = frozenset("deal transaction agreement plan proposal talk negotiation move tie-up".split())
_INTENTS = frozenset({"plan", "proposal"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
# What is said of "the deal" by these is news of its status; by others it is only mentioned.
_TELLS = frozenset({"cancel", "block", "complete", "fail", "deny", "exclude"})


def event_nouns(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Return, by relation, the nouns that name its event ("takeover", "spin-off"): the heads of its noun patterns."""
    return {
        name: frozenset(head.split()[-1] for pattern in relation.patterns if pattern.form == "noun" for head in pattern.heads)
        for name, relation in ontology.relations.items()
        if relation.event
    }


def acted_on(reader: Reader, passage: int, sentence: Span, match: Match, drafts: Sequence[Draft]) -> Iterator[Draft | Dropped]:
    """Yield the claims of one who approves, blocks or opposes: towards the company whose deal it is, about the deal's claim."""
    domain = reader.parsed.ontology.relations[match.relation].domain
    for subject in match.subjects:
        left = reader.end(passage, subject, domain)
        if left is None or not reader.fits_domain(match.relation, left):
            continue
        for token in match.objects:
            found = _owner(reader, passage, sentence, match, token, left, drafts)
            if found is not None:
                owner, deal = found
                about = _identifier(reader, deal) if deal is not None else None
                draft = reader.draft(passage, sentence, match, left, owner, about=about)
                if match.relation == "opposes" and (deal is None or not _is_end(left, deal)):
                    break  # a bid that its target rejects is disputed; what others think of it is opinion
                if match.relation == "blocks" and draft.claim.status in (Status.PLANNED, Status.POSSIBLE):
                    break  # "sued to stop the deal": what is asked for is not yet a block
                yield draft
                break


def _is_end(mention: Mention, deal: Draft) -> bool:
    other = deal.claim.object
    return isinstance(other, Mention) and other.entity == mention.entity


def _owner(
    reader: Reader, passage: int, sentence: Span, match: Match, token: Token, left: Mention, drafts: Sequence[Draft]
) -> tuple[Mention, Draft | None] | None:
    ontology = reader.parsed.ontology
    inside = {token, *token.subtree}
    here = [d for d in drafts if d.passage == passage and d.sentence == sentence.start and _is_deal(d, ontology)]
    deal = next((d for d in here if d.head in inside and d.claim.subject.entity != left.entity), None)
    if deal is not None:
        return deal.claim.subject, deal
    if _names_a_deal(token, ontology):
        last = _last_deal(token.lemma_.lower(), passage, drafts, ontology)
        if last is not None and last.claim.subject.entity != left.entity:
            return _placed(reader, passage, sentence, last.claim.subject, token), last
        return None
    mention = reader.end(passage, token, ontology.relations[match.relation].range)
    if mention is None or mention.entity == left.entity or (reader.is_local(mention) and not match.pattern.has_object):
        return None
    fits = ontology.fits(match.relation, left.entity.type, mention.entity.type)
    if not fits or not may_stand(reader, passage, match.relation, left, mention):
        return None
    below = set(match.frame.head.subtree)
    return mention, next((d for d in here if d.head in below and d.claim.subject.entity == mention.entity), None)


def _names_a_deal(token: Token, ontology: Ontology) -> bool:
    lemma = token.lemma_.lower()
    return lemma in _GENERIC or any(lemma in nouns for nouns in event_nouns(ontology).values())


def anaphoric(reader: Reader, passage: int, sentence: Span, before: Sequence[Draft], found: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what a sentence says of a deal named before: "has dropped the plan", "the takeover was completed"."""
    ontology = reader.parsed.ontology
    heads = {draft.head for draft in found}
    for token in sentence:
        if token.pos_ != "NOUN" or token in heads or not _is_definite(token):
            continue
        if any(t in heads for t in token.subtree if t.dep_ in ("acl", "relcl", "pobj", "pcomp", "xcomp")):
            continue
        step = governor(token)
        if step is None or operator_of(step[0], ontology.cues) not in _TELLS:
            continue
        deal = _last_deal(token.lemma_.lower(), passage, [*before, *found], ontology)
        if deal is None or not _may_speak(reader, passage, step[0], deal, ontology):
            continue
        again = _again(reader, passage, sentence, token, deal)
        if token.lemma_.lower() in _INTENTS and again.claim.status in (Status.PLANNED, Status.POSSIBLE):
            continue  # "the plan faces delays" tells no more of the deal than that it is planned
        yield again


def _again(reader: Reader, passage: int, sentence: Span, token: Token, deal: Draft) -> Draft:
    frame = Frame(token, "noun", (token.lemma_.lower(),), ())
    match = Match(deal.claim.relation, Pattern(f"the {token.lemma_.lower()}", "noun", frozenset(), ()), frame, (), (token,))
    left = _placed(reader, passage, sentence, deal.claim.subject, token)
    right = deal.claim.object
    assert not isinstance(right, Quantity)  # no pattern makes an observation
    if isinstance(right, Mention):
        right = _placed(reader, passage, sentence, right, token)
    return reader.draft(passage, sentence, match, left, right)


def _last_deal(noun: str, passage: int, drafts: Sequence[Draft], ontology: Ontology) -> Draft | None:
    """Return the latest word on the deal that the noun means: the last of this passage, else the one most spoken of so far."""
    nouns = event_nouns(ontology)
    fitting = [d for d in drafts if _is_deal(d, ontology) and (noun in nouns[d.claim.relation] or noun in _GENERIC)]
    near = [d for d in fitting if d.passage == passage]
    if near:
        return near[-1]
    count = Counter(_triple(draft) for draft in fitting)
    return max(enumerate(fitting), key=lambda pair: (count[_triple(pair[1])], pair[0]))[1] if fitting else None


def _triple(draft: Draft) -> tuple[str, str, str]:
    end = draft.claim.object
    return draft.claim.subject.entity.iri, draft.claim.relation, end.entity.iri if isinstance(end, Mention) else end.text


def _is_deal(draft: Draft, ontology: Ontology) -> bool:
    relation = ontology.relations.get(draft.claim.relation)
    return (
        relation is not None
        and relation.event
        and bool(event_nouns(ontology)[draft.claim.relation])
        and draft.claim.relation not in _NO_DEALS
    )


def _is_definite(token: Token) -> bool:
    return any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE) for child in token.children)


def _may_speak(reader: Reader, passage: int, verb: Token, deal: Draft, ontology: Ontology) -> bool:
    """Only the ends of a deal, or an authority, can end or finish it; a third party named beside "the deal" means another one."""
    if operator_of(verb, ontology.cues) == "block":
        return True
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lemma_.lower() not in _GENERIC:
            mention = reader.parsed.mention(passage, child)
            if mention is not None and ontology.is_a(mention.entity.type, "Organization"):
                other = deal.claim.object.entity if isinstance(deal.claim.object, Mention) else None
                return mention.entity in (deal.claim.subject.entity, other)
    return True


def _placed(reader: Reader, passage: int, sentence: Span, mention: Mention, token: Token) -> Mention:
    """Return the entity's mention in this sentence, or one at the words that stand for the deal."""
    for word in sentence:
        own = reader.parsed.mention(passage, word)
        if own is not None and own.entity == mention.entity:
            return own
    return reader.at(passage, token, mention)


def _identifier(reader: Reader, deal: Draft) -> str:
    return claim_iri(reader.parsed.base, deal.claim, occurrence(reader.parsed.document, deal.claim.evidence))
