"""Headline stacks and the stories they stand over, under or beside.

Each chain takes at most one stack and each stack at most one chain: a second assignment. Stacks left over join a
neighbouring stack (a kicker, a deck), or head a picture of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from layout_tool.engine.facts import Array, Facts
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.terms import strongest_first, total
from layout_tool.engine.vocabulary import Vocabulary, beyond_others
from layout_tool.model.decision import Evidence
from layout_tool.model.geometry import Box
from layout_tool.model.roles import HEADING_ROLES, Role

_FAR = 12
_SUREST = 3.5
_FAR_LINES = 30.0
_STACK_GAP = 2.5
_STACKED = 0.12
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


def find_stacks(
    facts: Facts, outside: Sequence[int], cannot: frozenset[tuple[int, int]] = frozenset()
) -> list[list[int]]:
    """Runs of heading fragments that nothing parts: no blank line, or a deck that a dash marks as one.

    `cannot` are pairs that a lock keeps apart. Where the geometry is known: heading fragments that stand close to
    each other, from top to bottom.
    """
    if facts.near is not None:
        return _near_stacks(facts, facts.near, outside)
    stacks: list[list[int]] = []
    for k in outside:
        if facts.guesses[k].role not in HEADING_ROLES:
            continue
        fragment = facts.fragments[k]
        last = stacks[-1][-1] if stacks else -2
        joined = (
            last == k - 1
            and (last, k) not in cannot
            and (
                not fragment.blank_before
                or facts.guesses[k].role is Role.DECK
                or (fragment.upright and facts.fragments[last].upright)
            )
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
        stack.sort(key=lambda k: (facts.fragments[k].box or _NOWHERE).y0)
    return sorted(stacks, key=min)


def _close(facts: Facts, near: Neighbours, a: int, b: int) -> bool:
    """Whether two heading fragments are lines of one stack: over each other, or upright side by side."""
    if max(near.over[a, b], near.over[b, a]) > _STACKED:
        return True
    upright = facts.fragments[a].upright or facts.fragments[b].upright
    return bool(upright and near.beside[a, b] > 0 and near.distance[a, b] <= _STACK_GAP)


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
        terms = vocabulary.terms[k]
        share_before = vocabulary.share(terms, vocabulary.of(before))
        share_after = vocabulary.share(terms, vocabulary.of(after))
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


def _gap(facts: Facts, left: int, right: int) -> int:
    """Fragments of the flow strictly between two places of the dump."""
    return sum(1 for k in range(left + 1, right) if facts.outside[k] < 0)


def head_terms(
    facts: Facts, stack: Sequence[int], path: Sequence[int], share: float, beyond: float, heads_after: float
) -> dict[str, float]:
    """The evidence that a stack heads the story of a chain: name and value of each term.

    `share` is the share of the stack's words that the story has, `beyond` what it has over the best of the others.
    """
    words = {"prior": 1.0, "words": share, "words_beyond_others": beyond}
    words["like_subhead"] = float(_amid(facts, stack, path))
    if facts.near is not None:
        return words | _place_terms(facts.near, stack, path)
    first, last = path[0], path[-1]
    directly_before = stack[-1] < first and _gap(facts, stack[-1], first) == 0
    directly_after = stack[0] > last and _gap(facts, last, stack[0]) == 0
    inside = min(path) < stack[0] < max(path)
    if inside and directly_before and directly_after:
        directly_before = directly_after = False
    distance = min(abs(stack[0] - k) for k in path)
    return words | {
        "directly_before": float(directly_before) * (1 - heads_after),
        "directly_after": float(directly_after) * heads_after,
        "against_the_page": float(directly_before) * heads_after + float(directly_after) * (1 - heads_after),
        "inside": float(inside and not directly_before and not directly_after),
        "far": min(1.0, max(0, distance - 2) / _FAR),
    }


def _amid(facts: Facts, stack: Sequence[int], path: Sequence[int]) -> bool:
    """Whether the stack is one short line between two fragments that the story reads one after the other."""
    k = stack[0]
    if len(stack) > 1 or len(facts.fragments[k].lines) > 1:
        return False
    near = facts.near
    for i, j in pairwise(path):
        if near is not None:
            if near.below[i, k] > 0.3 and near.below[k, j] > 0.3:
                return True
        elif i < k < j and _gap(facts, i, k) == 0 and _gap(facts, k, j) == 0:
            return True
    return False


def _place_terms(near: Neighbours, stack: Sequence[int], path: Sequence[int]) -> dict[str, float]:
    """Where the stack stands to the story: over its beginning, over its columns, beside, below, far off."""
    stack_rows, path_rows = list(stack), list(path)
    distance = float(near.distance[np.ix_(stack_rows, path_rows)].min())
    return {
        "over_start": float(near.over[stack_rows, path[0]].max()),
        "over_story": float(near.over[np.ix_(stack_rows, path_rows)].max()),
        "beside_start": float(near.beside[stack_rows, path[0]].max()),
        "below_story": float(near.below[np.ix_(path_rows, stack_rows)].max()),
        "far": min(1.0, max(0.0, distance - 3) / _FAR_LINES),
    }


def assign_heads(
    facts: Facts,
    paths: Sequence[Sequence[int]],
    stacks: Sequence[Sequence[int]],
    vocabulary: Vocabulary,
    weights: Mapping[str, float],
    heads_after: float,
    fixed: Mapping[tuple[int, int], float],
) -> list[HeadChoice]:
    """The best one-to-one choice of chains for stacks. `fixed` gives extra score to (stack, chain) pairs: locks."""
    if not stacks:
        return []
    if not paths:
        return [HeadChoice(tuple(stack), -1, 0.0, 0.0, ()) for stack in stacks]
    wholes: list[Counter[str]] = [vocabulary.of(path) for path in paths]
    terms: dict[tuple[int, int], list[Evidence]] = {}
    scores = np.zeros((len(stacks), len(paths)))
    for s, stack in enumerate(stacks):
        shares = vocabulary.shares(stack, wholes)
        beyond = beyond_others(shares)
        for c, path in enumerate(paths):
            values = head_terms(facts, stack, path, shares[c], beyond[c], heads_after)
            evidence = [
                Evidence(f"head.{name}", round(value, 4), weights[name]) for name, value in values.items() if value
            ]
            terms[s, c] = evidence
            scores[s, c] = total(evidence) + fixed.get((s, c), 0.0)
    return _choose(scores, stacks, terms)


def _choose(
    scores: Array, stacks: Sequence[Sequence[int]], terms: Mapping[tuple[int, int], list[Evidence]]
) -> list[HeadChoice]:
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
        evidence = strongest_first(terms[s, c])
        runner_up = second if second < chains else -1
        choices.append(
            HeadChoice(
                tuple(stacks[s]), int(c), float(scores[s, c]), margin, evidence, runner_up,
                float(scores[s, second]) if second < chains else 0.0,
            )
        )  # fmt: skip
    return choices
