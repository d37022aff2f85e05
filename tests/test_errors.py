"""The tree of errors: drawn in the docstring, worded in every language, fit to cross processes."""

from __future__ import annotations

import pickle
import string
from collections.abc import Iterator

import pytest

from layout_tool import errors, messages
from layout_tool.errors import LayoutToolError

EXIT_CODES = {
    "LayoutToolError": 1,
    "UsageError": 2,
    "InputError": 3,
    "OutputError": 4,
    "LockConflict": 5,
    "ProfileError": 6,
    "SetupError": 7,
    "EngineError": 70,
}


def family(kind: type[LayoutToolError]) -> Iterator[type[LayoutToolError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


KINDS = [kind for kind in family(LayoutToolError) if kind.__module__ == errors.__name__]


def branch(kind: type[LayoutToolError]) -> str:
    """The name of the error of the first rank that this one belongs to."""
    line = [parent.__name__ for parent in kind.__mro__ if parent.__name__ in EXIT_CODES]
    return line[0]


def test_all_errors_stand_in_one_module() -> None:
    assert {kind.__module__ for kind in family(LayoutToolError)} == {errors.__name__}


@pytest.mark.parametrize("kind", KINDS)
def test_the_docstring_draws_the_tree(kind: type[LayoutToolError]) -> None:
    assert errors.__doc__ is not None
    words = errors.__doc__.replace(",", " ").split()
    assert words.count(kind.__name__) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_exit_codes_follow_the_branch(kind: type[LayoutToolError]) -> None:
    assert kind.exit_code == EXIT_CODES[branch(kind)]


def test_the_docstring_gives_the_exit_codes() -> None:
    assert errors.__doc__ is not None
    drawn = {
        line.split()[1]: int(line.split("exit ")[1].split()[0])
        for line in errors.__doc__.splitlines()
        if line.startswith(("├── ", "└── "))
    }
    assert {"LayoutToolError": 1, **drawn} == EXIT_CODES


def test_keys_are_unique() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_errors_cross_processes(kind: type[LayoutToolError]) -> None:
    error = kind(path="页.txt", offset=7)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.fields, str(again)) == (error.fields, str(error))
    assert str(error) == f"{kind.key}: path=页.txt, offset=7"


def named_fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_its_sentence_in_every_language(kind: type[LayoutToolError]) -> None:
    sentences = [messages.load(language).sentences[kind.key].strip() for language in messages.Language]
    assert len(set(sentences)) == len(sentences) >= 2
    assert all(sentence and "\n" not in sentence for sentence in sentences)
    assert all(named_fields(sentence) == named_fields(sentences[0]) for sentence in sentences)
