"""The only code that knows where the shipped resources are.

In a wheel they lie inside the package (`layout_tool/resources`), in a checkout beside it (`resources`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder of the shipped resources. Raises FileNotFoundError where the installation lacks it."""
    for place in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (place / "profiles").is_dir():
            return place
    raise FileNotFoundError("layout-tool's resources are missing: install it again")


def path(*parts: str) -> Path:
    """The path of one resource, e.g. path("profiles", "default.toml")."""
    return root().joinpath(*parts)
