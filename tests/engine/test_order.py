"""The page's order of articles: the dump's, moved only as far as locks ask."""

from __future__ import annotations

import pytest

from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.lines import make_line
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.order import order_articles
from layout_tool.model.roles import Role


def _draft(k: int) -> Draft:
    return Draft(k, flow=(Part(Role.BODY, (make_line(k, 10 * k, "一", 0),), k),))


DRAFTS = [_draft(k) for k in range(4)]


@pytest.mark.parametrize(
    ("order", "chains"),
    [
        (set(), [0, 1, 2, 3]),
        ({(0, 3)}, [0, 1, 2, 3]),
        ({(1, 0)}, [1, 0, 2, 3]),
        ({(3, 0)}, [1, 2, 3, 0]),
        ({(3, 2), (2, 1), (1, 0)}, [3, 2, 1, 0]),
        ({(9, 0)}, [0, 1, 2, 3]),
        ({(0, 9)}, [0, 1, 2, 3]),
    ],
)
def test_articles_move_only_as_far_as_locks_ask(order: set[tuple[int, int]], chains: list[int]) -> None:
    assert [draft.chain for draft in order_articles(DRAFTS, LockTerms(order=frozenset(order)))] == chains


def test_no_articles_no_order() -> None:
    assert order_articles([], LockTerms(order=frozenset({(0, 1)}))) == []
