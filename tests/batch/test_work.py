"""One task of a run: what it writes, what it tells, and that its end is its own."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.batch import work as module
from layout_tool.batch.heartbeat import listen
from layout_tool.batch.propose import propose
from layout_tool.batch.task import Done, Task
from layout_tool.batch.work import work
from layout_tool.errors import BinaryInput, FileFault, MissingInput, OutputError
from layout_tool.model.contract_write import to_json
from layout_tool.model.doubts import is_doubtful

PDF = resources.path("samples", "river-evening.pdf")
TEXT = resources.path("samples", "trade-paper.flowed.txt")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", [PDF, TEXT], ids=["pdf", "text"])
def test_a_task_writes_what_propose_gives_and_tells_of_its_pages(path: Path, tmp_path: Path) -> None:
    done = work(Task(path, tmp_path / "sub" / "page.json"))
    document = propose(path)
    assert done.error is None
    assert (tmp_path / "sub" / "page.json").read_bytes() == to_json(document)
    assert done.outputs == ((tmp_path / "sub" / "page.json", sha256(tmp_path / "sub" / "page.json")),)
    assert done.sha256 == sha256(path)
    assert [row.page for row in done.pages] == [page.number for page in document.pages]
    assert sum(row.articles for row in done.pages) == len(document.articles) == done.counts.articles
    assert sum(row.doubts for row in done.pages) == sum(map(is_doubtful, document.decisions))
    for row in done.pages:
        assert row.coverage is not None
        assert 0 <= row.coverage <= 1
        assert row.confidence is not None
        assert 0 <= row.confidence <= 1
    assert done.seconds > 0
    assert done.memory > 1


def test_further_formats_stand_beside_the_document(tmp_path: Path) -> None:
    done = work(Task(TEXT, tmp_path / "page.json", ("text", "markdown", "html"), language="zh"))
    assert [path.name for path, _ in done.outputs] == ["page.json", "page.txt", "page.md", "page.html"]
    assert all(digest == sha256(path) for path, digest in done.outputs)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path, _ in done.outputs}


def test_each_page_is_a_sign_of_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layout_tool.batch.heartbeat._listeners", [])
    heard: list[int] = []
    listen(lambda: heard.append(1))
    text = tmp_path / "pages.txt"
    text.write_text("\f".join(f"Harbour news\n\nFerry {number} was late.\n" for number in range(3)), "utf-8")
    assert work(Task(text, tmp_path / "pages.json")).counts.pages == 3
    assert len(heard) >= 6  # each is read, each is proposed


def test_what_is_wrong_with_a_file_is_its_result(tmp_path: Path) -> None:
    binary = tmp_path / "noise.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    cases = {tmp_path / "nowhere.txt": MissingInput, binary: BinaryInput}
    for path, kind in cases.items():
        done = work(Task(path, tmp_path / "out.json"))
        assert type(done.error) is kind
        assert done.outputs == ()
        assert not (tmp_path / "out.json").exists()
    done = work(Task(TEXT, tmp_path / "noise.txt" / "out.json"))
    assert type(done.error) is OutputError


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(TEXT.read_bytes())
    done = work(Task(path, path))
    assert done.error is not None
    assert path.read_bytes() == TEXT.read_bytes()


def test_a_fault_of_the_program_is_the_result_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "iter_proposals", fails)
    done = work(Task(TEXT, tmp_path / "out.json"))
    assert type(done.error) is FileFault
    assert done.error.fields == {"path": str(TEXT), "kind": "ZeroDivisionError"}


@pytest.mark.parametrize("error", [MemoryError, KeyboardInterrupt])
def test_what_is_to_end_the_process_passes(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, "iter_proposals", fails)
    with pytest.raises(error):
        work(Task(TEXT, tmp_path / "out.json"))


def test_task_and_result_go_to_other_processes(tmp_path: Path) -> None:
    task = Task(tmp_path / "nowhere.txt", tmp_path / "out.json")
    done = work(task)
    assert pickle.loads(pickle.dumps(task)) == task
    again = pickle.loads(pickle.dumps(done))
    assert isinstance(again, Done)
    assert str(again.error) == str(done.error)
    assert (again.error and again.error.fields) == (done.error and done.error.fields)
