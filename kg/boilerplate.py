"""What in an article is not the article: advertising, calls to subscribe, credits, lists of sources and related news.

Cues are data. A line is left out when it is a marker (`Advertisement`), stands in a section that one opens, has a form that only
boilerplate has (`Read more …`, `Photo: …`), or sells: weights of selling words, outside quotation marks, reach a threshold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SELLS = 3  # what unmarked lines must reach; stock letters reach 4 and more, news paragraphs 0 or 1
_PROSE = 110  # a line of this length that ends a sentence and sells nothing is the article again
_LISTED = 200  # the same after a list of sources, whose lines are citations


def _any(*alternatives: str, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}", re.IGNORECASE | re.DOTALL)


_ADVERT = _any(
    r"ad|ads|advert|advertisement|advertising|advertorial|anzeige|werbung|publicité",
    r"sponsored(?: (?:content|post|by\b.{0,40}))?|paid (?:content|post)|promoted(?: content)?|partner content",
)
_INTERRUPTS = _any(r"(?:the )?(?:story|article) continues (?:below|after)\b.{0,40}")
_SECTION = _any(
    r"sources?|references?|external links?|sister links?|bookmark this|see also|tags|topics",
    r"related (?:news|articles?|stories|links?|topics|content|posts)|more (?:news|stories|from .{2,30}|on this (?:story|topic))",
    r"read (?:more|also|next)|most (?:read|popular|viewed)|recommended(?: for you)?|you may also like|trending(?: now)?",
    r"top stories|latest news|share this(?: article| story)?|comments?|leave a (?:comment|reply)",
    r"forward[- ]looking statements|media contacts?|investor contacts?|contacts?",
    after=r"\s*:?",
)
_BUTTON = r"(?:tweet|e-?mail|print|share|facebook|twitter|linkedin|whatsapp|pin it|reddit|copy link|save|listen|comments?)"
_FORMS = _any(
    r"(?:buy or sell\b.{0,10})?\bread (?:more|also|next|on|the full|our|it here|the original)\b.{0,120}",
    r"also read\b.{0,120}|see also:.*",
    r"(?:related|more|watch|listen|recommended|don't miss|topics|tags|filed under|categories|keywords|labels)\s*:.*",
    r"subscribe\b(?! to the (?:view|idea|theory)).{0,120}|sign up (?:for|to|here|now|today)\b.*",
    r"register (?:here|now|for free)\b.*",
    r"click (?:here|on|the|to)\b.*|tap here\b.*|follow (?:us|@|our|me)\b.*|join (?:us|our|the conversation|now)\b.*",
    r"like us on\b.*",
    r"share (?:this|on|via|it)\b.{0,60}|" + _BUTTON + r"(?:[\s,|/·•]+" + _BUTTON + r")*",
    r"(?:download|get) (?:our|the) (?:app|free|newsletter|latest)\b.*|(?:our |daily |weekly |free )*newsletters?\b.{0,60}",
    r"(?:\(c\)|©|copyright\b)\s*(?:©|\(c\)|\d{4}|by\b).{0,160}|.{0,120}\ball rights reserved\b.{0,60}",
    r"(?:(?:file )?photo(?:graph)?|image|picture|illustration|graphic|video|(?:photo )?credit|caption)s?\s*"
    r"(?::|\||/|by\b|courtesy\b).{0,120}",
    r".{0,100}(?:/|\bvia )(?:getty images|shutterstock|wikimedia commons|reuters|afp|ap)\)?\.?",
    r"\((?:photo|image|picture|ap photo|reuters)\b[^)]*\)|(?:(?:additional )?reporting|writing|editing) by\b.{0,200}",
    r"(?:terms of (?:use|service)|privacy policy|cookie (?:policy|settings)|contact us|about us|imprint|disclaimer|disclosure)"
    r"\s*(?:[:|·].*)?",
    r"(?:sponsored|advertisement|advertorial|anzeige|promoted|paid post|ad)\s*[:|]\s.*",
    r"we use cookies\b.*|.{0,80}does not (?:constitute|provide) (?:investment|financial) advice\b.*",
    r"(?:this|the) (?:press release|article|document|news release|announcement) (?:may )?(?:contains?|includes?) "
    r".{0,12}forward-looking\b.*",
    r"\d+ (?:comments?|shares?|min(?:ute)?s? read)|(?:back to top|load more|show more|view comments)\b.{0,20}",
    r"(?:next|previous) article\b.{0,20}",
    before=r"[-*•»>→▶\s]*",
)
_LONGEST_FORM = 400
_SELLING: tuple[tuple[int, re.Pattern[str]], ...] = (
    (2, _any(r"\bbuy,? (?:hold )?or sell\b", r"\bbuying or selling\?")),
    (2, _any(r"\bread more\b", r"\b(?:click|tap|find out|learn more|read on|see|download|register|subscribe) (?:it )?here\b")),
    (
        2,
        _any(
            r"\bhere\s*(?:\.{3}|…|»|>)",
            r"\burgent action\b",
            r"\bact (?:now|fast|today)\b",
            r"\b(?:order|sign up) (?:yours )?(?:now|today)\b",
        ),
    ),
    (
        2,
        _any(r"\bfree (?:stock |share |market |special )?(?:analysis|report|newsletter|trial|e-?book|guide|copy|webinar)\b"),
    ),
    (
        2,
        _any(
            r"\b(?:buy|shop) now\b",
            r"\blimited[- ]time\b",
            r"\bexclusive (?:offer|deal|discount)\b",
            r"\b\d+ ?(?:%|per ?cent) off\b",
        ),
    ),
    (2, _any(r"\b(?:promo|coupon|discount) code\b", r"\bmoney[- ]back\b")),
    (1, _any(r"\?!", r"!\?", r"!{2,}")),
    (1, _any(r"!(?:\s|$)")),
    (1, _any(r"\bfind out\b", r"\bdiscover (?:how|why|what|the|our|more)\b", r"\bdon['’]t miss\b", r"\blearn (?:how|more)\b")),
    (1, _any(r"\byours?\b", r"\byou\b")),
    (1, _any(r"\bshould (?:you|investors) (?:now )?(?:buy|sell|hold|act)\b", r"\bworth buying\b", r"\bbuying opportunity\?")),
    (
        1,
        _any(
            r"\binvestors (?:need|have|must|should)\b(?: to)? (?:act|know|do)\b",
            r"\bwhat to do now\b",
            r"\bdelivers? the answer\b",
        ),
    ),
    (1, _any(r"\bour (?:latest|new|free|exclusive|experts?|app|website)\b", r"\bnewsletter\b", r"\bunlock\b")),
    (1, _any(r"^(?:get|try|save|shop|enjoy|join|discover|upgrade|start|book|grab|claim|order|download|visit|compare|switch) ")),
    (1, _any(r"\bnew .{0,40}\banalysis from\b", r"\bcurrent .{0,20}\banalysis\b", r"\bsubscribers?['’]? only\b")),
)
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{0,2000}[\"”»]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")


def selling(text: str) -> int:
    """Return how much a line sells: the sum of the weights of its selling words, those in quotation marks left out.

    >>> selling("Find out what to do now in the current free analysis!") >= SELLS, selling('"You should buy now!" said Ana Ruiz.')
    (True, 0)
    """
    plain = _QUOTED.sub(" ", text)
    return sum(weight for weight, pattern in _SELLING if pattern.search(plain))


def boilerplate(lines: Sequence[str]) -> list[bool]:
    """Return, for each of an article's lines in order, whether it is advertising or boilerplate.

    >>> boilerplate(["Corvane buys Brightwell.", "Ad", "Corvane stock: buy or sell?!", "Read more here ..."])
    [False, True, True, True]
    """
    flags = [_alone(line) for line in lines]
    at = 0
    while at < len(lines):
        opened = _bare(lines[at])
        if _ADVERT.fullmatch(opened):
            end = _advert_end(lines, at + 1)
        elif _SECTION.fullmatch(lines[at].strip()) and at > 1:
            end = _list_end(lines, at + 1)
        else:
            at += 1
            continue
        flags[at:end] = [True] * (end - at)
        at = end
    return flags


def _bare(line: str) -> str:
    return line.strip(" -–—*_=[](){}<>|:.·•\t")


def _alone(line: str) -> bool:
    """Whether a line is boilerplate whatever stands around it."""
    text = line.strip()
    if _INTERRUPTS.fullmatch(_bare(text)):
        return True
    if len(text) <= _LONGEST_FORM and _FORMS.fullmatch(text):
        return True
    return selling(text) >= SELLS + len(text) // 600  # a long paragraph has more room for such words by chance


def _advert_end(lines: Sequence[str], at: int) -> int:
    """Return where the advertisement ends that a marker opened just before: at once where the article simply goes on."""
    while at < len(lines):
        line = lines[at].strip()
        if selling(line) or _alone(line):
            at += 1
        elif _SENTENCE_END.search(line):
            if len(line) >= _PROSE or not _sold(lines, at):
                return at
            at += 1
        elif at + 1 < len(lines) and (selling(lines[at + 1]) or _alone(lines[at + 1])):
            at += 1  # the advertisement's own headline
        else:
            return at
    return at


def _sold(lines: Sequence[str], at: int) -> bool:
    """Whether the line before sells, so that a short sentence after it belongs to the same advertisement."""
    return at > 0 and selling(lines[at - 1]) > 0


def _list_end(lines: Sequence[str], at: int) -> int:
    """Return where prose begins again after the heading of a list of sources or links."""
    while at < len(lines):
        line = lines[at].strip()
        if len(line) >= _LISTED and _SENTENCE_END.search(line) and not line.startswith(("-", "*", "•", '"', "“")):
            return at
        at += 1
    return at
