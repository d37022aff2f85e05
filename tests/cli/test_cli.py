"""The commands as a user calls them: what is said, what is written, how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from layout_tool import errors, resources
from layout_tool.cli.app import app, run
from layout_tool.cli.session import FAULT, INTERRUPTED
from layout_tool.errors import LayoutToolError
from layout_tool.messages import Language, Recorder
from layout_tool.version import __version__
from tests.export.made import document

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = resources.path("samples", "trade-paper.flowed.txt")
COMMANDS = ("propose", "batch", "show", "demo", "validate", "verify")


@dataclass(frozen=True)
class Run:
    code: int
    said: str
    warned: str


def call(*words: str | Path) -> Run:
    door = Recorder()
    code = run([str(word) for word in words], door)
    return Run(code, "\n".join(door.said), "\n".join(door.warned))


def shell(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]), **environment}
    command = [sys.executable, "-m", "layout_tool", *map(str, words)]
    return subprocess.run(command, capture_output=True, env=env, check=False)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAYOUT_TOOL_LANG", "en")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_in_every_language(command: str | None, language: Language) -> None:
    words = ["--help", f"--lang={language}"] if command is None else [command, "-h", "--lang", str(language)]
    shown = call(*words)
    assert shown.code == 0
    assert "layout-tool" in shown.said
    assert "help_" not in shown.said
    assert "setting_" not in shown.said
    assert ("示例" if language is Language.ZH else "Examples") in shown.said
    assert all(len(line) <= 110 for line in shown.said.splitlines())


def test_help_names_every_option() -> None:
    from typer.main import get_command

    for name, command in getattr(get_command(app), "commands").items():  # noqa: B009 - typer's type is private
        shown = call(name, "--help").said
        assert all(
            option in shown for parameter in command.params for option in parameter.opts if option.startswith("-")
        )


def test_version_names_profile_and_python() -> None:
    shown = call("--version")
    assert shown.code == 0
    assert __version__ in shown.said
    assert "default@" in shown.said


def test_help_and_version_load_nothing_heavy() -> None:
    watch = "import sys; from layout_tool.cli.app import run; run(['--version']); run(['batch', '--help']);"
    watch += "print([m for m in ('scipy', 'jieba', 'PIL', 'lxml', 'PySide6', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, cwd=ROOT, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_propose_writes_a_document_that_holds_to_the_contract(tmp_path: Path, shared: Path) -> None:
    out = tmp_path / "deep" / "out.json"
    done = call("propose", SAMPLE, "-o", out)
    assert (done.code, done.warned) == (0, "")
    assert str(out) in done.said
    schema = json.loads((shared / "contract" / "document.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out.read_text("utf-8")), schema)
    assert call("validate", out).code == 0


def test_standard_output_has_the_document_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert call("propose", SAMPLE, "-o", out).code == 0
    streamed = shell("propose", SAMPLE, "-o", "-")
    assert (streamed.returncode, streamed.stderr) == (0, b"")
    assert streamed.stdout == out.read_bytes()


def piped(raw: bytes, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "layout_tool", *map(str, words)]
    return subprocess.run(command, input=raw, capture_output=True, env=env, check=False)


def test_propose_reads_standard_input(tmp_path: Path) -> None:
    out, plain = tmp_path / "out.json", tmp_path / "plain.json"
    done = piped(SAMPLE.read_bytes(), "propose", "-", "-o", out)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"-: ")
    assert call("propose", SAMPLE, "-o", plain).code == 0
    record, wanted = (json.loads(path.read_text("utf-8")) for path in (out, plain))
    assert record["sources"][0]["name"] == "-"
    assert record["pages"] == wanted["pages"]
    assert piped(SAMPLE.read_bytes(), "propose", "-", "-o", "-").stdout == out.read_bytes()
    assert piped(SAMPLE.read_bytes(), "show", "-", "-o", tmp_path / "page.svg").returncode == 0


@pytest.mark.parametrize("raw", [b"", bytes(3) * 999, b"%PDF-1.7 "])
def test_what_is_wrong_with_standard_input_is_said_of_it(raw: bytes, tmp_path: Path) -> None:
    done = piped(raw, "propose", "-", "-o", tmp_path / "out.json")
    assert done.returncode == 3
    assert done.stderr.startswith(b"layout-tool: -: ")
    assert done.stderr.count(b"\n") == 1
    assert not list(tmp_path.iterdir())


def test_many_pages_are_counted_on_a_terminal_alone(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    from layout_tool.cli.progress import PageBar
    from layout_tool.cli.session import Anywhere, open_session

    session = open_session(Anywhere(()), Recorder())
    pages = [object(), object(), object()]
    for terminal, count, shown in ((True, 3, True), (False, 3, False), (True, 1, False)):
        assert list(PageBar(session, terminal, count).over(iter(pages))) == pages  # type: ignore[arg-type]
        assert ("3/3" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capfd.readouterr().err)) is shown


def test_show_draws_text_and_documents(tmp_path: Path) -> None:
    stored = tmp_path / "doc.json"
    assert call("propose", SAMPLE, "-o", stored).code == 0
    assert call("show", SAMPLE, "-o", tmp_path / "a.svg").code == 0
    assert call("show", stored, "-o", tmp_path / "b.svg").code == 0
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert etree.parse(tmp_path / "a.svg").getroot().tag.endswith("svg")


def test_show_draws_every_page_of_a_document(tmp_path: Path) -> None:
    from layout_tool.export.json_writer import write_document

    write_document(document(2), tmp_path / "doc.json")
    done = call("show", tmp_path / "doc.json", "-o", tmp_path / "p.svg")
    assert done.said.splitlines() == [f"Written: {tmp_path / name}" for name in ("p.svg", "p-2.svg")]


def test_show_draws_over_the_printed_page(tmp_path: Path) -> None:
    done = call("show", resources.path("samples", "halverton-courier.pdf"), "-o", tmp_path / "p.svg")
    assert done.code == 0
    assert b"data:image/png;base64," in (tmp_path / "p.svg").read_bytes()


def test_demo_lists_and_writes(tmp_path: Path) -> None:
    done = call("demo", "-o", tmp_path / "demo")
    assert done.code == 0
    for sample in resources.path("samples").glob("*.*"):
        assert sample.name in done.said
        assert (tmp_path / "demo" / f"{sample.stem}.json").is_file()
        assert (tmp_path / "demo" / f"{sample.stem}.svg").is_file()


def test_batch_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    pages = tmp_path / "in" / "sub"
    pages.mkdir(parents=True)
    shutil.copy(SAMPLE, pages / "good.txt")
    (pages / "bad.txt").touch()
    done = call("batch", tmp_path / "in", "-o", tmp_path / "out")
    assert done.code == 1
    assert "done: 1, failed: 1" in done.said
    assert "bad.txt: there is no text in it" in done.warned
    names = sorted(path.name for path in (tmp_path / "out").rglob("*.*") if ".layout-tool" not in path.parts)
    assert names == ["good.json", "report.csv", "report.jsonl", "summary.html"]
    (pages / "bad.txt").unlink()
    assert call("batch", tmp_path / "in", "-o", tmp_path / "out").code == 0


def test_batch_with_nothing_to_do_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = call("batch", tmp_path / "in", "-o", tmp_path / "out")
    assert done.code == 2
    assert f"no page files (.txt, .pdf) in {tmp_path / 'in'}" in done.warned
    assert not (tmp_path / "out").exists()


def test_batch_names_what_is_not_there_and_does_the_rest(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    done = call("batch", SAMPLE, "nodir", "bare", "-o", tmp_path / "out")
    assert done.code == 1
    assert "done: 1, failed: 2" in done.said
    assert [line for line in done.warned.splitlines() if "nodir: no such file or folder; check the name" in line]
    assert [line for line in done.warned.splitlines() if "bare: no page files (.txt, .pdf)" in line]
    alone = call("batch", "nodir", "-o", tmp_path / "alone")
    assert (alone.code, "nodir: no such file or folder" in alone.warned) == (1, True)


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed.txt"
    shutil.copy(SAMPLE, closed)
    closed.chmod(0)
    opened = os.open

    def refusing(name: str, *rest: int) -> int:
        if str(name) == str(closed):
            raise PermissionError(13, "Permission denied", name)
        return opened(name, *rest)

    monkeypatch.setattr("os.open", refusing)
    monkeypatch.setattr("os.access", lambda path, _: str(path) != str(closed))
    single = call("propose", closed, "-o", "x.json")
    assert single.code == 3
    assert f"{closed}: cannot be read (you may not read it); check" in single.warned


def test_links_that_lead_to_themselves_fail_alone(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(SAMPLE, tmp_path / "in")
    (tmp_path / "in" / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "loop.json").symlink_to("loop.json")
    done = call("batch", "in", "-o", "out")
    assert (done.code, "done: 1, failed: 1" in done.said) == (1, True)
    assert "loop.txt: cannot be read (a link that leads back to itself)" in done.warned
    into = call("propose", SAMPLE, "-o", "loop.json")
    assert into.code == 4
    assert "loop.json: cannot be written: a link that leads back to itself; remove" in into.warned
    assert (tmp_path / "loop.json").is_symlink()
    assert call("batch", "in", "-o", "loop.json").code == 4


WRONG = {
    "a command that does not exist": (["frobnicate"], 2, "frobnicate"),
    "an option that does not exist": (["show", "x", "--frob"], 2, "--frob"),
    "an argument too many": (["validate", "x.json", "extra"], 2, "extra"),
    "an encoding that does not exist": (["propose", "page.txt", "-o", "y", "--encoding", "odd"], 2, "odd"),
    "a missing output": (["propose", "x"], 2, "--output"),
    "a missing file": (["propose", "-o", "y"], 2, "FILE"),
    "a value out of range": (["show", "x", "-o", "y.png", "--scale", "99"], 2, "--scale takes a number from "),
    "a mode that does not exist": (["propose", "x", "-o", "y", "--mode", "odd"], 2, "--mode takes one of auto, "),
    "no number of processes": (["batch", "x", "-o", "y", "--jobs", "two"], 2, "--jobs takes a number from 1 to 1024"),
    "a language not spoken": (["--lang", "fr", "demo"], 2, "fr"),
    "an input that is not there": (["propose", "none.txt", "-o", "y.json"], 3, "none.txt"),
    "an input that is a folder": (["propose", ".", "-o", "y.json"], 3, "folder"),
    "an input that is empty": (["propose", "empty.txt", "-o", "y.json"], 3, "empty.txt"),
    "an input that is binary": (["propose", "binary.txt", "-o", "y.json"], 3, "binary.txt"),
    "a document that is none": (["validate", "page.txt"], 3, "page.txt"),
    "locks that are none": (["propose", "page.txt", "-o", "y.json", "--locks", "page.txt"], 3, "page.txt"),
    "the input as output": (["propose", "page.txt", "-o", "page.txt"], 4, "page.txt"),
    "a folder as output": (["propose", "page.txt", "-o", "."], 4, "folder"),
    "a file for a folder": (["propose", "page.txt", "-o", "page.txt/y.json"], 4, "choose another folder"),
    "a picture of no kind": (["show", "page.txt", "-o", "page.gif"], 4, ".svg"),
    "a profile that is not there": (["propose", "page.txt", "-o", "y.json", "--profile", "none"], 6, "none"),
    "a profile for a run": (["batch", "page.txt", "-o", "out", "--profile", "none"], 6, "none"),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", WRONG)
def test_errors_are_one_line_and_leave_nothing_behind(case: str, language: Language, tmp_path: Path) -> None:
    words, code, named = WRONG[case]
    (tmp_path / "page.txt").write_text("渡口的早晨很安静。\n", "utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    before = sorted(tmp_path.iterdir())
    done = call(*words, *(["--lang", str(language)] if "--lang" not in words else []))
    assert (done.code, done.said) == (code, "")
    assert len(done.warned.splitlines()) == 1
    assert done.warned.startswith("layout-tool: ")
    assert named in done.warned or language is Language.ZH
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "page.txt").read_text("utf-8") == "渡口的早晨很安静。\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["propose", "noise", "-o", "y"], "（二进制内容）"),
        (["propose", "a.pdf", "-o", "y"], "（PDF，已损坏）"),
        (["propose", "b.pdf", "-o", "y"], "（文件已损坏，或根本不是 PDF）"),
        (["validate", "x.json", "extra"], "多余的参数：extra"),
        (["propose", "c.txt", "-o", "y", "--encoding", "odd"], "没有编码 odd"),
        (["propose", "c.txt", "-o", "c.txt/y"], "需要文件夹的地方是一个文件"),
    ],
)
def test_chinese_errors_hold_no_english(words: list[str], told: str, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "a.pdf").write_text("渡口", "utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "c.txt").write_text("渡口的早晨很安静。\n", "utf-8")
    assert told in call("--lang", "zh", *words).warned


def test_debug_shows_the_traceback() -> None:
    plain, full = call("propose", "none.txt", "-o", "y.json"), call("propose", "none.txt", "-o", "y.json", "--debug")
    assert "Traceback" not in plain.warned
    assert full.warned.startswith("Traceback")
    assert full.warned.splitlines()[-1] == plain.warned
    assert full.code == plain.code


def test_a_fault_of_the_program_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("layout_tool.batch.stored.read_document", broken)
    done = call("validate", "x.json")
    assert done.code == 70
    assert "ZeroDivisionError" in done.warned
    assert "--debug" in done.warned


def test_ctrl_c_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("layout_tool.batch.stored.read_document", interrupted)
    done = call("validate", "x.json", "--debug")
    assert done.code == 130
    assert len(done.warned.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_standard_output() -> None:
    with Path("/dev/full").open("wb") as full:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "layout_tool", "--help"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, check=False)
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's")
def test_a_closed_pipe_is_quiet() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        command = [sys.executable, "-m", "layout_tool", "--help"]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, env=env, check=False)
    assert done.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's")
def test_the_demo_writes_its_files_though_nobody_listens(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        command = [sys.executable, "-m", "layout_tool", "demo", "-o", str(tmp_path / "demo")]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, env=env, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    written = {path.name for path in (tmp_path / "demo").iterdir()}
    for sample in resources.path("samples").glob("*.*"):
        assert {f"{sample.stem}.json", f"{sample.stem}.svg"} <= written


def test_the_readme_gives_the_exit_codes() -> None:
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, LayoutToolError)]
    assert {int(row) for row in rows} == {0, FAULT, INTERRUPTED, *(kind.exit_code for kind in kinds)}


def test_a_terminal_without_the_letters_gets_escapes() -> None:
    done = shell("--help", "--lang", "zh", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u" in done.stdout
