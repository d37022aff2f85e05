"""Pages are painted at once with what there is, and sharper when it has come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from layout_tool.editor.source import pictures as pictures_module
from layout_tool.editor.source.pictures import PictureStore
from layout_tool.editor.source.tiling import SIDE, Key, Raster
from layout_tool.editor.theme import DARK
from layout_tool.model.document import Direction, Page, Unit
from layout_tool.model.geometry import Box
from tests.ingest.pdf.made import Leaf, write_pdf

BAR = "0 0 0 rg 20 150 60 100 re f 1 0 0 rg 120 150 40 100 re f"
WHOLE = Box(0, 0, 200, 300)
GREY, BLACK, WHITE = "#808080", "#000000", "#ffffff"


def leaf(number: int = 1, unit: Unit = Unit.PT) -> Page:
    return Page(f"p{number}", "s1", number - 1, number, 200, 300, unit, Direction.HORIZONTAL)


@pytest.fixture
def store(tmp_path: Path, qtbot: QtBot) -> Iterator[PictureStore]:  # noqa: ARG001  it brings the application
    made = PictureStore(write_pdf(tmp_path / "page.pdf", Leaf(BAR), Leaf(""), Leaf(BAR, rotate=180)), None)
    yield made
    made.close()


def painted(
    store: PictureStore,
    page: Page,
    view: Box = WHOLE,
    scale: float = 2.0,
    ratio: float = 1.0,
    *,
    dark: bool = False,
    corner: tuple[float, float] = (0, 0),
) -> QImage:
    image = QImage(round(400 * ratio), round(600 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(GREY))
    painter = QPainter(image)
    painter.translate(*corner)
    store.paint(painter, page, view, scale, ratio, dark)
    painter.end()
    return image


def settled(
    qtbot: QtBot,
    store: PictureStore,
    page: Page,
    view: Box = WHOLE,
    scale: float = 2.0,
    ratio: float = 1.0,
    *,
    dark: bool = False,
) -> QImage:
    """The picture when nothing sharper is to come."""
    raster = Raster.of(page, page.width * scale * ratio)
    keys = [Key(page.id, dark, raster.across, place) for place in raster.places(view)]

    def there() -> None:
        painted(store, page, view, scale, ratio, dark=dark)
        assert all(key in store._kept for key in keys)

    qtbot.waitUntil(there, timeout=20_000)
    return painted(store, page, view, scale, ratio, dark=dark)


def colour(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def test_paper_comes_at_once_then_the_picture(store: PictureStore, qtbot: QtBot) -> None:
    begun = time.perf_counter()
    first = painted(store, leaf())
    assert time.perf_counter() - begun < 0.1
    assert colour(first, 80, 200) == WHITE
    with qtbot.waitSignal(store.arrived, timeout=20_000) as arrived:
        pass
    assert arrived.args == ["p1"]
    image = settled(qtbot, store, leaf())
    assert colour(image, 80, 200) == BLACK
    assert colour(image, 280, 200) == "#ff0000"
    assert colour(image, 399, 599) == WHITE


def test_a_part_is_sharp_at_eight_hundred_percent(store: PictureStore, qtbot: QtBot) -> None:
    view = Box(75.3, 40.2, 125.3, 115.2)
    image = settled(qtbot, store, leaf(), view, 8.0)
    edge = round((80 - 75.3) * 8)
    inks = [image.pixelColor(x, 300).lightness() for x in range(edge - 4, edge + 5)]
    assert inks[0] == 0
    assert inks[-1] == 255
    assert sum(0 < ink < 255 for ink in inks) <= 1
    across = Raster.of(leaf(), 1600).across
    tiles = [key for key in store._kept if key.across == across]
    assert 1 <= len(tiles) <= 6
    assert store._kept[tiles[0]].image.width() <= SIDE


def test_a_dense_screen_gets_all_its_dots_and_the_place_may_be_broken(store: PictureStore, qtbot: QtBot) -> None:
    image = settled(qtbot, store, leaf(), WHOLE, 1.5, 2.0)
    assert colour(image, 3 * 50, 3 * 100) == BLACK
    shifted = painted(store, leaf(), Box(10.1, 0, 200, 300), 1.5, 2.0, corner=(15.15, 0))
    row = [image.pixelColor(x, 300).rgb() for x in range(40, 500)]
    assert row in ([shifted.pixelColor(x + by, 300).rgb() for x in range(40, 500)] for by in (-1, 0, 1))


def test_only_the_view_is_painted(store: PictureStore) -> None:
    image = painted(store, leaf(), Box(0, 0, 50, 300), 2.0)
    assert colour(image, 99, 300) == WHITE
    assert colour(image, 120, 300) == GREY
    assert colour(painted(store, leaf(), Box(300, 400, 500, 500)), 5, 5) == GREY


def test_the_dark_picture_is_a_negative_that_keeps_hues(store: PictureStore, qtbot: QtBot) -> None:
    image = settled(qtbot, store, leaf(), dark=True)
    assert colour(image, 5, 5) == DARK.paper.lower()
    assert colour(image, 80, 200) == DARK.ink.lower()
    red = image.pixelColor(280, 200)
    assert red.red() > 200 > 60 > red.green()


def test_what_there_is_stands_in_while_sharper_tiles_come(store: PictureStore, qtbot: QtBot) -> None:
    settled(qtbot, store, leaf())
    image = painted(store, leaf(), Box(0, 0, 50, 75), 8.0)
    assert colour(image, 300, 590) == BLACK
    assert colour(image, 100, 590) == WHITE


def test_what_was_wanted_before_is_dropped_for_what_is_wanted_now(store: PictureStore) -> None:
    worker = store._draughtsman
    worker._turn.acquire()
    try:
        for scale in (2.0, 7.0, 9.0):
            painted(store, leaf(), WHOLE, scale)
        painted(store, leaf(3), WHOLE, 2.0)
        scales = {wish.key.across for wish in worker._views["p1"] if wish.key.place}
        assert scales == {1800}
        first = worker._first()
        assert first is not None
        assert (first.key.page, first.key.place) == ("p3", None)
    finally:
        worker._turn.release()


def test_thumbnails_come_when_nothing_else_is_wanted(store: PictureStore, qtbot: QtBot) -> None:
    assert store.thumbnail(leaf(3), 50) is None
    with qtbot.waitSignal(store.thumbnail_arrived, timeout=20_000) as arrived:
        pass
    assert arrived.args == ["p3"]
    image = store.thumbnail(leaf(3), 50)
    assert image is not None
    assert (image.width(), image.height()) == (50, 75)
    assert colour(image, 15, 50) == "#ff0000"


def test_a_page_that_cannot_be_drawn_is_plain_paper_and_said_once(store: PictureStore, qtbot: QtBot) -> None:
    said: list[str] = []
    store.failed.connect(said.append)
    gone = leaf(7)
    painted(store, gone)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert colour(painted(store, gone), 80, 200) == WHITE
    assert store.thumbnail(gone, 50) is None
    settled(qtbot, store, leaf())
    assert said == ["p7"]


def test_other_sources_are_plain_paper(store: PictureStore) -> None:
    image = painted(store, leaf(unit=Unit.EM))
    assert colour(image, 80, 200) == WHITE
    assert store.thumbnail(leaf(unit=Unit.EM), 50) is None


def test_the_pictures_that_are_kept_have_a_limit(
    store: PictureStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures_module, "_MOST_BYTES", 4_000_000)
    for scale in (2.0, 3.0, 2.5):
        settled(qtbot, store, leaf(), Box(0, 0, 100, 100), scale)
    assert store._bytes <= 4_000_000
    assert store._bytes == sum(kept.image.sizeInBytes() for kept in store._kept.values())


def test_it_ends_at_once_and_what_is_there_can_be_painted(store: PictureStore, qtbot: QtBot) -> None:
    settled(qtbot, store, leaf())
    painted(store, leaf(), WHOLE, 9.0)
    begun = time.perf_counter()
    store.close()
    store.close()
    assert time.perf_counter() - begun < 2
    assert not store._draughtsman._thread.is_alive()
    assert colour(painted(store, leaf()), 80, 200) == BLACK
    assert store.thumbnail(leaf(), 40) is None
