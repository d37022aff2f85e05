"""The decision in hand: one of those that bear on the selection, or the doubt that was asked last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from layout_tool.editor.doubts import same
from layout_tool.model.decision import Decision
from layout_tool.model.untaken import Untaken

if TYPE_CHECKING:
    from layout_tool.editor.document import EditorDocument


@dataclass(frozen=True, slots=True)
class End:
    """What ① or ② stands for: a line of a region, or the whole region (no line)."""

    mark: str
    region: str
    line: str | None


class Attention(QObject):
    """Which decision is explained, and where its ends are.

    It follows the selection: the weakest decision of what was selected last, unless another was asked for.
    """

    changed = Signal()
    """Another decision may be in hand, or the same one stands otherwise."""

    def __init__(self, editor: EditorDocument) -> None:
        super().__init__(editor)
        self._editor = editor
        self._decisions: list[Decision] = []
        self._at = 0
        self._stale = True
        self._asked: Decision | None = None
        self._shown = False
        self._untaken: Untaken | None = None
        self.whole = False
        """Whether the queue of doubts runs through the whole project by margin, or page by page."""
        editor.selection_changed.connect(self._look_again)
        editor.page_changed.connect(self._look_again)
        editor.changed.connect(self._look_again)

    @property
    def decisions(self) -> Sequence[Decision]:
        """Those that bear on what is selected, the doubtful ones first."""
        self._refresh()
        return self._decisions

    @property
    def at(self) -> int:
        """The place of the decision in hand among them."""
        self._refresh()
        return self._at

    @property
    def decision(self) -> Decision | None:
        """The decision in hand, which may be one that was not taken."""
        self._refresh()
        if self._untaken is not None:
            return self._untaken.decision
        return self._decisions[self._at] if self._decisions else None

    @property
    def untaken(self) -> Untaken | None:
        """Why not: what was asked about last and is in hand."""
        self._refresh()
        return self._untaken

    @property
    def ends(self) -> tuple[End, ...]:
        """The ends of the decision, while it is explained somewhere or was asked for."""
        decision = self.decision
        if decision is None or not (self._shown or self._untaken or self._is(self._asked, decision)):
            return ()
        found = []
        for mark, subject in zip("①②", decision.subjects, strict=False):
            homes = self._editor.doubts.regions([subject])
            if homes:
                line = subject if subject in self._editor.index.lines else None
                found.append(End(mark, homes[0], line))
        return tuple(found)

    def set_shown(self, shown: bool) -> None:
        """Whether the decision in hand is explained where a person sees it."""
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def step(self, step: int) -> None:
        """Take the next decision of the selection in hand, or the one before."""
        self._refresh()
        if self._untaken is not None:
            self._untaken = None
            self.changed.emit()
        elif self._decisions:
            self._at = (self._at + step) % len(self._decisions)
            self.changed.emit()

    def explain(self, decision: Decision) -> None:
        """Take one of the selection's decisions in hand."""
        self._refresh()
        self._at = next((at for at, one in enumerate(self._decisions) if same(one, decision)), self._at)
        self.changed.emit()

    def ask(self, decision: Decision) -> tuple[str, ...]:
        """Turn to a decision: its page, its ends selected; their regions."""
        regions = tuple(dict.fromkeys(self._editor.doubts.regions(decision.subjects)))
        if not regions:
            return ()
        self._asked = decision
        self._editor.show_page(self._editor.index.page_of[regions[0]])
        self._editor.select(regions)
        self.explain(decision)
        return regions

    def show_untaken(self, untaken: Untaken) -> None:
        """Take in hand what was not decided; the next edit, selection or step lets it go."""
        self._refresh()
        self._untaken = untaken
        self.changed.emit()

    def queue(self) -> list[Decision]:
        """The doubts in the order in which they are asked."""
        page = self._editor.page
        return self._editor.doubts.queue(None if self.whole or page is None else page.id)

    def following(self, step: int) -> Decision | None:
        """The doubt after the one in hand, or before it; the first, or last, where the one in hand is none."""
        queue = self.queue()
        if not queue:
            return None
        decision = self.decision
        at = next((at for at, one in enumerate(queue) if decision is not None and same(one, decision)), None)
        if at is None:
            return queue[0 if step > 0 else -1]
        return queue[(at + step) % len(queue)]

    def _is(self, one: Decision | None, other: Decision) -> bool:
        return one is not None and same(one, other)

    def _look_again(self, _: object = None) -> None:
        self._stale = True
        self.changed.emit()

    def _refresh(self) -> None:
        """The decision in hand stays in hand where it is still one of the selection's."""
        if not self._stale:
            return
        self._stale = False
        self._untaken = None
        was = self._decisions[self._at] if self._decisions else None
        selection = self._editor.selection
        article = self._editor.index.articles.get(selection.article or "")
        regions = selection.regions[-1:] or (article.regions if article is not None else ())
        self._decisions = self._editor.doubts.of(regions)
        self._at = next((at for at, one in enumerate(self._decisions) if self._is(was, one)), 0)
