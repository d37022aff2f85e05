"""The two views of a page, side by side or stacked: the source and the map, locked together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layout_tool.editor.canvas.camera import Camera
from layout_tool.editor.canvas.map_view import MapView
from layout_tool.editor.canvas.picture_view import PictureView
from layout_tool.editor.canvas.view import PageView
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.services import SourceSide, Tool
from layout_tool.editor.shortened import ShortenedLabel
from layout_tool.editor.source.pictures import PictureStore
from layout_tool.editor.source.text_view import TextView
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages
from layout_tool.model.document import Column, Page, Unit

_HEADER, _LINES, _EDGE, _MOST_DEPTHS = 28, 1.5, 12, 6


class _Header(QWidget):
    """The line over a view: its name, what it shows, the zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel(self)
        self.name.setProperty("heading", True)
        self.facts = ShortenedLabel(self)
        self.facts.setProperty("lesser", True)
        self.zoom = QLabel(self)
        self.zoom.setProperty("lesser", True)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(_EDGE)
        row.addWidget(self.name)
        row.addLayout(self.middle)
        row.addWidget(self.facts, 1)
        row.addWidget(self.zoom)
        self.setAutoFillBackground(True)

    def sizeHint(self) -> QSize:
        return QSize(0, max(_HEADER, round(_LINES * self.fontMetrics().height())))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """The name goes where the pane is too narrow for it; the buttons beside it say what is shown."""
        others = self.middle.sizeHint().width() + self.zoom.sizeHint().width() + self.name.sizeHint().width()
        self.name.setVisible(self.middle.isEmpty() or others + 5 * _EDGE <= self.width())


