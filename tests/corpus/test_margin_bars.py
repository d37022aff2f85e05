"""The bar on margins: of all wrong links, starts and heads, at least 70 % are among the 20 % smallest margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.model.decision import DecisionKind
from tests.corpus.figures import slugs
from tests.corpus.margins import Judged, area, counted, judged_pdf, share_among_weakest
from tests.corpus.pdf_figures import KINDS

LEAST = 0.7
WITH_FAULTS = (
    "zh-modern-7-01", "zh-modern-7-15", "mixed-hard-7-01", "mixed-hard-7-02", "mixed-hard-7-05",
    "zh-vertical-7-00", "zh-vertical-7-01", "zh-vertical-7-03", "en-broadsheet-7-01", "en-broadsheet-7-04",
)  # fmt: skip
"""PDFs on which something is proposed wrongly."""


def test_share_and_area() -> None:
    """Ten decisions, two wrong, one of these at the smallest margin, the other at the seventh."""
    rows = [Judged(DecisionKind.LINK, float(n), n in (0, 6)) for n in range(10)]
    assert share_among_weakest(rows) == 0.5
    assert area(rows) == pytest.approx((8 + 3) / 16)


def test_wrong_decisions_have_small_margins_on_the_pages_with_most(shared: Path) -> None:
    rows = counted([row for slug in WITH_FAULTS for row in judged_pdf(shared, slug)])
    assert any(row.wrong for row in rows)
    assert share_among_weakest(rows) >= LEAST


@pytest.mark.slow
def test_wrong_decisions_have_small_margins_on_pdfs(shared: Path) -> None:
    of_kind = {
        kind: counted([row for slug in slugs(shared, f"{kind}-*") for row in judged_pdf(shared, slug)])
        for kind in KINDS
    }
    assert share_among_weakest([row for rows in of_kind.values() for row in rows]) >= LEAST
    for kind, rows in of_kind.items():
        assert share_among_weakest(rows) >= LEAST, kind
