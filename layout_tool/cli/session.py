"""What every command has at hand: the language, the door to the user, the settings, and how errors end."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, get_args, get_origin

import typer

from layout_tool.errors import LayoutToolError, OutputError, UsageError, Words
from layout_tool.messages import Console, Door, Language, Messages, choose_language, load, silence
from layout_tool.settings import Settings, load_settings

FAULT = 70
INTERRUPTED = 130
_EXTRA = re.compile(r"unexpected extra argument\S* \((.*)\)")


@dataclass(frozen=True, slots=True)
class Anywhere:
    """The options that may stand anywhere on the line, and the line without them."""

    rest: tuple[str, ...]
    lang: str | None = None
    debug: bool = False
    help: bool = False

    @classmethod
    def read(cls, words: Sequence[str]) -> Anywhere:
        """Takes `--lang X`, `--debug` and `--help` (`-h`) out of the words before `--`.

        >>> Anywhere.read(["propose", "--lang=zh", "a.txt", "--debug"])
        Anywhere(rest=('propose', 'a.txt'), lang='zh', debug=True, help=False)
        """
        rest: list[str] = []
        lang: str | None = None
        debug = asked = False
        left = iter(words)
        for word in left:
            if word == "--":
                rest += [word, *left]
            elif word == "--lang":
                lang = next(left, "")
            elif word.startswith("--lang="):
                lang = word.removeprefix("--lang=")
            elif word == "--debug":
                debug = True
            elif word in ("--help", "-h"):
                asked = True
            else:
                rest.append(word)
        return cls(tuple(rest), lang, debug, asked)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program."""

    messages: Messages
    door: Door
    settings: Settings
    debug: bool = False

    def say(self, key: str, /, **fields: Words) -> None:
        """A sentence of the catalogue on standard output."""
        self.door.say(self.messages.text(key, **fields))

    def warn(self, key: str, /, **fields: Words) -> None:
        """A sentence of the catalogue on standard error."""
        self.door.warn(self.messages.text(key, **fields))

    def sentence(self, error: Exception) -> str:
        """An error as one line for the user; one that was not foreseen is owned up to."""
        if isinstance(error, LayoutToolError):
            return self.messages.error(error)
        return self.messages.text("internal", kind=type(error).__name__)


def open_session(anywhere: Anywhere, door: Door | None = None) -> Session:
    """A session in the language asked for. Raises UsageError for one not spoken here, and what settings raise."""
    settings = load_settings()
    if anywhere.lang is not None and Language.of(anywhere.lang) is None:
        raise UsageError(reason="usage_language", name=anywhere.lang)
    configured = None if settings.lang == "auto" else settings.lang
    return Session(load(choose_language(anywhere.lang, configured)), door or Console(), settings, anywhere.debug)


class Ending:
    """The one place where what stops the program becomes a line on standard error and an exit code.

    Without --debug no traceback is shown. A reader that closed the pipe gets silence.
    """

    def __init__(self, anywhere: Anywhere, door: Door | None = None) -> None:
        self._debug = anywhere.debug
        self._messages = load(choose_language(anywhere.lang))
        self._door = door or Console()
        self.code = 0

    def __enter__(self) -> Ending:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, SystemExit):
            return False
        if isinstance(error, BrokenPipeError):
            silence(sys.stdout)
            return True
        if self._debug and not isinstance(error, KeyboardInterrupt):
            self._door.warn("".join(traceback.format_exception(error)).rstrip())
        if isinstance(error, OSError):
            silence(sys.stdout)  # what could not be written would fail once more when the interpreter ends
        self.code, sentence = self._worded(error)
        self._door.warn(f"layout-tool: {sentence}")
        return True

    def _worded(self, error: BaseException) -> tuple[int, str]:
        match error:
            case LayoutToolError():
                return error.exit_code, self._messages.error(error)
            case typer.TyperException():
                return self._worded(_usage_error(error))
            case OSError():  # readers and writers speak for their files; what is left is standard output
                return self._worded(OutputError.of(error.filename or "-", error))
            case KeyboardInterrupt() | typer.Abort():
                return INTERRUPTED, self._messages.text("interrupted")
            case _:
                return FAULT, self._messages.text("internal", kind=type(error).__name__)


def _usage_error(error: typer.TyperException) -> UsageError:
    """What typer found wrong with the line, as an error of ours."""
    option = str(getattr(error, "option_name", ""))
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            return UsageError(reason="usage_no_option", name=option)
        case "MissingParameter" if parameter is not None:
            return UsageError(reason="usage_missing", name=parameter_name(parameter))
        case "BadParameter" if parameter is not None:
            return _value_error(parameter)
        case "BadOptionUsage":
            return UsageError(reason="usage_value", name=option)
        case _ if extra := _EXTRA.search(error.format_message()):
            return UsageError(reason="usage_extra", name=extra[1])
        case _:
            return UsageError(reason="usage_line")


def _value_error(parameter: object) -> UsageError:
    """A value that an option does not take, with those that it does where they can be told."""
    name = parameter_name(parameter)
    low, high = (getattr(parameter, bound, None) for bound in ("min", "max"))
    if low is not None and high is not None:
        return UsageError(reason="usage_range", name=name, low=f"{low:.9g}", high=f"{high:.9g}")
    annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if get_origin(annotation) is Literal:
        return UsageError(reason="usage_choice", name=name, names=", ".join(get_args(annotation)))
    return UsageError(reason="usage_value", name=name)


def parameter_name(parameter: object) -> str:
    """An option by its first long spelling, an argument by its placeholder."""
    options = [str(option) for option in getattr(parameter, "opts", ())]
    if getattr(parameter, "param_type_name", "") == "argument":
        return str(getattr(parameter, "metavar", None) or options[0].upper())
    return next((option for option in options if option.startswith("--")), options[0])
