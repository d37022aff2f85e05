"""What each action does. A handler is called only when what its row needs is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.services import Services, Tool
from layout_tool.errors import phrase
from layout_tool.model.article import Article, Status
from layout_tool.model.roles import Role

_Handler = Callable[..., None]


def _with_editor(handler: Callable[..., object]) -> _Handler:
    """The handler with the open document as its second argument; without one it does nothing."""

    @wraps(handler)
    def run(services: Services, **given: object) -> None:
        if services.editor is not None:
            handler(services, services.editor, **given)

    return run


def open_file(services: Services) -> None:
    services.opening.open_all(services.questions.files())


def open_folder(services: Services) -> None:
    if folder := services.questions.folder():
        services.opening.open_all([folder])


def show_welcome(services: Services) -> None:
    services.opening.close()


def next_file(services: Services) -> None:
    services.opening.step_file(1)


def previous_file(services: Services) -> None:
    services.opening.step_file(-1)


def save(services: Services) -> None:
    services.opening.save()


def save_as(services: Services) -> None:
    services.opening.save_as()


@_with_editor
def export(services: Services, editor: EditorDocument) -> None:
    services.questions.export(editor, services.opening)


def preferences(services: Services) -> None:
    services.questions.preferences(services.preferences)


def close_window(services: Services) -> None:
    services.frame.close()


@_with_editor
def undo(services: Services, editor: EditorDocument) -> None:
    last = editor.timeline.last
    if last is not None and editor.undo():
        services.frame.say(phrase("window_undone", operation=phrase(f"operation_{last.name}", **dict(last.fields))))


@_with_editor
def redo(services: Services, editor: EditorDocument) -> None:
    following = editor.timeline.next
    if following is not None and editor.redo():
        words = phrase(f"operation_{following.name}", **dict(following.fields))
        services.frame.say(phrase("window_redone", operation=words))


@_with_editor
def select_all(_: Services, editor: EditorDocument) -> None:
    if editor.page is not None:
        editor.select(commands.reading_order(editor))


@_with_editor
def cancel_or_deselect(services: Services, editor: EditorDocument) -> None:
    if not services.views.cancel_gesture():
        editor.select(())


@_with_editor
def step_region(_: Services, editor: EditorDocument, step: int) -> None:
    order = commands.reading_order(editor)
    if not order:
        return
    chosen = editor.selection.regions
    if not chosen or chosen[-1] not in order:
        editor.select([order[0 if step > 0 else -1]])
    else:
        editor.select([order[(order.index(chosen[-1]) + step) % len(order)]])


@_with_editor
def edit_region(services: Services, editor: EditorDocument) -> None:
    services.questions.edit_region(editor, editor.selection.regions[-1])


@_with_editor
def join(_: Services, editor: EditorDocument) -> None:
    commands.join(editor)


@_with_editor
def delete(_: Services, editor: EditorDocument) -> None:
    commands.remove(editor)


@_with_editor
def set_role(_: Services, editor: EditorDocument, role: Role) -> None:
    commands.set_role(editor, role)


@_with_editor
def step_page(services: Services, editor: EditorDocument, step: int) -> None:
    if editor.page is not None and not _turn(editor, step):
        services.frame.say(phrase("window_last_page" if step > 0 else "window_first_page"))


def _turn(editor: EditorDocument, step: int) -> bool:
    """Turn to the page so many further on; False where there is none."""
    pages = [page.id for page in editor.document.pages]
    at = pages.index(editor.page.id) + step if editor.page is not None else -1
    if not 0 <= at < len(pages):
        return False
    editor.show_page(pages[at])
    return True


@_with_editor
def propose_again(services: Services, editor: EditorDocument) -> None:
    if editor.page is not None:
        services.opening.propose_again(editor.page.id)


def stop(services: Services) -> None:
    services.opening.stop()


@_with_editor
def page_done(_: Services, editor: EditorDocument) -> None:
    if editor.page is None:
        return
    commands.page_done(editor, editor.page.id)
    _turn(editor, 1)


@_with_editor
def approve_page(_: Services, editor: EditorDocument) -> None:
    if editor.page is not None:
        commands.approve(editor, [article.id for article in editor.index.articles_on(editor.page.id)])


@_with_editor
def reopen_page(services: Services, editor: EditorDocument) -> None:
    if editor.page is not None:
        _reopen(services, editor, editor.index.articles_on(editor.page.id))


@_with_editor
def accept(services: Services, editor: EditorDocument) -> None:
    article = editor.selection.article
    if article is not None and not commands.accept_article(editor, article):
        services.frame.say(phrase("window_nothing_to_accept"))


@_with_editor
def approve(_: Services, editor: EditorDocument) -> None:
    if editor.selection.article is not None:
        commands.approve(editor, [editor.selection.article])


@_with_editor
def reopen(services: Services, editor: EditorDocument) -> None:
    article = editor.index.articles.get(editor.selection.article or "")
    if article is not None:
        _reopen(services, editor, (article,))


def _reopen(services: Services, editor: EditorDocument, articles: tuple[Article, ...]) -> None:
    approved = [article.id for article in articles if article.status is Status.APPROVED]
    if not approved:
        services.frame.say(phrase("window_nothing_approved"))
    elif reason := services.questions.reason():
        commands.reopen(editor, approved, reason)


@_with_editor
def new_article(_: Services, editor: EditorDocument) -> None:
    commands.new_article(editor)


@_with_editor
def merge(services: Services, editor: EditorDocument) -> None:
    owners = [editor.index.owners[name] for name in editor.selection.regions if name in editor.index.owners]
    articles = list(dict.fromkeys(owners))
    if len(articles) > 1:
        commands.merge_articles(editor, articles[0], articles[1:])
    elif articles and (other := _asked_article(services, editor, without=articles[0])):
        commands.merge_articles(editor, articles[0], [other])


@_with_editor
def split_article(_: Services, editor: EditorDocument) -> None:
    commands.split_article(editor)


@_with_editor
def headline_of(services: Services, editor: EditorDocument) -> None:
    if article := _asked_article(services, editor):
        commands.make_headline(editor, article)


@_with_editor
def put_outside(_: Services, editor: EditorDocument) -> None:
    commands.assign(editor, None)


@_with_editor
def assign(services: Services, editor: EditorDocument, turn: int) -> None:
    articles = editor.index.articles_on(editor.page.id) if editor.page is not None else ()
    if turn < len(articles):
        commands.assign(editor, articles[turn].id)
    else:
        services.frame.say(phrase("window_no_such_article", count=len(articles)))


@_with_editor
def move_in_order(_: Services, editor: EditorDocument, step: int) -> None:
    if editor.selection.regions:
        commands.move_in_order(editor, step)
    elif editor.selection.article is not None:
        commands.move_article(editor, editor.selection.article, step)


@_with_editor
def order_rest(_: Services, editor: EditorDocument) -> None:
    commands.order_rest(editor)


@_with_editor
def link_jump(services: Services, editor: EditorDocument) -> None:
    article = editor.selection.article
    if article is not None and (other := _asked_article(services, editor, without=article, all_pages=True)):
        commands.link_jump(editor, article, other)


def _asked_article(
    services: Services, editor: EditorDocument, without: str | None = None, *, all_pages: bool = False
) -> str | None:
    """The article that the person chooses: of this page, or of all."""
    near = editor.document.articles if all_pages or editor.page is None else editor.index.articles_on(editor.page.id)
    choices = [article for article in near if article.id != without]
    return services.questions.article(choices, editor.selection.article)


def fit(services: Services) -> None:
    services.views.fit()


def zoom(services: Services, factor: float) -> None:
    services.views.zoom(factor)


@_with_editor
def reveal(services: Services, editor: EditorDocument) -> None:
    services.views.reveal(editor.selection.regions)


def show_picture(services: Services) -> None:
    services.views.set_source_side("picture")


def show_text(services: Services) -> None:
    services.views.set_source_side("text")


def toggle_source(services: Services) -> None:
    services.views.set_source_visible(not services.views.source_visible())


def source_shown(services: Services) -> bool:
    return services.views.source_visible()


def toggle_map(services: Services) -> None:
    services.views.set_map_visible(not services.views.map_visible())


def map_shown(services: Services) -> bool:
    return services.views.map_visible()


def toggle_stacked(services: Services) -> None:
    services.views.set_stacked(not services.views.stacked)


def is_stacked(services: Services) -> bool:
    return services.views.stacked


def toggle_linked(services: Services) -> None:
    services.views.set_linked(not services.views.linked)
    services.preferences.set_value("linked", "yes" if services.views.linked else "no")


def is_linked(services: Services) -> bool:
    return services.views.linked


def toggle_order(services: Services) -> None:
    services.views.set_order_shown(not services.views.order_shown)


def order_shown(services: Services) -> bool:
    return services.views.order_shown


def step_pane(services: Services, step: int) -> None:
    services.frame.step_pane(step)


def switch_theme(services: Services) -> None:
    turn = {"auto": "dark", "light": "dark", "dark": "light"}
    services.preferences.set_value("theme", turn[services.preferences.value("theme")])


def switch_language(services: Services) -> None:
    services.preferences.set_value("language", "en" if services.frame.language() == "zh" else "zh")


def take_tool(services: Services, tool: Tool) -> None:
    """The tool in hand, and one line on how it is used."""
    services.views.set_tool(tool)
    services.frame.say(phrase(f"window_hint_{tool}"))


def has_tool(services: Services, tool: Tool) -> bool:
    return services.views.tool == tool


@_with_editor
def split(services: Services, editor: EditorDocument) -> None:
    """At the text cursor where the text has the focus; else along a line that is drawn next."""
    if services.views.text_has_focus() and editor.selection.caret is not None:
        commands.split_at_caret(editor)
    else:
        take_tool(services, "split")


def key_sheet(services: Services) -> None:
    services.questions.key_sheet(services.preferences)


def about(services: Services) -> None:
    services.questions.about()
