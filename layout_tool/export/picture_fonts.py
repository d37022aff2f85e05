"""Fonts for the PNG painter: the first of the known ones that this machine has."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from layout_tool.errors import SetupError
from layout_tool.export.picture_shapes import Face

_SCRIPT_FACES = {"zh": "SC", "ja": "JP", "ko": "KR"}
_SERIF = {
    False: (
        "NotoSerifCJK-Regular.ttc",
        "NotoSerifCJKsc-Regular.otf",
        "SourceHanSerifSC-Regular.otf",
        "Songti.ttc",
        "simsun.ttc",
    ),
    True: (
        "NotoSerifCJK-Bold.ttc",
        "NotoSerifCJKsc-Bold.otf",
        "SourceHanSerifSC-Bold.otf",
        "Songti.ttc",
        "simsunb.ttf",
    ),
}
_SANS = {
    False: (
        "NotoSansCJK-Regular.ttc",
        "NotoSansCJKsc-Regular.otf",
        "NotoSansSC-Regular.otf",
        "SourceHanSansSC-Regular.otf",
        "SourceHanSansCN-Regular.otf",
        "PingFang.ttc",
        "Hiragino Sans GB.ttc",
        "msyh.ttc",
        "simsun.ttc",
        "wqy-microhei.ttc",
        "wqy-zenhei.ttc",
        "DroidSansFallbackFull.ttf",
        "DroidSansFallback.ttf",
    ),
    True: (
        "NotoSansCJK-Bold.ttc",
        "NotoSansCJKsc-Bold.otf",
        "NotoSansSC-Bold.otf",
        "SourceHanSansSC-Bold.otf",
        "SourceHanSansCN-Bold.otf",
        "msyhbd.ttc",
    ),
}
_WESTERN = {
    (Face.SANS, False): ("LiberationSans-Regular.ttf", "Helvetica.ttc", "arial.ttf", "DejaVuSans.ttf"),
    (Face.SANS, True): ("LiberationSans-Bold.ttf", "arialbd.ttf", "DejaVuSans-Bold.ttf"),
    (Face.SERIF, False): ("LiberationSerif-Regular.ttf", "Times.ttc", "times.ttf", "DejaVuSerif.ttf"),
    (Face.SERIF, True): ("LiberationSerif-Bold.ttf", "timesbd.ttf", "DejaVuSerif-Bold.ttf"),
}
_PACKAGES = {
    "linux": "sudo apt-get install fonts-noto-cjk",
    "darwin": "brew install font-noto-sans-cjk",
    "win32": "Add-WindowsCapability -Online -Name Language.Fonts.Hans~~~und-HANS~0.0.1.0",
}


@dataclass(frozen=True, slots=True)
class Fonts:
    """Opens fonts for a language; `cjk` says whether Chinese, Japanese or Korean signs will be drawn."""

    language: str
    cjk: bool

    def face(self, face: Face, bold: bool, size: float) -> FreeTypeFont:
        """The font at `size` pixels.

        Raises SetupError where the text needs a CJK font and the machine has none.
        """
        return _open(self.language, self.cjk, face, bold, size)


@cache
def _open(language: str, cjk: bool, face: Face, bold: bool, size: float) -> FreeTypeFont:
    names = [*_WESTERN[face, bold]] if not cjk else []
    if face is Face.SERIF:
        names += _SERIF[bold]
    names += [*_SANS[bold], *_SANS[False]]
    for name in names:
        if found := _truetype(name, size, _SCRIPT_FACES.get(language.split("-")[0], "SC")):
            return found
    if cjk:
        remedy = _PACKAGES.get(sys.platform, "fonts-noto-cjk")
        raise SetupError(what="setup_cjk_font", remedy=remedy)
    built_in = ImageFont.load_default(size)
    assert isinstance(built_in, FreeTypeFont)
    return built_in


def _truetype(name: str, size: float, script: str) -> FreeTypeFont | None:
    """The font of that file name wherever the system keeps fonts; of a collection, the face for the script."""
    try:
        first = ImageFont.truetype(name, size)
    except OSError:
        return None
    if not name.startswith("Noto") or not name.endswith(".ttc"):
        return first
    for index in range(16):
        try:
            found = ImageFont.truetype(first.path, size, index)
        except OSError:
            break
        if str(found.getname()[0]).endswith(f" {script}"):
            return found
    return first
