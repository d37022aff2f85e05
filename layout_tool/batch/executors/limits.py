"""What the work on a page may cost before it is ended from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """`seconds` without a page done, after which the work is ended; `memory` in bytes for the process that works;
    after so many `pages` a process is replaced by a fresh one."""

    seconds: float
    memory: int
    pages: int = 500
