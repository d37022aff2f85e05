"""Reading the contract: JSON text to a document, or one clear line about what is wrong and where."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pydantic_core
from pydantic import TypeAdapter, ValidationError

from layout_tool.errors import BrokenDocument
from layout_tool.model.article import Article, Continuation
from layout_tool.model.contract_check import faults
from layout_tool.model.document import FORMAT, FORMAT_VERSION, Document, Generator, HistoryEntry, Page

_BOM = b"\xef\xbb\xbf"
_PRESENT: dict[type, tuple[str, ...]] = {
    Page: ("columns", "regions", "images", "separators"),
    Article: ("status",),
    Generator: ("name",),
}
"""Fields that a dataclass gives a default but the contract wants written."""
_RENAMED: dict[type, dict[str, str]] = {Continuation: {"from": "from_page", "to": "to_page"}}

_Record = dict[str, Any]


class _Broken(Exception):
    """What is wrong, for people; `from_json` adds the file's name."""


@dataclass(frozen=True)
class _Shape:
    """The fields of one kind of record, and which of them hold records themselves (one, or an array)."""

    kind: type
    known: frozenset[str]
    needed: tuple[str, ...]
    renamed: dict[str, str]
    nested: tuple[tuple[str, _Shape], ...]


def from_json(raw: bytes, name: str) -> Document:
    """The document in `raw`; `name` is the file's, for messages. Holds to the contract to the last id.

    Raises BrokenDocument, fields `path` and `reason`, for anything else.
    """
    try:
        document = _document(raw)
    except _Broken as broken:
        raise BrokenDocument(path=name, reason=str(broken)) from None
    for fault in faults(document):
        raise BrokenDocument(path=name, reason=fault)
    return document


def parse(raw: bytes) -> Any:
    """The JSON value in `raw`: strict, numbers finite, nesting bounded.

    Raises ValueError with one line that says where it went wrong.
    """
    try:
        return pydantic_core.from_json(raw.removeprefix(_BOM), allow_inf_nan=False)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None


def complaint(error: ValidationError, start: str = "") -> str:
    """The first complaint of a validation as one line: place, then reason."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = start + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    return f"{place.lstrip('.') or 'document'}: {first['msg'][:1].lower()}{first['msg'][1:]}"


def _document(raw: bytes) -> Document:
    try:
        record = parse(raw)
    except ValueError as error:
        raise _Broken(str(error)) from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _Broken(f'not a layout-tool document (its "format" is not "{FORMAT}")')
    _expect_version(record.get("version"))
    del record["format"], record["version"]
    try:
        _adapt(record, _shape(Document), "")
        return _adapter().validate_json(pydantic_core.to_json(record), strict=True)
    except ValidationError as error:
        raise _Broken(complaint(error)) from None
    except ValueError as error:  # a number too long to be written again
        raise _Broken(f"not a layout-tool document: {error}") from None


def _expect_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise _Broken('"version" is missing or not a version number')
    if version > FORMAT_VERSION:
        newer = f"{version}"[:9]
        raise _Broken(f"written by a newer layout-tool: version {newer}, this one reads up to {FORMAT_VERSION}")


def _adapt(record: _Record, shape: _Shape, where: str) -> None:
    """Turn a JSON record, in place, into the fields of its dataclass, down to the innermost record."""
    for field in shape.needed:
        if field not in record:
            raise _Broken(f"{where.lstrip('.') or 'document'}: the field {field} is missing")
    if isinstance(record.get("bbox"), dict):
        raise _Broken(f"{where}.bbox: input should be a valid array".lstrip("."))
    if not record.keys() <= shape.known:
        added = {key: record.pop(key) for key in list(record) if key not in shape.known}
        record["extra"] = _dumps(added)
    for old, new in shape.renamed.items():
        if old in record:
            record[new] = record.pop(old)
    if shape.kind is HistoryEntry and record.get("detail") is not None:
        if not isinstance(record["detail"], dict):
            raise _Broken(f"{where}.detail: input should be an object".lstrip("."))
        record["detail"] = _dumps(record["detail"])
    for field, inner in shape.nested:
        held = record.get(field)
        if isinstance(held, dict):
            _adapt(held, inner, f"{where}.{field}")
        elif isinstance(held, list):
            for at, one in enumerate(held):
                if isinstance(one, dict):
                    _adapt(one, inner, f"{where}.{field}[{at}]")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


@cache
def _shape(kind: type) -> _Shape:
    hints = get_type_hints(kind)
    renamed = _RENAMED.get(kind, {})
    back = {new: old for old, new in renamed.items()}
    fields = [field for field in dataclasses.fields(kind) if field.name != "extra"]
    without_default = tuple(field.name for field in fields if field.default is dataclasses.MISSING)
    return _Shape(
        kind,
        known=frozenset(back.get(field.name, field.name) for field in fields),
        needed=without_default + _PRESENT.get(kind, ()),
        renamed=renamed,
        nested=tuple((field.name, _shape(inner)) for field in fields if (inner := _record_in(hints[field.name]))),
    )


def _record_in(hint: Any) -> type | None:
    """The dataclass in `X`, `X | None` or `tuple[X, ...]`, if there is one."""
    if get_origin(hint) in (Union, UnionType, tuple):
        return next((found for inner in get_args(hint) if (found := _record_in(inner))), None)
    return hint if isinstance(hint, type) and dataclasses.is_dataclass(hint) else None
