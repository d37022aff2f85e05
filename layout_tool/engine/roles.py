"""What each fragment is: cues of the lexicon, its shape and its neighbours, summed to log-odds.

`outside` above 0 says that a fragment stands outside the flow of text (a heading, a byline, furniture …). It is not
decided here: the solver weighs it against the links that the fragment could take.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from layout_tool.engine.cues import Lexicon, caption_inside
from layout_tool.engine.fragments import Fragment
from layout_tool.engine.fullness import is_full, stands_out
from layout_tool.engine.furniture_places import FurniturePlaces, find_furniture_places
from layout_tool.engine.lines import TextLine
from layout_tool.engine.surroundings import Surroundings
from layout_tool.engine.table_places import TablePlaces
from layout_tool.engine.terms import total
from layout_tool.engine.type_terms import PicturePlaces, heading_type
from layout_tool.model.decision import Evidence
from layout_tool.model.roles import FURNITURE_ROLES, Role

_INNER_MARKS = re.compile(r"[，。；！？,;]")
_CAPTION_LINES = 8
_HEAD_CHARS = 64
_REACH = 8
_MASTHEAD_SIZE = 2.5
_SMALL = 0.97
_LIKE_TEXT = 0.05
_CREDIT_REACH = 2.0
"""Type set in the size of the text, as a difference of sizes; how far a credit stands from its caption, in rows."""
_FEW_GAPS = 0.04
_BULLETS = frozenset("■●▲◆◇·•▶★□")


@dataclass(frozen=True, slots=True)
class RoleGuess:
    """The likeliest role if the fragment stands outside the flow, and the evidence that it does.

    `heading` is the belief (0 to 1) that it is part of a headline stack.
    """

    role: Role
    outside: float
    heading: float
    evidence: tuple[Evidence, ...]


def _heading_terms(fragment: Fragment, beside: Sequence[float]) -> dict[str, float]:
    """The shape of a headline: few short lines, no sentence, not as wide as the lines of the columns beside it."""
    lines = fragment.lines
    count = len(lines)
    latin = fragment.latin
    terms = {"sentence": float(fragment.sentence_end)}
    terms["marks"] = float(len(_INNER_MARKS.findall(fragment.core[:200])))
    terms["many_lines"] = 0.0 if fragment.upright else min(4.0, max(0.0, count - 4.0))
    terms["long"] = float(len(fragment.core) > (2 * _HEAD_CHARS if latin else _HEAD_CHARS))
    full = [any(_reaches(line, measure, latin) for measure in beside) for line in lines]
    first_like = not latin and any(1.2 <= measure - lines[0].width <= 3.0 for measure in beside)
    terms["full_lines"] = float(count >= 2 and all(full[1:-1]) and (full[0] or first_like) and not fragment.upright)
    terms["ragged_lines"] = float(count >= 2 and not any(full[:-1]) and not first_like)
    terms["wider"] = float(all(stands_out(fragment.width, measure, latin) for measure in beside))
    face = lines[0].face
    of_text = face is None or abs(face.size - 1) <= _LIKE_TEXT
    terms["like_paragraph_line"] = float(count == 1 and not latin and of_text and (full[0] or first_like))
    reach = lines[0].indent + lines[0].width
    terms["indented_to_the_edge"] = float(
        count == 1 and lines[0].indent >= 1.5 and any(abs(reach - measure) <= 1.3 for measure in beside)
    )
    terms["short_line"] = float(count == 1 and not full[0] and not first_like and not fragment.sentence_end)
    terms["upright"] = float(fragment.upright)
    terms["single_glyph"] = float(
        len(fragment.core) == 1 and not latin and fragment.box is not None and lines[0].face is None
    )
    terms["lower_start"] = float(fragment.core[:1].islower())
    return terms


def _reaches(line: TextLine, measure: float, latin: bool) -> bool:
    """Whether the line is as wide as a column of that measure, and no wider."""
    return is_full(line, measure, latin) and not stands_out(line.width, measure, latin)


def _measures_beside(k: int, fragments: Sequence[Fragment]) -> list[float]:
    """The measures of the nearest columns before and after in the dump: of fragments of three lines or more."""
    if fragments[k].box is not None:
        return [fragments[k].measure]
    found = []
    for step in (-1, 1):
        at = k + step
        while 0 <= at < len(fragments) and abs(at - k) <= _REACH:
            if len(fragments[at].lines) >= 3 and fragments[at].cue is None and not fragments[at].upright:
                found.append(fragments[at].measure)
                break
            at += step
    return found or [fragments[k].measure]


def _neighbour_terms(k: int, fragments: Sequence[Fragment], parted: bool) -> dict[str, float]:
    """What stands before and after in the dump; `parted` where it sets blank lines around what stands apart."""
    after = fragments[k + 1] if k + 1 < len(fragments) else None
    before = fragments[k - 1] if k else None
    at_measure = not fragments[k].latin and any(
        _reaches(fragments[k].lines[0], measure, False) for measure in _measures_beside(k, fragments)
    )
    byline_next = after is not None and after.cue is not None and after.cue.role is Role.BYLINE
    deck_next = after is not None and after.cue is not None and after.cue.role is Role.DECK
    return {
        "byline_next": float(byline_next or deck_next),
        "story_next": float(after is not None and any(cue.role is Role.DATELINE for cue in after.opening)),
        "under_text": float(
            parted
            and before is not None
            and not fragments[k].blank_before
            and before.cue is None
            and before.sentence_end
        ),
        "closed_before": float(before is None or before.sentence_end or before.cue is not None),
        "open_before": float(
            at_measure
            and before is not None
            and before.cue is None
            and not before.sentence_end
            and not before.last_short
            and len(before.lines) > 1
        ),
        "indented_next": float(
            not fragments[k].latin
            and not fragments[k].sentence_end
            and (after is None or after.start_like > 0.9 or (after.cue is not None and after.cue.role is not Role.JUMP))
        ),
        "full_next": float(
            at_measure and after is not None and after.cue is None and after.start_like < -0.6 and len(after.lines) > 1
        ),
        "isolated": float(fragments[k].blank_before > 0 and (after is None or after.blank_before > 0)),
    }


def _caption_terms(k: int, fragments: Sequence[Fragment], lexicon: Lexicon) -> dict[str, float]:
    fragment = fragments[k]
    if len(fragment.lines) > _CAPTION_LINES or fragment.cue is not None:
        return {}
    after = fragments[k + 1] if k + 1 < len(fragments) else None
    credit_next = after is not None and after.cue is not None and after.cue.role is Role.CREDIT
    if credit_next and after is not None and fragment.lines[0].face is not None:
        credit_next = _close_under(fragment, after)
    return {
        "caption_opener": float(any(cue.role is Role.CAPTION for cue in fragment.opening)),
        "caption_inside": float(caption_inside(fragment.core, lexicon) is not None),
        "credit_inside": float(any(cue.role is Role.CREDIT for cue in fragment.closing) and len(fragment.core) > 8),
        "credit_next": float(credit_next and len(fragment.lines) <= 5),
    }


def _close_under(fragment: Fragment, after: Fragment) -> bool:
    """Whether a fragment stands close under another, or starts beside its last line."""
    if fragment.box is None or after.box is None:
        return False
    across = min(fragment.box.x1, after.box.x1) - max(fragment.box.x0, after.box.x0)
    return across > -_CREDIT_REACH and -1.5 < after.box.y0 - fragment.box.y1 < _CREDIT_REACH


def _sum(terms: Mapping[str, float], weights: Mapping[str, float], prefix: str) -> list[Evidence]:
    return [
        Evidence(f"{prefix}.{name}", value, weights[name]) for name, value in terms.items() if value and weights[name]
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of a page's fragments where its geometry is known."""

    around: Surroundings
    furniture: FurniturePlaces
    pictures: PicturePlaces
    tables: TablePlaces


