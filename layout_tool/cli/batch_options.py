"""The options of `layout-tool batch` that no other command has. `help` is a key of the catalogue."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from layout_tool.settings import LEAST_MEMORY, MOST_JOBS, MOST_MEMORY

ExecutorName = Literal["local", "dask"]

FormatsOption = Annotated[str, typer.Option("--format", metavar="NAME,…", help="help_option_formats")]
IncludeOption = Annotated[list[str] | None, typer.Option("--include", metavar="GLOB", help="help_option_include")]
ExcludeOption = Annotated[list[str] | None, typer.Option("--exclude", metavar="GLOB", help="help_option_exclude")]
ShardOption = Annotated[str | None, typer.Option("--shard", metavar="3/8", help="help_option_shard")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="help_option_dry_run")]
JobsOption = Annotated[int | None, typer.Option("--jobs", "-j", metavar="N", min=1, max=MOST_JOBS, help="setting_jobs")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="help_option_resume")]
RetryOption = Annotated[bool, typer.Option("--retry-failed", help="help_option_retry_failed")]
MemoryOption = Annotated[
    float | None,
    typer.Option("--limit-memory", metavar="MB", min=LEAST_MEMORY, max=MOST_MEMORY, help="setting_limit_memory"),
]
ExecutorOption = Annotated[ExecutorName, typer.Option("--executor", metavar="NAME", help="help_option_executor")]
SchedulerOption = Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="help_option_scheduler")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="help_option_quiet")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="help_option_verbose")]
JsonLogOption = Annotated[bool, typer.Option("--json-log", help="help_option_json_log")]
