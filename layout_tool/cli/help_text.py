"""Help in the user's language: the commands declare keys of the catalogue, this puts them in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from rich.cells import cell_len, chop_cells

from layout_tool.messages import Messages

_WIDTH = 100
_GAP = 3


class Parameter(Protocol):
    """What the help needs of an option or an argument."""

    opts: list[str]
    metavar: str | None
    help: str | None
    required: bool
    default: object
    param_type_name: str


class Command(Protocol):
    """What the help needs of a command; `help` is the key of its sentence."""

    name: str | None
    help: str | None
    params: Sequence[Parameter]


def program_help(commands: Mapping[str, Command], options: Sequence[Parameter], messages: Messages) -> str:
    """The help of the program as a whole."""
    rows = [(name, messages.text(command.help or "")) for name, command in commands.items()]
    parts = [
        messages.text("help_program"),
        _usage("layout-tool COMMAND …", messages),
        _section("help_commands", rows, messages),
        _section("help_options", [_option_row(option, messages) for option in options], messages),
        _everywhere(messages),
        _examples("program", messages),
    ]
    return "\n\n".join(part for part in parts if part)


def command_help(command: Command, messages: Messages) -> str:
    """The help of one command."""
    arguments = [row for row in command.params if row.param_type_name == "argument"]
    options = [row for row in command.params if row.param_type_name != "argument"]
    line = " ".join(["layout-tool", str(command.name), *_usage_pieces(arguments, options)])
    parts = [
        messages.text(command.help or ""),
        _usage(line, messages),
        _section("help_arguments", [(str(row.metavar), _explained(row, messages)) for row in arguments], messages),
        _section("help_options", [_option_row(row, messages) for row in options], messages),
        _everywhere(messages),
        _examples(str(command.name), messages),
    ]
    return "\n\n".join(part for part in parts if part)


def _usage_pieces(arguments: Sequence[Parameter], options: Sequence[Parameter]) -> Iterator[str]:
    for argument in arguments:
        yield str(argument.metavar)
    for option in options:
        if option.required:
            yield f"{option.opts[0]} {option.metavar}"
    if not all(option.required for option in options):
        yield "[…]"


def _usage(line: str, messages: Messages) -> str:
    return f"{messages.text('help_usage')}: {line}"


def _everywhere(messages: Messages) -> str:
    rows = [("--lang LANG", "lang"), ("--debug", "debug"), ("-h, --help", "help")]
    worded = [(spelling, messages.text(f"help_option_{name}")) for spelling, name in rows]
    return _section("help_everywhere", worded, messages)


def _examples(name: str, messages: Messages) -> str:
    lines = messages.text(f"help_examples_{name}").strip().splitlines()
    return "\n".join([f"{messages.text('help_examples')}:", *(f"  {line}" for line in lines)])


def _option_row(option: Parameter, messages: Messages) -> tuple[str, str]:
    spelling = ", ".join(option.opts)
    return f"{spelling} {option.metavar}" if option.metavar else spelling, _explained(option, messages)


def _explained(row: Parameter, messages: Messages) -> str:
    text = messages.text(row.help or "")
    if row.required and row.param_type_name != "argument":
        return f"{text} ({messages.text('help_required')})"
    if row.default is not None and not isinstance(row.default, bool):
        return f"{text} ({messages.text('help_default', value=str(row.default))})"
    return text


def _section(title: str, rows: Sequence[tuple[str, str]], messages: Messages) -> str:
    """Rows of two columns under a title; the second column wraps."""
    if not rows:
        return ""
    indent = max(cell_len(left) for left, _ in rows) + _GAP
    lines = [f"{messages.text(title)}:"]
    for left, right in rows:
        first, *rest = _wrapped(right, _WIDTH - indent - 2)
        lines.append(f"  {left}{' ' * (indent - cell_len(left))}{first}")
        lines += [f"  {' ' * indent}{line}" for line in rest]
    return "\n".join(lines)


def _wrapped(text: str, cells: int) -> list[str]:
    """Lines of at most `cells` cells, broken at spaces, or anywhere in a run of ideographs."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".lstrip()
        if cell_len(joined) <= cells:
            lines[-1] = joined
        else:
            lines += chop_cells(word, cells)
    return [line for line in lines if line] or [""]
