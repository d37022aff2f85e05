"""layout-tool turns a newspaper page back into articles.

>>> from layout_tool import propose
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layout_tool.version import __version__

if TYPE_CHECKING:
    from layout_tool.batch.propose import propose

__all__ = ["__version__", "propose"]


def __getattr__(name: str) -> object:
    """`propose` is loaded when it is first asked for: the engine is heavy, the version is not."""
    if name == "propose":
        from layout_tool.batch.propose import propose

        return propose
    raise AttributeError(name)
