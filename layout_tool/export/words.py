"""Where a writer gets its words: this layer knows keys, the caller the languages."""

from __future__ import annotations

from typing import Protocol


class Words(Protocol):
    """The sentences of one language; `messages.Messages` is one."""

    @property
    def tag(self) -> str:
        """The language's BCP 47 tag."""

    def text(self, key: str, /, **fields: str | int) -> str:
        """The sentence of a key, its braces filled from the fields."""
