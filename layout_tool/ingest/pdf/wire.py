"""What parent and child say to each other when a PDF is read in a child: pickled values over two pipes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO

from layout_tool.ingest import pipes
from layout_tool.ingest.pdf.reading import Reading
from layout_tool.model.geometry import Box


@dataclass(frozen=True, slots=True)
class Open:
    """Open a file under a number; answered with Opened or Refused."""

    number: int
    path: str
    password: str | None
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Read a page of an open file; answered with a Reading or Refused."""

    number: int
    index: int
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw a page of a file, open or not; answered with Drawn or Refused."""

    path: str
    password: str | None
    index: int
    dpi: float


@dataclass(frozen=True, slots=True)
class DrawTile:
    """Draw a part of a page; answered with a Tile or Refused. `box` and `size` are in points, origin top-left, of the
    page as it is seen; `size` is the page's, None where it is as PDFium has it."""

    path: str
    password: str | None
    index: int
    dpi: float
    box: Box
    size: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Close:
    """Close a file; answered with Closed."""

    number: int


@dataclass(frozen=True, slots=True)
class Order:
    """A request, and the seconds after which the child need not answer it any more."""

    request: Request
    seconds: float


@dataclass(frozen=True, slots=True)
class Opened:
    reader: str
    page_count: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture of a page as a PNG."""

    png: bytes


@dataclass(frozen=True, slots=True)
class Tile:
    """The picture of a part of a page: rows from the top, without gaps, four bytes a pixel: blue, green, red, and one
    that says nothing. `box` is what it covers: the one that was asked for, grown to whole pixels, within the page."""

    box: Box
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Closed:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    """No reader can do it; `password` where it is for want of one."""

    password: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The reader itself is at fault, not the file: the error's name and what it says, and its traceback."""

    error: str
    traceback: str


Request = Open | Read | Draw | DrawTile | Close
Answer = Opened | Drawn | Tile | Closed | Refused | Failed | Reading


def send(stream: IO[bytes], message: Order | Answer) -> None:
    """Raises WireBroken."""
    pipes.send(stream, message)


def receive(stream: IO[bytes]) -> Order | Answer:
    """Raises WireBroken, also at the end of what the other side has said."""
    message = pipes.receive(stream)
    assert isinstance(message, Order | Answer)
    return message
