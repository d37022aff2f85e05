"""Settings: the table, the file, the environment, and what is said when a value is wrong."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from layout_tool import messages
from layout_tool.errors import SettingError, SettingsFileError, SetupError
from layout_tool.settings import SETTINGS, Settings, _passing_folder, cache_folder, config_file, load_settings

WRITTEN = {
    "lang": "zh",
    "cache": "/var/cache/pages",
    "encoding": "GBK",
    "text_mode": "raw",
    "profile": "daily",
    "limit_time": "20",
    "limit_memory": "800",
    "jobs": "3",
}
TYPED = Settings(
    lang="zh",
    cache=Path("/var/cache/pages"),
    encoding="gbk",
    text_mode="raw",
    profile="daily",
    limit_time=20.0,
    limit_memory=800.0,
    jobs=3,
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_every_field_has_its_row_and_is_set_by_the_tests() -> None:
    fields = [field.name for field in dataclasses.fields(Settings)]
    assert [row.name for row in SETTINGS] == fields == list(WRITTEN)


def test_rows_name_their_variable_and_option() -> None:
    row = next(row for row in SETTINGS if row.name == "text_mode")
    assert (row.variable, row.option) == ("LAYOUT_TOOL_TEXT_MODE", "--text-mode")


@pytest.mark.parametrize("language", messages.Language)
def test_every_setting_is_explained_in_every_language(language: messages.Language) -> None:
    assert {row.help for row in SETTINGS} <= set(messages.load(language).sentences)


def test_without_file_and_environment_the_defaults_hold(config: Path) -> None:
    assert load_settings({}, config) == Settings()
    assert Settings().cache.is_absolute()


def test_the_environment_gives_every_setting(config: Path) -> None:
    if os.name == "nt":
        pytest.skip("the folder of the example is a POSIX one")
    env = {f"LAYOUT_TOOL_{name.upper()}": value for name, value in WRITTEN.items()}
    assert load_settings(env | {"HOME": "/elsewhere"}, config) == TYPED


def test_the_file_gives_every_setting_and_the_environment_wins(config: Path) -> None:
    if os.name == "nt":
        pytest.skip("the folder of the example is a POSIX one")
    config.write_text("".join(f'{name} = "{value}"\n' for name, value in WRITTEN.items()), encoding="utf-8")
    assert load_settings({}, config) == TYPED
    again = load_settings({"LAYOUT_TOOL_TEXT_MODE": "layout"}, config)
    assert again == dataclasses.replace(TYPED, text_mode="layout")


def test_a_number_needs_no_quotes_in_the_file(config: Path) -> None:
    config.write_text("limit_time = 2.5\n", encoding="utf-8")
    assert load_settings({}, config).limit_time == 2.5
    config.write_text("limit_time = true\n", encoding="utf-8")
    with pytest.raises(SettingError):
        load_settings({}, config)


def test_auto_leaves_the_encoding_to_the_reader(config: Path) -> None:
    config.write_text('encoding = "big5"\n', encoding="utf-8")
    assert load_settings({"LAYOUT_TOOL_ENCODING": "auto"}, config).encoding is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lang", "fr"),
        ("cache", "somewhere/below"),
        ("encoding", "klingon"),
        ("text_mode", "RAW"),
        ("profile", " "),
        ("limit_time", "soon"),
        ("limit_time", "0"),
        ("limit_time", "nan"),
    ],
)
def test_a_wrong_value_names_the_variable(name: str, value: str, config: Path) -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({f"LAYOUT_TOOL_{name.upper()}": value}, config)
    row = next(row for row in SETTINGS if row.name == name)
    assert caught.value.fields == {"place": row.variable, "name": name, "value": value, "range": row.range}
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [('profil = "daily"', "profil", "daily"), ("profile = 3", "profile", "3"), ('lang = ["zh"]', "lang", "['zh']")],
)
def test_a_wrong_line_names_the_file(text: str, name: str, value: str, config: Path) -> None:
    config.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        load_settings({}, config)
    fields = caught.value.fields
    assert (fields["place"], fields["name"], fields["value"]) == (str(config), name, value)


@pytest.mark.parametrize("content", [b"lang = zh", b'lang = "\xd6\xd0"'])
def test_a_file_that_is_no_toml_is_named(content: bytes, config: Path) -> None:
    config.write_bytes(content)
    with pytest.raises(SettingsFileError) as caught:
        load_settings({}, config)
    assert caught.value.fields["path"] == str(config)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsFileError) as caught:
        load_settings({}, tmp_path)
    assert caught.value.fields["path"] == str(tmp_path)


def test_the_users_own_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layout_tool.settings.config_file", lambda: tmp_path / "mine.toml")
    for row in SETTINGS:
        monkeypatch.delenv(row.variable, raising=False)
    (tmp_path / "mine.toml").write_text('profile = "weekly"\n', encoding="utf-8")
    assert load_settings().profile == "weekly"


def test_the_users_own_file_has_a_folder_of_its_own() -> None:
    assert config_file().name == "settings.toml"
    assert "layout-tool" in config_file().parts


def test_the_cache_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path / "a" / "b")
    folder = cache_folder(settings)
    assert folder == cache_folder(settings) == tmp_path / "a" / "b"
    assert folder.is_dir()
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_without_a_cache_a_passing_folder_serves(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    settings = Settings(cache=tmp_path / "taken" / "below")
    folder = cache_folder(settings)
    assert folder == cache_folder(settings)
    (folder / "x").write_text("words")
    assert list(tmp_path.iterdir()) == [tmp_path / "taken"]


def test_a_cache_that_cannot_be_written_is_gone_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refusing)
    folder = cache_folder(Settings(cache=tmp_path / "cache"))
    assert folder != tmp_path / "cache"
    assert folder.is_dir()


def test_with_no_place_at_all_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    _passing_folder.cache_clear()
    monkeypatch.setattr("tempfile.mkdtemp", refusing)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SetupError) as caught:
        cache_folder(Settings(cache=tmp_path / "taken" / "below"))
    assert "LAYOUT_TOOL_CACHE" in str(caught.value.fields["remedy"])
