"""A hand on the window: it does a planner's steps with keys and mouse alone."""

from __future__ import annotations

from functools import singledispatchmethod

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from layout_tool.editor.dialogs.choosing import ArticleChoice, RegionQuestion
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role
from tests.editor.correcting import planner as plan
from tests.editor.correcting.touch import ALT, CONTROL, DIGITS, NEAR, NOTCH, ROLE_DIGITS, SHIFT, Touch


class Hand(Touch):
    """Performs steps."""

    @singledispatchmethod
    def do(self, step: plan.Step) -> None:
        """Perform a step of the planner."""
        raise NotImplementedError(step)

    @do.register
    def _(self, step: plan.Stroke) -> None:
        self.choose([step.region])
        shortest = min(min(line.bbox.width, line.bbox.height) for line in self.editor.index.regions[step.region].lines)
        ends = Box(
            min(step.start[0], step.end[0]),
            min(step.start[1], step.end[1]),
            max(step.start[0], step.end[0]),
            max(step.start[1], step.end[1]),
        )
        self.enlarge(ends, NEAR / max(shortest, 0.5))
        self.press(Qt.Key.Key_S)
        start, goal = (self.map.view_box(Box(*place * 2)).topLeft().toPoint() for place in (step.start, step.end))
        self.drag(self.map, self.inside(start), self.inside(goal))

    @do.register
    def _(self, step: plan.AtCaret) -> None:
        self.press(Qt.Key.Key_2, CONTROL)
        text = self.text
        rows = text.viewport()
        for _ in range(400):
            place = text.line_rect(step.line)
            if place.top() >= 0 and place.bottom() < rows.height():
                break
            turn = NOTCH if place.top() < 0 else -NOTCH
            self.wheel(rows, QPointF(rows.rect().center()), QPoint(0, turn))
        self.click(rows, QPoint(rows.width() // 2, text.line_rect(step.line).center().y()))
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Right, times=step.offset)
        self.press(Qt.Key.Key_S)

    @do.register
    def _(self, step: plan.Draw) -> None:
        self.focus_map()
        self.enlarge(step.box, 1.0)
        self.press(Qt.Key.Key_R)
        shown = self.map.view_box(step.box)
        self.drag(self.map, self.inside(shown.topLeft().toPoint()), self.inside(shown.bottomRight().toPoint()))

    @do.register
    def _(self, step: plan.Join) -> None:
        self.choose(step.regions)
        self.press(Qt.Key.Key_J)

    @do.register
    def _(self, step: plan.Label) -> None:
        digit = ROLE_DIGITS.get(step.role)
        if digit is not None:
            self.choose(step.regions)
            self.press(DIGITS[digit], CONTROL | ALT)
            return
        for name in step.regions:
            self.choose([name])
            self.answer(Qt.Key.Key_F2, lambda dialog: self._label_in(dialog, step.role))

    def _label_in(self, dialog: QWidget, role: Role) -> None:
        assert isinstance(dialog, RegionQuestion)
        self._turn_to(dialog.role, dialog.role.findData(role))
        self.press(Qt.Key.Key_Return)

    def _turn_to(self, box: QComboBox, row: int) -> None:
        for _ in range(12):
            if QApplication.focusWidget() is box:
                break
            self.press(Qt.Key.Key_Tab)
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Down, times=row)

    @do.register
    def _(self, step: plan.PutOutside) -> None:
        self.choose(step.regions)
        self.press(Qt.Key.Key_0)

    @do.register
    def _(self, step: plan.Assign) -> None:
        page = self.editor.page
        assert page is not None
        turn = [article.id for article in self.editor.index.articles_on(page.id)].index(step.article)
        if turn < 9:
            self.choose(step.regions)
            self.press(DIGITS[turn + 1])
            return
        for name in step.regions:
            self.choose([name])
            self.answer(Qt.Key.Key_F2, lambda dialog: self._assign_in(dialog, step.article))

    def _assign_in(self, dialog: QWidget, article: str) -> None:
        assert isinstance(dialog, RegionQuestion)
        self._turn_to(dialog.article, dialog.article.findData(article))
        self.press(Qt.Key.Key_Return)

    @do.register
    def _(self, step: plan.Found) -> None:
        self.choose(step.regions)
        self.press(Qt.Key.Key_N)

    @do.register
    def _(self, step: plan.PartArticle) -> None:
        self.choose([step.region])
        self.press(Qt.Key.Key_K, CONTROL | SHIFT)

    @do.register
    def _(self, step: plan.Merge) -> None:
        self.choose(step.regions)
        self.press(Qt.Key.Key_M)

    @do.register
    def _(self, step: plan.Headline) -> None:
        self.choose(step.regions)
        self.answer(Qt.Key.Key_H, lambda dialog: self._article_in(dialog, step.article))

    def _article_in(self, dialog: QWidget, article: str) -> None:
        assert isinstance(dialog, ArticleChoice)
        rows = [dialog.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(dialog.list.count())]
        self.press(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Down, times=rows.index(article))
        self.press(Qt.Key.Key_Return)

    @do.register
    def _(self, step: plan.Order) -> None:
        self.focus_map()
        if self.editor.selection.regions:
            self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_O)
        for name in step.regions:
            self.look_at(self.editor.index.regions[name].bbox)
            point = self.spot(name)
            assert point is not None, f"{name} lies under others everywhere"
            self.click(self.map, point)
        self.press(Qt.Key.Key_Return)

    @do.register
    def _(self, step: plan.Move) -> None:
        self.choose([step.region])
        self.press(Qt.Key.Key_Down if step.steps > 0 else Qt.Key.Key_Up, ALT, times=abs(step.steps))
