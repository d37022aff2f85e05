"""What of a page is seen, and how large: pure geometry between page units and the view's pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layout_tool.model.geometry import Box

_EDGE = 24.0  # px around a page that fits
_SMALLEST, _LARGEST = 0.002, 80.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """The size of a view in pixels, and of the page in its own unit."""

    width: float
    height: float
    page_width: float
    page_height: float


@dataclass(frozen=True, slots=True)
class Camera:
    """The page point (x, y) stands in the middle of the view, at `scale` pixels a page unit."""

    scale: float
    x: float
    y: float

    def to_view(self, x: float, y: float, port: Viewport) -> tuple[float, float]:
        """A page point in the view's pixels."""
        return (x - self.x) * self.scale + port.width / 2, (y - self.y) * self.scale + port.height / 2

    def to_page(self, x: float, y: float, port: Viewport) -> tuple[float, float]:
        """A point of the view in page units."""
        return (x - port.width / 2) / self.scale + self.x, (y - port.height / 2) / self.scale + self.y

    def box_to_view(self, box: Box, port: Viewport) -> Box:
        """A box of the page in the view's pixels."""
        return Box(*self.to_view(box.x0, box.y0, port), *self.to_view(box.x1, box.y1, port))

    def seen(self, port: Viewport) -> Box:
        """What of the page's plane the view shows, in page units."""
        return Box(*self.to_page(0, 0, port), *self.to_page(port.width, port.height, port))

    def zoomed(self, factor: float, at: tuple[float, float], port: Viewport) -> Camera:
        """Larger by `factor`, with the page point under the view's point `at` where it is."""
        scale = min(max(self.scale * factor, _SMALLEST), _LARGEST)
        x, y = self.to_page(*at, port)
        return Camera(scale, x - (at[0] - port.width / 2) / scale, y - (at[1] - port.height / 2) / scale)

    def panned(self, dx: float, dy: float) -> Camera:
        """The page moved by so many pixels, to the right and down."""
        return replace(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def held(self, port: Viewport) -> Camera:
        """The same, but the middle of the view stays on the page."""
        return replace(self, x=min(max(self.x, 0.0), port.page_width), y=min(max(self.y, 0.0), port.page_height))


def fitted(port: Viewport) -> Camera:
    """The camera that shows the whole page."""
    width, height = max(port.page_width, 1e-6), max(port.page_height, 1e-6)
    room = max(port.width - 2 * _EDGE, port.width / 2), max(port.height - 2 * _EDGE, port.height / 2)
    scale = min(max(min(room[0] / width, room[1] / height), _SMALLEST), _LARGEST)
    return Camera(scale, width / 2, height / 2)


def showing(camera: Camera, box: Box, port: Viewport) -> Camera:
    """The camera moved as little as it takes to show the box, at the same scale; what is too large is centred."""
    seen = camera.seen(port)
    margin = _EDGE / camera.scale

    def shift(low: float, high: float, first: float, last: float) -> float:
        if high - low + 2 * margin > last - first:
            return (low + high) / 2 - (first + last) / 2
        return min(low - margin - first, 0.0) or max(high + margin - last, 0.0)

    dx, dy = shift(box.x0, box.x1, seen.x0, seen.x1), shift(box.y0, box.y1, seen.y0, seen.y1)
    return replace(camera, x=camera.x + dx, y=camera.y + dy)
