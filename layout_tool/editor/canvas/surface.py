"""A page in a widget: the camera over it and the layers that are painted; what it shows is in its subclasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from layout_tool.editor.canvas.camera import Camera, Viewport, fitted, showing
from layout_tool.editor.canvas.context import PaintContext, colour
from layout_tool.editor.canvas.ends import paint_ends
from layout_tool.editor.canvas.hits import RegionGrid
from layout_tool.editor.canvas.inks import Inks
from layout_tool.editor.canvas.overlay import paint_flash, paint_hover, paint_order, paint_selection
from layout_tool.editor.canvas.sheet import Sheet, prepared
from layout_tool.editor.document import DocumentChange, EditorDocument
from layout_tool.editor.flash import Flash
from layout_tool.editor.theme import Palette
from layout_tool.export.picture_colours import Look
from layout_tool.messages import Messages
from layout_tool.model.document import Page, Unit
from layout_tool.model.geometry import Box, union

_TAG_SIZE = 10
_FULL_SCALE = {Unit.PT: 96 / 72, Unit.PX: 1.0, Unit.EM: 16.0}
_SERIFS = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Serif", "DejaVu Serif")


class PageSurface(QWidget):
    """The page that the document shows. It never moves unless it is asked to."""

    camera_changed = Signal(object)
    """The Camera, after the person moved it."""

    order_in_hand = True
    """Whether the article in hand shows its reading order without being asked; all show it on demand."""

    def __init__(
        self, editor: EditorDocument, messages: Messages, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.editor = editor
        self.camera = Camera(1.0, 0.0, 0.0)
        self.looks: Mapping[str, Look] = {}
        self.inks = Inks()
        self._palette = palette
        self._messages = messages
        self._whole_order = False
        self._fits = True
        self._grid: RegionGrid | None = None
        self._sheet: Sheet | None = None
        self._still: QPixmap | None = None
        self._serif = QFont()
        self._serif.setFamilies(list(_SERIFS))
        self.flash = Flash(editor, self)
        self.flash.changed.connect(self.update)
        editor.changed.connect(self._on_changed)
        editor.page_changed.connect(self._on_page)
        editor.selection_changed.connect(self.update)
        editor.hover_changed.connect(self.update)
        editor.attention.changed.connect(self.update)
        self._look_again()
        self.retranslate(messages)

    @property
    def port(self) -> Viewport:
        """The sizes of view and page."""
        page = self.editor.page
        width, height = (page.width, page.height) if page is not None else (1.0, 1.0)
        return Viewport(self.width(), self.height(), width, height)

    @property
    def zoom_percent(self) -> int:
        """How large the page is shown: 100 is its printed size, or 16 px an em."""
        page = self.editor.page
        return round(100 * self.camera.scale / _FULL_SCALE[page.unit]) if page is not None else 100

    def sizeHint(self) -> QSize:
        return QSize(480, 620)

    def fit(self) -> None:
        """Show the whole page, also when the view's size changes."""
        self._fits = True
        self._set_camera(fitted(self.port))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom at a place of the view, its middle where none is given."""
        point = at or QPointF(self.width() / 2, self.height() / 2)
        self._fits = False
        self._set_camera(self.camera.zoomed(factor, (point.x(), point.y()), self.port).held(self.port))

    def set_camera(self, camera: Camera) -> None:
        """Show what a camera shows, within the page."""
        self._fits = False
        self._set_camera(camera.held(self.port))

    def follow(self, camera: Camera, *, fits: bool) -> None:
        """Show what another view shows; its size may be another."""
        self._fits = fits
        self.camera = fitted(self.port) if fits else camera
        self._forget()

    @property
    def fits(self) -> bool:
        """Whether the whole page is kept in sight."""
        return self._fits

    def show_order(self, shown: bool) -> None:
        """Show the reading order of all articles, or only of the one in hand."""
        self._whole_order = shown
        self.update()

    def reveal(self, regions: Sequence[str]) -> None:
        """Move the page so far that these regions are seen."""
        page = self.editor.page
        boxes = [region.bbox for region in (page.regions if page is not None else ()) if region.id in set(regions)]
        if boxes:
            camera = showing(self.camera, union(boxes), self.port)
            if camera != self.camera:
                self.set_camera(camera)

    def set_palette(self, palette: Palette) -> None:
        self._palette = palette
        self._forget()

    def retranslate(self, messages: Messages) -> None:
        self._messages = messages
        self.setAccessibleName(messages.text(self._name_key()))
        self.setAccessibleDescription(messages.text("canvas_description"))

    def grid(self) -> RegionGrid:
        """Where the regions of the page lie."""
        if self._grid is None:
            page = self.editor.page
            port = self.port
            self._grid = RegionGrid(page.regions if page is not None else (), port.page_width, port.page_height)
        return self._grid

    def page_point(self, point: QPointF) -> tuple[float, float]:
        """A place of the view in page units."""
        return self.camera.to_page(point.x(), point.y(), self.port)

    def view_box(self, box: Box) -> QRectF:
        """A box of the page in the view."""
        shown = self.camera.box_to_view(box, self.port)
        return QRectF(shown.x0, shown.y0, shown.width, shown.height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the still part is kept whole
        page = self.editor.page
        painter = QPainter(self)
        if page is None:
            painter.fillRect(self.rect(), QColor(self._palette.desk))
            painter.end()
            return
        context = self._context(page)
        painter.drawPixmap(0, 0, self._still_picture(context))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_moving(painter, context)
        paint_flash(painter, context, self.flash)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(QPen(colour(self._palette.accent, 0.55), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def paint_still(self, painter: QPainter, context: PaintContext) -> None:
        """What stays as it is while the pointer moves."""
        raise NotImplementedError

    def paint_moving(self, painter: QPainter, context: PaintContext) -> None:
        """What follows selection and pointer."""
        paint_hover(painter, context)
        paint_selection(painter, context)
        if self.order_in_hand or context.whole_order:
            paint_order(painter, context)
        paint_ends(painter, context)

    def _name_key(self) -> str:
        raise NotImplementedError

    def _still_picture(self, context: PaintContext) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._still is None or self._still.size() != size:
            self._still = QPixmap(size)
            self._still.setDevicePixelRatio(ratio)
            self.inks.mix(context.palette, context.small, ratio)
            painter = QPainter(self._still)
            self.paint_still(painter, context)
            painter.end()
        return self._still

    def _context(self, page: Page) -> PaintContext:
        small = QFont(self.font())
        small.setPixelSize(max(_TAG_SIZE, round(self.fontInfo().pixelSize() * 0.77)))
        small.setBold(True)
        return PaintContext(
            page=page,
            index=self.editor.index,
            camera=self.camera,
            port=self.port,
            looks=self.looks,
            sheet=self._ready(page),
            selection=self.editor.selection,
            hovered=self.editor.hovered,
            palette=self._palette,
            small=small,
            serif=self._serif,
            whole_order=self._whole_order,
            ends=self.editor.attention.ends,
        )

    def _ready(self, page: Page) -> Sheet:
        if self._sheet is None:
            self._sheet = prepared(page, self.editor.doubts, self.looks)
        return self._sheet

    def _set_camera(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self._forget()
            self.camera_changed.emit(camera)

    def _forget(self) -> None:
        """What is kept of the still part no longer holds."""
        self._still = None
        self.update()

    def _on_changed(self, change: DocumentChange) -> None:
        page = self.editor.page
        if page is not None and page.id in change.pages:
            self._look_again()
            self._grid = None
            self._forget()

    def _on_page(self) -> None:
        self._grid = None
        self._look_again()
        self.fit()
        self._forget()

    def _look_again(self) -> None:
        page = self.editor.page
        self._sheet = None
        self.looks = self.editor.looks(page.id) if page is not None else {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.camera = fitted(self.port)
            self.camera_changed.emit(self.camera)
        self._forget()
