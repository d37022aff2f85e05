"""`layout-tool` alone and with files: the editor, or one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import SAMPLE, call


@pytest.mark.parametrize("words", [(), (str(SAMPLE),)])
def test_without_a_command_the_editor(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    shown = call(*words)
    assert shown.code == 7
    assert "--help" in shown.warned
    assert len(shown.warned.splitlines()) == 1


def test_files_for_the_editor_must_be_there(tmp_path: Path) -> None:
    assert call("proposee").code == 2
    assert call(tmp_path / "gone.pdf").code == 3
    assert call("gone.pdf").code == 3
