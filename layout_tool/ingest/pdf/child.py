"""The child that reads PDFs for its parent: it takes requests from standard input and answers on standard output."""

from __future__ import annotations

import faulthandler
import os
import traceback
from pathlib import Path

from layout_tool.ingest.pdf.limits import MEMORY_EXIT, hold_to
from layout_tool.ingest.pdf.reading import PdfFile
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.wire import (
    Answer,
    Close,
    Closed,
    Draw,
    Drawn,
    DrawTile,
    Failed,
    Open,
    Opened,
    Order,
    Read,
    Refused,
    Request,
    receive,
    send,
)
from layout_tool.ingest.pipes import WireBroken, own_streams

_GRACE = 3.0  # seconds: so much later than its parent the child itself takes a request to be hopeless


def serve(memory: int) -> None:
    """Answer requests until the parent is gone. A lack of memory ends the process with `MEMORY_EXIT`.

    The child has a clock of its own, which runs even while C code does not let go of the interpreter: nobody else would
    end it if the parent were killed meanwhile.
    """
    requests, answers = own_streams()
    faulthandler.enable()
    hold_to(memory)
    files: dict[int, PdfFile] = {}
    while True:
        try:
            order = receive(requests)
            assert isinstance(order, Order)
            faulthandler.dump_traceback_later(order.seconds + _GRACE, exit=True)
            answer = _answer(order.request, files)
            faulthandler.cancel_dump_traceback_later()
            send(answers, answer)
        except WireBroken:
            os._exit(0)
        except MemoryError:
            os._exit(MEMORY_EXIT)


def _answer(request: Request, files: dict[int, PdfFile]) -> Answer:
    try:
        return _done(request, files)
    except ReaderRefused as refusal:
        return Refused(isinstance(refusal, PasswordRefused), str(refusal))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the parent raises it
        return Failed(f"{type(error).__name__}: {error}", traceback.format_exc())


def _done(request: Request, files: dict[int, PdfFile]) -> Answer:
    match request:
        case Open(number, path, password, readers):
            if number in files:
                files.pop(number).close()
            files[number] = PdfFile(Path(os.fsdecode(path)), password, readers)
            return Opened(files[number].reader, files[number].page_count)
        case Read(number, index, readers):
            return files[number].read_once(index, readers)
        case Draw(path, password, index, dpi):
            from layout_tool.ingest.pdf.pdfium_picture import draw

            return Drawn(draw(Path(os.fsdecode(path)), password, index, dpi))
        case DrawTile(path, password, index, dpi, box, size):
            from layout_tool.ingest.pdf.pdfium_tiles import draw_tile

            return draw_tile(Path(os.fsdecode(path)), password, index, dpi, box, size)
        case Close(number):
            if number in files:
                files.pop(number).close()
            return Closed()
