"""`python -m layout_tool` is `layout-tool`."""

from __future__ import annotations

from layout_tool.cli import main

if __name__ == "__main__":
    main()
