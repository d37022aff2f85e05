"""A decision that was not taken, explained: what a person asks about two regions."""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Untaken:
    """Why a link, or a heading of a story, was not chosen.

    `decision` has its evidence and score; its margin is what it would cost the page, in log-odds, and its runner-up
    what was decided in its place (None: nothing else, it is as asked). `changes` counts the other links that would
    change with it. `forbidden` where what a person has fixed leaves no room for it; the margin says nothing then.
    """

    decision: Decision
    changes: int = 0
    forbidden: bool = False
