"""The suffix of each format's files, by the format's name: known without what it takes to write them."""

from __future__ import annotations

from collections.abc import Mapping

SUFFIXES: Mapping[str, str] = {"json": ".json", "text": ".txt", "markdown": ".md", "html": ".html"}
