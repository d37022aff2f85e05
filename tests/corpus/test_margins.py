"""Small margins stand where the engine is wrong: the bar on the corpus, and how right and wrong are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.roles import Role
from tests.corpus.archivist import Label
from tests.corpus.corrections import PDF
from tests.corpus.figures import slugs
from tests.corpus.margins import Judge, Judged, auc, caught, judged, pooled
from tests.corpus.pdf_figures import KINDS

LEAST_CAUGHT = 0.7
"""Of all wrong links, starts and heads, the share among the fifth of the smallest margins."""
WITH_FAULTS = (
    "zh-modern-7-01", "zh-modern-7-15", "mixed-hard-7-01", "mixed-hard-7-02", "mixed-hard-7-05",
    "zh-vertical-7-00", "zh-vertical-7-01", "zh-vertical-7-03", "en-broadsheet-7-01", "en-broadsheet-7-04",
)  # fmt: skip
"""PDFs on which the engine is wrong somewhere."""


def test_the_smallest_margins_find_what_is_wrong(shared: Path) -> None:
    rows = pooled(row for slug in WITH_FAULTS for row in judged(slug, PDF, shared))
    assert any(not row.right for row in rows)
    assert caught(rows) >= LEAST_CAUGHT


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_smallest_margins_find_what_is_wrong_in_every_style(shared: Path, kind: str) -> None:
    rows = pooled(row for slug in slugs(shared, f"{kind}-*") for row in judged(slug, PDF, shared))
    assert caught(rows) >= LEAST_CAUGHT


def _decision(kind: DecisionKind, *subjects: str) -> Decision:
    return Decision("d", kind, subjects, 0.0, 1.0, ())


LABELS = {
    "head": Label("a", 0, Role.HEADLINE),
    "a1": Label("a", 1, Role.BODY),
    "sub": Label("a", 2, Role.SUBHEAD),
    "a3": Label("a", 3, Role.BODY),
    "a4": Label("a", 4, Role.BODY),
    "b0": Label("b", 0, Role.BODY),
    "folio": Label(None, 0, Role.FOLIO),
}


@pytest.mark.parametrize(
    ("decision", "right"),
    [
        (_decision(DecisionKind.LINK, "a1", "a3"), True),
        (_decision(DecisionKind.LINK, "a1", "a4"), False),
        (_decision(DecisionKind.LINK, "a3", "a1"), False),
        (_decision(DecisionKind.LINK, "a4", "b0"), False),
        (_decision(DecisionKind.LINK, "folio", "folio"), False),
        (_decision(DecisionKind.LINK, "a1", "unknown"), None),
        (_decision(DecisionKind.START, "a1"), True),
        (_decision(DecisionKind.START, "a3"), False),
        (_decision(DecisionKind.START, "head"), False),
        (_decision(DecisionKind.START, "folio"), False),
        (_decision(DecisionKind.HEAD, "head", "a1"), True),
        (_decision(DecisionKind.HEAD, "head", "b0"), False),
        (_decision(DecisionKind.HEAD, "a1", "a3"), False),
        (_decision(DecisionKind.ATTACH, "head", "b0"), False),
        (_decision(DecisionKind.ATTACH, "folio"), True),
        (_decision(DecisionKind.ROLE, "folio"), True),
        (_decision(DecisionKind.ROLE, "a3"), False),
    ],
)
def test_what_is_right(decision: Decision, right: bool | None) -> None:
    assert Judge(LABELS).right(decision) is right


def _rows(*margins: tuple[float, bool]) -> list[Judged]:
    return [Judged(DecisionKind.LINK, margin, right) for margin, right in margins]


def test_what_is_caught() -> None:
    rows = _rows((0.1, False), (0.2, True), *((1.0 + at, True) for at in range(7)), (9.0, False))
    assert caught(rows) == 0.5
    assert auc(rows) == pytest.approx(0.5)
    assert caught(_rows((1.0, True), (2.0, True))) == 1.0
    assert caught(_rows(*((1.0, at > 0) for at in range(5)))) == pytest.approx(0.2)
