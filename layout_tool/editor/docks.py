"""The docks around the views: worklist and pages left, articles and why right, the others below."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabBar, QTabWidget, QWidget

from layout_tool.editor.desk import Desk
from layout_tool.messages import Messages

_WORKLIST = "worklist"
_AREAS = {
    _WORKLIST: Qt.DockWidgetArea.LeftDockWidgetArea,
    "pages": Qt.DockWidgetArea.LeftDockWidgetArea,
    "articles": Qt.DockWidgetArea.RightDockWidgetArea,
    "why": Qt.DockWidgetArea.RightDockWidgetArea,
    "doubts": Qt.DockWidgetArea.BottomDockWidgetArea,
    "problems": Qt.DockWidgetArea.BottomDockWidgetArea,
    "locks": Qt.DockWidgetArea.BottomDockWidgetArea,
    "reading": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_WIDTHS = {"pages": 150, "articles": 330}
_FOOT = {"doubts": 480, "reading": 640}
_HEIGHTS = {"doubts": 190, "reading": 190}
_FULL = {"articles": 480, "why": 420}
_GRIP = 5
_LIST_WIDTH = 280
"""The left side's width while there is a worklist."""


class _Grip(QWidget):
    """The strip over a panel by which its dock is dragged."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(_GRIP)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAutoFillBackground(True)


class Docks:
    """Docks that stay with the window; each open document puts its panels in. The worklist's stands beside them: it has
    the same panel for all documents."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._scale = 1.0
        self._has_worklist = False
        self._docks: dict[str, QDockWidget] = {}
        self._hidden: set[str] = set()
        self._laid_out = False
        self.menu = QMenu(window)
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        for name, area in _AREAS.items():
            dock = QDockWidget(window)
            dock.setObjectName(f"dock_{name}")
            dock.setTitleBarWidget(_Grip(dock))
            window.addDockWidget(area, dock)
            self.menu.addAction(dock.toggleViewAction())
            self._docks[name] = dock
        window.splitDockWidget(self._docks["doubts"], self._docks["reading"], Qt.Orientation.Horizontal)
        for name in ("problems", "locks"):
            window.tabifyDockWidget(self._docks["doubts"], self._docks[name])
        window.tabifyDockWidget(self._docks["pages"], self._docks[_WORKLIST])
        for area in (Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.LeftDockWidgetArea):
            window.setTabPosition(area, QTabWidget.TabPosition.North)
        self._docks[_WORKLIST].hide()
        self._docks[_WORKLIST].toggleViewAction().setEnabled(False)
        self.empty()
        self._hidden = set()

    def lay_out(self, scale: float | None = None) -> None:
        """The sizes of a window that was never changed, at a size of type."""
        self._laid_out = True
        self._scale = scale or self._scale
        left = {"pages": _LIST_WIDTH, _WORKLIST: _LIST_WIDTH} if self._has_worklist else {}
        for sizes, direction in (
            (_WIDTHS | left, Qt.Orientation.Horizontal),
            (_FOOT, Qt.Orientation.Horizontal),
            (_HEIGHTS, Qt.Orientation.Vertical),
            (_FULL, Qt.Orientation.Vertical),
        ):
            self._window.resizeDocks(
                [self._docks[name] for name in sizes], [round(size * self._scale) for size in sizes.values()], direction
            )

    def hold_worklist(self, panel: QWidget) -> None:
        """Take in the panel of the worklist."""
        self._docks[_WORKLIST].setWidget(panel)

    def show_worklist(self, shown: bool, scale: float) -> None:
        """Bring the worklist up, or put it away where there is none."""
        self._scale = scale
        dock = self._docks[_WORKLIST]
        dock.toggleViewAction().setEnabled(shown)
        if shown != self._has_worklist:
            self._has_worklist = shown
            dock.setVisible(shown)
            width = round((_LIST_WIDTH if shown else _WIDTHS["pages"]) * scale)
            left = [one for one in (dock, self._docks["pages"]) if not one.isHidden()]
            self._window.resizeDocks(left, [width] * len(left), Qt.Orientation.Horizontal)
        if shown:
            self.show(_WORKLIST)
        self._name_tabs()

    def fill(self, desk: Desk) -> None:
        """Show the panels of a document."""
        for name, panel in desk.panels().items():
            dock = self._docks[name]
            dock.setWidget(panel)
            dock.toggleViewAction().setEnabled(True)
            dock.setVisible(name not in self._hidden)
        if not self._laid_out:
            self.lay_out()
            self._docks["doubts"].raise_()
        self._name_tabs()

    def empty(self) -> None:
        """Hide the docks; their panels go with their document."""
        if self._docks["pages"].toggleViewAction().isEnabled():
            self._hidden = {name for name, dock in self._of_documents().items() if dock.isHidden()}
        for dock in self._of_documents().values():
            dock.hide()
            dock.setWidget(QWidget(dock))
            dock.toggleViewAction().setEnabled(False)

    def restore(self, state: bytes) -> None:
        """Put the docks where they were when their state was saved."""
        if state and self._window.restoreState(QByteArray(state)):
            self._laid_out = True
            self._hidden = {name for name, dock in self._of_documents().items() if dock.isHidden()}
            for dock in self._docks.values():
                dock.hide()

    def show(self, name: str) -> None:
        """Bring a dock to the front, also where it was hidden."""
        self._docks[name].show()
        self._docks[name].raise_()

    def bring_up(self, panel: QWidget) -> None:
        """Bring the dock of a panel before those that it shares its place with."""
        for dock in self._docks.values():
            if dock.widget() is panel:
                dock.raise_()

    @property
    def filled(self) -> bool:
        """Whether a document's panels are shown."""
        return self._docks["pages"].toggleViewAction().isEnabled()

    def _of_documents(self) -> dict[str, QDockWidget]:
        """The docks whose panels come and go with a document."""
        return {name: dock for name, dock in self._docks.items() if name != _WORKLIST}

    def _name_tabs(self) -> None:
        """Say to a screen reader what the tabs over docks are; Qt makes them when it likes."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setAccessibleName(self.menu.title())
            bar.setDrawBase(False)
            bar.setExpanding(False)

    def retranslate(self, messages: Messages) -> None:
        self.menu.setTitle(messages.text("dock_menu"))
        for name, dock in self._docks.items():
            dock.setWindowTitle(messages.text(f"dock_{name}"))
        self._name_tabs()
