"""The command that shows the main job on the shipped samples."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout_tool import resources
from layout_tool.cli.session import Session
from layout_tool.errors import SetupError

if TYPE_CHECKING:
    from layout_tool.model.document import Document

_WIDTH = 110


def demo(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="help_option_demo", readable=False)
    ] = Path("demo-out"),
) -> None:
    """The sample pages become documents and pictures, and their articles are listed."""
    from layout_tool.batch.propose import propose
    from layout_tool.export.json_writer import write_document

    session: Session = context.obj
    written: list[Path] = []
    folder = resources.path("samples")
    for sample in sorted(path for path in folder.iterdir() if path.suffix in (".txt", ".pdf")):
        document = propose(sample, session.settings.profile)
        session.door.say(_listing(session, sample.name, document))
        place = output / f"{sample.stem}.json"
        write_document(document, place)
        written += [place, *_draw(session, document, sample, place)]
    for place in written:
        session.say("demo_written", path=str(place))


def _draw(session: Session, document: Document, sample: Path, place: Path) -> list[Path]:
    """The pictures of a document beside it: SVG always, PNG where the machine has the letters for it."""
    from layout_tool.batch.printed_pages import printed_pages
    from layout_tool.export.registry import write_pictures

    printed = printed_pages(document, sample)
    pictures = list(write_pictures(document, place.with_suffix(".svg"), session.messages, printed=printed))
    try:
        pictures += write_pictures(document, place.with_suffix(".png"), session.messages, printed=printed)
    except SetupError as error:
        session.door.warn(session.messages.error(error))
    return pictures


def _listing(session: Session, name: str, document: Document) -> str:
    """The articles of a document as a table."""
    from rich.console import Console
    from rich.table import Table

    from layout_tool.export import tally

    text = session.messages.text
    columns = tally.column_summary(column for page in document.pages for column in page.columns)
    summary = text("demo_columns", columns=columns) if columns else text("demo_no_columns")
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for key, justify in (
        ("demo_article", "left"),
        ("demo_byline", "left"),
        ("demo_characters", "right"),
        ("demo_in_columns", "right"),
        ("demo_confidence", "right"),
    ):
        table.add_column(text(key), justify="right" if justify == "right" else "left", no_wrap=key != "demo_article")
    for row in _rows(session, document):
        table.add_row(*row)
    regions = {region.id: region for region in document.regions()}
    drawn = io.StringIO()
    Console(file=drawn, width=_WIDTH).print(table)
    lines = [line.rstrip() for line in drawn.getvalue().splitlines()]
    outside = tally.characters(regions[region] for region in document.outside)
    head = text("demo_page", path=name, articles=len(document.articles), columns=summary)
    return "\n".join([head, *lines, text("demo_outside", characters=outside), ""])


def _rows(session: Session, document: Document) -> list[tuple[str, ...]]:
    from rich.markup import escape

    from layout_tool.export import tally
    from layout_tool.export.picture_colours import letter

    regions = {region.id: region for region in document.regions()}
    rows: list[tuple[str, ...]] = []
    for place, article in enumerate(document.articles):
        first = article.paragraphs[0].text[:20] if article.paragraphs else ""
        name = article.headline or session.messages.text("picture_no_headline", text=first)
        own = [regions[region] for region in article.regions]
        columns = {region.column for region in own if region.column}
        rows.append(
            (
                letter(place),
                escape(name),
                escape(", ".join(article.byline)),
                f"{tally.characters(own):,}",
                str(len(columns)) if columns else "",
                f"{round(article.confidence * 100)} %",
            )
        )
    return rows
