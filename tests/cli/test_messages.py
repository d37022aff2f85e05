"""The catalogues: the same keys in every language, each of them used, every error in words."""

from __future__ import annotations

import ast
import errno
import os
import string
from pathlib import Path

import pytest

from layout_tool import errors
from layout_tool.cli.session import Session
from layout_tool.errors import LayoutToolError, OutputError, SetupError, UsageError
from layout_tool.messages import Language, choose_language, load
from layout_tool.settings import Settings

ROOT = Path(errors.__file__).parent
FAMILIES = (
    *("role_", "help_", "evidence_", "operation_", "action_", "menu_", "dock_"),
    *("preference_value_", "export_format_", "centre_picture", "centre_text", "window_hint_"),
)
"""Keys put together from a prefix and a name of the program."""


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def literals() -> set[str]:
    """Every string in the program's source."""
    return {
        node.value
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_languages_have_the_same_keys_and_fields() -> None:
    english, chinese = load(Language.EN).sentences, load(Language.ZH).sentences
    assert list(english) == list(chinese)
    assert {key: fields(sentence) for key, sentence in english.items()} == {
        key: fields(sentence) for key, sentence in chinese.items()
    }


def test_chinese_is_chinese() -> None:
    same = {key for key, sentence in load(Language.ZH).sentences.items() if sentence == load(Language.EN).text(key)}
    assert {key for key in same if not key.startswith("help_examples_")} <= {"batch_failed"}


def test_every_key_is_used() -> None:
    known = literals()
    unused = {key for key in load(Language.EN).sentences if key not in known and not key.startswith(FAMILIES)}
    assert not unused


@pytest.mark.parametrize("language", Language)
def test_every_role_has_a_name(language: Language) -> None:
    from layout_tool.model.roles import Role

    assert {f"role_{role}" for role in Role} <= set(load(language).sentences)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("error", "named"),
    [
        (OutputError(path="out.json", reason="reason_input"), ["out.json"]),
        (OutputError(path="out.json", reason="No space left on device"), ["out.json", "No space left on device"]),
        (SetupError(what="setup_cjk_font", remedy="apt install x"), ["PNG", "apt install x"]),
        (UsageError(reason="usage_no_option", name="--frob"), ["--frob", "--help"]),
    ],
)
def test_errors_name_what_failed_and_the_remedy(language: Language, error: LayoutToolError, named: list[str]) -> None:
    sentence = load(language).error(error)
    assert all(word in sentence for word in named)
    assert "\n" not in sentence
    assert "reason_" not in sentence
    assert "{" not in sentence


def test_a_path_is_never_taken_for_a_key() -> None:
    assert load(Language.EN).error(OutputError(path="note", reason="x")).startswith("note:")


def test_unforeseen_errors_are_owned_up_to() -> None:
    from layout_tool.messages import Recorder

    session = Session(load(Language.EN), Recorder(), Settings())
    assert "ZeroDivisionError" in session.sentence(ZeroDivisionError("x"))
    assert "--debug" in session.sentence(ZeroDivisionError("x"))


@pytest.mark.parametrize(
    ("asked", "env", "configured", "chosen"),
    [
        ("zh", {"LAYOUT_TOOL_LANG": "en"}, "en", Language.ZH),
        (None, {"LAYOUT_TOOL_LANG": "zh", "LANG": "en_US.UTF-8"}, "en", Language.ZH),
        (None, {"LANG": "en_US.UTF-8"}, "zh", Language.ZH),
        (None, {"LC_ALL": "zh_TW.UTF-8", "LANG": "en_US.UTF-8"}, None, Language.ZH),
        (None, {"LANG": "de_DE.UTF-8"}, None, Language.EN),
        (None, {"LC_ALL": "C.UTF-8"}, None, Language.EN),
    ],
)
def test_the_language_is_chosen(
    asked: str | None, env: dict[str, str], configured: str | None, chosen: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LAYOUT_TOOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert choose_language(asked, configured) is chosen


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.ENOTDIR, errno.ELOOP, errno.EIO])
def test_every_write_error_ends_with_its_remedy(language: Language, number: int) -> None:
    sentence = load(language).error(OutputError.of("out.json", OSError(number, os.strerror(number))))
    assert sentence.startswith("out.json")
    assert len(sentence.replace("；", "; ").split("; ")) == 2
    assert "reason_" not in sentence
