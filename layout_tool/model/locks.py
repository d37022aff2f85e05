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
    """The text of line `after` is not read directly after the text of line `before`.

    What stands first under a heading is not read on from it: no such lock parts a heading from its story.
    """

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


@dataclass(frozen=True, slots=True)
class Together:
    """The text of lines `one` and `other` is of one article, in whatever order it is read."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Apart:
    """The text of lines `one` and `other` is never of one article."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Opens:
    """The text of the line opens an article: no text is read before it there."""

    line: str


Lock = MustLink | CannotLink | RoleLock | HeadOf | OrderLock | Together | Apart | Opens


def lines_of(lock: Lock) -> tuple[str, ...]:
    """The ids of the lines that a lock names.

    >>> lines_of(HeadOf("p1-l1", "p1-l4")), lines_of(RoleLock("p1-l3", Role.BODY))
    (('p1-l1', 'p1-l4'), ('p1-l3',))
    """
    match lock:
        case RoleLock(line, _) | Opens(line):
            return (line,)
        case HeadOf(first, second) | OrderLock(first, second) | MustLink(first, second) | CannotLink(first, second):
            return first, second
        case Together(first, second) | Apart(first, second):
            return first, second
