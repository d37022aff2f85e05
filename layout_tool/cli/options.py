"""The options that several commands share. `help` is a key of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layout_tool.engine.options import TextMode

ProfileOption = Annotated[str | None, typer.Option("--profile", metavar="P", help="setting_profile")]
EncodingOption = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="setting_encoding")]
ModeOption = Annotated[TextMode | None, typer.Option("--mode", "--text-mode", metavar="MODE", help="setting_text_mode")]
PagesOption = Annotated[str | None, typer.Option("--pages", metavar="1-3,7", help="help_option_pages")]
PasswordOption = Annotated[
    Path | None, typer.Option("--password-file", metavar="FILE", help="help_option_password", readable=False)
]
LimitOption = Annotated[
    float | None, typer.Option("--limit-time", metavar="SECONDS", min=0.1, max=86400, help="setting_limit_time")
]
LocksOption = Annotated[Path | None, typer.Option("--locks", metavar="FILE", help="help_option_locks", readable=False)]
