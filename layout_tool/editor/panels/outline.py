"""What the article tree shows of a page: articles over their regions, then what is outside. Values without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, islice

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.doubts import Doubts
from layout_tool.editor.panels.appearance import Dot, article_dot
from layout_tool.export import tally
from layout_tool.export.picture_colours import Look
from layout_tool.export.picture_sheet import ROLE_CODES
from layout_tool.messages import Messages
from layout_tool.model.article import Article
from layout_tool.model.document import Page, Region
from layout_tool.model.roles import FURNITURE_ROLES, Role

_FIRST_WORDS = 60
_FIRST_LINES = 6
_WITHOUT_SPACES = "\u2e80"
"""From this code point on stand the scripts that part no words."""
_BODY_SIGN = "T"
_OTHER_SIGN = "–"
_DOT_WORDS = {
    Dot.SURE: "panels_dot_sure",
    Dot.DOUBTFUL: "panels_dot_doubtful",
    Dot.CORRECTED: "panels_dot_corrected",
    Dot.APPROVED: "panels_dot_approved",
}


class Locked(Enum):
    """How much of what a row stands for is fixed."""

    NOTHING = "nothing"
    PART = "part"
    WHOLE = "whole"


_LOCKED_WORDS = {Locked.PART: "panels_row_locked_part", Locked.WHOLE: "panels_row_locked"}


class Level(Enum):
    """What a row stands for; a run is several body regions that follow each other."""

    ARTICLE = "article"
    RUN = "run"
    REGION = "region"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Face:
    """What a row shows: sign or look, title, lesser note, count of characters, lock, dot; `spoken` is all in words."""

    level: Level
    title: str
    note: str = ""
    sign: str = ""
    look: Look | None = None
    count: int | None = None
    dot: Dot | None = None
    locked: Locked = Locked.NOTHING
    muted: bool = False
    spoken: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A row with those under it. `key` stays the same over edits; `regions` are those of the page it stands for."""

    key: str
    face: Face
    article: str | None
    regions: tuple[str, ...]
    branches: tuple[Branch, ...] = ()


OUTSIDE = "outside"


def sign_of(role: Role) -> str:
    """The letter of a role; T for body text."""
    return _BODY_SIGN if role is Role.BODY else ROLE_CODES.get(role, _OTHER_SIGN)


def first_words(regions: Iterable[Region]) -> str:
    """How the regions' text begins; lines of letters with spaces between words are parted by one."""
    words = ""
    for line in islice((line.text for region in regions for line in region.lines), _FIRST_LINES):
        parted = words and line and words[-1] < _WITHOUT_SPACES and line[0] < _WITHOUT_SPACES
        words += f" {line}" if parted else line
    return " ".join(words.split())[:_FIRST_WORDS]


class Outliner:
    """Makes the rows of a page; what an article's rows are made of is kept, so that an edit costs only what it
    touches."""

    def __init__(self, editor: EditorDocument) -> None:
        self._editor = editor
        self._kept: dict[str, tuple[_Made, Branch]] = {}

    def rows(self, messages: Messages, doubts: Doubts) -> tuple[Branch, ...]:
        """The rows of the page that is shown; none where there is no page."""
        page = self._editor.page
        if page is None:
            return ()
        writer = _Writer(self._editor, page, messages, doubts)
        looks = self._editor.looks(page.id)
        kept: dict[str, tuple[_Made, Branch]] = {}
        for article in self._editor.index.articles_on(page.id):
            regions = [writer.here[name] for name in article.regions if name in writer.here]
            doubtful = doubts.doubtful.intersection(article.regions)
            locked = writer.locked.intersection(article.regions)
            made = _Made(
                article, tuple(regions), looks[article.id], doubtful, locked, messages, writer.elsewhere(article)
            )
            was = self._kept.get(article.id)
            kept[article.id] = was if was is not None and was[0].is_like(made) else (made, writer.article(made))
        self._kept = kept
        return (*(branch for _, branch in kept.values()), writer.outside())


@dataclass(frozen=True, slots=True)
class _Made:
    """What an article's rows are made of."""

    article: Article
    regions: tuple[Region, ...]
    look: Look
    doubtful: frozenset[str]
    locked: frozenset[str]
    messages: Messages
    elsewhere: str

    def is_like(self, other: _Made) -> bool:
        """Whether the other's rows would be the same; regions are compared by identity, which is quick."""
        return (
            self.article is other.article
            and self.look == other.look
            and self.doubtful == other.doubtful
            and self.locked == other.locked
            and self.messages is other.messages
            and self.elsewhere == other.elsewhere
            and len(self.regions) == len(other.regions)
            and all(a is b for a, b in zip(self.regions, other.regions, strict=True))
        )


