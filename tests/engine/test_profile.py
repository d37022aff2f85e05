"""Profiles: weights and lexicon as data, with a name and a hash that says exactly which."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from layout_tool import resources
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import propose_text_page
from layout_tool.errors import ProfileError
from layout_tool.model.proposal import TextPage


def _write(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_label_is_the_name_and_eight_digits_of_the_hash() -> None:
    profile = load_profile()
    assert re.fullmatch(r"default@[0-9a-f]{8}", profile.label)
    assert profile.digest.startswith(profile.label.partition("@")[2])
    assert len(profile.digest) == 64
    assert load_profile("default").label == profile.label


def test_a_profile_gives_only_what_differs(tmp_path: Path) -> None:
    own = load_profile(_write(tmp_path, 'name = "own"\n[weights.link]\nprior = -9.5\n'))
    default = load_profile()
    assert own.name == "own"
    assert own.weights["link"]["prior"] == -9.5
    for group, terms in default.weights.items():
        for term, weight in terms.items():
            if (group, term) != ("link", "prior"):
                assert own.weights[group][term] == weight
    assert own.digest != default.digest


def test_a_weight_changes_what_is_proposed(tmp_path: Path) -> None:
    text = "清晨六点，薄雾还没有散尽，岚川港三号\n泊位的岸桥已经忙碌起来。\n\n"
    text += "这样的场景，今年以来几乎每天都在上演\n，统计表明增长。\n"
    apart = load_profile(_write(tmp_path, 'name = "apart"\n[weights.link]\nprior = -90\n'))
    page = TextPage(0, 0, text)
    assert len(propose_text_page(page, "s1", 1, apart).articles) == 2
    assert len(propose_text_page(page, "s1", 1, load_profile()).articles) == 1


def test_the_hash_tells_the_lexicon_too(tmp_path: Path) -> None:
    plain = load_profile(_write(tmp_path, 'name = "own"\n[weights.link]\nprior = -2.5\n', "plain.toml"))
    lexicon = json.loads(resources.path("lexicon", "newspaper.json").read_text("utf-8"))
    lexicon["patterns"] = lexicon["patterns"][:-1]
    _write(tmp_path, json.dumps(lexicon), "fewer.json")
    fewer = load_profile(
        _write(tmp_path, 'name = "own"\nlexicon = "fewer.json"\n[weights.link]\nprior = -2.5\n', "a.toml")
    )
    assert fewer.weights == plain.weights
    assert fewer.digest != plain.digest
    assert len(fewer.lexicon.patterns) == len(plain.lexicon.patterns) - 1


def test_the_hash_does_not_tell_how_the_file_is_written(tmp_path: Path) -> None:
    terse = load_profile(_write(tmp_path, 'name="own"\n[weights.link]\nprior=-2.5', "terse.toml"))
    wordy = load_profile(
        _write(tmp_path, '# mine\nname = "own"\n\n[weights.link]\nprior = -2.50 # less\n', "wordy.toml")
    )
    assert terse.digest == wordy.digest


@pytest.mark.parametrize(
    "text",
    [
        "name = ",
        'name = "own"\n',
        'name = "own"\nweights = 3\n',
        'name = "own"\n[weights]\nlink = 3\n',
        'name = "own"\n[weights.link]\nprior = "much"\n',
        'name = "own"\n[weights.link]\nprior = nan\n',
        'name = "own"\n[weights.link]\nprior = inf\n',
        'name = "own"\n[weights.link]\nno_such_term = 1.0\n',
        'name = "own"\n[weights.no_such_group]\nprior = 1.0\n',
        'name = "own"\nlexicon = "nowhere.json"\n[weights.link]\nprior = 1\n',
    ],
)
def test_a_broken_profile_is_one_clear_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile(_write(tmp_path, text))
    assert caught.value.fields["profile"] == str(tmp_path / "own.toml")
    assert caught.value.fields["reason"]


@pytest.mark.parametrize("lexicon", ["[]", "{}", "no json", '{"patterns": [{"id": "a", "regex": "("}], "words": {}}'])
def test_a_broken_lexicon_is_one_clear_error(tmp_path: Path, lexicon: str) -> None:
    _write(tmp_path, lexicon, "broken.json")
    with pytest.raises(ProfileError):
        load_profile(_write(tmp_path, 'name = "own"\nlexicon = "broken.json"\n[weights.link]\nprior = 1\n'))


def test_a_profile_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError):
        load_profile(tmp_path / "own.toml")


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    for name in ("nowhere", tmp_path / "nowhere.toml"):
        with pytest.raises(ProfileError) as caught:
            load_profile(name)
        assert "nowhere" in str(caught.value)


def test_every_weight_of_the_shipped_profile_is_a_finite_number() -> None:
    for group, terms in load_profile().weights.items():
        assert terms, group
        for term, weight in terms.items():
            assert abs(weight) <= 100, (group, term)
