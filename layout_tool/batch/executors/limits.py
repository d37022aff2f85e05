"""What the work on a page may cost before it is ended from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """`seconds` for reading a page, and as many for proposing it, after which the work is ended; `memory` in bytes for
    the process that works; after so many `pages` a process is replaced by a fresh one."""

    seconds: float
    memory: int
    pages: int = 500

    @property
    def patient_seconds(self) -> float:
        """For work that has a guarded reader of its own, which may need the seconds twice before it gives a page up."""
        return 2 * self.seconds + 10.0
