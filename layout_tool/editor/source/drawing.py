"""The thread that has pictures drawn: what was asked for last comes first, what nobody wants any more not at all."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtGui import QImage

from layout_tool.editor.source.negative import image_of
from layout_tool.editor.source.tiling import Key, Raster
from layout_tool.ingest.pdf.guard import ReaderFault
from layout_tool.ingest.pdf.picture import PagePictures, Tile
from layout_tool.model.geometry import Box

_MOST_SMALL = 256  # thumbnails that may wait
_JOIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that is wanted: the page's index in its file, and its raster."""

    key: Key
    index: int
    raster: Raster


@dataclass(frozen=True, slots=True)
class Arrival:
    """A wish come true, or not: `image` is None where it cannot be drawn. `box` is what it covers."""

    wish: Wish
    image: QImage | None
    box: Box


class Draughtsman:
    """Draws on a thread of its own; `tell` is called there after each picture, which then lies in `taken`."""

    def __init__(self, pictures: PagePictures, tell: Callable[[], None]) -> None:
        self._pictures = pictures
        self._tell = tell
        self._turn = threading.Condition()
        self._views: dict[str, list[Wish]] = {}  # by page, the one wanted last behind the others
        self._small: deque[Wish] = deque(maxlen=_MOST_SMALL)  # the one wanted last at the left
        self._at: Wish | None = None
        self._done: deque[Arrival] = deque()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name="page pictures", daemon=True)
        self._thread.start()

    def want(self, page: str, wishes: Sequence[Wish]) -> None:
        """Have these drawn next, best first, in place of what was wanted of that page before."""
        with self._turn:
            self._views.pop(page, None)
            there = {arrival.wish for arrival in self._done}
            if wanted := [wish for wish in wishes if wish != self._at and wish not in there]:
                self._views[page] = wanted
            self._turn.notify()

    def want_small(self, wish: Wish) -> None:
        """Have a thumbnail drawn when nothing else is wanted."""
        with self._turn:
            if wish in self._small:
                self._small.remove(wish)
            if wish != self._at:
                self._small.appendleft(wish)
            self._turn.notify()

    def taken(self) -> list[Arrival]:
        """What has come since the last time."""
        found = []
        while self._done:
            found.append(self._done.popleft())
        return found

    def close(self) -> None:
        """End the thread and the child it talks to, whatever they are at; may be called twice."""
        with self._turn:
            self._ended = True
            self._turn.notify()
        self._pictures.close()
        self._thread.join(_JOIN_SECONDS)

    def _work(self) -> None:
        with suppress(ReaderFault, OSError):  # the first picture meets it again, and says so
            self._pictures.get_ready()
        while (wish := self._next()) is not None:
            arrival = self._drawn(wish)
            with self._turn:
                self._at = None
                if self._ended:
                    return
                self._done.append(arrival)
            with suppress(RuntimeError):  # who is told may be gone by now
                self._tell()

    def _next(self) -> Wish | None:
        with self._turn:
            while not self._ended:
                self._at = self._first()
                if self._at is not None:
                    return self._at
                self._turn.wait()
        return None

    def _first(self) -> Wish | None:
        if not self._views:
            return self._small.popleft() if self._small else None
        page = next(reversed(self._views))
        wish = self._views[page].pop(0)
        if not self._views[page]:
            del self._views[page]
        return wish

    def _drawn(self, wish: Wish) -> Arrival:
        raster = wish.raster
        whole = Box(0.0, 0.0, raster.width, raster.height)
        box = whole if wish.key.place is None else raster.box(wish.key.place)
        tile = self._tile(wish, box)
        return Arrival(wish, image_of(tile, dark=wish.key.dark) if tile else None, tile.box if tile else box)

    def _tile(self, wish: Wish, box: Box) -> Tile | None:
        try:
            return self._pictures.tile(wish.index, wish.raster.dpi, box, (wish.raster.width, wish.raster.height))
        except (ReaderFault, OSError):  # a page that cannot be drawn is no reason to end: its text is there
            return None
