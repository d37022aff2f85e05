"""What the engine's tests share: the shipped profile and its lexicon."""

from __future__ import annotations

import pytest

from layout_tool.engine.cues import Lexicon
from layout_tool.engine.profile import Profile, load_profile


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile()


@pytest.fixture(scope="session")
def lexicon(profile: Profile) -> Lexicon:
    return profile.lexicon
