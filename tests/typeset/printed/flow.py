"""Text that runs through columns: broken into lines of one measure, then dealt out so that the columns end level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from tests.typeset.line_breaking import NEVER_FIRST, Measure, break_chinese, hyphen_points
from tests.typeset.printed.faces import Face


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row of a column: `indent` in points, `full` where it is stretched to the measure."""

    text: str
    role: str
    paragraph: int
    indent: float = 0.0
    full: bool = False


def rows_of(
    paragraphs: Sequence[str],
    subheads: dict[int, str],
    break_text: Callable[[str, Measure], list[str]],
    measure: float,
    indent: float,
    beside: Callable[[int], float] = lambda _: 0.0,
) -> list[SetRow]:
    """The rows of a story; `subheads` stand before the paragraph of that number (from 0); all lengths in points.

    `beside` says how far the n-th row of the story stands in from the left beside a drop cap.
    """
    rows: list[SetRow] = []
    for number, text in enumerate(paragraphs):
        if number in subheads:
            rows.append(SetRow(subheads[number], "subhead", -1))
        first = len(rows)

        def inset(row: int, first: int = first) -> float:
            return beside(first + row) or (indent if row == 0 and not beside(0) * (first == 0) else 0.0)

        lines = break_text(text, lambda row, inset=inset: measure - inset(row))  # type: ignore[misc]
        for row, line in enumerate(lines):
            rows.append(SetRow(line, "body", number, inset(row), row < len(lines) - 1))
    return rows


def chinese(size: float) -> Callable[[str, Measure], list[str]]:
    """Breaks Chinese text; widths in points for type of that size."""
    return lambda text, measure: break_chinese(text, lambda row: measure(row) / size + 1e-6)


def english(face: Face, size: float) -> Callable[[str, Measure], list[str]]:
    """Breaks English text by the widths of its font, words cut with a hyphen where half of one still goes on a line."""

    def broken(text: str, measure: Measure) -> list[str]:
        lines = [""]
        for word in text.split():
            room = measure(len(lines) - 1)
            joined = f"{lines[-1]} {word}".strip()
            if face.width(joined, size) <= room:
                lines[-1] = joined
                continue
            cuts = [cut for cut in hyphen_points(word) if word.isalpha()
                    and face.width(f"{lines[-1]} {word[:cut]}-".strip(), size) <= room]  # fmt: skip
            if cuts:
                lines[-1] = f"{lines[-1]} {word[: cuts[-1]]}-".strip()
            lines.append(word[cuts[-1] :] if cuts else word)
        return lines

    return broken


def dealt(rows: Sequence[SetRow], tops: Sequence[float], leading: float) -> list[list[SetRow]]:
    """The rows in columns that begin at `tops` and end as level as they can; no subhead ends a column."""
    for steps in count():
        bottom = min(tops) + steps * leading
        columns, rest = _filled(list(rows), [int((bottom - top) / leading + 1e-6) for top in tops])
        if not rest:
            return columns
    raise AssertionError


def _filled(rows: list[SetRow], depths: Sequence[int]) -> tuple[list[list[SetRow]], list[SetRow]]:
    columns = []
    for depth in depths:
        taken = max(depth, 0)
        while 0 < taken < len(rows) and rows[taken - 1].role == "subhead":
            taken -= 1
        columns.append(rows[:taken])
        rows = rows[taken:]
    return columns, rows


def squeezed(text: str) -> bool:
    """Whether the row ends with a mark that may stand in the margin a little."""
    return text[-1] in NEVER_FIRST
