"""The pinned versions: complete, exact, within the ranges that the project declares."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]


def pins() -> list[Requirement]:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def exact(pin: Requirement) -> str:
    """The one version that the pin allows."""
    (only,) = pin.specifier
    assert only.operator == "=="
    return only.version


def test_every_pin_is_one_exact_version_named_once() -> None:
    names = [canonicalize_name(pin.name) for pin in pins()]
    assert len(set(names)) == len(names)
    assert all(exact(pin) and pin.url is None for pin in pins())


def test_every_declared_library_is_pinned_within_its_range() -> None:
    pinned = {canonicalize_name(pin.name): exact(pin) for pin in pins()}
    optional = PROJECT["optional-dependencies"]
    for requirement in map(Requirement, [*PROJECT["dependencies"], *optional["cluster"], *optional["dev"]]):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_what_the_cluster_needs_is_tested() -> None:
    optional = PROJECT["optional-dependencies"]
    assert set(optional["cluster"]) <= set(optional["dev"])


def test_every_declared_library_has_an_upper_bound() -> None:
    for requirement in map(Requirement, [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["cluster"]]):
        assert {"<", "=="} & {part.operator for part in requirement.specifier}, requirement


def test_libraries_whose_insides_are_used_are_held_to_the_tested_version() -> None:
    declared = {requirement.name: requirement.specifier for requirement in map(Requirement, PROJECT["dependencies"])}
    assert {part.operator for part in declared["pdfminer.six"]} == {"=="}
    pdfium = next(exact(pin) for pin in pins() if pin.name == "pypdfium2")
    major, minor, *_ = map(int, pdfium.split("."))
    assert declared["pypdfium2"].contains(pdfium)
    assert not declared["pypdfium2"].contains(f"{major}.{minor + 1}")
