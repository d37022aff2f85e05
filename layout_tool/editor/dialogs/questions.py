"""Every question of the window, asked in dialogs. Tests put another in its place."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.dialogs.choosing import ArticleChoice, Password, Reason, RegionQuestion
from layout_tool.editor.dialogs.key_sheet import KeySheet
from layout_tool.editor.dialogs.preferences_dialog import PreferencesDialog
from layout_tool.editor.dialogs.series_dialog import SeriesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.preferences import Preferences
from layout_tool.editor.services import Asks, Questions
from layout_tool.editor.tasks import Tasks
from layout_tool.errors import LayoutToolError
from layout_tool.messages import Messages, choose_language, load
from layout_tool.model.article import Article
from layout_tool.model.series import Alike, Correction
from layout_tool.version import __version__

if TYPE_CHECKING:
    from layout_tool.editor.opening import Opening

_SOURCES = "*.pdf *.txt *.text *.json *.layout-project"


class WindowQuestions(Questions, Asks, Protocol):
    """All that is asked anywhere; `messages` are those of the language that is shown."""

    messages: Messages


class DialogQuestions:
    """Asks in windows over `parent`."""

    def __init__(self, parent: QWidget, tasks: Tasks) -> None:
        self._parent = parent
        self._tasks = tasks
        self.messages: Messages = load(choose_language(None))

    def files(self) -> Sequence[Path]:
        title, kinds = self.messages.text("dialog_files"), self.messages.text("dialog_files_kinds")
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, "", f"{kinds} ({_SOURCES});;* (*)")
        return [Path(name) for name in names]

    def folder(self) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._parent, self.messages.text("dialog_folder"))
        return Path(name) if name else None

    def project_place(self, proposed: Path) -> Path | None:
        title, kind = self.messages.text("dialog_save_as"), self.messages.text("dialog_project")
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(proposed), f"{kind} (*.layout-project)")
        return Path(name) if name else None

    def reason(self) -> str | None:
        dialog = Reason(self.messages, self._parent)
        return dialog.reason() if _confirmed(dialog) else None

    def password(self, name: str) -> str | None:
        dialog = Password(self.messages, name, self._parent)
        return dialog.text.text() if _confirmed(dialog) else None

    def article(self, choices: Sequence[Article], suggested: str | None) -> str | None:
        dialog = ArticleChoice(self.messages, choices, suggested, self._parent)
        return dialog.chosen() if _confirmed(dialog) else None

    def edit_region(self, editor: EditorDocument, region: str) -> None:
        dialog = RegionQuestion(self.messages, editor, region, self._parent)
        if _confirmed(dialog):
            dialog.apply(editor, region)

    def alike(self, editor: EditorDocument, corrected: Correction, found: Sequence[Alike]) -> Sequence[Alike]:
        dialog = SeriesDialog(self.messages, editor, corrected, found, self._parent)
        return dialog.chosen() if _confirmed(dialog) else ()

    def preferences(self, preferences: Preferences) -> None:
        PreferencesDialog(self.messages, preferences, self._parent).exec()

    def key_sheet(self, preferences: Preferences) -> None:
        KeySheet(self.messages, preferences, self._parent).exec()

    def export(self, editor: EditorDocument, opening: Opening) -> None:
        from layout_tool.editor.dialogs.export_dialog import ExportDialog

        ExportDialog(self.messages, editor.export(), opening, self._tasks, self._parent).exec()

    def open_in_use(self, error: LayoutToolError) -> bool:
        return self._yes(self.messages.error(error), "dialog_open_read_only")

    def leave_unsaved(self, name: str) -> bool | None:
        return self._leave(name, "dialog_unsaved_note", "dialog_keep_for_later")

    def lose_edits(self, name: str) -> bool | None:
        return self._leave(name, "dialog_unkept_note", "dialog_discard")

    def _leave(self, name: str, note: str, otherwise: str) -> bool | None:
        box = QMessageBox(self._parent)
        box.setText(self.messages.text("dialog_unsaved", name=name))
        box.setInformativeText(self.messages.text(note))
        role = QMessageBox.ButtonRole
        save = box.addButton(self.messages.text("dialog_save"), role.AcceptRole)
        later = box.addButton(self.messages.text(otherwise), role.DestructiveRole)
        box.addButton(self.messages.text("dialog_cancel"), role.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        if box.clickedButton() is save:
            return True
        return False if box.clickedButton() is later else None

    def about(self) -> None:
        dialog = Asking(self.messages, "dialog_about_title", None, self._parent)
        dialog.sentence(self.messages.text("dialog_about", version=__version__, python=platform.python_version()))
        dialog.sentence(self.messages.text("dialog_about_licences"))
        dialog.resize(420, 180)
        dialog.exec()

    def _yes(self, words: str, yes: str) -> bool:
        box = QMessageBox(self._parent)
        box.setText(words)
        agree = box.addButton(self.messages.text(yes), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.messages.text("dialog_cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is agree


def _confirmed(dialog: QDialog) -> bool:
    return dialog.exec() == QDialog.DialogCode.Accepted
