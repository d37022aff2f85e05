"""Facts as JSON records: those of the locks' file, and where a region stands.

{"kind": "placed", "line": "p1-l3", "company": "p1-l10"}
"""

from __future__ import annotations

import dataclasses
from typing import Any

from layout_tool.model.contract_read import Broken
from layout_tool.model.facts import Fact, Placed
from layout_tool.model.locks_json import lock_of, lock_record

_PLACED = "placed"


def record_of(fact: Fact) -> dict[str, Any]:
    """The fact as a record.

    >>> record_of(Placed("p1-l3", None))
    {'kind': 'placed', 'line': 'p1-l3', 'company': None}
    """
    if isinstance(fact, Placed):
        return {"kind": _PLACED, **dataclasses.asdict(fact)}
    return lock_record(fact)


def fact_of(record: object) -> Fact | None:
    """The fact of a record; None where it is none of ours (another program's, or a newer version's)."""
    if not isinstance(record, dict):
        return None
    if record.get("kind") != _PLACED:
        try:
            return lock_of(record)
        except Broken:
            return None
    line, company = record.get("line"), record.get("company")
    if isinstance(line, str) and (company is None or isinstance(company, str)):
        return Placed(line, company)
    return None
