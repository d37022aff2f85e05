"""One hash over all that shapes the outputs of a run besides its inputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from layout_tool.batch.reading import Reading
from layout_tool.engine.options import TextMode
from layout_tool.engine.profile import Profile
from layout_tool.version import __version__


def fingerprint(profile: Profile, reading: Reading, mode: TextMode, formats: Collection[str], language: str) -> str:
    """The hash that tells whether outputs made by an earlier run are those that this one would make.

    `formats` are those written beside the document, in any order; the `language` shows in them alone. Neither the
    password nor the limits count: they decide whether a file can be read, and one that could not be is tried again
    when it is asked for.
    """
    shaping = {
        "version": __version__,
        "profile": [profile.name, profile.digest],
        "reading": [reading.encoding, reading.pages, reading.first],
        "mode": mode,
        "formats": sorted(set(formats)),
        "language": language if formats else None,
    }
    return hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()
