"""Small PDFs written by hand: what stands in them is known to the letter."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FONTS = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"


@dataclass(frozen=True)
class Leaf:
    """A page: its content stream, its boxes, and what else its dictionary and resources say."""

    content: str | bytes = ""
    media: tuple[float, float, float, float] = (0, 0, 200, 300)
    crop: tuple[float, float, float, float] | None = None
    rotate: int = 0
    entries: str = ""
    resources: str = FONTS


@dataclass(frozen=True)
class Part:
    """A further object, a stream where `data` is given; the first one is object 3."""

    entries: str
    data: bytes | None = None


def text(words: str, x: float = 20, y: float = 200, size: float = 10) -> str:
    """The operators that set a line in the first font."""
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def made_pdf(*leaves: Leaf, parts: Sequence[Part] = (), trailer: str = "") -> bytes:
    """The bytes of a file with these pages."""
    first = 3 + len(parts)
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(leaves)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(leaves)} >>".encode(),
        *(_body(part.entries, part.data) for part in parts),
    ]
    for number, leaf in enumerate(leaves):
        crop = f"/CropBox [{_numbers(leaf.crop)}]" if leaf.crop else ""
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{_numbers(leaf.media)}] {crop} /Rotate {leaf.rotate}"
            f" /Resources << {leaf.resources} >> /Contents {first + 2 * number + 1} 0 R {leaf.entries} >>".encode()
        )
        content = leaf.content if isinstance(leaf.content, bytes) else leaf.content.encode("latin-1")
        bodies.append(_body("", content))
    return _file(bodies, trailer)


def packed_pdf(entries: str, content: str) -> bytes:
    """The bytes of a file of one page whose dictionaries are compressed, and its table of objects too."""
    dictionaries = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Resources << {FONTS} >> /Contents 4 0 R {entries} >>",
    ]
    places = [sum(len(one) + 1 for one in dictionaries[:number]) for number in range(3)]
    index = " ".join(f"{number} {place}" for number, place in enumerate(places, start=1)) + " "
    objects = zlib.compress((index + " ".join(dictionaries)).encode())
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in (
        (4, _body("", content.encode("latin-1"))),
        (5, _body(f"/Type /ObjStm /N 3 /First {len(index)} /Filter /FlateDecode", objects)),
    ):
        starts.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = [(0, 0, 255), *((2, 5, place) for place in range(3)), *((1, start, 0) for start in (*starts, len(written)))]
    rows = b"".join(kind.to_bytes(1, "big") + where.to_bytes(4, "big") + bytes((last,)) for kind, where, last in table)
    last = b"6 0 obj\n" + _body("/Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R", rows) + b"\nendobj\n"
    return bytes(written) + last + f"startxref\n{len(written)}\n%%EOF\n".encode()


def write_pdf(path: Path, *leaves: Leaf, parts: Sequence[Part] = ()) -> Path:
    """Write such a file."""
    path.write_bytes(made_pdf(*leaves, parts=parts))
    return path


def deflated(data: bytes, entries: str = "") -> Part:
    """A compressed stream."""
    return Part(f"/Filter /FlateDecode {entries}", zlib.compress(data))


def _numbers(box: Sequence[float]) -> str:
    return " ".join(f"{number:g}" for number in box)


def _body(entries: str, data: bytes | None) -> bytes:
    if data is None:
        return entries.encode("latin-1")
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1") + data + b"\nendstream"


def _file(bodies: Sequence[bytes], trailer: str) -> bytes:
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n"
    return bytes(written) + (table + end).encode()
