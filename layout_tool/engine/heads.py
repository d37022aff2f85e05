"""Headline stacks and the stories they stand over, under or beside.

Each chain takes at most one stack and each stack at most one chain: a second assignment. Stacks left over join a
neighbouring stack (a kicker, a deck), or head a picture of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.head_scores import HeadScores
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.vocabulary import Vocabulary
from layout_tool.model.decision import Evidence
from layout_tool.model.geometry import Box
from layout_tool.model.roles import HEADING_ROLES, Role

_FAR = 12
_SUREST = 3.5
_STACK_GAP = 2.5
"""Lines of white between two upright columns of one heading, at the most."""
_STACKED = 0.12
_STACK_WHITE = 3.0
"""How much one line of a heading stands over the next, at the least, and the lines of white between them, at the most:
display type is two or three lines high and its height is not known in a dump, so that much may be its own body."""
_NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class HeadChoice:
    """A stack (fragments in dump order) and the chain it heads (-1: none), with evidence, score, margin, runner-up."""

    stack: tuple[int, ...]
    chain: int
    score: float
    margin: float
    evidence: tuple[Evidence, ...]
    runner_up: int = -1
    runner_up_score: float = 0.0


def find_stacks(facts: Facts, outside: Sequence[int]) -> list[list[int]]:
    """Runs of heading fragments that nothing parts: no blank line, or a deck that a dash marks as one.

    Where the geometry is known: heading fragments that stand close to each other, from top to bottom.
    """
    if facts.near is not None:
        return _near_stacks(facts, facts.near, outside)
    stacks: list[list[int]] = []
    for k in outside:
        if facts.guesses[k].role not in HEADING_ROLES:
            continue
        fragment = facts.fragments[k]
        last = stacks[-1][-1] if stacks else -2
        joined = last == k - 1 and (
            not fragment.blank_before
            or facts.guesses[k].role is Role.DECK
            or (fragment.upright and facts.fragments[last].upright)
        )
        if joined:
            stacks[-1].append(k)
        else:
            stacks.append([k])
    return stacks


def _near_stacks(facts: Facts, near: Neighbours, outside: Sequence[int]) -> list[list[int]]:
    heads = [k for k in outside if facts.guesses[k].role in HEADING_ROLES]
    stacks: list[list[int]] = []
    for k in heads:
        close = [stack for stack in stacks if any(_close(facts, near, k, other) for other in stack)]
        joined = [k, *(other for stack in close for other in stack)]
        stacks = [stack for stack in stacks if stack not in close]
        stacks.append(joined)
    for stack in stacks:
        stack.sort(key=lambda k: reading_place(facts, k))
    return sorted(stacks, key=min)


def reading_place(facts: Facts, k: int) -> tuple[float, float, int]:
    """A key that sorts the fragments of a stack as they are read: downwards, or side by side where they are upright."""
    box = facts.fragments[k].box or _NOWHERE
    if facts.bounds is None or not facts.fragments[k].upright:
        return box.y0, box.x0, k
    return 0.0, -box.x1 if facts.bounds.backward else box.x0, k


def _close(facts: Facts, near: Neighbours, a: int, b: int) -> bool:
    """Whether two heading fragments are lines of one stack: over each other, or upright side by side."""
    if facts.bounds is not None:
        return bool(facts.bounds.stacked[a, b])
    upper, lower = (a, b) if near.over[a, b] > near.over[b, a] else (b, a)
    if near.over[upper, lower] > _STACKED and near.distance[a, b] <= _STACK_WHITE:
        return True
    upright = facts.fragments[a].upright or facts.fragments[b].upright
    return bool(upright and near.beside[a, b] > 0 and near.distance[a, b] <= _STACK_GAP)


def upright_as_read(facts: Facts, stack: Sequence[int]) -> tuple[int, ...]:
    """A stack in reading order, where it is set upright and the dump parts its columns by blank lines.

    Such a dump has the columns from left to right; upright columns are read from right to left.
    """
    columns: list[list[int]] = []
    for k in stack:
        if columns and columns[-1][-1] == k - 1 and not facts.fragments[k].blank_before:
            columns[-1].append(k)
        else:
            columns.append([k])
    if facts.near is not None or not all(facts.fragments[k].upright for k in stack):
        return tuple(stack)
    return tuple(k for column in reversed(columns) for k in column)


def page_prior(facts: Facts, vocabulary: Vocabulary, weights: Mapping[str, float]) -> float:
    """Belief (0 to 1) that headlines follow their body in this dump, from the words they share with either side."""
    flow = [k for k in range(facts.size) if facts.outside[k] < 0]
    score = 0.0
    for k in range(facts.size):
        if facts.head[k] < 0.5:
            continue
        before, after = _stretch(facts, k, -1), _stretch(facts, k, 1)
        if not before and not after:
            continue
        share_before, share_after = vocabulary.shares([k], [vocabulary.of(before), vocabulary.of(after)])
        score += weights["prior_by_words"] * (share_before - share_after)
    if flow and facts.size:
        score += weights["prior_ends_with_head"] * (float(facts.head[flow[-1] :].max()) > 0.5)
        score -= weights["prior_starts_with_head"] * (float(facts.head[: flow[0] + 1].max()) > 0.5)
    return float(1 / (1 + np.exp(-np.clip(score, -_SUREST, _SUREST))))


def _stretch(facts: Facts, k: int, step: int) -> list[int]:
    """Fragments of the flow from k on in one direction, up to the next heading."""
    found: list[int] = []
    at = k + step
    while 0 <= at < facts.size and len(found) < _FAR:
        if facts.head[at] >= 0.5 and found:
            break
        if facts.outside[at] < 0:
            found.append(at)
        at += step
    return found


def assign_heads(
    scores: HeadScores,
    paths: Sequence[Sequence[int]],
    stacks: Sequence[Sequence[int]],
    fixed: Mapping[tuple[int, int], float],
) -> list[HeadChoice]:
    """The best one-to-one choice of chains for stacks. `fixed` gives extra score to (stack, chain) pairs: locks."""
    if not stacks:
        return []
    if not paths:
        return [HeadChoice(tuple(stack), -1, 0.0, 0.0, ()) for stack in stacks]
    found = scores.table(stacks, paths, fixed)
    return _choose(found, stacks, lambda s, c: scores.explain(stacks[s], paths[c], paths))


def heads_score(
    scores: HeadScores,
    paths: Sequence[Sequence[int]],
    stacks: Sequence[Sequence[int]],
    fixed: Mapping[tuple[int, int], float],
) -> tuple[float, list[tuple[int, int]]]:
    """The score of that choice, and its (stack, chain) pairs by number, without margins and evidence."""
    if not stacks or not paths:
        return 0.0, []
    found = scores.table(stacks, paths, fixed)
    rows, columns = linear_sum_assignment(-np.maximum(found, 0.0))
    pairs = [(int(s), int(c)) for s, c in zip(rows, columns, strict=True) if found[s, c] > 0]
    return float(sum(found[pair] for pair in pairs)), pairs


def _choose(
    scores: Array, stacks: Sequence[Sequence[int]], explain: Callable[[int, int], tuple[Evidence, ...]]
) -> list[HeadChoice]:
    """`explain` gives the evidence for a stack over a chain, both by number."""
    count, chains = scores.shape
    padded = np.concatenate([scores, np.zeros((count, count))], axis=1)
    rows, columns = linear_sum_assignment(-padded)
    best = float(padded[rows, columns].sum())
    choices = []
    for s, c in zip(rows, columns, strict=True):
        if c >= chains:
            choices.append(HeadChoice(tuple(stacks[s]), -1, 0.0, 0.0, ()))
            continue
        without = padded.copy()
        without[s, c] = -1e6
        other_rows, other_columns = linear_sum_assignment(-without)
        second = int(other_columns[list(other_rows).index(s)])
        margin = best - float(without[other_rows, other_columns].sum())
        evidence = explain(int(s), int(c))
        runner_up = second if second < chains else -1
        choices.append(
            HeadChoice(
                tuple(stacks[s]), int(c), float(scores[s, c]), margin, evidence, runner_up,
                float(scores[s, second]) if second < chains else 0.0,
            )
        )  # fmt: skip
    return choices
