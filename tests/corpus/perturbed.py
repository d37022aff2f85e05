"""A dump with its truth, and changes to both: blank lines removed, stories in another order, heads deleted."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Span = tuple[int, int, str]
HEADING_KINDS = frozenset({"kicker", "headline", "deck", "byline"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the dump; `spans` are [start, end) in it with the id of the printed line that stands there."""

    text: str
    spans: tuple[Span, ...]

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class TruthDump:
    """The rows of a dump and what is true of the page, as the corpus gives it."""

    rows: tuple[Row, ...]
    truth: Json

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @property
    def mapping(self) -> dict[str, list[Span]]:
        """Spans by the number of the row, from 1."""
        return {str(number): list(row.spans) for number, row in enumerate(self.rows, 1) if row.spans}

    def owner(self, row: Row) -> str | None:
        """The article of the row's first printed line; None for furniture and blank rows."""
        homes = {line: article["id"] for article in self.truth["articles"] for line in article["lines"]}
        return homes.get(row.spans[0][2]) if row.spans else None

    def kinds(self) -> dict[str, str]:
        """What each printed line is, by its id."""
        of_region = {region["id"]: region["type"] for region in self.truth["regions"]}
        return {line["id"]: line.get("role") or of_region[line["region"]] for line in self.truth["lines"]}


def read_dump(folder: Path, slug: str, dump: str) -> TruthDump:
    """SLUG.DUMP.txt with SLUG.DUMP.map.json and SLUG.truth.json. Raises OSError, ValueError."""
    text = (folder / f"{slug}.{dump}.txt").read_bytes().decode("utf-8")
    table = json.loads((folder / f"{slug}.{dump}.map.json").read_text("utf-8"))
    spans = table.get("lines", table)
    rows = tuple(
        Row(line, tuple((int(start), int(end), str(name)) for start, end, name in spans.get(str(number), ())))
        for number, line in enumerate(text.split("\n"), 1)
    )
    return TruthDump(rows, json.loads((folder / f"{slug}.truth.json").read_text("utf-8")))


def without_blank_lines(page: TruthDump) -> TruthDump:
    """Every blank line removed."""
    return TruthDump(tuple(row for row in page.rows if not row.blank), page.truth)


def stories(page: TruthDump) -> list[list[Row]]:
    """The rows of each story of a dump that has them one after the other, blank rows after their story."""
    owners: list[str | None] = []
    for row in page.rows:
        owners.append(page.owner(row) if row.spans else (owners[-1] if owners else None))
    return [
        [row for _, row in group] for _, group in groupby(zip(owners, page.rows, strict=True), lambda pair: pair[0])
    ]


def with_stories_in_order(order: Sequence[int]) -> Callable[[TruthDump], TruthDump]:
    """The stories of the dump in another order, a blank line between them."""

    def permute(page: TruthDump) -> TruthDump:
        found = stories(page)
        rows: list[Row] = []
        for place in order:
            if rows and not rows[-1].blank:
                rows.append(Row("", ()))
            rows += found[place]
        return TruthDump(tuple(rows), page.truth)

    return permute


def without_heads(page: TruthDump) -> TruthDump:
    """Headlines, kickers, decks and bylines deleted, each with the blank rows after it; the truth has none either."""
    kinds = page.kinds()
    rows: list[Row] = []
    deleted = False
    for row in page.rows:
        if row.spans:
            deleted = all(kinds[line] in HEADING_KINDS for _, _, line in row.spans)
        if not deleted:
            rows.append(row)
    truth = copy.deepcopy(page.truth)
    truth["lines"] = [line for line in truth["lines"] if kinds[line["id"]] not in HEADING_KINDS]
    for article in truth["articles"]:
        article["lines"] = [line for line in article["lines"] if kinds[line] not in HEADING_KINDS]
        article["headline"] = None
    return TruthDump(tuple(rows), truth)
