"""Lines as the engine reads them: words apart, indents, faces."""

from __future__ import annotations

import pytest

from layout_tool.engine.geometry.reading import read_glyph_page
from tests.engine.geometry.printed import BOLD, Sheet


def words(*rows: tuple[str, float, float], size: float = 10.0) -> str:
    """The text of a line of words, each (text, x, width of a letter in em)."""
    sheet = Sheet()
    for text, x, width in rows:
        for k, character in enumerate(text):
            sheet.line(character, x + k * size * width, 100, size, width=width)
    (line,) = read_glyph_page(sheet.page()).typeset.lines
    return line.text


@pytest.mark.parametrize(
    ("first", "second"),
    [("été", "chaud"), ("Москва", "слезам"), ("said", "“yes”"), ("“yes”", "(twice)"), ("à", "2,5"), ("안녕", "hello")],
)
def test_words_that_stand_apart_get_a_space(first: str, second: str) -> None:
    assert words((first, 50, 0.5), (second, 50 + 5 * len(first) + 4, 0.5)) == f"{first} {second}"


def test_letters_that_are_spaced_out_stay_one_word() -> None:
    assert words(*((letter, 50 + 12 * k, 0.5) for k, letter in enumerate("Smiling"))) == "Smiling"


@pytest.mark.parametrize(("first", "second"), [("新港", "第一"), ("新港", "AK"), ("港。", "AK")])
def test_no_space_stands_beside_an_ideograph(first: str, second: str) -> None:
    assert words((first, 50, 1.0), (second, 50 + 10 * len(first) + 4, 0.5)) == first + second


def test_measures_indents_and_faces() -> None:
    sheet = Sheet()
    sheet.line("新港百艘货轮", 50, 60, 24, BOLD)
    sheet.column("新港区昨天迎来今年第一百艘远洋货轮码头工人用六个小时卸完全部集装箱比去年", 50, 100, 15)
    typeset = read_glyph_page(sheet.page()).typeset
    assert typeset.body.size == 10.0
    heading, first, second, *_ = typeset.lines
    assert heading.face is not None
    assert heading.face.size == pytest.approx(2.4)
    assert (first.indent, first.width) == (2.0, 13.0)
    assert (second.indent, second.width) == (0.0, 15.0)
    assert typeset.measures[1:].tolist() == [15.0] * (len(typeset.lines) - 1)
    assert [line.reaches for line in typeset.lines[1:]] == [True] * (len(typeset.lines) - 2) + [False]
