"""Keys alone: the planner's steps without a mouse."""

from __future__ import annotations

from functools import singledispatchmethod
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from layout_tool.editor import commands
from layout_tool.editor.dialogs.export_dialog import ExportDialog
from tests.editor.correcting import planner as plan
from tests.editor.correcting.hand import Hand
from tests.editor.correcting.touch import ALT, CONTROL, DIGITS, ROLE_DIGITS, SHIFT

_PANES = 12


class Typist(Hand):
    """Goes from pane to pane by F6, from region to region by Tab, from line to line by arrows."""

    def go_to(self, pane: QWidget) -> None:
        """F6 until the pane has the focus."""
        for _ in range(_PANES):
            if QApplication.focusWidget() is pane:
                return
            self.press(Qt.Key.Key_F6)
        raise AssertionError(f"F6 does not lead to {pane.objectName() or pane.accessibleName()}")

    def step_to(self, region: str) -> None:
        """Tab until the region is selected, on the map."""
        self.go_to(self.map)
        order = commands.reading_order(self.editor)
        if self.editor.selection.regions:
            self.press(Qt.Key.Key_Escape)
        there = order.index(region)
        if there <= len(order) // 2:
            self.press(Qt.Key.Key_Tab, times=there + 1)
        else:
            self.press(Qt.Key.Key_Backtab, SHIFT, times=len(order) - there)
        assert self.editor.selection.regions == (region,)

    @singledispatchmethod
    def do(self, step: plan.Step) -> None:
        """Perform a step of the planner."""
        raise NotImplementedError(step)

    @do.register
    def _(self, step: plan.AtCaret) -> None:
        self.press(Qt.Key.Key_2, CONTROL)
        self.go_to(self.text)
        self.press(Qt.Key.Key_Home, CONTROL)
        rows = [row.line for row in self.text.rows if row.line is not None]
        self.press(Qt.Key.Key_Down, times=rows.index(step.line))
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Right, times=step.offset)
        self.press(Qt.Key.Key_S)

    @do.register
    def _(self, step: plan.Label) -> None:
        for name in step.regions:
            self.step_to(name)
            if step.role in ROLE_DIGITS:
                self.press(DIGITS[ROLE_DIGITS[step.role]], CONTROL | ALT)
            else:
                self.answer(Qt.Key.Key_F2, lambda dialog: self._label_in(dialog, step.role))

    @do.register
    def _(self, step: plan.PutOutside) -> None:
        for name in step.regions:
            self.step_to(name)
            self.press(Qt.Key.Key_0)

    @do.register
    def _(self, step: plan.Assign) -> None:
        page = self.editor.page
        assert page is not None
        for name in step.regions:
            turn = [article.id for article in self.editor.index.articles_on(page.id)].index(step.article)
            self.step_to(name)
            if turn < 9:
                self.press(DIGITS[turn + 1])
            else:
                self.answer(Qt.Key.Key_F2, lambda dialog: self._assign_in(dialog, step.article))

    @do.register
    def _(self, step: plan.Found) -> None:
        self.step_to(step.regions[0])
        self.press(Qt.Key.Key_N)

    @do.register
    def _(self, step: plan.PartArticle) -> None:
        self.step_to(step.region)
        self.press(Qt.Key.Key_K, CONTROL | SHIFT)

    @do.register
    def _(self, step: plan.Merge) -> None:
        other = self.editor.index.owners[step.regions[1]]
        self.step_to(step.regions[0])
        self.answer(Qt.Key.Key_M, lambda dialog: self._article_in(dialog, other))

    @do.register
    def _(self, step: plan.Headline) -> None:
        self.step_to(step.regions[0])
        self.answer(Qt.Key.Key_H, lambda dialog: self._article_in(dialog, step.article))

    @do.register
    def _(self, step: plan.Move) -> None:
        self.step_to(step.region)
        self.press(Qt.Key.Key_Down if step.steps > 0 else Qt.Key.Key_Up, ALT, times=abs(step.steps))

    # Files

    def open(self, path: Path) -> None:
        """Ctrl+O, and the path typed."""
        self.answer(Qt.Key.Key_O, lambda dialog: self._path_in(dialog, path), CONTROL)

    def export(self, path: Path) -> None:
        """Ctrl+E, JSON alone, and the path typed."""

        def choose(dialog: QWidget) -> None:
            assert isinstance(dialog, ExportDialog)
            for name, box in dialog.boxes.items():
                if box.isChecked() is not (name == "json"):
                    self._tab_to(box)
                    self.press(Qt.Key.Key_Space)
            assert dialog.chosen() == ["json"]
            self._tab_to(dialog.confirm)
            self.answer(Qt.Key.Key_Return, lambda asked: self._path_in(asked, path))

        self.answer(Qt.Key.Key_E, choose, CONTROL)

    def choose_in_menu(self, letter: Qt.Key, action: str) -> None:
        """Alt and a letter open a menu, arrows lead to the action, Enter does it."""
        self.press(letter, ALT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in range(len(menu.actions())):
            self.press(Qt.Key.Key_Down)
            if menu.activeAction() is self.window.action_set[action]:
                self.press(Qt.Key.Key_Return)
                return
        raise AssertionError(f"no {action} in the menu")

    def _tab_to(self, widget: QWidget) -> None:
        for _ in range(_PANES):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget}")

    def _path_in(self, dialog: QWidget, path: Path) -> None:
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        assert QApplication.focusWidget() is field
        self.press(Qt.Key.Key_A, CONTROL)
        self.write(str(path))
        self.press(Qt.Key.Key_Return)
