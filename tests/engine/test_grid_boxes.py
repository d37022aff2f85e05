"""Pieces gathered into column boxes, and the measured quality on typeset pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layout_tool.engine.grid import GridBox, find_boxes, split_lines

LEFT = [
    "渡口有一棵老槐树，夏天",
    "的时候，半个村子的人都",
    "坐在树下等船。卖豆腐的",
    "老人把担子放在石头上，",
    "和撑船的人说几句闲话，",
    "说的都是去年的收成，还",
    "有谁家的儿子从城里回来",
    "了，带了一台收音机。",
]
RIGHT = [
    "邮差每隔三天来一回，他",
    "的车铃声很远就听得见。",
    "孩子们跑到路口去迎他，",
    "帮他推车上坡，为的是先",
    "看一眼信封上的邮票。他",
    "从不着急，在每家的门口",
    "都要停一停，喝一碗水，",
    "再把信念给人听。",
]


def boxes_of(lines: list[str]) -> tuple[list[GridBox], list[list[str]]]:
    boxes = find_boxes(split_lines(lines))
    return boxes, [[lines[p.line][p.start : p.end] for p in box.pieces] for box in boxes]


def test_two_columns_make_two_boxes_side_by_side() -> None:
    boxes, texts = boxes_of([a.ljust(22) + b for a, b in zip(LEFT, RIGHT, strict=True)])
    assert texts == [LEFT, RIGHT]
    left, right = boxes
    assert left.x1 <= right.x0
    assert (left.y0, left.y1) == (right.y0, right.y1) == (0.0, 8.0)


def test_columns_whose_rows_interleave_stand_side_by_side() -> None:
    lines = [line for a, b in zip(LEFT, RIGHT, strict=True) for line in (a, " " * 30 + b)]
    boxes, texts = boxes_of(lines)
    assert texts == [LEFT, RIGHT]
    assert [box.y1 - box.y0 for box in boxes] == [8.0, 8.0]
    assert abs(boxes[0].y0 - boxes[1].y0) < 0.5


def test_an_indented_paragraph_stays_in_its_column() -> None:
    lines = [*LEFT, "    " + RIGHT[0][:9], *RIGHT[1:]]
    _, texts = boxes_of(lines)
    assert len(texts) == 1


def test_white_ends_a_box() -> None:
    _, texts = boxes_of([*LEFT, "", "", *RIGHT])
    assert texts == [LEFT, RIGHT]


def test_a_line_across_ends_the_columns_above_it() -> None:
    rows = [a.ljust(24) + b for a, b in zip(LEFT, RIGHT, strict=True)]
    across = " " * 9 + "槐树与车铃之间的那一段路，走了三十年"
    _, texts = boxes_of([*rows, across, *rows])
    assert texts == [LEFT, RIGHT, [across.strip()], LEFT, RIGHT]


def test_a_line_clear_of_both_edges_stands_alone() -> None:
    _, texts = boxes_of([*LEFT, "      雨后", *("    " + RIGHT[0][:9], *RIGHT[1:])])
    assert ["雨后"] in texts


def test_a_wider_measure_starts_a_new_box() -> None:
    wide = [a + b for a, b in zip(LEFT[:7], RIGHT[:7], strict=True)]
    _, texts = boxes_of([*LEFT[:7], *wide])
    assert texts == [LEFT[:7], wide]


def test_no_lines_make_no_boxes() -> None:
    assert find_boxes([]) == []
    assert find_boxes([[], []]) == []


@pytest.mark.parametrize(("kind", "purity", "wholeness"), [("zh-modern", 0.98, 0.96), ("en-broadsheet", 0.99, 0.97)])
def test_pieces_are_lines_of_the_typeset_page(shared: Path, kind: str, purity: float, wholeness: float) -> None:
    """On pdftotext -layout dumps, by characters and by lines."""
    pure = inked = whole = truth = 0
    for path in sorted((shared / "corpus" / "synth").glob(f"{kind}-*.pdftotext-layout.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        spans = json.loads(path.with_suffix(".map.json").read_text(encoding="utf-8"))["lines"]
        for number, row in enumerate(split_lines(lines), 1):
            held = spans.get(str(number), [])
            inside = {
                (begin + len(cut) - len(cut.lstrip()), begin + len(cut.rstrip()))
                for begin, end, _ in held
                if (cut := lines[number - 1][begin:end]).strip()
            }
            truth += len(inside)
            whole += len(inside & {(p.start, p.end) for p in row})
            for p in row:
                weight = len("".join(lines[number - 1][p.start : p.end].split()))
                inked += weight
                pure += weight * (sum(1 for begin, end, _ in held if begin < p.end and p.start < end) <= 1)
    assert pure / inked > purity
    assert whole / truth > wholeness
