"""What an edit does to an article's text: paragraphs and headline fields follow their lines.

A paragraph stays as it is, letter for letter, while its lines stand together in their order. Where an edit takes
lines out of it, or puts other text of the flow between them, it parts; its pieces are joined anew from their lines
by the rules of `prose`. Where an edit brings text behind a line that ends no sentence, a paragraph goes on over the
two, as over a column's end. Headline, kicker, deck, byline and dateline are made anew only where their regions changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from layout_tool.model.article import Article, Paragraph
from layout_tool.model.document import Direction, Line, Page, Region
from layout_tool.model.prose import SpacingStyle, clean_heading, join_lines, known_words, paragraph_text, spacing_style
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, Role

_FIELD_ROLES = HEADING_ROLES | {Role.BYLINE, Role.DATELINE}
"""Their text stands in fields of the article, not in its paragraphs."""
_SENTENCE_ENDS = tuple("。！？…”’.!?\"')）」』")
_INDENTS = ("\u3000", "  ", "\t")
_NAME_BREAK = re.compile(r"[\s、，,;；/／|]+|(?<=\s)and(?=\s)")
_NAME_MARKS = "■●□◆◇▲△▼★☆○◎◼▪·•—-:：（）()[]【】"
_NAME_TITLE = re.compile(
    r"^(?:本[报報刊]|新[华華]社|中新社)?(?:首席|特[约約]|[实實][习習]|本[报報])*(?:[记記]者|通[讯訊][员員])"
)
_NO_NAMES = frozenset({"by", "and", "文", "图", "摄", "圖", "攝", "文图"})


@dataclass(slots=True)
class Changes:
    """What an edit did to lines: those that got another role, and cuts as (line, rest of it), in order."""

    relabelled: set[str] = field(default_factory=set)
    halves: list[tuple[str, str]] = field(default_factory=list)


class Before:
    """What the text of the changed articles was before the edit.

    `homes` gives each line its paragraph and its place there (the rest of a cut line has the place of the line);
    `bare` are lines of articles that stand in no paragraph; `members` are each article's regions; `pairs` are lines
    of text that stood one behind the other; `relabelled` lines got another role, `halved` lines lost a part, `cut`
    are those and their parts.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        regions: Mapping[str, Region],
        changes: Changes,
        page_of: Callable[[str], Page],
    ) -> None:
        self._page_of = page_of
        self._articles = articles
        self._voices: dict[str, tuple[SpacingStyle, frozenset[str]]] = {}
        self.homes: dict[str, tuple[Paragraph, int]] = {}
        self.members: dict[str, tuple[Region, ...]] = {}
        self.bare: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self.relabelled = changes.relabelled
        self.halved = {line for line, _ in changes.halves}
        self.cut = {name for pair in changes.halves for name in pair}
        for article in articles:
            self.members[article.id] = tuple(regions[name] for name in article.regions)
            for paragraph in article.paragraphs:
                self.homes.update((name, (paragraph, at)) for at, name in enumerate(paragraph.lines))
            lines = (line.id for region in self.members[article.id] for line in region.lines)
            self.bare.update(name for name in lines if name not in self.homes)
            flow = (region for region in self.members[article.id] if region.role in FLOW_ROLES)
            self.pairs.update(pairwise(line.id for region in flow for line in region.lines))
        for line, second in changes.halves:
            if line in self.homes:
                self.homes[second] = self.homes[line]
            if line in self.bare:
                self.bare.add(second)

    def text_of(self, lines: Sequence[Line], role: Role, region: str) -> str:
        """The clean text of these lines, in the style and with the words of the page that holds the region."""
        page = self._page_of(region)
        if page.id not in self._voices:
            printed = [line.text for region in page.regions for line in region.lines]
            written = [paragraph.text for article in self._articles for paragraph in article.paragraphs]
            self._voices[page.id] = spacing_style(printed), known_words(printed) | known_words(written)
        style, words = self._voices[page.id]
        return paragraph_text([line.text for line in lines], role, knows=words.__contains__, style=style)


def rewritten(article: Article, regions: Sequence[Region], before: Before) -> Article:
    """The article with its text made anew for these regions, in their order."""
    was = before.members.get(article.id, ())
    fields: dict[Role, list[str]] = {}
    for role in _FIELD_ROLES:
        now = _printed(regions, role)
        if now != _printed(was, role):
            fields[role] = [line.text for line in now]
    heads = {
        role.value: clean_heading(fields[role]) or None
        for role in (Role.KICKER, Role.HEADLINE, Role.DECK)
        if role in fields
    }
    return replace(
        article,
        paragraphs=tuple(_paragraphs(regions, before)),
        headline=heads.get("headline", article.headline),
        kicker=heads.get("kicker", article.kicker),
        deck=heads.get("deck", article.deck),
        byline=names_in(fields[Role.BYLINE]) if Role.BYLINE in fields else article.byline,
        dateline=join_lines(fields[Role.DATELINE]) or None if Role.DATELINE in fields else article.dateline,
    )


