"""Words of headings are set as large as their regions allow, and never run over them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from layout_tool.editor.canvas.headings import broken, fitting


@given(st.floats(0.5, 80), st.floats(0, 400), st.floats(0, 120))
def test_what_is_set_stays_within_its_height(length: float, width: float, height: float) -> None:
    setting = fitting(length, width, height)
    if setting is not None:
        assert setting.size * setting.lines * 1.25 <= height + 1e-6
        assert 9 <= setting.size <= 15


@given(st.floats(0.5, 20), st.floats(30, 400), st.floats(12, 120))
def test_more_room_never_makes_smaller_type(length: float, width: float, height: float) -> None:
    narrow, wide = fitting(length, width, height), fitting(length, width * 1.5, height * 1.5)
    assert narrow is None or (wide is not None and wide.size >= narrow.size)


def test_words_are_broken_without_losing_a_letter(qtbot: QtBot) -> None:  # noqa: ARG001 - fonts need the application
    font = QFont()
    font.setPixelSize(12)
    words = "Council votes to scrap the 𠮷野 bridge toll by spring"
    lines = broken(words, font, 120, 20)
    assert len(lines) > 1
    assert " ".join(line.strip() for line in lines).replace(" ", "") == words.replace(" ", "")
    assert all(QFontMetricsF(font).horizontalAdvance(line) <= 121 for line in lines)


def test_what_is_left_over_ends_in_an_ellipsis(qtbot: QtBot) -> None:  # noqa: ARG001 - fonts need the application
    font = QFont()
    font.setPixelSize(12)
    lines = broken("Council votes to scrap the bridge toll by spring", font, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
