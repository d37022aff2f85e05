"""What others' software is named, and held to: licences in NOTICE, versions in pyproject.toml and constraints.txt."""

from __future__ import annotations

import importlib.metadata
import tomllib

from packaging.requirements import Requirement

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


def test_the_tested_versions_lie_within_the_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split(";")[0].strip().split("==") for line in lines if line and not line.startswith("#"))
    for written in project["dependencies"]:
        needed = Requirement(written)
        assert needed.specifier.contains(pinned[needed.name]), needed
    narrow = {Requirement(written).name: Requirement(written).specifier for written in project["dependencies"]}
    assert not narrow["pypdfium2"].contains("5.99")
    assert "==" in str(narrow["pdfminer.six"])
