"""Errors and phrases as the journal keeps them: JSON text, from which the same error can be made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from layout_tool.errors import LayoutToolError, Phrase, Words


def error_text(error: LayoutToolError | None) -> str | None:
    """An error as text; half letters of odd file names are kept as escapes.

    >>> from layout_tool.errors import EmptyInput
    >>> error_text(EmptyInput(path="a.txt"))
    '{"kind": "EmptyInput", "fields": {"path": "a.txt"}}'
    """
    if error is None:
        return None
    fields = {name: _words(value) for name, value in error.fields.items()}
    return json.dumps({"kind": type(error).__name__, "fields": fields})


def error_of(text: str | None) -> LayoutToolError | None:
    """The error of a text that `error_text` made; the bare base class for a kind that is no more.

    >>> error_of(error_text(LayoutToolError(path="a.txt")))
    LayoutToolError('error: path=a.txt')
    """
    if text is None:
        return None
    stored = json.loads(text)
    kind = _kinds().get(stored["kind"], LayoutToolError)
    return kind(**{name: _of_words(value) for name, value in stored["fields"].items()})


def phrases_text(phrases: Iterable[Phrase]) -> str | None:
    """Phrases as text, None for no phrase."""
    stored = [_words(phrase) for phrase in phrases]
    return json.dumps(stored) if stored else None


def phrases_of(text: str | None) -> tuple[Phrase, ...]:
    """The phrases of a text that `phrases_text` made.

    >>> from layout_tool.errors import phrase
    >>> phrases_of(phrases_text([phrase("note_more", count=3)]))
    (Phrase(key='note_more', fields=(('count', 3),)),)
    """
    return tuple(_phrase(stored) for stored in json.loads(text)) if text else ()


def _words(value: Words) -> object:
    if isinstance(value, Phrase):
        return {"key": value.key, "fields": {name: _words(inner) for name, inner in value.fields}}
    return value


def _of_words(value: object) -> Words:
    if isinstance(value, dict):
        return _phrase(value)
    assert isinstance(value, str | int)
    return value


def _phrase(stored: Mapping[str, Mapping[str, object]]) -> Phrase:
    fields = tuple((name, _of_words(value)) for name, value in stored["fields"].items())
    return Phrase(str(stored["key"]), fields)


def _kinds() -> dict[str, type[LayoutToolError]]:
    return {kind.__name__: kind for kind in _below(LayoutToolError)}


def _below(kind: type[LayoutToolError]) -> Iterator[type[LayoutToolError]]:
    yield kind
    for inner in kind.__subclasses__():
        yield from _below(inner)
