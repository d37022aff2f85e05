"""The article tree: articles over their regions, the keyboard's and the screen reader's twin of the map."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from layout_tool.editor.document import EditorDocument, Selection
from layout_tool.editor.panels.appearance import Ink
from layout_tool.editor.panels.drops import drop
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.panels.outline import Branch, Level, Outliner
from layout_tool.editor.panels.tree_model import TreeModel
from layout_tool.editor.panels.tree_view import TreeView
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages

_Flag = QItemSelectionModel.SelectionFlag


class ArticleTree(QWidget):
    """The articles of the page that is shown.

    A row that is selected selects what it stands for: an article, or regions. What is selected elsewhere is opened
    here and closed again when it is let go; only then does the tree scroll, and only to a row that is out of sight.
    """

    context_requested = Signal(QPoint)
    """Where on the screen the menu of the selection is wanted."""
    edit_requested = Signal(str)
    """The id of the region that is to be edited."""
    reveal_requested = Signal(object)
    """The regions of an article, a run or what is outside that the views are asked to show."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self._palette = palette
        self._outliner = Outliner(editor)
        self._telling = False
        self._opened: list[str] = []
        self.heading = PanelHeading(palette, self)
        self.model = TreeModel(self)
        self.view = TreeView(editor, self.model, Ink.of(self, palette), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._connect()
        self.retranslate(messages)

    def _connect(self) -> None:
        self._editor.changed.connect(self._changed)
        self._editor.page_changed.connect(self._changed)
        self._editor.selection_changed.connect(self._selected_elsewhere)
        self.model.dropped.connect(lambda what: drop(self._editor, what))
        self.view.selectionModel().selectionChanged.connect(self._selected_here)
        self.view.opened.connect(self._open)
        self.view.menu_asked.connect(self.context_requested)
        self.view.entered.connect(self._hover)
        self.view.left.connect(lambda: self._editor.hover(None))

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.heading.set_words(messages.text("panels_articles"), messages.text("panels_articles_note"))
        self.model.name = messages.text("panels_articles")
        self.view.setAccessibleName(messages.text("panels_articles"))
        self._show()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        self._palette = palette
        self.heading.set_palette(palette)
        self.view.set_ink(Ink.of(self, palette))

    def _changed(self, _: object) -> None:
        self._show()

    def _show(self) -> None:
        self._telling = True
        self.model.set_branches(self._outliner.rows(self._messages, self._editor.doubts))
        self._telling = False
        self._selected_elsewhere(self._editor.selection)

    # Selection

    def _selected_here(self, _: QItemSelection, __: QItemSelection) -> None:
        if self._telling:
            return
        chosen = [branch for index in self.view.selectionModel().selectedRows() if (branch := self.model.branch(index))]
        self._telling = True
        if len(chosen) == 1 and chosen[0].face.level is Level.ARTICLE:
            self._editor.select((), chosen[0].article)
        else:
            self._editor.select(self._in_turn(chosen))
        self._telling = False

    def _in_turn(self, chosen: Iterable[Branch]) -> list[str]:
        """Their regions: those that were selected before first, in their order, then the others in the tree's."""
        rows = sorted(chosen, key=lambda branch: self.view.visualRect(self.model.index_of(branch.key)).top())
        names = list(dict.fromkeys(name for branch in rows for name in branch.regions))
        before = [name for name in self._editor.selection.regions if name in names]
        return before + [name for name in names if name not in before]

    def _selected_elsewhere(self, selection: Selection) -> None:
        if self._telling:
            return
        keys = [f"region {name}" for name in selection.regions]
        if not keys and selection.article is not None:
            keys = [f"article {selection.article}"]
        self._telling = True
        self._open_for(keys)
        rows = [index for key in keys if (index := self.model.index_of(key)).isValid()]
        wanted = QItemSelection()
        for index in rows:
            wanted.select(index, index)
        chosen = self.view.selectionModel()
        if set(chosen.selectedRows()) != set(rows) and not self._is_shown_by_parents(selection.regions):
            chosen.select(wanted, _Flag.ClearAndSelect | _Flag.Rows)
            if rows:
                chosen.setCurrentIndex(rows[-1], _Flag.NoUpdate)
                self.view.scrollTo(rows[-1])
        self._telling = False

    def _is_shown_by_parents(self, regions: tuple[str, ...]) -> bool:
        """Whether the rows selected here stand for exactly these regions: a run for its regions, say."""
        rows = [branch for index in self.view.selectionModel().selectedRows() if (branch := self.model.branch(index))]
        if not rows or not regions or (len(rows) == 1 and rows[0].face.level is Level.ARTICLE):
            return False
        return {name for branch in rows for name in branch.regions} == set(regions)

    def _open_for(self, keys: list[str]) -> None:
        """Open what hides these rows, and close what was opened for others."""
        needed: list[str] = []
        for key in keys:
            index = self.model.index_of(key)
            if key.startswith("article ") and index.isValid():
                needed.append(key)
            while (index := index.parent()).isValid():
                branch = self.model.branch(index)
                if branch is not None and branch.key not in needed:
                    needed.append(branch.key)
        for key in self._opened:
            index = self.model.index_of(key)
            if key not in needed and index.isValid():
                self.view.setExpanded(index, False)
        still = [key for key in self._opened if key in needed]
        fresh = [key for key in needed if key not in still and not self.view.isExpanded(self.model.index_of(key))]
        for key in fresh:
            self.view.setExpanded(self.model.index_of(key), True)
        self._opened = still + fresh

    def _hover(self, index: QModelIndex) -> None:
        branch = self.model.branch(index)
        one = branch is not None and branch.face.level is Level.REGION
        self._editor.hover(branch.regions[0] if branch is not None and one else None)

    # What is asked for

    def _open(self, index: QModelIndex) -> None:
        branch = self.model.branch(index)
        if branch is not None and branch.face.level is Level.REGION:
            self.edit_requested.emit(branch.regions[0])
        elif branch is not None:
            self.reveal_requested.emit(branch.regions)
