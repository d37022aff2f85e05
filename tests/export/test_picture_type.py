"""Fitting text into room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layout_tool.export.picture_type import fit, has_cjk, width, wrap

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60)


@given(TEXTS, st.floats(0, 40))
def test_what_is_fitted_fits_and_is_a_beginning(text: str, room: float) -> None:
    fitted = fit(text, room)
    assert width(fitted) <= room + 1e-9
    assert fitted == text or fitted == "" or text.startswith(fitted[:-1])


@given(TEXTS, st.integers(1, 4))
def test_wrapped_rows_hold_the_text_in_order(text: str, lines: int) -> None:
    rows = wrap(text, 12, lines)
    assert len(rows) <= lines
    assert all(width(row) <= 12 + 1e-9 for row in rows)
    letters = "".join("".join(rows).split()).removesuffix("…")
    assert "".join(text.split()).startswith(letters)


def test_rows_break_between_ideographs_and_between_words() -> None:
    assert wrap("河湾里的新码头", 4, 2) == ["河湾里的", "新码头"]
    assert wrap("Ferry across the bend", 7, 2) == ["Ferry across", "the bend"]


def test_scripts_are_told_apart() -> None:
    assert has_cjk("x渡")
    assert has_cjk("𠀀")
    assert not has_cjk("Zürich – “quoted”")