def guess_role(
    k: int,
    fragments: Sequence[Fragment],
    weights: Mapping[str, Mapping[str, float]],
    lexicon: Lexicon,
    parted: bool = False,
    seen: _Seen | None = None,
) -> RoleGuess:
    """The role of fragment k by itself, its neighbours in the dump and, where they are known, its type and place.

    `parted` tells whether the dump sets blank lines around what stands apart on the page.
    """
    fragment = fragments[k]
    options = [_as_furniture(k, fragment, seen.furniture, weights), *_as_table(k, seen.tables, weights)] if seen else []
    if fragment.cue is not None:
        role = fragment.cue.role
        evidence = (Evidence(f"cue.{fragment.cue.pattern}", 1.0, weights["cue"][role.value], fragment.cue.text),)
        options.append(RoleGuess(role, total(evidence), float(role is Role.DECK), evidence))
    else:
        options += _by_shape(k, fragments, weights, lexicon, parted, seen)
    return max(options, key=lambda guess: guess.outside)


def _by_shape(
    k: int,
    fragments: Sequence[Fragment],
    weights: Mapping[str, Mapping[str, float]],
    lexicon: Lexicon,
    parted: bool,
    seen: _Seen | None,
) -> list[RoleGuess]:
    """A fragment without a cue as a heading, or as a caption where that is likelier."""
    fragment = fragments[k]
    heading = _sum(
        _heading_terms(fragment, _measures_beside(k, fragments)) | _neighbour_terms(k, fragments, parted)
        | {"prior": 1.0, "dateline": float(any(cue.role is Role.DATELINE for cue in fragment.opening))}
        | (heading_type(fragment, seen.around) if seen else {}),
        weights["heading"], "heading",
    )  # fmt: skip
    pictures = _picture_terms(k, fragment, seen.pictures) if seen else {}
    caption = _sum(_caption_terms(k, fragments, lexicon) | {"prior": 1.0} | pictures, weights["caption"], "caption")
    head_score, caption_score = total(heading), total(caption)
    belief = float(1 / (1 + np.exp(-min(30.0, max(-30.0, head_score)))))
    if caption_score > max(0.0, head_score) or (caption_score > 0 and len(caption) > 1):
        return [RoleGuess(Role.CAPTION, max(caption_score, head_score), 0.0, tuple(caption))]
    return [RoleGuess(Role.HEADLINE, head_score, belief, tuple(heading))]


