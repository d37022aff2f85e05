"""Locks: facts a person has fixed. The engine honours every one of them.

Lines and regions are named by line ids: a lock speaks of the region that holds the line, so it stays
true when regions are split or joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.model.roles import Role


@dataclass(frozen=True, slots=True)
class MustLink:
    """The text of line `after` is read directly after the text of line `before`, in one article."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CannotLink:
    """The text of line `after` is not read directly after the text of line `before`."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RoleLock:
    """The region that holds the line has this role."""

    line: str
    role: Role


@dataclass(frozen=True, slots=True)
class HeadOf:
    """The heading that holds line `head` belongs to the article that holds line `body`."""

    head: str
    body: str


@dataclass(frozen=True, slots=True)
class OrderLock:
    """In the page's order of articles, the article with line `first` stands before the one with line `then`."""

    first: str
    then: str


Lock = MustLink | CannotLink | RoleLock | HeadOf | OrderLock
