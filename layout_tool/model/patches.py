"""What an edit changed, as a value that can be undone, stored and done again.

A patch holds the records that differ, before and after, by id, and the lists whose order differs as one splice each.
It knows nothing of the edit that made it, so a later version of the program undoes what an earlier one did. A patch
fits every document that has the records of before in the places it names: pages that came behind do no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Self, TypeVar

from layout_tool.model.article import Article
from layout_tool.model.decision import Decision
from layout_tool.model.document import Document, Page, Region

T = TypeVar("T", Page, Region, Article, Decision)


class PatchMismatch(ValueError):
    """A patch for another document than this one."""


@dataclass(frozen=True, slots=True)
class Swap(Generic[T]):
    """One record before and after; None where there is none."""

    before: T | None
    after: T | None

    def turned(self) -> Swap[T]:
        return Swap(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Splice:
    """In a list of ids, from place `at` on, `removed` gives way to `inserted`."""

    at: int
    removed: tuple[str, ...]
    inserted: tuple[str, ...]

    def turned(self) -> Splice:
        return Splice(self.at, self.inserted, self.removed)

    def applied(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The list after the splice. Raises PatchMismatch where `removed` does not stand there."""
        end = self.at + len(self.removed)
        if tuple(ids[self.at : end]) != self.removed:
            raise PatchMismatch(f"place {self.at} does not hold {', '.join(self.removed)}")
        return (*ids[: self.at], *self.inserted, *ids[end:])


@dataclass(frozen=True, slots=True)
class PageChange:
    """What changed on one page: its own fields (`frame`, a page without regions), its regions and their order."""

    page: str
    frame: Swap[Page] | None
    regions: tuple[Swap[Region], ...]
    order: Splice | None

    def turned(self) -> PageChange:
        return PageChange(
            self.page, self.frame and self.frame.turned(), _turned(self.regions), self.order and self.order.turned()
        )


@dataclass(frozen=True, slots=True)
class Patch:
    """All that differs between two documents with the same pages."""

    pages: tuple[PageChange, ...] = ()
    articles: tuple[Swap[Article], ...] = ()
    article_order: Splice | None = None
    outside: Splice | None = None
    decisions: tuple[Swap[Decision], ...] = ()
    decision_order: Splice | None = None

    def __bool__(self) -> bool:
        return self != Patch()

    def turned(self) -> Self:
        """The patch that leads back."""
        return replace(
            self,
            pages=tuple(change.turned() for change in self.pages),
            articles=_turned(self.articles),
            article_order=self.article_order and self.article_order.turned(),
            outside=self.outside and self.outside.turned(),
            decisions=_turned(self.decisions),
            decision_order=self.decision_order and self.decision_order.turned(),
        )

    @property
    def touched_pages(self) -> frozenset[str]:
        """The ids of the pages whose regions or frame changed."""
        return frozenset(change.page for change in self.pages)


def difference(before: Document, after: Document) -> Patch:
    """The patch that leads from `before` to `after`.

    Records that are the same object are not compared. Raises PatchMismatch where the two differ in what no edit
    changes: sources, the list of pages, publication, history.
    """
    kept = replace(
        after, pages=before.pages, articles=before.articles, outside=before.outside, decisions=before.decisions
    )
    if kept != before or [page.id for page in before.pages] != [page.id for page in after.pages]:
        raise PatchMismatch("the documents differ in more than an edit changes")
    return Patch(
        pages=tuple(
            _page_change(was, now)
            for was, now in zip(before.pages, after.pages, strict=True)
            if was is not now and was != now
        ),
        articles=_swaps(before.articles, after.articles),
        article_order=_splice(_names(before.articles), _names(after.articles)),
        outside=_splice(before.outside, after.outside),
        decisions=_swaps(before.decisions, after.decisions),
        decision_order=_splice(_names(before.decisions), _names(after.decisions)),
    )


def patched(document: Document, patch: Patch) -> Document:
    """The document after the patch; what it does not name stays the same object.

    Raises PatchMismatch where a record is not as it was before.
    """
    changes = {change.page: change for change in patch.pages}
    if changes.keys() - {page.id for page in document.pages}:
        raise PatchMismatch("a page of the patch is not there")
    return replace(
        document,
        pages=tuple(_page_after(page, changes[page.id]) if page.id in changes else page for page in document.pages),
        articles=_after(document.articles, patch.articles, patch.article_order),
        outside=document.outside if patch.outside is None else patch.outside.applied(document.outside),
        decisions=_after(document.decisions, patch.decisions, patch.decision_order),
    )


def _page_change(before: Page, after: Page) -> PageChange:
    frames = replace(before, regions=()), replace(after, regions=())
    return PageChange(
        page=before.id,
        frame=Swap(*frames) if frames[0] != frames[1] else None,
        regions=_swaps(before.regions, after.regions),
        order=_splice(_names(before.regions), _names(after.regions)),
    )


def _page_after(page: Page, change: PageChange) -> Page:
    frame = page
    if change.frame is not None:
        if change.frame.after is None or replace(page, regions=()) != change.frame.before:
            raise PatchMismatch(f"page {page.id} is another")
        frame = change.frame.after
    return replace(frame, regions=_after(page.regions, change.regions, change.order))


def _after(records: tuple[T, ...], swaps: Sequence[Swap[T]], order: Splice | None) -> tuple[T, ...]:
    if not swaps and order is None:
        return records
    held: dict[str, T] = {record.id: record for record in records}
    names = tuple(held) if order is None else order.applied(tuple(held))
    for swap in swaps:
        name = _name(swap)
        if held.get(name) != swap.before:
            raise PatchMismatch(f"{name} is another")
        if swap.after is None:
            del held[name]
        else:
            held[name] = swap.after
    if held.keys() != set(names):
        raise PatchMismatch("the order names other records")
    return tuple(held[name] for name in names)


def _swaps(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[Swap[T], ...]:
    if before is after:
        return ()
    was: Mapping[str, T] = {record.id: record for record in before}
    now: Mapping[str, T] = {record.id: record for record in after}
    swaps: list[Swap[T]] = []
    for record in before:
        other = now.get(record.id)
        if other is not record and other != record:
            swaps.append(Swap(record, other))
    swaps += [Swap(None, record) for record in after if record.id not in was]
    return tuple(swaps)


def _splice(before: Sequence[str], after: Sequence[str]) -> Splice | None:
    if tuple(before) == tuple(after):
        return None
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    behind = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    return Splice(start, tuple(before[start : len(before) - behind]), tuple(after[start : len(after) - behind]))


def _name(swap: Swap[T]) -> str:
    record = swap.before if swap.before is not None else swap.after
    if record is None:
        raise PatchMismatch("a swap of nothing")
    return record.id


def _names(records: Iterable[Region | Article | Decision]) -> tuple[str, ...]:
    return tuple(record.id for record in records)


def _turned(swaps: Iterable[Swap[T]]) -> tuple[Swap[T], ...]:
    return tuple(swap.turned() for swap in swaps)
