"""pdfplumber's device, told to keep what its characters leave out: text object, render mode, rise and font."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfplumber.page import PDFPageAggregatorWithMarkedContent


@dataclass(frozen=True, slots=True)
class Character:
    """A painted character and what goes with it. `span` counts text operators, `mode` is the text render mode."""

    char: LTChar
    font: PDFFont
    size: float
    rise: float
    span: int
    mode: int


class Device(PDFPageAggregatorWithMarkedContent):
    """Collects characters beside the layout; the layout tree holds paths and pictures."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, pageno=1, laparams=None)
        self.characters: list[Character] = []
        self._span = 0
        self._mode = 0

    def render_string(self, textstate: PDFTextState, seq: Any, ncs: Any, graphicstate: PDFGraphicState) -> None:
        self._span += 1
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *arguments: Any, **named: Any) -> float:
        advance = float(super().render_char(*arguments, **named))
        _matrix, font, size, _scaling, rise = arguments[:5]
        (char,) = self.cur_item._objs[-1:]
        if isinstance(char, LTChar):
            self.characters.append(Character(char, font, size, rise, self._span, self._mode))
        return advance
