"""The tree's rows after any run of edits are those of a tree made anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.doubts import Doubts
from layout_tool.editor.panels.outline import Branch, Outliner
from layout_tool.editor.panels.tree_model import TreeModel
from layout_tool.model import edits
from layout_tool.model.document import Document
from layout_tool.model.roles import Role
from tests.editor.panels.desks import EN, desk

Edit = Callable[[Document], Document]


def edits_at_random(editor: EditorDocument, dice: random.Random) -> Edit:
    regions = list(editor.index.regions)
    articles = list(editor.index.articles)
    some = dice.sample(regions, dice.randint(1, 3))
    article, other = dice.choice(articles), dice.choice(articles)
    at = dice.randint(0, 12)
    choices: list[Edit] = [
        lambda document: edits.assign(document, some, dice.choice([article, None])),
        lambda document: edits.place_regions(document, some, article, at),
        lambda document: edits.place_article(document, article, at),
        lambda document: edits.new_article(document, some),
        lambda document: edits.merge_articles(document, article, [other]),
        lambda document: edits.set_role(document, some, dice.choice(list(Role))),
        lambda document: edits.join_regions(document, some),
        lambda document: edits.split_article(document, some[0]),
    ]
    return dice.choice(choices)


def rows(model: TreeModel, under: QModelIndex | None = None) -> Iterator[Branch | None]:
    parent = under if under is not None else QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        yield model.branch(index)
        yield from rows(model, index)


def walk(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from walk(branch.branches)


@pytest.mark.parametrize("seed", range(4))
def test_rows_follow_any_edits(seed: int, qtbot: QtBot) -> None:  # noqa: ARG001 - Qt must be there
    dice, editor, model = random.Random(seed), desk(), TreeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    outliner = Outliner(editor)
    for _ in range(40):
        editor.do("set_role", edits_at_random(editor, dice)) if dice.random() < 0.8 else editor.undo()
        model.set_branches(outliner.rows(EN, Doubts(editor.index)))
        fresh = Outliner(editor).rows(EN, Doubts(editor.index))
        assert list(rows(model)) == list(walk(fresh))
        assert {branch.key for branch in model.branches()} == {branch.key for branch in walk(fresh)}
