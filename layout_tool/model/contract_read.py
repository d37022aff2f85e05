"""Reading the contract: JSON text to a document, or one clear line about what is wrong and where."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pydantic_core
from pydantic import TypeAdapter, ValidationError

from layout_tool.errors import BrokenDocument, Phrase, Words, phrase
from layout_tool.model.article import Article, Continuation
from layout_tool.model.contract_check import at, faults
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


class Broken(Exception):
    """What is wrong, for people; who reads the file adds its name."""

    def __init__(self, reason: Phrase) -> None:
        self.reason = reason


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
    except Broken as broken:
        raise BrokenDocument(path=name, reason=broken.reason) from None
    for fault in faults(document):
        raise BrokenDocument(path=name, reason=fault)
    return document


def parse(raw: bytes) -> Any:
    """The JSON value in `raw`: strict, numbers finite, nesting bounded.

    Raises Broken, which says where it went wrong.
    """
    try:
        return pydantic_core.from_json(raw.removeprefix(_BOM), allow_inf_nan=False)
    except (ValueError, RecursionError) as error:
        place = re.search(r"line (\d+) column (\d+)", str(error))
        where = {"line": int(place[1]), "column": int(place[2])} if place else {}
        raise Broken(phrase("fault_not_json_at" if place else "fault_not_json", **where)) from None


_SHOULD_BE = {
    "string": "fault_no_text",
    "int": "fault_no_whole",
    "float": "fault_no_number",
    "bool": "fault_no_truth",
    "tuple": "fault_no_array",
    "dataclass": "fault_no_record",
    "missing": "fault_missing",
    "too": "fault_no_length",
}
"""What is wrong with a value, by the first word of the validator's name for it."""


def complaint(error: ValidationError, start: str = "") -> Phrase:
    """The first complaint of a validation: place, then reason."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = start + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    return at(_place(place), _SHOULD_BE.get(first["type"].split("_")[0], "fault_value"))


def _place(path: str) -> Words:
    """A path through a document, such as pages[0].number, or the document itself."""
    return path.lstrip(".") or phrase("place_document")


def _document(raw: bytes) -> Document:
    record = parse(raw)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise Broken(phrase("fault_format", format=FORMAT))
    _expect_version(record.get("version"))
    del record["format"], record["version"]
    try:
        _adapt(record, _shape(Document), "")
        return _adapter().validate_json(pydantic_core.to_json(record), strict=True)
    except ValidationError as error:
        raise Broken(complaint(error)) from None
    except ValueError as error:  # a number too long to be written again
        raise Broken(phrase("fault_digits")) from error


def _expect_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise Broken(phrase("fault_no_version"))
    if version > FORMAT_VERSION:
        newer = f"{version}"[:9]
        raise Broken(phrase("fault_newer", version=newer, known=FORMAT_VERSION))


def _adapt(record: _Record, shape: _Shape, where: str) -> None:
    """Turn a JSON record, in place, into the fields of its dataclass, down to the innermost record."""
    for field in shape.needed:
        if field not in record:
            raise Broken(at(_place(where), "fault_no_field", field=field))
    if isinstance(record.get("bbox"), dict):
        raise Broken(at(_place(f"{where}.bbox"), "fault_no_array"))
    if not record.keys() <= shape.known:
        added = {key: record.pop(key) for key in list(record) if key not in shape.known}
        record["extra"] = _dumps(added)
    for old, new in shape.renamed.items():
        if old in record:
            record[new] = record.pop(old)
    if shape.kind is HistoryEntry and record.get("detail") is not None:
        if not isinstance(record["detail"], dict):
            raise Broken(at(_place(f"{where}.detail"), "fault_no_record"))
        record["detail"] = _dumps(record["detail"])
    for field, inner in shape.nested:
        held = record.get(field)
        if isinstance(held, dict):
            _adapt(held, inner, f"{where}.{field}")
        elif isinstance(held, list):
            for number, one in enumerate(held):
                if isinstance(one, dict):
                    _adapt(one, inner, f"{where}.{field}[{number}]")


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
