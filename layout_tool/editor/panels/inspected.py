"""What the inspector says of the selected region or article, before any reasons."""

from __future__ import annotations

from dataclasses import dataclass

from layout_tool.editor.document import EditorDocument
from layout_tool.export import tally
from layout_tool.messages import Messages
from layout_tool.model.article import Article, Status
from layout_tool.model.document import Origin, Region

_STATUS = {
    Status.PROPOSED: "panels_status_proposed",
    Status.CORRECTED: "panels_dot_corrected",
    Status.APPROVED: "panels_dot_approved",
}
_ORIGIN = {
    Origin.ENGINE: "panels_origin_engine",
    Origin.EDITOR: "panels_origin_editor",
    Origin.IMPORT: "panels_origin_import",
}


@dataclass(frozen=True, slots=True)
class Inspected:
    """Its name, and what is known of it, a line each; both empty where nothing is selected."""

    title: str
    lines: str


def inspected(editor: EditorDocument, messages: Messages) -> Inspected:
    """What is selected: the region chosen last, or the article."""
    selection, index = editor.selection, editor.index
    article = index.articles.get(selection.article or "")
    region = index.regions.get(selection.regions[-1]) if selection.regions else None
    letter = _letter(editor, article)
    lines = []
    if region is not None:
        lines.append(_region_line(region, messages))
    if article is not None:
        lines += _article_lines(article, letter, messages)
        if region is None:
            count = tally.characters(index.regions[name] for name in article.regions)
            lines.append(messages.text("panels_article_size", count=count, regions=len(article.regions)))
    elif region is not None:
        lines.append(messages.text("panels_in_no_article"))
    return Inspected(_title(region, article, letter, len(selection.regions), messages), "\n".join(lines))


def _title(region: Region | None, article: Article | None, letter: str, count: int, messages: Messages) -> str:
    if count > 1:
        return messages.text("panels_regions_chosen", count=count)
    if region is not None:
        role = messages.text(f"role_{region.role}")
        return f"{letter} · {role}" if letter else role
    return messages.text("panels_article_named", letter=letter) if article is not None and letter else ""


def _region_line(region: Region, messages: Messages) -> str:
    parts = [
        messages.text(f"role_{region.role}"),
        messages.text("panels_characters", count=tally.characters([region])),
        messages.text(_ORIGIN[region.origin]),
    ]
    if region.confidence is not None:
        parts.append(messages.text("panels_confidence", share=round(100 * region.confidence)))
    return " · ".join(parts)


def _article_lines(article: Article, letter: str, messages: Messages) -> list[str]:
    name = article.headline or messages.text("panels_headless")
    title = messages.text("panels_article_title", letter=letter, title=name) if letter else name
    sure = messages.text("panels_confidence", share=round(100 * article.confidence))
    return [title, f"{messages.text(_STATUS[article.status])} · {sure}"]


def _letter(editor: EditorDocument, article: Article | None) -> str:
    if article is None or editor.page is None:
        return ""
    looks = editor.looks(editor.page.id)
    return looks[article.id].letter if article.id in looks else ""
