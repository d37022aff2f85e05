"""A printed page under way: each line goes onto the paper and into the truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.typeset.printed.faces import Face
from tests.typeset.printed.pdf import PdfPage
from tests.typeset.truth import Json

Box = tuple[float, float, float, float]

ASCENT, DESCENT = 0.88, 0.12
_WIDEST_GAP = 0.8  # em that justification adds between two words at most


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of the truth; `region` names its region, `paragraph` counts those of its article's text."""

    text: str
    box: Box
    role: str
    region: str
    article: str | None
    paragraph: int | None = None


@dataclass(slots=True)
class Paper:
    """The page and its lines, in reading order within each article."""

    name: str
    language: str
    page: PdfPage
    vertical: bool = False
    lines: list[PrintedLine] = field(default_factory=list)
    headlines: dict[str, str | None] = field(default_factory=dict)

    def line(self, face: Face, size: float, x: float, top: float, words: str, role: str, article: str | None, *,
             region: str = "", measure: float | None = None, paragraph: int | None = None,
             slant: bool = False) -> float:  # fmt: skip
        """A line whose em box begins at (x, top), stretched to `measure` points if that is given; its right end."""
        wide = face.width(words, size)
        sign_gap = word_gap = 0.0
        if measure is not None:
            spaces = words.count(" ")
            if spaces and self.language == "en":
                word_gap = min((measure - wide) / spaces, _WIDEST_GAP * size)
                measure = wide + word_gap * spaces
            elif len(words) > 1:
                sign_gap = (measure - wide) / (len(words) - 1)
            wide = measure
        self.page.text(face, size, x, top + ASCENT * size, words, sign_gap=sign_gap, word_gap=word_gap, slant=slant)
        box = (x, top, x + wide, top + (ASCENT + DESCENT) * size)
        self._note(words, box, role, article, region, paragraph)
        return x + wide

    def upright(self, face: Face, size: float, x: float, y: float, words: str, role: str, article: str | None, *,
                region: str = "", step: float | None = None, paragraph: int | None = None) -> float:  # fmt: skip
        """A vertical line whose first sign has its top left corner at (x, y); its lower end."""
        pace = step or size
        self.page.upright(face, size, x, y, words, pace)
        end = y + (len(words) - 1) * pace + size
        self._note(words, (x, y, x + size, end), role, article, region, paragraph)
        return end

    def _note(self, words: str, box: Box, role: str, article: str | None, region: str, paragraph: int | None) -> None:
        name = region or f"{article or 'outside'}-{role}"
        rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
        self.lines.append(PrintedLine(words, rounded, role, name, article, paragraph))

    def truth(self) -> Json:
        """What the page really is, in the form the scorer reads."""
        ids = [f"l{n:04}" for n in range(1, len(self.lines) + 1)]
        regions: dict[str, list[PrintedLine]] = {}
        for line in self.lines:
            regions.setdefault(line.region, []).append(line)
        return {
            "slug": self.name,
            "language": self.language,
            "direction": "vertical" if self.vertical else "horizontal",
            "page": {"width": self.page.width, "height": self.page.height, "unit": "pt"},
            "lines": [
                {"id": name, "bbox": list(line.box), "text": line.text, "region": line.region}
                for name, line in zip(ids, self.lines, strict=True)
            ],
            "regions": [
                {"id": name, "type": rows[0].role, "bbox": _around(row.box for row in rows), "article": rows[0].article}
                for name, rows in regions.items()
            ],
            "articles": [self._article(article, ids) for article in self.headlines],
            "furniture": [name for name, line in zip(ids, self.lines, strict=True) if line.article is None],
        }

    def _article(self, article: str, ids: list[str]) -> Json:
        own = [(name, line) for name, line in zip(ids, self.lines, strict=True) if line.article == article]
        paragraphs: dict[int, list[str]] = {}
        for name, line in own:
            if line.paragraph is not None:
                paragraphs.setdefault(line.paragraph, []).append(name)
        return {
            "id": article,
            "headline": self.headlines[article],
            "lines": [name for name, _ in own],
            "paragraphs": list(paragraphs.values()),
        }


def _around(boxes: Iterable[Box]) -> list[float]:
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return [min(x0s), min(y0s), max(x1s), max(y1s)]
