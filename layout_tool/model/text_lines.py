"""The lines of a text page, with their places in the decoded source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from layout_tool.model.proposal import TextPage

# Line feed, carriage return (or both as one), vertical tab, next line, line and paragraph separator.
_LINE = re.compile("([^\n\r\v\x85\u2028\u2029]*)(\r\n|[\n\r\v\x85\u2028\u2029]|$)")


def iter_lines(page: TextPage) -> Iterator[tuple[int, int, str]]:
    """The page's lines as (start, end, text), the text letter for letter without its line end.

    [start, end) counts code points of the whole decoded source, from `page.start` on; a byte-order mark
    is not part of the source. A line end at the end of the page opens no further line, so an empty page
    has no line; blank lines are lines.

    >>> list(iter_lines(TextPage(index=0, start=10, text="one\\r\\n\\ntwo")))
    [(10, 13, 'one'), (15, 15, ''), (16, 19, 'two')]
    """
    place, size = 0, len(page.text)
    while place < size:
        found = _LINE.match(page.text, place)
        if found is None:  # the pattern matches anywhere; this tells the type checker so
            raise AssertionError(f"no line at {place}")
        start, end = found.span(1)
        yield page.start + start, page.start + end, found[1]
        place = found.end()
