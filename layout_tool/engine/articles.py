"""Articles from drafts: fields, paragraphs and confidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from layout_tool.engine.cues import Cue
from layout_tool.engine.drafts import Draft, Part
from layout_tool.engine.fragments import Fragment
from layout_tool.engine.lines import TextLine
from layout_tool.model.article import Article, Continuation, Genre, Paragraph
from layout_tool.model.document import Region
from layout_tool.model.prose import SpacingStyle, clean_heading, known_words, paragraph_text, spacing_style
from layout_tool.model.roles import Role

_NAME_BREAK = re.compile(r"[\s、，]+|(?:通讯员|通訊員|记者|記者|文并摄|摄影报道|报道)")
_ORNAMENTS = " \u3000■□●○◆◇◎▲△★☆"
_NAME_PARTS = ("person", "person2")
_PARAGRAPH_ROLES = (Role.BODY, Role.SUBHEAD, Role.NOTE)


@dataclass(frozen=True, slots=True)
class Prose:
    """How the page's text is written out: its habits of spacing, and the words that it knows."""

    style: SpacingStyle
    knows: Callable[[str], bool]

    def paragraph(self, lines: Sequence[TextLine], role: Role) -> str:
        return paragraph_text([line.text for line in lines], role, knows=self.knows, style=self.style)

    def heading(self, lines: Sequence[TextLine]) -> str | None:
        return clean_heading([line.text for line in lines], knows=self.knows) or None


def page_prose(lines: Sequence[TextLine]) -> Prose:
    """The prose of a page, from all its lines."""
    texts = [line.text for line in lines]
    known = cache(lambda: known_words(texts))
    return Prose(spacing_style(texts), lambda word: word in known())


def make_article(
    name: str,
    draft: Draft,
    regions: Sequence[Region],
    fragments: Sequence[Fragment],
    line_ids: Mapping[int, str],
    prose: Prose,
    confidence: float,
) -> Article:
    """One article of the contract; `regions` are the draft's, in reading order."""
    return Article(
        id=name,
        headline=prose.heading(_lines(draft.heads, Role.HEADLINE)),
        regions=tuple(region.id for region in regions),
        paragraphs=tuple(_paragraphs(draft, line_ids, prose)),
        confidence=round(confidence, 4),
        kicker=prose.heading(_lines(draft.heads, Role.KICKER)),
        deck=prose.heading(_lines(draft.heads, Role.DECK)),
        byline=tuple(_names(draft, fragments)),
        dateline=_dateline(draft, fragments, prose),
        genre=_genre(draft),
        continues=_continues(draft, fragments),
    )


def _lines(parts: Sequence[Part], role: Role) -> list[TextLine]:
    return [line for part in parts if part.role is role for line in part.lines]


def _paragraphs(draft: Draft, line_ids: Mapping[int, str], prose: Prose) -> list[Paragraph]:
    """Paragraphs over column breaks; a dateline of its own and a sign-off of its own are fields, not paragraphs."""
    found: list[Paragraph] = []
    lines: list[TextLine] = []
    role = Role.BODY

    def close() -> None:
        if lines:
            names = tuple(line_ids[line.start] for line in lines)
            found.append(Paragraph(prose.paragraph(lines, role), role, names))
            lines.clear()

    for part in draft.flow:
        if part.role is Role.SIGNOFF and lines:
            lines.extend(part.lines)
            continue
        if part.role not in _PARAGRAPH_ROLES:
            continue
        if part.opens_paragraph or part.role is not role:
            close()
        role = part.role
        lines.extend(part.lines)
    close()
    for part in draft.pictures:
        names = tuple(line_ids[line.start] for line in part.lines)
        found.append(Paragraph(prose.paragraph(part.lines, part.role), part.role, names))
    return found


def _names(draft: Draft, fragments: Sequence[Fragment]) -> list[str]:
    """Names of the byline; where there is none, those of the sign-off."""
    names = [name for part in draft.bylines for name in _byline_names(part, fragments[part.fragment].cue)]
    if draft.bylines:
        return names
    cues = [cue for part in draft.flow for cue in fragments[part.fragment].closing if cue.role is Role.SIGNOFF]
    return [name for cue in cues for name in _cue_names(cue)]


def _byline_names(part: Part, cue: Cue | None) -> list[str]:
    """Those that a pattern found; in a byline that only a lock knows for one, all that stands there."""
    return _cue_names(cue) if cue else _split_names(" ".join(line.text for line in part.lines).strip(_ORNAMENTS))


def _cue_names(cue: Cue) -> list[str]:
    return [name for part in _NAME_PARTS if (value := cue.part(part)) for name in _split_names(value)]


def _split_names(value: str) -> list[str]:
    """Several names in one line: parted by space or 、 in Chinese, by "and" or commas in English."""
    if value.isascii():
        return [name.strip() for chunk in value.split(" and ") for name in chunk.split(",") if name.strip()]
    return [name for name in _NAME_BREAK.split(value) if name]


def _dateline(draft: Draft, fragments: Sequence[Fragment], prose: Prose) -> str | None:
    lines = [line for part in draft.flow if part.role is Role.DATELINE for line in part.lines]
    if lines:
        return prose.paragraph(lines, Role.DATELINE)
    first = next((part for part in draft.flow if part.role is Role.BODY), None)
    if first is None:
        return None
    cues = [cue for cue in fragments[first.fragment].opening if cue.role is Role.DATELINE]
    return cues[0].text if cues else None


def _genre(draft: Draft) -> Genre:
    if not draft.flow:
        return Genre.PICTURE
    return Genre.ARTICLE


def _continues(draft: Draft, fragments: Sequence[Fragment]) -> Continuation | None:
    """Printed page labels of the article's jump lines."""
    came, goes = None, None
    for part in draft.flow:
        fragment = fragments[part.fragment]
        for cue in (fragment.cue, *fragment.closing, *fragment.opening):
            if cue is None or cue.role is not Role.JUMP:
                continue
            page = cue.part("page") or cue.part("page2")
            if cue.from_page:
                came = page
            else:
                goes = page
    return Continuation(came, goes) if came or goes else None
