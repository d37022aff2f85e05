"""The worklist of a run: in which order, from which record, and what a person has done since."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.batch.journal import journal_path, open_journal
from layout_tool.batch.journal_rows import State
from layout_tool.batch.plan import LINES
from layout_tool.batch.report import write_reports
from layout_tool.batch.stop import Stop
from layout_tool.batch.stored import read_document
from layout_tool.batch.task import Done, PageRow, Task
from layout_tool.batch.work import work
from layout_tool.batch.worklist import Place, Worklist, holds_run, read_worklist
from layout_tool.errors import BrokenJournal, EmptyInput, LostFile, MissingJournal
from layout_tool.messages import Language, load
from layout_tool.model import edits
from layout_tool.model.document import Document
from layout_tool.model.progress import PageStatus
from layout_tool.model.roles import Role
from layout_tool.storage.project import begin_from_export, begin_project, open_project
from tests.batch.runs import Ran, go, write_pages
from tests.storage.steps import done

FACTS = {
    "page-000.txt": (PageRow(1, articles=1, doubts=2, confidence=0.9),),
    "page-002.txt": (PageRow(1, articles=3, doubts=3, confidence=0.6), PageRow(2, articles=1, doubts=2, confidence=1)),
    "page-003.txt": (PageRow(1, articles=2, doubts=2, confidence=0.7),),
    "page-004.txt": (PageRow(1, doubts=0),),
    "page-006.txt": (PageRow(1, articles=1, doubts=2, confidence=0.9),),
}
ORDER = [
    *("sub/page-002.txt", "page-003.txt", "page-000.txt", "page-006.txt", "page-004.txt"),
    *("page-001.txt", "sub/page-005.txt"),
]


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a user who was never here before."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))


def run(tmp_path: Path, *, stop_at: str | None = None) -> Ran:
    """A run over small pages that come out with these facts; one of them fails, one ends its process."""
    stop = Stop()

    def told(task: Task) -> Done:
        name = task.path.name
        if name == stop_at:
            stop.ask()
        if name == "page-001.txt":
            return Done(error=EmptyInput(path=str(task.path)))
        if name == "page-005.txt":
            return Done(error=LostFile(path=str(task.path), reason="reason_lost"), quarantined=True)
        return replace(work(task), pages=FACTS[name])

    for path in write_pages(tmp_path / "in", 7):
        if path.name in ("page-002.txt", "page-003.txt"):
            shutil.copy(resources.path("samples", "trade-paper.flowed.txt"), path)
    return go([tmp_path / "in"], tmp_path / "out", work=told, stop=stop, window=1)


def reported(tmp_path: Path) -> Path:
    """A run that has written its report."""
    ran = run(tmp_path)
    write_reports(tmp_path / "out", ran.rows, load(Language.EN))
    return tmp_path / "out"


def names(worklist: Worklist) -> list[str]:
    return [entry.name for entry in worklist.entries]


def approved(document: Document) -> Document:
    return edits.approve(document, [article.id for article in document.articles])


def corrected(document: Document) -> Document:
    return edits.page_done(document, document.pages[0].id)


def touched(document: Document) -> Document:
    return edits.set_role(document, [document.articles[0].regions[0]], Role.NOTE)


def test_most_doubts_come_first_then_least_confidence_then_the_order_of_the_plan(tmp_path: Path) -> None:
    run(tmp_path)
    worklist = read_worklist(tmp_path / "out")
    assert names(worklist) == ORDER
    assert (worklist.finished, worklist.fault) == (0, None)
    first = worklist.entries[0]
    assert (first.doubts, first.state) == (5, State.DONE)
    assert first.confidence == pytest.approx(0.7)
    assert worklist.path(0) == tmp_path / "out" / "sub" / "page-002.json"
    assert worklist.source(0) == tmp_path / "in" / "sub" / "page-002.txt"
    assert worklist.entries[4].confidence is None


def test_what_failed_stands_at_the_end_with_its_reason_and_is_opened_from_its_input(tmp_path: Path) -> None:
    run(tmp_path)
    worklist = read_worklist(tmp_path / "out")
    failed = worklist.entries[-2:]
    assert [entry.state for entry in failed] == [State.FAILED, State.QUARANTINED]
    assert [type(entry.reason) for entry in failed] == [EmptyInput, LostFile]
    assert [worklist.path(turn) for turn in (5, 6)] == [
        tmp_path / "in" / "page-001.txt",
        tmp_path / "in" / "sub" / "page-005.txt",
    ]


def test_what_no_run_has_done_yet_stands_before_what_failed(tmp_path: Path) -> None:
    run(tmp_path, stop_at="page-004.txt")
    places = [entry.place for entry in read_worklist(tmp_path / "out").entries]
    assert places == [Place.OPEN] * 3 + [Place.LEFT] * 3 + [Place.FAILED]


def test_a_document_that_is_gone_is_opened_from_its_input(tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / "out" / "sub" / "page-002.json").unlink()
    assert read_worklist(tmp_path / "out").path(0) == tmp_path / "in" / "sub" / "page-002.txt"


@pytest.mark.parametrize(
    ("change", "progress", "last"),
    [
        (approved, PageStatus.APPROVED, True),
        (corrected, PageStatus.CORRECTED, True),
        (touched, PageStatus.IN_PROGRESS, False),
    ],
)
@pytest.mark.parametrize("saved", [True, False])
def test_what_a_person_is_done_with_goes_last(
    tmp_path: Path, change: Callable[[Document], Document], progress: PageStatus, *, last: bool, saved: bool
) -> None:
    run(tmp_path)
    export = tmp_path / "out" / "page-003.json"
    project = begin_from_export(export, read_document(export), "A. N.", tmp_path / "in" / "page-003.txt")
    event = done(project.opened.document, change(project.opened.document), 0)
    project.append(event)
    if saved:
        project.save(project.opened.after(event))
    project.close()
    worklist = read_worklist(tmp_path / "out")
    at = names(worklist).index("page-003.txt")
    assert worklist.entries[at].progress is progress
    assert worklist.finished == last
    assert worklist.path(at) == project.path
    assert (at == len(ORDER) - 1) is last


def test_a_project_beside_the_input_counts(tmp_path: Path) -> None:
    run(tmp_path)
    source = tmp_path / "in" / "sub" / "page-002.txt"
    document = read_document(tmp_path / "out" / "sub" / "page-002.json")
    project = begin_project(source, approved(document), "A. N.")
    project.save(project.opened)
    project.close()
    worklist = read_worklist(tmp_path / "out")
    assert names(worklist)[-1] == "sub/page-002.txt"
    assert worklist.path(6) == source.with_name("page-002.txt.layout-project")


def test_a_project_that_another_window_has_open_is_read_and_left_alone(tmp_path: Path) -> None:
    run(tmp_path)
    export = tmp_path / "out" / "page-003.json"
    project = begin_from_export(export, read_document(export), "A. N.")
    event = done(project.opened.document, approved(project.opened.document), 0)
    project.append(event)
    assert names(read_worklist(tmp_path / "out"))[-1] == "page-003.txt"
    project.save(project.opened.after(event))
    project.close()
    again = open_project(project.path, "B.")
    assert again.notes == ()
    again.close()


def test_a_project_that_cannot_be_read_keeps_its_place_and_is_opened_all_the_same(tmp_path: Path) -> None:
    run(tmp_path)
    broken = tmp_path / "out" / "sub" / "page-002.json.layout-project"
    broken.write_bytes(b"nothing of the kind\n")
    worklist = read_worklist(tmp_path / "out")
    assert names(worklist) == ORDER
    assert worklist.path(0) == broken


def test_without_a_journal_the_report_is_read(tmp_path: Path) -> None:
    folder = reported(tmp_path)
    shutil.rmtree(journal_path(folder).parent)
    worklist = read_worklist(folder)
    assert names(worklist)[:5] == ORDER[:5]
    assert [entry.doubts for entry in worklist.entries] == [5, 2, 2, 2, 0, 0, 0]
    assert worklist.entries[0].confidence == pytest.approx(0.7)
    assert worklist.path(0) == folder / "sub" / "page-002.json"
    assert worklist.source(0) == tmp_path / "in" / "sub" / "page-002.txt"
    assert isinstance(worklist.entries[5].reason, str)
    assert worklist.path(5) == tmp_path / "in" / "page-001.txt"


def test_inputs_of_a_report_are_found_from_the_folders_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path / "in", 2)
    monkeypatch.chdir(tmp_path)
    ran = go([Path("in")], tmp_path / "out")
    write_reports(tmp_path / "out", ran.rows, load(Language.EN))
    monkeypatch.chdir("/")
    shutil.rmtree(journal_path(tmp_path / "out").parent)
    worklist = read_worklist(tmp_path / "out")
    assert {worklist.source(turn) for turn in (0, 1)} == {tmp_path / "in" / f"page-00{n}.txt" for n in (0, 1)}


def test_a_broken_journal_is_told_and_the_report_is_read(tmp_path: Path) -> None:
    folder = reported(tmp_path)
    whole = journal_path(folder).read_bytes()
    journal_path(folder).write_bytes(b"no database at all" * 100)
    worklist = read_worklist(folder)
    assert names(worklist)[:5] == ORDER[:5]
    assert isinstance(worklist.fault, BrokenJournal)
    journal_path(folder).write_bytes(whole)
    assert read_worklist(folder).fault is None


def test_a_broken_journal_without_a_report_is_an_error(tmp_path: Path) -> None:
    run(tmp_path)
    journal_path(tmp_path / "out").write_bytes(b"no database at all" * 100)
    with pytest.raises(BrokenJournal):
        read_worklist(tmp_path / "out")


@pytest.mark.parametrize("line", ["{", "[]", "{}", json.dumps({"path": "a", "status": "dreaming"}), "\udcff"])
def test_a_broken_report_is_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / LINES).write_bytes(line.encode("utf-8", "surrogateescape"))
    with pytest.raises(BrokenJournal):
        read_worklist(tmp_path)


def test_a_run_that_goes_on_is_not_disturbed(tmp_path: Path) -> None:
    run(tmp_path, stop_at="page-004.txt")
    with open_journal(tmp_path / "out") as journal:
        position = next(journal.pending())
        journal.start(position, tmp_path / "in" / "page-006.txt")
        assert len(read_worklist(tmp_path / "out").entries) == 7
        journal.finish(position, Done())
        journal.commit()
        assert [entry.place for entry in read_worklist(tmp_path / "out").entries].count(Place.OPEN) == 4


def test_a_folder_of_pages_holds_no_run(tmp_path: Path) -> None:
    assert not holds_run(resources.path("samples"))
    assert not holds_run(tmp_path / "nowhere")
    assert not holds_run(write_pages(tmp_path / "in", 1)[0])
    with pytest.raises(MissingJournal):
        read_worklist(tmp_path)
    run(tmp_path)
    assert holds_run(tmp_path / "out")
