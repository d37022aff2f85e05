"""Locks as JSON: an array of records, each with its kind and the fields of its class.

[{"kind": "must-link", "before": "p1-l12", "after": "p1-l40"},
 {"kind": "role", "line": "p1-l3", "role": "headline"}]
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable

import pydantic_core
from pydantic import TypeAdapter, ValidationError

from layout_tool.errors import BrokenLocks, Phrase, phrase
from layout_tool.model.contract_check import at
from layout_tool.model.contract_read import Broken, complaint, parse
from layout_tool.model.locks import Apart, CannotLink, HeadOf, Lock, MustLink, Opens, OrderLock, RoleLock, Together

KINDS: dict[str, type[Lock]] = {
    "must-link": MustLink,
    "cannot-link": CannotLink,
    "role": RoleLock,
    "head-of": HeadOf,
    "order": OrderLock,
    "together": Together,
    "apart": Apart,
    "opens": Opens,
}
_ADAPTERS: dict[type[Lock], TypeAdapter[Lock]] = {}
_NOWHERE = phrase("place_lock", number=1)
_NAMES = {kind: name for name, kind in KINDS.items()}


def locks_to_json(locks: Iterable[Lock]) -> bytes:
    """The locks in their order, one a line, UTF-8."""
    records = [json.dumps(lock_record(lock)) for lock in locks]
    return ("[\n" + ",\n".join(records) + "\n]\n" if records else "[]\n").encode("utf-8")


def locks_from_json(raw: bytes, name: str) -> tuple[Lock, ...]:
    """The locks in `raw`; `name` is the file's, for messages.

    Raises BrokenLocks, fields `path` and `reason`, for anything but an array of locks with just their fields.
    """
    try:
        records = parse(raw)
        if not isinstance(records, list):
            raise Broken(phrase("fault_locks"))
        return tuple(lock_of(record, phrase("place_lock", number=number)) for number, record in enumerate(records, 1))
    except Broken as broken:
        raise BrokenLocks(path=name, reason=broken.reason) from None


def lock_record(lock: Lock) -> dict[str, object]:
    """The lock as a record: its kind and its fields."""
    return {"kind": _NAMES[type(lock)], **dataclasses.asdict(lock)}


def lock_of(record: object, where: Phrase = _NOWHERE) -> Lock:
    """The lock of a record. Raises Broken, which names the place `where` it stands, for anything else."""
    kind = KINDS.get(str(record.get("kind"))) if isinstance(record, dict) else None
    if not isinstance(record, dict) or kind is None:
        raise Broken(at(where, "fault_lock_kind", kinds=", ".join(KINDS)))
    fields = {key: value for key, value in record.items() if key != "kind"}
    strange = sorted(fields.keys() - {field.name for field in dataclasses.fields(kind)})
    if strange:
        raise Broken(at(where, "fault_lock_field", field=strange[0]))
    try:
        return _adapter(kind).validate_json(pydantic_core.to_json(fields), strict=True)
    except ValidationError as error:
        raise Broken(phrase("fault_at", where=where, fault=complaint(error))) from None


def _adapter(kind: type[Lock]) -> TypeAdapter[Lock]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def lock_words(lock: Lock) -> str:
    """The lock as its file words it: the kind, then what it speaks of.

    >>> from layout_tool.model.roles import Role
    >>> lock_words(CannotLink("p1-l10", "p1-l11")), lock_words(RoleLock("p1-l3", Role.HEADLINE))
    ('cannot-link p1-l10 p1-l11', 'role p1-l3 headline')
    """
    return " ".join([_NAMES[type(lock)], *map(str, dataclasses.astuple(lock))])
