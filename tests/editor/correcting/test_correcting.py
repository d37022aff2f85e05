"""A poor proposal is corrected to the truth with keys and mouse alone, saved, exported, and opened again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from layout_tool.batch.propose import propose
from layout_tool.editor.dialogs.questions import DialogQuestions
from layout_tool.editor.main_window import MainWindow
from layout_tool.editor.preferences import Preferences
from layout_tool.model.contract import from_json, to_json
from layout_tool.model.document import Document
from tests.corpus.figures import scorer
from tests.editor.conftest import SAMPLES
from tests.editor.correcting.hand import Hand
from tests.editor.correcting.located import Truth, kind_of, read_truth
from tests.editor.correcting.planner import Planner
from tests.editor.correcting.spoiled import spoiled
from tests.editor.correcting.touch import CONTROL
from tests.editor.correcting.typist import Typist

TRUTHS = Path(__file__).resolve().parents[2] / "samples"
MILLISECONDS = 60_000
MOST = 250
"""Operations that no page may need."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(DialogQuestions, "leave_unsaved", lambda *_: False)
    preferences = Preferences(tmp_path / "editor.ini")
    preferences.set_value("resolve", "no")  # the planner counts on its own edits alone
    made = MainWindow(preferences, "en")
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    yield made
    made.engine.stop()
    made.opening.close()
    made.tasks.finish()


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> Hand:
    window.opening.open_all([path])
    qtbot.waitUntil(lambda: window.opening.editor is not None and not window.engine.busy, timeout=MILLISECONDS)
    return Hand(window)


def poor(source: Path, folder: Path) -> Path:
    """A poor proposal for a copy of the source, as a document beside it."""
    folder.mkdir()
    copy = Path(shutil.copy(source, folder / source.name))
    place = copy.with_suffix(".json")
    place.write_bytes(to_json(spoiled(propose(copy))))
    return place


def correct(hand: Hand, truth: Truth, qtbot: QtBot, *, mouse: bool = True) -> None:
    """Work until the page is right."""
    steps: list[str] = []
    refused: list[object] = []
    hand.editor.refused.connect(refused.append)
    for _ in range(MOST):
        step = Planner(hand.editor.document, truth, mouse=mouse).next()
        if step is None:
            break
        last = hand.editor.timeline.last
        hand.do(step)
        qtbot.waitUntil(lambda: not hand.editor.held, timeout=MILLISECONDS)
        assert hand.editor.timeline.last is not last, f"{step} did nothing: {refused}"
        steps.append(type(step).__name__)
    else:
        raise AssertionError(f"not right after {MOST} steps; the last were {steps[-8:]}")
    kinds = {name: steps.count(name) for name in dict.fromkeys(steps)}
    print(f"{hand.editor.timeline.position} operations: {kinds}; {dict(hand.counts)}")  # noqa: T201


def exported(hand: Hand, qtbot: QtBot, place: Path) -> bytes:
    hand.press(Qt.Key.Key_S, CONTROL)
    assert not hand.window.isWindowModified()
    place.write_bytes(to_json(hand.editor.export()))
    written = place.read_bytes()
    again = opened(hand.window, qtbot, place)
    assert to_json(again.editor.export()) == written
    return written


def assert_true(document: Document, truth: Truth) -> None:
    """Every story has its lines in their order, every line a role of its kind, and the rest is outside."""
    regions = {region.id: region for region in document.regions()}
    read = {
        article.id: [
            part.line
            for name in article.regions
            for line in regions[name].lines
            for part in truth.parts(line, regions[name].direction)
        ]
        for article in document.articles
    }
    texts = [[line.id for line, _ in groupby(lines)] for lines in read.values()]
    assert sorted(texts) == sorted([line.id for line in lines] for lines in truth.articles.values())
    for region in regions.values():
        for line in region.lines:
            kinds = {kind_of(part.line.role) for part in truth.parts(line, region.direction)}
            assert kinds <= {kind_of(region.role)}, (region.id, line.text)