class _Writer:
    def __init__(self, editor: EditorDocument, page: Page, messages: Messages, doubts: Doubts) -> None:
        self._editor = editor
        self._page = page
        self._words = messages
        self._doubts = doubts
        self.here = {region.id: region for region in page.regions}
        self.locked = editor.index.locked_on(page.id)

    def article(self, made: _Made) -> Branch:
        """An article's row with those under it."""
        article, regions = made.article, made.regions
        look = made.look
        dot = article_dot(article.status, bool(made.doubtful))
        title = article.headline or self._words.text("panels_no_headline", text=self._opening(article, regions))
        face = Face(
            Level.ARTICLE,
            title,
            made.elsewhere,
            look=look,
            count=tally.characters(self._editor.index.regions[name] for name in article.regions),
            dot=dot,
            locked=self._lock(region.id for region in regions),
            muted=article.headline is None,
        )
        face = self._spoken(face, "panels_row_article", letter=look.letter, title=title)
        return Branch(
            f"article {article.id}", face, article.id, tuple(region.id for region in regions),
            self._members(article.id, regions),
        )  # fmt: skip

    def _opening(self, article: Article, regions: Sequence[Region]) -> str:
        body = [region for region in regions if region.role is Role.BODY] or regions
        text = article.paragraphs[0].text if article.paragraphs and not body else first_words(body)
        return text[:_FIRST_WORDS]

    def elsewhere(self, article: Article) -> str:
        """The other pages that the article stands on, or is said to come from and go to."""
        index = self._editor.index
        before, after = [], []
        for other in dict.fromkeys(index.page_of[name] for name in article.regions):
            page = index.pages[other]
            if page.number < self._page.number:
                before.append(page.label or str(page.number))
            elif page.number > self._page.number:
                after.append(page.label or str(page.number))
        said = article.continues
        if said is not None and not before and not after:
            before = [said.from_page] if said.from_page else []
            after = [said.to_page] if said.to_page else []
        notes = [self._words.text("panels_from_page", page=", ".join(before))] if before else []
        notes += [self._words.text("panels_to_page", page=", ".join(after))] if after else []
        return " · ".join(notes)

    def _members(self, owner: str, regions: Sequence[Region]) -> tuple[Branch, ...]:
        found: list[Branch] = []
        runs = 0
        for role, group in groupby(regions, key=lambda region: region.role):
            members = [self._region(region) for region in group]
            if role is Role.BODY and len(members) > 1:
                runs += 1
                found.append(self._run(f"run {owner} {runs}", members))
            else:
                found += members
        return tuple(found)

    def _run(self, key: str, members: Sequence[Branch]) -> Branch:
        names = tuple(member.regions[0] for member in members)
        regions = [self.here[name] for name in names]
        columns = len({region.column or region.id for region in regions})
        dot = Dot.DOUBTFUL if any(member.face.dot for member in members) else None
        note = self._words.text("panels_columns", count=columns)
        title = self._words.text(f"role_{Role.BODY}")
        face = Face(
            Level.RUN, title, note, _BODY_SIGN, count=tally.characters(regions), dot=dot,
            locked=self._lock(names), tip=first_words(regions),
        )  # fmt: skip
        face = self._spoken(face, "panels_row_region", title=title, note=note)
        return Branch(key, face, members[0].article, names, tuple(members))

    def _region(self, region: Region) -> Branch:
        words = first_words([region])
        dot = Dot.DOUBTFUL if region.id in self._doubts.doubtful else None
        title = self._words.text(f"role_{region.role}")
        count = tally.characters([region])
        locked = self._lock([region.id])
        face = Face(Level.REGION, title, words, sign_of(region.role), count=count, dot=dot, locked=locked, tip=words)
        face = self._spoken(face, "panels_row_region", title=title, note=words)
        return Branch(f"region {region.id}", face, self._editor.index.owners.get(region.id), (region.id,))

    def outside(self) -> Branch:
        """The row of what is outside."""
        regions = [self.here[name] for name in self._editor.document.outside if name in self.here]
        title = self._words.text("panels_outside")
        note = self._tally(regions)
        orphan = any(_is_orphan(region) for region in regions)
        face = Face(
            Level.OUTSIDE,
            title,
            note,
            _OTHER_SIGN,
            count=tally.characters(regions),
            dot=Dot.DOUBTFUL if orphan else None,
            locked=self._lock(region.id for region in regions),
            muted=True,
        )
        face = self._spoken(face, "panels_row_region", title=title, note=note)
        members = [self._region(region) for region in regions]
        marked = [
            replace(member, face=replace(member.face, dot=Dot.DOUBTFUL, spoken=self._orphan(member.face.spoken)))
            if _is_orphan(region)
            else replace(member, face=replace(member.face, dot=None))
            for member, region in zip(members, regions, strict=True)
        ]
        return Branch(OUTSIDE, face, None, tuple(region.id for region in regions), tuple(marked))

    def _orphan(self, spoken: str) -> str:
        return self._words.text("panels_row_orphan", row=spoken)

    def _tally(self, regions: Sequence[Region]) -> str:
        """The roles outside with how often each occurs, orphans together as such."""
        counts: dict[str, int] = {}
        for region in sorted(regions, key=_is_orphan, reverse=True):
            key = "panels_orphans" if _is_orphan(region) else f"role_{region.role}"
            counts[key] = counts.get(key, 0) + 1
        parts = [
            self._words.text("panels_times", what=self._words.text(key), count=count)
            if count > 1
            else self._words.text(key)
            for key, count in counts.items()
        ]
        return self._words.text("panels_list_comma").join(parts) or self._words.text("panels_nothing")

    def _lock(self, names: Iterable[str]) -> Locked:
        fixed = [name in self.locked for name in names]
        if not any(fixed):
            return Locked.NOTHING
        return Locked.WHOLE if all(fixed) else Locked.PART

    def _spoken(self, face: Face, key: str, **fields: str) -> Face:
        parts = [self._words.text(key, **fields)]
        if face.level is Level.ARTICLE and face.note:
            parts.append(face.note)
        parts.append(self._words.text("panels_characters", count=face.count or 0))
        if face.dot is not None:
            parts.append(self._words.text(_DOT_WORDS[face.dot]))
        if face.locked is not Locked.NOTHING:
            parts.append(self._words.text(_LOCKED_WORDS[face.locked]))
        return replace(face, spoken=self._words.text("panels_list_comma").join(parts))


def _is_orphan(region: Region) -> bool:
    return region.role not in FURNITURE_ROLES and any(line.text for line in region.lines)
