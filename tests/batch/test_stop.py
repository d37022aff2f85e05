"""The wish to end: the first signal asks, the second ends at once."""

from __future__ import annotations

import signal
import threading

import pytest

from layout_tool.batch.stop import Stop


def test_the_first_signal_asks_and_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT)
    stop = Stop()
    with stop.on_interrupt():
        signal.raise_signal(signal.SIGINT)
        assert stop.asked
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is before


def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        stop = Stop()
        with stop.on_interrupt():
            signal.raise_signal(signal.SIGINT)
        assert not stop.asked
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_beside_the_main_thread_nothing_changes() -> None:
    entered = []

    def beside() -> None:
        with Stop().on_interrupt() as stop:
            entered.append(stop)

    thread = threading.Thread(target=beside)
    thread.start()
    thread.join()
    assert [stop.asked for stop in entered] == [False]
