"""Places of columns in a dump whose gaps are scaled to the words after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from time import process_time

from layout_tool.engine.grid_cells import CellModel, Word, place_words, read_words
from layout_tool.engine.grid_scaled import place_scaled
from tests.typeset.line_breaking import break_chinese

_HARBOUR = (
    "港务局上周公布了新码头的建设进度，第三座泊位的桩基工程已经全部完成。工程师介绍，施工期间采用低噪音设备，"
    "附近居民的生活没有受到明显影响。新泊位建成以后，可以停靠更大的货船，每年增加吞吐能力约两百万吨。"
)
_ORCHARD = (
    "山坡上的果园今年迎来丰收，苹果和梨的产量都比去年提高了一成。村里的合作社统一安排采摘和运输，"
    "果农不必再为销路发愁。合作社负责人说，明年准备修建冷库，把水果保存到春节前后再上市，价格会更好一些。"
)
_MARKET = (
    "旧货市场搬到城东以后，周末的人流反而比从前更多。摊主们把旧书、唱片和家具分区摆放，顾客找东西方便了许多。"
    "管理处还设立了修理铺，收音机和自行车当天就能修好，很受年轻人欢迎。傍晚时分，乐队在广场上演奏老歌。"
)
_MEASURES = (12.0, 15.0, 13.0)
_LEFTS = (0.0, 13.3, 29.4)
"""Em; the gutters are no whole number of characters."""


def _scaled(gap: float, head: str) -> int:
    """Spaces that such a dump puts for a gap in em before a word of ideographs or of Latin letters."""
    return max(1, round(gap / (1.0 if head >= "\u2e80" else 0.5)))


def _width(text: str) -> float:
    return sum(1.0 if c >= "\u2e80" else 0.5 for c in text)


def _columns() -> list[list[str]]:
    texts = (_HARBOUR, _ORCHARD.replace("今年", "2024年"), _MARKET)
    return [_set(text, measure) for text, measure in zip(texts, _MEASURES, strict=True)]


def _set(text: str, measure: float) -> list[str]:
    return break_chinese(text, lambda _: measure)


def _joined(parts: Sequence[str], lefts: Sequence[float]) -> str:
    """One row: lines of columns with their left edges in em."""
    line, end = "", 0.0
    for part, left in zip(parts, lefts, strict=True):
        line += (" " * _scaled(left - end, part[0]) if left else "") + part
        end = left + _width(part)
    return line


def _dump() -> list[str]:
    """Three columns side by side; figures in the middle one take half an em a digit."""
    columns = _columns()
    depth = max(map(len, columns))
    return [
        _joined(*zip(*((c[row], left) for c, left in zip(columns, _LEFTS, strict=True) if row < len(c)), strict=True))
        for row in range(depth)
    ]


def _placed(lines: list[str]) -> list[list[Word]]:
    """The words of the dump, each a piece, where they are placed."""
    rows = read_words(lines)
    place_words(lines, rows, CellModel.SCALED)
    place_scaled(rows, [list(range(len(words))) for words in rows])
    return rows


def test_columns_stand_on_one_edge_though_gaps_are_rounded() -> None:
    rows = _placed(_dump())
    full = [row for row in rows if len(row) == len(_LEFTS)]
    assert len(full) >= 6
    for at, left in enumerate(_LEFTS):
        edge, count = Counter(round(row[at].x) for row in full).most_common(1)[0]
        assert count >= len(full) - 1
        assert abs(edge - 2 * left) <= 3


def test_a_row_without_a_column_leaves_its_place_empty() -> None:
    lines = _dump()
    whole = _placed(lines)
    lines[2] = _joined([column[2] for column in _columns()][::2], _LEFTS[::2])
    row = _placed(lines)[2]
    assert [round(word.x) for word in row] == [round(whole[3][0].x), round(whole[3][2].x)]


def test_a_line_set_in_stands_beside_the_edge_of_its_column() -> None:
    lines = _dump()
    whole = _placed(lines)
    columns = [column[3] for column in _columns()]
    columns[1] = columns[1][:-2]
    lines[3] = _joined(columns, (_LEFTS[0], _LEFTS[1] + 2, _LEFTS[2]))
    assert [round(a.x - b.x) for a, b in zip(_placed(lines)[3], whole[2], strict=True)] == [0, 4, 0]


def test_a_piece_over_the_edge_of_a_column_is_cut_there() -> None:
    lines = _dump()
    rows = read_words(lines)
    place_words(lines, rows, CellModel.SCALED)
    starts = [list(range(len(words))) for words in rows]
    starts[3] = [0, 2]
    place_scaled(rows, starts)
    assert starts == [list(range(len(words))) for words in rows]


def test_many_columns_take_no_more_than_their_share_of_time() -> None:
    lines = ["   ".join(["甲乙丙丁戊己"] * (12 + k % 5)) for k in range(300)]
    begun = process_time()
    assert sum(map(len, _placed(lines))) > 3000
    assert process_time() - begun < 20
