"""Edits one by one: what moves, what follows, what is refused."""

from __future__ import annotations

import pytest

from layout_tool.model import edits
from layout_tool.model.article import Article, Status
from layout_tool.model.contract import check
from layout_tool.model.document import Document, Line, Origin, Region
from layout_tool.model.edits import EditError
from layout_tool.model.edits_text import names_in
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role
from tests.model.documents import newspaper

DOCUMENT = newspaper()
FIRST, SECOND = DOCUMENT.articles


def article(document: Document, name: str = "p1-a1") -> Article:
    assert check(document) == []
    return next(one for one in document.articles if one.id == name)


def region(document: Document, name: str) -> Region:
    return next(one for one in document.regions() if one.id == name)


def lines_of(document: Document, name: str) -> tuple[Line, ...]:
    return region(document, name).lines


def test_a_role_reaches_paragraphs_and_fields() -> None:
    after = edits.set_role(DOCUMENT, ["p1-r5"], Role.SUBHEAD)
    texts = [(one.role, one.text) for one in article(after).paragraphs]
    assert texts[2:4] == [
        (Role.BODY, "收购商早早等候，价格比去年高 5%。"),
        (Role.SUBHEAD, "船老大说，今年的鱼又多又肥。"),
    ]
    assert article(after).status is Status.CORRECTED
    headed = article(edits.set_role(DOCUMENT, ["p1-r4"], Role.DECK))
    assert headed.deck == "东海休渔期结束后的第一批渔船 9 日返港，码头上灯火通明。收购商早早等候，价格比去年高 5%。"
    assert [one.lines for one in headed.paragraphs][:2] == [("p1-r3-l1",), ("p1-r5-l1", "p1-r5-l2")]
    assert headed.headline == FIRST.headline


def test_names_stand_in_the_sign_off_where_there_is_no_byline() -> None:
    signed = edits.set_role(edits.assign(DOCUMENT, ["p1-r3"], "p1-a2"), ["p1-r3"], Role.SIGNOFF)
    assert article(signed, "p1-a2").byline == ("林一", "周小二")
    assert article(edits.assign(signed, ["p1-r3"], None), "p1-a2").byline == ()


def test_a_dateline_of_its_own_is_a_field() -> None:
    after = article(edits.set_role(DOCUMENT, ["p1-r5"], Role.DATELINE))
    assert after.dateline == "船老大说，今年的鱼又多又肥。"
    assert after.paragraphs[2].lines == ("p1-r4-l4", "p1-r4-l5")


def test_a_heading_that_becomes_body_is_text_again() -> None:
    after = article(edits.set_role(DOCUMENT, ["p1-r2"], Role.BODY))
    assert after.headline is None
    assert after.paragraphs[0].text == "渔港清晨开市忙"


def test_a_paragraph_that_loses_its_middle_parts() -> None:
    apart = edits.split_region(DOCUMENT, "p1-r4", 4)
    assert article(apart).paragraphs == FIRST.paragraphs
    after = edits.assign(apart, ["p1-r4.2"], "p1-a2")
    assert [one.lines for one in article(after).paragraphs][2:4] == [("p1-r4-l4",), ("p1-r5-l1", "p1-r5-l2")]
    assert article(after, "p1-a2").paragraphs[-1].text == "比去年高 5%。"
    assert article(after, "p1-a2").paragraphs[0] is SECOND.paragraphs[0]


def test_a_sentence_goes_on_where_its_rest_is_brought_back() -> None:
    apart = edits.split_region(DOCUMENT, "p1-r4", 4)
    away = edits.assign(apart, ["p1-r4.2"], "p1-a2")
    back = edits.place_regions_after(away, ["p1-r4.2"], "p1-r4")
    assert [one.text for one in article(back).paragraphs][2] == "收购商早早等候，价格比去年高 5%。"
    assert article(back, "p1-a2").paragraphs == SECOND.paragraphs


def test_a_scrambled_order_put_right_has_whole_sentences_again() -> None:
    document = edits.split_region(edits.split_region(DOCUMENT, "p1-r4", 4), "p1-r4", 1)
    right = article(document).regions
    wrong = (*right[:3], "p1-r4.2", "p1-r4", "p1-r4.3", *right[6:])
    assert sorted(wrong) == sorted(right)
    for order in (wrong, right):
        document = edits.reorder_regions(document, "p1-a1", order)
    assert [one.text for one in article(document).paragraphs][1:4] == [
        "东海休渔期结束后的第一批渔船 9 日返港，码头上灯火通明。",
        "收购商早早等候，价格比去年高 5%。",
        "船老大说，今年的鱼又多又肥。",
    ]


