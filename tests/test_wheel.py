"""The wheel, built and installed as a user gets it, does the main job away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from layout_tool.version import __version__

REPOSITORY = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """The standard output of a command that must succeed, run without any trace of the checkout."""
    env = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=900,
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, REPOSITORY, cwd=folder)
    (only,) = folder.glob("*.whl")
    return only


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a clean environment with the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pins = REPOSITORY / "constraints.txt"
    run(programs / "python", "-m", "pip", "install", "--quiet", "--constraint", pins, wheel, cwd=folder)
    return programs


def test_the_wheel_holds_the_package_and_every_resource(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    resources = [path for path in (REPOSITORY / "resources").rglob("*") if path.is_file()]
    modules = [path for path in (REPOSITORY / "layout_tool").rglob("*.py") if path.is_file()]
    wanted = {"layout_tool/" + path.relative_to(REPOSITORY).as_posix() for path in resources}
    wanted |= {path.relative_to(REPOSITORY).as_posix() for path in modules} | {"layout_tool/py.typed"}
    assert wanted <= held
    assert not [name for name in held if name.startswith(("tests/", "docs/"))]
    assert wheel.name == f"layout_tool-{__version__}-py3-none-any.whl"


def test_both_ways_to_start_it_say_the_version(programs: Path, tmp_path: Path) -> None:
    said = run(programs / "layout-tool", "--version", cwd=tmp_path)
    assert __version__ in said
    assert run(programs / "python", "-m", "layout_tool", "--version", cwd=tmp_path) == said


def test_the_public_function_reads_a_page(programs: Path, tmp_path: Path) -> None:
    program = (
        "from layout_tool import propose, resources\n"
        "page = sorted(resources.path('samples').glob('*.txt'))[0]\n"
        "print(len(propose(page).articles))\n"
    )
    (tmp_path / "try.py").write_text(program, encoding="utf-8")
    assert int(run(programs / "python", tmp_path / "try.py", cwd=tmp_path)) > 0


def documents(folder: Path) -> list[dict[str, Any]]:
    loaded = [json.loads(path.read_text("utf-8")) for path in sorted(folder.rglob("*.json"))]
    return [document for document in loaded if document.get("format") == "layout-tool/document"]


@pytest.fixture(scope="module")
def demo(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    run(programs / "layout-tool", "demo", "-o", folder / "out", cwd=folder)
    return folder / "out"


def test_the_demo_writes_a_document_and_a_picture_for_every_sample(demo: Path) -> None:
    samples = {path.stem for path in (REPOSITORY / "resources" / "samples").glob("*.*")}
    assert len(samples) >= 6
    assert {path.stem for path in demo.rglob("*.json")} >= samples
    assert {path.stem for path in demo.rglob("*.svg")} >= samples
    for picture in demo.rglob("*.png"):
        assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


def test_the_demos_documents_hold_articles_that_hold_text(demo: Path) -> None:
    for document in documents(demo):
        assert document["articles"]
        assert all(paragraph["text"] for article in document["articles"] for paragraph in article["paragraphs"])


def test_the_demos_documents_hold_to_the_contract(demo: Path, shared: Path) -> None:
    schema = json.loads((shared / "contract" / "document.schema.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert documents(demo)
    for document in documents(demo):
        assert [error.message for error in validator.iter_errors(document)] == []


def test_the_demo_is_the_same_every_time(demo: Path, programs: Path, tmp_path: Path) -> None:
    run(programs / "layout-tool", "demo", "-o", tmp_path / "again", cwd=tmp_path)
    first = {path.relative_to(demo): path.read_bytes() for path in demo.rglob("*.json")}
    again = {path.relative_to(tmp_path / "again"): path.read_bytes() for path in (tmp_path / "again").rglob("*.json")}
    assert first == again
