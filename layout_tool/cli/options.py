"""The options that several commands share. `help` is a key of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout_tool.engine.options import TextMode

ProfileOption = Annotated[str | None, typer.Option("--profile", metavar="P", help="setting_profile")]
EncodingOption = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="setting_encoding")]
ModeOption = Annotated[TextMode | None, typer.Option("--mode", "--text-mode", metavar="MODE", help="setting_text_mode")]
LocksOption = Annotated[Path | None, typer.Option("--locks", metavar="FILE", help="help_option_locks", readable=False)]
