"""The report of a run, as CSV for a spreadsheet and JSON Lines for a program: a row for every page, in the order of the
plan, whatever the order in which pages were done.

A file that has no page yet, or never will have, has one row without a page number. What is known of a file as a whole
(`lines` to `encoding`, `attempt`, `seconds`, `memory`) stands on the first of its rows, so that columns can be summed.
All but the last two columns are the same for every run over the same files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from layout_tool.atomic import atomic_file
from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.plan import LINES, TABLE
from layout_tool.batch.task import PageRow
from layout_tool.errors import Phrase
from layout_tool.messages import Messages

FIELDS = (
    *("path", "page", "status", "output", "articles", "doubts", "confidence", "coverage", "warnings", "error"),
    *("pages", "lines", "characters", "encoding", "attempt", "seconds", "memory"),
)
LEFT = "left"
"""The status of a file that no run has brought to its end yet."""

Value = str | int | float | list[str] | None
_FORMULAS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, in the letters of either width."""


def write_reports(folder: Path, rows: Iterable[FileRow], messages: Messages) -> None:
    """report.csv and report.jsonl in `folder`, each whole or not at all. Raises OutputError."""
    with ExitStack() as files:
        table_file = files.enter_context(_text(files.enter_context(atomic_file(folder / TABLE)), "utf-8-sig"))
        lines_file = files.enter_context(_text(files.enter_context(atomic_file(folder / LINES)), "utf-8"))
        table = csv.DictWriter(table_file, FIELDS, lineterminator="\r\n")  # so that either sign is quoted in a cell
        table.writeheader()
        for row in rows:
            for record in records(row, messages):
                table.writerow({name: _cell(value) for name, value in record.items()})
                lines_file.write(json.dumps(record, ensure_ascii=False) + "\n")


def status(row: FileRow) -> str:
    """What the report calls the state of a file."""
    return LEFT if row.state in (State.PLANNED, State.RUNNING) else str(row.state)


def records(row: FileRow, messages: Messages) -> Iterator[dict[str, Value]]:
    """The rows of a file in the report, by the names in FIELDS."""
    said = {note for page in row.rows for note in page.warnings}
    notes = [note for note in row.notes if note not in said]
    pages: tuple[PageRow | None, ...] = row.rows or (None,)
    for turn, page in enumerate(pages):
        first = turn == 0
        warnings = [*(page.warnings if page else ()), *(notes if first else ())]
        yield {
            "path": row.path.as_posix(),
            "page": page.page if page else None,
            "status": status(row),
            "output": row.output.as_posix() if row.output and row.state is State.DONE else None,
            "articles": page.articles if page else None,
            "doubts": page.doubts if page else None,
            "confidence": _rounded(page.confidence if page else None, 4),
            "coverage": _rounded(page.coverage if page else None, 4),
            "warnings": _words(warnings, messages),
            "error": messages.error(row.error) if row.error else None,
        } | _of_file(row, first)


def _of_file(row: FileRow, shown: bool) -> dict[str, Value]:
    values: dict[str, Value] = {
        "pages": row.pages,
        "lines": row.lines,
        "characters": row.characters,
        "encoding": row.encoding,
        "attempt": row.attempt,
        "seconds": _rounded(row.seconds, 3),
        "memory": _rounded(row.memory, 1),
    }
    return values if shown else dict.fromkeys(values)


def _words(warnings: Iterable[Phrase], messages: Messages) -> list[str]:
    return [str(messages.words(warning)) for warning in dict.fromkeys(warnings)]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _cell(value: Value) -> str | int | float | None:
    """A value as a cell that no spreadsheet runs as a formula.

    >>> _cell("=1+1"), _cell("plain"), _cell(["-a", "b"])
    ("'=1+1", 'plain', "'-a; b")
    """
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULAS) else text


@contextmanager
def _text(stream: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """Text into a binary stream, which stays open; odd bytes of names are shown as escapes."""
    text = io.TextIOWrapper(stream, encoding, newline="", errors="backslashreplace")
    try:
        yield text
    finally:
        text.detach()