class Centre(QWidget):
    """Source and map of one document. Actions reach the views through it alone."""

    context_requested = Signal(QPoint)
    """The global place of a right click on a region."""
    edit_requested = Signal(str)
    """The id of a region that was clicked twice."""
    tool_changed = Signal(str)

    def __init__(
        self,
        editor: EditorDocument,
        pictures: PictureStore | None,
        messages: Messages,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self.tool: Tool = "select"
        self.order_shown = False
        self.linked = True
        self.stacked = False
        self.map = MapView(editor, messages, palette, self)
        self.picture = PictureView(editor, pictures, messages, palette, self)
        self.text = TextView(editor, messages, palette, self)
        self._has_pictures = pictures is not None
        self.source_side: SourceSide = "picture" if self._has_pictures else "text"
        self._source_header, self._map_header = _Header(self), _Header(self)
        self._sides = self._side_buttons()
        self._source = QStackedWidget(self)
        self._source.addWidget(self.picture)
        self._source.addWidget(self.text)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setChildrenCollapsible(False)
        self._source_pane = self._pane(self._source_header, self._source)
        self._map_pane = self._pane(self._map_header, self.map)
        for pane in (self._source_pane, self._map_pane):
            self._splitter.addWidget(pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self._connect()
        self.set_source_side(self.source_side)
        self.retranslate(messages)

    @property
    def views(self) -> tuple[PageView, PageView]:
        """The drawn views: the map first."""
        return self.map, self.picture

    def set_tool(self, tool: Tool) -> None:
        self.tool = tool
        for view in self.views:
            view.set_tool(tool)
        self.tool_changed.emit(tool)

    def cancel_gesture(self) -> bool:
        cancelled = sum(view.cancel_gesture() for view in self.views) > 0
        if not cancelled and self.tool != "select":
            self.set_tool("select")
            return True
        return cancelled

    def fit(self) -> None:
        for view in self.views:
            view.fit()

    def zoom(self, factor: float) -> None:
        active = self.picture if self.picture.hasFocus() else self.map
        active.zoom_by(factor)

    def reveal(self, regions: Sequence[str]) -> None:
        for view in self.views:
            if view.isVisible():  # one that was never laid out would take the others with it
                view.reveal(regions)
        ends = [end.line for end in self._editor.attention.ends if end.region in regions and end.line is not None]
        lines = [line.id for name in regions[:1] for line in self._editor.index.regions[name].lines[:1]]
        if lines:
            self.text.reveal((ends or lines)[0])

    def set_order_shown(self, shown: bool) -> None:
        self.order_shown = shown
        for view in self.views:
            view.show_order(shown)
        self._say_facts()

    def set_linked(self, linked: bool) -> None:
        self.linked = linked
        if linked:
            self.picture.follow(self.map.camera, fits=self.map.fits)

    def set_stacked(self, stacked: bool) -> None:
        self.stacked = stacked
        self._splitter.setOrientation(Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal)

    def set_source_side(self, side: SourceSide) -> None:
        self.source_side = side if self._has_pictures else "text"
        self._source.setCurrentWidget(self.picture if self.source_side == "picture" else self.text)
        self._sides[self.source_side].setChecked(True)
        self._say_zoom()

    def source_visible(self) -> bool:
        return self._source_pane.isVisibleTo(self)

    def map_visible(self) -> bool:
        return self._map_pane.isVisibleTo(self)

    def set_source_visible(self, visible: bool) -> None:
        self._source_pane.setVisible(visible or not self.map_visible())

    def set_map_visible(self, visible: bool) -> None:
        self._map_pane.setVisible(visible or not self.source_visible())

    def text_has_focus(self) -> bool:
        return self.text.hasFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 steps through here."""
        return (self.picture if self.source_side == "picture" else self.text, self.map)

    def state(self) -> bytes:
        """The place of the splitter."""
        return bytes(self._splitter.saveState().data())

    def restore(self, state: bytes) -> None:
        if state:
            self._splitter.restoreState(QByteArray(state))
            self.stacked = self._splitter.orientation() is Qt.Orientation.Vertical

    def set_palette(self, palette: Palette) -> None:
        for view in (self.map, self.picture, self.text):
            view.set_palette(palette)
        for button in self._sides.values():
            button.setMinimumWidth(button.sizeHint().width())

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        for view in (self.map, self.picture, self.text):
            view.retranslate(messages)
        self._source_header.name.setText(messages.text("centre_source"))
        self._map_header.name.setText(messages.text("centre_map"))
        for side, button in self._sides.items():
            button.setText(messages.text(f"centre_{side}"))
        self._say_facts()

    def _pane(self, header: QWidget, view: QWidget) -> QWidget:
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(view, 1)
        return pane

    def _side_buttons(self) -> dict[SourceSide, QPushButton]:
        group = QButtonGroup(self)
        made: dict[SourceSide, QPushButton] = {}
        sides: tuple[SourceSide, ...] = ("picture", "text")
        for side in sides:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setProperty("side", True)
            button.clicked.connect(lambda _=False, side=side: self.set_source_side(side))
            group.addButton(button)
            self._source_header.middle.addWidget(button)
            made[side] = button
        made["picture"].setEnabled(self._has_pictures)
        return made

    def _connect(self) -> None:
        self.map.camera_changed.connect(lambda camera: self._follow(self.picture, self.map, camera))
        self.picture.camera_changed.connect(lambda camera: self._follow(self.map, self.picture, camera))
        for view in self.views:
            view.context_requested.connect(self.context_requested)
            view.edit_requested.connect(self.edit_requested)
            view.tool_ended.connect(lambda: self.set_tool("select"))
        self.text.context_requested.connect(self.context_requested)
        self._editor.changed.connect(self._say_facts)
        self._editor.selection_changed.connect(self._say_facts)
        self._editor.page_changed.connect(self._say_facts)

    def _follow(self, other: PageView, moved: PageView, camera: Camera) -> None:
        if self.linked:
            other.follow(camera, fits=moved.fits)
        self._say_zoom()

    def _say_zoom(self) -> None:
        for header, view in ((self._source_header, self.picture), (self._map_header, self.map)):
            header.zoom.setText(f"{view.zoom_percent} %")
        self._source_header.zoom.setVisible(self.source_side == "picture")

    def _say_facts(self) -> None:
        page = self._editor.page
        self._map_header.facts.setText(self._facts(page) if page is not None else "")

    def _facts(self, page: Page) -> str:
        say = self._messages.text
        articles = self._editor.index.articles_on(page.id)
        parts = [say("centre_articles", count=len(articles))]
        if page.unit is Unit.EM:
            parts.append(say("centre_inferred", depths=depths(page.columns)))
        else:
            parts.append(say("centre_columns", count=len(page.columns)))
        shown = self._editor.selection.article
        letters = {article.id: look.letter for article, look in zip(articles, self.map.looks.values(), strict=False)}
        if shown in letters:
            parts.append(say("centre_order", letter=letters[shown]))
        return " • ".join(parts)


def depths(columns: Sequence[Column]) -> str:
    """How deep the columns of a page are, those alike together: 5 × 27, 4 × 24, 52.

    >>> from layout_tool.model.geometry import Box
    >>> depths([Column(f"c{at}", Box(0, 0, 1, 1), 15.0, depth) for at, depth in enumerate((27, 27, 52))])
    '2 × 27, 52'
    """
    counted: list[tuple[int, int]] = []
    for column in columns:
        if column.depth is None:
            continue
        if counted and counted[-1][1] == column.depth:
            counted[-1] = (counted[-1][0] + 1, column.depth)
        else:
            counted.append((1, column.depth))
    words = [f"{count} × {depth}" if count > 1 else str(depth) for count, depth in counted]
    return ", ".join(words[:_MOST_DEPTHS]) + (" …" if len(words) > _MOST_DEPTHS else "")
