"""What is set like a region whose role a person has fixed is likely to be the same.

The guess was wrong, or confirmed, for one fragment; for those with the same guess on the same evidence in the same type
it is so too. That is evidence among the rest of their scores, never a lock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.roles import RoleGuess
from layout_tool.model.decision import Evidence
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, Role

NAME = "fixed.like"
_MOST_LINES = 3
"""Longer text is no sign of a role."""
_SIZE_STEP = 0.04
"""Type sizes within this part of the page's own count as one."""


def like_fixed(
    fragments: Sequence[Fragment], guesses: Sequence[RoleGuess], fixed: Mapping[int, Role], weights: Mapping[str, float]
) -> list[RoleGuess]:
    """The guesses, those that are alike in type and evidence to fixed ones drawn to their roles by the weight `like`.

    `fixed` gives roles by fragment; what is fixed itself is left as it is. Where two fixed ones that are alike have
    different roles, nothing follows from either.
    """
    signs: dict[object, set[Role]] = {}
    for k, role in fixed.items():
        if len(fragments[k].lines) <= _MOST_LINES:
            signs.setdefault(_sign(fragments[k], guesses[k]), set()).add(role)
    if not signs:
        return list(guesses)
    found = list(guesses)
    for k, guess in enumerate(guesses):
        roles = signs.get(_sign(fragments[k], guess), set())
        if k not in fixed and len(roles) == 1:
            found[k] = _drawn(guess, next(iter(roles)), weights["like"])
    return found


def _drawn(guess: RoleGuess, role: Role, weight: float) -> RoleGuess:
    evidence = Evidence(NAME, -1.0 if role in FLOW_ROLES else 1.0, weight, str(role))
    heading = guess.heading if role in HEADING_ROLES else 0.0
    return replace(
        guess, role=role, outside=guess.outside + evidence.score, heading=heading, evidence=(*guess.evidence, evidence)
    )


def _sign(fragment: Fragment, guess: RoleGuess) -> object:
    """What fragments that are alike have in common: the guess, how many lines they have, and their type; where that is
    not known, the evidence of the guess."""
    face = fragment.lines[0].face
    pattern = fragment.cue.pattern if fragment.cue is not None else None
    if face is None:
        signs: object = frozenset(one.name for one in guess.evidence)
    else:
        size = round(face.size / _SIZE_STEP)
        font = face.font if pattern is None else None
        signs = size, face.weight, face.colour, face.frame >= 0, face.upright, font
    return guess.role, pattern, len(fragment.lines), signs
