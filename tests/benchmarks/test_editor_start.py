"""The editor from the start to the first page, and with an issue of thirty pages open.

Prints seconds and megabytes, each with its aim; what processes share counts once. Run it on a quiet machine:

    pytest -q -s tests/benchmarks/test_editor_start.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from layout_tool import resources
from tests.conftest import ROOT

START, PAINT, MEMORY = 1.5, 0.3, 600
PAGES = 30
_PROGRAM = """
import json, os, sys, time
begun = time.perf_counter()
from pathlib import Path
from layout_tool.editor.app import make_application

def memory():
    parents, sizes = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
                shares = (folder / "smaps_rollup").read_text().splitlines()[1:]
            except OSError:
                continue
            parents[folder.name] = fields["PPid"].strip()
            own = next((line for line in shares if line.startswith("Pss:")), "Pss: 0 kB")
            sizes[folder.name] = int(own.split()[1]) / 1024
    own = {str(os.getpid())}
    while more := {child for child, parent in parents.items() if parent in own} - own:
        own |= more
    return {child: round(sizes[child]) for child in own if child in sizes}

def main():
    application = make_application()
    from layout_tool.editor.main_window import MainWindow
    from layout_tool.editor.preferences import Preferences
    window = MainWindow(Preferences(Path(sys.argv[2])), "en")
    window.resize(1600, 1000)
    window.show()
    application.processEvents()
    start = time.perf_counter() - begun
    came = []
    drawn = []
    window.engine.page_ready.connect(lambda _: came.append(time.perf_counter()))
    def shown(editor):
        view = window.desk.centre
        view.picture._pictures.arrived.connect(lambda _: drawn.append(time.perf_counter()))
    window.opening.opened.connect(shown)
    window.opening.open_all([Path(sys.argv[1])])
    most = 0.0
    end = time.perf_counter() + 240
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.005)
        if came and drawn and window.opening.editor is not None and not window.engine.busy:
            break
    for page in window.opening.editor.document.pages:
        window.opening.editor.show_page(page.id)
        stop = time.perf_counter() + 0.3
        while time.perf_counter() < stop:
            application.processEvents()
            time.sleep(0.005)
        now = memory()
        most = max(most, sum(now.values()))
    pages = len(window.opening.editor.document.pages)
    each = list(now.values())
    print(json.dumps({"start": start, "paint": drawn[0] - came[0], "memory": most, "pages": pages, "each": each}))
    window.close()

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """Thirty pages: the printed samples, again and again."""
    made = pypdfium2.PdfDocument.new()
    names = ("river-evening.pdf", "halverton-courier.pdf", "harbour-daily.pdf")
    sources = [pypdfium2.PdfDocument(resources.path("samples", name)) for name in names]
    for turn in range(PAGES):
        made.import_pages(sources[turn % len(sources)])
    path = tmp_path / "issue.pdf"
    made.save(path)
    return path


def test_from_start_to_a_whole_issue(issue: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, "utf-8")
    folders = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    environment = os.environ | folders | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(program), str(issue), str(tmp_path / "editor.ini")]
    results = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
        for _ in range(2)
    ]
    warm = results[-1]
    print(f"start to usable window, warm: {warm['start']:.2f} s (aim {START})")
    print(f"a page's picture after its proposal: {results[0]['paint']:.2f} s (aim {PAINT})")
    print(f"of which the processes: {results[0]['each']} MB")
    print(f"{warm['pages']} pages open, with the engine and the pictures: {results[0]['memory']:.0f} MB (aim {MEMORY})")
