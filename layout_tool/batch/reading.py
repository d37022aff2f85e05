"""How a file is to be read, as a plain value."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read.

    `encoding` of a text, found out where None; `pages` chooses some, as in `1-3,7`; `password` opens an encrypted PDF
    (where None, the environment's LAYOUT_TOOL_PASSWORD); `page_seconds` is what reading one page of a PDF may take, in
    a child process, save where `isolated` is false: for processes that are guarded themselves, from outside.
    `first` is the number that the first page has in its document: ids of pages, regions and lines begin with it.
    """

    encoding: str | None = None
    pages: str | None = None
    password: str | None = field(default=None, repr=False)
    page_seconds: float | None = None
    first: int = 1
    isolated: bool = True
