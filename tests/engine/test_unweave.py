"""Dumps written row by row over their columns, taken apart."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from pathlib import Path
from random import Random
from statistics import fmean
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layout_tool.engine.grid import cut_stray
from layout_tool.engine.grid_cells import Piece
from layout_tool.engine.lines import make_line
from layout_tool.engine.profile import load_profile
from layout_tool.engine.script import squeeze
from layout_tool.engine.unweave import looks_interleaved, unweave
from layout_tool.engine.unweave_cuts import Measures, lattice
from tests.typeset.woven import WovenPage, woven_page

WEIGHTS = load_profile().weights["weave"]
_RIVER = (
    "市水务局昨日通报，城北河道清淤工程已经完成主体施工，比原定计划提前了二十天。工程负责人介绍，"
    "清淤之后的河道平均加深一米半，汛期排水能力明显提高。沿河居民反映，过去每逢暴雨，低洼路段总要积水，"
    "今年夏天情况有了很大改善。下一步，施工单位还将在两岸种植柳树，修建步行道路和休息座椅。"
)
_SCHOOL = (
    "新学期开始，县第二中学的学生食堂换了菜单。校长告诉记者，学校请来营养专家，根据不同年级学生的身体需要"
    "安排每天的午餐，蔬菜品种从六种增加到十四种。家长委员会每周派代表参加试吃，并把意见写在公开的记录本上。"
    "不少学生表示，现在的饭菜比从前可口，浪费粮食的现象也少了许多。"
)
_MUSEUM = (
    "省博物馆近日展出一批古代陶器，吸引了大量观众前来参观。展览共分三个部分，介绍陶器的制作方法、使用场合"
    "以及后来的流传经过。讲解员说，其中一件彩绘陶罐是首次公开展示，专家花了两年时间才把碎片修复完整。"
    "展览将持续到下月底，周末开放时间延长至晚上八点，学生凭证件可以免费入场。"
)
_STORIES = (_RIVER, _SCHOOL, _MUSEUM)
_NEVER_FIRST = "，。、"


def _column(text: str, measure: int) -> list[str]:
    """A column set to a measure in characters; a mark that may not begin a line hangs over the line before."""
    lines: list[str] = []
    while text:
        end = measure + (len(text) > measure and text[measure] in _NEVER_FIRST)
        lines.append(text[:end])
        text = text[end:]
    return lines


def _columns(measure: int) -> list[list[str]]:
    return [_column(text, measure) for text in _STORIES]


def _whole_lines(lines: list[str]) -> list[list[Piece]]:
    return [[Piece(row, 0, len(line), 0.0, float(len(line)), float(row))] for row, line in enumerate(lines)]


def _looks(rows: list[list[Piece]], texts: list[str]) -> float:
    pieces = [(piece, texts[piece.line][piece.start : piece.end]) for row in rows for piece in row]
    lines = [make_line(piece.line, piece.start, text, 0) for piece, text in pieces if squeeze(text)]
    return looks_interleaved(lines, WEIGHTS)


def _texts(runs: list[list[Piece]], lines: list[str]) -> list[str]:
    return ["".join(lines[p.line][p.start : p.end] for p in run) for run in runs]


def _woven(measure: int) -> list[str]:
    return [line for row in zip_longest(*_columns(measure)) for line in row if line]


def test_lines_that_alternate_between_columns_are_sorted_into_columns() -> None:
    lines = _woven(12)
    rows = _whole_lines(lines)
    assert _looks(rows, lines) > 0
    assert _texts(unweave(rows, lines, WEIGHTS), lines) == list(_STORIES)


def test_rows_joined_over_columns_are_cut_and_sorted() -> None:
    lines = [" ".join(line for line in row if line) for row in zip_longest(*_columns(12))]
    rows = cut_stray(lines)
    assert _looks(rows, lines) > 0
    assert _texts(unweave(rows, lines, WEIGHTS), lines) == list(_STORIES)


def test_a_column_that_begins_later_is_a_run_of_its_own() -> None:
    left, middle, right = _columns(12)
    right = ["馆藏陶器", *right]
    rows = zip_longest(left, middle, [""] * 3 + right)
    lines = [line for row in rows for line in row if line]
    assert _texts(unweave(_whole_lines(lines), lines, WEIGHTS), lines) == [_RIVER, _SCHOOL, f"馆藏陶器{_MUSEUM}"]


def _successions(page: WovenPage) -> tuple[float, float]:
    """Shares of the page's successions that are found, and of the found ones that are the page's."""
    lines = list(page.lines)
    runs = unweave(_whole_lines(lines), lines, WEIGHTS)
    found = {(a.line, b.line) for run in runs for a, b in pairwise(run)}
    true = {pair for run in page.runs for pair in pairwise(run)}
    return len(found & true) / len(true), len(found & true) / len(found)


@pytest.mark.parametrize(("language", "least"), [("zh-Hans", 0.8), ("en", 0.6)])
def test_most_lines_of_typeset_pages_find_their_next(language: str, least: float) -> None:
    shares = [_successions(woven_page(language, columns, seed=100)) for columns in (4, 5, 6, 7)]
    assert fmean(of_true for of_true, _ in shares) > least
    assert fmean(of_found for _, of_found in shares) > least


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("columns", [4, 6, 8])
def test_typeset_pages_look_woven_where_they_are(language: str, columns: int) -> None:
    page = woven_page(language, columns, seed=101)
    woven, joined, flowed = list(page.lines), page.joined(Random(columns)), page.flowed()
    assert _looks(_whole_lines(woven), woven) > 0
    assert _looks(cut_stray(joined), joined) > 0
    assert _looks(_whole_lines(flowed), flowed) < 0


def test_dumps_of_whole_paragraphs_do_not_look_interleaved() -> None:
    lines = [text for head in _columns(13)[0] for text in (head, _SCHOOL, _MUSEUM)]
    assert _looks(_whole_lines(lines), lines) < 0


def test_a_gutter_lost_after_a_mark_is_found_again() -> None:
    lines = _woven(12)
    at = next(k for k, line in enumerate(lines) if line[-1] in "，、" and k + 1 < len(lines))
    lines[at : at + 2] = [lines[at] + lines[at + 1]]
    assert _texts(unweave(_whole_lines(lines), lines, WEIGHTS), lines) == list(_STORIES)


@pytest.mark.parametrize("measure", [9, 12, 15])
def test_columns_one_after_the_other_do_not_look_interleaved(measure: int) -> None:
    lines = [line for column in _columns(measure) for line in column]
    assert _looks(_whole_lines(lines), lines) < 0


def test_a_few_lines_say_nothing() -> None:
    lines = _woven(12)[:6]
    assert _looks(_whole_lines(lines), lines) < 0
    assert _looks([], []) < 0
    assert unweave([], [], WEIGHTS) == []
    assert unweave([[]], ["   "], WEIGHTS) == []


def test_lists_of_characters_do_not_look_interleaved() -> None:
    lines = [character for row in zip_longest(*_STORIES) for character in row if character]
    assert _looks(_whole_lines(lines), lines) < 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("国家大学 abc，。 （）12\u3000“”", max_size=30), max_size=25))
def test_no_ink_is_lost_and_every_piece_is_in_one_run(lines: list[str]) -> None:
    runs = unweave(cut_stray(lines), lines, WEIGHTS)
    pieces = sorted((p for run in runs for p in run), key=lambda p: (p.line, p.start))
    kept = ["".join(lines[p.line][p.start : p.end] for p in pieces if p.line == row) for row in range(len(lines))]
    assert [squeeze(text) for text in kept] == [squeeze(line) for line in lines]
    assert all(a.line < b.line for run in runs for a, b in pairwise(run))
    firsts = [(run[0].line, run[0].start) for run in runs]
    assert firsts == sorted(firsts)
    assert runs == unweave(cut_stray(lines), lines, WEIGHTS)


def _dump(shared: Path, name: str) -> list[str]:
    return (shared / "corpus" / "synth" / f"{name}.txt").read_bytes().decode("utf-8").split("\n")


@pytest.mark.parametrize("slug", ["mixed-hard-7-00", "mixed-hard-7-03", "zh-modern-7-11"])
@pytest.mark.parametrize("dump", ["pdftotext-raw", "pymupdf", "pypdf"])
def test_interleaved_pages_of_the_corpus_are_known(shared: Path, slug: str, dump: str) -> None:
    lines = _dump(shared, f"{slug}.{dump}")
    assert _looks(cut_stray(lines), lines) > 0


@pytest.mark.parametrize("dump", ["seedlike", "pdftotext-raw", "pymupdf", "pypdf", "pdfminer"])
@pytest.mark.parametrize(
    "slug", ["zh-modern-7-00", "zh-modern-7-12", "mixed-hard-7-04", "en-broadsheet-7-04", "zh-vertical-7-00"]
)
def test_ordinary_dumps_of_the_corpus_are_left_alone(shared: Path, slug: str, dump: str) -> None:
    lines = _dump(shared, f"{slug}.{dump}")
    assert _looks(cut_stray(lines), lines) < 0


def test_letter_spacing_tells_where_a_lost_gutter_was() -> None:
    text = "身 体 需 要 安 排 的 菜 讲解员说其中一件彩绘陶罐"
    wrong = len("身 体 需 要 安 排 的")
    row = [Piece(0, 0, wrong, 0.0, 13.0, 0.0), Piece(0, wrong + 1, len(text), 14.0, 40.0, 0.0)]
    lines = [text, *(["一二三四五六七八九十天地"] * 12)]
    rows = [row, *([Piece(k, 0, 12, 0.0, 12.0, float(k))] for k in range(1, len(lines)))]
    segments = {text[s.piece.start : s.piece.end]: s.prior for s in lattice(rows, lines, WEIGHTS)[0]}
    right = segments["身 体 需 要 安 排 的 菜"] + segments["讲解员说其中一件彩绘陶罐"]
    assert right > segments["身 体 需 要 安 排 的"] + segments["菜 讲解员说其中一件彩绘陶罐"]


def test_a_mark_that_hangs_over_the_measure_leaves_a_full_line() -> None:
    measures = Measures([12.0] * 20, latin=False, weights=WEIGHTS)
    assert measures.fit_line(make_line(1, 0, "一二三四五六七八九十天地，", 0)) == "full"
    assert measures.fit_line(make_line(1, 0, "一二三四五六七八九十天地人和", 0)) == "over"


def test_long_lines_and_many_pieces_take_no_more_than_their_share_of_time() -> None:
    lines = ["甲乙丙丁 " * 4000, "天地，" * 9000, *_woven(12)]
    rows = [[Piece(0, 5 * k, 5 * k + 4, 5.0 * k, 5.0 * k + 4, 0.0) for k in range(4000)], *_whole_lines(lines)[1:]]
    begun = process_time()
    runs = unweave(rows, lines, WEIGHTS)
    assert process_time() - begun < 20
    ink = sum(len(squeeze(text)) for text in _texts(runs, lines))
    assert ink == sum(len(squeeze(line)) for line in lines)
