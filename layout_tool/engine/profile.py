"""Profiles: the weights of the evidence and the newspaper's lexicon, as readable data with a hash."""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from layout_tool import resources
from layout_tool.engine.cues import Lexicon
from layout_tool.errors import Phrase, ProfileError, not_toml, phrase, system_reason

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Profile:
    """Named weights (log-odds) by group, e.g. weights["link"]["word_straddle"], and the lexicon.

    `label` is the profile's name and the first eight hex digits of the SHA-256 of its weights and lexicon.
    """

    name: str
    digest: str
    weights: Mapping[str, Mapping[str, float]]
    lexicon: Lexicon

    @property
    def label(self) -> str:
        return f"{self.name}@{self.digest[:8]}"


def load_profile(name: str | Path | None = None) -> Profile:
    """The profile of that name among the shipped ones, or the one in that file (TOML).

    Raises ProfileError where there is none, or where it cannot be used.
    """
    wanted = name or DEFAULT
    path = Path(wanted)
    if not path.suffix:
        path = resources.path("profiles", f"{wanted}.toml")
    return _load(path, str(wanted))


class _Unusable(Exception):
    """What is wrong with a profile; the profile is named by `load_profile`."""

    def __init__(self, reason: Phrase) -> None:
        self.reason = reason


@cache
def _load(path: Path, wanted: str) -> Profile:
    try:
        table = _table(path)
        weights = _weights(table)
        lexicon_bytes, lexicon = _lexicon(_lexicon_path(path, str(table.get("lexicon", "newspaper.json"))))
    except _Unusable as unusable:
        raise ProfileError(profile=wanted, reason=unusable.reason) from unusable.__cause__
    digest = hashlib.sha256(_canonical(weights) + lexicon_bytes).hexdigest()
    return Profile(str(table.get("name", path.stem)), digest, weights, lexicon)


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(_bytes(path).decode("utf-8"))
    except ValueError as error:
        raise _Unusable(not_toml(error)) from error


def _lexicon(path: Path) -> tuple[bytes, Lexicon]:
    raw = _bytes(path)
    try:
        entries = json.loads(raw)
        return raw, Lexicon.from_entries(entries["patterns"], entries["words"])
    except (ValueError, KeyError, TypeError, re.error) as error:
        raise _Unusable(phrase("profile_lexicon", path=str(path), detail=str(error))) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _Unusable(phrase("profile_no_file", path=str(path))) from error
    except OSError as error:
        raise _Unusable(phrase("profile_unread", path=str(path), reason=_words(system_reason(error)))) from error


def _words(reason: str) -> str | Phrase:
    return phrase(reason) if reason.startswith("reason_") else reason


def _lexicon_path(profile: Path, name: str) -> Path:
    beside = profile.parent / name
    return beside if beside.is_file() else resources.path("lexicon", name)


def _weights(table: Mapping[str, object]) -> Mapping[str, Mapping[str, float]]:
    """The weight tables; a profile other than the default gives only what differs from it.

    Raises _Unusable where a weight is no finite number, or where the default has none of that name.
    """
    own = table.get("name") != DEFAULT
    groups = {group: dict(terms) for group, terms in load_profile(DEFAULT).weights.items()} if own else {}
    given = table.get("weights")
    if not isinstance(given, dict):
        raise _Unusable(phrase("profile_no_weights"))
    for group, terms in given.items():
        if not isinstance(terms, dict):
            raise _Unusable(phrase("profile_no_table", name=f"weights.{group}"))
        for term, value in terms.items():
            groups.setdefault(group, {})
            if own and term not in groups[group]:
                raise _Unusable(phrase("profile_no_weight", name=f"weights.{group}.{term}"))
            if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
                raise _Unusable(phrase("profile_no_number", name=f"weights.{group}.{term}"))
            groups[group][term] = float(value)
    return MappingProxyType({group: MappingProxyType(terms) for group, terms in groups.items()})


def _canonical(weights: Mapping[str, Mapping[str, float]]) -> bytes:
    return json.dumps({group: dict(terms) for group, terms in weights.items()}, sort_keys=True).encode()
