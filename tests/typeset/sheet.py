"""The layout-preserving dump: a grid of character cells, columns side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tests.typeset.composition import SetLine, SetStory
from tests.typeset.dump import Dump, Mark


def cells(text: str) -> int:
    """How many cells a text takes: two for an ideograph or a Chinese mark, one for any other character.

    >>> cells("前10个月")
    8
    """
    return sum(1 if ord(char) < 0x250 else 2 for char in text)


class Sheet:
    """A page being laid out; rows and cells count from 0 at the top left."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[int, SetLine]]] = defaultdict(list)

    def put(self, lines: Sequence[SetLine], row: int, cell: int, centred_over: int = 0) -> int:
        """Lines one below the other from `row`, each centred over so many cells; returns the row after them."""
        for n, line in enumerate(lines):
            shift = max(0, (centred_over - cells(line.text)) // 2) + int(2 * line.indent)
            self._rows[row + n].append((cell + shift, line))
        return row + len(lines)

    def put_columns(self, story: SetStory, row: int, cell: int, gutter: int = 4) -> int:
        """A story's columns side by side with level tops; returns the row after the deepest."""
        for column, shape in zip(story.columns, story.setting.columns, strict=False):
            self.put(column, row, cell)
            cell += int(2 * shape.measure) + gutter
        return row + max(story.depths())

    def dump(self) -> Dump:
        """The page as text. Raises ValueError where two lines would overlap."""
        rows: list[str] = []
        marks: list[Mark] = []
        for row in range(max(self._rows) + 1):
            text = ""
            for cell, line in sorted(self._rows.get(row, []), key=lambda placed: placed[0]):
                gap = cell - cells(text)
                if gap < 0 or (text and gap == 0):
                    raise ValueError(f"row {row}: no room for {line.text!r} at cell {cell}")
                text += " " * gap
                marks.append(Mark(row + 1, len(text), len(text) + len(line.text), cell, line))
                text += line.text
            rows.append(text)
        return Dump("\n".join(rows) + "\n", tuple(marks))
