"""The pages that the engine's process has read and keeps open, to be asked about again. Nothing here knows Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool import resources

if TYPE_CHECKING:
    from layout_tool.batch.propose import OpenPage
    from layout_tool.settings import TextMode

_MOST = 8


@dataclass(frozen=True, slots=True)
class PageOfFile:
    """A page of a file: its index in the file from 0, and the number that it has in its document."""

    path: Path
    index: int
    number: int
    profile: str | None = None
    encoding: str | None = None
    password: str | None = None
    mode: TextMode = "auto"


def shipped_profile(label: str) -> str | None:
    """The name of the shipped profile that a document's label names; None for one that is not shipped.

    >>> shipped_profile("default@1536d13b"), shipped_profile("our-own@0")
    ('default', None)
    """
    name = label.partition("@")[0]
    return name if resources.path("profiles", f"{name}.toml").is_file() else None


class OpenPages:
    """The pages used last, read once each; a file that has changed since is read again."""

    def __init__(self) -> None:
        self._kept: dict[tuple[PageOfFile, int, int], OpenPage] = {}

    def opened(self, page: PageOfFile) -> OpenPage:
        """The page, read. Raises InputError, and what else reading raises."""
        from layout_tool.batch.propose import open_page
        from layout_tool.batch.reading import Reading

        known = page.path.stat() if page.path.exists() else None
        key = (page, known.st_mtime_ns, known.st_size) if known is not None else (page, 0, 0)
        found = self._kept.pop(key, None)
        if found is None:
            reading = Reading(page.encoding, str(page.index + 1), page.password, first=page.number)
            found = open_page(page.path, page.profile, reading=reading, mode=page.mode)
        self._kept[key] = found
        while len(self._kept) > _MOST:
            self._kept.pop(next(iter(self._kept)))
        return found
