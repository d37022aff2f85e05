"""All views of one open document, put together: what one shows or asks, the others follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from layout_tool.editor.centre import Centre
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.articles import ArticleTree
from layout_tool.editor.panels.doubts import DoubtsPanel
from layout_tool.editor.panels.locks import LocksPanel
from layout_tool.editor.panels.meter import CoverageMeter
from layout_tool.editor.panels.pages import PagesPanel
from layout_tool.editor.panels.problems import ProblemsPanel
from layout_tool.editor.panels.reading import ReadingPane
from layout_tool.editor.panels.why import WhyPanel
from layout_tool.editor.series import SeriesOffer
from layout_tool.editor.source.pictures import PictureStore
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages


class _Part(Protocol):
    def set_palette(self, palette: Palette) -> None: ...
    def retranslate(self, messages: Messages) -> None: ...


class Desk(QObject):
    """The centre and the panels of one document."""

    context_requested = Signal(QPoint)
    edit_requested = Signal(str)

    def __init__(
        self,
        editor: EditorDocument,
        pictures: PictureStore | None,
        messages: Messages,
        palette: Palette,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._pictures = pictures
        self.centre = Centre(editor, pictures, messages, palette, parent)
        self.pages = PagesPanel(editor, messages, palette, parent)
        self.articles = ArticleTree(editor, messages, palette, parent)
        self.why = WhyPanel(editor, messages, palette, parent)
        self.reading = ReadingPane(editor, messages, palette, parent)
        self.doubts = DoubtsPanel(editor, messages, palette, parent)
        self.problems = ProblemsPanel(editor, messages, palette, parent)
        self.locks = LocksPanel(editor, messages, palette, parent)
        self.series = SeriesOffer(editor, self)
        self.meter = CoverageMeter(editor, messages, palette, parent)
        self._connect()

    def panels(self) -> Mapping[str, QWidget]:
        """The widgets of the docks, by the docks' names."""
        return {
            "pages": self.pages,
            "articles": self.articles,
            "why": self.why,
            "doubts": self.doubts,
            "problems": self.problems,
            "locks": self.locks,
            "reading": self.reading,
        }

    def panes(self) -> Sequence[QWidget]:
        """What F6 steps through."""
        right, foot = (self.articles, self.why), (self.doubts, self.problems, self.locks, self.reading)
        return (self.pages, *self.centre.panes(), *right, *foot)

    def set_keys(self, shown: Callable[[str], str]) -> None:
        """The keys that the panels name, by the action's id."""
        self.doubts.set_keys(shown("next_doubt"))
        self.why.set_keys(shown("take_runner_up"))

    def set_palette(self, palette: Palette) -> None:
        for part in self._parts():
            part.set_palette(palette)

    def retranslate(self, messages: Messages) -> None:
        for part in self._parts():
            part.retranslate(messages)

    def end(self) -> None:
        """Let go of the views; the document stays with whoever holds it."""
        for part in (self.centre, *self.panels().values(), self.meter):
            part.hide()
            part.setParent(None)
            part.deleteLater()
        if self._pictures is not None:
            self._pictures.close()
            self._pictures.deleteLater()
        self.deleteLater()

    def _parts(self) -> Sequence[_Part]:
        return (
            self.centre,
            self.pages,
            self.articles,
            self.why,
            self.reading,
            self.doubts,
            self.problems,
            self.locks,
            self.meter,
        )

    def _connect(self) -> None:
        self.centre.context_requested.connect(self.context_requested)
        self.centre.edit_requested.connect(self.edit_requested)
        self.articles.context_requested.connect(self.context_requested)
        self.articles.edit_requested.connect(self.edit_requested)
        for part in (self.articles, self.doubts, self.problems, self.locks, self.meter):
            part.reveal_requested.connect(self.centre.reveal)
        if self._pictures is not None:
            self.pages.set_thumbnails(self._pictures)
