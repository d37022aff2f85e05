"""The report of a run, read again: a row for every file, its pages taken together."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from layout_tool.batch.journal_rows import State
from layout_tool.batch.report import LEFT
from layout_tool.errors import BrokenJournal, UnreadableInput


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A file as the report has it: `path` as the run was given it, `output` below the report's folder."""

    path: str
    output: str | None
    state: State
    doubts: int
    confidence: float | None
    error: str | None


def report_rows(path: Path) -> Iterator[ReportRow]:
    """The files of report.jsonl, in its order. Raises BrokenJournal, UnreadableInput."""
    try:
        with path.open(encoding="utf-8") as lines:
            for _, pages in groupby(map(json.loads, lines), key=lambda page: page["path"]):
                yield _row(list(pages))
    except OSError as error:
        raise UnreadableInput.of(path, error) from error
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise BrokenJournal(path=str(path), reason="reason_journal_damaged") from error


def _row(pages: list[Mapping[str, Any]]) -> ReportRow:
    """The rows of one file taken together. Raises what a row of another form brings about."""
    first = pages[0]
    sure = [(float(page["confidence"]), int(page["articles"])) for page in pages if page["confidence"] is not None]
    articles = sum(count for _, count in sure)
    status = str(first["status"])
    return ReportRow(
        path=str(first["path"]),
        output=None if first["output"] is None else str(first["output"]),
        state=State.PLANNED if status == LEFT else State(status),
        doubts=sum(int(page["doubts"] or 0) for page in pages),
        confidence=sum(value * count for value, count in sure) / articles if articles else None,
        error=None if first["error"] is None else str(first["error"]),
    )
