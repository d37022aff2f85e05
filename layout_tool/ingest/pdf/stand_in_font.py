"""A stand-in for embedded fonts, which spares PDFium most of its work on an East Asian page.

PDFium interprets the outline of every painted glyph, twice, to know the box of its ink. Nobody here needs that box: the
advance comes from the PDF's own table of widths, the character from its map to Unicode. So the program of a font whose
glyphs are numbered by CID, and of which nothing but outlines is ever asked, is replaced in memory by one that is loaded
in no time and has the same box, a square well inside the em, for every number.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache

_EM = 1000
_LEFT, _BOTTOM, _RIGHT, _TOP = 300, 200, 700, 600
_GLYPHS = 0xFFFF
_MAGIC = 0x5F0F3CF5  # in every TrueType font
_MARK = b"/CIDFontType0C"  # the program of a font with CIDs in the compact format; streams stand open in every file
_DICTIONARY = 800  # bytes within which a stream's dictionary begins before the mark and ends after it
_OPENING = re.compile(rb"\bobj\b")
_STREAM = re.compile(rb"stream\r?\n")
_WRONG = re.compile(rb"/DecodeParms|/ASCII|/LZW|/RunLength|/Crypt|endobj")


def with_stand_ins(content: bytes) -> bytearray | None:
    """The file's bytes, with a stand-in for each font that can have one, byte for byte in its place; None where there
    is none, and where the file is encrypted."""
    if _MARK not in content or b"/Encrypt" in content:
        return None
    font = _compressed()
    changed = None
    for mark in re.finditer(re.escape(_MARK), content):
        place = _program(content, mark.start())
        if place is not None and place[1] - place[0] >= len(font):
            changed = changed or bytearray(content)
            changed[place[0] : place[0] + len(font)] = font  # what follows the end of a compressed stream is not read
    return changed


def _program(content: bytes, mark: int) -> tuple[int, int] | None:
    """Where the compressed font program lies whose dictionary has the mark; None where it is none of the plain kind."""
    before = content[max(0, mark - _DICTIONARY) : mark]
    openings = list(_OPENING.finditer(before))
    stream = _STREAM.search(content, mark, mark + _DICTIONARY)
    if not openings or stream is None:
        return None
    dictionary = before[openings[-1].end() :] + content[mark : stream.start()]
    if b"/FlateDecode" not in dictionary or _WRONG.search(dictionary):
        return None
    end = content.find(b"endstream", stream.end())
    return (stream.end(), end) if end > 0 else None


@cache
def _compressed() -> bytes:
    return zlib.compress(square_font(), 9)


def square_font() -> bytes:
    """A TrueType font of 65,535 glyphs, all of them one square.

    Two copies of the glyph serve for all: the table of places goes to and fro between them. A place below the one
    before it is read as "to the end of the glyphs".
    """
    square = struct.pack(">hhhhh", 1, _LEFT, _BOTTOM, _RIGHT, _TOP)
    square += struct.pack(">HH", 3, 0)  # one contour of four points, no instructions
    square += bytes((0x01,) * 4)  # all on the curve, coordinates as words
    side = _TOP - _BOTTOM
    square += struct.pack(">hhhh", _LEFT, 0, side, 0) + struct.pack(">hhhh", _BOTTOM, side, 0, -side)
    square += bytes(-len(square) % 4)
    places = [(number % 2) * len(square) // 2 for number in range(_GLYPHS + 1)]
    version = 0x00010000
    tables = {
        b"glyf": square * 2,
        b"head": struct.pack(
            ">II4xIHH16xhhhhHHhhh", version, version, _MAGIC, 0, _EM, _LEFT, _BOTTOM, _RIGHT, _TOP, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">IhhhH22xH", version, _EM, 0, 0, _EM, 1),
        b"hmtx": struct.pack(">Hh", _EM, 0),
        b"loca": struct.pack(f">{len(places)}H", *places),
        b"maxp": struct.pack(">IHHH4xH16x", version, _GLYPHS, 4, 1, 2),
    }
    head = struct.pack(">IHHHH", version, len(tables), 64, 2, len(tables) * 16 - 64)
    entries, bodies = b"", b""
    offset = len(head) + 16 * len(tables)
    for name, table in sorted(tables.items()):
        entries += name + struct.pack(">III", 0, offset + len(bodies), len(table))
        bodies += table + bytes(-len(table) % 4)
    return head + entries + bodies
