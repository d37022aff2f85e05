"""Pages as a user names them."""

from __future__ import annotations

import pytest

from layout_tool.errors import UsageError
from layout_tool.ingest.selection import parse_pages


@pytest.mark.parametrize(
    ("written", "indices"),
    [
        (None, (0, 1, 2, 3, 4)),
        (" ", (0, 1, 2, 3, 4)),
        ("1", (0,)),
        ("1-3,5", (0, 1, 2, 4)),
        ("5, 2 - 3", (1, 2, 4)),
        ("2-3,3-4,3", (1, 2, 3)),
        ("4-", (3, 4)),
        ("1，3–4", (0, 2, 3)),
    ],
)
def test_pages_are_chosen_once_and_in_order(written: str | None, indices: tuple[int, ...]) -> None:
    wanted = parse_pages(written)
    assert wanted.indices(5) == indices
    assert tuple(index for index in range(5) if wanted.has(index)) == indices


@pytest.mark.parametrize("written", ["0", "a", "3-1", "1,,2", "-3", "1-2-3", "1.5", "9999999999", "1;2", "²"])
def test_what_is_no_page_is_refused(written: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_pages(written)
    assert refused.value.fields == {"reason": "usage_pages", "name": written}


@pytest.mark.parametrize(("written", "page"), [("6", 6), ("1-7", 7), ("8-", 8), ("1,2-900000000", 900_000_000)])
def test_a_page_beyond_the_last_is_refused(written: str, page: int) -> None:
    with pytest.raises(UsageError) as refused:
        parse_pages(written).indices(5)
    assert (refused.value.fields["page"], refused.value.fields["count"]) == (page, 5)
