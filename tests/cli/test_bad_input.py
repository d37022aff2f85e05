"""Whatever is wrong with a file, an option or the settings: one clear line in the user's language, no traceback."""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout_tool import errors, resources
from layout_tool.cli.app import run
from layout_tool.messages import Language, Recorder, load

SAMPLE = resources.path("samples", "trade-paper.flowed.txt")
TEXT = SAMPLE.read_text("utf-8")
_ENGLISH = re.compile(r"[a-z]{2,}:? [a-z]{2,}")
_COMMANDS = re.compile(
    r"layout-tool batch|dask scheduler|--[a-z]+ [a-z]+|must-link, [a-z, -]+|auto, [a-z0-9_, -]+|lang, [a-z_, ]+"
)

FILES: dict[str, bytes | None] = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "feeds.txt": b"\f\f",
    "noise.txt": random.Random(1).randbytes(4000),
    "zeros.dat": bytes(3) * 999,
    "mixed.txt": TEXT[:800].encode() + TEXT[800:1600].encode("gb18030") + TEXT[1600:].encode("big5", "ignore"),
    "page.txt": TEXT.encode(),
    "no.toml": b"not toml at all: [\n",
    "bytes.toml": b"\xff\xfe\x00",
    "odd.toml": b'name = "odd"\n[weights.link]\nno_such = 1.0\n',
    "locks.json": b"{}",
    "odd-locks.json": b'[{"kind": "must-link", "before": 1, "after": 2}]',
    "strange-locks.json": b'[{"kind": "poem"}]',
    "document.json": b'{"format": "layout-tool/document", "version": 1}',
    "newer.json": b'{"format": "layout-tool/document", "version": 99}',
    "folder": None,
}
PROPOSE = ("propose", "page.txt", "-o", "out.json")
CASES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "missing": (3, "missing.txt", ("propose", "missing.txt", "-o", "out.json")),
    **{
        name: (3, name, ("propose", name, "-o", "out.json"))
        for name in ("empty.txt", "blank.txt", "feeds.txt", "noise.txt", "zeros.dat", "mixed.txt", "folder")
    },
    "output is input": (4, "page.txt", ("propose", "page.txt", "-o", "page.txt")),
    "output is a folder": (4, "folder", ("propose", "page.txt", "-o", "folder")),
    "output under a file": (4, "page.txt/x.json", ("propose", "page.txt", "-o", "page.txt/x.json")),
    "output nowhere": (4, "/proc/nowhere/x.json", ("propose", "page.txt", "-o", "/proc/nowhere/x.json")),
    "picture of no kind": (4, "x.gif", ("show", "page.txt", "-o", "x.gif")),
    **{
        f"profile {name}": (6, name, (*PROPOSE, "--profile", name))
        for name in ("no.toml", "bytes.toml", "odd.toml", "missing.toml", "nowhere")
    },
    **{
        f"locks {name}": (3, name, (*PROPOSE, "--locks", name))
        for name in ("locks.json", "odd-locks.json", "strange-locks.json", "page.txt", "missing.json", "folder")
    },
    "encoding": (2, "klingon", (*PROPOSE, "--encoding", "klingon")),
    "mode": (2, "--mode", (*PROPOSE, "--mode", "woven")),
    "no output": (2, "--output", ("propose", "page.txt")),
    "no file": (2, "FILE", ("propose",)),
    "an option too much": (2, "--frob", (*PROPOSE, "--frob")),
    "a word too much": (2, "b.txt", (*PROPOSE, "b.txt")),
    "a value for a switch": (2, "--version", ("--version=3",)),
    "document": (3, "document.json", ("validate", "document.json")),
    "newer document": (3, "newer.json", ("show", "newer.json", "-o", "x.svg")),
    "text for a document": (3, "page.txt", ("validate", "page.txt")),
    "a run into a file": (4, "page.txt", ("batch", "page.txt", "-o", "page.txt")),
    "a run of nothing": (2, "folder", ("batch", "folder", "-o", "out")),
}


