"""Who may stand with whom: headline stacks, captions and attached lines as the locks allow them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from layout_tool.engine.lock_logic import in_a_row
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.model.decision import Evidence


class Company:
    """The fragments of each story (chain) so far, and whether more may join them."""

    def __init__(self, locks: LockTerms, paths: Sequence[Sequence[int]]) -> None:
        self._locks = locks
        self._members = [set(path) for path in paths]

    def takes(self, group: Iterable[int], chain: int) -> bool:
        """Whether the group may join the story."""
        return self._locks.joinable(group, self._members[chain])

    def said(self, group: Iterable[int], chain: int) -> tuple[Evidence, ...]:
        """What a person said of the group's place, for or against the story; a negative chain is none."""
        return self._locks.kept.company(group, self._members[chain] if chain >= 0 else ())

    def said_beside(self, neighbours: Iterable[int], chain: int) -> tuple[Evidence, ...]:
        """What a person said of the places of the neighbours, for the story."""
        return self._locks.kept.beside(neighbours, self._members[chain])

    def add(self, group: Iterable[int], chain: int) -> None:
        """The group has joined the story; a negative chain is none."""
        if chain >= 0:
            self._members[chain].update(group)


def reads_on(row: Sequence[int], locks: LockTerms) -> bool:
    """Whether fragments may be read one after the other in this order."""
    return not locks.cannot or locks.cannot.isdisjoint(pairwise(row))


def parted(rows: Iterable[Sequence[int]], locks: LockTerms) -> list[list[int]]:
    """Runs of fragments, cut where a lock parts two of them."""
    found: list[list[int]] = []
    for row in rows:
        found.append([])
        for k in row:
            if found[-1] and not (reads_on([found[-1][-1], k], locks) and locks.joinable([k], found[-1])):
                found.append([])
            found[-1].append(k)
    return found


def locked_stacks(stacks: Iterable[Sequence[int]], paths: Sequence[Sequence[int]], locks: LockTerms) -> list[list[int]]:
    """Headline stacks by the locks: those over one story are one, those over two stories are two."""
    if not locks:
        return [list(stack) for stack in stacks]
    chain_of = {k: c for c, path in enumerate(paths) for k in path}
    home = {head: chain_of[body] for head, body in sorted(locks.heads) if body in chain_of}
    merged: dict[int, list[int]] = {}
    free: list[list[int]] = []
    for stack in (run for row in parted(stacks, locks) for run in _one_home(row, home)):
        chain = next((home[k] for k in stack if k in home), None)
        company = [] if chain is None else [*merged.get(chain, []), *paths[chain]]
        guests = [] if locks.joinable(stack, company) else [k for k in stack if k not in home]
        free += [[k] for k in guests]
        if chain is None:
            free.append(list(stack))
        else:
            merged.setdefault(chain, []).extend(k for k in stack if k not in guests)
    for stack in merged.values():
        row = in_a_row(sorted(stack), locks.cannot)
        if row is None:
            free += [[k] for k in stack if k not in home]
            row = in_a_row(sorted(k for k in stack if k in home), locks.cannot)
        stack[:] = row or stack
    return sorted([*free, *merged.values()], key=min)


def _one_home(stack: Sequence[int], home: dict[int, int]) -> list[list[int]]:
    """A stack in runs, each with headings that locks put over one story at most."""
    runs: list[list[int]] = [[]]
    for k in stack:
        known = {home[other] for other in runs[-1] if other in home}
        if k in home and known - {home[k]}:
            runs.append([])
        runs[-1].append(k)
    return runs
