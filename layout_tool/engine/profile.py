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
from layout_tool.errors import ProfileError

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
    return _load(path)


@cache
def _load(path: Path) -> Profile:
    try:
        weights_bytes = path.read_bytes()
        table = tomllib.loads(weights_bytes.decode("utf-8"))
        lexicon_path = _lexicon_path(path, str(table.get("lexicon", "newspaper.json")))
        lexicon_bytes = lexicon_path.read_bytes()
        entries = json.loads(lexicon_bytes)
        lexicon = Lexicon.from_entries(entries["patterns"], entries["words"])
        weights = _weights(table)
    except FileNotFoundError as error:
        raise ProfileError(profile=path.stem, reason=f"{error.filename}: no such file") from error
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise ProfileError(profile=path.stem, reason=str(error)) from error
    digest = hashlib.sha256(_canonical(weights) + lexicon_bytes).hexdigest()
    return Profile(str(table.get("name", path.stem)), digest, weights, lexicon)


def _lexicon_path(profile: Path, name: str) -> Path:
    beside = profile.parent / name
    return beside if beside.is_file() else resources.path("lexicon", name)


def _weights(table: Mapping[str, object]) -> Mapping[str, Mapping[str, float]]:
    """The weight tables; a profile other than the default gives only what differs from it.

    Raises ValueError where a weight is no finite number, or where the default has none of that name.
    """
    own = table.get("name") != DEFAULT
    groups = {group: dict(terms) for group, terms in load_profile(DEFAULT).weights.items()} if own else {}
    given = table.get("weights")
    if not isinstance(given, dict):
        raise ValueError("no [weights] in it")
    for group, terms in given.items():
        if not isinstance(terms, dict):
            raise ValueError(f"weights.{group} is no table")
        for term, value in terms.items():
            groups.setdefault(group, {})
            if own and term not in groups[group]:
                raise ValueError(f"weights.{group}.{term}: there is no such weight")
            if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
                raise ValueError(f"weights.{group}.{term} is no number")
            groups[group][term] = float(value)
    return MappingProxyType({group: MappingProxyType(terms) for group, terms in groups.items()})


def _canonical(weights: Mapping[str, Mapping[str, float]]) -> bytes:
    return json.dumps({group: dict(terms) for group, terms in weights.items()}, sort_keys=True).encode()
