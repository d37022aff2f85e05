"""Evidence for furniture from its place: over the rule under the page's head, in the frame of an advertisement, askew.

Nothing here decides: each term is weighed against what speaks for a heading, a caption or text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layout_tool.engine.fragments import Fragment
from layout_tool.engine.surroundings import Array, Surroundings, boxes_of
from layout_tool.model.roles import Role

_BAND_RULE = 0.6
"""The share of the page's width that the rule under its head runs over at least."""
_BAND_DEPTH = 0.16
"""The share of the page's height that its head takes at most."""
_LARGE = 1.3
_TEXT_SIZES = (0.8, 1.2)
_TEXT_LINES = 3
_GROUND_ROWS = 3.5
"""A frame no higher than so many lines of text, with one thing in it, is the ground of a heading."""
_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class FurniturePlaces:
    """One value a fragment, 0 to 1: how far it stands where furniture does (see `find_furniture_places`)."""

    top_band: Array
    advert_frame: Array
    askew: Array

    def terms(self, k: int) -> dict[str, float]:
        return {
            "top_band": float(self.top_band[k]),
            "advert_frame": float(self.advert_frame[k]),
            "askew": float(self.askew[k]),
        }


def find_furniture_places(fragments: Sequence[Fragment], around: Surroundings) -> FurniturePlaces:
    """The places of a page's fragments.

    `top_band`: over a rule that runs across the page near its top; less over the second such rule than over the first,
    and little for large type that no folio stands with: a banner headline may have a rule under it. `advert_frame`: in
    a frame whose words are mostly not set as sentences in the size of text. `askew`: at an angle to the page.
    """
    return FurniturePlaces(
        _top_band(fragments, around),
        _advert_frames(fragments, around),
        np.array([_is_askew(fragment) for fragment in fragments], dtype=float),
    )


def _is_askew(fragment: Fragment) -> bool:
    face = fragment.lines[len(fragment.lines) // 2].face
    return face is not None and face.askew and fragment.cue is None


def _top_band(fragments: Sequence[Fragment], around: Surroundings) -> Array:
    boxes = boxes_of(fragments)
    value = np.zeros(len(fragments))
    rules = np.sort(_head_rules(around))
    if not rules.size or not len(fragments):
        return value
    foot = boxes[:, 2] / 2 * around.em if around.turned else boxes[:, 3]
    value = np.where(foot <= rules[0] + 0.2, 1.0, np.where(foot <= rules[-1] + 0.2, 0.8, 0.0))
    top = boxes[:, 0] / 2 * around.em if around.turned else boxes[:, 1]
    folios = [
        k for k, part in enumerate(fragments) if value[k] > 0 and part.cue is not None and part.cue.role is Role.FOLIO
    ]
    for k, part in enumerate(fragments):
        face = part.lines[0].face
        large = face is not None and face.size >= _LARGE
        own = part.cue is not None and part.cue.role in (Role.FOLIO, Role.MASTHEAD)
        with_folio = any(foot[other] >= top[k] - _LEVEL for other in folios if other != k)
        if large and not own and not with_folio:
            value[k] *= 0.2
    return np.asarray(value)


def _head_rules(around: Surroundings) -> Array:
    """Where rules run across the page near its top, in rows from the top of the page as it is seen."""
    if around.turned:
        long = around.walls[(around.walls[:, 3] - around.walls[:, 1]) >= _BAND_RULE * around.height]
        at = long[long[:, 0] <= _BAND_DEPTH * around.width, 0]
        return np.asarray(at / 2 * around.em)
    long = around.level[(around.level[:, 2] - around.level[:, 0]) >= _BAND_RULE * around.width]
    return np.asarray(long[long[:, 1] <= _BAND_DEPTH * around.height, 1])


def _advert_frames(fragments: Sequence[Fragment], around: Surroundings) -> Array:
    frame_of = [face.frame if (face := fragment.lines[0].face) is not None else -1 for fragment in fragments]
    value = np.zeros(len(fragments))
    for frame in sorted(set(frame_of) - {-1}):
        members = [k for k, home in enumerate(frame_of) if home == frame]
        height = float(around.frames[frame, 3] - around.frames[frame, 1])
        if len(members) == 1 and height <= _GROUND_ROWS:
            continue
        words = sum(len(fragments[k].core) for k in members)
        text = sum(len(fragments[k].core) for k in members if _is_text(fragments[k]))
        value[members] = max(0.0, 1 - 2 * text / max(1, words))
    return value


def _is_text(fragment: Fragment) -> bool:
    """Whether a fragment is set as text: in about its size, as sentences or in some lines."""
    face = fragment.lines[len(fragment.lines) // 2].face
    smallest, largest = _TEXT_SIZES
    sized = face is not None and smallest <= face.size <= largest
    return sized and (fragment.sentence_end or len(fragment.lines) >= _TEXT_LINES)
