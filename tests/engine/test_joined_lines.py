"""Printed lines that an extractor joined where it undid a hyphen."""

from __future__ import annotations

import textwrap

import pytest

from layout_tool.engine.joined_lines import part_joined
from tests.engine.proposing import all_lines, lines_of, propose_text

TEXT = (
    "The harbour authority of Lanchuan opened its third terminal on Thursday after two summers of construction, and "
    "the first containers were unloaded before breakfast under a steady rain. Engineers had measured the foundations "
    "repeatedly, because the embankment had settled unexpectedly during the preparations for the railway connection. "
    "Passengers watched the operation from the promenade, where temporary barriers separated onlookers from machinery "
    "and photographers competed for the remaining positions along the balustrade."
)


def _set(text: str, letters: int) -> list[str]:
    """Lines of so many letters at most; a long word at the edge is parted by a hyphen."""
    lines, line = [], ""
    for word in text.split():
        room = letters - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
        elif len(word) >= 8 and room >= 5:
            cut = min(room - 1, len(word) - 3)
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _dump(lines: list[str]) -> str:
    return "\n".join(lines).replace("-\n", "")


@pytest.mark.parametrize("letters", [30, 36, 44])
def test_joined_lines_are_parted_near_the_printed_end(letters: int) -> None:
    printed = _set(TEXT, letters)
    parted = part_joined(lines_of(_dump(printed)))
    assert len(_dump(printed).split("\n")) < len(printed)
    assert len(parted) == len(printed)
    for line, wanted in zip(parted, printed, strict=True):
        assert abs(len(line.text) - len(wanted)) <= 12


def test_every_word_stays_whole_and_in_place() -> None:
    dump = _dump(_set(TEXT, 36))
    parted = part_joined(lines_of(dump))
    assert " ".join(line.text for line in parted).split() == TEXT.split()
    for line in parted:
        assert dump[line.start : line.end] == line.text
    pieces = [(line.number, line.piece) for line in parted]
    assert len(set(pieces)) == len(pieces)


def test_a_page_with_hyphens_is_left_alone() -> None:
    lines = lines_of("\n".join(_set(TEXT, 36)))
    assert part_joined(lines) == lines


def test_lines_of_one_width_are_left_alone() -> None:
    lines = lines_of("\n".join(textwrap.wrap(TEXT, 36, break_long_words=False)))
    assert part_joined(lines) == lines


def test_a_wide_headline_by_itself_is_one_line() -> None:
    headline = "A Terminal for the Next Century of Shipping on the River"
    parted = part_joined(lines_of(f"{headline}\n\n{_dump(_set(TEXT, 36))}"))
    assert parted[0].text == headline


def test_the_proposal_keeps_the_paragraph_in_one_piece() -> None:
    found = propose_text(f"Terminal Opens\n\n{_dump(_set(TEXT, 36))}\n")
    assert [paragraph.text for article in found.articles for paragraph in article.paragraphs] == [TEXT]
    ids = [line.id for line in all_lines(found)]
    assert len(set(ids)) == len(ids) > TEXT.count("-") + 10
