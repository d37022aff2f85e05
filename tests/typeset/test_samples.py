"""The shipped samples are the typesetter's own, byte for byte, and their truth holds together."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.typeset.pages import ROOT, SHIPPED, TypesetPage

Facts = dict[str, Any]
makers = pytest.mark.parametrize("make", SHIPPED, ids=lambda make: make.__name__)


def facts_of(page: TypesetPage) -> tuple[Facts, dict[str, list[tuple[int, int, str]]]]:
    folder = ROOT / "tests" / "samples"
    facts = json.loads((folder / f"{page.name}.truth.json").read_text("utf-8"))
    return facts, json.loads((folder / f"{page.name}.map.json").read_text("utf-8"))["lines"]


@makers
def test_the_shipped_files_are_what_the_typesetter_makes(make: Callable[[], TypesetPage]) -> None:
    for path, content in make().files().items():
        assert path.read_bytes() == content, f"{path.name} is stale: python -m tests.typeset.pages writes it anew"


def test_every_shipped_sample_has_a_maker() -> None:
    names = {f"{make().name}.txt" for make in SHIPPED}
    assert names == {path.name for path in (ROOT / "resources" / "samples").glob("*.txt")}


@makers
def test_every_line_is_in_one_article_or_furniture(make: Callable[[], TypesetPage]) -> None:
    page = make()
    facts, mapping = facts_of(page)
    ids = [line["id"] for line in facts["lines"]]
    placed = [line for article in facts["articles"] for line in article["lines"]] + facts["furniture"]
    assert sorted(placed) == sorted(ids)
    assert sorted(entry[2] for entries in mapping.values() for entry in entries) == sorted(ids)
    kinds = {region["id"]: region["type"] for region in facts["regions"]}
    kind = {line["id"]: kinds[line["region"]] for line in facts["lines"]}
    for article in facts["articles"]:
        in_paragraphs = [line for paragraph in article["paragraphs"] for line in paragraph]
        assert in_paragraphs == [line for line in article["lines"] if kind[line] in ("body", "signoff")]


def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perfect_document(facts: Facts, mapping: dict[str, list[tuple[int, int, str]]], dump: str) -> Facts:
    """The truth itself as a proposal, one region a run of lines of one role."""
    starts, offset = [], 0
    for row in dump.split("\n"):
        starts.append(offset)
        offset += len(row) + 1
    spans = {
        line: [starts[int(number) - 1] + start, starts[int(number) - 1] + end]
        for number, entries in mapping.items()
        for start, end, line in entries
    }
    kinds = {region["id"]: region["type"] for region in facts["regions"]}
    lines = {line["id"]: line for line in facts["lines"]}
    regions: list[Facts] = []

    def regions_of(ids: list[str]) -> list[str]:
        made = []
        for role, group in groupby(ids, key=lambda line: kinds[lines[line]["region"]]):
            rows = [{"id": line, "text": lines[line]["text"], "span": spans[line]} for line in group]
            regions.append({"id": f"r{len(regions)}", "role": role, "lines": rows})
            made.append(regions[-1]["id"])
        return made

    articles = [
        {
            "id": article["id"],
            "headline": article["headline"],
            "regions": regions_of(article["lines"]),
            "paragraphs": [{"lines": paragraph} for paragraph in article["paragraphs"]],
        }
        for article in facts["articles"]
    ]
    regions_of(facts["furniture"])
    return {"articles": articles, "pages": [{"number": 1, "regions": regions}]}


@makers
def test_the_truth_scores_itself_as_perfect(make: Callable[[], TypesetPage], shared: Path) -> None:
    page = make()
    facts, mapping = facts_of(page)
    score = scorer(shared)
    proposal = score.Proposal(perfect_document(facts, mapping, page.dump.text))
    row = score.score(facts, proposal, score.locate_by_offset(facts, proposal, page.dump.text, mapping))
    best = {"pair_f1", "found", "exact", "succ", "para_f1", "headline", "role"}
    assert {key: value for key, value in row.items() if key in best} == dict.fromkeys(best, 1.0)
    assert row["lost"] == row["ghost"] == row["edits"] == 0
    assert not row["furn"]