def _as_furniture(
    k: int, fragment: Fragment, places: FurniturePlaces, weights: Mapping[str, Mapping[str, float]]
) -> RoleGuess:
    """A fragment as an advertisement, or as what the page says of itself, by its place and what it says."""
    cue = fragment.cue if fragment.cue is not None and fragment.cue.role in FURNITURE_ROLES else None
    evidence = _sum(places.terms(k) | {"prior": 1.0}, weights["furniture"], "furniture")
    if cue is not None:
        evidence.append(Evidence(f"cue.{cue.pattern}", 1.0, weights["cue"][cue.role.value], cue.text))
    face = fragment.lines[0].face
    own = Role.MASTHEAD if face is not None and face.size >= _MASTHEAD_SIZE else Role.FOLIO
    advert = places.advert_frame[k] > places.top_band[k]
    role = cue.role if cue is not None else Role.ADVERTISEMENT if advert else own
    if places.shadow[k]:
        role = Role.OTHER
    return RoleGuess(role, total(evidence), 0.0, tuple(evidence))


def _as_table(k: int, tables: TablePlaces, weights: Mapping[str, Mapping[str, float]]) -> list[RoleGuess]:
    """A fragment as cells of a table, where it stands in one."""
    terms = tables.terms(k)
    if not terms:
        return []
    evidence = _sum(terms | {"prior": 1.0}, weights["table"], "table")
    return [RoleGuess(Role.TABLE, total(evidence), 0.0, tuple(evidence))]


def _picture_terms(k: int, fragment: Fragment, pictures: PicturePlaces) -> dict[str, float]:
    """A caption by its place and its type."""
    face = fragment.lines[0].face
    place = pictures.terms(k)
    small = face is not None and face.size < _SMALL
    large = min(1.0, max(0.0, (face.size - 1.15) / 0.3)) if face is not None else 0.0
    return place | {"small_type": float(small and any(place.values())), "large_type": large}


def guess_roles(
    fragments: Sequence[Fragment],
    weights: Mapping[str, Mapping[str, float]],
    lexicon: Lexicon,
    around: Surroundings | None = None,
) -> list[RoleGuess]:
    """A guess for each fragment, in order; then furniture draws in the lines around it."""
    gaps = sum(fragment.blank_before > 0 for fragment in fragments[1:])
    parted = gaps > _FEW_GAPS * sum(len(fragment.lines) for fragment in fragments)
    seen = None
    if around is not None:
        seen = _Seen(
            around,
            find_furniture_places(fragments, around),
            PicturePlaces(fragments, around),
            TablePlaces(fragments, around),
        )
    guesses = [guess_role(k, fragments, weights, lexicon, parted, seen) for k in range(len(fragments))]
    return _spread_furniture(fragments, guesses, weights["furniture"])


def _spread_furniture(
    fragments: Sequence[Fragment], guesses: list[RoleGuess], weights: Mapping[str, float]
) -> list[RoleGuess]:
    """Short lines between the lines of an index box or an advertisement belong to it."""
    spread = list(guesses)
    if any(guess.role is Role.INDEX for guess in guesses):
        for k, fragment in enumerate(fragments):
            if fragment.cue is None and fragment.core[:1] in _BULLETS and guesses[k].role is Role.HEADLINE:
                evidence = Evidence("furniture.listed", 1.0, weights["beside"], fragment.core[:20])
                spread[k] = RoleGuess(
                    Role.INDEX, guesses[k].outside + evidence.weight, 0.0, (*guesses[k].evidence, evidence)
                )
    for role in (Role.ADVERTISEMENT, Role.INDEX):
        marked = [k for k, guess in enumerate(guesses) if guess.role is role]
        for k in marked:
            for step in (-1, 1):
                at = k + step
                while 0 <= at < len(fragments) and _joins_furniture(at, at - step, fragments, spread):
                    evidence = Evidence("furniture.beside", 1.0, weights["beside"], fragments[at - step].core[:20])
                    spread[at] = RoleGuess(
                        role, guesses[at].outside + evidence.weight, 0.0, (*guesses[at].evidence, evidence)
                    )
                    at += step
    return spread


def _joins_furniture(at: int, beside: int, fragments: Sequence[Fragment], guesses: Sequence[RoleGuess]) -> bool:
    """Whether `at` is drawn in by its neighbour `beside`: no gap between them, a short line of no other role."""
    fragment = fragments[at]
    later = fragments[max(at, beside)]
    listed = guesses[beside].role is Role.INDEX and fragment.core[:1] in _BULLETS
    if (
        (later.blank_before and not listed)
        or fragment.cue is not None
        or len(fragment.lines) > 2
        or fragment.sentence_end
    ):
        return False
    if guesses[at].role in FURNITURE_ROLES or guesses[at].role is Role.CAPTION:
        return False
    return len(fragment.core) <= (40 if fragment.latin else 22)
