"""How far an event is from fact: a table of sentences, the word that heads the event, and its status."""

from __future__ import annotations

import pytest

from kg.factuality import Cues, Reading, governor, operator_of, read_status
from kg.language import parse
from kg.ontology import load_ontology

CUES: Cues = load_ontology().cues


def read(text: str, word: str) -> Reading:
    """Return the reading of the first token of this form."""
    token = next(token for token in parse([text])[0] if token.text == word)
    return read_status(token, CUES)


ROWS = {
    "done": [
        ("Corvane bought Brightwell.", "bought", "actual"),
        ("Brightwell was bought by Corvane in May.", "bought", "actual"),
        ("Corvane has completed its purchase of Brightwell.", "purchase", "actual"),
        ("Corvane managed to buy Brightwell.", "buy", "actual"),
        ("Corvane succeeded in buying Brightwell.", "buying", "actual"),
        ("Corvane began to sell Brightwell.", "sell", "actual"),
        ("After buying Brightwell, Corvane grew.", "buying", "actual"),
        ("Corvane made a purchase of Brightwell.", "purchase", "actual"),
        ("It is clear that Corvane bought Brightwell.", "bought", "actual"),
        ("Not only had Corvane bought Brightwell, it also sold Alder.", "bought", "actual"),
        ("Corvane confirmed that it had bought Brightwell.", "bought", "actual"),
        ("Corvane announced it bought Brightwell.", "bought", "actual"),
    ],
    "planned": [
        ("Corvane plans to buy Brightwell.", "buy", "planned"),
        ("Corvane agreed to buy Brightwell.", "buy", "planned"),
        ("Corvane is expected to buy Brightwell.", "buy", "planned"),
        ("Corvane is set to buy Brightwell.", "buy", "planned"),
        ("Corvane will buy Brightwell.", "buy", "planned"),
        ("Corvane announced a takeover of Brightwell.", "takeover", "planned"),
        ("Corvane's planned takeover of Brightwell pleased investors.", "takeover", "planned"),
        ("Corvane has a deal to buy Brightwell.", "buy", "planned"),
        ("Corvane said it would buy Brightwell.", "buy", "planned"),
        ("Regulators approved the takeover of Brightwell.", "takeover", "planned"),
        ("Shareholders opposed the takeover of Brightwell.", "takeover", "planned"),
        ("Corvane delayed its takeover of Brightwell.", "takeover", "planned"),
        ("Corvane has yet to buy Brightwell.", "buy", "planned"),
        ("Corvane has to sell Brightwell.", "sell", "planned"),
        ("Corvane is to buy Brightwell.", "buy", "planned"),
        ("Corvane raised money to buy Brightwell.", "buy", "planned"),
        ("Corvane is close to buying Brightwell.", "buying", "planned"),
    ],
    "not yet done": [
        ("Corvane has not yet completed its purchase of Brightwell.", "purchase", "planned"),
        ("Corvane will complete its purchase of Brightwell in June.", "purchase", "planned"),
        ("Corvane hopes to complete the purchase of Brightwell.", "purchase", "planned"),
        ("Corvane has not yet bought Brightwell.", "bought", "planned"),
        ("Corvane needs money before it buys Brightwell.", "buys", "planned"),
        ("Corvane must raise money before buying Brightwell.", "buying", "planned"),
        ("Corvane will wait until it buys Brightwell.", "buys", "planned"),
        ("Jobs will go once Corvane buys Brightwell.", "buys", "planned"),
    ],
    "possible": [
        ("Corvane may buy Brightwell.", "buy", "possible"),
        ("Corvane could buy Brightwell.", "buy", "possible"),
        ("Corvane is considering a takeover of Brightwell.", "takeover", "possible"),
        ("Corvane is in talks to buy Brightwell.", "buy", "possible"),
        ("Corvane may agree to buy Brightwell.", "buy", "possible"),
        ("A possible takeover of Brightwell pleased investors.", "takeover", "possible"),
        ("Analysts believe that Corvane bought Brightwell.", "bought", "possible"),
        ("Corvane threatened to sell Brightwell.", "sell", "possible"),
        ("It is possible that Corvane bought Brightwell.", "bought", "possible"),
        ("It is likely that Corvane will buy Brightwell.", "buy", "possible"),
    ],
    "condition": [
        ("If Corvane buys Brightwell, prices could rise.", "buys", "possible"),
        ("Unless Corvane sells Brightwell, jobs will go.", "sells", "possible"),
        ("Should Corvane sell Brightwell, prices would fall.", "sell", "possible"),
        ("Had Corvane bought Brightwell, prices would have risen.", "bought", "possible"),
        ("Analysts asked whether Corvane bought Brightwell.", "bought", "possible"),
    ],
    "doubt": [
        ("Corvane is unlikely to buy Brightwell.", "buy", "possible"),
        ("It is doubtful that Corvane will buy Brightwell.", "buy", "possible"),
        ("Analysts doubt that Corvane bought Brightwell.", "bought", "possible"),
    ],
    "denied": [
        ("Corvane has not bought Brightwell.", "bought", "denied"),
        ("Corvane will never sell Brightwell.", "sell", "denied"),
        ("No company bought Brightwell.", "bought", "denied"),
        ("It is not true that Corvane bought Brightwell.", "bought", "denied"),
        ("It is untrue that Corvane bought Brightwell.", "bought", "denied"),
        ("Corvane denied buying Brightwell.", "buying", "denied"),
        ("Corvane denied that it had bought Brightwell.", "bought", "denied"),
        ("Corvane denied that it plans to buy Brightwell.", "buy", "denied"),
        ("Corvane denied plans to buy Brightwell.", "buy", "denied"),
        ("Corvane has no plans to buy Brightwell.", "buy", "denied"),
        ("Corvane does not plan to buy Brightwell.", "buy", "denied"),
        ("Corvane ruled out a takeover of Brightwell.", "takeover", "denied"),
        ("Corvane refused to sell Brightwell.", "sell", "denied"),
        ("Corvane rejected reports that it sold Brightwell.", "sold", "denied"),
        ("Corvane dismissed speculation that it would sell Brightwell.", "sell", "denied"),
        ("Nobody bought Brightwell.", "bought", "denied"),
        ("Neither Corvane nor Delmar bought Brightwell.", "bought", "denied"),
        ("Corvane neither bought nor sold Brightwell.", "sold", "denied"),
        ("Corvane left without buying Brightwell.", "buying", "denied"),
        ("Corvane leased the plant instead of buying it.", "buying", "denied"),
        ("Corvane stopped short of buying Brightwell.", "buying", "denied"),
        ("Corvane is too small to buy Brightwell.", "buy", "denied"),
        ("Corvane wants to avoid selling Brightwell.", "selling", "denied"),
        ("Reports that Corvane bought Brightwell are false.", "bought", "denied"),
        ("Reports of a takeover of Brightwell are untrue.", "takeover", "denied"),
    ],
    "called off": [
        ("Corvane dropped its bid for Brightwell.", "bid", "cancelled"),
        ("Corvane has dropped plans to buy Brightwell.", "buy", "cancelled"),
        ("Corvane walked away from its takeover of Brightwell.", "takeover", "cancelled"),
        ("Corvane called off the takeover of Brightwell.", "takeover", "cancelled"),
        ("Corvane decided against a takeover of Brightwell.", "takeover", "cancelled"),
        ("Corvane no longer plans to buy Brightwell.", "buy", "cancelled"),
        ("Corvane is no longer considering a takeover of Brightwell.", "takeover", "cancelled"),
        ("Regulators blocked the takeover of Brightwell.", "takeover", "cancelled"),
        ("The takeover of Brightwell was blocked.", "takeover", "cancelled"),
        ("The takeover of Brightwell collapsed.", "takeover", "cancelled"),
        ("Corvane failed to buy Brightwell.", "buy", "cancelled"),
        ("Corvane's failed takeover of Brightwell cost millions.", "takeover", "cancelled"),
        ("Corvane tried to buy Brightwell but failed.", "buy", "cancelled"),
        ("Corvane agreed to buy Brightwell, but dropped the plan.", "buy", "cancelled"),
        ("Corvane cancelled a deal to sell Brightwell.", "sell", "cancelled"),
        ("Corvane pulled the plug on its merger with Brightwell.", "merger", "cancelled"),
        ("Corvane pulled the plug on plans to build a plant.", "build", "cancelled"),
        ("The takeover of Brightwell fell through.", "takeover", "cancelled"),
        ("Corvane's bid to buy Brightwell came to nothing.", "buy", "cancelled"),
        ("The talks to buy Brightwell ended without agreement.", "buy", "cancelled"),
        ("Corvane tore up a contract to supply Brightwell.", "supply", "cancelled"),
        ("Corvane walked away from talks to buy Brightwell.", "buy", "cancelled"),
        ("Corvane lost its bid to buy Brightwell.", "buy", "cancelled"),
        ("Corvane was blocked from buying Brightwell.", "buying", "cancelled"),
        ("Corvane agreed to buy Brightwell before regulators blocked the deal.", "buy", "cancelled"),
    ],
    "not called off": [
        ("Corvane may drop its bid for Brightwell.", "bid", "planned"),
        ("Corvane has not dropped its plans to buy Brightwell.", "buy", "planned"),
        ("Corvane plans to drop its takeover of Brightwell.", "takeover", "planned"),
        ("Regulators may block the takeover of Brightwell.", "takeover", "planned"),
        ("Brightwell rejected a takeover by Corvane.", "takeover", "planned"),
        ("Corvane agreed to buy Brightwell, but may drop the plan.", "buy", "planned"),
        ("Corvane agreed to buy Brightwell, but has not dropped Alder.", "buy", "planned"),
        ("Corvane saw a drop in sales of cars.", "sales", "actual"),
        ("Corvane put its takeover of Brightwell on hold.", "takeover", "planned"),
        ("The sale of Brightwell was put on ice.", "sale", "planned"),
        ("Corvane agreed to buy Brightwell before regulators blocked Alder.", "buy", "planned"),
    ],
    "over": [
        ("Corvane no longer owns Brightwell.", "owns", "former"),
        ("Corvane used to own Brightwell.", "own", "former"),
        ("Corvane ceased to own Brightwell.", "own", "former"),
    ],
    "coordination": [
        ("Corvane will spin off Brightwell and list it in Oslo.", "list", "planned"),
        ("Corvane may buy Brightwell and sell Alder.", "sell", "possible"),
        ("Corvane did not buy Brightwell or sell Alder.", "sell", "denied"),
        ("Corvane plans to buy Brightwell and sell Alder.", "sell", "planned"),
        ("Corvane will sell Alder, and Delmar has bought Brightwell.", "bought", "actual"),
    ],
    "rumour": [
        ("Corvane is believed to have bought Brightwell.", "bought", "possible"),
        ("Corvane is said to have bought Brightwell.", "bought", "possible"),
        ("Corvane is said to be considering a takeover of Brightwell.", "takeover", "possible"),
        ("Corvane appears to own Brightwell.", "own", "possible"),
        ("Perhaps Corvane will buy Brightwell.", "buy", "possible"),
        ("Corvane reported losing money in May.", "losing", "actual"),
        ("Corvane would have bought Brightwell if the price had fallen.", "bought", "possible"),
    ],
    "ability": [
        ("The plant can make cars.", "make", "possible"),
        ("Corvane is capable of making cars.", "making", "possible"),
        ("Corvane was able to buy Brightwell.", "buy", "actual"),
        ("Corvane will be able to buy Brightwell.", "buy", "planned"),
    ],
    "question": [
        ("Will Corvane buy Brightwell?", "buy", "possible"),
        ("Has Corvane bought Brightwell?", "bought", "possible"),
        ("Why did Corvane buy Brightwell?", "buy", "actual"),
        ("It is not clear whether Corvane bought Brightwell.", "bought", "possible"),
        ("In case Corvane buys Brightwell, prices will rise.", "buys", "possible"),
        ("Please call our office.", "call", "possible"),
    ],
    "what comes with what is to come": [
        ("Corvane was supposed to buy Brightwell.", "buy", "planned"),
        ("Corvane was going to buy Brightwell.", "buy", "planned"),
        ("Corvane should produce cars in Lund by May.", "produce", "planned"),
        ("Corvane borrowed money in order to build a plant.", "build", "planned"),
        ("Corvane formed a venture to help develop engines.", "develop", "planned"),
        ("Corvane is in the process of buying Brightwell.", "buying", "planned"),
        ("Corvane hopes for a merger with Brightwell.", "merger", "planned"),
        ("It will have a new name when it opens.", "opens", "planned"),
        ("Engines would be replaced before the tour started.", "started", "planned"),
        ("Engines were replaced before the tour started.", "started", "actual"),
        ("The deal will see Brightwell sold to Delmar.", "sold", "planned"),
        ("Jobs should be cut and plants closed by May.", "closed", "planned"),
        ("The contract may be signed during the fair.", "fair", "planned"),
        ("The purchase of Brightwell is subject to approval.", "purchase", "planned"),
        ("A merger would create the largest carmaker.", "merger", "possible"),
        ("The only way to sell Brightwell is an auction.", "sell", "planned"),
        ("Owning a bank would cost money.", "Owning", "possible"),
    ],
    "brought about": [
        ("Corvane was forced to sell Brightwell.", "sell", "actual"),
        ("Corvane may be forced to sell Brightwell.", "sell", "possible"),
        ("The ruling will force Corvane to sell Brightwell.", "sell", "planned"),
        ("Corvane helped to build the plant.", "build", "actual"),
        ("Corvane remembered to pay Brightwell.", "pay", "actual"),
    ],
    "taken for granted": [
        ("Analysts criticised the takeover of Brightwell.", "takeover", "actual"),
        ("Corvane was pleased to buy Brightwell.", "buy", "actual"),
        ("Corvane is the first company to buy a lab.", "buy", "actual"),
        ("Corvane opposed the plan after a test flight.", "flight", "actual"),
        ("Corvane outlined a plan for what it called a venture.", "called", "actual"),
        ("It came three days later than originally planned.", "planned", "actual"),
        ("Corvane announced plans to grow.", "plans", "actual"),
        ("The agreement will create jobs.", "agreement", "actual"),
        ("The deal was approved by the board.", "deal", "actual"),
        ("The loss could swell further.", "loss", "actual"),
    ],
    "headline": [
        ("Corvane to buy Brightwell", "buy", "planned"),
        ("Brightwell to be sold by Corvane", "sold", "planned"),
    ],
}


