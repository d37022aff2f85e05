"""What other tools make of a page: their reading order, with a new article at each headline (larger type than most)."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTTextBox

Json = dict[str, Any]
Box = tuple[float, float, float, float]
_LARGER = 1.3  # a headline's type, of the size of most text
_ROW_GAP, _COLUMN_GAP = 0.9, 0.5  # white that parts, of the size of most text


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as a tool gives it; `block` is the piece of text that it stands in, by number."""

    text: str
    bbox: Box
    size: float
    block: int


def article_at_each_headline(lines: Sequence[Printed]) -> Json:
    """The document of lines in a tool's order: each headline, of a line or more, opens an article."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    starts = [0] if lines else []
    heads = [line.size >= _LARGER * body for line in lines]
    starts += [at for at in range(1, len(lines)) if heads[at] and not heads[at - 1]]
    regions: list[Json] = []
    articles: list[Json] = []
    for start, end in pairwise([*starts, len(lines)]):
        story = range(start, end)
        own = []
        for role in ("headline", "body"):
            members = [at for at in story if heads[at] == (role == "headline")]
            if members:
                own.append(f"r{len(regions)}")
                regions.append({"id": own[-1], "role": role, "lines": [_line(at, lines[at]) for at in members]})
        text = [at for at in story if not heads[at]]
        opening = [at for last, at in pairwise([-1, *text]) if last < 0 or lines[last].block != lines[at].block]
        articles.append(
            {
                "id": f"a{len(articles)}",
                "regions": own,
                "headline": "".join(lines[at].text for at in story if heads[at]) or None,
                "paragraphs": [{"lines": [f"l{at}"]} for at in opening],
            }
        )
    return {"pages": [{"number": 1, "regions": regions}], "articles": articles}


def _line(at: int, line: Printed) -> Json:
    return {"id": f"l{at}", "text": line.text, "bbox": list(line.bbox)}


def pdfminer_lines(path: Path) -> list[Printed]:
    """pdfminer's layout analysis as it comes."""
    (page,) = extract_pages(path, laparams=LAParams(detect_vertical=True))
    lines = []
    for block, box in enumerate(part for part in page if isinstance(part, LTTextBox)):
        for line in box:
            if text := line.get_text().strip():
                size = max(char.size for char in line if isinstance(char, LTChar))
                lines.append(
                    Printed(text, (line.x0, page.height - line.y1, line.x1, page.height - line.y0), size, block)
                )
    return lines


def pdftotext_lines(path: Path) -> list[Printed]:
    """poppler's default order; a line's size is its height."""
    command = ["pdftotext", "-bbox-layout", str(path), "-"]
    tree = etree.fromstring(
        subprocess.run(command, capture_output=True, check=True).stdout, etree.XMLParser(recover=True)
    )
    lines = []
    for block, element in enumerate(tree.iter("{*}block")):
        for line in element.iter("{*}line"):
            x0, y0, x1, y1 = (float(line.get(name, "0")) for name in ("xMin", "yMin", "xMax", "yMax"))
            text = " ".join(word.text or "" for word in line.iter("{*}word"))
            lines.append(Printed(text, (x0, y0, x1, y1), min(y1 - y0, x1 - x0) if len(text) > 1 else y1 - y0, block))
    return lines


def xy_cut_lines(path: Path) -> list[Printed]:
    """A plain XY-cut: lines parted by white rows, then by white columns, and so on; pieces in turn."""
    lines = pdfminer_lines(path)
    sizes = Counter(round(line.size) for line in lines for _ in line.text)
    unit = float(sizes.most_common(1)[0][0])
    tall = sum(len(line.text) for line in lines if line.bbox[3] - line.bbox[1] > 1.5 * (line.bbox[2] - line.bbox[0]))
    down = tall > sum(len(line.text) for line in lines) / 2
    cut = []
    for block, piece in enumerate(_pieces(lines, unit, down)):
        ordered = sorted(
            piece, key=lambda line: (-line.bbox[2], line.bbox[1]) if down else (line.bbox[1], line.bbox[0])
        )
        cut += [Printed(line.text, line.bbox, line.size, block) for line in ordered]
    return cut


def _pieces(lines: Sequence[Printed], unit: float, down: bool) -> Iterator[Sequence[Printed]]:
    rows = _parted(lines, 1, (_COLUMN_GAP if down else _ROW_GAP) * unit)
    columns = _parted(lines, 0, (_ROW_GAP if down else _COLUMN_GAP) * unit) if len(rows) == 1 else []
    if len(rows) == 1 and len(columns) == 1:
        yield lines
        return
    for part in (columns[::-1] if down else columns) or rows:
        yield from _pieces(part, unit, down)


def _parted(lines: Sequence[Printed], axis: int, gap: float) -> list[list[Printed]]:
    """Lines parted wherever white of `gap` runs through all of them."""
    parts: list[list[Printed]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.bbox[axis]):
        if not parts or line.bbox[axis] - reach >= gap:
            parts.append([])
        parts[-1].append(line)
        reach = max(reach, line.bbox[axis + 2])
    return parts


def _peer(lines: Callable[[Path], list[Printed]]) -> Callable[[Path], Json]:
    return lambda path: article_at_each_headline(lines(path))


PEERS: dict[str, Callable[[Path], Json]] = {
    "pdfminer": _peer(pdfminer_lines),
    **({"pdftotext": _peer(pdftotext_lines)} if shutil.which("pdftotext") else {}),
    "XY-cut": _peer(xy_cut_lines),
}
"""By name; pdftotext where it is installed."""
