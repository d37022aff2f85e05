"""Which of those that are alike to correct likewise: a list to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.outline import first_words
from layout_tool.editor.panels.sentences import question
from layout_tool.messages import Messages
from layout_tool.model.series import Alike, Correction

_WORDS = 32


class SeriesDialog(Asking):
    """All are ticked at first; the one in hand is shown in the views behind."""

    def __init__(
        self,
        messages: Messages,
        editor: EditorDocument,
        corrected: Correction,
        found: Sequence[Alike],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(messages, "dialog_series_title", "dialog_apply", parent)
        self._editor = editor
        self._found = found
        self._settling = False
        self.sentence(messages.text("dialog_series"))
        self.every = QCheckBox(messages.text("dialog_series_all"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(messages.text("dialog_series_title"))
        for one in found:
            row = QListWidgetItem(self._words(one, corrected), self.list)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked)
            row.setToolTip(row.text())
        self.body.addWidget(self.every)
        self.body.addWidget(self.list)
        self.every.clicked.connect(self._tick_all)
        self.list.itemChanged.connect(self._count)
        self.list.currentRowChanged.connect(self._show)
        self._count()
        self.resize(640, 380)
        self.list.setFocus()

    def chosen(self) -> Sequence[Alike]:
        """Those that are ticked."""
        ticked = Qt.CheckState.Checked
        return tuple(one for at, one in enumerate(self._found) if self.list.item(at).checkState() is ticked)

    def _words(self, one: Alike, corrected: Correction) -> str:
        page = self._editor.index.pages[one.page]
        where = self.messages.text("panels_page", page=page.label or page.number)
        decision = next((known for known in self._editor.document.decisions if known.id == one.decision), None)
        if decision is not None:
            said = question(self._editor, decision, self.messages)
            return self.messages.text(
                "dialog_series_row", page=where, what=said.asked, then=said.answers[min(1, len(said.answers) - 1)]
            )
        words = first_words(self._editor.index.regions[name] for name in one.regions)[:_WORDS]
        role = self.messages.text(f"role_{corrected.role}")
        return self.messages.text("dialog_series_role", page=where, what=words, then=role)

    def _tick_all(self) -> None:
        state = Qt.CheckState.Checked if self.every.checkState() is not Qt.CheckState.Unchecked else None
        self._settling = True
        for at in range(self.list.count()):
            self.list.item(at).setCheckState(state or Qt.CheckState.Unchecked)
        self._settling = False
        self._count()

    def _count(self, _: object = None) -> None:
        if self._settling:
            return
        count = len(self.chosen())
        self.confirm.setEnabled(count > 0)
        self.confirm.setText(self.messages.text("dialog_series_apply", count=count))
        state = Qt.CheckState.Checked if count == len(self._found) else Qt.CheckState.PartiallyChecked
        self.every.setCheckState(state if count else Qt.CheckState.Unchecked)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._found):
            self._editor.show_page(self._found[at].page)
            self._editor.select(self._found[at].regions)
