"""Locks as JSON: there and back, and clear words about what is none."""

from __future__ import annotations

import pytest

from layout_tool.errors import BrokenDocument
from layout_tool.messages import Language, load
from layout_tool.model.locks import CannotLink, HeadOf, Lock, MustLink, OrderLock, RoleLock
from layout_tool.model.locks_json import locks_from_json, locks_to_json
from layout_tool.model.roles import Role

LOCKS: tuple[Lock, ...] = (
    MustLink("l1", "l2"),
    CannotLink("l1", "l3"),
    RoleLock("l4", Role.KICKER),
    HeadOf("l5", "l6"),
    OrderLock("l7", "l8"),
)


@pytest.mark.parametrize("locks", [(), LOCKS[:1], LOCKS])
def test_there_and_back(locks: tuple[Lock, ...]) -> None:
    assert locks_from_json(locks_to_json(locks), "locks.json") == locks


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not JSON"),
        (b"{}", "array"),
        (b"[7]", "lock 1: its kind"),
        (b'[{"before": "a"}]', "lock 1: its kind"),
        (b'[{"kind": "must-link", "before": "a"}]', "lock 1: after: field required"),
        (b'[{"kind": "must-link", "before": "a", "after": 2}]', "lock 1: after"),
        (b'[{"kind": "role", "line": "a", "role": "poem"}]', "lock 1: role"),
        (b'[{"kind": "order", "first": "a", "then": "b", "last": "c"}]', "no field last"),
    ],
)
def test_what_is_no_lock_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(BrokenDocument) as caught:
        locks_from_json(raw, "locks.json")
    assert caught.value.fields["path"] == "locks.json"
    assert reason in load(Language.EN).error(caught.value)
