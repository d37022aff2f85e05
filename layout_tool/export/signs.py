"""Signs of a paper that no file of text holds well: line ends inside a text, and control characters."""

from __future__ import annotations

import re
from html import escape as _escape

_SPACES = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = {number: 0x2400 + number for number in range(32)} | {127: 0x2421}


def one_line(text: str) -> str:
    r"""The text on one line, its edges bare: what ends a line is a space, every other control character its picture.

    >>> one_line(" a\n# b\x00 ")
    'a # b␀'
    """
    return _SPACES.sub(" ", text).translate(_CONTROLS).strip()


def escape(text: str) -> str:
    """A text as HTML that shows just this text, on one line.

    >>> escape("<b>\\x00")
    '&lt;b&gt;␀'
    """
    return _escape(one_line(text))


def controls(text: str) -> str:
    r"""The control characters in a text that are shown as pictures, once each.

    >>> controls("a\tb\x00\x00")
    '␀'
    """
    bare = _SPACES.sub("", text)
    return "".join(sorted(set(bare.translate(_CONTROLS)) - set(bare)))


def squeezed(text: str) -> str:
    """The text without white space, as it is compared.

    >>> squeezed("a  b")
    'ab'
    """
    return "".join(text.split())


def shown(name: str) -> str:
    r"""The name of a file as it can be drawn and printed, on one line; bytes that are no text are shown as escapes.

    >>> shown("a\nb\udcff")
    'a b\\udcff'
    """
    return one_line(name).encode("utf-8", "backslashreplace").decode("utf-8")
