"""The sample PDFs: what stands in them is their truth, the script makes them, and the engine gets them right."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layout_tool.batch.propose import propose
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.contract import to_json
from layout_tool.model.glyphs import GlyphPage
from tests.corpus.figures import scorer
from tests.typeset.pages import ROOT
from tests.typeset.printed.faces import available
from tests.typeset.printed.pages import PRINTED, files

Facts = dict[str, Any]
SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.pdf"))
samples = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
MOST_BYTES = 300_000


def truth_of(path: Path) -> Facts:
    facts: Facts = json.loads((ROOT / "tests" / "samples" / f"{path.stem}.truth.json").read_text("utf-8"))
    return facts


def page_of(path: Path) -> GlyphPage:
    (page,) = open_pdf(path, isolated=False).pages
    return page


def squashed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@samples
def test_a_sample_is_small_and_has_its_fonts_and_characters(path: Path) -> None:
    assert path.stat().st_size <= MOST_BYTES
    page = page_of(path)
    assert page.notes == ()
    assert page.images
    assert {font.name for font in page.glyphs.fonts} <= {
        f"Noto{kind}CJK{script}-{weight}" for kind in ("Serif", "Sans") for script in ("SC", "KR", "TC")
        for weight in ("Regular", "Bold")
    }  # fmt: skip


@samples
def test_every_line_of_the_truth_stands_in_the_pdf_at_its_place(path: Path) -> None:
    page, facts = page_of(path), truth_of(path)
    glyphs = page.glyphs
    middle = (glyphs.box[:, :2] + glyphs.box[:, 2:]) / 2
    seen = np.zeros(glyphs.count, dtype=bool)
    for line in facts["lines"]:
        x0, y0, x1, y1 = line["bbox"]
        size = min(x1 - x0, y1 - y0) if len(line["text"]) > 1 else y1 - y0
        inside = (middle[:, 0] > x0 - 1) & (middle[:, 0] < x1 + 1) & (middle[:, 1] > y0 - 1) & (middle[:, 1] < y1 + 1)
        inside &= np.abs(glyphs.size - size) < 0.05 * size
        assert squashed("".join(glyphs.text[inside].tolist())) == squashed(line["text"])
        seen |= inside
    assert squashed("".join(glyphs.text[~seen].tolist())) == ""


@samples
def test_every_line_is_in_one_article_or_furniture(path: Path) -> None:
    facts = truth_of(path)
    ids = [line["id"] for line in facts["lines"]]
    placed = [line for article in facts["articles"] for line in article["lines"]] + facts["furniture"]
    assert sorted(placed) == sorted(ids)
    kinds = {region["id"]: region["type"] for region in facts["regions"]}
    kind = {line["id"]: kinds[line["region"]] for line in facts["lines"]}
    for article in facts["articles"]:
        in_paragraphs = [line for paragraph in article["paragraphs"] for line in paragraph]
        assert in_paragraphs == [line for line in article["lines"] if kind[line] == "body"]


def test_every_printed_sample_has_a_maker() -> None:
    source = (ROOT / "tests" / "typeset" / "printed" / "pages.py").read_text("utf-8")
    assert len(PRINTED) == len(SAMPLES)
    for path in SAMPLES:
        assert f'Paper("{path.stem}"' in source


@pytest.mark.skipif(not available(), reason="the fonts (Debian's fonts-noto-cjk) are not on this machine")
@pytest.mark.parametrize("make", PRINTED, ids=lambda make: make.__name__)
def test_the_script_makes_the_shipped_pages(make: Any, tmp_path: Path) -> None:
    """The truth to the byte; the PDF to each glyph's place, as other versions of zlib pack the same page otherwise."""
    for path, content in files(make()).items():
        if path.suffix == ".json":
            assert path.read_bytes() == content, f"{path.name} is stale: python -m tests.typeset.printed.pages"
            continue
        anew = tmp_path / path.name
        anew.write_bytes(content)
        made, kept = page_of(anew), page_of(path)
        assert (made.rulings, made.images) == (kept.rulings, kept.images)
        assert made.glyphs.text.tolist() == kept.glyphs.text.tolist()
        np.testing.assert_allclose(made.glyphs.box, kept.glyphs.box, atol=0.05)


@samples
def test_the_engine_finds_the_articles(path: Path, shared: Path) -> None:
    score = scorer(shared)
    facts = truth_of(path)
    proposal = score.Proposal(json.loads(to_json(propose(path))))
    row = score.score(facts, proposal, score.locate_by_box(facts, proposal))
    assert row["pair_f1"] >= 0.97
    assert row["succ"] >= 0.98
    assert row["para_f1"] >= 0.92
    assert row["role"] >= 0.97
    assert row["headline"] >= 0.75
    assert row["lost"] == row["ghost"] == 0
