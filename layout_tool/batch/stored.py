"""Reading what was written before: documents and locks, as JSON files."""

from __future__ import annotations

from pathlib import Path

from layout_tool.errors import FolderInput, MissingInput, UnreadableInput
from layout_tool.model.contract import from_json
from layout_tool.model.document import Document
from layout_tool.model.locks import Lock
from layout_tool.model.locks_json import locks_from_json


def read_document(path: Path) -> Document:
    """The document in a JSON file. Raises InputError for a file that cannot be read or holds no sound document."""
    return from_json(_bytes(path), str(path))


def read_locks(path: Path) -> tuple[Lock, ...]:
    """The locks in a JSON file. Raises InputError for a file that cannot be read or holds no locks."""
    return locks_from_json(_bytes(path), str(path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInput(path=str(path)) from error
    except IsADirectoryError as error:
        raise FolderInput(path=str(path)) from error
    except OSError as error:
        raise UnreadableInput.of(path, error) from error
