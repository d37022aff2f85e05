"""What the panels on decisions ask for, connected with what answers it."""

from __future__ import annotations

from functools import partial

from layout_tool.editor.action_set import ActionSet
from layout_tool.editor.desk import Desk
from layout_tool.editor.doubt_handlers import answer
from layout_tool.editor.services import Services
from layout_tool.editor.status_bar import StatusBar
from layout_tool.editor.toolbar import Toolbar


def connect_decisions(desk: Desk, actions: ActionSet, services: Services, toolbar: Toolbar, status: StatusBar) -> None:
    """Doubts, runner-up and series of an open document."""
    desk.doubts.answered.connect(partial(answer, services))
    desk.doubts.counted.connect(toolbar.show_doubts)
    desk.why.take_requested.connect(lambda: actions.trigger("take_runner_up"))
    desk.series.changed.connect(lambda count: status.offer_series(count, actions.shown_keys("similar")))


def clear_decisions(toolbar: Toolbar, status: StatusBar) -> None:
    """No document is open any more."""
    toolbar.show_doubts(0, 0)
    status.offer_series(0, "")
