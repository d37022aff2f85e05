"""A person who answers every question as a test says, and notes what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layout_tool.editor.dialogs.series_dialog import SeriesDialog
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.opening import Opening
from layout_tool.editor.preferences import Preferences
from layout_tool.errors import LayoutToolError
from layout_tool.messages import Language, Messages, load
from layout_tool.model.article import Article
from layout_tool.model.series import Alike, Correction


@dataclass
class Answers:
    """Answers to come; `asked` are the names of the questions that were."""

    paths: Sequence[Path] = ()
    place: Path | None = None
    why: str | None = None
    secret: str | None = None
    picked: str | None = None
    leave: bool | None = False
    read: bool = False
    ticked: int | None = None
    messages: Messages = field(default_factory=lambda: load(Language.EN))
    asked: list[str] = field(default_factory=list)

    def files(self) -> Sequence[Path]:
        self.asked.append("files")
        return self.paths

    def folder(self) -> Path | None:
        self.asked.append("folder")
        return next(iter(self.paths), None)

    def project_place(self, proposed: Path) -> Path | None:
        self.asked.append("project_place")
        return self.place or proposed

    def reason(self) -> str | None:
        self.asked.append("reason")
        return self.why

    def password(self, name: str) -> str | None:
        self.asked.append(f"password {name}")
        return self.secret

    def article(self, choices: Sequence[Article], suggested: str | None) -> str | None:
        self.asked.append("article")
        return self.picked if self.picked in {one.id for one in choices} else suggested

    def edit_region(self, editor: EditorDocument, region: str) -> None:
        assert region in editor.index.regions
        self.asked.append(f"edit {region}")

    def preferences(self, preferences: Preferences) -> None:
        assert preferences.value("theme")
        self.asked.append("preferences")

    def key_sheet(self, preferences: Preferences) -> None:
        assert preferences.keys() is not None
        self.asked.append("key_sheet")

    def export(self, editor: EditorDocument, opening: Opening) -> None:
        assert opening.editor is editor
        self.asked.append("export")

    def alike(self, editor: EditorDocument, corrected: Correction, found: Sequence[Alike]) -> Sequence[Alike]:
        assert found == SeriesDialog(self.messages, editor, corrected, found).chosen()
        self.asked.append(f"alike {len(found)}")
        return found[: self.ticked]

    def about(self) -> None:
        self.asked.append("about")

    def open_in_use(self, error: LayoutToolError) -> bool:
        self.asked.append(type(error).__name__)
        return self.read

    def leave_unsaved(self, name: str) -> bool | None:
        self.asked.append(f"leave {name}")
        return self.leave

    def lose_edits(self, name: str) -> bool | None:
        self.asked.append(f"lose {name}")
        return self.leave
