"""The program: its commands, and the way in."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, NoReturn

import typer

from layout_tool.cli.batch import batch
from layout_tool.cli.demo import demo
from layout_tool.cli.documents import propose, show, validate
from layout_tool.cli.editor import edit
from layout_tool.cli.export import export
from layout_tool.cli.help_text import Command, Parameter, command_help, program_help
from layout_tool.cli.session import INTERRUPTED, Anywhere, Ending, Session, open_session
from layout_tool.cli.verify import verify
from layout_tool.errors import UsageError
from layout_tool.messages import Door
from layout_tool.version import __version__

NAME = "layout-tool"


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the program on the words of the command line, and exit."""
    sys.exit(run(sys.argv[1:] if words is None else words))


def run(words: Sequence[str], door: Door | None = None) -> int:
    """Run the program; the exit code. `door` takes what is said, the terminal where None."""
    anywhere = Anywhere.read(words)
    with Ending(anywhere, door) as ending:
        ending.code = _dispatch(anywhere, open_session(anywhere, door))
    return ending.code


def _dispatch(anywhere: Anywhere, session: Session) -> int:
    program = typer.main.get_command(app)
    commands: Mapping[str, Command] = getattr(program, "commands", {})
    options: Sequence[Parameter] = getattr(program, "params", ())
    named = next((word for word in anywhere.rest if not word.startswith("-")), None)
    if not anywhere.help and (not anywhere.rest or (named not in commands and not anywhere.rest[0].startswith("-"))):
        return edit(session, anywhere.rest)
    if named is not None and named not in commands and not anywhere.rest[0].startswith("-"):
        raise UsageError(reason="usage_no_command", name=named)
    if anywhere.help:
        chosen = commands.get(named or "")
        messages = session.messages
        text = command_help(chosen, messages) if chosen else program_help(commands, options, messages)
        session.door.say(text)
        return 0
    code = program.main(list(anywhere.rest), prog_name=NAME, standalone_mode=False, obj=session)
    if code == INTERRUPTED:  # typer makes an exit of Ctrl+C
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


app = typer.Typer(
    name=NAME, add_completion=False, rich_markup_mode=None, invoke_without_command=True, add_help_option=False
)


@app.callback()
def program(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="help_option_version")] = False,
) -> None:
    """The program without a command: its version."""
    session: Session = context.obj
    if version:
        from layout_tool.engine.profile import load_profile

        label = load_profile(session.settings.profile).label
        session.say("version", version=__version__, profile=label, python=platform.python_version())
        raise typer.Exit


_COMMANDS: Mapping[str, Callable[..., None]] = {
    "propose": propose,
    "batch": batch,
    "show": show,
    "export": export,
    "demo": demo,
    "validate": validate,
    "verify": verify,
}
for _name, _command in _COMMANDS.items():
    app.command(name=_name, help=f"help_{_name}", add_help_option=False)(_command)
