"""Everything that can go wrong for a user, as a tree of classes.

LayoutToolError
├── UsageError                 exit 2   wrong use of a command
│   └── SettingError, UnknownSetting, SettingsFileError
├── InputError                 exit 3   a file that cannot be read as a page
│   ├── MissingInput, FolderInput, EmptyFolder, NothingFits, UnreadableInput, EmptyInput, BinaryInput,
│   │   UnknownFormat, UndecodableInput
│   ├── UnreadablePdf, PasswordNeeded
│   ├── BrokenDocument         a JSON document that does not hold to the contract
│   │   └── BrokenLocks        a file of locks that is none
│   ├── BrokenProject, NewerProject
│   ├── MissingJournal         a folder that no run wrote to
│   └── UnknownLine            a lock on a line that its page does not have
├── OutputError                exit 4   a result that cannot be written
│   └── ExportRefused, ProjectInUse, FolderInUse, BrokenJournal
├── LockConflict               exit 5   two locks that cannot both hold
│   └── LocksConflict, ImpossibleLock, LockOverPages
├── ProfileError               exit 6   a profile that cannot be used
├── SetupError                 exit 7   something the machine lacks
└── EngineError                exit 70  the engine failed beside the window, or at a file
    └── EngineFault, EngineGone, FileFault, LostFile

An error carries a key and its fields; `messages` turns both into a sentence of the user's language. What a field
says in words is a `Phrase`, or itself the key of one. `str(error)` is the sentence's raw material, for logs and tests.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

_SYSTEM_REASONS = {
    errno.EACCES: "reason_denied",
    errno.EPERM: "reason_denied",
    errno.EISDIR: "reason_is_folder",
    errno.ELOOP: "reason_loop",
    errno.ENAMETOOLONG: "reason_name_too_long",
}
_OUTPUT_REASONS = {
    errno.EACCES: "reason_write_denied",
    errno.EPERM: "reason_write_denied",
    errno.EROFS: "reason_write_denied",
    errno.ENOSPC: "reason_disk_full",
    errno.EDQUOT: "reason_disk_full",
    errno.ENOENT: "reason_write_no_folder",
    errno.ENOTDIR: "reason_file_for_folder",
    errno.EEXIST: "reason_file_for_folder",
    errno.ELOOP: "reason_write_loop",
    errno.ENAMETOOLONG: "reason_write_name",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for the user that are still to be said in a language: a key of the message catalogue and its fields.

    >>> str(phrase("fault_no_source", source="s2"))
    'fault_no_source (source=s2)'
    """

    key: str
    fields: tuple[tuple[str, str | int | Phrase], ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.key} ({', '.join(f'{name}={value}' for name, value in self.fields)})" if self.fields else self.key
        )


def phrase(key: str, /, **fields: str | int | Phrase) -> Phrase:
    """The phrase of that key."""
    return Phrase(key, tuple(fields.items()))


Words = str | int | Phrase
"""What fills a sentence."""


class LayoutToolError(Exception):
    """Base: `key` names the sentence in the message catalogue, `fields` fill it."""

    key: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, **fields: Words) -> None:
        self.fields = fields
        super().__init__(f"{self.key}: " + ", ".join(f"{name}={value}" for name, value in fields.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.fields))


def _rebuild(kind: type[LayoutToolError], fields: dict[str, Words]) -> LayoutToolError:
    return kind(**fields)


class UsageError(LayoutToolError):
    key = "usage"
    exit_code = 2


class SettingError(UsageError):
    """Fields `place` (a file or an environment variable), `name`, `value`, `range` (what may be written)."""

    key = "setting_wrong"


class UnknownSetting(SettingError):
    """Fields `place`, `name`, `value`, `names` (those that there are)."""

    key = "setting_unknown"


class SettingsFileError(UsageError):
    """Fields `path`, `reason`."""

    key = "setting_file"


class InputError(LayoutToolError):
    """A file that cannot be read as a page; field `path`."""

    key = "input"
    exit_code = 3


class MissingInput(InputError):
    key = "input_missing"


class FolderInput(InputError):
    key = "input_folder"


class EmptyFolder(InputError):
    """A folder without a file that a reader takes."""

    key = "input_folder_empty"


class NothingFits(InputError):
    """A pattern that no file fits."""

    key = "input_nothing_fits"


class UnreadableInput(InputError):
    """Fields `path`, `reason`."""

    key = "input_unreadable"

    @classmethod
    def of(cls, path: Path | str, failure: OSError) -> Self:
        """The error for what the system said when the file was read."""
        return cls(path=str(path), reason=system_reason(failure))


class EmptyInput(InputError):
    key = "input_empty"


class BinaryInput(InputError):
    """Fields `path`, `kind` (what it looks like)."""

    key = "input_binary"