def test_regions_come_in_by_their_role_and_bring_their_fields() -> None:
    after = edits.assign(DOCUMENT, ["p1-r6", "p1-r3", "p1-r11", "p1-r1"], "p1-a2")
    assert article(after, "p1-a2").regions == ("p1-r1", "p1-r8", "p1-r3", "p1-r9", "p1-r11", "p1-r6")
    assert article(after, "p1-a2").kicker == "海上丰收季"
    assert article(after, "p1-a2").byline == ("林一", "周小二")
    assert article(after).byline == ()
    assert article(after).kicker is None
    assert after.outside == ("p1-r10",)


def test_what_comes_from_outside_gets_paragraphs_by_its_indents_and_sentence_ends() -> None:
    after = edits.new_article(DOCUMENT, ["p1-r11"])
    assert [one.id for one in after.articles] == ["p1-a1", "p1-a2", "p1-a.2"]
    assert [one.text for one in article(after, "p1-a.2").paragraphs] == ["渔网批发电话 000-0000"]


def test_an_empty_article_vanishes_with_its_relations() -> None:
    after = edits.delete_article(DOCUMENT, "p1-a2")
    assert [one.id for one in after.articles] == ["p1-a1"]
    assert article(after).related == ()
    assert after.outside == ("p1-r10", "p1-r11", "p1-r8", "p1-r9")
    assert article(after).status is Status.PROPOSED
    assert edits.assign(DOCUMENT, ["p1-r8", "p1-r9"], None) == after


def test_merging_keeps_one_headline() -> None:
    after = article(edits.merge_articles(DOCUMENT, "p1-a1", ["p1-a2"]))
    assert after.headline == FIRST.headline
    assert after.regions == FIRST.regions + SECOND.regions
    assert [(one.role, one.text) for one in after.paragraphs][-2] == (Role.SUBHEAD, "Harbour reopens")
    headless = edits.set_role(DOCUMENT, ["p1-r8"], Role.BODY)
    assert article(edits.merge_articles(headless, "p1-a2", ["p1-a1"]), "p1-a2").headline == FIRST.headline


def test_splitting_an_article() -> None:
    after = edits.split_article(DOCUMENT, "p1-r5")
    assert [one.id for one in after.articles] == ["p1-a1", "p1-a1.2", "p1-a2"]
    assert article(after, "p1-a1.2").regions == ("p1-r5", "p1-r6", "p1-r7")
    assert article(after, "p1-a1.2").headline is None
    assert article(after).headline == FIRST.headline
    again = edits.split_article(after, "p1-r4")
    assert article(again, "p1-a1.3").regions == ("p1-r4",)


def test_a_new_headline_takes_the_place_of_the_old() -> None:
    after = article(edits.make_headline_of(DOCUMENT, ["p1-r11"], "p1-a1"))
    assert (after.kicker, after.headline, after.deck) == ("海上丰收季", "渔网批发电话 000-0000", "渔港清晨开市忙")
    assert after.regions[:3] == ("p1-r1", "p1-r11", "p1-r2")


def test_the_order_of_regions_and_articles() -> None:
    order = ["p1-r1", "p1-r2", "p1-r3", "p1-r5", "p1-r4", "p1-r6", "p1-r7"]
    after = edits.reorder_regions(DOCUMENT, "p1-a1", order)
    assert list(article(after).regions) == order
    assert [one.text for one in article(after).paragraphs][1] == "船老大说，今年的鱼又多又肥。"
    assert [one.id for one in edits.reorder_articles(DOCUMENT, ["p1-a2", "p1-a1"]).articles] == ["p1-a2", "p1-a1"]


def test_a_cut_inside_a_line_divides_box_span_and_paragraph() -> None:
    after = edits.split_region(DOCUMENT, "p1-r4", 1, 5)
    first, second = lines_of(after, "p1-r4")[-1], lines_of(after, "p1-r4.2")[0]
    whole = lines_of(DOCUMENT, "p1-r4")[1]
    assert (first.id, second.id) == (whole.id, f"{whole.id}.2")
    assert first.text + second.text == whole.text
    assert first.bbox.x1 == second.bbox.x0 == 6.5
    assert first.span is not None
    assert second.span is not None
    assert whole.span is not None
    assert (first.span[0], first.span[1], second.span[1]) == (whole.span[0], second.span[0], whole.span[1])
    assert [one.text for one in article(after).paragraphs][1:3] == [
        "东海休渔期结束后的第一批渔船 9",
        "日返港，码头上灯火通明。",
    ]
    assert region(after, "p1-r4.2").origin is Origin.EDITOR
    edge = edits.split_region(DOCUMENT, "p1-r4", 0, len(lines_of(DOCUMENT, "p1-r4")[0].text))
    assert edge == edits.split_region(DOCUMENT, "p1-r4", 1)


