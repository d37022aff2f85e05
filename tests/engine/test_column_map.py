"""Columns inferred from the lines of a story: cases, the corpus page, and what holds for every story."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.column_map import ColumnRun, FlowLine, infer_columns, infer_page
from layout_tool.engine.measure import em_width
from tests.engine.steps import steps


def story(
    depths: list[int], paragraphs: set[int], measure: float = 15.0, quotes: set[int] | None = None
) -> list[FlowLine]:
    """Columns of the given depths; paragraphs start at the given lines; blank lines at both; false ones at quotes."""
    total = sum(depths)
    ends = {sum(depths[: k + 1]) for k in range(len(depths))}
    starts = {0, *paragraphs}
    false = quotes or set()
    lines = []
    for k in range(total):
        last = k + 1 in starts or k + 1 == total
        width = measure * 0.4 if last else measure - 2 if k in starts else measure
        seen = k > 0 and (k in starts or k in ends or k in false)
        lines.append(FlowLine(width, seen, k in starts, k in starts, k in false))
    return lines


def stops(columns: tuple[ColumnRun, ...]) -> list[int]:
    return [column.stop for column in columns]


def test_hidden_break_at_paragraph_end_is_found() -> None:
    lines = story([20, 20, 20, 20], {7, 13, 33, 40, 47, 66})
    columns = infer_columns(lines)
    assert stops(columns) == [20, 40, 60, 80]
    assert {column.measure for column in columns} == {15.0}
    assert {column.depth for column in columns} == {20.0}


def test_last_column_may_be_short() -> None:
    assert stops(infer_columns(story([18, 18, 9], {5, 11, 30, 41}))) == [18, 36, 45]


def test_blank_line_before_quotation_is_no_column() -> None:
    assert stops(infer_columns(story([24, 24, 24], {6, 30, 55}, quotes={43}))) == [24, 48, 72]


def test_change_of_measure_is_a_column_break() -> None:
    first = story([35], {9, 19, 29}, 23.0)
    second = [
        FlowLine(line.width, line.break_before or k == 0, line.paragraph_start and k > 0, line.indent_lost and k > 0)
        for k, line in enumerate(story([27], {5, 14, 20}, 31.0))
    ]
    columns = infer_columns([*first, *second])
    assert [(c.stop - c.start, c.measure) for c in columns] == [(35, 23.0), (27, 31.0)]


def test_story_without_certain_break_is_one_column() -> None:
    assert stops(infer_columns(story([52], {8, 15, 24, 32, 41, 45}))) == [52]


def test_column_deeper_than_the_page_is_cut_at_paragraphs() -> None:
    lines = story([240], set(range(8, 240, 8)))
    columns = infer_columns(lines, page_depth=90)
    assert len(columns) >= 3
    assert all(column.depth <= 91 for column in columns)


def test_dump_without_blank_lines_uses_known_depths() -> None:
    bare = [
        FlowLine(line.width, False, line.paragraph_start, line.indent_lost) for line in story([25, 25, 25], {9, 40})
    ]
    assert stops(infer_columns(bare)) == [75]
    assert stops(infer_columns(bare, depths={15.0: 25})) == [25, 50, 75]
    assert stops(infer_columns(bare, page_depth=40)) == [38, 75]


def test_tall_lines_count_by_their_height() -> None:
    lines = [FlowLine(15, k == 10, k == 0, False, False, 3.0 if k == 4 else 1.0) for k in range(22)]
    columns = infer_columns(lines)
    assert [(c.stop, c.depth) for c in columns] == [(10, 12.0), (22, 12.0)]


def test_page_shares_measures_and_depths() -> None:
    bare = [FlowLine(15.5, False, k == 0) for k in range(40)]
    columns = infer_page([story([20, 20, 20], {7, 30}), bare, []])
    assert [stops(c) for c in columns] == [[20, 40, 60], [20, 40], []]
    assert {column.measure for run in columns for column in run} == {15.0}


def test_no_lines_no_columns() -> None:
    assert infer_columns([]) == ()


def test_em_width_of_mixed_text() -> None:
    assert em_width("“甲”乙") == 4.0
    assert em_width("“a”") == pytest.approx(1.27)
    assert em_width("ill") < em_width("add") < em_width("mow")
    assert em_width("11月 14日") == pytest.approx(4.25)
    assert em_width("　甲 ") == 1.0
    assert em_width("") == 0.0


def corpus_stories(shared: Path) -> dict[str, list[FlowLine]]:
    """The body of every story of the corpus page in true order, its blank lines as breaks."""
    truth = json.loads((shared / "corpus/real-text/trade-paper-front-page.truth.json").read_text("utf-8"))
    lines = {line["id"]: line for line in truth["lines"]}
    stories = {}
    for article in truth["articles"]:
        starts = {paragraph[0] for paragraph in article["paragraphs"]}
        body = [key for key in article["lines"] if "body" in lines[key]["region"]]
        flow = []
        for k, key in enumerate(body):
            text = lines[key]["text"]
            seen = k > 0 and int(key[1:]) != int(body[k - 1][1:]) + 1
            begins = key in starts
            flow.append(FlowLine(em_width(text), seen, begins, begins, text[0] in "“‘《"))
        stories[article["id"]] = flow
    return stories


def test_columns_of_the_corpus_page(shared: Path) -> None:
    stories = corpus_stories(shared)
    found = dict(zip(stories, infer_page(list(stories.values())), strict=True))
    shape = {key: [(c.stop - c.start, c.measure) for c in columns] for key, columns in found.items()}
    assert shape["a1"] == [(27, 15.0)] * 5
    assert shape["a4"] == [(24, 15.0)] * 4
    assert shape["a3"] == [(52, 15.0)]
    assert shape["a5"] == [(35, 23.0), (27, 31.0)]


flow_lines = st.builds(
    FlowLine,
    width=st.floats(0, 60, allow_nan=False),
    break_before=st.booleans(),
    paragraph_start=st.booleans(),
    indent_lost=st.booleans(),
    opens_quote=st.booleans(),
    height=st.sampled_from([1.0, 1.5, 3.0]),
)


@given(st.lists(flow_lines, max_size=120), st.floats(10, 120))
def test_every_line_stands_in_one_column_in_order(lines: list[FlowLine], page_depth: float) -> None:
    columns = infer_columns(lines, page_depth=page_depth)
    assert [k for column in columns for k in range(column.start, column.stop)] == list(range(len(lines)))
    assert all(column.stop > column.start and column.measure >= 0 for column in columns)
    assert columns == infer_columns(lines, page_depth=page_depth)


@pytest.mark.parametrize("blank_lines", [True, False])
def test_the_work_grows_with_the_lines(blank_lines: bool) -> None:
    chance = random.Random(4)
    starts = {k for k in range(3000) if chance.random() < 0.12}
    lines = story([30] * 100, starts)
    if not blank_lines:
        lines = [FlowLine(line.width, False, line.paragraph_start) for line in lines]
    assert infer_columns(lines)[-1].stop == 3000
    assert steps(lambda: infer_columns(lines)) < 3 * steps(lambda: infer_columns(lines[:1500]))
