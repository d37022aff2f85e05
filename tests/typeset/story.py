"""Stories as plain text, before they are set in type."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Story:
    """One article's text. Heads, bylines and captions are given line by line or paragraph by paragraph as printed.

    `head_gap` parts the lines of the headline by a blank line in a flowed dump, as two sizes of type do; `subheads`
    stand before the paragraph of their number (from 0).
    """

    name: str
    language: str
    paragraphs: tuple[str, ...] = ()
    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    signoff: str | None = None
    jump_from: str | None = None
    jump_to: str | None = None
    caption: str | None = None
    credit: str | None = None
    head_gap: bool = False
    subheads: tuple[tuple[int, str], ...] = ()

    @property
    def headline_text(self) -> str | None:
        """The headline on one line, None where there is none."""
        return ("" if self.language.startswith("zh") else " ").join(self.headline) or None


@dataclass(frozen=True, slots=True)
class Furniture:
    """What belongs to no article: a masthead, a folio, an advertisement; the lines as printed."""

    role: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All that one file of texts holds, by name."""

    language: str
    stories: dict[str, Story]
    furniture: dict[str, Furniture]


def _story(name: str, language: str, table: dict[str, object]) -> Story:
    """A story from its TOML table: lists become tuples, unknown keys are a TypeError of the dataclass."""
    fields: dict[str, object] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    subheads = fields.get("subheads")
    if isinstance(subheads, tuple):
        fields["subheads"] = tuple((int(place), str(text)) for place, text in subheads)
    return Story(name=name, language=language, **fields)  # type: ignore[arg-type]


def load(name: str) -> Texts:
    """Read `texts/NAME.toml`. Raises FileNotFoundError, tomllib.TOMLDecodeError, KeyError."""
    table = tomllib.loads((TEXTS / f"{name}.toml").read_text("utf-8"))
    language = table["language"]
    return Texts(
        language=language,
        stories={key: _story(key, language, value) for key, value in table.get("stories", {}).items()},
        furniture={
            key: Furniture(value["role"], tuple(value["lines"])) for key, value in table.get("furniture", {}).items()
        },
    )