@pytest.mark.parametrize(
    ("text", "word", "status"), [row for rows in ROWS.values() for row in rows], ids=lambda value: str(value)[:60]
)
def test_the_words_above_an_event_decide_its_status(text: str, word: str, status: str) -> None:
    reading = read(text, word)
    assert reading.status == status, reading.cues


def test_the_cues_stand_in_the_order_in_which_they_were_met() -> None:
    assert read("Corvane denied that it plans to buy Brightwell.", "buy").cues == ("plan: plans", "deny: denied")


def test_what_is_said_outright_has_no_cues() -> None:
    assert read("Corvane bought Brightwell.", "bought").cues == ()


@pytest.mark.parametrize(
    ("text", "word", "operator"),
    [
        ("Corvane walked away from the deal.", "walked", "cancel"),
        ("Corvane set up a company.", "set", "support"),
        ("Corvane is set to grow.", "set", "plan"),
        ("Corvane ruled out a sale.", "ruled", "exclude"),
        ("Corvane pulled the plug on a sale.", "pulled", "cancel"),
        ("Corvane hopes for a sale.", "hopes", "plan"),
        ("Corvane eats bread.", "eats", None),
    ],
)
def test_the_longest_form_decides_what_a_word_does(text: str, word: str, operator: str | None) -> None:
    token = next(token for token in parse([text])[0] if token.text == word)
    assert operator_of(token, CUES) == operator


