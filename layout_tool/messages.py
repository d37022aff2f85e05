"""The one door for what the program says to its user, in the user's language.

Every sentence has a key in `resources/messages/<language>.toml`. `Messages.text` gives the sentence;
`Door` is where sentences go: the terminal in earnest (`Console`), a list in tests (`Recorder`).
"""

from __future__ import annotations

import locale
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Protocol, TextIO

from layout_tool import resources
from layout_tool.errors import LayoutToolError, Phrase, Words

LANGUAGE_VARIABLE = "LAYOUT_TOOL_LANG"
_KEYED = ("claimed", "kind", "reason", "what", "remedy")
"""The fields of errors that may hold a key; those that others are filled from stand first."""
_PICTURES = {sign: 0x2400 + sign for sign in range(32) if chr(sign) not in "\t\n"} | dict.fromkeys(
    range(127, 160), 0x2421
)


class Language(StrEnum):
    """A language the program speaks; the value names its catalogue."""

    EN = "en"
    ZH = "zh"

    @classmethod
    def of(cls, tag: str | None) -> Language | None:
        """The language of a tag such as `zh_CN.UTF-8` or `en-GB`; None where it is not spoken here.

        >>> Language.of("zh_CN.UTF-8")
        <Language.ZH: 'zh'>
        >>> Language.of("fr") is None
        True
        """
        primary = (tag or "").replace("-", "_").split("_")[0].split(".")[0].lower()
        if primary == "chinese":
            return cls.ZH
        return cls(primary) if primary in tuple(cls) else None


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language."""

    language: Language
    sentences: Mapping[str, str] = field(repr=False)

    @property
    def tag(self) -> str:
        """The language's BCP 47 tag."""
        return "zh-Hans" if self.language is Language.ZH else self.language.value

    def text(self, key: str, /, **fields: Words) -> str:
        """The sentence of `key`, its braces filled from `fields`. Raises KeyError for an unknown key or field."""
        sentence = self.sentences[key]
        return sentence.format_map({name: self.words(value) for name, value in fields.items()}) if fields else sentence

    def words(self, value: Words) -> str | int:
        """A phrase in words; anything else as it is."""
        return self.text(value.key, **dict(value.fields)) if isinstance(value, Phrase) else value

    def error(self, failure: LayoutToolError) -> str:
        """The sentence for an error: one line that names what failed and the remedy.

        A kind, a reason, a remedy or a lack that is a key of the catalogue (`reason="reason_folder"`) is put in
        words first, its own braces filled from the other fields.
        """
        words = dict(failure.fields)
        for name in _KEYED:
            if words.get(name) in self.sentences:
                words[name] = self.text(str(words[name]), **words)
        return " ".join(self.text(failure.key, **words).split("\n"))


@cache
def load(language: Language) -> Messages:
    """The catalogue of one language, read once. Nested tables become keys joined by underscores.

    The editor's sentences stand in a folder of their own, one file an area and language.
    """
    files = (
        resources.path("messages", f"{language}.toml"),
        *sorted(resources.path("messages", "editor").glob(f"*.{language}.toml")),
    )
    return Messages(
        language, dict(pair for path in files for pair in _flat(tomllib.loads(path.read_text("utf-8")), ""))
    )


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}_")
        else:
            yield prefix + name, str(value)


def choose_language(asked: str | None, configured: str | None = None) -> Language:
    """The first that is spoken here: `asked` on the command line, the environment's LAYOUT_TOOL_LANG,
    `configured` in the settings, the locale; English where none is."""
    wishes = (asked, os.environ.get(LANGUAGE_VARIABLE), configured, *_locale_tags())
    return next((found for wish in wishes if (found := Language.of(wish))), Language.EN)


def _locale_tags() -> Iterator[str | None]:
    """What the machine says, strongest first; the C locale says nothing."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        yield os.environ.get(name)
    yield locale.getlocale()[0]


class Door(Protocol):
    """Where sentences leave the program."""

    def say(self, sentence: str) -> None:
        """A result or news, for standard output."""

    def warn(self, sentence: str) -> None:
        """A note or an error, for standard error."""


class Console:
    """The door to the terminal. Signs that its encoding lacks are shown as escapes, never as a crash.

    Where the reader of a pipe has heard enough (`| head -1`), the rest goes unheard and the work goes on.
    """

    def say(self, sentence: str) -> None:
        _print(sentence, sys.stdout)

    def warn(self, sentence: str) -> None:
        _print(sentence, sys.stderr)


def harmless(sentence: str) -> str:
    r"""The sentence with control characters, which a file's name may hold, as pictures: none reaches the terminal.

    >>> harmless("a\x1b[31mb\n")
    'a␛[31mb\n'
    """
    return sentence.translate(_PICTURES)


def _print(sentence: str, stream: TextIO) -> None:
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(harmless(sentence).encode(encoding, "backslashreplace").decode(encoding) + "\n")
        stream.flush()
    except BrokenPipeError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """From now on nothing that goes to the stream is heard, nor what it still holds back."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, stream.fileno())
    os.close(silent)


class Recorder:
    """A door that keeps what was said, for tests."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.warned: list[str] = []

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def warn(self, sentence: str) -> None:
        self.warned.append(sentence)
