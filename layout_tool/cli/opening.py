"""Opening a file as the command line asks: how it is read, by what profile, under which locks, with which password."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from layout_tool.cli.session import Session
from layout_tool.engine.options import TextMode
from layout_tool.errors import (
    FolderInput,
    MissingInput,
    PasswordNeeded,
    UndecodableInput,
    UnreadableInput,
)

if TYPE_CHECKING:
    from layout_tool.batch.propose import Proposal
    from layout_tool.batch.reading import Reading

_TRIES = 3
_LONGEST_PASSWORD = 4096  # bytes of the file that holds it


@dataclass(frozen=True, slots=True)
class Given:
    """What stands on the command line; None where nothing does, so that the settings count."""

    profile: str | None = None
    encoding: str | None = None
    mode: TextMode | None = None
    locks: Path | None = None
    pages: str | None = None
    password_file: Path | None = None
    limit_time: float | None = None

    def by_option(self) -> Mapping[str, object]:
        """What was given, by the option's name."""
        values = {"--" + row.name.replace("_", "-"): getattr(self, row.name) for row in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    def reading(self, session: Session) -> Reading:
        """How files are read. Raises InputError for a password file that cannot be read."""
        from layout_tool.batch.reading import Reading

        password = read_password(self.password_file) if self.password_file else None
        settings = session.settings
        return Reading(self.encoding or settings.encoding, self.pages, password, self.limit_time or settings.limit_time)


def open_file(session: Session, file: Path, given: Given, name: str) -> Proposal:
    """The proposal of one file, as `iter_proposals` gives it; the password of an encrypted one that was given none, or
    a wrong one, is asked for on a terminal, for the file under its `name`."""
    from layout_tool.batch.propose import iter_proposals
    from layout_tool.batch.stored import read_locks

    reading = given.reading(session)
    locks = read_locks(given.locks) if given.locks else ()
    for left in reversed(range(_TRIES + 1)):
        try:
            return iter_proposals(
                file,
                given.profile or session.settings.profile,
                reading=reading,
                mode=given.mode or session.settings.text_mode,
                locks=locks,
                locks_name=str(given.locks),
            )
        except PasswordNeeded:
            if not left or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
            reading = replace(reading, password=_asked(session.messages.text("password_asked", path=name)))
    raise AssertionError  # the last turn returns or raises


def read_password(path: Path) -> str:
    """The first line of a file. Raises InputError."""
    try:
        with path.open("rb") as stream:
            line = stream.readline(_LONGEST_PASSWORD)
    except FileNotFoundError as error:
        raise MissingInput(path=str(path)) from error
    except IsADirectoryError as error:
        raise FolderInput(path=str(path)) from error
    except OSError as error:
        raise UnreadableInput.of(path, error) from error
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UndecodableInput(path=str(path), encoding="utf-8", offset=error.start) from error


def _asked(prompt: str) -> str:
    from getpass import getpass

    return getpass(f"{prompt} ", stream=sys.stderr)
