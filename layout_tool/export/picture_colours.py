"""Letters and colours of articles: neighbours on a page never look the same.

The colours are Paul Tol's light scheme (SRON/EPS/TN/09-002), which colour-blind readers can tell apart;
a letter and, from the eleventh article on, a pattern go with the colour.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from layout_tool.export.picture_shapes import Pattern
from layout_tool.model.geometry import Box, union

PALETTE = (
    "#77AADD",
    "#EE8866",
    "#44BB99",
    "#FFAABB",
    "#BBCC33",
    "#99DDFF",
    "#EEDD88",
    "#AAAA00",
    "#C6B5E8",
    "#DDDDDD",
)
_KIN = (frozenset({"#BBCC33", "#AAAA00"}), frozenset({"#77AADD", "#99DDFF"}), frozenset({"#EEDD88", "#AAAA00"}))
"""Colours that a tint makes too like each other for neighbours, as long as others are left."""

PATTERNS = (None, *Pattern)

INK = "#22262B"
MUTED = "#6A7078"
FAINT = "#B4B8BD"
PAPER = "#FFFFFF"
DESK = "#EDEDEA"
ACCENT = "#1F5F99"
SURE = "#5BA36B"
DOUBTFUL = "#E0A030"


@dataclass(frozen=True, slots=True)
class Look:
    """How an article is told from the others."""

    letter: str
    colour: str
    pattern: Pattern | None


def letter(index: int) -> str:
    """A, B … Z, AA, AB …

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def looks(
    turns: Mapping[str, int],
    boxes: Mapping[str, Sequence[Box]],
    reach: float,
    before: Mapping[str, Look] | None = None,
) -> dict[str, Look]:
    """A look for each article of a page; `turns` are their places in the document, `boxes` theirs on the page.

    The letter follows the place in the document, the colour the turn on the page: an article takes the
    colour of its turn, or the next one that is not like that of a neighbour (a box within `reach`) before it, or at
    least not the same. Where ten neighbours have all of them, the pattern of its turn keeps it apart. One that
    has a look in `before` keeps colour and pattern as long as no neighbour has that colour.
    """
    chosen: dict[str, Look] = {}
    hulls = {article: union(boxes[article]) for article in turns}

    def near(article: str, colours: Collection[str]) -> set[str]:
        """Those of the colours that neighbours have."""
        return {
            look.colour
            for other, look in chosen.items()
            if look.colour in colours
            and _meet(hulls[article], hulls[other], reach)
            and _touch(boxes[article], boxes[other], reach)
        }

    for turn, (article, place) in enumerate(turns.items()):
        earlier = before.get(article) if before else None
        if earlier is not None and not near(article, (earlier.colour,)):
            chosen[article] = Look(letter(place), earlier.colour, earlier.pattern)
            continue
        taken = near(article, PALETTE)
        order = [PALETTE[(turn + step) % len(PALETTE)] for step in range(len(PALETTE))]
        like = taken.union(*(kin for kin in _KIN if kin & taken))
        free = [candidate for candidate in order if candidate not in taken]
        colour = next((candidate for candidate in free if candidate not in like), (free or order)[0])
        chosen[article] = Look(letter(place), colour, PATTERNS[turn // len(PALETTE) % len(PATTERNS)])
    return chosen


def _meet(a: Box, b: Box, reach: float) -> bool:
    """Whether two boxes come closer than `reach`; written out, for it is asked of each two articles of a page."""
    return a.x0 - b.x1 < reach and b.x0 - a.x1 < reach and a.y0 - b.y1 < reach and b.y0 - a.y1 < reach


def _touch(some: Sequence[Box], others: Sequence[Box], reach: float) -> bool:
    return any(_meet(a, b, reach) for a in some for b in others)


@cache
def mixed(colour: str, other: str, share: float) -> str:
    """`share` of the first colour in the second.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = [(int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)
