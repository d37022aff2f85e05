"""What all tests share: the corpus where it is present, and no log record that nobody expected."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the corpus and the contract, beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "contract").is_dir():
        pytest.skip("the corpus (shared/ beside the repository) is not on this machine")
    return folder


@pytest.fixture(autouse=True)
def _no_unexpected_logs(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails a test that logged a warning or worse, save on loggers it names with the mark `allow_log`."""
    yield
    allowed = [str(name) for mark in request.node.iter_markers("allow_log") for name in mark.args]
    unexpected = [
        f"{record.name}: {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and not _is_below(record.name, allowed)
    ]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected), pytrace=False)


def _is_below(logger: str, allowed: list[str]) -> bool:
    return any(logger == name or logger.startswith(f"{name}.") for name in allowed)