def assert_scored(figures: Mapping[str, float | None]) -> None:
    print({name: round(value, 4) for name, value in figures.items() if value is not None})  # noqa: T201
    assert [figures[name] for name in ("pair_f1", "succ", "role")] == pytest.approx([1, 1, 1], abs=1e-12)
    assert figures["lost"] == figures["ghost"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["river-evening.pdf", "halverton-courier.pdf"])
def test_a_printed_sample_is_corrected(window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    source = SAMPLES / name
    truth = read_truth(TRUTHS / f"{source.stem}.truth.json")
    hand = opened(window, qtbot, poor(source, tmp_path / "pages"))
    correct(hand, truth, qtbot)
    written = exported(hand, qtbot, tmp_path / "export.json")
    assert_true(from_json(written, "export.json"), truth)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["trade-paper.flowed.txt", "trade-paper.layout.txt"])
def test_a_sample_of_text_is_corrected(window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str) -> None:
    source = SAMPLES / name
    truth = read_truth(TRUTHS / f"{source.stem}.truth.json", source, TRUTHS / f"{source.stem}.map.json")
    hand = opened(window, qtbot, poor(source, tmp_path / "pages"))
    correct(hand, truth, qtbot)
    written = exported(hand, qtbot, tmp_path / "export.json")
    assert_true(from_json(written, "export.json"), truth)


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["zh-modern-7-00", "zh-vertical-7-00", "en-broadsheet-7-00"])
def test_a_printed_page_is_corrected(window: MainWindow, qtbot: QtBot, tmp_path: Path, shared: Path, slug: str) -> None:
    folder = shared / "corpus" / "synth"
    truth = folder / f"{slug}.truth.json"
    hand = opened(window, qtbot, poor(folder / f"{slug}.pdf", tmp_path / "pages"))
    correct(hand, read_truth(truth), qtbot)
    written = exported(hand, qtbot, tmp_path / "export.json")
    score, record = scorer(shared), json.loads(truth.read_text("utf-8"))
    proposal = score.Proposal(json.loads(written))
    assert_scored(score.score(record, proposal, score.locate_by_box(record, proposal)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "slug", "kind"),
    [("real-text", "trade-paper-front-page", "dump"), ("synth", "zh-modern-7-01", "seedlike")],
)
def test_a_page_of_text_is_corrected(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, shared: Path, folder: str, slug: str, kind: str
) -> None:
    home = shared / "corpus" / folder
    truth, source, mapping = home / f"{slug}.truth.json", home / f"{slug}.{kind}.txt", home / f"{slug}.{kind}.map.json"
    hand = opened(window, qtbot, poor(source, tmp_path / "pages"))
    correct(hand, read_truth(truth, source, mapping), qtbot)
    written = exported(hand, qtbot, tmp_path / "export.json")
    score, record = scorer(shared), json.loads(truth.read_text("utf-8"))
    proposal = score.Proposal(json.loads(written))
    rows = json.loads(mapping.read_text("utf-8"))["lines"]
    hits = score.locate_by_offset(record, proposal, source.read_bytes().decode("utf-8"), rows)
    assert_scored(score.score(record, proposal, hits))


@pytest.mark.slow
def test_a_page_is_opened_corrected_and_exported_without_a_mouse(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    source = SAMPLES / "trade-paper.layout.txt"
    truth = read_truth(TRUTHS / f"{source.stem}.truth.json", source, TRUTHS / f"{source.stem}.map.json")
    place, export = poor(source, tmp_path / "pages"), tmp_path / "export.json"
    typist = Typist(window)
    typist.open(place)
    qtbot.waitUntil(lambda: window.opening.editor is not None and not window.engine.busy, timeout=MILLISECONDS)
    correct(typist, truth, qtbot, mouse=False)
    typist.choose_in_menu(Qt.Key.Key_F, "save")
    assert not window.isWindowModified()
    typist.export(export)
    qtbot.waitUntil(export.exists, timeout=MILLISECONDS)
    written = export.read_bytes()
    assert written == to_json(typist.editor.export())
    assert_true(from_json(written, "export.json"), truth)
    assert typist.counts.keys() == {"keys"}
    before = window.opening.editor
    typist.open(export)
    qtbot.waitUntil(lambda: window.opening.editor not in (None, before), timeout=MILLISECONDS)
    assert to_json(typist.editor.export()) == written
