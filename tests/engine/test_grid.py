"""Layout-preserving dumps: what is cut, what stays whole, and what is told apart from a flowed dump."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from layout_tool.engine.grid import Piece, cut_stray, find_boxes, looks_like_layout, split_lines

LEFT = [
    "山里的早晨来得很迟，雾",
    "从谷底慢慢升上来，先把",
    "屋后的竹林盖住，再把小",
    "路盖住。挑水的人走在雾",
    "里，只听得见扁担的声音",
    "和远处的狗叫。太阳出来",
    "以后，雾就散了，瓦上还",
    "留着一层薄薄的水。",
]
RIGHT = [
    "码头上的灯亮了一整夜，",
    "船工们把木箱一只一只地",
    "抬进仓里，号子声传得很",
    "远。天快亮时下了一阵小",
    "雨，石阶变得又湿又滑，",
    "大家便坐在屋檐下面等着",
    "雨停。有人说起了去年的",
    "大水，都不作声了。",
]


def texts(lines: list[str], rows: list[list[Piece]]) -> list[list[str]]:
    """The pieces as they are written."""
    return [[line[p.start : p.end] for p in row] for line, row in zip(lines, rows, strict=True)]


def ink(text: str) -> str:
    return "".join(text.split())


def side_by_side(gap: str) -> list[str]:
    return [left + gap + right for left, right in zip(LEFT, RIGHT, strict=True)]


def test_columns_side_by_side_are_cut_at_a_wide_gutter() -> None:
    lines = side_by_side("        ")
    assert texts(lines, split_lines(lines)) == [[a, b] for a, b in zip(LEFT, RIGHT, strict=True)]


def test_a_gutter_of_one_space_is_cut_where_the_rows_agree() -> None:
    lines = side_by_side(" ")
    assert texts(lines, split_lines(lines))[:7] == [[a, b] for a, b in zip(LEFT, RIGHT, strict=True)][:7]


def test_justified_lines_are_not_cut_at_their_inner_spaces() -> None:
    spaced = "里 ， 只 听 得 见 声 音"
    lines = [a + " " * 10 + b for a, b in zip([*LEFT[:4], spaced, *LEFT[5:]], RIGHT, strict=True)]
    assert texts(lines, split_lines(lines))[4] == [spaced, RIGHT[4]]


def test_rows_of_one_column_between_those_of_another_stay_whole() -> None:
    lines = [line for a, b in zip(LEFT, RIGHT, strict=True) for line in (a, " " * 30 + b)]
    assert texts(lines, split_lines(lines)) == [[line.strip()] for line in lines]


def test_latin_words_are_not_cut_at_single_spaces() -> None:
    lines = [
        "the ferry had left before noon    and nobody on the quay could",
        "say when it would be back again   or whether it had reached",
    ]
    assert texts(lines * 4, split_lines(lines * 4))[0] == [
        "the ferry had left before noon",
        "and nobody on the quay could",
    ]


def test_places_are_cells_under_the_sharpest_model() -> None:
    counted = ["山里的早晨" + " " * 15 + "码头上的灯", "ab里的早" + " " * 15 + "船工们把木"] * 4
    (place,) = {row[1].x0 for row in split_lines(counted)}
    assert place >= 10.0 + 2.0
    wide = ["山里的早晨" + " " * 10 + "码头上的灯", "ab里的早晨" + " " * 10 + "船工们把木"] * 4
    assert {row[1].x0 for row in split_lines(wide)} == {20.0}


def test_stray_pieces_of_two_columns_are_cut_in_a_flowed_dump() -> None:
    alone = LEFT[:7] + RIGHT[:7]
    lines = [*alone, "", *(f"{a} {b}" for a, b in zip(LEFT[:7], RIGHT[:7], strict=True))]
    cut = texts(lines, cut_stray(lines))
    assert cut[:14] == [[line] for line in alone]
    assert cut[15:] == [[a, b] for a, b in zip(LEFT[:7], RIGHT[:7], strict=True)]


def test_the_name_of_a_writer_in_brackets_is_not_parted() -> None:
    alone = LEFT[:7] + RIGHT[:7]
    lines = [*alone, "雾散了露出屋后的（记者 林小舟）"]
    assert texts(lines, cut_stray(lines))[-1] == ["雾散了露出屋后的（记者 林小舟）"]


def test_a_flowed_dump_without_stray_pieces_stays_as_it_is() -> None:
    lines = ["本报记者 林小舟 何一帆", "", *LEFT, "", "里 ， 只 听 得 见 声 音", *RIGHT]
    assert texts(lines, cut_stray(lines)) == [[line] if line else [] for line in lines]


def test_a_layout_dump_is_told_from_a_flowed_one() -> None:
    assert looks_like_layout(side_by_side("      ")) > 2
    assert looks_like_layout([*LEFT, "", *RIGHT]) < -2
    assert looks_like_layout([]) < 0
    assert looks_like_layout(["", "   "]) < 0


lines_of_anything = st.lists(
    st.lists(
        st.one_of(
            st.text(max_size=8), st.sampled_from(["  ", " ", "\u3000", "\t", "山里的早晨", "e\u0301", "word", "，"])
        ),
        max_size=10,
    ).map("".join),
    max_size=25,
).map(lambda lines: [line.replace("\n", " ") for line in lines])


@settings(deadline=None)
@given(lines_of_anything)
def test_no_ink_is_lost_and_order_is_kept(lines: list[str]) -> None:
    for cut in (split_lines, cut_stray):
        rows = cut(lines)
        assert [ink("".join(row)) for row in texts(lines, rows)] == [ink(line) for line in lines]
        for number, row in enumerate(rows):
            assert all(p.line == number and p.start < p.end and p.x0 < p.x1 for p in row)
            assert all(a.end <= b.start for a, b in pairwise(row))
            assert all(line == line.strip() for line in texts(lines, rows)[number])


@settings(deadline=None)
@given(lines_of_anything)
@example([" 0", " 0", "0"])
@example(["0", " 0", "", "0"])
def test_every_piece_is_in_exactly_one_box(lines: list[str]) -> None:
    rows = split_lines(lines)
    boxed = [(p.line, p.start, p.end) for box in find_boxes(rows) for p in box.pieces]
    assert sorted(boxed) == [(p.line, p.start, p.end) for row in rows for p in row]
    for box in find_boxes(rows):
        assert [p.line for p in box.pieces] == sorted({p.line for p in box.pieces})
        assert all(box.x0 <= p.x0 and p.x1 <= box.x1 and box.y0 <= p.y < box.y1 for p in box.pieces)


def test_kinds_of_dumps_are_told_apart(shared: Path) -> None:
    """Dumps that keep the layout are told from the flowed ones of the same pages."""
    folder = shared / "corpus" / "synth"
    for path in sorted(folder.glob("*-00.*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        kept = path.name.split(".")[1] in {"pdftotext-layout", "pymupdf-sorted"}
        assert (looks_like_layout(lines) > 0) is kept, path.name
