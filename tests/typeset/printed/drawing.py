"""Simple grey pictures of our own: a mill with a saw-tooth roof, a bridge over a river."""

from __future__ import annotations

import math

WIDE = 320


def mill(high: int = 190) -> bytes:
    """Evening sky, saw-tooth roofs with lit windows, a yard."""
    return bytes(_mill(x / WIDE, y / high) for y in range(high) for x in range(WIDE))


def _mill(x: float, y: float) -> int:
    tooth = (x * 5) % 1
    roof = 0.42 - 0.16 * (1 - tooth) if 0.08 < x < 0.92 else 0.5
    if y < roof and not (0.70 < x < 0.745 and y > 0.08):
        return int(226 - 70 * y - 22 * math.sin(7 * x + 2 * y) * y)
    if y < 0.72 and 0.08 < x < 0.92:
        row, column = (y - 0.46) * 12 % 1, x * 25 % 1
        window = 0.2 < row < 0.8 and 0.2 < column < 0.75 and y > 0.46
        lit = (int(x * 25) * 7 + int((y - 0.46) * 12) * 3) % 5 < 3
        return (214 if lit else 118) if window else int(84 - 30 * tooth + 10 * y)
    if y < 0.72:
        return int(140 - 40 * math.sin(x * 40) * 0.5 - 20 * y)
    path = abs(x - 0.5) < 0.12 + 0.5 * (y - 0.72)
    return int(176 - 60 * (y - 0.72)) if path else int(122 - 50 * (y - 0.72) + 6 * math.sin(60 * x + 25 * y))


def bridge(high: int = 190) -> bytes:
    """A bridge of three arches, its towers, its image in the water."""
    return bytes(_bridge(x / WIDE, y / high) for y in range(high) for x in range(WIDE))


def _bridge(x: float, y: float) -> int:
    if y > 0.68:
        under = _bridge(x + 0.004 * math.sin(90 * y), 1.36 - y)
        return max(0, int(under * 0.72 + 14 * math.sin(140 * y + 5 * x)))
    span = (x * 3) % 1 - 0.5
    arch = 0.46 + 0.2 * (1 - math.sqrt(max(0.0, 1 - (span / 0.42) ** 2))) if abs(span) < 0.42 else 1.0
    tower = min(abs(x - at) for at in (0.0, 1 / 3, 2 / 3, 1.0)) < 0.018
    if tower and y > 0.16:
        return 58
    if 0.36 < y < 0.42 or (y >= 0.42 and y > arch - 0.0 and abs(span) >= 0.42):
        return 74
    if 0.42 <= y < arch and abs(span) < 0.42 and y < 0.42 + 0.05 + 0.14 * (span / 0.42) ** 2:
        return 92
    hills = 0.58 - 0.12 * math.sin(4 * x + 0.6) - 0.03 * math.sin(17 * x)
    return int(150 + 30 * y) if y > hills else int(236 - 90 * y)
