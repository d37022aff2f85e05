"""The hash of what shapes the outputs: it changes with all of that, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

from layout_tool.batch.fingerprint import fingerprint
from layout_tool.batch.reading import Reading
from layout_tool.engine.profile import load_profile

PROFILE = load_profile()


def test_whatever_shapes_an_output_changes_it() -> None:
    prints = [
        fingerprint(PROFILE, Reading(), "auto", (), "en"),
        fingerprint(replace(PROFILE, digest="0" * 64), Reading(), "auto", (), "en"),
        fingerprint(PROFILE, Reading(encoding="gb18030"), "auto", (), "en"),
        fingerprint(PROFILE, Reading(pages="1"), "auto", (), "en"),
        fingerprint(PROFILE, Reading(), "raw", (), "en"),
        fingerprint(PROFILE, Reading(), "auto", ("html",), "en"),
        fingerprint(PROFILE, Reading(), "auto", ("html",), "zh"),
    ]
    assert len(set(prints)) == len(prints)


def test_what_shapes_no_output_does_not() -> None:
    plain = fingerprint(PROFILE, Reading(), "auto", (), "en")
    assert fingerprint(PROFILE, Reading(password="x", page_seconds=1.0), "auto", (), "zh") == plain
    two = fingerprint(PROFILE, Reading(), "auto", ("text", "html"), "en")
    assert fingerprint(PROFILE, Reading(), "auto", ["html", "text", "html"], "en") == two
