"""Why a reader does not read a file or a page; never seen by the user."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class ReaderRefused(Exception):
    """A reader cannot read a file or a page; another one may."""


class PasswordRefused(ReaderRefused):
    """The file is encrypted, and the password is missing or wrong."""


@contextmanager
def any_failure_refuses() -> Iterator[None]:
    """Turns whatever a parser of foreign make throws at a malformed file into a ReaderRefused.

    What is no fault of the file passes: a lack of memory.
    """
    try:
        yield
    except (ReaderRefused, MemoryError):
        raise
    except Exception as failure:
        raise ReaderRefused(f"{type(failure).__name__}: {failure}") from failure
