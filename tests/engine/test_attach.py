"""What belongs to a story beside its text and its head."""

from __future__ import annotations

import pytest

from layout_tool.model.article import Article, Genre
from layout_tool.model.decision import DecisionKind
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import Role
from tests.engine.proposing import article_of, line_with, propose_text, reading_order, region_of
from tests.typeset.pages import evening_courier, trade_paper

PAPER = propose_text(trade_paper().dump.text)
COURIER_PAGE = evening_courier()
COURIER = propose_text(COURIER_PAGE.dump.text)


def _article(proposal: PageProposal, text: str) -> Article:
    article = article_of(proposal, line_with(proposal, text).id)
    assert article is not None
    return article


def test_a_picture_of_no_story_is_one_of_its_own() -> None:
    article = _article(PAPER, "岚川市云栖镇")
    assert article.genre is Genre.PICTURE
    assert article.headline is None
    assert [paragraph.role for paragraph in article.paragraphs] == [Role.CAPTION, Role.CREDIT]


@pytest.mark.parametrize("role", ["caption", "credit", "jump", "byline"])
def test_what_stands_by_an_english_story_belongs_to_it(role: str) -> None:
    body = {mark.line.article: mark.line.text for mark in COURIER_PAGE.dump.marks if mark.line.role == "body"}
    lines = [mark.line for mark in COURIER_PAGE.dump.marks if mark.line.role == role]
    assert lines
    for line in lines:
        assert line.article is not None
        assert _article(COURIER, line.text) == _article(COURIER, body[line.article])


def test_a_byline_belongs_to_the_story_of_its_headline() -> None:
    byline = next(
        mark for mark in trade_paper().dump.marks if mark.line.article == "bamboo" and mark.line.role == "byline"
    )
    assert region_of(PAPER, f"p1-l{byline.number}").role is Role.BYLINE
    assert article_of(PAPER, f"p1-l{byline.number}") == _article(PAPER, "本届竹博会以")


def test_captions_stand_before_credits_after_the_text() -> None:
    for proposal in (PAPER, COURIER):
        for article in proposal.articles:
            roles = [region_of(proposal, line).role for line in reading_order(proposal, article)]
            tail = [role for role in roles if role in (Role.CAPTION, Role.CREDIT)]
            assert roles[len(roles) - len(tail) :] == tail
            assert tail == sorted(tail, key=lambda role: role is Role.CREDIT)


def test_furniture_and_advertisements_belong_to_nothing() -> None:
    for mark in COURIER_PAGE.dump.marks:
        if mark.line.role in ("masthead", "folio", "advertisement"):
            assert article_of(COURIER, f"p1-l{mark.number}") is None, mark.line.text


def test_every_attachment_is_a_decision_with_evidence() -> None:
    attached = [decision for decision in COURIER.decisions if decision.kind is DecisionKind.ATTACH]
    assert attached
    assert all(decision.evidence for decision in attached)


def test_a_jump_line_from_stands_before_the_text_and_one_to_after_it() -> None:
    body = "货量回升的背后，是通关流程的一次次\n“瘦身”。海关去年推出的模式，内河港\n"
    body += "与出海口视作一个关区，企业只需申报\n一次，"
    proposal = propose_text(f"（上接第1版）\n{body}\n（下转第4版）\n")
    (article,) = proposal.articles
    order = reading_order(proposal, article)
    assert order[0] == line_with(proposal, "上接").id
    assert order[-1] == line_with(proposal, "下转").id
    assert article.continues is not None
    assert (article.continues.from_page, article.continues.to_page) == ("1", "4")
