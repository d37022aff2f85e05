"""Corrections in series: what was decided like that which a person has just corrected, for the same reasons.

Two decisions are alike where they are of one kind, have an alternative of one kind, and the same evidence speaks
loudest for and against them. Two regions are alike where they have one role, the same place, direction and size of
type, about as many lines, and begin alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from layout_tool.model.article import Status
from layout_tool.model.decision import Decision, DecisionKind, RunnerUp
from layout_tool.model.document import Direction, Document, Page, Region, Unit
from layout_tool.model.doubts import DOUBTFUL_BELOW
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_regions import set_role
from layout_tool.model.edits_taken import taken
from layout_tool.model.facts import Fact, Placed, facts_between
from layout_tool.model.locks import CannotLink, HeadOf, MustLink, RoleLock
from layout_tool.model.page_facts import facts_on
from layout_tool.model.roles import Role

_LOUD, _LEAST = 0.3, 0.25
"""A term is loud from this share of the loudest on, and from this score (log-odds)."""
_SIZE_STEP = 1.12
"""How much larger type is that counts as another size."""
_MANY_LINES = 3
"""From so many lines on a region is a long one."""
_OPENING = 2
"""Signs that tell how a region begins."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What alike decisions share: their kinds, how many ends both choices have, and the loud terms with their sign."""

    kind: DecisionKind
    ends: int
    other: DecisionKind
    other_ends: int
    loud: frozenset[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Looks:
    """What alike regions share. `size` counts steps of type size; `opening` are the kinds of the
    first signs; `placed` tells whether it stands in an article."""

    role: Role
    unit: Unit
    direction: Direction
    size: int
    long: bool
    opening: str
    placed: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person corrected: a decision, whose runner-up was taken (`role` None), or the role of a region.

    Decisions with a margin above `reach` are too sure to be offered.
    """

    signs: Likeness | Looks
    role: Role | None = None
    reach: float = DOUBTFUL_BELOW


@dataclass(frozen=True, slots=True)
class Alike:
    """Something that could be corrected likewise: a decision, or a region (`decision` None)."""

    page: str
    regions: tuple[str, ...]
    decision: str | None = None


def correction(before: Document, after: Document, pages: Collection[str] | None = None) -> Correction | None:
    """What the edit from `before` corrected, where others could be corrected likewise; None where it is nothing such.

    `pages` are those that it touched, by their ids; all may be where they are not given.
    The overturned decision counts where there is one; a role that was given without one counts by the region's looks.
    """
    for page in after.pages:
        if pages is not None and page.id not in pages:
            continue
        was = next((one for one in before.pages if one.id == page.id), None)
        if was is None:
            continue
        new = [fact for fact in facts_on(page) if fact not in set(facts_on(was))]
        for fact in new or facts_between(before, after, page.id):
            found = _overturned(before, fact) or _relabelled(before, was, fact)
            if found is not None:
                return found
    return None


def alike(document: Document, corrected: Correction, without: Collection[str] = ()) -> tuple[Alike, ...]:
    """What could be corrected likewise in the document, decisions by rising margin; not what is fixed or approved.

    `without` names regions that are left out, such as those that the correction was made on.
    """
    closed = {name for one in document.articles if one.status is Status.APPROVED for name in one.regions}
    closed.update(without)
    found = _alike_regions(document, corrected) if corrected.role is not None else _alike_decisions(document, corrected)
    return tuple(one for one in found if closed.isdisjoint(one.regions))


def corrected_alike(document: Document, corrected: Correction, chosen: Sequence[Alike]) -> Document:
    """The document with these corrected likewise; one that an earlier one made impossible is passed over.

    Raises EditError where none of them can be.
    """
    done, refused = document, None
    for one in chosen:
        try:
            if corrected.role is not None:
                done = set_role(done, one.regions, corrected.role)
            elif one.decision is not None:
                done = taken(done, one.decision)
        except EditError as error:
            refused = error
    if done is document and refused is not None:
        raise refused
    return done


def likeness(decision: Decision) -> Likeness | None:
    """What a decision shares with those alike; None where it has no runner-up or no evidence."""
    other = decision.runner_up
    if other is None or not decision.evidence:
        return None
    loudest = max(abs(term.score) for term in decision.evidence)
    loud = frozenset(
        (term.name, term.score > 0)
        for term in decision.evidence
        if abs(term.score) >= max(_LEAST, _LOUD * loudest)
    )  # fmt: skip
    return Likeness(decision.kind, len(decision.subjects), other.kind, len(other.subjects), loud)


def looks_of(page: Page, region: Region, outside: Collection[str]) -> Looks:
    """What a region shares with those alike; `outside` are the ids of the regions in no article."""
    upright = region.direction is Direction.HORIZONTAL
    depths = [line.bbox.height if upright else line.bbox.width for line in region.lines]
    text = next((line.text.strip() for line in region.lines if line.text.strip()), "")
    return Looks(
        region.role,
        page.unit,
        region.direction,
        _step(median(depths)) if depths and page.unit is not Unit.EM else 0,
        len(region.lines) >= _MANY_LINES,
        "".join(_sign(letter) for letter in text[:_OPENING]),
        region.id not in outside,
    )


def _step(size: float) -> int:
    step = 0
    while size >= _SIZE_STEP and step < 60:
        size, step = size / _SIZE_STEP, step + 1
    return step


def _sign(letter: str) -> str:
    """The kind of a letter: a digit, an ideograph or letter without case, a capital or small letter, or itself."""
    if letter.isdigit():
        return "0"
    if letter.isalpha():
        return "A" if letter.isupper() else "a" if letter.islower() else "字"
    return letter


def _overturned(before: Document, fact: Fact) -> Correction | None:
    for decision in before.decisions:
        other = _instead(decision, fact)
        if other is not None and (signs := likeness(_with(decision, other))) is not None:
            return Correction(signs, reach=max(DOUBTFUL_BELOW, decision.margin))
    return None


def _with(decision: Decision, other: RunnerUp) -> Decision:
    return Decision(
        decision.id, decision.kind, decision.subjects, decision.score, decision.margin, decision.evidence, other
    )


def _instead(decision: Decision, fact: Fact) -> RunnerUp | None:
    """What the fact says in the place of a decision; None where it does not overturn it."""
    match decision.kind, decision.subjects, fact:
        case DecisionKind.LINK, (first, then), MustLink(before, after) if (first == before) != (then == after):
            return RunnerUp(DecisionKind.LINK, (before, after), 0.0) if first == before else None
        case DecisionKind.LINK, (first, then), CannotLink(before, after) if (first, then) == (before, after):
            return RunnerUp(DecisionKind.LINK, (), 0.0)
        case DecisionKind.START, (start,), MustLink(before, after) if start == after:
            return RunnerUp(DecisionKind.LINK, (before, after), 0.0)
        case DecisionKind.HEAD, (head, *body), HeadOf(other, home) if head == other and body != [home]:
            return RunnerUp(DecisionKind.HEAD, (head, home), 0.0)
        case ((DecisionKind.HEAD | DecisionKind.ATTACH), (member, _), Placed(other, None)) if member == other:
            return RunnerUp(decision.kind, (member,), 0.0)
        case DecisionKind.ATTACH, (member, *body), Placed(other, str(home)) if member == other and body != [home]:
            return RunnerUp(DecisionKind.ATTACH, (member, home), 0.0)
        case DecisionKind.ROLE, (line,), RoleLock(other, Role.BODY) if line == other:
            return RunnerUp(DecisionKind.LINK, (), 0.0)
        case _:
            return None


def _relabelled(before: Document, page: Page, fact: Fact) -> Correction | None:
    if not isinstance(fact, RoleLock):
        return None
    region = next((one for one in page.regions if any(line.id == fact.line for line in one.lines)), None)
    return Correction(looks_of(page, region, frozenset(before.outside)), fact.role) if region is not None else None


def _alike_decisions(document: Document, corrected: Correction) -> Iterator[Alike]:
    weak = [one for one in document.decisions if not one.locked and one.margin <= corrected.reach]
    found = sorted((one for one in weak if likeness(one) == corrected.signs), key=lambda one: one.margin)
    places = _Places(document) if found else None
    for decision in found:
        homes = places.of(decision.subjects) if places is not None else []
        if places is not None and homes and places.leaves_room(decision):
            yield Alike(homes[0][0], tuple(dict.fromkeys(region for _, region in homes)), decision.id)


class _Places:
    """Where lines and regions of a document stand: page and region, and how they are read."""

    def __init__(self, document: Document) -> None:
        self._homes = {
            name: (page.id, region.id)
            for page in document.pages
            for region in page.regions
            for name in (region.id, *(line.id for line in region.lines))
        }
        self._ranks = {name: (one.id, at) for one in document.articles for at, name in enumerate(one.regions)}

    def of(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Page and region of each that is there."""
        return [self._homes[name] for name in names if name in self._homes]

    def leaves_room(self, decision: Decision) -> bool:
        """Whether the runner-up can be taken: its ends are there, and it would not have text read in a circle."""
        other = decision.runner_up
        if other is None or any(name not in self._homes for name in (*decision.subjects, *other.subjects)):
            return False
        if other.kind is not DecisionKind.LINK or len(other.subjects) != 2:
            return True
        first, then = (self._homes[name][1] for name in other.subjects)
        if first not in self._ranks or then not in self._ranks:
            return first in self._ranks
        (home, at), (away, to) = self._ranks[first], self._ranks[then]
        return home != away or at < to


def _alike_regions(document: Document, corrected: Correction) -> Iterator[Alike]:
    outside, signs = frozenset(document.outside), corrected.signs
    for page in document.pages:
        fixed = {fact.line for fact in facts_on(page) if isinstance(fact, RoleLock)}
        for region in page.regions:
            if not isinstance(signs, Looks) or region.role is not signs.role:
                continue
            known = any(line.id in fixed for line in region.lines)
            if not known and looks_of(page, region, outside) == signs:
                yield Alike(page.id, (region.id,))
