"""The formats of whole documents: one table, by the names that the command line and the window use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from layout_tool.atomic import atomic_file
from layout_tool.export.checks import Finding, require_whole
from layout_tool.export.picture import Printed
from layout_tool.export.words import Words
from layout_tool.model.contract_write import to_json
from layout_tool.model.document import Document

Writer = Callable[[Document, Words, Printed | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, the suffix of its files, whether page pictures go into it, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Writer
    pictures: bool = False


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
        Format("json", ".json", "application/json", _json),
        Format("text", ".txt", "text/plain", _text),
        Format("markdown", ".md", "text/markdown", _markdown),
        Format("html", ".html", "text/html", _html, pictures=True),
    )
}


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
    found = require_whole(document, str(path))
    written = FORMATS[name].write(document, words, printed)
    with atomic_file(path, never) as stream:
        stream.write(written)
    return found
