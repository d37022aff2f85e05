"""Text render modes of the PDF specification, and other figures that both readers hold to."""

from __future__ import annotations

STROKED_MODES = (1, 5)
FAKE_BOLD_MODES = (2, 6)
HIDDEN_MODES = (3, 7)

_DEEPEST, _DEFAULT_DESCENT = -0.6, -0.2


def sound_descent(descent: float, ascent: float) -> float:
    """A font's descent in em, below 0; a common one where the file's is none.

    >>> sound_descent(-0.12, 0.88), sound_descent(0.0, 0.0), sound_descent(-300.0, 1.0)
    (-0.12, -0.2, -0.2)
    """
    descent = -abs(descent)
    return descent if descent >= _DEEPEST and (descent < 0 or ascent > 0) else _DEFAULT_DESCENT