def english_in(sentence: str, folder: Path) -> str | None:
    """Two English words side by side that are no name, path or command."""
    found = _ENGLISH.search(_COMMANDS.sub("", sentence.replace(str(folder), "").removeprefix("layout-tool: ")))
    return found[0] if found else None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in FILES.items():
        if content is None:
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", CASES)
def test_one_clear_line_names_what_is_wrong(case: str, language: Language, folder: Path) -> None:
    code, named, words = CASES[case]
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    door = Recorder()
    assert run([*words, "--lang", str(language)], door) == code
    (sentence,) = door.warned
    assert named in sentence
    assert not re.search(r"\n|Traceback|Errno|\w+_\w+ \(|[{}]", sentence)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    if language is Language.ZH:
        assert english_in(sentence, folder) is None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("content", ["lang = ", 'profil = "x"', 'lang = "fr"', 'cache = "here"', "profile = 3", None])
def test_broken_settings_are_named(
    content: str | None, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    settings.mkdir() if content is None else settings.write_text(content, "utf-8")
    monkeypatch.setattr("layout_tool.settings.config_file", lambda: settings)
    door = Recorder()
    assert run(["propose", str(SAMPLE), "-o", str(tmp_path / "out.json"), "--lang", str(language)], door) == 2
    (sentence,) = door.warned
    assert str(settings) in sentence
    if language is Language.ZH:
        assert english_in(sentence, tmp_path) is None


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("2026年3月5日 星期四 第A03版\n责任编辑：王小明 电话：010-12345678\n广告\n", 0),
        ("只有一行字的页面\n", 0),
        ("Just one line here\n", 0),
        ("连" * 400_000, 0),
        ("word " * 100_000, 0),
    ],
    ids=["furniture", "one line", "one English line", "one endless line", "one endless English line"],
)
def test_what_is_hardly_a_page_is_an_honest_document(text: str, articles: int, tmp_path: Path) -> None:
    page, output, door = tmp_path / "page.txt", tmp_path / "out.json", Recorder()
    page.write_text(text, "utf-8")
    assert run(["propose", str(page), "-o", str(output)], door) == 0
    document = json.loads(output.read_text("utf-8"))
    lines = [line["text"] for each in document["pages"] for region in each["regions"] for line in region["lines"]]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(document["articles"]) == articles


@pytest.mark.parametrize("language", Language)
def test_notes_are_in_the_users_language(language: Language, tmp_path: Path) -> None:
    page, door = tmp_path / "page.txt", Recorder()
    page.write_bytes((TEXT[:600] + "\x01\x02").encode() + b"\xff\xfe" + TEXT[600:].encode())
    assert run(["propose", str(page), "-o", str(tmp_path / "out.json"), "--lang", str(language)], door) == 0
    assert len(door.warned) == 2
    for sentence in door.warned:
        assert sentence.startswith(str(page))
        assert "(" not in sentence
        assert (english_in(sentence, tmp_path) is None) == (language is Language.ZH)


_TOLD_ELSEWHERE = {
    "edits_articles.py", "edits_draft.py", "edits_regions.py", "text_lines.py", "contract_write.py", "resources.py",
    "pdfium_reader.py", "plumber_reader.py", "guard.py", "pdfium_picture.py",
    "patches.py", "timeline.py", "operations_json.py", "drawing.py", "pdfium_tiles.py",
}  # fmt: skip
"""Modules whose errors are the caller's faults, not the user's, or are told to the user by a page's note."""
_NO_SENTENCES = {
    "picture_fonts.py", "picture_svg.py", "help_text.py", "session.py",
    "style.py", "html_style.py", "html_page.py", "html_writer.py", "app.py", "why.py", "summary.py", "journal.py",
    "worker.py", "dask.py",
}  # fmt: skip
"""Names of fonts, commands of the system, words of the command line, style sheets, tables of a database, programs for
children."""


def _styles(tree: ast.Module) -> Iterator[ast.expr]:
    """The style sheets of widgets, which are no sentences."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(".setStyleSheet"):
            yield from (node for node in ast.walk(call) if isinstance(node, ast.Constant))


def test_every_sentence_stands_in_the_catalogue() -> None:
    found = []
    for path in Path(errors.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)} | set(_styles(tree))
        found += [
            f"{path.name}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs
            if _ENGLISH.search(node.value) and path.name not in _TOLD_ELSEWHERE | _NO_SENTENCES
        ]
    assert not found


@pytest.mark.parametrize("key", [key for key in load(Language.ZH).sentences if not key.startswith("help_examples_")])
def test_chinese_sentences_have_no_english_ones_in_them(key: str) -> None:
    sentence = re.sub(r"\{\w+\}", "", load(Language.ZH).text(key))
    assert english_in(sentence, Path("/nowhere")) is None
