"""What a user can set: one row a setting, read from the defaults, a TOML file and the environment, in that order.

The table feeds the defaults, the command line's options and their help. A value is checked where it is
read, so that an error can name the file or the variable it stands in.
"""

from __future__ import annotations

import atexit
import codecs
import os
import shutil
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import platformdirs

from layout_tool.errors import (
    Phrase,
    SettingError,
    SettingsFileError,
    SetupError,
    UnknownSetting,
    not_toml,
    phrase,
    system_reason,
)

_APPLICATION = "layout-tool"
_PREFIX = "LAYOUT_TOOL_"
_LEAST_SECONDS, _MOST_SECONDS = 0.1, 86_400.0
LEAST_MEMORY, MOST_MEMORY = 256.0, 1_048_576.0
MOST_JOBS = 1024


Language = Literal["auto", "en", "zh"]
"""The language of messages; auto: the locale's."""

TextMode = Literal["auto", "flowed", "raw", "layout"]
"""How a text dump was made; auto: seen from the text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, typed.

    `encoding` is None where it is to be detected, else a codec's own name; `limit_memory` is in MB; `jobs` is None for
    as many as the machine has processors for this program.
    """

    lang: Language = "auto"
    cache: Path = field(default_factory=lambda: platformdirs.user_cache_path(_APPLICATION, appauthor=False))
    encoding: str | None = None
    text_mode: TextMode = "auto"
    profile: str = "default"
    limit_time: float = 60.0
    limit_memory: float = 1500.0
    jobs: int | None = None


def _encoding(value: str) -> str | None:
    """The codec's name, None for auto. Raises ValueError for one that Python does not know."""
    if value == "auto":
        return None
    try:
        return codecs.lookup(value).name
    except LookupError as error:
        raise ValueError(value) from error


def _folder(value: str) -> Path:
    folder = Path(value).expanduser()
    if not folder.is_absolute():
        raise ValueError(value)
    return folder


def _choice(words: tuple[str, ...]) -> tuple[Callable[[str], str], Phrase]:
    """A reader that takes one of these words, and its range."""

    def read(value: str) -> str:
        if value not in words:
            raise ValueError(value)
        return value

    return read, phrase("setting_one_of", words=", ".join(words))


def _word(value: str) -> str:
    if not value.strip():
        raise ValueError(value)
    return value


def _number(least: float, most: float) -> Callable[[str], float]:
    """A reader of numbers from `least` to `most`."""

    def read(value: str) -> float:
        number = float(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return read


def _jobs(value: str) -> int | None:
    """A number of processes, None for auto."""
    if value == "auto":
        return None
    if not 1 <= int(value) <= MOST_JOBS:
        raise ValueError(value)
    return int(value)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: `name` is the field of Settings and the key in the file, `read` turns a written value into
    the typed one (ValueError outside its range), `range` says in words what may be written, `help` is the
    key of the sentence in the message catalogue; `number` where the file may have a number without quotes."""

    name: str
    read: Callable[[str], object]
    range: Phrase
    help: str
    number: bool = False

    @property
    def variable(self) -> str:
        """The environment variable, e.g. LAYOUT_TOOL_TEXT_MODE."""
        return _PREFIX + self.name.upper()

    @property
    def option(self) -> str:
        """The command line's option, e.g. --text-mode."""
        return "--" + self.name.replace("_", "-")


SETTINGS = (
    Setting("lang", *_choice(get_args(Language)), "setting_lang"),
    Setting("cache", _folder, phrase("setting_range_folder"), "setting_cache"),
    Setting("encoding", _encoding, phrase("setting_range_encoding"), "setting_encoding"),
    Setting("text_mode", *_choice(get_args(TextMode)), "setting_text_mode"),
    Setting("profile", _word, phrase("setting_range_profile"), "setting_profile"),
    Setting(
        *("limit_time", _number(_LEAST_SECONDS, _MOST_SECONDS), phrase("setting_range_seconds"), "setting_limit_time"),
        number=True,
    ),
    Setting(
        *("limit_memory", _number(LEAST_MEMORY, MOST_MEMORY), phrase("setting_range_memory"), "setting_limit_memory"),
        number=True,
    ),
    Setting("jobs", _jobs, phrase("setting_range_jobs"), "setting_jobs", number=True),
)
_ROWS = {row.name: row for row in SETTINGS}


def load_settings(env: Mapping[str, str] | None = None, config_path: Path | None = None) -> Settings:
    """The settings of this user: defaults, then the file, then the environment (the last one wins).

    `env` defaults to the process's environment, `config_path` to the user's own file; a file that is not
    there counts as empty. Raises SettingsFileError for a file that cannot be read as TOML and SettingError
    for a setting that does not exist or a value outside its range.

    >>> settings = load_settings({"LAYOUT_TOOL_TEXT_MODE": "layout"}, Path("there-is-no-such-file.toml"))
    >>> settings.text_mode, settings.lang, settings.profile
    ('layout', 'auto', 'default')
    """
    path = config_file() if config_path is None else config_path
    values = _from_file(path) | _from_environment(os.environ if env is None else env)
    return Settings(**values)  # type: ignore[arg-type]  # each row's `read` gives its field's type; a test holds it


def config_file() -> Path:
    """Where the user's own settings lie (the file need not exist)."""
    return platformdirs.user_config_path(_APPLICATION, appauthor=False) / "settings.toml"


def cache_folder(settings: Settings | None = None) -> Path:
    """The folder for what can be made again, made if it is not there, for this user alone.

    A cache only saves time: where it cannot be made or written, a temporary folder that lasts as long as the
    program serves instead. Raises SetupError where the machine has no place for that one either.
    """
    folder = (load_settings() if settings is None else settings).cache
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):  # the only sure sign that it can be written
            return folder
    except OSError:
        return _passing_folder()


@cache
def _passing_folder() -> Path:
    """A folder that goes when the program does."""
    try:
        folder = tempfile.mkdtemp(prefix=f"{_APPLICATION}-")
    except OSError as error:
        variable = _ROWS["cache"].variable
        raise SetupError(what="setup_no_folder", remedy=f"{variable}=…, TMPDIR=…") from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _from_environment(env: Mapping[str, str]) -> dict[str, object]:
    return {row.name: _read(row, env[row.variable], row.variable) for row in SETTINGS if row.variable in env}


def _from_file(path: Path) -> dict[str, object]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsFileError(path=str(path), reason=system_reason(error)) from error
    except ValueError as error:  # no TOML, or not UTF-8
        raise SettingsFileError(path=str(path), reason=not_toml(error)) from error
    for name in table:
        if name not in _ROWS:
            raise UnknownSetting(place=str(path), name=name, value=str(table[name]), names=", ".join(_ROWS))
    return {name: _read(_ROWS[name], value, str(path)) for name, value in table.items()}


def _read(row: Setting, value: object, place: str) -> object:
    if isinstance(value, str) or (row.number and type(value) in (int, float)):
        try:
            return row.read(str(value))
        except ValueError as error:
            raise SettingError(place=place, name=row.name, value=str(value), range=row.range) from error
    raise SettingError(place=place, name=row.name, value=str(value), range=row.range)
