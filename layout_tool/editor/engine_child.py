"""The engine in a process of its own: it answers the editor over a pipe, page by page. Nothing here knows Qt."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.editor.engine_pages import OpenPages, PageOfFile
from layout_tool.errors import EngineFault, LayoutToolError, Phrase
from layout_tool.model.facts import Said
from layout_tool.model.locks import Lock
from layout_tool.model.untaken import Untaken

if TYPE_CHECKING:
    from layout_tool.batch.propose import Proposal
    from layout_tool.model.document import Generator, Source
    from layout_tool.model.proposal import PageProposal
    from layout_tool.settings import TextMode


@dataclass(frozen=True, slots=True)
class Propose:
    """The order to propose a file; `pages` chooses some, as in `1-3,7`, of which the first has the number `first`."""

    path: Path
    profile: str | None = None
    encoding: str | None = None
    pages: str | None = None
    password: str | None = None
    mode: TextMode = "auto"
    page_seconds: float | None = None
    first: int = 1


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The order to explain why line `after` is not read after line `before`, or not headed by it, under the locks.

    `reading` is how the page is read now, where it was solved again.
    """

    page: PageOfFile
    before: str
    after: str
    locks: tuple[Lock, ...] = ()
    reading: tuple[Said, ...] = ()

    @property
    def path(self) -> Path:
        return self.page.path


@dataclass(frozen=True, slots=True)
class Solve:
    """The order to solve a page again under the locks; `reading` is how it is read now."""

    page: PageOfFile
    locks: tuple[Lock, ...]
    reading: tuple[Said, ...]

    @property
    def path(self) -> Path:
        return self.page.path


Order = Propose | WhyNot | Solve


@dataclass(frozen=True, slots=True)
class Begun:
    """The file is open; `count` pages will come."""

    generator: Generator
    source: Source
    count: int
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReady:
    proposal: PageProposal


@dataclass(frozen=True, slots=True)
class Ended:
    """All pages have come."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Why not; None where the page has no such lines."""

    untaken: Untaken | None


@dataclass(frozen=True, slots=True)
class Solved:
    """The page under the locks; `aside` of them name lines that the page does not have."""

    proposal: PageProposal
    aside: int


@dataclass(frozen=True, slots=True)
class Failed:
    """The order cannot be carried out."""

    error: LayoutToolError


Answer = Begun | PageReady | Ended | Explained | Solved | Failed


_LAST, _MORE = b".", b"+"


def packed(answer: Answer) -> bytes:
    """The answer as bytes, which tell by the first one whether it is the last to its order."""
    ends = isinstance(answer, Ended | Explained | Solved | Failed)
    return (_LAST if ends else _MORE) + pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def is_last(sent: bytes) -> bool:
    """Whether no more comes to the order."""
    return sent[:1] == _LAST


def unpacked(sent: bytes) -> Answer:
    """The answer that was packed by the engine's process."""
    answer: Answer = pickle.loads(memoryview(sent)[1:])  # noqa: S301 - from our own process, over a pipe of ours
    return answer


def serve(pipe: Connection) -> None:
    """Answer orders until the pipe is closed. The engine and its dictionary are loaded before the first one comes."""
    _load()
    pages = OpenPages()
    while True:
        try:
            order = pipe.recv()
        except (EOFError, OSError):
            return
        for answer in _answers(order, pages):
            try:
                pipe.send_bytes(packed(answer))
            except (BrokenPipeError, OSError):
                return


def _load() -> None:
    from layout_tool import resources
    from layout_tool.batch.propose import iter_proposals

    for sample in sorted(resources.path("samples").glob("*.flowed.txt"))[:1]:
        for _ in iter_proposals(sample).pages:
            pass


def _answers(order: Order, pages: OpenPages) -> Iterator[Answer]:
    try:
        match order:
            case Propose():
                yield from _proposed(order)
            case WhyNot(page, before, after, locks, reading):
                yield Explained(pages.opened(page).why_not(before, after, locks, reading))
            case Solve(page, locks, reading):
                yield _solved(pages, page, locks, reading)
    except LayoutToolError as error:
        yield Failed(error)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in the engine, the window stays and says so
        yield Failed(EngineFault(path=str(order.path), kind=type(error).__name__))


def _solved(pages: OpenPages, page: PageOfFile, locks: tuple[Lock, ...], reading: tuple[Said, ...]) -> Solved:
    from dataclasses import replace

    from layout_tool.model.contract_write import as_written
    from layout_tool.model.locks import lines_of

    opened = pages.opened(page)
    known = opened.solver.line_ids
    kept = tuple(lock for lock in locks if known.issuperset(lines_of(lock)))
    proposal = opened.propose_again(kept, reading)
    decisions = tuple(map(as_written, proposal.decisions))
    return Solved(replace(proposal, decisions=decisions), len(locks) - len(kept))


def _proposed(order: Propose) -> Iterator[Answer]:
    proposal = _open(order)
    yield Begun(proposal.generator, proposal.source, proposal.count, proposal.notes)
    for page in proposal.pages:
        yield PageReady(_as_written(proposal, page))
    yield Ended()


def _as_written(proposal: Proposal, page: PageProposal) -> PageProposal:
    """The page as its document would be read back: numbers rounded as they are written, so that what is undone after
    a project was opened again is what was done before it was saved."""
    from dataclasses import replace

    from layout_tool.batch.propose import assemble
    from layout_tool.model.contract import from_json, to_json

    document = from_json(to_json(assemble(replace(proposal, pages=iter([page])))), proposal.source.name)
    return replace(
        page,
        page=document.pages[0],
        articles=document.articles,
        outside=document.outside,
        decisions=document.decisions,
        publication=document.publication,
    )


def _open(order: Propose) -> Proposal:
    from layout_tool.batch.propose import iter_proposals
    from layout_tool.batch.reading import Reading

    reading = Reading(order.encoding, order.pages, order.password, order.page_seconds, order.first)
    return iter_proposals(order.path, order.profile, reading=reading, mode=order.mode)
