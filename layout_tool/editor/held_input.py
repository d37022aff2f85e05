"""What is typed and clicked while the window waits for an answer: kept in its order and handed on afterwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod})
_HELD = _KEYS | {
    QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
}


class HeldInput(QObject):
    """Keys, shortcuts and buttons of the mouse are held from `hold` to `hand_on`; all else goes its way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._holding = False
        self._passing = False
        self._queue: deque[tuple[QObject, QEvent]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)
        self._watches = False

    @property
    def waiting(self) -> bool:
        """Whether input is held, or still to be handed on."""
        return self._holding or bool(self._queue)

    def hold(self) -> None:
        """Keep what comes from now on."""
        self._holding = True
        application = QCoreApplication.instance()
        if application is not None and not self._watches:
            application.installEventFilter(self)
            self._watches = True

    def hand_on(self) -> None:
        """Let go what came, one after the other; what it brings about may hold the rest again."""
        self._holding = False
        self._timer.start()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What comes meanwhile goes its way, to a question that is asked; what was held stays held."""
        self._holding, self._passing = False, True
        try:
            yield
        finally:
            self._passing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (self._holding or (self._queue and not self._passing)):
            return False
        kind = event.type()
        if kind not in _HELD and not _drags(event):
            return False
        self._queue.append((watched, event.clone()))
        event.accept()
        return True

    def _next(self) -> None:
        if self._holding or self._passing:
            return
        if self._queue:
            watched, event = self._queue.popleft()
            target = _target(watched, event)
            if target is not None:
                self._passing = True
                try:
                    QCoreApplication.sendEvent(target, event)
                finally:
                    self._passing = False
        application = QCoreApplication.instance()
        if self._queue:
            self._timer.start()
        elif not self.waiting and application is not None and self._watches:
            application.removeEventFilter(self)
            self._watches = False


def _drags(event: QEvent) -> bool:
    """Whether the mouse moves with a button held."""
    if not isinstance(event, QMouseEvent):
        return False
    return event.type() == QEvent.Type.MouseMove and event.buttons() != Qt.MouseButton.NoButton


def _target(watched: QObject, event: QEvent) -> QObject | None:
    """Where an event goes now: keys to what has the focus by then; None where its place is gone."""
    focused = QApplication.focusWidget()
    if event.type() in _KEYS and focused is not None and isinstance(watched, QWidget):
        return focused
    return watched if shiboken6.isValid(watched) else None