def names_in(lines: Sequence[str]) -> tuple[str, ...]:
    """The names of a byline, its marks and titles taken off.

    >>> names_in(["■ 本报记者 林一 周小二"]), names_in(["By ANN LEE"])
    (('林一', '周小二'), ('ANN LEE',))
    """
    text = join_lines(lines, names=True)
    if text.isascii():
        return tuple(
            name
            for part in re.split(r",|;|&| and ", re.sub(r"(?i)^\W*by\b", "", text))
            if (name := " ".join(part.split()).strip(_NAME_MARKS))
        )
    parts = (_NAME_TITLE.sub("", part.strip(_NAME_MARKS)).strip(_NAME_MARKS) for part in _NAME_BREAK.split(text))
    return tuple(part for part in parts if part and part.casefold() not in _NO_NAMES)


def _printed(regions: Sequence[Region], role: Role) -> list[Line]:
    """The lines that make a field; without a byline the names stand in the sign-off."""
    found = [line for region in regions if region.role is role for line in region.lines]
    return _printed(regions, Role.SIGNOFF) if role is Role.BYLINE and not found else found


@dataclass(slots=True)
class _Piece:
    """Lines that are one paragraph: of one paragraph of before, from one place in it to another, or of several.

    `region` is that of the first line, `now` and `last` are the paragraph of the last line and its place there.
    """

    home: Paragraph
    role: Role
    region: str
    now: Paragraph
    last: int
    lines: list[Line] = field(default_factory=list)


def _paragraphs(regions: Sequence[Region], before: Before) -> Iterator[Paragraph]:
    pieces: list[_Piece] = []
    open_pieces: dict[int, _Piece] = {}
    last: dict[bool, _Piece] = {}
    for region in regions:
        new = _guessed(region, before)
        for line in region.lines:
            home, at = new.get(line.id) or before.homes.get(line.id) or (None, 0)
            role = region.role if line.id in before.relabelled or line.id in new or home is None else home.role
            if home is None or (role in _FIELD_ROLES and line.id in before.relabelled):
                continue
            flow = role in FLOW_ROLES
            piece = open_pieces.get(id(home))
            goes_on = piece is not None and piece.role is role and last.get(flow) is piece and piece.now is home
            if piece is None or not goes_on or at != piece.last + 1:
                above = last.get(flow)
                if above is not None and above.now is not home and _runs_on(above, line, role, before):
                    piece = above
                else:
                    piece = _Piece(home, role, region.id, home, at)
                    pieces.append(piece)
                open_pieces[id(home)] = piece
            piece.lines.append(line)
            piece.now, piece.last = home, at
            last[flow] = piece
    return (_written(piece, before) for piece in pieces)


def _written(piece: _Piece, before: Before) -> Paragraph:
    names = tuple(line.id for line in piece.lines)
    if names == piece.home.lines and piece.role is piece.home.role and before.halved.isdisjoint(names):
        return piece.home
    return Paragraph(before.text_of(piece.lines, piece.role, piece.region), piece.role, names)


def _runs_on(above: _Piece, line: Line, role: Role, before: Before) -> bool:
    """Whether a sentence goes on from a piece to a line that an edit brought behind it."""
    last = above.lines[-1]
    if role is not Role.BODY or above.role is not role or (last.id, line.id) in before.pairs:
        return False
    altered = last.id in before.relabelled or not before.cut.isdisjoint((last.id, line.id))
    return not (altered or last.text.rstrip().endswith(_SENTENCE_ENDS) or line.text.startswith(_INDENTS))


def _guessed(region: Region, before: Before) -> dict[str, tuple[Paragraph, int]]:
    """Paragraphs for the lines of a region that come into text: from outside, or from a heading.

    One begins at an indent, and after a line that ends a sentence short of the measure.
    """
    found: dict[str, tuple[Paragraph, int]] = {}
    if region.role in _FIELD_ROLES:
        return found
    home, at, previous = Paragraph("", region.role, ()), 0, None
    for line in region.lines:
        if line.id in before.homes or (line.id in before.bare and line.id not in before.relabelled):
            continue
        if line.text.startswith(_INDENTS) or (previous is not None and _ends(previous, region)):
            home, at = Paragraph("", region.role, ()), 0
        found[line.id] = home, at
        at, previous = at + 1, line
    return found


def _ends(line: Line, region: Region) -> bool:
    box, room = line.bbox, region.bbox
    if region.direction is Direction.HORIZONTAL:
        short = room.x1 - box.x1 > 1.5 * box.height
    else:
        short = room.y1 - box.y1 > 1.5 * box.width
    return short and line.text.rstrip().endswith(_SENTENCE_ENDS)
