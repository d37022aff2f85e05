"""The pictures of a document's pages, at any scale, without a wait: what is there is painted, what is better comes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from layout_tool.editor.source.drawing import Arrival, Draughtsman, Wish
from layout_tool.editor.source.tiling import Key, Raster
from layout_tool.editor.theme import DARK, LIGHT
from layout_tool.ingest.pdf.limits import Limits
from layout_tool.ingest.pdf.picture import PagePictures
from layout_tool.model.document import Page, Unit
from layout_tool.model.geometry import Box

_LIMITS = Limits(seconds=20.0)
_PREVIEW = 900  # dots along the longer side of the picture that comes first
_MOST_BYTES = 192_000_000
_MOST_BLURRED = 64  # tiles of other scales that are painted while better ones are on their way


@dataclass(frozen=True, slots=True)
class _Kept:
    image: QImage
    box: Box


class PictureStore(QObject):
    """Pictures of the pages of one PDF, drawn off the window's thread and kept while there is room.

    Other sources have none: their pages are painted as plain paper.
    """

    arrived = Signal(str)
    """The id of a page of which there is more, or something sharper, to paint now."""
    thumbnail_arrived = Signal(str)
    """The id of a page whose thumbnail is there now."""
    failed = Signal(str)
    """The id of a page that cannot be drawn; said once."""
    _drawn = Signal()

    def __init__(self, path: Path, password: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._asked: set[Key] = set()  # thumbnails on their way
        self._hopeless: set[Key] = set()
        self._failed: set[str] = set()
        self._closed = False
        self._drawn.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._draughtsman = Draughtsman(PagePictures(path, password, _LIMITS), self._drawn.emit)
        self.destroyed.connect(partial(_end, self._draughtsman))

    def paint(
        self, painter: QPainter, page: Page, view: Box, scale: float, device_ratio: float, dark: bool = False
    ) -> None:
        """Paint at once the best there is of the part `view` of a page (in points, of which `scale` px make one), with
        its upper left corner at the painter's origin, and have what is missing drawn."""
        if scale <= 0 or not _meet(view, Box(0.0, 0.0, page.width, page.height)):
            return
        painter.save()
        painter.translate(*_to_device_grid(painter, view, scale, device_ratio))
        view = _grown(view, 1 / (scale * device_ratio), page)
        ground = _scaled(view, scale)
        painter.setClipRect(ground, Qt.ClipOperation.IntersectClip)
        if page.unit is not Unit.PT or page.id in self._failed:
            painter.fillRect(ground, QColor((DARK if dark else LIGHT).paper))
        else:
            self._paint_tiles(painter, page, view, scale, device_ratio, dark)
        painter.restore()

    def thumbnail(self, page: Page, width: int, dark: bool = False) -> QImage | None:
        """The whole page `width` dots wide; None where there is none, or none yet."""
        if page.unit is not Unit.PT or page.id in self._failed or width < 1:
            return None
        key = Key(page.id, dark, width)
        kept = self._found(key)
        if kept is None and key not in self._asked and not self._closed:
            self._asked.add(key)
            self._draughtsman.want_small(Wish(key, page.index, Raster.of(page, width)))
        return kept.image if kept else None

    def close(self) -> None:
        """End the drawing; what is there can still be painted. May be called twice."""
        self._closed = True
        self._draughtsman.close()

    def _paint_tiles(self, painter: QPainter, page: Page, view: Box, scale: float, ratio: float, dark: bool) -> None:
        raster = Raster.of(page, page.width * scale * ratio)
        keys = [Key(page.id, dark, raster.across, place) for place in raster.places(view)]
        missing = [key for key in keys if key not in self._kept and key not in self._hopeless]
        if any(key not in self._kept for key in keys):
            self._paint_blurred(painter, page, view, scale, raster, dark)
        for key in keys:
            kept = self._found(key)
            if kept is not None and key.place is not None:
                left, top, width, height = raster.dots(key.place)
                image = kept.image
                if (image.width(), image.height()) != (width, height):
                    painter.drawImage(_scaled(kept.box, scale), image)
                    continue
                painter.drawImage(QRectF(left / ratio, top / ratio, width / ratio, height / ratio), image)
        preview = _preview(page, dark)
        if missing and not self._closed:
            wishes = [Wish(key, page.index, raster) for key in missing]
            if self._found(preview.key) is None:
                wishes.insert(0, preview)
            self._draughtsman.want(page.id, wishes)

    def _paint_blurred(
        self, painter: QPainter, page: Page, view: Box, scale: float, raster: Raster, dark: bool
    ) -> None:
        """What there is at other scales, coarse below fine."""
        painter.fillRect(_scaled(view, scale), QColor((DARK if dark else LIGHT).paper))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for kept in self._others(page.id, dark, view, raster.across):
            painter.drawImage(_scaled(kept.box, scale), kept.image)
        painter.restore()

    def _others(self, page: str, dark: bool, view: Box, across: int) -> Iterator[_Kept]:
        found = [
            (key, kept)
            for key, kept in self._kept.items()
            if key.page == page and key.dark is dark and key.across != across and _meet(kept.box, view)
        ]
        whole = [pair for pair in found if pair[0].place is None]
        tiles = [pair for pair in found if pair[0].place is not None][-_MOST_BLURRED:]
        yield from (kept for _, kept in sorted(whole, key=lambda pair: pair[0].across)[-1:])
        yield from (kept for _, kept in sorted(tiles, key=lambda pair: pair[0].across))

    def _found(self, key: Key) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def _take(self) -> None:
        """Keep what has come, and tell of it page by page."""
        better, small, failed = dict[str, None](), dict[str, None](), dict[str, None]()
        for arrival in self._draughtsman.taken():
            key = arrival.wish.key
            told = small if key in self._asked else better
            self._asked.discard(key)
            if arrival.image is not None:
                self._keep(key, arrival.image, arrival.box)
                told[key.page] = None
            elif self._give_up(arrival):
                failed[key.page] = None
        for page in better:
            self.arrived.emit(page)
        for page in small:
            self.thumbnail_arrived.emit(page)
        for page in failed:
            self.arrived.emit(page)
            self.failed.emit(page)

    def _keep(self, key: Key, image: QImage, box: Box) -> None:
        before = self._kept.pop(key, None)
        self._bytes += image.sizeInBytes() - (before.image.sizeInBytes() if before else 0)
        self._kept[key] = _Kept(image, box)
        while self._bytes > _MOST_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].image.sizeInBytes()

    def _give_up(self, arrival: Arrival) -> bool:
        """Never ask for it again; whether its page was thought to be drawable until now."""
        key = arrival.wish.key
        self._hopeless.add(key)
        if key.place is not None or key.page in self._failed or self._closed:
            return False
        self._failed.add(key.page)
        self._draughtsman.want(key.page, ())
        return True


