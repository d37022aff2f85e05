"""What a typeset page really is, in the form the scorer reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from tests.typeset.composition import Piece, SetLine, SetStory
from tests.typeset.dump import Dump
from tests.typeset.sheet import cells

Json = dict[str, object]


def _columns(story: SetStory) -> list[Json]:
    """Runs of columns of one measure and depth, in order."""
    shapes = [(shape.measure, depth) for shape, depth in zip(story.setting.columns, story.depths(), strict=False)]
    return [
        {"article": story.story.name, "count": len(list(group)), "measure_em": measure, "depth_lines": depth}
        for (measure, depth), group in groupby(shapes)
    ]


def _article(story: SetStory, ids: dict[SetLine, str]) -> Json:
    """Lines in reading order and paragraphs; a sign-off of its own closes the last paragraph."""
    body = [line for column in story.columns for line in column]
    paragraphs = [[ids[line] for line in group] for _, group in groupby(body, key=lambda line: line.paragraph)]
    return {
        "id": story.story.name,
        "headline": story.story.headline_text if any(line.role == "headline" for line in story.stack) else None,
        "lines": [ids[line] for line in story.reading_order()],
        "paragraphs": paragraphs,
    }


def truth(name: str, language: str, pieces: Sequence[Piece], dump: Dump) -> Json:
    """Lines with boxes in cells and rows, regions (one a role and article), articles, furniture, columns."""
    ids = {mark.line: f"l{n:04}" for n, mark in enumerate(dump.marks, 1)}
    stories = [piece for piece in pieces if isinstance(piece, SetStory)]
    kinds = {(mark.line.article, mark.line.role): None for mark in dump.marks}
    return {
        "slug": name,
        "language": language,
        "direction": "horizontal",
        "page": {
            "width": max(mark.cell + cells(mark.line.text) for mark in dump.marks),
            "height": dump.text.count("\n"),
            "unit": "line",
        },
        "lines": [
            {
                "id": ids[mark.line],
                "bbox": [mark.cell, mark.number - 1, mark.cell + cells(mark.line.text), mark.number],
                "text": mark.line.text,
                "region": f"{mark.line.article or 'outside'}-{mark.line.role}",
            }
            for mark in dump.marks
        ],
        "regions": [
            {"id": f"{article or 'outside'}-{role}", "type": role, "bbox": [0, 0, 0, 0], "article": article}
            for article, role in kinds
        ],
        "articles": [_article(story, ids) for story in stories],
        "furniture": [ids[mark.line] for mark in dump.marks if mark.line.article is None],
        "columns": [entry for story in stories if story.columns for entry in _columns(story)],
    }


def line_map(name: str, dump: Dump) -> Json:
    """Each line of the dump, by its number from 1, with [[start, end, line id], …]."""
    lines: dict[str, list[list[object]]] = {str(n): [] for n in range(1, dump.text.count("\n") + 1)}
    for n, mark in enumerate(dump.marks, 1):
        lines[str(mark.number)].append([mark.start, mark.end, f"l{n:04}"])
    return {"extractor": name, "lines": lines}


def to_json(value: Json) -> str:
    """Stable JSON, one row for each entry of a list or table, so that differences are readable."""
    rows = []
    for key, entry in value.items():
        if isinstance(entry, list) and entry:
            inner = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in entry)
            rows.append(f" {json.dumps(key)}: [\n{inner}\n ]")
        elif isinstance(entry, dict) and len(entry) > 9:
            inner = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in entry.items())
            rows.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            rows.append(f" {json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"
