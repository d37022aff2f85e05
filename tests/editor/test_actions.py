"""The table of actions: named in both languages, reachable by menu, no key given twice."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from layout_tool.editor.action_set import conflicts, normal, refused_by_input_methods
from layout_tool.editor.actions import ACTIONS, TOOLBAR, TOOLBAR_END, Menu, is_bare
from layout_tool.editor.preferences import KeyBindings
from layout_tool.messages import Language, load
from layout_tool.model.roles import Role

PRODUCT_KEYS = {
    "undo": {"Ctrl+Z"},
    "redo": {"Ctrl+Y", "Ctrl+Shift+Z"},
    "delete": {"Del"},
    "deselect": {"Esc"},
    "select_all": {"Ctrl+A"},
    "save": {"Ctrl+S"},
    "next_region": {"Tab"},
    "previous_region": {"Shift+Tab"},
    "previous_page": {"PgUp"},
    "next_page": {"PgDown"},
    "edit_region": {"F2"},
    "page_done": {"Ctrl+Return"},
    "join": {"J"},
    "tool_split": {"S"},
    "new_article": {"N"},
    "tool_draw": {"R"},
    "key_sheet": {"F1"},
    "move_up": {"Alt+Up"},
    "move_down": {"Alt+Down"},
}
"""What the product promises."""


def test_ids_are_unique_and_the_toolbar_names_them() -> None:
    names = [row.id for row in ACTIONS]
    assert len(set(names)) == len(names)
    assert {name for group in (*TOOLBAR, TOOLBAR_END) for name in group} <= set(names)


@pytest.mark.parametrize("language", Language)
def test_every_action_and_menu_has_a_name(language: Language) -> None:
    sentences = load(language).sentences
    assert [row.id for row in ACTIONS if not sentences.get(row.text)] == []
    assert [menu for menu in Menu if f"menu_{menu.value}" not in sentences] == []


@pytest.mark.parametrize("name", PRODUCT_KEYS)
def test_the_keys_of_the_product(name: str) -> None:
    row = next(row for row in ACTIONS if row.id == name)
    assert PRODUCT_KEYS[name] <= set(row.keys)


def test_every_role_can_be_set_and_the_first_ten_by_a_digit() -> None:
    rows = {row.id: row for row in ACTIONS}
    assert {f"role_{role}" for role in Role} <= rows.keys()
    digits = {key for row in rows.values() for key in row.keys if key.startswith("Ctrl+Alt+") and key[-1].isdigit()}
    assert digits == {f"Ctrl+Alt+{digit}" for digit in "0123456789"}


def test_no_key_is_given_twice_and_all_are_keys(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt must be there
    assert conflicts(KeyBindings()) == {}
    assert [key for row in ACTIONS for key in row.keys if QKeySequence(key).isEmpty()] == []


def test_no_key_belongs_to_an_input_method(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt must be there
    assert [row.id for row in ACTIONS if refused_by_input_methods(row.keys)] == []
    assert refused_by_input_methods(["Ctrl+Space", "J"]) == ("Ctrl+Space",)


def test_letters_have_twins_with_a_modifier() -> None:
    letters = [row for row in ACTIONS if any(is_bare(key) and key[-1].isalpha() and len(key) == 1 for key in row.keys)]
    assert letters
    assert [row.id for row in letters if all(is_bare(key) for key in row.keys)] == []


def test_two_spellings_of_a_key_are_one(qtbot: QtBot) -> None:  # noqa: ARG001 - Qt must be there
    assert normal("ctrl+shift+z") == normal("Shift+Ctrl+Z")
    assert conflicts(KeyBindings({"join": ("Ctrl+s",)})) == {"Ctrl+S": ("save", "join")}
