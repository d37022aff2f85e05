"""Who may import whom. The table below is the house; the tests hold the code to it.

Imports are read from the source, those inside functions included, so a lazy import is no way round.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from layout_tool.version import __version__

PACKAGE = "layout_tool"
ROOT = Path(__file__).resolve().parent.parent / PACKAGE

FOUNDATION = "errors settings resources version atomic"
LAYERS = {
    # layer: what it may import of this package, besides itself
    "version": "",
    "errors": "",
    "resources": "errors",
    "settings": "errors resources",
    "messages": "errors resources settings",
    "atomic": "errors",
    "model": FOUNDATION,
    "ingest": f"{FOUNDATION} model",
    "engine": f"{FOUNDATION} model",
    "export": f"{FOUNDATION} messages model",  # legends of pictures speak the user's language
    "storage": f"{FOUNDATION} model",
    "batch": f"{FOUNDATION} messages model ingest engine export storage",
    "__init__": f"{FOUNDATION} model ingest engine batch",  # the public API: propose
    "editor": f"{FOUNDATION} messages model ingest engine export storage batch __init__",
    "cli": f"{FOUNDATION} messages model ingest engine export storage batch __init__ editor",
    "__main__": "cli",
}
HOMES = {
    # library: the one place that may import it
    "dask": f"{PACKAGE}.batch.executors",
    "distributed": f"{PACKAGE}.batch.executors",
    "PySide6": f"{PACKAGE}.editor",
    "shiboken6": f"{PACKAGE}.editor",
    "pdfplumber": f"{PACKAGE}.ingest",
    "pdfminer": f"{PACKAGE}.ingest",
    "pypdfium2": f"{PACKAGE}.ingest",
    "pypdfium2_raw": f"{PACKAGE}.ingest",
}
PURE = {"model": {"numpy", "pydantic", "pydantic_core"}, "errors": set(), "resources": set()}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    return {module_name(path): ast.parse(path.read_text("utf-8"), str(path)) for path in sorted(ROOT.rglob("*.py"))}


def layer(module: str) -> str:
    """The layer of a module of the package: its second name, `__init__` for the package itself."""
    return module.split(".")[1] if "." in module else "__init__"


def imports(tree: ast.Module) -> Iterator[str]:
    """Every module that this one imports, wherever in the source; `from x import y` counts as x.y if that is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in modules() else node.module
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("importlib.import_module", "__import__"):
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def importers_of(library: str) -> set[str]:
    return {name for name, tree in modules().items() if library in {found.split(".")[0] for found in imports(tree)}}


def needs(module: str) -> set[str]:
    """The modules of the package that this one imports to run, lazily too; imports for types only do not count."""
    for_types = {
        found
        for node in ast.walk(modules()[module])
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for found in imports(ast.Module(body=node.body, type_ignores=[]))
    }
    return {name for name in imports(modules()[module]) if name in modules() and name != module} - for_types


def test_every_module_has_its_layer() -> None:
    assert {layer(name) for name in modules()} <= set(LAYERS)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_imports_only_what_stands_below_it(name: str) -> None:
    allowed = {name, *LAYERS[name].split()}
    strays = [
        f"{module} imports {found}"
        for module, tree in modules().items()
        if layer(module) == name
        for found in imports(tree)
        if found.split(".")[0] == PACKAGE and layer(found) not in allowed
    ]
    assert strays == []


def test_the_table_itself_has_no_cycle() -> None:
    order = list(TopologicalSorter({name: set(below.split()) for name, below in LAYERS.items()}).static_order())
    assert order[-1] == "__main__"


def test_no_import_cycles() -> None:
    try:
        TopologicalSorter({name: needs(name) for name in modules()}).prepare()
    except CycleError as error:
        pytest.fail("modules import each other: " + " ← ".join(error.args[1]))


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_at_home(library: str) -> None:
    assert {name for name in importers_of(library) if not f"{name}.".startswith(f"{HOMES[library]}.")} == set()


def test_jieba_is_imported_by_one_module_of_the_engine() -> None:
    (only,) = importers_of("jieba")
    assert layer(only) == "engine"


@pytest.mark.parametrize("name", PURE)
def test_the_lowest_layers_need_few_libraries(name: str) -> None:
    found = {
        library.split(".")[0]
        for module, tree in modules().items()
        if layer(module) == name
        for library in imports(tree)
    }
    assert found - set(sys.stdlib_module_names) - {PACKAGE} <= PURE[name]


def test_the_command_line_starts_without_a_screen() -> None:
    program = (
        "import sys\n"
        "from layout_tool.cli import main\n"
        "sys.argv = ['layout-tool', '--version']\n"
        "try:\n"
        "    code = main()\n"
        "except SystemExit as stop:\n"
        "    code = stop.code\n"
        "roots = {name.split('.')[0] for name in sys.modules}\n"
        "print(code or 0, sorted(roots & {'PySide6', 'shiboken6', 'jieba'}))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT.parent, timeout=60
    )
    assert result.stderr == ""
    *said, loaded = result.stdout.splitlines()
    assert __version__ in " ".join(said)
    assert loaded == "0 []"
