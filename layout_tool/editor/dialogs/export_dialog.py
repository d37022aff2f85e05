"""The export: formats, what it will look like, and what speaks against it, before a byte is written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from layout_tool.batch.printed_pages import printed_pages
from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.opening import Opening
from layout_tool.editor.tasks import Task, Tasks
from layout_tool.errors import LayoutToolError, phrase
from layout_tool.export.checks import Severity, findings
from layout_tool.export.formats import FORMATS, preview, write_format
from layout_tool.messages import Messages
from layout_tool.model.document import Document

_LINES = 400


class ExportDialog(Asking):
    """Several formats at once, each a file of the name that is asked for at the end."""

    def __init__(
        self, messages: Messages, document: Document, opening: Opening, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(messages, "export_title", "export_write", parent)
        self._document = document
        self._opening = opening
        self._tasks = tasks
        self.boxes = {name: QCheckBox(messages.text(f"export_format_{name}"), self) for name in FORMATS}
        self.preview = QPlainTextEdit(self)
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(messages.text("export_preview"))
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.findings = QLabel(self)
        self.findings.setWordWrap(True)
        self.findings.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        self._check()
        for name, box in self.boxes.items():
            box.toggled.connect(partial(self._toggled, name))
        self.boxes["json"].setChecked(True)
        self.resize(860, 600)

    def chosen(self) -> list[str]:
        """The formats that are ticked."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def accept(self) -> None:
        """Ask for the place and write there; the dialog closes when it is asked for."""
        suggested = (self._opening.source or Path("page")).with_suffix("")
        names = self.chosen()
        suffix = FORMATS[names[0]].suffix if len(names) == 1 else ""
        title = self.messages.text("export_where")
        place, _ = QFileDialog.getSaveFileName(self, title, str(suggested) + suffix)
        if place and self._may_replace(Path(place)):
            self.write(Path(place))
            super().accept()

    def files(self, place: Path) -> dict[str, Path]:
        """The file of each chosen format, for the place that was named."""
        stem = place.with_suffix("") if place.suffix in {one.suffix for one in FORMATS.values()} else place
        return {name: stem.with_name(stem.name + FORMATS[name].suffix) for name in self.chosen()}

    def _may_replace(self, place: Path) -> bool:
        """Whether files that are there may be replaced; the one that was named was asked about already."""
        there = [path.name for path in self.files(place).values() if path != place and path.exists()]
        if not there:
            return True
        box = QMessageBox(self)
        box.setText(self.messages.text("export_replace", names=", ".join(there)))
        agree = box.addButton(self.messages.text("export_replace_yes"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.messages.text("dialog_cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is agree

    def write(self, place: Path) -> None:
        """Write all chosen formats behind the window."""
        opening, document, messages, files = self._opening, self._document, self.messages, self.files(place)
        printed = printed_pages(document, opening.source, opening.password) if opening.source is not None else None

        def work(task: Task[Path]) -> Path:
            for turn, (name, path) in enumerate(files.items()):
                task.step(turn, len(files))
                write_format(document, name, path, messages, printed, never=opening.source)
            return path

        def done(path: Path) -> None:
            opening.said.emit(phrase("window_written", path=str(path if len(files) == 1 else path.parent)))

        def failed(error: LayoutToolError) -> None:
            opening.failed.emit(error)

        self._tasks.run(messages.text("export_title"), work, done, failed)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        heading = QLabel(self.messages.text("export_format"), self)
        heading.setProperty("heading", True)
        left.addWidget(heading)
        for box in self.boxes.values():
            left.addWidget(box)
        left.addStretch(1)
        left.addWidget(self.findings)
        right = QVBoxLayout()
        heading = QLabel(self.messages.text("export_preview"), self)
        heading.setProperty("heading", True)
        right.addWidget(heading)
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(left, 1)
        row.addLayout(right, 2)
        self.body.addLayout(row, 1)

    def _check(self) -> None:
        found = findings(self._document)
        self._refused = any(finding.severity is Severity.LOSS for finding in found)
        rows = [f"⚠ {self.messages.words(finding.words)}" for finding in found]
        self.findings.setText("\n".join(rows) or f"✓ {self.messages.text('export_nothing_lost')}")

    def _toggled(self, name: str, ticked: bool) -> None:
        self.confirm.setEnabled(bool(self.chosen()) and not self._refused)
        shown = name if ticked else next(iter(self.chosen()), None)
        self.preview.setPlainText(self._previewed(shown) if shown is not None else "")

    def _previewed(self, name: str) -> str:
        text, more = preview(self._document, name, self.messages, _LINES)
        shown = [text]
        if FORMATS[name].pictures and self._opening.source is not None:
            shown.insert(0, self.messages.text("export_picture_later"))
        if more:
            shown.append(self.messages.text("export_preview_cut", count=more))
        return "\n".join(shown)
