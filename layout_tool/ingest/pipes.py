"""Pickled values over a pipe between a process and its child."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from typing import IO, BinaryIO

_LENGTH = struct.Struct("<Q")


class WireBroken(Exception):
    """The other side is gone."""


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """For a child: its standard input and output, as pipes; whatever else the process may print goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    sys.stdin = sys.stdout = None
    return requests, answers


def send(stream: IO[bytes], message: object) -> None:
    """Raises WireBroken; what pickle raises of a value that cannot be sent, and then nothing was."""
    body = pickle.dumps(message, protocol=5)
    try:
        stream.write(_LENGTH.pack(len(body)))
        stream.write(body)
        stream.flush()
    except (OSError, ValueError) as failure:
        raise WireBroken from failure


def receive(stream: IO[bytes]) -> object:
    """Raises WireBroken, also at the end of what the other side has said."""
    message: object = pickle.loads(_exactly(stream, *_LENGTH.unpack(_exactly(stream, _LENGTH.size))))  # noqa: S301  ours
    return message


def _exactly(stream: IO[bytes], size: int) -> bytes:
    try:
        body = stream.read(size)
    except (OSError, ValueError) as failure:
        raise WireBroken from failure
    if len(body) < size:
        raise WireBroken
    return body
