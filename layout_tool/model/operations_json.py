"""Operations and events as JSON, one value a line, read back as they were."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter, ValidationError

from layout_tool.model.operations import Done, Event, Operation, Proposed, Redone, Undone
from layout_tool.model.proposal import PageProposal

_UNDONE, _REDONE = b"undone", b"redone"
_DONE, _PROPOSED = b"done ", b"proposed "


class NotAnEvent(ValueError):
    """Bytes that are no event of this program."""


@cache
def _operations() -> TypeAdapter[Operation]:
    return TypeAdapter(Operation)


@cache
def _proposals() -> TypeAdapter[PageProposal]:
    return TypeAdapter(PageProposal)


def encode_operation(operation: Operation) -> bytes:
    """The operation as one line of JSON, UTF-8, without its line end."""
    return _operations().dump_json(operation)


def decode_operation(line: bytes) -> Operation:
    """The operation of a line. Raises NotAnEvent."""
    try:
        return _operations().validate_json(line)
    except ValidationError as error:
        raise NotAnEvent(str(error.errors(include_url=False)[:1])) from error


def encode_event(event: Event) -> bytes:
    """The event as one line: a word, and what it is about as JSON."""
    match event:
        case Done(operation):
            return _DONE + encode_operation(operation)
        case Proposed(proposal):
            return _PROPOSED + _proposals().dump_json(proposal)
        case Undone():
            return _UNDONE
        case Redone():
            return _REDONE


def decode_event(line: bytes) -> Event:
    """The event of a line. Raises NotAnEvent."""
    if line == _UNDONE:
        return Undone()
    if line == _REDONE:
        return Redone()
    if line.startswith(_DONE):
        return Done(decode_operation(line.removeprefix(_DONE)))
    if line.startswith(_PROPOSED):
        try:
            return Proposed(_proposals().validate_json(line.removeprefix(_PROPOSED)))
        except ValidationError as error:
            raise NotAnEvent(str(error.errors(include_url=False)[:1])) from error
    raise NotAnEvent("an unknown word")
