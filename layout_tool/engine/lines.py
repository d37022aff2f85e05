"""Lines of a text dump and the facts that each carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from layout_tool.engine.measure import em_width
from layout_tool.engine.script import is_ideograph, squeeze, visible
from layout_tool.model.geometry import Box

_JUSTIFIED = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff，、。] ?|(?<![A-Za-z])[A-Za-z](?: [A-Za-z]){3}(?![A-Za-z])")
"""Ideographs, or letters, that stand apart: the line was stretched to its measure."""
_SQUEEZED = re.compile(r"[，。、；：！？）》”’」』](?=[（《“‘「『])|”(?=[，。、；：！？）》’])|^[（《“「『]")
_EACH_MARK = re.compile("[，。、；：！？“”‘’（）《》「」『』【】]")
_LONGEST_LOOKED_AT = 400
_FIGURES = re.compile(r"[0-9/.%-]{1,4}$")
_FEWEST_UPRIGHT = 2


@dataclass(frozen=True, slots=True)
class Face:
    """How a printed line is set: `size` as a multiple of the body's, `weight` (400 regular, 700 bold), the number of
    its font on the page, its colour (0xRRGGBB), the number of the frame it stands in (-1: none), and the place of its
    first glyph in the content stream. `upright` where it runs across the page's main direction, `askew` where its
    glyphs themselves are turned against the page, `shadow` where it is hidden text behind text that is seen. `lead` is
    the weight of its first glyph, 0 where it is not known."""

    size: float
    weight: int
    font: int
    colour: int
    frame: int
    stream: int
    upright: bool = False
    askew: bool = False
    shadow: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a dump, or the piece of one that belongs to one column.

    `start` and `end` are code points of the decoded source; `text` is source[start:end] letter for letter.
    `core` is the text without white space and invisible characters. `indent` and `width` are in em, indent being
    leading white space, `opening` the width of what no line end may part at its beginning, `slack` what its marks
    could still be squeezed by; marks that typesetters squeeze side by side count half. `blank_before` counts the blank
    lines before it. `cell` is its box on the character grid (cells and rows, origin top-left) where the dump keeps the
    layout; `piece` counts from 1 where a line of the dump was parted. `face` is known where glyphs are; `reaches`
    then tells whether the line reaches its column's right edge.
    """

    number: int
    start: int
    end: int
    text: str
    core: str
    indent: float
    width: float
    blank_before: int
    justified: bool
    opening: float
    slack: float
    cell: Box | None = None
    piece: int = 0
    face: Face | None = None
    reaches: bool | None = None

    @property
    def single_glyph(self) -> bool:
        """A lone ideograph: a line of a headline set upright, where only the text is known."""
        return self.face is None and len(self.core) == 1 and is_ideograph(self.core)


def _indent(text: str) -> float:
    """Leading white space in em: U+3000 is 1, a tab 2, a space 0.5."""
    width = 0.0
    for ch in text:
        if ch == "\u3000":
            width += 1.0
        elif ch == "\t":
            width += 2.0
        elif ch.isspace():
            width += 0.5
        else:
            break
    return width


_UNBREAKABLE = re.compile(
    r"[（《“‘「『【〈(\[]*(?:[!-~\u00a1-\u02af]+|[^!-~])[，。、；：？！）》〉」』】〕”’,.;:!?)\]%％]*"
)


def _opening_width(text: str) -> float:
    """The width of the first word with its marks: what did not fit at the end of the line before."""
    hit = _UNBREAKABLE.match(text.lstrip())
    return _word_width(hit.group(0)[:60]) if hit else 0.0


@lru_cache(maxsize=4096)
def _word_width(text: str) -> float:
    """The width of a word, kept: many lines begin with the same character."""
    return em_width(text)


def make_line(
    number: int, start: int, text: str, blank_before: int, piece: int = 0, width: float | None = None
) -> TextLine:
    """The facts of one line; `start` is its place in the decoded source, `width` that printed, in em, where known."""
    head = visible(text[:_LONGEST_LOOKED_AT])
    core = squeeze(text)
    short = len(text) <= _LONGEST_LOOKED_AT
    squeezed = len(_SQUEEZED.findall(core)) if short else 0
    if width is None:
        width = em_width(text) - 0.5 * squeezed if short else float(len(core))
    marks = len(_EACH_MARK.findall(core)) if short else 0
    return TextLine(
        number, start, start + len(text), text, core, _indent(head), width, blank_before,
        bool(_JUSTIFIED.search(head)), _opening_width(head), max(0.0, 0.5 * (marks - squeezed)), None, piece,
    )  # fmt: skip


def make_printed(
    number: int,
    start: int,
    text: str,
    blank_before: int,
    *,
    width: float,
    indent: float,
    cell: Box,
    face: Face,
    reaches: bool | None,
) -> TextLine:
    """The facts of a line whose place and type are known: they tell its width and its indent, in em."""
    head = visible(text[:_LONGEST_LOOKED_AT])
    core = squeeze(text)
    return TextLine(
        number, start, start + len(text), text, core, indent, width, blank_before, False, _opening_width(head),
        _slack(core) if len(text) <= _LONGEST_LOOKED_AT else 0.0, cell, 0, face, reaches,
    )  # fmt: skip


def _slack(core: str) -> float:
    """What the marks of a text could still be squeezed by, in em."""
    marks = len(_EACH_MARK.findall(core))
    return max(0.0, 0.5 * (marks - len(_SQUEEZED.findall(core)))) if marks else 0.0


def read_lines(rows: Iterable[tuple[int, int, str]]) -> list[TextLine]:
    """Lines with something printed on them, from (start, end, text) rows; blank rows are counted, not kept."""
    lines: list[TextLine] = []
    blank = 0
    for number, (start, _, text) in enumerate(rows):
        if not squeeze(text):
            blank += 1
            continue
        lines.append(make_line(number, start, text, blank))
        blank = 0
    return lines


def upright_lines(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines are part of a heading set upright: lone ideographs, and the figures among them, which lie.

    A run has no blank line in it and two lone ideographs at least.
    """
    value = [False] * len(lines)
    if sum(line.single_glyph for line in lines) < _FEWEST_UPRIGHT:
        return value
    first = 0
    for k in range(1, len(lines) + 1):
        goes_on = k < len(lines) and not lines[k].blank_before and _stands_upright(lines[k])
        if goes_on and _stands_upright(lines[first]):
            continue
        if sum(line.single_glyph for line in lines[first:k]) >= _FEWEST_UPRIGHT and _stands_upright(lines[first]):
            value[first:k] = [True] * (k - first)
        first = k
    return value


def _stands_upright(line: TextLine) -> bool:
    return line.single_glyph or bool(_FIGURES.match(line.core))


def without_blanks(lines: Sequence[TextLine]) -> list[TextLine]:
    """The same lines as if the dump had no blank ones (a forced reading)."""
    return [replace(line, blank_before=0) for line in lines]
