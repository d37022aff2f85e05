"""The progress of a run as lines of JSON on standard error, for a program that watches it.

`event` is `begin`, `file`, `stopping` or `end`; `time` is in UTC.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from layout_tool.cli.session import Session

if TYPE_CHECKING:
    from layout_tool.batch.journal_rows import FileRow
    from layout_tool.batch.run import Summary


class JsonLog:
    """A progress that also tells the end of its run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, total: int, kept: int, failed: int) -> None:
        self._tell("begin", total=total, kept=kept, failed=failed)

    def step(self, row: FileRow) -> None:
        self._tell(
            "file",
            path=row.path.as_posix(),
            status=str(row.state),
            pages=row.pages,
            articles=row.articles,
            doubts=sum(page.doubts for page in row.rows),
            notes=[self._session.messages.words(note) for note in row.notes],
            error=self._session.sentence(row.error) if row.error else None,
            error_kind=type(row.error).__name__ if row.error else None,
            attempt=row.attempt,
            seconds=_rounded(row.seconds, 3),
            memory=_rounded(row.memory, 1),
        )

    def stopping(self) -> None:
        self._tell("stopping")

    def end(self) -> None:
        """The last line comes with `ended`, when the reports are written."""

    def ended(self, summary: Summary) -> None:
        """The run is over and its reports are written."""
        error = summary.stopped
        self._tell(
            "end",
            done=summary.done,
            failed=summary.failed,
            kept=summary.kept,
            left=summary.left,
            error=self._session.sentence(error) if error else None,
        )

    def _tell(self, event: str, **values: object) -> None:
        record = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **values}
        self._session.door.warn(json.dumps(record))


def _rounded(value: float | None, digits: int) -> float | None:
    """As the report has it."""
    return None if value is None else round(value, digits)