@pytest.mark.parametrize(
    ("text", "word", "above", "link"),
    [
        ("Corvane plans to buy Brightwell.", "buy", "plans", "infinitive"),
        ("Corvane said that it bought Brightwell.", "bought", "said", "clause"),
        ("Corvane dropped its bid.", "bid", "dropped", "object"),
        ("The takeover collapsed.", "takeover", "collapsed", "subject"),
        ("Corvane walked away from the deal.", "deal", "walked", "prep"),
        ("Corvane made a takeover offer.", "takeover", "offer", "noun"),
        ("Prices rise if Corvane buys Brightwell.", "buys", "rise", "condition"),
        ("Corvane borrowed heavily to buy Brightwell.", "buy", "borrowed", "purpose"),
        ("Corvane raised money before buying Brightwell.", "buying", "raised", "before"),
        ("Corvane sold Alder after a vote.", "vote", "sold", "adjunct"),
        ("Prices will rise when Corvane buys Brightwell.", "buys", "rise", "time"),
        ("Corvane saw Brightwell sold.", "sold", "saw", "small"),
    ],
)
def test_what_governs_an_event_and_how(text: str, word: str, above: str, link: str) -> None:
    step = governor(next(token for token in parse([text])[0] if token.text == word))
    assert step is not None
    assert (step[0].text, step[1]) == (above, link)


@pytest.mark.parametrize("word", ["bought", "grew"])
def test_nothing_governs_a_main_clause_or_a_plain_relative_clause(word: str) -> None:
    assert governor(next(token for token in parse(["Corvane, which bought Brightwell, grew."])[0] if token.text == word)) is None
