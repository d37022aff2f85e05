"""Shipped resources: found, readable as what they say they are, and free of this or that machine."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.version import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
TEXT = {".py", ".toml", ".txt", ".md", ".json", ".yml", ".cfg", ".svg", ""}


def shipped(suffix: str) -> list[Path]:
    return sorted(path for path in resources.root().rglob(f"*{suffix}") if path.is_file())


def tracked() -> list[Path]:
    """The files that git keeps; outside a clone there is nothing to ask."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a clone: git knows no files here")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    return [path for name in names if name and (path := REPOSITORY / name).is_file()]


def test_the_checkouts_resources_are_used() -> None:
    assert resources.root() == REPOSITORY / "resources"
    assert resources.path("profiles", "default.toml") == REPOSITORY / "resources" / "profiles" / "default.toml"


@pytest.mark.parametrize(
    "place", ["profiles/default.toml", "messages/en.toml", "messages/zh.toml", "lexicon", "samples"]
)
def test_what_the_program_needs_is_there(place: str) -> None:
    assert resources.path(*place.split("/")).exists()


def test_the_resources_parse() -> None:
    for path in shipped(".toml"):
        assert tomllib.loads(path.read_text("utf-8")), path
    for path in shipped(".json"):
        assert json.loads(path.read_text("utf-8")), path


def test_missing_resources_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "layout_tool")
    resources.root.cache_clear()
    with pytest.raises(FileNotFoundError, match="install it again"):
        resources.root()
    (tmp_path / "layout_tool" / "resources" / "profiles").mkdir(parents=True)
    assert resources.root() == tmp_path / "layout_tool" / "resources"
    monkeypatch.undo()
    resources.root.cache_clear()


def test_the_repository_names_no_machine_and_no_registry() -> None:
    """Paths of one machine and addresses of package registries belong in that machine's configuration."""
    slash = "/"
    paths = [slash.join(["", first, ""]) for first in ("work", "root", "home", "Users")]
    registry = re.compile(r"(--(extra-)?index-url|--find-links|--trusted-host|file://|pypi\.[a-z]|files\.pythonhosted)")
    found = []
    for path in tracked():
        if path.suffix not in TEXT or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if registry.search(line) or any(re.search(rf"(?<![\w.]){re.escape(place)}", line) for place in paths):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:100]}")
    assert found == []


def test_the_version_is_named_once() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    own = [path for path in tracked() if path.suffix in {".py", ".toml"}]
    named = [
        path for path in own if re.search(rf"version\w*\s*=\s*\"{re.escape(__version__)}\"", path.read_text("utf-8"))
    ]
    assert [path.relative_to(REPOSITORY).as_posix() for path in named] == ["layout_tool/version.py"]
