"""Parent and child: what is closed when, who outlives whom, whose fault a failure is."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from layout_tool.ingest.pdf import guard
from layout_tool.ingest.pdf.child import _answer
from layout_tool.ingest.pdf.guard import GuardedFile, ReaderFault, ReadingEnded
from layout_tool.ingest.pdf.limits import Held, Limits, WindowsCounters, windows_memory
from layout_tool.ingest.pdf.refusals import ReaderRefused
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.ingest.pdf.wire import Answer, Close, Closed, Failed, Order, Read, Request, send
from layout_tool.model.glyphs import GlyphPage
from tests.ingest.pdf.made import Leaf, text, write_pdf

MEMORY = 430_000_000  # of a child of these tests alone
PAGES = tuple(Leaf(text(f"page {number}")) for number in range(1, 5))
SOON = 12.0  # seconds, on a machine that has much else to do

unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and memory limits of Unix")


@pytest.fixture
def limits() -> Iterator[Limits]:
    """Limits of a child that no other test uses; it ends with the test."""
    yield Limits(memory=MEMORY)
    nursery().stop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_pdf(tmp_path / "page.pdf", *PAGES)


def nursery() -> guard._Nursery:
    return guard._nursery(MEMORY, os.getpid())


def living() -> guard._Child:
    child = nursery()._child
    assert child is not None
    return child


def crash() -> None:
    """End the child from outside."""
    process = living()._process
    process.kill()
    process.wait()


def words(page: GlyphPage) -> str:
    return "".join(page.glyphs.text.tolist())


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """What is said to the child from now on."""
    requests: list[Request] = []

    def heard(stream: IO[bytes], message: Order | Answer) -> None:
        if isinstance(message, Order):
            requests.append(message.request)
        send(stream, message)

    monkeypatch.setattr(guard, "send", heard)
    return requests


def test_a_closed_file_of_a_child_that_is_gone_starts_and_ends_none(path: Path, limits: Limits) -> None:
    old, other = GuardedFile(path, limits=limits), GuardedFile(path, limits=limits)
    before = nursery().generation
    crash()
    old.close()
    assert nursery().generation == before
    assert words(other.read(1)) == "page 2"
    old.close()
    assert words(other.read(2)) == "page 3"
    assert nursery().generation == before + 1
    other.close()
    assert nursery().generation == before + 1


def test_what_the_child_does_not_know_it_closes_in_peace() -> None:
    assert _answer(Close(17), {}) == Closed()


def test_a_file_is_closed_at_once_where_the_child_is_free(path: Path, limits: Limits, said: list[Request]) -> None:
    file = GuardedFile(path, limits=limits)
    file.close()
    file.close()
    assert [type(one).__name__ for one in said] == ["Open", "Close"]


def test_a_file_that_nobody_has_is_closed_before_the_next_request(
    path: Path, limits: Limits, said: list[Request]
) -> None:
    file, other = GuardedFile(path, limits=limits), GuardedFile(path, limits=limits)
    del file
    gc.collect()
    assert [type(one).__name__ for one in said] == ["Open", "Open"]
    other.read(0)
    other.close()
    assert [type(one).__name__ for one in said] == ["Open", "Open", "Close", "Read", "Close"]


def test_garbage_in_the_midst_of_a_request_is_no_trouble(
    path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [GuardedFile(path, limits=limits) for _ in range(3)]
    pages = open_pdf(path, limits=limits).pages
    next(pages)
    circle: list[object] = [files.pop(), pages]
    circle.append(circle)
    del circle, pages

    def collecting(stream: IO[bytes], message: Order | Answer) -> None:
        gc.collect()
        send(stream, message)
        gc.collect()

    monkeypatch.setattr(guard, "send", collecting)
    before = nursery().generation
    assert [words(file.read(2)) for file in files] == ["page 3", "page 3"]
    assert nursery().generation == before
    assert not nursery()._unread


def test_a_child_lost_again_before_the_request_is_replaced_again(
    path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = GuardedFile(path, limits=limits)
    opened_again, times = file._opened_again, iter(range(100))

    def losing(most: int) -> Callable[[], None]:
        def lose() -> None:
            opened_again()
            if next(times) < most:
                crash()

        return lose

    crash()
    monkeypatch.setattr(file, "_opened_again", losing(2))
    assert words(file.read(1)) == "page 2"
    crash()
    monkeypatch.setattr(file, "_opened_again", losing(100))
    with pytest.raises(ReadingEnded):
        file._read(1, ("pdfium",), 5.0)
    file.close()


@unix
def test_threads_that_crash_each_other_read_on(path: Path, limits: Limits) -> None:
    files = [GuardedFile(path, limits=limits) for _ in range(3)]
    failures: list[BaseException] = []

    def read(file: GuardedFile) -> None:
        try:
            for turn in range(12):
                assert words(file.read(turn % 4)) == f"page {turn % 4 + 1}"
        except ReaderRefused:
            pass  # this file was at the request that the crash ended
        except BaseException as failure:  # noqa: BLE001  whatever it is
            failures.append(failure)

    threads = [threading.Thread(target=read, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for _ in range(3):
        time.sleep(0.2)
        child = nursery()._child
        if child is not None:
            child._process.kill()
    for thread in threads:
        thread.join()
    assert not failures
    for file in files:
        file.close()


FAULTY = (
    "import layout_tool.ingest.pdf.reading as reading\n"
    "def faulty(raw): raise ZeroDivisionError('our own')\n"
    "reading.page_as_seen = faulty\n"
)
TALKING = (
    "import os, signal, sys\n"
    "import layout_tool.ingest.pdf.reading as reading\n"
    "def dies(raw):\n"
    "    print('x' * 300_000, 'last words', file=sys.stderr, flush=True)\n"
    "    os.kill(os.getpid(), signal.SIGSEGV)\n"
    "reading.page_as_seen = dies\n"
)
HANGING = "import layout_tool.ingest.pdf.reading as reading\ndef hangs(raw):\n    {how}\nreading.page_as_seen = hangs\n"


def ill(program: str) -> str:
    """The child's program with a change before it serves."""
    return (
        "import sys; sys.path[:] = {path!r}\n"
        + program
        + "from layout_tool.ingest.pdf.child import serve\nserve({memory})"
    )


