"""Decoding as a stream, with nothing lost: a byte that fits nowhere stays visible as `\\xNN`.

Inside, such a byte travels as the lone surrogate U+DC00 + byte, which no strict decoder ever makes,
so that it can be told from a backslash that stands in the text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_HANDLER = "layout_tool.visible_bytes"
_MARKS = re.compile("[\udc00-\udcff]+")

_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def _mark(failure: UnicodeError) -> tuple[str, int]:
    if not isinstance(failure, UnicodeDecodeError):
        raise failure
    wrong = failure.object[failure.start : failure.end]
    return "".join(chr(0xDC00 + byte) for byte in wrong), failure.end


codecs.register_error(_HANDLER, _mark)


def signature(head: bytes) -> tuple[str, int] | None:
    """The encoding that a byte-order mark names and the mark's length; None without one.

    >>> signature(b"\\xff\\xfeA\\x00")
    ('utf-16-le', 2)
    """
    for mark, encoding in _SIGNATURES:
        if head.startswith(mark):
            return encoding, len(mark)
    return None


@dataclass(slots=True)
class Flaws:
    """Undecodable bytes met so far: how many, and the byte offset of the first."""

    count: int = 0
    first: int | None = None


class VisibleDecoder:
    """An incremental decoder of one encoding; `flaws` counts what did not fit.

    `offset` is the byte at which the decoding begins (after a byte-order mark).
    """

    def __init__(self, encoding: str, offset: int = 0) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)(_HANDLER)
        self._encoding = encoding
        self._offset = offset
        self.flaws = Flaws()

    def decode(self, chunk: bytes, final: bool = False) -> str:
        """The text of the next bytes; a character cut at the chunk's end comes with the next chunk."""
        waiting = len(self._decoder.getstate()[0])
        text = self._decoder.decode(chunk, final)
        base = self._offset - waiting
        self._offset += len(chunk)
        first = _MARKS.search(text)
        if first is None:
            return text
        if self.flaws.first is None:
            self.flaws.first = base + len(text[: first.start()].encode(self._encoding, "replace"))
        return _MARKS.sub(self._show, text)

    def _show(self, mark: re.Match[str]) -> str:
        self.flaws.count += len(mark[0])
        return "".join(f"\\x{ord(sign) - 0xDC00:02x}" for sign in mark[0])


def trial(sample: bytes, encoding: str) -> tuple[str, int]:
    """A sample decoded without its undecodable bytes, and their number; a cut last character is no fault.

    >>> trial("字".encode() + b"\\xff" + "字".encode()[:2], "utf-8")
    ('字', 1)
    """
    marked = codecs.getincrementaldecoder(encoding)(_HANDLER).decode(sample)
    text = _MARKS.sub("", marked)
    return text, len(marked) - len(text)
