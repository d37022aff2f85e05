"""Sizes and habits that every source file keeps to. A budget is met by finding the right seam."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "layout_tool").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
PACKAGE = [path for path in SOURCES if path.is_relative_to(ROOT / "layout_tool")]
NAMES = [path.relative_to(ROOT).as_posix() for path in SOURCES]

FILE_LINES = 400
FUNCTION_LINES = 60
CLASS_LINES = 300
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
ENDINGS = tuple(f"_{name}" for name in sorted(DRAWERS))
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL: dict[str, str] = {
    # "module.py:function": why nothing narrower will do
    "layout_tool/editor/engine_child.py:_answers": "the window stays and says so",
    "layout_tool/editor/tasks.py:run": "the window stays and says so",
    "layout_tool/ingest/pdf/child.py:_answer": "the parent raises it",
    "layout_tool/ingest/pdf/refusals.py:any_failure_refuses": "pdfminer lets all errors of malformed files out",
}


def definitions(path: Path) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, int]]:
    """Every function and class with its length in lines, its decorators not counted."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            assert node.end_lineno is not None
            yield node, node.end_lineno - node.lineno + 1


def catch_alls(path: Path) -> Iterator[str]:
    """`path:function` for every handler that takes everything."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    yield from _catch_alls(tree, f"{path.relative_to(ROOT).as_posix()}:")


def _catch_alls(node: ast.AST, place: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        inner = place
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner = f"{place.partition(':')[0]}:{child.name}"
        if isinstance(child, ast.ExceptHandler) and _takes_all(child.type):
            yield inner
        yield from _catch_alls(child, inner)


def _takes_all(kind: ast.expr | None) -> bool:
    kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
    return any(one is None or (isinstance(one, ast.Name) and one.id in BROAD) for one in kinds)


@pytest.mark.parametrize("path", SOURCES, ids=NAMES)
def test_sizes(path: Path) -> None:
    over = [
        f"{node.name}: {length} lines"
        for node, length in definitions(path)
        if length > (CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES)
    ]
    length = len(path.read_text("utf-8").splitlines())
    if length > FILE_LINES:
        over.append(f"{path.name}: {length} lines")
    assert over == []


def test_no_drawers() -> None:
    named = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert {name for name in named if name.strip("_") in DRAWERS or name.endswith(ENDINGS)} == set()


def test_only_named_functions_catch_everything() -> None:
    assert {place for path in PACKAGE for place in catch_alls(path)} == set(MAY_CATCH_ALL)


def test_the_test_for_catch_alls_sees_them() -> None:
    source = "def f():\n    try:\n        g()\n    except (ValueError, Exception):\n        h()\n"
    assert list(_catch_alls(ast.parse(source), "m.py:")) == ["m.py:f"]
    assert list(_catch_alls(ast.parse(source.replace("(ValueError, Exception)", "ValueError")), "m.py:")) == []


def test_silenced_checks_say_why() -> None:
    """A comment that turns a check off names the check."""
    bare = re.compile(r"#\s*(noqa(?!: [A-Z])|type: ignore(?!\[))")
    found = [
        f"{path.name}:{number}"
        for path in SOURCES
        if path.name != Path(__file__).name
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert found == []
