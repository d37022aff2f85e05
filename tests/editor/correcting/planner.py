"""What to do next to a page so that it comes nearer to its truth: one operation at a time, as a person would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout_tool.model.document import Document, Region
from layout_tool.model.edits_cuts import upright
from layout_tool.model.geometry import Box, overlap, union
from layout_tool.model.roles import HEADING_ROLES, Role
from tests.editor.correcting.located import Part, TrueLine, Truth, kind_of


@dataclass(frozen=True, slots=True)
class Stroke:
    """Part a region along a line between two places of the page."""

    region: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class AtCaret:
    """Part a region at the text cursor."""

    line: str
    offset: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw a region around these lines."""

    box: Box


@dataclass(frozen=True, slots=True)
class Join:
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    regions: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class PutOutside:
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assign:
    regions: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Found:
    """Make an article of these."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartArticle:
    """Part an article before this region."""

    region: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Merge the articles of these regions."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    regions: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Order:
    """Read these regions of one article in this order."""

    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    region: str
    steps: int


Step = (
    Stroke | AtCaret | Draw | Join | Label | PutOutside | Assign | Found | PartArticle | Merge | Headline | Order | Move
)


class Planner:
    """Compares a document with the truth of its only page.

    Without `mouse` nothing is drawn or clicked: regions are parted at the text cursor, pieces of one text stay, and
    one region after the other is moved in its order.
    """

    def __init__(self, document: Document, truth: Truth, *, mouse: bool = True) -> None:
        self._mouse = mouse
        self._document = document
        self._truth = truth
        self._regions = {region.id: region for region in document.regions()}
        self._owner = {name: article.id for article in document.articles for name in article.regions}
        self._parts: dict[str, list[Part]] = {
            region.id: [part for line in region.lines for part in truth.parts(line, region.direction)]
            for region in document.regions()
        }
        self._homes: dict[str, set[str]] = {}
        for name, parts in self._parts.items():
            for part in parts:
                self._homes.setdefault(part.line.id, set()).add(name)

    def next(self) -> Step | None:
        """The next operation; None where the page is right."""
        for find in (self._cut, self._headline, self._label, self._outside, self._belong, self._join, self._order):
            if (step := find()) is not None:
                return step
        return None

    # What is in a region

    def _true(self, region: str) -> TrueLine | None:
        """The true line that most of the region's key is of."""
        return self._parts[region][0].line if self._parts[region] else None

    def _article(self, region: str) -> str | None:
        line = self._true(region)
        return line.article if line is not None else None

    def _role(self, region: str) -> Role:
        counted: Counter[Role] = Counter()
        for part in self._parts[region]:
            counted[part.line.role] += max(1, round(part.size))
        return counted.most_common(1)[0][0]

    def _rank(self, region: str) -> int:
        return min(part.line.rank for part in self._parts[region])

    def _known(self) -> Iterator[str]:
        return (name for name, parts in self._parts.items() if parts)

    # Cuts

    def _cut(self) -> Step | None:
        for region in self._regions.values():
            groups = self._groups(region)
            if len(groups) > 1:
                drawn = self._stroke(region, groups) or self._draw(groups) if self._mouse else None
                return drawn or self._caret(groups)
        return None

    def _groups(self, region: Region) -> list[list[tuple[int, Part]]]:
        """The region's text in runs that may each stand in one region, as (number of the line, part)."""
        groups: list[list[tuple[int, Part]]] = []
        for number, line in enumerate(region.lines):
            for part in self._truth.parts(line, region.direction):
                if groups and not self._breaks(region.id, groups[-1][-1][1].line, part.line):
                    groups[-1].append((number, part))
                else:
                    groups.append([(number, part)])
        self._lines = region.lines
        return groups

    def _breaks(self, region: str, one: TrueLine, other: TrueLine) -> bool:
        if one.key != other.key:
            return True
        if one.article is None or one.rank == other.rank:
            return False
        between = self._truth.articles[one.article][one.rank + 1 : other.rank]
        return other.rank < one.rank or any(self._homes.get(line.id, set()) - {region} for line in between)

    def _stroke(self, region: Region, groups: Sequence[Sequence[tuple[int, Part]]]) -> Stroke | None:
        """A line with whole groups on either side of it and no line of text across it."""
        numbers = [sorted({number for number, _ in group}) for group in groups]
        if len({number for group in numbers for number in group}) < sum(map(len, numbers)):
            return None
        boxes = [union(upright(region.lines[n].bbox, region.direction) for n in group) for group in numbers]
        whole = union(boxes)
        for near, far, across in ((1, 3, False), (0, 2, True)):
            order = sorted(range(len(boxes)), key=lambda at: boxes[at][near])
            for cut in range(1, len(order)):
                before = max(boxes[at][far] for at in order[:cut])
                behind = min(boxes[at][near] for at in order[cut:])
                thick = min(boxes[at].height for at in order)
                if behind >= before - (0 if across else 0.2 * thick):
                    place = (before + behind) / 2
                    ends = Box(place, whole.y0, place, whole.y1) if across else Box(whole.x0, place, whole.x1, place)
                    return Stroke(region.id, *_turned_back(ends, region))
        return None

    def _draw(self, groups: Sequence[Sequence[tuple[int, Part]]]) -> Draw | None:
        """A rectangle around the shortest group that no other line has its middle in."""
        for group in sorted(groups, key=len):
            mine = {self._lines[number].id for number, _ in group}
            shared = {self._lines[number].id for other in groups if other is not group for number, _ in other}
            box = union(line.bbox for line in self._lines if line.id in mine)
            others = [line for one in self._regions.values() for line in one.lines if line.id not in mine]
            if not mine & shared and not any(_touches(box, line.bbox) for line in others):
                return Draw(box)
        return None

    def _caret(self, groups: Sequence[Sequence[tuple[int, Part]]]) -> AtCaret:
        number, part = groups[1][0]
        last = groups[0][-1][0]
        return AtCaret(self._lines[number].id, part.start if last == number else 0)

    # Roles

    def _headline(self) -> Headline | None:
        """A headline that stands with another story, or has another role, where its own has none yet."""
        for name in self._known():
            mine = self._article(name)
            if mine is None or self._role(name) is not Role.HEADLINE:
                continue
            home = self._home(mine)
            if home is None or self._owner.get(name) == home:
                continue
            there = [other for other in self._members(home) if self._regions[other].role in HEADING_ROLES]
            if not any(self._article(other) == mine for other in there):
                pieces = [other for other in self._known() if self._article(other) == mine]
                heads = [other for other in pieces if self._role(other) is Role.HEADLINE]
                return Headline(tuple(sorted(heads, key=self._rank)), home)
        return None

    def _label(self) -> Label | None:
        wrong: dict[Role, list[str]] = {}
        for name in self._known():
            role = self._role(name)
            if kind_of(role) != kind_of(self._regions[name].role):
                wrong.setdefault(role, []).append(name)
        return next((Label(tuple(names), role) for role, names in wrong.items()), None)

    # Articles

    def _members(self, article: str) -> tuple[str, ...]:
        return next((one.regions for one in self._document.articles if one.id == article), ())

    def _homes_of_articles(self) -> dict[str, str]:
        """The document's article of each true one: those that share most, one to one."""
        shared: Counter[tuple[str, str]] = Counter()
        for name in self._known():
            mine, owner = self._article(name), self._owner.get(name)
            if mine is not None and owner is not None:
                shared[mine, owner] += sum(max(1, round(part.size)) for part in self._parts[name])
        found: dict[str, str] = {}
        for (mine, owner), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            if mine not in found and owner not in found.values():
                found[mine] = owner
        return found

    def _home(self, article: str) -> str | None:
        return self._homes_of_articles().get(article)

    def _outside(self) -> PutOutside | None:
        strays = [name for name in self._known() if self._article(name) is None and name in self._owner]
        return PutOutside(tuple(strays)) if strays else None

    def _belong(self) -> Step | None:
        homes = self._homes_of_articles()
        for mine in self._truth.articles:
            pieces = [name for name in self._known() if self._article(name) == mine]
            away = [name for name in pieces if self._owner.get(name) != homes.get(mine) or mine not in homes]
            if not away:
                continue
            if mine not in homes:
                return self._founded(away)
            for other in dict.fromkeys(self._owner[name] for name in away if name in self._owner):
                if all(self._article(name) == mine for name in self._members(other)):
                    return Merge((self._members(homes[mine])[-1], self._members(other)[0]))
            return Assign(tuple(away), homes[mine])
        return None

    def _founded(self, pieces: Sequence[str]) -> Found | PartArticle:
        """A new article: by parting one, where the pieces stand together at its end."""
        owner = self._owner.get(pieces[0])
        members = self._members(owner) if owner is not None else ()
        tail = members[-len(pieces) :]
        if len(members) > len(pieces) and set(tail) == set(pieces):
            return PartArticle(tail[0])
        return Found(tuple(sorted(pieces, key=self._rank)))

    # Order

    def _join(self) -> Join | None:
        """Pieces of one column of one text, one below the other."""
        if not self._mouse:
            return None
        for article in self._document.articles:
            texts = [name for name in article.regions if self._parts[name]]
            for one in texts:
                for other in texts:
                    if one != other and self._goes_on(self._regions[one], self._regions[other]):
                        return Join((one, other))
        return None

    def _goes_on(self, one: Region, other: Region) -> bool:
        last, first = self._parts[one.id][-1].line, self._parts[other.id][0].line
        if last.key != first.key or first.rank != last.rank + 1 or last.role is not first.role:
            return False
        if one.role is not other.role or kind_of(one.role) not in ("body", "headline"):
            return False
        above, below = upright(one.bbox, one.direction), upright(other.bbox, other.direction)
        beside = overlap(above.x0, above.x1, below.x0, below.x1) > 0.5 * min(above.width, below.width)
        line = upright(one.lines[-1].bbox, one.direction).height
        return one.direction is other.direction and beside and -line <= below.y0 - above.y1 <= line

    def _order(self) -> Order | Move | None:
        for article in self._document.articles:
            known = [name for name in article.regions if self._parts[name]]
            right = sorted(known, key=self._rank)
            if known == right:
                continue
            for name in known:
                moved = [other for other in known if other != name]
                moved.insert(right.index(name), name)
                steps = right.index(name) - known.index(name)
                if moved == right and abs(steps) <= 3:
                    return Move(name, steps)
            if not self._mouse:
                was, now = next((was, now) for was, now in zip(known, right, strict=True) if was != now)
                return Move(now, article.regions.index(was) - article.regions.index(now))
            return Order(tuple(now for was, now in zip(known, right, strict=True) if was != now))
        return None


def _touches(box: Box, line: Box) -> bool:
    """Whether drawing the box would take the line, or a part of it."""
    return (overlap(box.x0, box.x1, line.x0, line.x1) > 0 and box.y0 <= (line.y0 + line.y1) / 2 <= box.y1) or (
        overlap(box.y0, box.y1, line.y0, line.y1) > 0 and box.x0 <= (line.x0 + line.x1) / 2 <= box.x1
    )


def _turned_back(ends: Box, region: Region) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ends of an upright stroke as they are on the page."""
    from layout_tool.model.document import Direction

    x0, y0, x1, y1 = ends
    if region.direction is Direction.VERTICAL:
        return (-y0, x0), (-y1, x1)
    return (x0, y0), (x1, y1)
