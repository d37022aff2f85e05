"""The bar on margins: of all wrong links, starts and heads, at least 70 % are among the 20 % smallest margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.model.decision import DecisionKind
from tests.corpus.figures import slugs
from tests.corpus.margins import Judged, area, counted, judged_pdf, share_among_weakest
from tests.corpus.pdf_figures import KINDS

LEAST = 0.7


def test_share_and_area() -> None:
    """Ten decisions, two wrong, one of these at the smallest margin, the other at the seventh."""
    rows = [Judged(DecisionKind.LINK, float(n), n in (0, 6)) for n in range(10)]
    assert share_among_weakest(rows) == 0.5
    assert area(rows) == pytest.approx((8 + 3) / 16)


@pytest.mark.slow
def test_wrong_decisions_have_small_margins_on_pdfs(shared: Path) -> None:
    rows = [row for kind in KINDS for slug in slugs(shared, f"{kind}-*") for row in judged_pdf(shared, slug)]
    assert share_among_weakest(counted(rows)) >= LEAST
