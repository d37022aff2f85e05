"""Locks on the command line: what is wrong with them is said by their own words, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.cli.app import run
from layout_tool.messages import Language, Recorder

SAMPLE = resources.path("samples", "trade-paper.flowed.txt")
WRONG = {
    "a line that is not there": (
        [{"kind": "cannot-link", "before": "p1-l10", "after": "p1-l99999"}],
        3,
        ("locks.json", "p1-l99999", "cannot-link p1-l10 p1-l99999"),
    ),
    "a page that is not there": ([{"kind": "role", "line": "p7-l1", "role": "body"}], 3, ("locks.json", "p7-l1")),
    "two that cannot both hold": (
        [{"kind": kind, "before": "p1-l10", "after": "p1-l11"} for kind in ("cannot-link", "must-link")],
        5,
        ("locks.json", "cannot-link p1-l10 p1-l11", "must-link p1-l10 p1-l11"),
    ),
    "three that cannot all hold": (
        [{"kind": "order", "first": f"p1-l{a}", "then": f"p1-l{b}"} for a, b in ((10, 20), (20, 30), (30, 10))],
        5,
        ("locks.json", "order p1-l10 p1-l20", "order p1-l20 p1-l30", "order p1-l30 p1-l10"),
    ),
    "an article over two pages": (
        [{"kind": "head-of", "head": "p1-l10", "body": "p2-l10"}],
        5,
        ("locks.json", "head-of p1-l10 p2-l10"),
    ),
    "a line tied to itself": (
        [{"kind": "must-link", "before": "p1-l10", "after": "p1-l10"}],
        5,
        ("locks.json", "must-link p1-l10 p1-l10"),
    ),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("command", ["propose", "show"])
@pytest.mark.parametrize("case", WRONG)
def test_wrong_locks_are_named_and_nothing_is_written(
    case: str, command: str, language: Language, tmp_path: Path
) -> None:
    records, code, named = WRONG[case]
    locks = tmp_path / "locks.json"
    locks.write_text(json.dumps(records), "utf-8")
    output = tmp_path / ("out.json" if command == "propose" else "out.svg")
    door = Recorder()
    words = [command, str(SAMPLE), "-o", str(output), "--locks", str(locks), "--lang", str(language)]
    assert run(words, door) == code
    (sentence,) = door.warned
    assert all(sentence.count(name) for name in named)
    assert sentence.count("p1-l10 p1-l10") <= 1
    assert "(" not in sentence
    assert list(tmp_path.iterdir()) == [locks]


def test_locks_on_every_line_that_is_there_are_taken(tmp_path: Path) -> None:
    output, locks, door = tmp_path / "out.json", tmp_path / "locks.json", Recorder()
    assert run(["propose", str(SAMPLE), "-o", str(output)], door) == 0
    pages = json.loads(output.read_text("utf-8"))["pages"]
    lines = [line["id"] for page in pages for region in page["regions"] for line in region["lines"]]
    records = [{"kind": "cannot-link", "before": line, "after": line} for line in lines]
    locks.write_text(json.dumps(records), "utf-8")
    assert len(records) > 20
    assert run(["propose", str(SAMPLE), "-o", str(output), "--locks", str(locks)], door) == 0
    assert not door.warned


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("option", ["--locks", "--profile", "--encoding", "--mode"])
def test_a_document_is_shown_as_it_is(option: str, language: Language, tmp_path: Path) -> None:
    document, picture, door = tmp_path / "page.json", tmp_path / "page.svg", Recorder()
    assert run(["propose", str(SAMPLE), "-o", str(document)], door) == 0
    value = {"--encoding": "utf-8", "--mode": "flowed"}.get(option, "x.json")
    assert run(["show", str(document), "-o", str(picture), option, value, "--lang", str(language)], door) == 2
    (sentence,) = door.warned
    assert option in sentence
    assert not picture.exists()
    assert run(["show", str(document), "-o", str(picture)], door) == 0
