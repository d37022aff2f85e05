"""The JSON export: a document whole, or page by page in bounded memory; the same bytes either way."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from layout_tool.atomic import atomic_file
from layout_tool.model.contract_write import document_chunks, encode_article, encode_decision, encode_page, to_json
from layout_tool.model.document import Document, Generator, Publication, Source
from layout_tool.model.proposal import PageProposal

_IN_MEMORY = 1 << 20
_LENGTH = 8


def write_document(document: Document, path: Path, never: Path | None = None) -> None:
    """The document as a JSON file, whole or not at all; `never` is a file that must not be overwritten.

    Raises OutputError.
    """
    with atomic_file(path, never) as stream:
        stream.write(to_json(document))


def write_pages(
    path: Path,
    generator: Generator,
    sources: tuple[Source, ...],
    pages: Iterable[PageProposal],
    never: Path | None = None,
) -> None:
    """As `write_document` for a document whose pages come one at a time; none is kept in memory.

    Raises OutputError, and whatever making a page raises; then nothing is written.
    """
    with atomic_file(path, never) as stream:
        stream_pages(stream, generator, sources, pages)


def stream_pages(
    stream: BinaryIO, generator: Generator, sources: tuple[Source, ...], pages: Iterable[PageProposal]
) -> None:
    """The JSON text to an open stream, begun only when the last page is made. Raises OSError of the stream."""
    publication: Publication | None = None
    with _Spool() as page_spool, _Spool() as articles, _Spool() as outside, _Spool() as decisions:
        for proposed in pages:
            publication = publication or proposed.publication
            page_spool.add(encode_page(proposed.page))
            articles.extend(map(encode_article, proposed.articles))
            outside.extend(region.encode() for region in proposed.outside)
            decisions.extend(map(encode_decision, proposed.decisions))
        stream.writelines(
            document_chunks(
                generator,
                publication,
                sources,
                pages=page_spool,
                articles=articles,
                outside=(region.decode() for region in outside),
                decisions=decisions,
            )
        )


class _Spool:
    """Records put aside, in memory while they are few and in a temporary file beyond; read back in their order."""

    def __init__(self) -> None:
        self._files = ExitStack()

    def __enter__(self) -> _Spool:
        spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)
        self._file = cast("BinaryIO", self._files.enter_context(spool))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, record: bytes) -> None:
        self._file.write(len(record).to_bytes(_LENGTH, "big"))
        self._file.write(record)

    def extend(self, records: Iterable[bytes]) -> None:
        for record in records:
            self.add(record)

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while length := self._file.read(_LENGTH):
            yield self._file.read(int.from_bytes(length, "big"))
