"""Whose licences are named in NOTICE."""

from __future__ import annotations

import importlib.metadata

from tests.conftest import ROOT


def test_the_licences_that_pdfium_brings_are_named() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    texts = [
        path.name
        for path in importlib.metadata.files("pypdfium2") or ()
        if path.parent.name == "BUILD_LICENSES" and path.suffix in (".txt", ".md")
    ]
    assert "pdfium.txt" in texts
    assert [name for name in texts if name not in notice] == []
