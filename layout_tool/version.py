"""The version, named once: the build, the command line and every document read it here."""

from __future__ import annotations

__version__ = "0.1.0"
