"""The child that reads PDFs for its parent: it takes requests from standard input and answers on standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from layout_tool.ingest.pdf.limits import MEMORY_EXIT, hold_to
from layout_tool.ingest.pdf.reading import PdfFile
from layout_tool.ingest.pdf.refusals import PasswordRefused, ReaderRefused
from layout_tool.ingest.pdf.wire import (
    Answer,
    Close,
    Closed,
    Draw,
    Drawn,
    Open,
    Opened,
    Read,
    Refused,
    WireBroken,
    receive,
    send,
)


def serve(memory: int) -> None:
    """Answer requests until the parent is gone. A lack of memory ends the process with `MEMORY_EXIT`."""
    requests, answers = _own_streams()
    hold_to(memory)
    files: dict[int, PdfFile] = {}
    while True:
        try:
            request = receive(requests)
            send(answers, _answer(request, files))
        except WireBroken:
            os._exit(0)
        except MemoryError:
            os._exit(MEMORY_EXIT)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes; whatever else the process may print goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    sys.stdin = sys.stdout = None
    return requests, answers


def _answer(request: object, files: dict[int, PdfFile]) -> Answer:
    try:
        match request:
            case Open(number, path, password, readers):
                files[number] = PdfFile(Path(os.fsdecode(path)), password, readers)
                return Opened(files[number].reader, files[number].page_count)
            case Read(number, index, readers):
                return files[number].read_once(index, readers)
            case Draw(path, password, index, dpi):
                from layout_tool.ingest.pdf.pdfium_picture import draw

                return Drawn(draw(Path(os.fsdecode(path)), password, index, dpi))
            case Close(number):
                files.pop(number).close()
    except ReaderRefused as refusal:
        return Refused(isinstance(refusal, PasswordRefused), str(refusal))
    return Closed()
