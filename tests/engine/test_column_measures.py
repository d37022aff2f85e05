"""The measure of the column that each line stands in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool.engine.column_measures import candidate_measures, line_measures
from tests.engine.proposing import lines_of
from tests.typeset.line_breaking import break_chinese

TEXT = "清晨六点薄雾还没有散尽岚川港三号泊位的岸桥已经忙碌起来一只只集装箱从火车平板上吊起稳稳落进江船的货舱" * 4


def _set(measure: float, text: str = TEXT) -> list[str]:
    return list(break_chinese(text, lambda number: measure - 2 if number == 0 else measure))


@pytest.mark.parametrize("measure", [9, 15, 23, 31])
def test_the_lines_of_a_paragraph_have_its_measure(measure: float) -> None:
    found = line_measures(lines_of("\n".join(_set(measure))), latin=False)
    assert found.tolist() == [measure] * len(found)


def test_two_columns_of_two_measures() -> None:
    narrow, wide = _set(15), _set(23)
    found = line_measures(lines_of("\n".join([*narrow, "", *wide])), latin=False)
    assert found.tolist() == [15.0] * len(narrow) + [23.0] * len(wide)


def test_a_short_line_keeps_its_column() -> None:
    narrow = _set(15)
    found = line_measures(lines_of("\n".join([*narrow, "只有几个字。", *narrow])), latin=False)
    assert set(found.tolist()) == {15.0}


def test_the_last_line_of_a_column_is_of_its_measure_though_a_narrow_heading_follows() -> None:
    wide, narrow = _set(21), _set(9)
    lines = [*wide[:-1], "间）。", "人人都有", "一个代名", "三号泊位", *narrow]
    found = line_measures(lines_of("\n".join(lines)), latin=False)
    assert found[len(wide) - 1] == 21
    assert found[len(wide)] < 9


def test_a_writers_name_after_the_last_sentence_keeps_the_column() -> None:
    wide, narrow = _set(21), _set(9)
    lines = [*wide[:-1], "雾散了。（林小舟）", *narrow]
    assert line_measures(lines_of("\n".join(lines)), latin=False)[len(wide) - 1] == 21


def test_measures_strongest_first() -> None:
    assert candidate_measures([23.0] * 4 + [15.0] * 9 + [4.0], latin=False) == [15.0, 23.0]


@given(st.lists(st.floats(0, 500), max_size=40), st.booleans())
def test_there_is_always_a_measure(widths: list[float], latin: bool) -> None:
    found = candidate_measures(widths, latin=latin)
    assert found
    assert len(set(found)) == len(found)


@given(st.lists(st.integers(1, 60), max_size=30), st.booleans())
def test_each_line_has_one_of_the_measures(widths: list[int], latin: bool) -> None:
    lines = lines_of("\n".join("一" * width for width in widths))
    found = line_measures(lines, latin=latin)
    assert len(found) == len(lines)
    assert set(found.tolist()) <= set(candidate_measures([line.width for line in lines], latin=latin))


def test_lines_without_any_width_have_a_measure() -> None:
    """A lone opening quotation mark is squeezed to nothing."""
    found = line_measures(lines_of("“\n“\n“\n“\nharbour"), latin=True)
    assert all(measure > 0 for measure in found)


def test_a_line_spaced_out_to_the_edge_belongs_to_the_wider_column() -> None:
    lines = lines_of("\n".join([*_set(9), "", "第 三 号 泊 位 的 岸 桥 已", *_set(15)[1:]]))
    found = line_measures(lines, latin=False)
    place = next(k for k, line in enumerate(lines) if line.justified)
    assert lines[place].width <= 10
    assert found[place] == 15.0
