"""What belongs to a story beside its text and its head: captions, credits, bylines, sign-offs, jump lines."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from layout_tool.engine.facts import Facts
from layout_tool.engine.heads import HeadChoice
from layout_tool.engine.lock_company import Company
from layout_tool.engine.neighbours import Neighbours
from layout_tool.engine.picture_places import beside_sides, caption_groups, share_of_sides, share_within, side_gaps
from layout_tool.engine.surroundings import Bounds
from layout_tool.engine.terms import strongest_first, total
from layout_tool.engine.vocabulary import Vocabulary, beyond_others
from layout_tool.model.decision import Evidence
from layout_tool.model.geometry import Box, union
from layout_tool.model.roles import HEADING_ROLES, PICTURE_ROLES, Role

ALONE = -1
_FAR = 20
_BESIDE = 1.5
"""How far off lines of one role stand beside each other, in em."""


@dataclass(frozen=True, slots=True)
class AttachChoice:
    """Fragments that go together to a chain (ALONE: a story of their own), with the evidence."""

    members: tuple[int, ...]
    chain: int
    score: float
    margin: float
    evidence: tuple[Evidence, ...]
    runner_up: int = ALONE
    runner_up_score: float = 0.0


def picture_groups(facts: Facts, outside: Sequence[int]) -> list[list[int]]:
    """Captions with their credits: runs of such fragments in the dump, a new one at each caption after a credit."""
    if facts.bounds is not None:
        members = [k for k in outside if facts.guesses[k].role in PICTURE_ROLES]
        pictures = facts.bounds.touched
        return caption_groups(members, facts.bounds.boxes, pictures)
    groups: list[list[int]] = []
    for k in outside:
        role = facts.guesses[k].role
        if role not in PICTURE_ROLES:
            continue
        last = groups[-1][-1] if groups else -2
        beside = last == k - 1
        closes = role is Role.CREDIT and beside
        goes_on = (
            beside
            and role is Role.CAPTION
            and facts.guesses[last].role is Role.CAPTION
            and not facts.fragments[last].sentence_end
        )
        if closes or goes_on:
            groups[-1].append(k)
        else:
            groups.append([k])
    return groups


def _stack_of(heads: Sequence[HeadChoice], chain: int) -> list[int]:
    return [k for head in heads if head.chain == chain for k in head.stack]


def attach_pictures(
    facts: Facts,
    groups: Sequence[Sequence[int]],
    paths: Sequence[Sequence[int]],
    heads: Sequence[HeadChoice],
    vocabulary: Vocabulary,
    weights: Mapping[str, float],
    company: Company,
) -> list[AttachChoice]:
    """The story of each caption, or ALONE; `company` tells which stories are open to it."""
    boxes = facts.bounds.boxes.tolist() if facts.bounds is not None else None
    stories = [_Story(path, _stack_of(heads, c), boxes) for c, path in enumerate(paths)]
    wholes = [vocabulary.of(story.own) for story in stories]
    return [_attach_picture(facts, group, stories, heads, wholes, vocabulary, weights, company) for group in groups]


class _Story:
    """A chain with its headline stack, `own` both together; `extent` is the box around it where places are known."""

    def __init__(self, path: Sequence[int], stack: Sequence[int], boxes: Sequence[Sequence[float]] | None) -> None:
        self.path, self.stack = path, stack
        self.own = [*path, *stack]
        self.extent = Box(0.0, 0.0, 0.0, 0.0) if boxes is None else union([Box(*boxes[k]) for k in self.own])


def _attach_picture(
    facts: Facts,
    group: Sequence[int],
    stories: Sequence[_Story],
    heads: Sequence[HeadChoice],
    wholes: Sequence[Container[str]],
    vocabulary: Vocabulary,
    weights: Mapping[str, float],
    company: Company,
) -> AttachChoice:
    picture = _picture_of(facts, facts.near, facts.bounds, group) if facts.near and facts.bounds else None
    shares = vocabulary.shares(group, wholes)
    beyond = beyond_others(shares)
    found: list[tuple[float, int, tuple[Evidence, ...]]] = []
    for c, story in enumerate(stories):
        if not company.takes(group, c):
            continue
        terms = _placed_picture(picture, story) if picture is not None else _picture_terms(facts, group, story)
        terms |= {"words": shares[c], "words_beyond_others": beyond[c]}
        evidence = (*_evidence(terms, weights), *company.said(group, c))
        found.append((total(evidence), c, evidence))
    free_head = any(head.chain < 0 and heads_picture(facts, head.stack, group) for head in heads)
    alone = (*_evidence({"alone": 1.0, "head_of_its_own": float(free_head)}, weights), *company.said(group, ALONE))
    found.append((total(alone), ALONE, alone))
    found.sort(key=lambda option: (-option[0], option[1]))
    score, chain, evidence = found[0]
    second = found[1] if len(found) > 1 else (score, ALONE, ())
    company.add(group, chain)
    return AttachChoice(tuple(group), chain, score, score - second[0], evidence, second[1], second[0])


def _picture_terms(facts: Facts, group: Sequence[int], story: _Story) -> dict[str, float]:
    """How a story's text and head stand to some captions in a dump."""
    path, stack = story.path, story.stack
    if facts.near is not None:
        near = facts.near
        distance = float(near.distance[np.ix_(list(group), story.own)].min())
        both = bool(
            near.below[np.ix_(list(path), list(group))].max() > 0.1
            and near.below[np.ix_(list(group), list(path))].max() > 0.1
        )
        return {
            "prior": 1.0,
            "touching": math.exp(-max(0.0, distance - 1) / 3),
            "inside": float(both),
            "far": min(1.0, max(0.0, distance - 4) / _FAR),
        }
    first, last = group[0], group[-1]
    near_head = any(_only_outside_between(facts, k, first) or _only_outside_between(facts, last, k) for k in stack)
    before = any(_only_outside_between(facts, last, k) for k in path)
    after = any(_only_outside_between(facts, k, first) for k in path)
    distance = min(abs(first - k) for k in (*path, *stack))
    return {
        "prior": 1.0,
        "beside_head": float(near_head),
        "directly_before": float(before and not after),
        "directly_after": float(after and not before),
        "inside": float(before and after),
        "far": min(1.0, max(0, distance - 2) / _FAR),
    }


