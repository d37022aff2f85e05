"""The command line: `main` is what `layout-tool` and `python -m layout_tool` start."""

from __future__ import annotations

from layout_tool.cli.app import main

__all__ = ["main"]
