"""A sign of life of the work on a file, for whoever ends work that has none."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(heard: Callable[[], None]) -> None:
    """From now on `heard` is called in this process whenever a page is read or proposed, or another
    part of a file's work is done."""
    _listeners.append(heard)


def beat() -> None:
    """One more part of the work is done."""
    for heard in _listeners:
        heard()
