"""Drafts of articles: what each story consists of, in reading order, before regions and boxes are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from layout_tool.engine.attach import ALONE, heads_picture
from layout_tool.engine.facts import Facts
from layout_tool.engine.fragments import Fragment
from layout_tool.engine.lines import TextLine
from layout_tool.engine.lock_terms import LockTerms
from layout_tool.engine.stories import Stories
from layout_tool.model.roles import HEADING_ROLES, Role

_DATELINE_CHARS = 40
_MUCH_SMALLER = 0.85
"""The size of a kicker or a deck at most, as a multiple of its headline's."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one role that are read together; `opens_paragraph` is for parts of the flow.

    `fragment` is the engine's fragment that they come from.
    """

    role: Role
    lines: tuple[TextLine, ...]
    fragment: int
    opens_paragraph: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """One article: parts in reading order. `chain` is its chain, ALONE for a picture story."""

    chain: int
    heads: tuple[Part, ...] = ()
    bylines: tuple[Part, ...] = ()
    flow: tuple[Part, ...] = ()
    pictures: tuple[Part, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """Reading order: kicker, headline, deck, byline, text with its jump lines, captions and credits."""
        return (*self.heads, *self.bylines, *self.flow, *self.pictures)

    @property
    def place(self) -> int:
        """Where the article begins in the dump: its first line of text, or of anything."""
        return min(part.lines[0].start for part in (self.flow or self.parts()))


def draft_articles(
    facts: Facts, stories: Stories, new_paragraph: NDArray[np.bool_], locks: LockTerms
) -> tuple[list[Draft], list[Part]]:
    """The articles of a page in dump order, and the parts that stand outside."""
    roles = locks.roles
    taken: set[int] = set()
    drafts = []
    for c, path in enumerate(stories.paths):
        draft = _draft(facts, stories, c, path, new_paragraph, roles)
        drafts.append(draft)
        taken |= {part.fragment for part in draft.parts()}
    free = {head.stack: head for head in stories.heads if head.chain == ALONE}
    for picture in stories.pictures:
        if picture.chain != ALONE:
            continue
        stack = next(
            (
                stack
                for stack in free
                if heads_picture(facts, stack, picture.members) and locks.joinable(stack, picture.members)
            ),
            (),
        )
        free.pop(stack, None)
        draft = Draft(ALONE, _heads(facts, stack, roles), (), (), _pictures(facts, [picture.members], roles))
        drafts.append(draft)
        taken |= {part.fragment for part in draft.parts()}
    for k in sorted(locks.placed - taken):
        if k not in taken:
            stack = next((stack for stack in free if k in stack), (k,))
            drafts.append(_alone(facts, stack, roles))
            taken.update(stack)
    outside = [_unclaimed(facts, k, roles) for k in range(facts.size) if k not in taken]
    return sorted(drafts, key=lambda draft: draft.place), outside


def _alone(facts: Facts, members: Sequence[int], roles: Mapping[int, Role]) -> Draft:
    """An article of its own for what a lock wants in one and no story takes: headings, a byline, a line of text."""
    parts = _heads(facts, members, roles)
    if parts[0].role in HEADING_ROLES:
        return Draft(ALONE, heads=parts)
    return Draft(ALONE, bylines=parts) if parts[0].role is Role.BYLINE else Draft(ALONE, flow=parts)


def _unclaimed(facts: Facts, k: int, roles: Mapping[int, Role]) -> Part:
    """A fragment that no article has: furniture as what it is, anything else as 'other' unless a lock says more."""
    part = _part(facts, k, roles)
    anything = part.role is Role.BODY or part.role in HEADING_ROLES
    return replace(part, role=Role.OTHER) if anything and k not in roles else part


def _draft(
    facts: Facts, stories: Stories, c: int, path: Sequence[int], new: NDArray[np.bool_], roles: Mapping[int, Role]
) -> Draft:
    heads = [k for head in stories.heads if head.chain == c for k in head.stack]
    attached = [choice.members[0] for choice in stories.lines if choice.chain == c]
    role = {k: facts.guesses[k].role for k in attached}
    bylines = [k for k in attached if role[k] is Role.BYLINE]
    opening = [k for k in attached if role[k] is Role.JUMP and _from_page(facts.fragments[k])]
    closing = [k for k in attached if role[k] is not Role.BYLINE and k not in opening]
    flow = [
        *(_part(facts, k, roles) for k in opening),
        *_flow(facts, path, new, roles, stories.subheads),
        *(_part(facts, k, roles) for k in sorted(closing, key=lambda k: (role[k] is Role.JUMP, k))),
    ]
    groups = [choice.members for choice in stories.pictures if choice.chain == c]
    return Draft(
        c, _heads(facts, heads, roles), tuple(_part(facts, k, roles) for k in bylines),
        tuple(flow), _pictures(facts, groups, roles),
    )  # fmt: skip


def _heads(facts: Facts, heads: Sequence[int], roles: Mapping[int, Role]) -> tuple[Part, ...]:
    """The parts of a headline stack: by their type where it is known; what follows the beginning of a deck is deck."""
    by_type = _ranks(facts, heads)
    parts: list[Part] = []
    for k in heads:
        part = _part(facts, k, roles)
        goes_on = bool(parts) and parts[-1].role is Role.DECK and part.role is Role.HEADLINE and k not in roles
        if k not in roles and part.role is Role.HEADLINE and k in by_type:
            part = replace(part, role=by_type[k])
        parts.append(replace(part, role=Role.DECK) if goes_on else part)
    return tuple(parts)


def _ranks(facts: Facts, heads: Sequence[int]) -> dict[int, Role]:
    """The parts of a stack that are much smaller than its largest: before it a kicker, after it a deck."""
    sizes = {k: face.size for k in heads if (face := facts.fragments[k].lines[0].face) is not None}
    if not sizes:
        return {}
    largest = max(sizes.values())
    places = [at for at, k in enumerate(heads) if sizes.get(k) == largest]
    return {
        k: Role.KICKER if at < places[0] else Role.DECK
        for at, k in enumerate(heads)
        if sizes.get(k, largest) <= _MUCH_SMALLER * largest and not places[0] < at < places[-1]
    }


def _from_page(fragment: Fragment) -> bool:
    return fragment.cue is not None and fragment.cue.from_page


def _part(facts: Facts, k: int, roles: Mapping[int, Role]) -> Part:
    """A fragment outside the flow, by its guessed or locked role."""
    role = roles.get(k, facts.guesses[k].role)
    return Part(role, facts.fragments[k].lines, k)


def _pictures(facts: Facts, groups: Sequence[Sequence[int]], roles: Mapping[int, Role]) -> tuple[Part, ...]:
    """Captions first, then credits, as the contract orders them."""
    parts = [_part(facts, k, roles) for group in groups for k in group]
    return tuple(sorted(parts, key=lambda part: part.role is Role.CREDIT))


def _flow(
    facts: Facts, path: Sequence[int], new: NDArray[np.bool_], roles: Mapping[int, Role], subheads: Mapping[int, int]
) -> list[Part]:
    """The chain's fragments and the subheads between them; which of them open a paragraph."""
    parts: list[Part] = []
    for at, k in enumerate(path):
        role = roles.get(k) or _flow_role(facts, path, at, new)
        opens = at == 0 or bool(new[path[at - 1], k]) or role is not Role.BODY or parts[-1].role is not Role.BODY
        parts.append(Part(role, facts.fragments[k].lines, k, opens))
        if k in subheads:
            parts.append(Part(roles.get(subheads[k], Role.SUBHEAD), facts.fragments[subheads[k]].lines, subheads[k]))
    return parts


def _flow_role(facts: Facts, path: Sequence[int], at: int, new: NDArray[np.bool_]) -> Role:
    k = path[at]
    fragment = facts.fragments[k]
    if any(cue.role is Role.NOTE for cue in fragment.opening):
        return Role.NOTE
    parted_after = at + 1 < len(path) and bool(new[k, path[at + 1]])
    dateline = any(cue.role is Role.DATELINE for cue in fragment.opening)
    if dateline and len(fragment.core) <= _DATELINE_CHARS and not fragment.sentence_end and parted_after:
        return Role.DATELINE
    if facts.guesses[k].role is Role.SUBHEAD:
        return Role.SUBHEAD
    parted_before = at > 0 and bool(new[path[at - 1], k])
    if parted_before and parted_after and facts.guesses[k].role in HEADING_ROLES and facts.head[k] > 0.5:
        return Role.SUBHEAD
    return Role.BODY
