"""Why an edit cannot be done."""

from __future__ import annotations

from layout_tool.errors import Phrase, Words, phrase


class EditError(ValueError):
    """An edit that cannot be done.

    `phrase` says why, for people: a key under `[edit]` in the catalogues of the editor, and its fields.

    >>> str(EditError("edit_no_region", region="p9"))
    'edit_no_region (region=p9)'
    """

    def __init__(self, key: str, /, **fields: Words) -> None:
        self.phrase: Phrase = phrase(key, **fields)
        super().__init__(str(self.phrase))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (self.phrase,))


def _rebuilt(said: Phrase) -> EditError:
    return EditError(said.key, **dict(said.fields))