def test_split_and_join_is_where_it_began() -> None:
    after = edits.join_regions(edits.split_region(DOCUMENT, "p1-r4", 2), ["p1-r4", "p1-r4.2"])
    assert lines_of(after, "p1-r4") == lines_of(DOCUMENT, "p1-r4")
    assert article(after).paragraphs == FIRST.paragraphs
    assert after.articles[1:] == DOCUMENT.articles[1:]


def test_joining_over_articles_brings_the_lines_and_drops_what_speaks_of_the_gone() -> None:
    after = edits.join_regions(DOCUMENT, ["p1-r9", "p1-r5"])
    assert [line.id for line in lines_of(after, "p1-r9")][-1] == "p1-r5-l2"
    assert [one.id for one in after.decisions] == ["p1-d2"]
    assert article(after, "p1-a2").paragraphs[-1].text == "船老大说，今年的鱼又多又肥。"


def test_moving_takes_the_lines_along_and_resizing_does_not() -> None:
    moved = edits.move_region(DOCUMENT, "p1-r11", 0.1, 0.2)
    assert lines_of(moved, "p1-r11")[0].bbox.x0 == 1.6
    sized = edits.resize_region(DOCUMENT, "p1-r11", Box(0, 0, 9, 9))
    assert (region(sized, "p1-r11").bbox, lines_of(sized, "p1-r11")) == (Box(0, 0, 9, 9), lines_of(DOCUMENT, "p1-r11"))


def test_status_and_accept() -> None:
    assert article(edits.set_status(DOCUMENT, "p1-a1", Status.APPROVED)).status is Status.APPROVED
    assert [one.locked for one in edits.accept(DOCUMENT, ["p1-d1"]).decisions] == [True, True]


def test_names_are_taken_from_bylines() -> None:
    assert names_in(["本报首席记者 林一 通讯员周小二、王三"]) == ("林一", "周小二", "王三")
    assert names_in(["□文/图 林一"]) == ("林一",)
    assert names_in(["BY Ann Lee and Bo Ray"]) == ("Ann Lee", "Bo Ray")


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda: edits.assign(DOCUMENT, [], None), "nothing_chosen"),
        (lambda: edits.assign(DOCUMENT, ["p9"], None), "no_region .region=p9"),
        (lambda: edits.assign(DOCUMENT, ["p1-r1"], "p9"), "no_article .article=p9"),
        (lambda: edits.set_role(DOCUMENT, ["p1-r1", "p1-r1"], Role.BODY), "named_twice"),
        (lambda: edits.merge_articles(DOCUMENT, "p1-a1", ["p1-a1"]), "merge_two"),
        (lambda: edits.merge_articles(DOCUMENT, "p1-a1", ["p9"]), "no_article .article=p9"),
        (lambda: edits.split_article(DOCUMENT, "p1-r1"), "first_of_article"),
        (lambda: edits.split_article(DOCUMENT, "p1-r10"), "in_no_article"),
        (lambda: edits.delete_article(DOCUMENT, "p9"), "no_article"),
        (lambda: edits.reorder_regions(DOCUMENT, "p1-a2", ["p1-r8"]), "order_regions"),
        (lambda: edits.reorder_articles(DOCUMENT, ["p1-a1", "p1-a1"]), "order_articles"),
        (lambda: edits.set_status(DOCUMENT, "p9", Status.APPROVED), "no_article"),
        (lambda: edits.accept(DOCUMENT, ["p9"]), "no_decision"),
        (lambda: edits.split_region(DOCUMENT, "p1-r1", 0), "part_empty"),
        (lambda: edits.split_region(DOCUMENT, "p1-r1", 0, 99), "no_such_place"),
        (lambda: edits.split_region(DOCUMENT, "p1-r1", -1), "no_such_place"),
        (lambda: edits.join_regions(DOCUMENT, ["p1-r1"]), "join_two"),
        (lambda: edits.resize_region(DOCUMENT, "p1-r1", Box(2, 0, 1, 1)), "no_box"),
        (lambda: edits.move_region(DOCUMENT, "p1-r1", float("inf"), 0), "no_box"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(edit: object, why: str) -> None:
    assert callable(edit)
    with pytest.raises(EditError, match=why):
        edit()
