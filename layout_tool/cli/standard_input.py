"""Standard input in the place of a file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layout_tool.errors import InputError

DASH = "-"


@contextmanager
def given_file(path: Path) -> Iterator[Path]:
    """The file to read: that of the command line, or for `-` one that holds all of standard input.

    A file is read twice, a pipe cannot be: what comes from it is kept in a passing file. Errors name it as `-`.
    """
    if str(path) != DASH:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="layout-tool-") as folder:
        kept = Path(folder) / DASH
        with kept.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        try:
            yield kept
        except InputError as error:
            if error.fields.get("path") != str(kept):
                raise
            raise type(error)(**{**error.fields, "path": DASH}) from error
