"""Every action of the window, in one table: its menu, its keys, what it needs, what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, Flag, auto
from functools import partial

from layout_tool.editor import doubt_handlers, handlers, lock_handlers, resolving_handlers
from layout_tool.editor.services import Services
from layout_tool.model.roles import Role


class Menu(Enum):
    """The menus, in the order of the bar."""

    FILE = "file"
    EDIT = "edit"
    ROLE = "role"
    PAGE = "page"
    ARTICLE = "article"
    DOUBTS = "doubts"
    VIEW = "view"
    TOOLS = "tools"
    HELP = "help"


class Need(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    DOCUMENT = auto()
    PAGE = auto()
    REGIONS = auto()
    ARTICLE = auto()
    UNDO = auto()
    REDO = auto()


@dataclass(frozen=True, slots=True)
class Action:
    """One row. `keys` are portable texts of key sequences, the first stands beside the words; `bare` keys act only
    where the page or the article tree has the focus.
    `group` parts a menu; `checks` says whether a mark stands beside it."""

    id: str
    menu: Menu
    run: Callable[[Services], None]
    keys: tuple[str, ...] = ()
    needs: Need = Need.NOTHING
    group: int = 0
    checks: Callable[[Services], bool] | None = None

    @property
    def text(self) -> str:
        """The key of its words in the catalogue."""
        return f"action_{self.id}"


def is_bare(keys: str) -> bool:
    """Whether a sequence could be typed as text, or is one that lists and pages use for themselves."""
    plain = keys.removeprefix("Shift+")
    return len(plain) == 1 or plain in _OWN_KEYS


_OWN_KEYS = frozenset({"Del", "Backspace", "Esc", "Tab", "PgUp", "PgDown", "Return", "Enter", "Space"})
_ROLE_DIGITS = {
    Role.HEADLINE: "1",
    Role.KICKER: "2",
    Role.DECK: "3",
    Role.BYLINE: "4",
    Role.BODY: "5",
    Role.SUBHEAD: "6",
    Role.CAPTION: "7",
    Role.CREDIT: "8",
    Role.JUMP: "9",
    Role.ADVERTISEMENT: "0",
}

_FILE = (
    Action("open", Menu.FILE, handlers.open_file, ("Ctrl+O",)),
    Action("open_folder", Menu.FILE, handlers.open_folder, ("Ctrl+Shift+F",)),
    Action("welcome", Menu.FILE, handlers.show_welcome, ("Ctrl+W",), Need.DOCUMENT),
    Action("next_file", Menu.FILE, handlers.next_file, ("Ctrl+PgDown",), group=1),
    Action("previous_file", Menu.FILE, handlers.previous_file, ("Ctrl+PgUp",), group=1),
    Action("save", Menu.FILE, handlers.save, ("Ctrl+S",), Need.DOCUMENT, group=2),
    Action("save_as", Menu.FILE, handlers.save_as, ("Ctrl+Shift+S",), Need.DOCUMENT, group=2),
    Action("export", Menu.FILE, handlers.export, ("Ctrl+E",), Need.DOCUMENT, group=2),
    Action("preferences", Menu.FILE, handlers.preferences, ("Ctrl+,",), group=3),
    Action("quit", Menu.FILE, handlers.close_window, ("Ctrl+Q",), group=3),
)
_EDIT = (
    Action("undo", Menu.EDIT, handlers.undo, ("Ctrl+Z",), Need.UNDO),
    Action("redo", Menu.EDIT, handlers.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), Need.REDO),
    Action("refuse_consequences", Menu.EDIT, resolving_handlers.refuse_consequences, ("Ctrl+Alt+Z",), Need.UNDO),
    Action(
        "resolve",
        Menu.EDIT,
        resolving_handlers.toggle_resolving,
        ("Ctrl+Alt+R",),
        checks=resolving_handlers.resolves,
    ),
    Action("select_all", Menu.EDIT, handlers.select_all, ("Ctrl+A",), Need.PAGE, group=1),
    Action("deselect", Menu.EDIT, handlers.cancel_or_deselect, ("Esc",), Need.DOCUMENT, group=1),
    Action("next_region", Menu.EDIT, partial(handlers.step_region, step=1), ("Tab",), Need.PAGE, group=1),
    Action("previous_region", Menu.EDIT, partial(handlers.step_region, step=-1), ("Shift+Tab",), Need.PAGE, group=1),
    Action("edit_region", Menu.EDIT, handlers.edit_region, ("F2",), Need.REGIONS, group=2),
    Action("join", Menu.EDIT, handlers.join, ("J", "Ctrl+J"), Need.REGIONS, group=2),
    Action("delete", Menu.EDIT, handlers.delete, ("Del",), Need.REGIONS, group=2),
)
_ROLES = tuple(
    Action(
        f"role_{role}",
        Menu.ROLE,
        partial(handlers.set_role, role=role),
        (f"Ctrl+Alt+{_ROLE_DIGITS[role]}",) if role in _ROLE_DIGITS else (),
        Need.REGIONS,
    )
    for role in (*_ROLE_DIGITS, *(role for role in Role if role not in _ROLE_DIGITS))
)
_PAGE = (
    Action("previous_page", Menu.PAGE, partial(handlers.step_page, step=-1), ("PgUp",), Need.PAGE),
    Action("next_page", Menu.PAGE, partial(handlers.step_page, step=1), ("PgDown",), Need.PAGE),
    Action("propose_again", Menu.PAGE, handlers.propose_again, ("F5",), Need.PAGE, group=1),
    Action("stop", Menu.PAGE, handlers.stop, ("Ctrl+.",), group=1),
    Action("page_done", Menu.PAGE, handlers.page_done, ("Ctrl+Return", "Ctrl+Enter"), Need.PAGE, group=2),
    Action("approve_page", Menu.PAGE, handlers.approve_page, ("Ctrl+Shift+Return",), Need.PAGE, group=2),
    Action("reopen_page", Menu.PAGE, handlers.reopen_page, ("Ctrl+Shift+R",), Need.PAGE, group=2),
)
_ARTICLE = (
    Action("new_article", Menu.ARTICLE, handlers.new_article, ("N", "Ctrl+Shift+N"), Need.REGIONS),
    Action("merge", Menu.ARTICLE, handlers.merge, ("M", "Ctrl+Shift+J"), Need.REGIONS),
    Action("split_article", Menu.ARTICLE, handlers.split_article, ("Ctrl+Shift+K",), Need.REGIONS),
    Action("headline_of", Menu.ARTICLE, handlers.headline_of, ("H", "Ctrl+H"), Need.REGIONS),
    Action("put_outside", Menu.ARTICLE, handlers.put_outside, ("0",), Need.REGIONS),
    *(
        Action(
            f"assign_{digit}",
            Menu.ARTICLE,
            partial(handlers.assign, turn=digit - 1),
            (str(digit),),
            Need.REGIONS,
            group=1,
        )
        for digit in range(1, 10)
    ),
    Action("move_up", Menu.ARTICLE, partial(handlers.move_in_order, step=-1), ("Alt+Up",), Need.ARTICLE, group=2),
    Action("move_down", Menu.ARTICLE, partial(handlers.move_in_order, step=1), ("Alt+Down",), Need.ARTICLE, group=2),
    Action("order_rest", Menu.ARTICLE, handlers.order_rest, ("Ctrl+Shift+A",), Need.REGIONS, group=2),
    Action("link_jump", Menu.ARTICLE, handlers.link_jump, ("Ctrl+L",), Need.ARTICLE, group=3),
    Action("lock", Menu.ARTICLE, lock_handlers.lock, ("L", "Ctrl+B"), Need.REGIONS, group=4),
    Action("unlock", Menu.ARTICLE, lock_handlers.unlock, ("U", "Ctrl+U"), Need.REGIONS, group=4),
    Action("accept", Menu.ARTICLE, handlers.accept, ("A", "Ctrl+Alt+A"), Need.ARTICLE, group=4),
    Action("approve", Menu.ARTICLE, handlers.approve, ("Ctrl+Shift+P",), Need.ARTICLE, group=4),
    Action("reopen", Menu.ARTICLE, handlers.reopen, (), Need.ARTICLE, group=4),
)
_DOUBTS = (
    Action("next_doubt", Menu.DOUBTS, partial(doubt_handlers.step_doubt, step=1), ("F8",), Need.PAGE),
    Action("previous_doubt", Menu.DOUBTS, partial(doubt_handlers.step_doubt, step=-1), ("Shift+F8",), Need.PAGE),
    Action("confirm", Menu.DOUBTS, doubt_handlers.confirm, ("C", "Ctrl+Shift+C"), Need.PAGE, group=1),
    Action("take_runner_up", Menu.DOUBTS, doubt_handlers.take_runner_up, ("T", "Ctrl+T"), Need.PAGE, group=1),
    Action("why_not", Menu.DOUBTS, doubt_handlers.why_not, ("W", "Ctrl+Shift+W"), Need.REGIONS, group=2),
    Action("similar", Menu.DOUBTS, doubt_handlers.correct_alike, ("I", "Ctrl+I"), Need.PAGE, group=2),
)
_VIEW = (
    Action("fit", Menu.VIEW, handlers.fit, ("Ctrl+0",), Need.PAGE),
    Action("zoom_in", Menu.VIEW, partial(handlers.zoom, factor=1.25), ("Ctrl++", "Ctrl+="), Need.PAGE),
    Action("zoom_out", Menu.VIEW, partial(handlers.zoom, factor=0.8), ("Ctrl+-",), Need.PAGE),
    Action("reveal", Menu.VIEW, handlers.reveal, ("Ctrl+G",), Need.REGIONS),
    Action("source_picture", Menu.VIEW, handlers.show_picture, ("Ctrl+1",), Need.PAGE, group=1),
    Action("source_text", Menu.VIEW, handlers.show_text, ("Ctrl+2",), Need.PAGE, group=1),
    Action(
        "toggle_source",
        Menu.VIEW,
        handlers.toggle_source,
        ("F9",),
        Need.DOCUMENT,
        group=1,
        checks=handlers.source_shown,
    ),
    Action("toggle_map", Menu.VIEW, handlers.toggle_map, ("F10",), Need.DOCUMENT, group=1, checks=handlers.map_shown),
    Action("stacked", Menu.VIEW, handlers.toggle_stacked, ("F11",), Need.DOCUMENT, group=1, checks=handlers.is_stacked),
    Action(
        "linked",
        Menu.VIEW,
        handlers.toggle_linked,
        ("Ctrl+Shift+L",),
        Need.DOCUMENT,
        group=1,
        checks=handlers.is_linked,
    ),
    Action(
        "show_order",
        Menu.VIEW,
        handlers.toggle_order,
        ("Ctrl+Shift+O",),
        Need.PAGE,
        group=1,
        checks=handlers.order_shown,
    ),
    Action("next_pane", Menu.VIEW, partial(handlers.step_pane, step=1), ("F6",), group=2),
    Action("previous_pane", Menu.VIEW, partial(handlers.step_pane, step=-1), ("Shift+F6",), group=2),
    Action("theme", Menu.VIEW, handlers.switch_theme, ("Ctrl+Shift+D",), group=3),
    Action("language", Menu.VIEW, handlers.switch_language, ("Ctrl+Shift+E",), group=3),
)
_TOOLS = (
    Action("tool_select", Menu.TOOLS, partial(handlers.take_tool, tool="select"), ("V", "Ctrl+Shift+V"), Need.PAGE,
           checks=partial(handlers.has_tool, tool="select")),
    Action("tool_draw", Menu.TOOLS, partial(handlers.take_tool, tool="draw"), ("R", "Ctrl+R"), Need.PAGE,
           checks=partial(handlers.has_tool, tool="draw")),
    Action("tool_split", Menu.TOOLS, handlers.split, ("S", "Ctrl+K"), Need.PAGE,
           checks=partial(handlers.has_tool, tool="split")),
    Action("tool_order", Menu.TOOLS, partial(handlers.take_tool, tool="order"), ("O", "Ctrl+Alt+O"), Need.PAGE,
           checks=partial(handlers.has_tool, tool="order")),
)  # fmt: skip
_HELP = (
    Action("key_sheet", Menu.HELP, handlers.key_sheet, ("F1",)),
    Action("about", Menu.HELP, handlers.about),
)

ACTIONS: tuple[Action, ...] = (*_FILE, *_EDIT, *_ROLES, *_PAGE, *_ARTICLE, *_DOUBTS, *_VIEW, *_TOOLS, *_HELP)

TOOLBAR: tuple[tuple[str, ...], ...] = (
    ("undo", "redo"),
    ("tool_select", "tool_draw", "tool_split", "join", "tool_order"),
    ("propose_again", "next_doubt"),
    ("page_done",),
)
"""The actions of the toolbar from the left, in groups; `TOOLBAR_END` stand at its right end."""
TOOLBAR_END = ("export",)
