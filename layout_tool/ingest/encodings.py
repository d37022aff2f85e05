"""Which encoding a text is in, judged from a bounded sample of its bytes.

The order: byte-order mark; strict UTF-8; then every candidate decodes the sample and the most plausible
reading wins (`plausibility`); a detector for the rest of the world's encodings; at last no answer.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import charset_normalizer

from layout_tool.ingest.decoding import signature, trial
from layout_tool.ingest.plausibility import (
    CHINESE_MAINLAND,
    CHINESE_TAIWAN,
    GOOD,
    JAPANESE,
    Script,
    east_asian,
    sixteen_bit,
    western,
)

_LEAST = 0.4  # below this score encodings beyond the candidates are looked at
_SURE = 0.55  # below this the guess is doubtful
_MARGIN = 0.25  # closer to the runner-up than this, too
_SYNC_WITHIN = 4096
_SIXTEEN = ("utf-16-le", "utf-16-be")
_WESTERN = ("cp1252", "iso8859-1")  # any bytes pass as these: always doubtful
_SCORED = 1 << 14  # bytes of each piece that candidates are scored on
_ENOUGH = 40  # bytes outside ASCII that the detector for other encodings needs
_REST = ("cp949", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874")
_FEW = 0.05  # a smaller share of bytes that make no sense does not spoil an ASCII text
_LOW = re.compile(rb"[\x00-\x2f]")  # never the second byte of a double-byte character


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes of a file to judge it by: its head, and slices from further on at offsets divisible by 4."""

    head: bytes
    further: tuple[bytes, ...] = ()

    def pieces(self) -> tuple[bytes, ...]:
        return (self.head, *self.further)

    def is_ascii(self) -> bool:
        return all(piece.isascii() for piece in self.pieces())


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding: Python's name, and wider relatives to try where it leaves bytes undecoded.

    `mark` is the length of the byte-order mark to skip; `doubtful` says that another encoding is near.
    """

    encoding: str
    wider: tuple[str, ...] = ()
    mark: int = 0
    doubtful: bool = False

    def family(self) -> tuple[str, ...]:
        return (self.encoding, *self.wider)


def canonical(encoding: str) -> str | None:
    """Python's name of an encoding of text; None for one it does not know.

    >>> canonical("GB-18030"), canonical("base64"), canonical("no such")
    ('gb18030', None, None)
    """
    for spelling in (encoding, encoding.replace("-", "").replace("_", "")):
        try:
            name = codecs.lookup(spelling).name
            "".encode(name)  # what is no encoding of text (base64 …) fails here
            codecs.getincrementaldecoder(name)
        except (LookupError, ValueError):
            continue
        return {"utf-8-sig": "utf-8"}.get(name, name)
    return None


def detect(sample: Sample | bytes) -> Guess | None:
    """The encoding of a sample, None where no reading is plausible.

    >>> detect("本报记者昨日从市政府了解到".encode("gb18030")).encoding
    'gb18030'
    """
    if isinstance(sample, bytes):
        sample = Sample(sample)
    marked = signature(sample.head)
    if marked is not None:
        return Guess(marked[0], mark=marked[1])
    plain = not any(trial(piece, "utf-8")[1] for piece in _synced(sample, "utf-8"))
    return _of_valid_utf8(sample) if plain else _best(sample)


def _of_valid_utf8(sample: Sample) -> Guess:
    """UTF-8, but for what only passes as such: UTF-16 of ASCII text, and Japanese behind escape sequences."""
    pieces = sample.pieces()
    if any(b"\0" in piece for piece in pieces):
        score, encoding = max((_sixteen_bit(sample, name), name) for name in _SIXTEEN)
        return Guess(encoding if score >= _SURE else "utf-8")
    if any(b"\x1b$" in piece for piece in pieces) and sample.is_ascii():
        return Guess("iso2022_jp", ("iso2022_jp_ext",))
    return Guess("utf-8")


def _best(sample: Sample) -> Guess | None:
    short = Sample(sample.head[:_SCORED], tuple(piece[:_SCORED] for piece in sample.further))
    scores = [(score(short), -place) for place, (_, score) in enumerate(_CANDIDATES)]
    (best, place), (second, _) = sorted(scores, reverse=True)[:2]
    if best < _LEAST and (other := _of_the_rest(sample)) is not None:
        return other
    if best <= 0.0:
        return Guess("utf-8", doubtful=True) if _high_share(short) < _FEW else None
    family = _CANDIDATES[-place][0]
    doubtful = best < _SURE or best - second < _MARGIN or family == _WESTERN
    return Guess(family[0], family[1:], doubtful=doubtful)


def settle(encoding: str, sample: Sample) -> Guess:
    """The guess for an encoding the user names (canonical): a byte-order mark still counts as none of the text."""
    marked = signature(sample.head)
    if encoding in ("utf-16", "utf-32"):
        if marked is not None and marked[0].startswith(encoding):
            return Guess(marked[0], mark=marked[1])
        little, big = (_sixteen_bit(sample, name) for name in _SIXTEEN)
        return Guess(f"{encoding}-be" if encoding == "utf-16" and big > little else f"{encoding}-le")
    if marked is not None and marked[0] == encoding:
        return Guess(encoding, mark=marked[1])
    return Guess(encoding)


def _of_the_rest(sample: Sample) -> Guess | None:
    """A reading by the detector for encodings outside our candidates, always doubtful; None for short samples."""
    if sum(byte >= 0x80 for byte in sample.head) < _ENOUGH:
        return None
    found = charset_normalizer.from_bytes(sample.head, cp_isolation=list(_REST)).best()
    name = canonical(found.encoding) if found is not None else None
    return Guess(name, doubtful=True) if name is not None else None


def _high_share(sample: Sample) -> float:
    joined = b"".join(sample.pieces())
    return sum(byte >= 0x80 for byte in joined) / max(1, len(joined))


def _synced(sample: Sample, encoding: str) -> Iterable[bytes]:
    """The pieces, the further ones begun where a character begins."""
    yield sample.head
    for piece in sample.further:
        if encoding == "utf-8":
            yield piece.lstrip(bytes(range(0x80, 0xC0))) if piece[:1] >= b"\x80" else piece
        elif encoding.startswith("utf-16"):
            yield piece
        elif (low := _LOW.search(piece, 0, _SYNC_WITHIN)) is not None:
            yield piece[low.end() :]


def sampled_text(sample: Sample, encoding: str) -> tuple[str, int]:
    """The sample read in an encoding, without its undecodable bytes, and their number."""
    texts, bad = [], 0
    for piece in _synced(sample, encoding):
        text, wrong = trial(piece, encoding)
        texts.append(text)
        bad += wrong
    return "".join(texts), bad


def _utf8(sample: Sample) -> float:
    """By structure alone: the share of what is no valid sequence counts against it, whatever the script."""
    text, bad = sampled_text(sample, "utf-8")
    valid = sum(sign >= "\x80" for sign in text)
    return GOOD - 1.5 * bad / (valid + bad) if valid else 0.0


def _sixteen_bit(sample: Sample, encoding: str) -> float:
    """Any pair of bytes is a character here, so half a likeness is none."""
    text, bad = sampled_text(sample, encoding)
    score = sixteen_bit(text, bad)
    return score if score >= _LEAST else 0.0


def _double_byte(encoding: str, script: Script) -> Callable[[Sample], float]:
    def score(sample: Sample) -> float:
        text, bad = sampled_text(sample, encoding)
        return east_asian(text, bad, script)

    return score


def _western(sample: Sample) -> float:
    joined = b" ".join(sample.pieces())
    return western(joined, joined.decode("cp1252", "replace"))


# Families of encodings, narrowest member first, and how plausible each reads a sample; earlier wins a tie.
_CANDIDATES: tuple[tuple[tuple[str, ...], Callable[[Sample], float]], ...] = (
    (("utf-8",), _utf8),
    (("gb18030",), _double_byte("gb18030", CHINESE_MAINLAND)),
    (("big5", "cp950", "big5hkscs"), _double_byte("big5hkscs", CHINESE_TAIWAN)),
    (("shift_jis", "cp932"), _double_byte("cp932", JAPANESE)),
    (("euc_jp", "euc_jis_2004"), _double_byte("euc_jis_2004", JAPANESE)),
    (("utf-16-le",), lambda sample: _sixteen_bit(sample, "utf-16-le")),
    (("utf-16-be",), lambda sample: _sixteen_bit(sample, "utf-16-be")),
    (_WESTERN, _western),
)
