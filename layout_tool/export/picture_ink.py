"""The ink of a page picture: what is printed, on paper that lets all below it shine through."""

from __future__ import annotations

import io
from typing import Final

import numpy as np
from PIL import Image

_GREY_ENOUGH: Final = 6


def ink(png: bytes) -> bytes:
    """The picture as a PNG whose white is clear and whose black is opaque.

    On white it looks as before; on a tint its letters stay as dark as they were.
    """
    with Image.open(io.BytesIO(png)) as picture:
        colours = np.asarray(picture.convert("RGB"), dtype=np.int16)
    alpha = 255 - colours.min(axis=2)
    spread = colours.max(axis=2) - colours.min(axis=2)
    if int(spread.max(initial=0)) <= _GREY_ENOUGH:
        layers = np.stack([np.zeros_like(alpha), alpha], axis=2)
        made = Image.fromarray(layers.astype(np.uint8), "LA")
    else:
        share = np.maximum(alpha, 1)[:, :, None].astype(np.float32) / 255
        pure = np.clip((colours - 255 * (1 - share)) / share, 0, 255)
        layers = np.concatenate([np.rint(pure).astype(np.int16), alpha[:, :, None]], axis=2)
        made = Image.fromarray(layers.astype(np.uint8), "RGBA")
    out = io.BytesIO()
    made.save(out, "PNG", optimize=False)
    return out.getvalue()
