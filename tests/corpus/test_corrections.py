"""Solving again spares a simulated archivist operations, on pages of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.archivist import Policy
from tests.corpus.corrections import PDF, correct, ratio

FAULTY = {
    "zh-modern": ("zh-modern-7-06", "zh-modern-7-15"),
    "zh-vertical": ("zh-vertical-7-01", "zh-vertical-7-03", "zh-vertical-7-04"),
    "en-broadsheet": ("en-broadsheet-7-04", "en-broadsheet-7-05"),
}
"""Pages with several faults, to keep the time short; `python -m tests.corpus.corrections` gives the whole figure."""


@pytest.mark.parametrize("kind", FAULTY)
def test_solving_again_spares_operations(shared: Path, kind: str) -> None:
    rows = [correct(slug, PDF, Policy(), shared) for slug in FAULTY[kind]]
    assert sum(row.left_solved for row in rows) <= sum(row.left_alone for row in rows)
    assert ratio(rows) <= 0.6, rows
