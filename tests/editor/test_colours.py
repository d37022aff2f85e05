"""Colours that can be told apart, and words that can be read, on both themes and by the colour-blind.

Colour vision deficiencies by the matrices of Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB;
differences as Euclidean distance in CIE L*a*b*; contrast as WCAG 2 defines it.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from layout_tool.editor.canvas.inks import edge_colour
from layout_tool.editor.theme import DARK, LIGHT, Palette
from layout_tool.export.picture_colours import PALETTE, Look, mixed

Floats = NDArray[np.float64]
SIGHTS = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])
_LEAST_APART = 2.3  # a difference that can just be seen; letters and patterns carry what colours cannot


def linear(colour: str) -> Floats:
    part = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb: Floats) -> Floats:
    ratio = _TO_XYZ @ np.clip(rgb, 0, 1) / _WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(_TO_XYZ[1] @ linear(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: str(palette.name))
@pytest.mark.parametrize("sight", SIGHTS)
def test_articles_side_by_side_are_told_apart(palette: Palette, sight: str) -> None:
    """A page of few articles takes the colours in their order: those that stand next to each other differ clearly."""
    drawn = [lab(SIGHTS[sight] @ linear(mixed(colour, palette.paper, palette.heading_tint))) for colour in PALETTE]
    edges = [lab(SIGHTS[sight] @ linear(edge_colour(Look("A", colour, None), palette).name())) for colour in PALETTE]
    for one, other in combinations(range(len(PALETTE)), 2):
        apart = max(np.linalg.norm(drawn[one] - drawn[other]), np.linalg.norm(edges[one] - edges[other]))
        assert apart >= _LEAST_APART, (PALETTE[one], PALETTE[other])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: str(palette.name))
def test_words_can_be_read(palette: Palette) -> None:
    for ground in (palette.panel, palette.bar, palette.paper, palette.selected):
        assert contrast(palette.ink, ground) >= 7
    for ground in (palette.panel, palette.bar):
        assert contrast(palette.muted, ground) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    for colour in PALETTE:
        for tint in (palette.tint, palette.heading_tint):
            assert contrast(palette.ink, mixed(colour, palette.paper, tint)) >= 4.5, colour


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: str(palette.name))
def test_what_is_selected_can_be_seen(palette: Palette) -> None:
    for ground in (palette.panel, palette.paper):
        assert contrast(palette.accent, ground) >= 3
