"""The report of a run, as CSV for a spreadsheet and JSON Lines for a program.

It holds no times, so that the same run gives the same bytes. Rows are written as they come: a run that is
killed leaves those of the files it finished.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TextIO

from layout_tool.batch.run import Result
from layout_tool.errors import OutputError

FIELDS = ("path", "status", "output", "pages", "articles", "lines", "characters", "encoding", "error")

Sentence = Callable[[Exception], str]


class Report:
    """report.csv and report.jsonl in `folder`; `sentence` puts an error in the user's words.

    Raises OutputError where they cannot be written. Use as a context manager.
    """

    def __init__(self, folder: Path, sentence: Sentence) -> None:
        self._folder = folder
        self._sentence = sentence
        self._files = ExitStack()

    def __enter__(self) -> Report:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._table_file = self._open("report.csv", "utf-8-sig")
            self._lines_file = self._open("report.jsonl", "utf-8")
        except OSError as error:
            self._files.close()
            raise self._failed(error) from error
        self._table = csv.DictWriter(self._table_file, FIELDS, lineterminator="\n")
        self._table.writeheader()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._files.close()
        except OSError as failure:
            raise self._failed(failure) from failure

    def add(self, result: Result) -> None:
        """One file's row in both."""
        row = self.row(result)
        try:
            self._table.writerow(row)
            self._lines_file.write(json.dumps(row, ensure_ascii=False) + "\n")
            self._table_file.flush()
            self._lines_file.flush()
        except OSError as error:
            raise self._failed(error) from error

    def row(self, result: Result) -> dict[str, str | int | None]:
        """A result as the report has it."""
        counts = result.counts
        return {
            "path": result.job.path.as_posix(),
            "status": "done" if result.done else "failed",
            "output": result.job.output.relative_to(self._folder).as_posix() if result.done else None,
            "pages": counts.pages,
            "articles": counts.articles,
            "lines": counts.lines,
            "characters": counts.characters,
            "encoding": counts.encoding,
            "error": self._sentence(result.error) if result.error else None,
        }

    def _open(self, name: str, encoding: str) -> TextIO:
        stream = (self._folder / name).open("w", encoding=encoding, newline="\n", errors="backslashreplace")
        return self._files.enter_context(stream)

    def _failed(self, error: OSError) -> OutputError:
        return OutputError.of(error.filename or self._folder, error)
