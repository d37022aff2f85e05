"""Writes a page as a PDF: text with subsets of its fonts, rules, frames, tints, pictures. Same page, same bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.typeset.printed.faces import Face

Streams = list[tuple[str, bytes | None]]


@dataclass(slots=True)
class PdfPage:
    """A page under way, in points, origin at the top left."""

    width: float
    height: float
    marks: list[str] = field(default_factory=list)
    fonts: dict[str, tuple[Face, dict[int, str]]] = field(default_factory=dict)
    pictures: list[tuple[int, int, bytes]] = field(default_factory=list)

    def text(self, face: Face, size: float, x: float, baseline: float, words: str, *, sign_gap: float = 0.0,
             word_gap: float = 0.0, slant: bool = False) -> None:  # fmt: skip
        """A line from (x, baseline) to the right; gaps in points after each sign, and more after each space."""
        resource = self._resource(face)
        used = self.fonts[resource][1]
        parts, run = [], ""
        for sign in words:
            cid = face.cid(sign)
            used[cid] = sign
            run += f"{cid:04X}"
            if sign == " " and word_gap:
                parts.append(f"<{run}> {_n(-word_gap / size * 1000)}")
                run = ""
        if run:
            parts.append(f"<{run}>")
        lean = "0.2" if slant else "0"
        place = f"1 0 {lean} 1 {_n(x)} {_n(self.height - baseline)} Tm"
        self.marks.append(f"BT /{resource} {_n(size)} Tf {_n(sign_gap)} Tc {place} [{' '.join(parts)}] TJ ET")

    def upright(self, face: Face, size: float, x: float, y: float, words: str, step: float) -> None:
        """A vertical line: signs stand one below the other from the top left corner (x, y), `step` apart."""
        resource = self._resource(face)
        used = self.fonts[resource][1]
        self.marks.append(f"BT /{resource} {_n(size)} Tf 0 Tc")
        for at, sign in enumerate(words):
            cid = face.cid(sign, upright=True)
            used[cid] = sign
            left = x + (size - face.advance(cid) * size / 1000) / 2
            self.marks.append(f"1 0 0 1 {_n(left)} {_n(self.height - y - at * step - 0.88 * size)} Tm <{cid:04X}> Tj")
        self.marks.append("ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> None:
        self.marks.append(f"{_n(thick)} w {_n(x0)} {_n(self.height - y0)} m {_n(x1)} {_n(self.height - y1)} l S")

    def frame(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.7, tint: float | None = None) -> None:
        """A rectangle's outline, over a grey of that lightness if one is given."""
        box = f"{_n(x0)} {_n(self.height - y1)} {_n(x1 - x0)} {_n(y1 - y0)} re"
        if tint is not None:
            self.marks.append(f"q {_n(tint)} g {box} f Q")
        self.marks.append(f"{_n(thick)} w {box} S")

    def picture(self, x0: float, y0: float, x1: float, y1: float, wide: int, grey: bytes) -> None:
        """A grey picture, its rows from the top, stretched over the box."""
        self.pictures.append((wide, len(grey) // wide, grey))
        self.marks.append(
            f"q {_n(x1 - x0)} 0 0 {_n(y1 - y0)} {_n(x0)} {_n(self.height - y1)} cm /P{len(self.pictures)} Do Q"
        )

    def file(self) -> bytes:
        """The whole PDF."""
        objects: Streams = [("/Type /Catalog /Pages 2 0 R", None), ("/Type /Pages /Kids [3 0 R] /Count 1", None)]
        objects += [("", None), ("/Filter /FlateDecode", zlib.compress("\n".join(self.marks).encode("ascii"), 9))]
        fonts = []
        for resource, (face, used) in self.fonts.items():
            fonts.append(f"/{resource} {len(objects) + 1} 0 R")
            objects += _font(face, used, len(objects) + 1)
        pictures = []
        for at, (wide, high, grey) in enumerate(self.pictures, 1):
            pictures.append(f"/P{at} {len(objects) + 1} 0 R")
            about = f"/Type /XObject /Subtype /Image /Width {wide} /Height {high} /ColorSpace /DeviceGray"
            objects.append((f"{about} /BitsPerComponent 8 /Filter /FlateDecode", zlib.compress(grey, 9)))
        objects[2] = (
            f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {_n(self.width)} {_n(self.height)}] /Contents 4 0 R"
            f" /Resources << /Font << {' '.join(fonts)} >> /XObject << {' '.join(pictures)} >> >>",
            None,
        )
        return _written(objects)

    def _resource(self, face: Face) -> str:
        for resource, (known, _) in self.fonts.items():
            if known is face:
                return resource
        resource = f"F{len(self.fonts) + 1}"
        self.fonts[resource] = face, {}
        return resource


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _font(face: Face, used: dict[int, str], first: int) -> Streams:
    """The four objects of a font, numbered from `first` on: font, descendant, descriptor and program, and its map."""
    name = f"{_tag(used)}+{face.name}"
    widths = " ".join(f"{cid} [{face.advance(cid)}]" for cid in sorted(used) if face.advance(cid) != 1000)
    info = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    weight = 700 if "Bold" in name else 400
    return [
        (
            f"/Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
            f" /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R",
            None,
        ),
        (
            f"/Type /Font /Subtype /CIDFontType0 /BaseFont /{name} {info} /DW 1000 /W [{widths}]"
            f" /FontDescriptor {first + 2} 0 R",
            None,
        ),
        (
            f"/Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [-200 -300 1200 1100] /ItalicAngle 0"
            f" /Ascent 880 /Descent -120 /CapHeight 730 /StemV {weight // 5} /FontWeight {weight}"
            f" /FontFile3 {first + 3} 0 R",
            None,
        ),
        ("/Subtype /CIDFontType0C /Filter /FlateDecode", zlib.compress(face.subset({0, *used}), 9)),
        ("/Filter /FlateDecode", zlib.compress(_map(used).encode("ascii"), 9)),
    ]


def _tag(used: dict[int, str]) -> str:
    """The six letters before a subset's name."""
    number = zlib.crc32(",".join(map(str, sorted(used))).encode("ascii"))
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters += chr(ord("A") + rest)
    return letters


def _map(used: dict[int, str]) -> str:
    """From glyphs back to characters."""
    rows = [f"<{cid:04X}> <{sign.encode('utf-16-be').hex().upper()}>" for cid, sign in sorted(used.items())]
    blocks = [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in _hundreds(rows)]
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    named = "/CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    return "\n".join([head, named, space, *blocks, "endcmap end end"])


def _hundreds(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(rows), 100):
        yield rows[at : at + 100]


def _written(objects: Streams) -> bytes:
    out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, (entries, stream) in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n<< {entries}".encode("ascii")
        if stream is None:
            out += b" >>\nendobj\n"
        else:
            out += f" /Length {len(stream)} >>\nstream\n".encode("ascii") + stream + b"\nendstream\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += b"".join(f"{place:010} 00000 n \n".encode("ascii") for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