def heads_picture(facts: Facts, stack: Sequence[int], group: Sequence[int]) -> bool:
    """Whether a headline stack stands beside the captions of a picture, or over or under the picture they touch."""
    if facts.bounds is None:
        return stack[-1] == group[0] - 1 or stack[0] == group[-1] + 1
    pictures = facts.bounds.touched[[*stack, *group]]
    heads, captions = set(pictures[: len(stack)].tolist()), set(pictures[len(stack) :].tolist())
    return bool((heads & captions) - {-1})


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    """The picture of some captions, or the first of them: its box; the `gaps` from its four sides to all fragments,
    and those next to a side, nearest first, that may be a story's: no captions. The `distance` of each fragment from
    the captions, and whether a frame parts it from them all (`other_frame`)."""

    box: Box
    gaps: list[list[float]]
    beside: list[list[int]]
    distance: list[float]
    other_frame: list[float]


def _picture_of(facts: Facts, near: Neighbours, bounds: Bounds, group: Sequence[int]) -> _Picture:
    members = list(group)
    pictures = [at for at in bounds.touched[members].tolist() if at >= 0]
    box = bounds.images[pictures[0]] if pictures else bounds.boxes[members[0]]
    gaps = side_gaps(box, bounds.boxes)
    return _Picture(
        Box(*box.tolist()),
        gaps.tolist(),
        [
            [k for k in side if k not in members and facts.guesses[k].role not in PICTURE_ROLES]
            for side in beside_sides(gaps)
        ],
        near.distance[members].min(axis=0).tolist(),
        bounds.other_frame[members].min(axis=0).tolist(),
    )


def _placed_picture(picture: _Picture, story: _Story) -> dict[str, float]:
    """How a story's text and head stand to the picture of some captions, where the places are known."""
    own = story.own
    return {
        "prior": 1.0,
        "within": share_within(picture.box, story.extent),
        "sides": share_of_sides(picture.gaps, picture.beside, own),
        "other_frame": min([picture.other_frame[k] for k in own]),
        "far": min(1.0, max(0.0, min([picture.distance[k] for k in own]) - 4) / _FAR),
    }


def _only_outside_between(facts: Facts, left: int, right: int) -> bool:
    """Whether left stands before right in the dump with no text of the flow and no other head between them."""
    if not left < right or right - left > 6:
        return False
    return all(facts.outside[k] > 0 and facts.guesses[k].role not in HEADING_ROLES for k in range(left + 1, right))


def _evidence(terms: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Evidence, ...]:
    found = [Evidence(f"attach.{name}", round(value, 4), weights[name]) for name, value in terms.items() if value]
    return strongest_first(found)


