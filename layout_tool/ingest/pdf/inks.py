"""Colours of PDF as 0xRRGGBB."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real

BLACK = 0


def colour_of(components: object, space: str = "") -> int:
    """The colour of components of a colour space between 0 and 1: one is grey, three are RGB, four CMYK.

    Inks of their own (Separation) count as shades of black. What is no colour (a pattern) is black.

    >>> f"{colour_of((1, 0, 0)):06x} {colour_of(0.5):06x} {colour_of((0, 0, 0, 1)):06x}"
    'ff0000 808080 000000'
    """
    parts = (
        components if isinstance(components, Sequence) and not isinstance(components, (str, bytes)) else (components,)
    )
    shades = [min(1.0, max(0.0, float(part))) for part in parts if isinstance(part, Real)]
    if len(shades) != len(parts):
        return BLACK
    if space in ("Separation", "DeviceN"):
        return _packed([1 - max(shades, default=1.0)] * 3)
    match shades:
        case [grey]:
            return _packed([grey] * 3)
        case [_, _, _]:
            return _packed(shades)
        case [cyan, magenta, yellow, black]:
            return _packed([(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)])
    return BLACK


def _packed(shades: Sequence[float]) -> int:
    red, green, blue = (round(255 * shade) for shade in shades)
    return red << 16 | green << 8 | blue
