"""The inspector: what the selected region or article is, and why it was decided so."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.appearance import Ink, lay_ground
from layout_tool.editor.panels.heading import PanelHeading
from layout_tool.editor.panels.inspected import inspected
from layout_tool.editor.panels.sentences import Reasons, reasons, untaken_reasons
from layout_tool.editor.panels.why_rows import RunnerUpFrame, TermRow, words_label
from layout_tool.editor.theme import Palette
from layout_tool.messages import Messages
from layout_tool.model.decision import Decision

_TAKE = "panels_take", "panels_take_it"
_MAKE_SO = "panels_make_so", "panels_make_so_it"
"""Words of the button, with the key that does the same and without one."""


class WhyPanel(QWidget):
    """Facts about what is selected, then one of its decisions, the weakest first; two buttons step through them."""

    take_requested = Signal()
    """The runner-up is to be taken."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._messages = messages
        self._palette = palette
        self._stale = True
        self._rows: list[TermRow] = []
        self._key = ""
        self._build()
        self.set_palette(palette)
        editor.attention.changed.connect(self._refresh)
        self.retranslate(messages)

    def _build(self) -> None:
        self.heading = PanelHeading(self._palette, self)
        self.back, self.forth = QToolButton(self.heading), QToolButton(self.heading)
        self.count = QLabel(self.heading)
        for button, arrow, step in ((self.back, "‹", -1), (self.forth, "›", 1)):
            button.setText(arrow)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _=False, step=step: self.step(step))
        for widget in (self.back, self.count, self.forth):
            self.heading.row.addWidget(widget)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(self.area)
        self.facts = words_label(self._body)
        self.decided = words_label(self._body)
        self.ends = words_label(self._body)
        self.ends.setTextFormat(Qt.TextFormat.RichText)
        self.ends.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.ends.linkActivated.connect(lambda region: self._editor.select([region]))
        self.sums = words_label(self._body)
        self.runner_up = RunnerUpFrame(self._body)
        self.runner_up.take.clicked.connect(self.take_requested)
        self._terms = QVBoxLayout()
        self._column = QVBoxLayout(self._body)
        for widget in (self.facts, self.decided, self.ends):
            self._column.addWidget(widget)
        self._column.addLayout(self._terms)
        self._column.addWidget(self.sums)
        self._column.addWidget(self.runner_up)
        self._column.addStretch(1)
        self.area.setWidget(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.area, 1)
        self.setFocusProxy(self.area)

    @property
    def decision(self) -> Decision | None:
        """The decision that is explained; none while nobody sees it."""
        return None if self._stale else self._editor.attention.decision

    def step(self, step: int) -> None:
        """Explain the next decision of the selection, or the one before."""
        self._editor.attention.step(step)

    def set_keys(self, take: str) -> None:
        """The key that takes the runner-up, as a person knows it."""
        self._key = take
        self._refresh()

    def retranslate(self, messages: Messages) -> None:
        """Say everything in another language."""
        self._messages = messages
        self.back.setAccessibleName(messages.text("panels_why_back"))
        self.forth.setAccessibleName(messages.text("panels_why_forth"))
        for button in (self.back, self.forth):
            button.setToolTip(button.accessibleName())
        self.area.setAccessibleName(messages.text("panels_why"))
        self._refresh()

    def set_palette(self, palette: Palette) -> None:
        """Take other colours, or another size of type."""
        self._palette = palette
        self.heading.set_palette(palette)
        lay_ground(self._body, palette)
        ink = Ink.of(self, palette)
        self._column.setContentsMargins(ink.px(12), 0, ink.px(12), ink.px(12))
        self._column.setSpacing(ink.px(6))
        self._terms.setSpacing(0)
        for label in (self.facts, self.ends, self.sums, self.count):
            label.setStyleSheet(f"color: {palette.muted}")
        self.decided.setFont(ink.sized(13, bold=True))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._editor.attention.set_shown(True)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._editor.attention.set_shown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.step(step)
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        """Explain the decision in hand."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._show()

    def _show(self) -> None:
        ink = Ink.of(self, self._palette)
        facts = inspected(self._editor, self._messages)
        self.heading.set_words(self._messages.text("panels_why"), facts.title)
        self.facts.setText(facts.lines or self._messages.text("panels_why_nothing"))
        decision = self.decision
        attention = self._editor.attention
        shown = self._reasons(decision)
        several = not self._stale and attention.untaken is None and len(attention.decisions) > 1
        for widget in (self.back, self.count, self.forth):
            widget.setVisible(several)
        if several:
            count = len(attention.decisions)
            self.count.setText(self._messages.text("panels_why_count", at=attention.at + 1, count=count))
        for label in (self.decided, self.ends, self.sums):
            label.setVisible(shown is not None)
        self._show_terms(shown, ink)
        self._show_instead(shown, ink)
        if shown is not None:
            self.decided.setText(shown.decided)
            self.ends.setText("<br>".join(self._end_link(end.mark, end.region, end.words) for end in shown.ends))
            self.sums.setText(shown.sums)
            self.sums.setToolTip(self._messages.text("panels_why_sums_tip"))

    def _reasons(self, decision: Decision | None) -> Reasons | None:
        untaken = self._editor.attention.untaken if not self._stale else None
        if untaken is not None:
            return untaken_reasons(self._editor, untaken, self._messages)
        return reasons(self._editor, decision, self._messages) if decision is not None else None

    def _show_instead(self, shown: Reasons | None, ink: Ink) -> None:
        """The runner-up and how it is taken; of what was not decided, what was, and how it is overruled."""
        untaken = not self._stale and self._editor.attention.untaken is not None
        name = "panels_chosen" if untaken else "panels_runner_up"
        with_key, without = _MAKE_SO if untaken else _TAKE
        words = self._messages.text(with_key if self._key else without, key=self._key)
        self.runner_up.show_words(self._messages.text(name), shown.instead if shown is not None else "", words, ink)

    def _end_link(self, mark: str, region: str, words: str) -> str:
        colour = self._palette.accent
        return f'{mark} <a href="{escape(region)}" style="color: {colour}; text-decoration: none">{escape(words)}</a>'

    def _show_terms(self, shown: Reasons | None, ink: Ink) -> None:
        terms = shown.terms if shown is not None else ()
        while len(self._rows) < len(terms):
            row = TermRow(ink, self._body)
            self._rows.append(row)
            self._terms.addWidget(row)
        strongest = max((abs(term.score) for term in terms), default=0.0)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(terms))
            if at < len(terms):
                row.show_term(terms[at], strongest, ink)
