"""Typeset pages are what they say: nothing lost, truth exact, parameters heeded."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.typeset.composition import ColumnShape, Placement, SetLine, SetStory, Setting, compose
from tests.typeset.flowed import flow
from tests.typeset.pages import TypesetPage, city_page, evening_courier, trade_paper, trade_paper_stories
from tests.typeset.sheet import Sheet
from tests.typeset.story import Story, load

placements = st.sampled_from(list(Placement))


def letters(text: str) -> list[str]:
    return sorted("".join(text.split()))


def stories_of(page: TypesetPage) -> list[SetStory]:
    return [piece for piece in page.pieces if isinstance(piece, SetStory)]


@settings(max_examples=20, deadline=None)
@given(placements, st.booleans(), st.permutations(range(5)), st.sampled_from([13, 15, 18.5]), st.integers(1, 6))
def test_every_letter_of_a_page_is_marked_once(
    head: Placement, blank_lines: bool, order: list[int], measure: float, columns: int
) -> None:
    page = trade_paper(head=head, blank_lines=blank_lines, order=order, measure=measure, lead_columns=columns)
    rows = page.dump.text.split("\n")
    marked = [rows[mark.number - 1][mark.start : mark.end] for mark in page.dump.marks]
    assert marked == [mark.line.text for mark in page.dump.marks]
    assert letters(page.dump.text) == letters("".join(marked))
    in_stories = [line for story in stories_of(page) for line in story.reading_order()]
    assert {id(line) for line in in_stories} == {id(mark.line) for mark in page.dump.marks}
    assert ("\n\n" in page.dump.text) is blank_lines


@pytest.mark.parametrize("page", [trade_paper(), city_page(), evening_courier()], ids=lambda page: str(page.name))
def test_no_letter_of_a_story_is_lost_in_setting(page: TypesetPage) -> None:
    for piece in stories_of(page):
        story = piece.story
        printed = "".join(
            line.text.removesuffix("-") if story.language == "en" else line.text
            for column in piece.columns
            for line in column
        )
        given_text = "".join([*story.paragraphs, story.signoff or ""])
        assert letters(printed.replace("-", "")) == letters(given_text.replace("-", ""))


@pytest.mark.parametrize(
    ("head", "at"), [(Placement.BEFORE, 0), (Placement.MIDDLE, 3), (Placement.AFTER, 5), (Placement.NONE, None)]
)
def test_the_headline_stands_where_it_is_asked_to(head: Placement, at: int | None) -> None:
    lead = trade_paper_stories(head)[0]
    lines = [mark.line for mark in flow([lead]).marks]
    roles = [line.role for line in lines]
    if at is None:
        assert "headline" not in roles
    else:
        assert roles.index("headline") == sum(lead.depths()[:at])


def test_the_lead_stands_in_five_equal_columns_with_breaks_seen_and_hidden() -> None:
    lead = trade_paper_stories()[0]
    assert lead.depths() == (22,) * 5
    starts = [column[0].indent > 0 for column in lead.columns[1:]]
    assert starts.count(True) == 1, "one break hides at a paragraph's end"
    assert "批下" in lead.columns[2][-1].text
    assert lead.columns[3][0].text.startswith("来”"), "and one parts a word"


def test_the_comment_changes_its_measure_inside_a_word() -> None:
    comment = trade_paper_stories()[-1]
    assert [shape.measure for shape in comment.setting.columns] == [23, 31]
    assert comment.columns[0][-1].text.endswith("独自繁")
    assert comment.columns[1][0].text.startswith("荣。")


def test_a_false_break_stands_before_a_quotation() -> None:
    assert "的顶棚结构。\n\n“过去大家觉得" in trade_paper().dump.text


def test_a_story_longer_than_its_columns_is_refused() -> None:
    story = load("trade-paper").stories["parcels"]
    with pytest.raises(ValueError, match=r"parcels: .* do not go into columns of 4"):
        compose(story, Setting((ColumnShape(15, 2), ColumnShape(15, 2))))


def test_a_sign_off_and_jump_lines_stand_at_their_places() -> None:
    story = Story(
        "s", "zh-Hans", ("江水不停。",), signoff="（岑默）", jump_from="（上接第1版）", jump_to="（下转第3版）"
    )
    set_story = compose(story, Setting((ColumnShape(15, 4),)))
    assert [line.role for line in set_story.reading_order()] == ["jump", "body", "signoff", "jump"]
    assert flow([set_story]).text == "（上接第1版）\n\n江水不停。\n（岑默）\n\n（下转第3版）\n"


def test_columns_of_a_layout_dump_stand_at_their_cells() -> None:
    page = city_page()
    lifts = next(piece for piece in stories_of(page) if piece.story.name == "lifts")
    cells = {mark.line: mark.cell - int(2 * mark.line.indent) for mark in page.dump.marks}
    edges = [{cells[line] for line in column} for column in lifts.columns]
    assert edges == [{0}, {32}, {64}]


def test_a_sheet_refuses_lines_that_overlap() -> None:
    sheet = Sheet()
    sheet.put([SetLine("江水不停", "body", "s")], 0, 0)
    sheet.put([SetLine("船", "body", "s")], 0, 7)
    with pytest.raises(ValueError, match="no room for '船'"):
        sheet.dump()


def test_pages_of_one_set_of_parameters_are_the_same() -> None:
    for order in itertools.islice(itertools.permutations(range(5)), 3):
        assert trade_paper(order=order).dump.text == trade_paper(order=order).dump.text
