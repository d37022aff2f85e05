"""The options of `layout-tool batch` that no other command has. `help` is a key of the catalogue."""

from __future__ import annotations

from typing import Annotated

import typer

IncludeOption = Annotated[list[str] | None, typer.Option("--include", metavar="GLOB", help="help_option_include")]
ExcludeOption = Annotated[list[str] | None, typer.Option("--exclude", metavar="GLOB", help="help_option_exclude")]
ShardOption = Annotated[str | None, typer.Option("--shard", metavar="3/8", help="help_option_shard")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="help_option_dry_run")]
