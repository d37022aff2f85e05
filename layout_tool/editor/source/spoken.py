"""What a screen reader says of a row of the source."""

from __future__ import annotations

from collections.abc import Sequence

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.source.lines import SourceLine
from layout_tool.messages import Messages


def spoken(rows: Sequence[SourceLine], at: int, editor: EditorDocument, messages: Messages) -> str:
    """The number, article, role and text of a row; nothing for a blank one."""
    row, say, index = rows[at], messages.text, editor.index
    region = index.regions.get(row.region or "")
    if region is None:
        return ""
    look = editor.looks(index.page_of[region.id]).get(index.owners.get(region.id, ""))
    article = say("source_text_article", letter=look.letter) if look else say("source_text_outside")
    number = next((one.number for one in reversed(rows[: at + 1]) if one.number is not None), 0)
    role = say(f"role_{region.role}")
    return say("source_text_line", number=number, article=article, role=role, text=row.text.strip())
