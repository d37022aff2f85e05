"""The engine in its own process: pages come one by one, errors come in words, a cancel is final."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from layout_tool import propose
from layout_tool.editor.engine_child import Begun, Propose
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.errors import EngineGone, MissingInput
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.proposal import PageProposal
from tests.editor.conftest import SAMPLES, Watchdog

SAMPLE = SAMPLES / "trade-paper.flowed.txt"
MILLISECONDS = 60_000


@pytest.fixture
def engine(qtbot: QtBot) -> Iterator[EngineProcess]:  # noqa: ARG001 - Qt must be there
    process = EngineProcess()
    yield process
    process.stop()


def test_a_file_is_proposed_page_by_page(engine: EngineProcess, qtbot: QtBot, watchdog: Watchdog) -> None:
    begun: list[Begun] = []
    pages: list[PageProposal] = []
    engine.begun.connect(begun.append)
    engine.page_ready.connect(pages.append)
    with qtbot.waitSignal(engine.ended, timeout=MILLISECONDS):
        engine.propose(Propose(SAMPLE))
    watchdog.stop()
    expected = from_json(to_json(propose(SAMPLE)), SAMPLE.name)
    assert [start.source for start in begun] == list(expected.sources)
    assert begun[0].count == len(pages) == 1
    assert pages[0].page == expected.pages[0]
    assert pages[0].articles == expected.articles
    assert pages[0].decisions == expected.decisions
    assert not engine.busy


def test_a_file_that_is_not_there_is_said(engine: EngineProcess, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(engine.failed, timeout=MILLISECONDS) as told:
        engine.propose(Propose(tmp_path / "gone.pdf"))
    assert told.args is not None
    assert isinstance(told.args[0], MissingInput)


def test_a_cancelled_order_is_not_heard_and_the_next_is(engine: EngineProcess, qtbot: QtBot) -> None:
    pages: list[PageProposal] = []
    engine.page_ready.connect(pages.append)
    engine.propose(Propose(SAMPLES / "harbour-daily.pdf"))
    engine.cancel()
    assert not engine.busy
    with qtbot.waitSignal(engine.ended, timeout=MILLISECONDS):
        engine.propose(Propose(SAMPLE))
    assert [page.page.unit for page in pages] == ["em"]


def test_an_engine_that_dies_is_said_and_started_again(engine: EngineProcess, qtbot: QtBot) -> None:
    with qtbot.waitSignal(engine.failed, timeout=MILLISECONDS) as told:
        engine.propose(Propose(SAMPLES / "harbour-daily.pdf"))
        assert engine._child is not None
        engine._child.process.kill()
    assert told.args is not None
    assert isinstance(told.args[0], EngineGone)
    with qtbot.waitSignal(engine.ended, timeout=MILLISECONDS):
        engine.propose(Propose(SAMPLE))
