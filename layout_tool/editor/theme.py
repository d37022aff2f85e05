"""The colours of the window, light and dark; articles have theirs in `looks`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #RRGGBB. `desk` lies behind the page, `paper` is the page, `panel` a dock, `bar` tool and status bars;
    `ink` is text, `muted` lesser text, `faint` hairlines; `accent` means selected, `doubtful`, `sure` and `against`
    what they say; `selected` is the ground of a selected row. `tint` is the share of an article's colour in its text
    regions, `heading_tint` in its headings."""

    name: str
    dark: bool
    desk: str
    paper: str
    panel: str
    bar: str
    ink: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    selected: str
    doubtful: str
    sure: str
    against: str
    tint: float = 0.34
    heading_tint: float = 0.62


LIGHT = Palette(
    name="light",
    dark=False,
    desk="#E8E9E4",
    paper="#FFFFFF",
    panel="#FFFFFF",
    bar="#FFFFFF",
    ink="#1E2126",
    muted="#6A7078",
    faint="#D9DBD6",
    accent="#1F5F99",
    on_accent="#FFFFFF",
    selected="#E1EAF2",
    doubtful="#E0A030",
    sure="#5BA36B",
    against="#C0504D",
)
DARK = Palette(
    name="dark",
    dark=True,
    desk="#17191C",
    paper="#232629",
    panel="#25282C",
    bar="#25282C",
    ink="#F0F2F4",
    muted="#9AA0A6",
    faint="#3A3E43",
    accent="#6FA8DC",
    on_accent="#10202E",
    selected="#2F3B47",
    doubtful="#E0A030",
    sure="#5BA36B",
    against="#C0504D",
    tint=0.26,  # light letters must be read on them
    heading_tint=0.39,
)
