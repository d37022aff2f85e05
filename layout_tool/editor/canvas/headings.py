"""The words of headings in the map, as large as their regions allow: in lines, or down the page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout

from layout_tool.editor.canvas.context import PaintContext, colour
from layout_tool.editor.canvas.inks import Inks
from layout_tool.model.document import Direction, Region

HEADING_LEAST = 17.0
"""px of a region's longer side from which on it has words."""
_SMALLEST, _LARGEST = 9, 15  # px of type
_DENSE, _LOOSE = 1.02, 1.15  # of a size, from letter to letter down the page: at least, and at most
_FEWEST = 3  # letters that stand for a heading that is cut short
_LEADING, _PAD, _LOSS = 1.25, 4.0, 0.9  # of a size; px beside the words; what of a line is filled where it is broken
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """How words are set: type size in px, lines."""

    size: int
    lines: int


def fitting(length: float, width: float, height: float) -> Setting | None:
    """How words fit into a box: the largest type, in as few lines as that takes; the smallest where they do not fit;
    None where even one line has no room. `length` is the words' width at 1 px of type.

    >>> fitting(6, 100, 20), fitting(20, 100, 40), fitting(90, 100, 30), fitting(6, 100, 9)
    (Setting(size=15, lines=1), Setting(size=10, lines=3), Setting(size=9, lines=2), None)
    """
    most = min(int(height / (_LEADING * _SMALLEST)), _MOST_LINES)
    if most < 1 or width < 3 * _SMALLEST:
        return None
    best = Setting(_SMALLEST, most)
    found = 0
    for lines in range(1, most + 1):
        filled = 1.0 if lines == 1 else _LOSS
        size = int(min(_LARGEST, height / (_LEADING * lines), filled * lines * width / max(length, 1e-6)))
        if size >= _SMALLEST and size > found:
            best, found = Setting(size, lines), size
    return best


def paint_heading(
    painter: QPainter, context: PaintContext, inks: Inks, region: Region, box: QRectF, taken: QPointF
) -> None:
    """A heading's words in what its tag leaves of the box: `taken` of its width, or of its height where the words run
    down the page."""
    painter.setPen(colour(context.palette.ink, 0.9))
    if region.direction is Direction.VERTICAL:
        _paint_down(painter, context, inks.words(region), box.adjusted(0, taken.y(), 0, 0))
        return
    words, length = inks.words(region), inks.length(region, context.serif)
    room = box.adjusted(taken.x() + _PAD, 0, -_PAD, 0)
    setting = fitting(length, room.width(), room.height())
    if setting is None:
        return
    font = QFont(context.serif)
    font.setPixelSize(setting.size)
    painter.setFont(font)
    if setting.lines == 1:
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return
    lines = broken(words, font, room.width(), setting.lines)
    top = room.center().y() - _LEADING * setting.size * len(lines) / 2
    for turn, line in enumerate(lines):
        step = _LEADING * setting.size
        spot = QRectF(room.left(), top + turn * step, room.width() + _PAD, step)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def broken(words: str, font: QFont, width: float, most: int) -> list[str]:
    """The words in lines of this width, `most` of them; what is left over is cut short with an ellipsis."""
    layout = QTextLayout(words, font)
    units = words.encode("utf-16-le")  # in which Qt counts
    found: list[str] = []
    layout.beginLayout()
    while len(found) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(found) == most - 1:
            rest = units[2 * start :].decode("utf-16-le")
            found.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
        else:
            found.append(units[2 * start : 2 * end].decode("utf-16-le").rstrip())
    layout.endLayout()
    return found


def _paint_down(painter: QPainter, context: PaintContext, words: str, box: QRectF) -> None:
    """Words that run down the page, letter under letter in the middle of the box."""
    letters = [letter for letter in words if not letter.isspace()]
    height = box.height() - min(_PAD, 0.03 * box.height())
    size = max(int(min(_LARGEST, 0.72 * box.width(), height / (_DENSE * max(1, len(letters))))), _SMALLEST)
    room = int(height / (_DENSE * size))
    if box.width() < size or room < min(_FEWEST + 1, len(letters)):
        return
    if len(letters) > room:
        letters = [*letters[: room - 1], "⋮"]
    step = min(_LOOSE * size, height / max(1, len(letters)))
    font = QFont(context.serif)
    font.setPixelSize(size)
    painter.setFont(font)
    for turn, letter in enumerate(letters):
        spot = QRectF(box.left(), box.top() + turn * step, box.width(), step)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, letter)
