"""Where the text cursor goes by its keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from layout_tool.editor.source.lines import SourceLine
from layout_tool.editor.source.text_rows import Type

Place = tuple[int, int]
"""A row with text, and the code point before which the cursor stands."""

EXTENDING = Qt.KeyboardModifier.ShiftModifier
TOGGLING = Qt.KeyboardModifier.ControlModifier
_ENDS = frozenset((Qt.Key.Key_Home, Qt.Key.Key_End))
_ROW_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_SIGN_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_KEYS = _ENDS | _ROW_STEPS.keys() | _SIGN_STEPS.keys()


def moves(event: QKeyEvent) -> bool:
    """Whether a key is one of the cursor's: arrows, Home and End, with Shift or not, the latter two with Ctrl."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | EXTENDING)
    return event.key() in (_ENDS if modifiers == TOGGLING else _KEYS) and modifiers in (
        Qt.KeyboardModifier(0),
        TOGGLING,
    )


class Cursor:
    """The steps of the text cursor over rows; it keeps to its column while it goes up and down over shorter lines."""

    def __init__(self, rows: Sequence[SourceLine], kind: Type) -> None:
        self._rows, self._kind = rows, kind
        self._goal: float | None = None

    def forget(self) -> None:
        """The cursor was put elsewhere: its column is a new one."""
        self._goal = None

    def moved(self, place: Place, event: QKeyEvent) -> Place | None:
        """The place after a key of its own; None where there is no further one."""
        key = Qt.Key(event.key())
        if key in _ROW_STEPS:
            return self._up_or_down(place, _ROW_STEPS[key])
        self.forget()
        if key in _SIGN_STEPS:
            return self._along(place, _SIGN_STEPS[key])
        if event.modifiers() & TOGGLING:
            found = self.beside(-1, 1) if key is Qt.Key.Key_Home else self.beside(len(self._rows), -1)
            place = found or place
        return place[0], 0 if key is Qt.Key.Key_Home else len(self._rows[place[0]].text)

    def beside(self, at: int, step: int) -> Place | None:
        """The nearest row with text above (`step` -1) or below (1), at its start."""
        at += step
        while 0 <= at < len(self._rows):
            if self._rows[at].line is not None:
                return at, 0
            at += step
        return None

    def _up_or_down(self, place: Place, step: int) -> Place | None:
        if self._goal is None:
            self._goal = self._kind.x_of(self._rows[place[0]].text, place[1])
        found = self.beside(place[0], step)
        return (found[0], self._kind.offset_at(self._rows[found[0]].text, self._goal)) if found else None

    def _along(self, place: Place, step: int) -> Place | None:
        at, offset = place
        beyond = next_offset(self._rows[at].text, offset, step)
        if beyond is not None:
            return at, beyond
        found = self.beside(at, step)
        return (found[0], 0 if step > 0 else len(self._rows[found[0]].text)) if found else None


def next_offset(text: str, offset: int, step: int) -> int | None:
    """The place one sign to the right (`step` 1) or left (-1), never between a letter and its accent; None beyond.

    >>> next_offset("e\\u0301a", 0, 1), next_offset("ab", 2, 1), next_offset("ab", 0, -1)
    (2, None, None)
    """
    at = offset + step
    while 0 < at < len(text) and unicodedata.combining(text[at]):
        at += step
    return at if 0 <= at <= len(text) else None