class UnknownFormat(InputError):
    """No reader takes this kind of file; fields `path`, `kind`."""

    key = "input_unknown_format"


class UndecodableInput(InputError):
    """Fields `path`, `encoding`, `offset` (byte)."""

    key = "input_undecodable"


class UnreadablePdf(InputError):
    """A PDF that no reader opens, or none of whose pages can be read; fields `path`, `reason`."""

    key = "input_pdf"


class PasswordNeeded(InputError):
    """An encrypted file, and the password is missing or wrong; fields `path`, `variable` (where to set it)."""

    key = "input_password"


class BrokenDocument(InputError):
    """Fields `path`, `reason`."""

    key = "document_broken"


class BrokenLocks(BrokenDocument):
    """A file of locks that holds none; fields `path`, `reason`."""

    key = "locks_broken"


class BrokenProject(InputError):
    """A project file that cannot be read; fields `path`, `reason`."""

    key = "storage_broken"


class NewerProject(InputError):
    """A project of a later version of the program; fields `path`, `version`."""

    key = "storage_newer"


class MissingJournal(InputError):
    """A folder without the record of a run; field `path`."""

    key = "batch_no_journal"


class UnknownLine(InputError):
    """A lock names a line that is not there; fields `path` (the locks' file), `lock` (its words), `line`."""

    key = "lock_line_unknown"


class OutputError(LayoutToolError):
    """Fields `path`, `reason` (with the remedy); `detail`, what the system says where there is no word for it here."""

    key = "output"
    exit_code = 4

    @classmethod
    def of(cls, path: Path | str, failure: OSError) -> Self:
        """The error for what the system said when the file was written."""
        detail = failure.strerror or str(failure)
        return cls(path=str(path), reason=_OUTPUT_REASONS.get(failure.errno or 0, "reason_write"), detail=detail)


class ExportRefused(OutputError):
    """A document that would be written with a loss; fields `path`, `reason`."""

    key = "export_refused"


class ProjectInUse(OutputError):
    """A project that another window has open; fields `path`, `by`, `host`, `since`."""

    key = "storage_in_use"


class FolderInUse(OutputError):
    """An output folder that another run is writing to; field `path`."""

    key = "batch_in_use"


class BrokenJournal(OutputError):
    """The record of earlier runs in an output folder that cannot be read; fields `path`, `reason`."""

    key = "batch_journal_broken"


class EngineError(LayoutToolError):
    """The engine failed while it served the window or a run; field `path`."""

    key = "engine"
    exit_code = 70


class EngineFault(EngineError):
    """A fault of the engine's own beside the window; fields `path`, `kind` (the class of what was raised)."""

    key = "engine_fault"


class EngineGone(EngineError):
    """The engine's process ended before it had answered; field `path`."""

    key = "engine_gone"


class FileFault(EngineError):
    """A fault of the program's own at one file of a run; fields `path`, `kind` (the class of what was raised)."""

    key = "batch_fault"


class LostFile(EngineError):
    """A file of a run at which a process ended, twice; fields `path`, `reason`."""

    key = "batch_lost"


class LockConflict(LayoutToolError):
    """Two locks that cannot both hold.

    Fields `first`, `second`, the words of each as in the locks' file, and `path`, that file.
    """

    key = "lock_conflict"
    exit_code = 5


class LocksConflict(LockConflict):
    """Three locks or more of which each two can hold, but not all; the field `others` has the words of the rest."""

    key = "lock_conflict_several"


class ImpossibleLock(LockConflict):
    """A lock that ties a line to itself; field `lock`, its words as in the locks' file."""

    key = "lock_impossible"


class LockOverPages(ImpossibleLock):
    """A lock that ties lines of two pages, or turns the order of pages round; fields as ImpossibleLock."""

    key = "lock_over_pages"


class ProfileError(LayoutToolError):
    """Fields `profile`, `reason`."""

    key = "profile"
    exit_code = 6


class SetupError(LayoutToolError):
    """Fields `what`, `remedy`."""

    key = "setup"
    exit_code = 7


def system_reason(failure: OSError) -> str:
    """The key for what the system said when a file was read, or its own words where there is none."""
    return _SYSTEM_REASONS.get(failure.errno or 0, failure.strerror or str(failure))


def not_toml(error: ValueError) -> Phrase:
    """Why a text is no TOML, for people: the place of the fault, as far as it is known."""
    if isinstance(error, UnicodeDecodeError):
        return phrase("reason_not_utf8", offset=error.start)
    place = re.search(r"line (\d+), column (\d+)", str(error))
    return phrase("reason_not_toml", line=int(place[1]), column=int(place[2])) if place else phrase("reason_no_toml")