def test_a_fault_of_our_own_is_raised_as_one(path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_PROGRAM", ill(FAULTY))
    with pytest.raises(ReaderFault, match="ZeroDivisionError: our own") as raised:
        list(open_pdf(path, limits=limits).pages)
    shown = "".join(traceback.format_exception(raised.value))
    assert "in faulty" in shown
    assert living().usable


def test_a_fault_in_the_child_is_answered() -> None:
    answer = _answer(Read(5, 0, ("pdfium",)), {})
    assert isinstance(answer, Failed)
    assert answer.error == "KeyError: 5"
    assert "Traceback" in answer.traceback


@unix
def test_the_last_words_of_a_child_go_with_the_error(
    path: Path, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_PROGRAM", ill(TALKING))
    file = GuardedFile(path, limits=limits)
    with pytest.raises(ReadingEnded) as ended:
        file.read(0)
    shown = "".join(traceback.format_exception(ended.value))
    assert "last words" in shown
    assert "Segmentation fault" in shown
    assert len(shown) < 80_000
    file.close()


PARENT = """
import sys
from pathlib import Path
from layout_tool.ingest.pdf import guard
from layout_tool.ingest.pdf.limits import Limits
guard._PROGRAM = sys.argv[2]
file = guard.GuardedFile(Path(sys.argv[1]), limits=Limits(seconds=float(sys.argv[3])))
guard._nursery(file._limits.memory, guard.os.getpid())._child._grace = 0
print(guard._nursery(file._limits.memory, guard.os.getpid())._child._process.pid, flush=True)
file.read(0)
"""
LOOPING = "while True: pass"
HOLDING = "import ctypes; ctypes.PyDLL(None).pause()"  # C code that does not let go of the interpreter


@unix
@pytest.mark.parametrize(("how", "seconds"), [(LOOPING, 300.0), (HOLDING, 1.5)])
def test_a_child_that_hangs_does_not_outlive_its_parent(path: Path, how: str, seconds: float) -> None:
    program = ill(HANGING.format(how=how))
    command = [sys.executable, "-c", PARENT, str(path), program, f"{seconds}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(1.0)  # the child is at the page by now
        assert is_running(child)
        parent.kill()
    deadline = time.monotonic() + SOON
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    running = is_running(child)
    if running:
        os.kill(child, signal.SIGKILL)
    assert not running


def is_running(process: int) -> bool:
    """Whether it lives; one that is dead but not yet missed does not."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


class Kernel:
    """Answers as Windows does."""

    def __init__(self, works: bool = True, **counts: int) -> None:
        self._works, self._counts = works, counts

    def GetCurrentProcess(self) -> int:  # noqa: N802  its name
        return -1

    def K32GetProcessMemoryInfo(self, process: ctypes.c_void_p, counters: object, size: int) -> int:  # noqa: N802
        assert process.value == ctypes.c_void_p(-1).value
        found = counters._obj  # type: ignore[attr-defined]
        assert isinstance(found, WindowsCounters)
        assert found.size == size == ctypes.sizeof(WindowsCounters)
        for name, count in self._counts.items():
            setattr(found, name, count)
        return int(self._works)


def test_memory_on_windows_is_what_is_resident_or_committed() -> None:
    kernel = Kernel(resident=5_000_000_000, committed=7, peak_resident=8, peak_committed=6_000_000_000)
    assert windows_memory(kernel) == Held(5_000_000_000, 6_000_000_000)
    assert windows_memory(Kernel(works=False, resident=5)) == Held(0, 0)
    word = ctypes.sizeof(ctypes.c_size_t)
    assert ctypes.sizeof(WindowsCounters) == 8 + 8 * word
    assert (WindowsCounters.resident.offset, WindowsCounters.committed.offset) == (8 + word, 8 + 6 * word)  # type: ignore[attr-defined]
