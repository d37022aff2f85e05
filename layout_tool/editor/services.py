"""What the actions' handlers may use: the open document, the views, the questions, the preferences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.preferences import Preferences
from layout_tool.editor.series import SeriesOffer
from layout_tool.errors import LayoutToolError, Phrase
from layout_tool.model.article import Article
from layout_tool.model.series import Alike, Correction

if TYPE_CHECKING:
    from layout_tool.editor.explaining import Explaining
    from layout_tool.editor.opening import Opening
    from layout_tool.editor.resolving import Resolving

Tool = Literal["select", "draw", "split", "order"]
SourceSide = Literal["picture", "text"]


class Views(Protocol):
    """Source and map, as far as actions reach into them."""

    tool: Tool
    order_shown: bool
    linked: bool
    stacked: bool
    source_side: SourceSide

    def set_tool(self, tool: Tool) -> None: ...
    def cancel_gesture(self) -> bool:
        """Cancel the gesture under way, or the tool; False where there is none."""

    def fit(self) -> None: ...
    def zoom(self, factor: float) -> None: ...
    def reveal(self, regions: Sequence[str]) -> None: ...
    def set_order_shown(self, shown: bool) -> None: ...
    def set_linked(self, linked: bool) -> None: ...
    def set_stacked(self, stacked: bool) -> None: ...
    def set_source_side(self, side: SourceSide) -> None: ...
    def source_visible(self) -> bool: ...
    def map_visible(self) -> bool: ...
    def set_source_visible(self, visible: bool) -> None: ...
    def set_map_visible(self, visible: bool) -> None: ...
    def text_has_focus(self) -> bool:
        """Whether the text cursor is where the keys go."""


class Questions(Protocol):
    """What is asked in a window of its own; None where the person thinks better of it."""

    def files(self) -> Sequence[Path]: ...
    def folder(self) -> Path | None: ...
    def project_place(self, proposed: Path) -> Path | None: ...
    def reason(self) -> str | None: ...
    def article(self, choices: Sequence[Article], suggested: str | None) -> str | None: ...
    def edit_region(self, editor: EditorDocument, region: str) -> None: ...
    def preferences(self, preferences: Preferences) -> None: ...
    def export(self, editor: EditorDocument, opening: Opening) -> None: ...
    def key_sheet(self, preferences: Preferences) -> None: ...
    def about(self) -> None: ...
    def alike(self, editor: EditorDocument, corrected: Correction, found: Sequence[Alike]) -> Sequence[Alike]:
        """Which of them to correct likewise; none where the person thinks better of it."""


class Asks(Protocol):
    """What opening and closing a file may have to ask."""

    def password(self, name: str) -> str | None: ...
    def open_in_use(self, error: LayoutToolError) -> bool:
        """Whether to read a project that another has open."""

    def project_place(self, proposed: Path) -> Path | None: ...
    def leave_unsaved(self, name: str) -> bool | None:
        """Before an edited project is closed: True to save it, False to keep it for later, None to stay."""

    def lose_edits(self, name: str) -> bool | None:
        """Before edits are closed that nothing keeps: True to save them elsewhere, False to lose them, None to stay."""


class Frame(Protocol):
    """The window itself."""

    def say(self, words: Phrase) -> None:
        """One sentence in the status bar."""

    def views(self) -> Views | None: ...
    def close(self) -> bool: ...
    def language(self) -> str:
        """The tag of the language that is shown: en or zh."""

    def step_pane(self, step: int) -> None:
        """Give the focus to the next pane, or to the one before."""

    def series(self) -> SeriesOffer | None:
        """What is offered after a correction in the open document."""

    def show_pane(self, name: str) -> None:
        """Bring the dock of that name to the front and give it the focus."""


@dataclass(frozen=True, slots=True)
class Services:
    """All that a handler is given."""

    frame: Frame
    opening: Opening
    questions: Questions
    preferences: Preferences
    explaining: Explaining
    resolving: Resolving

    @property
    def editor(self) -> EditorDocument | None:
        """The open document."""
        return self.opening.editor

    @property
    def views(self) -> Views:
        """Source and map of the open document. Raises LookupError where none is open."""
        views = self.frame.views()
        if views is None:
            raise LookupError
        return views
