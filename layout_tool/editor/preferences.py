"""What a person sets in the editor: one row a preference, kept in one file of the user's configuration folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from layout_tool.model.doubts import DOUBTFUL_BELOW

_APPLICATION = "layout-tool"
_KEYS = "keys"
_LAYOUT = "window"


@dataclass(frozen=True, slots=True)
class Preference:
    """One row: its name, the values it may have (none: any text), the value it has at first, the text in the dialog."""

    name: str
    choices: tuple[str, ...]
    default: str
    label: str


_MARGINS = tuple(f"{margin:g}" for margin in sorted({0.5, 1.0, 1.5, 2.0, DOUBTFUL_BELOW, 4.0, 6.0}))
"""Margins below which a decision may count as doubtful, in log-odds."""

PREFERENCES = (
    Preference("by", (), "", "preference_by"),
    Preference("language", ("auto", "en", "zh"), "auto", "preference_language"),
    Preference("theme", ("auto", "light", "dark"), "auto", "preference_theme"),
    Preference("scale", ("100", "125", "150", "175", "200"), "100", "preference_scale"),
    Preference("doubtful_below", _MARGINS, f"{DOUBTFUL_BELOW:g}", "preference_doubtful_below"),
    Preference("resolve", ("yes", "no"), "yes", "preference_resolve"),
    Preference("linked", ("yes", "no"), "yes", "preference_linked"),
)
_ROWS: Mapping[str, Preference] = {row.name: row for row in PREFERENCES}


def preferences_file() -> Path:
    """Where the editor's preferences lie (the file need not exist)."""
    return platformdirs.user_config_path(_APPLICATION, appauthor=False) / "editor.ini"


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """The place of the window and its docks, as Qt saves it."""

    geometry: bytes = b""
    docks: bytes = b""
    splitter: bytes = b""


@dataclass(frozen=True, slots=True)
class KeyBindings:
    """Keys that a person has given to actions, by the action's id; an empty tuple takes them away."""

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, action: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of an action."""
        return self.changed.get(action, default)


class Preferences(QObject):
    """The preferences of this user; a value outside its row's choices counts as the default."""

    changed = Signal(str)
    """The name of the preference that changed; `keys` for the key bindings."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = path or preferences_file()
        self._store = QSettings(str(place), QSettings.Format.IniFormat, self)

    def value(self, name: str) -> str:
        """The value of a preference."""
        row = _ROWS[name]
        value = str(self._store.value(name, row.default))
        return value if not row.choices or value in row.choices else row.default

    def set_value(self, name: str, value: str) -> None:
        """Set a preference. Raises ValueError for a value outside its choices."""
        row = _ROWS[name]
        if row.choices and value not in row.choices:
            raise ValueError(value)
        if value != self.value(name):
            self._store.setValue(name, value)
            self.changed.emit(name)

    def keys(self) -> KeyBindings:
        """The key bindings that differ from the table's."""
        self._store.beginGroup(_KEYS)
        changed = {
            action: tuple(part for part in str(self._store.value(action, "")).split("\n") if part)
            for action in self._store.childKeys()
        }
        self._store.endGroup()
        return KeyBindings(changed)

    def set_keys(self, action: str, keys: tuple[str, ...] | None) -> None:
        """Give an action keys of its own; None gives it those of the table again."""
        if keys is None:
            self._store.remove(f"{_KEYS}/{action}")
        else:
            self._store.setValue(f"{_KEYS}/{action}", "\n".join(keys))
        self.changed.emit(_KEYS)

    def layout(self) -> WindowLayout:
        """How the window lay when it was closed last."""
        return WindowLayout(*(self._bytes(name) for name in ("geometry", "docks", "splitter")))

    def set_layout(self, layout: WindowLayout) -> None:
        """Keep how the window lies."""
        for name in ("geometry", "docks", "splitter"):
            self._store.setValue(f"{_LAYOUT}/{name}", QByteArray(getattr(layout, name)))
        self._store.sync()

    def _bytes(self, name: str) -> bytes:
        value = self._store.value(f"{_LAYOUT}/{name}")
        return bytes(value.data()) if isinstance(value, QByteArray) else b""
