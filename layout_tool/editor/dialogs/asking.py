"""A dialog's frame: a title, what is asked, and two buttons with the words of the catalogue."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from layout_tool.messages import Messages

_EDGE, _GAP = 20, 12


class Asking(QDialog):
    """What is asked stands between a sentence and the buttons; `body` takes the widgets."""

    def __init__(self, messages: Messages, title: str, confirm: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages = messages
        self.setWindowTitle(messages.text(title))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        frame.setSpacing(_GAP)
        self.body = QVBoxLayout()
        self.body.setSpacing(_GAP)
        frame.addLayout(self.body, 1)
        self.buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        if confirm is not None:
            self.confirm = self.buttons.addButton(messages.text(confirm), role.AcceptRole)
            self.confirm.setDefault(True)
            self.buttons.addButton(messages.text("dialog_cancel"), role.RejectRole)
        else:
            self.buttons.addButton(messages.text("dialog_close"), role.RejectRole).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        frame.addWidget(self.buttons)

    def sentence(self, text: str) -> QLabel:
        """A sentence of plain text that wraps, put into the body."""
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.body.addWidget(label)
        return label
