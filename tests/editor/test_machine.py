"""Everything a person can do, in any order, with undo, redo, saving, closing, opening and crashes in between: every
character stays in exactly one place, and what is undone is what was, byte for byte."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication

from layout_tool.editor import commands
from layout_tool.editor.document import Caret, EditorDocument
from layout_tool.model.article import Status
from layout_tool.model.contract import check, to_json
from layout_tool.model.document import Document
from layout_tool.model.geometry import Box
from layout_tool.model.roles import Role
from layout_tool.storage.project import Project, begin_project, open_project
from tests.model.documents import newspaper, page_proposal

picks = st.lists(st.integers(0, 40), min_size=1, max_size=3)
numbers = st.integers(0, 40)
steps = st.sampled_from([-2, -1, 1, 2])
places = st.floats(0, 60)
START = newspaper()


def letters(document: Document) -> Counter[str]:
    return Counter(sign for region in document.regions() for line in region.lines for sign in line.text)


class Desk(RuleBasedStateMachine):
    """One project on a real disk, worked on through the editor's own commands."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="machine-")
        source = Path(self._folder.name) / "harbour.txt"
        source.write_text("港口", "utf-8")
        self.project: Project = begin_project(source, START, "A. N.")
        self.pages = 0
        self.letters = letters(START)
        self._open(self.project)
        self.states = [to_json(self.editor.document)]

    def _open(self, project: Project) -> None:
        self.project = project
        self.editor = EditorDocument(project.opened, project, by="A. N.")

    def teardown(self) -> None:
        self.project.forget()
        self.project.close()
        self._folder.cleanup()

    def done(self, act: Callable[[], object]) -> None:
        """An edit: one step more, or nothing at all."""
        before, position = to_json(self.editor.document), self.editor.timeline.position
        act()
        if self.editor.timeline.position == position:
            assert to_json(self.editor.document) == before
        else:
            self.states[position + 1 :] = [to_json(self.editor.document)]

    def select(self, chosen: list[int]) -> None:
        names = [region.id for region in self.editor.document.regions()]
        self.editor.select([names[pick % len(names)] for pick in chosen])

    def article(self, pick: int) -> str:
        names = [article.id for article in self.editor.document.articles]
        return names[pick % len(names)] if names else "none"

    @rule(chosen=picks, role=st.sampled_from(list(Role)))
    def set_role(self, chosen: list[int], role: Role) -> None:
        self.select(chosen)
        self.done(lambda: commands.set_role(self.editor, role))

    @rule(chosen=picks, pick=st.none() | numbers)
    def assign(self, chosen: list[int], pick: int | None) -> None:
        self.select(chosen)
        self.done(lambda: commands.assign(self.editor, None if pick is None else self.article(pick)))

    @rule(chosen=picks)
    def new_article(self, chosen: list[int]) -> None:
        self.select(chosen)
        self.done(lambda: commands.new_article(self.editor))

    @rule(chosen=picks)
    def join(self, chosen: list[int]) -> None:
        self.select(chosen)
        self.done(lambda: commands.join(self.editor))

    @rule(chosen=picks)
    def delete(self, chosen: list[int]) -> None:
        self.select(chosen)
        self.done(lambda: commands.remove(self.editor))

    @rule(chosen=picks)
    def split_article(self, chosen: list[int]) -> None:
        self.select(chosen)
        self.done(lambda: commands.split_article(self.editor))

    @rule(chosen=picks, offset=st.integers(0, 12))
    def split_at_caret(self, chosen: list[int], offset: int) -> None:
        lines = [line for region in self.editor.document.regions() for line in region.lines]
        line = lines[chosen[0] % len(lines)]
        self.editor.select((), caret=Caret(line.id, min(offset, len(line.text))))
        self.done(lambda: commands.split_at_caret(self.editor))

    @rule(chosen=picks, x0=places, y0=places, x1=places, y1=places)
    def split_along(self, chosen: list[int], x0: float, y0: float, x1: float, y1: float) -> None:
        self.select(chosen)
        self.done(lambda: commands.split_along(self.editor, self.editor.selection.regions[0], (x0, y0), (x1, y1)))

    @rule(x=places, y=places, width=places, height=places)
    def draw(self, x: float, y: float, width: float, height: float) -> None:
        self.done(lambda: commands.draw(self.editor, "p1", Box(x, y, x + width, y + height)))

    @rule(chosen=picks, dx=st.floats(-9, 9), dy=st.floats(-9, 9))
    def move(self, chosen: list[int], dx: float, dy: float) -> None:
        self.select(chosen)
        self.done(lambda: commands.move(self.editor, self.editor.selection.regions, dx, dy))

    @rule(chosen=picks, x=places, y=places)
    def resize(self, chosen: list[int], x: float, y: float) -> None:
        self.select(chosen)
        self.done(lambda: commands.resize(self.editor, self.editor.selection.regions[0], Box(x, y, x + 5, y + 5)))

    @rule(pick=numbers, other=numbers)
    def merge(self, pick: int, other: int) -> None:
        self.done(lambda: commands.merge_articles(self.editor, self.article(pick), [self.article(other)]))

    @rule(pick=numbers, other=numbers)
    def link_jump(self, pick: int, other: int) -> None:
        self.done(lambda: commands.link_jump(self.editor, self.article(pick), self.article(other)))

    @rule(chosen=picks, pick=numbers)
    def headline(self, chosen: list[int], pick: int) -> None:
        self.select(chosen)
        self.done(lambda: commands.make_headline(self.editor, self.article(pick)))

    @rule(chosen=picks, step=steps)
    def move_in_order(self, chosen: list[int], step: int) -> None:
        self.select(chosen)
        self.done(lambda: commands.move_in_order(self.editor, step))

    @rule(pick=numbers, step=steps)
    def move_article(self, pick: int, step: int) -> None:
        self.done(lambda: commands.move_article(self.editor, self.article(pick), step))

    @rule(chosen=picks, rest=st.booleans())
    def order_as_clicked(self, chosen: list[int], rest: bool) -> None:
        self.select(chosen)
        self.done(lambda: commands.order_as_clicked(self.editor, self.editor.selection.regions, rest=rest))

    @rule(chosen=picks, pick=st.none() | numbers, at=st.integers(0, 9))
    def place(self, chosen: list[int], pick: int | None, at: int) -> None:
        self.select(chosen)
        target = None if pick is None else self.article(pick)
        self.done(lambda: commands.place(self.editor, self.editor.selection.regions, target, at))

    @rule(pick=numbers)
    def approve(self, pick: int) -> None:
        self.done(lambda: commands.approve(self.editor, [self.article(pick)]))

    @rule()
    def reopen(self) -> None:
        approved = [one.id for one in self.editor.document.articles if one.status is Status.APPROVED]
        self.done(lambda: commands.reopen(self.editor, approved, "a slip"))

    @rule(page=st.sampled_from(["p1", "p2"]))
    def page_done(self, page: str) -> None:
        self.done(lambda: commands.page_done(self.editor, page))

    @rule(pick=numbers)
    def accept(self, pick: int) -> None:
        names = [decision.id for decision in self.editor.document.decisions]
        self.done(lambda: commands.accept(self.editor, names[: pick % (len(names) + 1)]))

    @rule(pick=numbers)
    def take(self, pick: int) -> None:
        decisions = self.editor.document.decisions
        if decisions:
            self.done(lambda: commands.take(self.editor, decisions[pick % len(decisions)]))

    @rule()
    def page_comes_in(self) -> None:
        if self.pages < 2:
            self.pages += 1
            proposal = page_proposal(f"q{self.pages}")
            self.letters += Counter(
                sign for region in proposal.page.regions for one in region.lines for sign in one.text
            )
            while self.editor.undo():
                pass
            self.editor.add_page(proposal)
            self.states = [to_json(self.editor.document)]
            while self.editor.redo():
                self.states.append(to_json(self.editor.document))

    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(count):
            self.editor.undo()

    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(count):
            self.editor.redo()

    @rule()
    def save(self) -> None:
        self.project.save(self.editor.timeline)
        assert self.project.is_saved(self.editor.timeline)

    @rule()
    def close_and_open(self) -> None:
        self.project.close()
        self._open(open_project(self.project.path, "A. N."))

    @rule()
    def crash_and_open(self) -> None:
        """Whoever crashes closes nothing; the system lets the lock go."""
        crashed = self.project
        assert crashed._lock is not None
        crashed._lock.release()
        self._open(open_project(crashed.path, "A. N."))
        assert crashed._journal is not None
        crashed._journal.close()

    @invariant()
    def the_document_is_the_one_of_its_place_in_time(self) -> None:
        assert to_json(self.editor.document) == self.states[self.editor.timeline.position]

    @invariant()
    def every_character_is_in_exactly_one_place(self) -> None:
        document = self.editor.document
        assert letters(document) == self.letters
        assert check(document) == []
        names = [line.id for region in document.regions() for line in region.lines]
        assert len(names) == len(set(names))


def test_nothing_is_lost_whatever_is_done(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert qapp is not None
    with tempfile.TemporaryDirectory(prefix="state-") as folder:
        monkeypatch.setenv("XDG_STATE_HOME", folder)
        often = settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        )
        run_state_machine_as_test(Desk, settings=often)
