"""The wish to end a run: the first Ctrl+C lets what is begun come to its end, the second ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")
"""Those that ask for an end; a system has some of them."""


class Stop:
    """`asked` becomes true once, by `ask` or by the keyboard, and stays; the run looks at it."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self) -> None:
        """From now on nothing new is begun."""
        self.asked = True

    @contextmanager
    def on_interrupt(self) -> Iterator[Stop]:
        """While it lasts, the first Ctrl+C (or a wish of the system to end) asks, the next raises KeyboardInterrupt.

        A signal that the program was started to ignore stays ignored. Beside the main thread, where signals are not
        heard, nothing changes.
        """
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        wanted = [number for name in _SIGNALS if (number := getattr(signal, name, None)) is not None]
        before = {number: signal.getsignal(number) for number in wanted}
        try:
            for number, handler in before.items():
                if handler is not signal.SIG_IGN:
                    signal.signal(number, self._heard)
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, signal.SIG_DFL if handler is None else handler)

    def _heard(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as the system calls it
        if self.asked:
            raise KeyboardInterrupt
        self.ask()
