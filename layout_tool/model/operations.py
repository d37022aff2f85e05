"""Operations: edits that were done, by whom and when, with what they changed; and the events that a journal keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from layout_tool.model.document import Document, HistoryEntry
from layout_tool.model.patches import Patch
from layout_tool.model.proposal import PageProposal


@dataclass(frozen=True, slots=True)
class Operation:
    """One undo step. `name` is the edit's (set_role, split_region …), `fields` what its sentence names,
    `page` the id of the page it was done on, `at` ISO 8601 in UTC, `by` the name in the settings. What `follows` is a
    consequence of the operation before it, and is undone and done again together with it."""

    name: str
    fields: tuple[tuple[str, str | int], ...]
    page: str | None
    at: str
    by: str
    patch: Patch
    follows: bool = False

    def entry(self) -> HistoryEntry:
        """The operation as the export's history tells it."""
        detail = dict(self.fields) | ({"page": self.page} if self.page is not None else {})
        return HistoryEntry(self.at, self.by, self.name, json.dumps(detail, ensure_ascii=False) if detail else None)


@dataclass(frozen=True, slots=True)
class Done:
    """An operation was done."""

    operation: Operation


@dataclass(frozen=True, slots=True)
class Undone:
    """The last operation was undone."""


@dataclass(frozen=True, slots=True)
class Redone:
    """The operation undone last was done again."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A page came in behind the others, as the engine proposes it; no undo step."""

    proposal: PageProposal


Event = Done | Undone | Redone | Proposed


def with_history(document: Document, operations: Iterable[Operation]) -> Document:
    """The document as it is handed in: what was done to it stands in its history."""
    entries = tuple(operation.entry() for operation in operations)
    return replace(document, history=(*document.history, *entries)) if entries else document


def with_page(document: Document, proposal: PageProposal) -> Document:
    """The document with one page more, behind the others; the first page that names the publication speaks for it."""
    return replace(
        document,
        pages=(*document.pages, proposal.page),
        articles=(*document.articles, *proposal.articles),
        outside=(*document.outside, *proposal.outside),
        decisions=(*document.decisions, *proposal.decisions),
        publication=document.publication or proposal.publication,
    )
