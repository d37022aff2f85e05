"""The formats of whole documents: one table, by the names that the command line and the window use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from layout_tool.atomic import atomic_file
from layout_tool.export.checks import Finding, require_whole
from layout_tool.export.picture import Printed
from layout_tool.export.reread import Seen, require_same, require_texts, seen_html, seen_markdown, seen_text
from layout_tool.export.suffixes import SUFFIXES
from layout_tool.export.words import Words
from layout_tool.model.contract_write import to_json
from layout_tool.model.document import Document

Writer = Callable[[Document, Words, Printed | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what writes it, what is read in it, whether it has pictures.

    `seen` is None for the format that opens again as a document.
    """

    name: str
    media_type: str
    write: Writer
    seen: Seen | None = None
    pictures: bool = False

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.name]


def _json(document: Document, words: Words, printed: Printed | None) -> bytes:  # noqa: ARG001 - every writer's form
    return to_json(document)


def _text(document: Document, words: Words, printed: Printed | None) -> bytes:  # noqa: ARG001 - every writer's form
    from layout_tool.export.text_writer import text_of

    return text_of(document, words).encode()


def _markdown(document: Document, words: Words, printed: Printed | None) -> bytes:  # noqa: ARG001 - every writer's form
    from layout_tool.export.markdown_writer import markdown_of

    return markdown_of(document, words).encode()


def _html(document: Document, words: Words, printed: Printed | None) -> bytes:
    from layout_tool.export.html_writer import html_of

    return html_of(document, words, printed).encode()


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("json", "application/json", _json),
        Format("text", "text/plain", _text, seen_text),
        Format("markdown", "text/markdown", _markdown, seen_markdown),
        Format("html", "text/html", _html, seen_html, pictures=True),
    )
}


@dataclass(frozen=True, slots=True)
class Written:
    """A document in a format, and the doubts about it."""

    content: bytes
    doubts: tuple[Finding, ...]


def written(document: Document, name: str, path: str, words: Words, printed: Printed | None = None) -> Written:
    """The document in this format, looked through before and read again after.

    `path` is what an error names. Raises ExportRefused where text would be lost.
    """
    doubts = require_whole(document, path)
    form = FORMATS[name]
    content = form.write(document, words, printed)
    if form.seen is None:
        require_same(document, content, path)
    else:
        require_texts(document, form.seen(content), path)
    return Written(content, doubts)


def write_format(
    document: Document,
    name: str,
    path: Path,
    words: Words,
    printed: Printed | None = None,
    never: Path | None = None,
) -> tuple[Finding, ...]:
    """The document as a file of this format, whole or not at all; the doubts about it.

    `never` is a file that must not be overwritten. Raises ExportRefused where text would be lost, OutputError.
    """
    made = written(document, name, str(path), words, printed)
    with atomic_file(path, never) as stream:
        stream.write(made.content)
    return made.doubts


def preview(document: Document, name: str, words: Words, limit: int) -> tuple[str, int]:
    """The first lines, `limit` at most, of what would be written without pictures; how many more there are."""
    lines = FORMATS[name].write(document, words, None).decode().rstrip("\n").split("\n")
    return "\n".join(lines[:limit]), max(0, len(lines) - limit)
