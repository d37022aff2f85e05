"""The preferences, made from their table."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QWidget

from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.preferences import PREFERENCES, Preference, Preferences
from layout_tool.messages import Messages
from layout_tool.model.doubts import probability_at


class PreferencesDialog(Asking):
    """What is chosen counts at once."""

    def __init__(self, messages: Messages, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(messages, "preference_title", None, parent)
        self._preferences = preferences
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        for row in PREFERENCES:
            field = self._choice(row) if row.choices else self._line(row)
            field.setAccessibleName(messages.text(row.label))
            self.fields[row.name] = field
            form.addRow(messages.text(row.label), field)
        self.body.addLayout(form)
        keys = QPushButton(messages.text("preference_keys"), self)
        keys.setAutoDefault(False)
        keys.clicked.connect(self._show_keys)
        form.addRow("", keys)
        self.sentence(messages.text("preference_by_note")).setEnabled(False)
        self.resize(440, 320)

    def _choice(self, row: Preference) -> QComboBox:
        box = QComboBox(self)
        for value in row.choices:
            box.addItem(self._words(row, value), value)
        box.setCurrentIndex(box.findData(self._preferences.value(row.name)))
        box.activated.connect(lambda at: self._preferences.set_value(row.name, str(box.itemData(at))))
        return box

    def _words(self, row: Preference, value: str) -> str:
        if row.name == "doubtful_below":
            share = round(100 * probability_at(float(value)))
            return self.messages.text("preference_margin", margin=value, share=share)
        return f"{value} %" if value.isdigit() else self.messages.text(f"preference_value_{value}")

    def _line(self, row: Preference) -> QLineEdit:
        line = QLineEdit(self._preferences.value(row.name), self)
        line.editingFinished.connect(partial(self._take_line, row, line))
        return line

    def _take_line(self, row: Preference, line: QLineEdit) -> None:
        self._preferences.set_value(row.name, line.text().strip())

    def _show_keys(self) -> None:
        KeySheet(self.messages, self._preferences, self).exec()
