"""How rows of source text look: number, article bar with its letter, role, text, caret; and where a point falls.

Lengths are in px at 100 %; `Type.px` turns them into those of the widget's type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextLine
from PySide6.QtWidgets import QWidget

from layout_tool.editor.source.lines import SourceLine
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look, mixed

_DESIGN = 13
_ROW, _BAR, _ROLE, _GAP = 20, 18, 18, 10
_FAMILIES = (
    "Noto Sans Mono CJK SC",
    "Sarasa Mono SC",
    "Source Han Mono SC",
    "Cascadia Mono",
    "Menlo",
    "Consolas",
    "DejaVu Sans Mono",
    "Microsoft YaHei",
    "PingFang SC",
)
_ON_COLOUR = "#1E2126"
_WIDEST = 1e6  # px of one line
_BLANKED = dict.fromkeys((*range(32), 0x7F, 0x2028, 0x2029), " ")


class Type:
    """The type of the text, and what follows from it."""

    def __init__(self, widget: QWidget) -> None:
        given = widget.font().pixelSize()
        size = given if given > 0 else widget.fontMetrics().height() / 1.45
        self.unit = max(1.0, size / _DESIGN)
        self.text = QFont()
        self.text.setFamilies(list(_FAMILIES))
        self.text.setStyleHint(QFont.StyleHint.Monospace)
        self.text.setFixedPitch(True)
        self.text.setPixelSize(self.px(_DESIGN))
        self.number, self.letter, self.role = QFont(self.text), QFont(widget.font()), QFont(widget.font())
        self.number.setPixelSize(self.px(10))
        self.letter.setPixelSize(self.px(11))
        self.letter.setBold(True)
        self.role.setPixelSize(self.px(10))
        self.row = self.px(_ROW)

    def px(self, length: float) -> int:
        """A length of the design in the widget's pixels."""
        return round(length * self.unit)

    @cached_property
    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.text)

    @cached_property
    def digit(self) -> float:
        return QFontMetricsF(self.number).horizontalAdvance("0")

    def x_of(self, text: str, offset: int) -> float:
        """How far right of the text's start the place before code point `offset` is."""
        layout, line = self._laid_out(text)
        found: object = line.cursorToX(len(text[:offset].encode("utf-16-le")) // 2)
        del layout  # the line lives as long as it
        place = found[0] if isinstance(found, tuple) else found
        return place if isinstance(place, float) else 0.0

    def offset_at(self, text: str, x: float) -> int:
        """The code point before which the place nearest to `x` is."""
        layout, line = self._laid_out(text)
        units = int(line.xToCursor(x))
        del layout
        return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))

    def _laid_out(self, text: str) -> tuple[QTextLayout, QTextLine]:
        layout = QTextLayout(shown(text), self.text)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(_WIDEST)
        layout.endLayout()
        return layout, line


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a row begin, in px, before scrolling: bar, role, text; and the width of all."""

    bar: int
    role: int
    text: int
    width: int

    @classmethod
    def of(cls, rows: Sequence[SourceLine], kind: Type) -> Columns:
        most = max((row.number or 0 for row in rows), default=0)
        bar = kind.px(16) + round(kind.digit * max(3, len(str(most)))) + kind.px(8)
        role = bar + kind.px(_BAR)
        text = role + kind.px(_ROLE)
        widest = sorted(rows, key=lambda row: _cells(row.text))[-3:]
        longest = max((kind.metrics.horizontalAdvance(shown(row.text)) for row in widest), default=0.0)
        return cls(bar, role, text, text + round(longest) + kind.px(24))


@dataclass(frozen=True, slots=True)
class RowContext:
    """What painting rows needs. `owners` are articles by region, `looks` theirs, `signs` the roles' letters by region;
    `ends` are the marks of the decision in hand by line; `caret` is row and code point offset."""

    kind: Type
    palette: Palette
    columns: Columns
    width: int
    scrolled: int
    owners: Mapping[str, str]
    looks: Mapping[str, Look]
    signs: Mapping[str, str]
    selected: AbstractSet[str]
    hovered: str | None
    caret: tuple[int, int] | None
    focused: bool
    ends: Mapping[str, str]


def paint_rows(
    painter: QPainter, context: RowContext, rows: Sequence[SourceLine], first: int, last: int, top: int
) -> None:
    """Paint rows `first` up to `last`, the first of them at `top`."""
    kind, columns = context.kind, context.columns
    for at in range(first, last):
        row, y = rows[at], top + (at - first) * kind.row
        begins = at == 0 or rows[at - 1].region != row.region
        if row.region is not None:
            _paint_ground(painter, context, row.region, y)
        painter.save()
        painter.setClipRect(columns.role, y, context.width - columns.role, kind.row)
        _paint_text(painter, context, row, y)
        if context.caret is not None and context.caret[0] == at:
            _paint_caret(painter, context, row.text, y)
        painter.restore()
        mark = context.ends.get(row.line or "")
        if mark:
            _paint_end(painter, context, mark, y)
        elif row.number is not None:
            area = QRectF(0, y, columns.bar - kind.px(8), kind.row)
            painter.setFont(kind.number)
            painter.setPen(QColor(context.palette.muted))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(row.number))
        if row.region is not None:
            _paint_bar(painter, context, row.region, y, begins=begins or at == first)
            if begins and (sign := context.signs.get(row.region)):
                _paint_sign(painter, context, sign, y)


def _paint_ground(painter: QPainter, context: RowContext, region: str, y: int) -> None:
    palette, kind, left = context.palette, context.kind, context.columns.role
    if region in context.selected:
        painter.fillRect(left, y, context.width - left, kind.row, QColor(palette.selected))
        painter.fillRect(left, y, kind.px(3), kind.row, QColor(palette.accent))
    elif region == context.hovered:
        ground = QColor(mixed(palette.selected, palette.panel, 0.5))
        painter.fillRect(left, y, context.width - left, kind.row, ground)


def _paint_text(painter: QPainter, context: RowContext, row: SourceLine, y: int) -> None:
    kind, palette = context.kind, context.palette
    outside = row.region is not None and row.region not in context.owners
    painter.setFont(kind.text)
    painter.setPen(QColor(palette.muted if outside else palette.ink))
    base = y + (kind.row + kind.metrics.ascent() - kind.metrics.descent()) / 2
    painter.drawText(QPointF(context.columns.text - context.scrolled, base), shown(row.text))


def _paint_end(painter: QPainter, context: RowContext, mark: str, y: int) -> None:
    """An end of the decision in hand: its mark in the place of the number, and a frame around the text."""
    kind, columns, amber = context.kind, context.columns, QColor(context.palette.doubtful)
    tag = QRectF(columns.bar - kind.px(30), y + kind.px(1), kind.px(24), kind.row - kind.px(2))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(amber)
    painter.drawRoundedRect(tag, kind.px(4), kind.px(4))
    painter.setPen(QPen(amber, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = QRectF(columns.role + kind.px(4), y + 1, context.width - columns.role - kind.px(6), kind.row - 2)
    painter.drawRoundedRect(frame, kind.px(2), kind.px(2))
    painter.restore()
    painter.setFont(kind.letter)
    painter.setPen(QColor(_ON_COLOUR))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), mark)


def _paint_bar(painter: QPainter, context: RowContext, region: str, y: int, *, begins: bool) -> None:
    """The article's colour with its letter; for what is outside, a dashed frame."""
    kind, columns = context.kind, context.columns
    area = QRectF(columns.bar, y, kind.px(_BAR), kind.row)
    look = context.looks.get(context.owners.get(region, ""))
    if look is None:
        pen = QPen(QColor(context.palette.muted), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        for x in (area.left() + 0.5, area.right() - 0.5):
            painter.drawLine(QPointF(x, y), QPointF(x, y + kind.row))
        return
    painter.fillRect(area, QColor(look.colour))
    if look.pattern is not None:  # colours repeat: a stripe tells the second round from the first
        painter.fillRect(QRectF(area.right() - kind.px(3), y, kind.px(3), kind.row), QColor(_ON_COLOUR))
    if begins:
        painter.setFont(kind.letter)
        painter.setPen(QColor(_ON_COLOUR))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), look.letter)


def _paint_sign(painter: QPainter, context: RowContext, sign: str, y: int) -> None:
    kind, left = context.kind, context.columns.role
    painter.setFont(kind.role)
    painter.setPen(QColor(context.palette.muted))
    area = QRectF(left + kind.px(3), y, context.columns.text - left - kind.px(4), kind.row)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), sign)


def _paint_caret(painter: QPainter, context: RowContext, text: str, y: int) -> None:
    kind = context.kind
    assert context.caret is not None
    x = context.columns.text - context.scrolled + kind.x_of(text, context.caret[1])
    colour = QColor(context.palette.accent if context.focused else context.palette.muted)
    width = max(2.0, kind.px(2)) if context.focused else 1.0
    painter.fillRect(QRectF(x - width / 2, y + kind.px(2), width, kind.row - 2 * kind.px(2)), colour)


def shown(text: str) -> str:
    """The text with signs that have no shape of their own as spaces, one for one."""
    return text if text.isprintable() else text.translate(_BLANKED)


def _cells(text: str) -> int:
    """About how wide a text is: a letter counts one, a sign beyond ASCII two."""
    return len(text) if text.isascii() else len(text) + len(text.encode("utf-8")) // 3
