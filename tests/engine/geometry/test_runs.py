"""Runs: neighbours in the stream on one line."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.geometry.runs import downward_share, find_runs
from tests.engine.geometry.printed import Sheet


def test_a_line_is_a_run_and_a_gutter_parts_it() -> None:
    sheet = Sheet()
    sheet.line("新港区昨天", 50, 100)
    sheet.line("渔民卖鱼", 120, 100)
    runs = find_runs(sheet.page().glyphs, upward=False)
    assert [len(run) for run in runs.members] == [5, 4]
    assert runs.box.tolist() == [[50, 100, 100, 110], [120, 100, 160, 110]]
    assert not runs.upright.any()


def test_a_line_down_the_page_is_upright() -> None:
    sheet = Sheet()
    sheet.line("百艘货轮", 50, 100, 20, down=True)
    runs = find_runs(sheet.page().glyphs, upward=False)
    assert runs.upright.tolist() == [True]
    assert runs.box.tolist() == [[50, 100, 70, 180]]


def test_the_share_of_text_that_runs_down() -> None:
    across, down = Sheet(), Sheet()
    for k in range(3):
        across.line("新港区昨天", 50, 100 + 13 * k)
        down.line("新港区昨天", 50 + 13 * k, 100, down=True)
    assert downward_share(across.page().glyphs) == 0
    assert downward_share(down.page().glyphs) == 1
    assert downward_share(Sheet().page().glyphs) == 0


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(20)))
def test_a_stream_without_order_is_read_by_place(order: list[int]) -> None:
    sheet = Sheet()
    sheet.line("新港区昨天迎来今年第", 50, 100)
    sheet.line("渔民卖鱼一早就有客人", 50, 113)
    glyphs = sheet.page(order).glyphs
    runs = find_runs(glyphs, upward=False)
    assert Counter(int(k) for run in runs.members for k in run) == Counter(range(20))
    for run in runs.members:
        assert len(set(glyphs.box[run, 1].tolist())) == 1
        assert np.all(np.diff(glyphs.box[run, 0]) > 0)
