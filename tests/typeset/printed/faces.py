"""The open fonts of the printed samples: Noto Serif and Sans CJK (SIL Open Font License), cut to what is used."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-cjk puts its files."""

SERIF, BOLD, SANS = "NotoSerifCJK-Regular", "NotoSerifCJK-Bold", "NotoSansCJK-Bold"
EM = 1000
SCRIPTS = ("JP", "KR", "SC", "TC", "HK")
"""In the order in which the files hold them."""


def available() -> bool:
    """Whether the machine has the fonts."""
    return all((FOLDER / f"{name}.ttc").is_file() for name in (SERIF, BOLD, SANS))


@cache
def face(name: str, script: str) -> Face:
    """The face of that file for a script (SC, TC …)."""
    return Face(name, script)


class Face:
    """One font: widths in thousandths of an em, and the glyphs used of it so far."""

    def __init__(self, name: str, script: str) -> None:
        self.name = f"{name.replace('CJK', 'CJK' + script)}"
        self._place = FOLDER / f"{name}.ttc", SCRIPTS.index(script)
        self._font = self._opened()
        assert str(self._font["name"].getDebugName(1)).endswith(f" {script}")
        self._glyphs: dict[int, str] = self._font.getBestCmap()
        self._upright = _upright_forms(self._font)

    def width(self, text: str, size: float) -> float:
        """The set width of a text, no kerning."""
        return sum(self._advance(self._glyphs[ord(sign)]) for sign in text) * size / EM

    def cid(self, sign: str, upright: bool = False) -> int:
        """The number by which the font knows a character; its form for vertical lines if asked for."""
        glyph = self._glyphs[ord(sign)]
        return int((self._upright.get(glyph, glyph) if upright else glyph).removeprefix("cid"))

    def advance(self, cid: int) -> int:
        """In thousandths of an em."""
        return self._advance(f"cid{cid:05}")

    def _advance(self, glyph: str) -> int:
        return int(self._font["hmtx"][glyph][0])

    def subset(self, cids: set[int]) -> bytes:
        """The outlines of some glyphs as a bare CFF font, keyed by the same numbers."""
        options = Options(layout_features=[], name_IDs=[], notdef_outline=True, hinting=False, desubroutinize=True)
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vmtx", "vhea", "DSIG"]
        cutter = Subsetter(options)
        cutter.populate(glyphs=[".notdef" if cid == 0 else f"cid{cid:05}" for cid in sorted(cids)])
        font = self._opened()
        cutter.subset(font)
        return bytes(font["CFF "].compile(font))

    def _opened(self) -> TTFont:
        path, number = self._place
        return TTFont(io.BytesIO(path.read_bytes()), fontNumber=number, lazy=True)


def _upright_forms(font: TTFont) -> dict[str, str]:
    """The font's own glyphs for vertical lines."""
    table = font["GSUB"].table
    wanted = {at for record in table.FeatureList.FeatureRecord if record.FeatureTag == "vert"
              for at in record.Feature.LookupListIndex}  # fmt: skip
    forms: dict[str, str] = {}
    for at in sorted(wanted):
        for sub in table.LookupList.Lookup[at].SubTable:
            forms |= getattr(getattr(sub, "ExtSubTable", sub), "mapping", {})
    return forms
