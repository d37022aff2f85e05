"""What a caller may ask of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TextMode = Literal["auto", "flowed", "raw", "layout"]
"""flowed: blank lines part paragraphs or columns; raw: none do; layout: columns stand side by side."""


@dataclass(frozen=True, slots=True)
class TextOptions:
    """Options of text mode; `mode` forces the kind of dump where telling it apart goes wrong."""

    mode: TextMode = "auto"