def attach_line(
    facts: Facts,
    k: int,
    paths: Sequence[Sequence[int]],
    heads: Sequence[HeadChoice],
    weights: Mapping[str, float],
    company: Company,
) -> AttachChoice:
    """The story of a byline, sign-off or jump line: by what stands beside it in the dump."""
    found = []
    near = _NearLine(facts.near, k) if facts.near is not None else None
    beside = _such_lines_beside(facts, k, near)
    for c, path in enumerate(paths):
        if not company.takes((k,), c):
            continue
        terms = _line_terms(facts, k, path, _stack_of(heads, c), near)
        evidence = (*_evidence(terms, weights), *company.said((k,), c), *company.said_beside(beside, c))
        found.append((total(evidence), c, evidence))
    alone = company.said((k,), ALONE)
    found.append((total(alone), ALONE, alone))
    found.sort(key=lambda option: (-option[0], option[1]))
    score, chain, evidence = found[0]
    second = found[1] if len(found) > 1 else found[0]
    company.add((k,), chain)
    return AttachChoice((k,), chain, score, score - second[0], evidence, second[1], second[0])


def _such_lines_beside(facts: Facts, k: int, near: _NearLine | None) -> list[int]:
    """Fragments of the same role next to this one."""
    return [
        other
        for other, guess in enumerate(facts.guesses)
        if other != k
        and guess.role is facts.guesses[k].role
        and (abs(other - k) == 1 if near is None else near.distance[other] <= _BESIDE)
    ]


class _NearLine:
    """How one fragment stands to all others, by number: over them and under them, close below them, and how far off."""

    def __init__(self, near: Neighbours, k: int) -> None:
        self.over: list[float] = near.over[k].tolist()
        self.under: list[float] = near.over[:, k].tolist()
        self.below: list[float] = near.below[:, k].tolist()
        self.distance: list[float] = near.distance[k].tolist()


def _line_terms(
    facts: Facts, k: int, path: Sequence[int], stack: Sequence[int], near: _NearLine | None
) -> dict[str, float]:
    if near is not None:
        return _placed_line_terms(facts, near, k, path, stack)
    role = facts.guesses[k].role
    cue = facts.fragments[k].cue
    before_start = _clear(facts, k, path[0])
    after_end = _clear(facts, path[-1], k)
    to_page = role is Role.JUMP and cue is not None and not cue.from_page
    from_page = role is Role.JUMP and not to_page
    open_end = not facts.fragments[path[-1]].sentence_end
    inside = any(_clear(facts, a, k) for a in path) and any(_clear(facts, k, b) for b in path)
    distance = min(abs(k - a) for a in (*path, *stack))
    return {
        "byline_under_head": float(role is Role.BYLINE and any(_clear(facts, a, k) for a in stack)),
        "byline_over_head": float(role is Role.BYLINE and any(_clear(facts, k, a) for a in stack)),
        "byline_before_text": float(role is Role.BYLINE and before_start),
        "byline_after_text": float(role is Role.BYLINE and after_end),
        "signoff_after_text": float(role is Role.SIGNOFF and after_end),
        "signoff_inside": float(role is Role.SIGNOFF and inside),
        "jump_after_text": float(to_page and after_end),
        "jump_after_open_text": float(to_page and after_end and open_end),
        "jump_before_text": float(from_page and before_start),
        "line_far": min(1.0, distance / _FAR),
    }


def _placed_line_terms(
    facts: Facts, near: _NearLine, k: int, path: Sequence[int], stack: Sequence[int]
) -> dict[str, float]:
    """The same where the geometry is known."""
    role, cue = facts.guesses[k].role, facts.fragments[k].cue
    from_page = role is Role.JUMP and cue is not None and cue.from_page
    to_page = role is Role.JUMP and not from_page
    under_head = max((near.under[a] for a in stack), default=0.0)
    beside_head = max((float(near.distance[a] <= 2) for a in stack), default=0.0)
    after_end = near.below[path[-1]]
    distance = min(near.distance[a] for a in (*path, *stack))
    open_end = not facts.fragments[path[-1]].sentence_end
    return {
        "byline_under_head": float(role is Role.BYLINE) * max(under_head, 0.8 * beside_head),
        "byline_before_text": float(role is Role.BYLINE) * near.over[path[0]],
        "byline_after_text": float(role is Role.BYLINE) * after_end,
        "signoff_after_text": float(role is Role.SIGNOFF) * after_end,
        "signoff_inside": float(role is Role.SIGNOFF) * max(near.below[a] for a in path),
        "jump_after_text": float(to_page) * after_end,
        "jump_after_open_text": float(to_page and open_end) * after_end,
        "jump_before_text": float(from_page) * near.over[path[0]],
        "line_far": min(1.0, distance / _FAR),
    }


def _clear(facts: Facts, left: int, right: int) -> bool:
    """Whether left stands before right in the dump with nothing of the flow between them."""
    return 0 < right - left <= 6 and all(facts.outside[k] > 0 for k in range(left + 1, right))