def _end(draughtsman: Draughtsman, _: QObject | None = None) -> None:
    draughtsman.close()


def _preview(page: Page, dark: bool) -> Wish:
    raster = Raster.of(page, _PREVIEW * page.width / max(page.width, page.height))
    return Wish(Key(page.id, dark, raster.across), page.index, raster)


def _to_device_grid(painter: QPainter, view: Box, scale: float, ratio: float) -> tuple[float, float]:
    """How far to shift the painter so that the page's corner is its origin, and lies on a whole pixel of the screen."""
    corner = QPointF(-view.x0 * scale, -view.y0 * scale)
    device = painter.deviceTransform().map(corner)
    return (
        corner.x() + (round(device.x()) - device.x()) / ratio,
        corner.y() + (round(device.y()) - device.y()) / ratio,
    )


def _scaled(box: Box, scale: float) -> QRectF:
    return QRectF(box.x0 * scale, box.y0 * scale, box.width * scale, box.height * scale)


def _grown(view: Box, margin: float, page: Page) -> Box:
    """The view with a margin, for the shift to whole pixels, as far as the page goes."""
    return Box(
        max(view.x0 - margin, 0.0),
        max(view.y0 - margin, 0.0),
        min(view.x1 + margin, page.width),
        min(view.y1 + margin, page.height),
    )


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
