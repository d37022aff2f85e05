"""Fields of our own among those that other programs added to a record (`extra`)."""

from __future__ import annotations

import json


def extra_field(extra: str | None, name: str) -> object:
    """What the added field holds; None where there is none.

    >>> extra_field('{"done": true}', "done"), extra_field(None, "done")
    (True, None)
    """
    fields = json.loads(extra) if extra is not None else {}
    return fields.get(name)


def with_extra(extra: str | None, name: str, value: object) -> str | None:
    """The added fields with this one set, or without it (None); the others stay, in their order.

    >>> with_extra('{"x": 1}', "done", True), with_extra('{"done": true}', "done", None)
    ('{"x": 1, "done": true}', None)
    """
    fields = json.loads(extra) if extra is not None else {}
    if value is None:
        fields.pop(name, None)
    else:
        fields[name] = value
    return json.dumps(fields, ensure_ascii=False, allow_nan=False) if fields else None
