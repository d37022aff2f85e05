"""The main window: it puts the parts together and does nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QCursor, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QStackedWidget, QWidget

from layout_tool.editor.action_set import ActionSet
from layout_tool.editor.actions import Menu
from layout_tool.editor.deciding import clear_decisions, connect_decisions
from layout_tool.editor.desk import Desk
from layout_tool.editor.dialogs.questions import DialogQuestions, WindowQuestions
from layout_tool.editor.docks import Docks
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.engine_process import EngineProcess
from layout_tool.editor.explaining import Explaining
from layout_tool.editor.opening import Opening
from layout_tool.editor.panels.worklist import WorklistPanel
from layout_tool.editor.preferences import Preferences, WindowLayout
from layout_tool.editor.qt_words import QtWords
from layout_tool.editor.resolving import Resolving
from layout_tool.editor.saved_words import recent_rows, title_of
from layout_tool.editor.series import SeriesOffer
from layout_tool.editor.services import Services, Views
from layout_tool.editor.source.pictures import PictureStore
from layout_tool.editor.status_bar import StatusBar
from layout_tool.editor.style import dress, has_chinese_font, palette_for
from layout_tool.editor.tasks import Tasks
from layout_tool.editor.theme import Palette
from layout_tool.editor.toolbar import Toolbar
from layout_tool.editor.welcome import Welcome
from layout_tool.errors import LayoutToolError, Phrase, phrase
from layout_tool.messages import Messages, choose_language, load
from layout_tool.model.facts import Fact

_SIZE = QSize(1600, 1000)


class MainWindow(QMainWindow):
    """Welcome page or desk in the middle, the toolbar above, docks around, the status bar below."""

    def __init__(
        self, preferences: Preferences, configured: str | None = None, questions: WindowQuestions | None = None
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._configured = configured
        self.messages = self._chosen_messages()
        self._theme = palette_for(preferences.value("theme"))
        dress_all(self._theme, preferences)
        self.tasks = Tasks(self)
        self._qt_words = QtWords(self)
        self.engine = EngineProcess(self)
        self.questions = questions or DialogQuestions(self, self.tasks)
        self.opening = Opening(self.engine, self.tasks, preferences, self.questions, self)
        self.explaining = Explaining(self.engine, self.opening, self)
        self.resolving = Resolving(self.engine, self.opening, preferences, self)
        self.services = Services(self, self.opening, self.questions, preferences, self.explaining, self.resolving)
        self.action_set = ActionSet(self.services, self)
        self.desk: Desk | None = None
        self._build()
        self._connect()
        self._dress()
        self._retranslate()
        self.resize(_SIZE)
        self._restore()

    def _build(self) -> None:
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.action_set.fill(self.menuBar())
        self.saved = QLabel(self)
        self.saved.setProperty("saved", True)
        self.menuBar().setCornerWidget(self.saved)
        self.toolbar = Toolbar(self.action_set, self._theme, self)
        self.addToolBar(self.toolbar)
        self.welcome = Welcome(self.messages, self)
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.welcome)
        self.setCentralWidget(self._middle)
        self.docks = Docks(self)
        self.worklist = WorklistPanel(self.opening.files, self.messages, self._theme, self)
        self.docks.hold_worklist(self.worklist)
        self.action_set.menu(Menu.VIEW).addMenu(self.docks.menu)
        self.status = StatusBar(self.messages, self._theme, self)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.opening.opened.connect(self._show_desk)
        self.opening.closed.connect(self._show_welcome)
        for part in (self.opening, self.explaining, self.resolving):
            part.said.connect(self.say)
            part.failed.connect(self.complain)
        self.resolving.contradicted.connect(self._show_contradicted)
        self.explaining.answered.connect(lambda: self.docks.show("why"))
        self.opening.progressed.connect(self.status.show_progress)
        self.opening.saved_changed.connect(self._say_saved)
        self.opening.files.changed.connect(self._show_worklist)
        self.worklist.chosen.connect(self._turn_to)
        self.welcome.open_requested.connect(lambda: self.action_set.trigger("open"))
        self.welcome.folder_requested.connect(lambda: self.action_set.trigger("open_folder"))
        self.welcome.chosen.connect(lambda path: self.opening.open_all([path]))
        self.status.stop_requested.connect(lambda: self.action_set.trigger("stop"))
        self.status.series_requested.connect(lambda: self.action_set.trigger("similar"))
        self.status.language_requested.connect(lambda: self.action_set.trigger("language"))
        self._preferences.changed.connect(self._prefer)
        QApplication.styleHints().colorSchemeChanged.connect(lambda: self._prefer("theme"))

    def say(self, words: Phrase) -> None:
        """One sentence in the status bar."""
        self.status.say(str(self.messages.words(words)))

    def complain(self, error: LayoutToolError) -> None:
        """What went wrong, above the views, until it is put away."""
        self.status.warn(self.messages.error(error))

    def _show_contradicted(self, facts: Sequence[Fact]) -> None:
        """What cannot hold stands chosen among the locks; the keys stay where they are."""
        if self.desk is not None and facts:
            self.docks.show("locks")
            self.desk.locks.mark(facts)

    def views(self) -> Views | None:
        """Source and map of the open document."""
        return self.desk.centre if self.desk is not None else None

    def language(self) -> str:
        return self.messages.language.value

    def step_pane(self, step: int) -> None:
        """Give the focus to the next pane, or to the one before."""
        stands = (self.worklist, *(self.desk.panes() if self.desk else (self.welcome,)))
        panes = [pane for pane in stands if _takes_focus(pane)]
        if panes:
            here = next((at for at, pane in enumerate(panes) if _holds_focus(pane)), -step)
            following = panes[(here + step) % len(panes)]
            self.docks.bring_up(following)
            following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def series(self) -> SeriesOffer | None:
        """What is offered after a correction in the open document."""
        return self.desk.series if self.desk is not None else None

    def show_pane(self, name: str) -> None:
        """Bring the dock of that name to the front and give it the focus."""
        if self.desk is not None:
            self.docks.show(name)
            self.desk.panels()[name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_worklist(self) -> None:
        """The list of a run comes and goes with it."""
        shown = self.opening.files.worklist is not None
        self.docks.show_worklist(shown, int(self._preferences.value("scale")) / 100)

    def _turn_to(self, turn: int) -> None:
        """A file of the worklist was chosen: it is opened, or the keys go to it where it is open already."""
        if self.desk is not None and turn == self.opening.files.turn:
            self.desk.centre.map.setFocus()
        else:
            self.opening.turn_to(turn)

    def _show_desk(self, editor: EditorDocument) -> None:
        self._drop_desk()
        editor.set_doubtful_below(float(self._preferences.value("doubtful_below")))
        self.desk = Desk(editor, self._pictures(), self.messages, self._theme, self)
        self._middle.addWidget(self.desk.centre)
        self._middle.setCurrentWidget(self.desk.centre)
        QTimer.singleShot(0, self._fill_docks)
        self.status.show_document(self.desk.meter, editor.document.generator.profile)
        for area in (self.desk.centre, self.desk.articles, self.desk.pages, self.desk.problems):
            self.action_set.add_area(area)
        self.desk.centre.restore(self._preferences.layout().splitter)
        self.desk.centre.linked = self._preferences.value("linked") == "yes"
        self.desk.context_requested.connect(self._show_context_menu)
        self.desk.edit_requested.connect(lambda _: self.action_set.trigger("edit_region"))
        connect_decisions(self.desk, self.action_set, self.services, self.toolbar, self.status)
        self._say_keys()
        self.desk.centre.tool_changed.connect(lambda _: self.action_set.refresh())
        editor.refused.connect(self.say)
        editor.journal_failed.connect(self.complain)
        for signal in (editor.changed, editor.selection_changed, editor.page_changed):
            signal.connect(lambda _: self.action_set.refresh())
        self.desk.centre.map.setFocus()
        self._say_saved()

    def _fill_docks(self) -> None:
        """The panels come once the views are drawn."""
        if self.desk is not None:
            self.docks.fill(self.desk)

    def _pictures(self) -> PictureStore | None:
        """The pictures of the open document's pages, where its source has any."""
        source = self.opening.source
        if source is None or source.suffix.lower() != ".pdf":
            return None
        pictures = PictureStore(source, self.opening.password, self)
        pictures.failed.connect(lambda _: self.say(phrase("window_no_picture")))
        return pictures

    def _show_welcome(self) -> None:
        self._drop_desk()
        self._middle.setCurrentWidget(self.welcome)
        self.welcome.set_recent(recent_rows(self.messages))
        self._say_saved()

    def _drop_desk(self) -> None:
        self.action_set.clear_areas()
        self.docks.empty()
        self.status.show_document(None, "")
        clear_decisions(self.toolbar, self.status)
        if self.desk is not None:
            self._middle.removeWidget(self.desk.centre)
            self.desk.end()
            self.desk = None

    def _say_saved(self) -> None:
        title = title_of(self.opening, self.messages)
        self.setWindowModified(title.edited)
        self.setWindowTitle(f"{title.name}[*] — layout-tool" if title.name else "layout-tool")
        self.saved.setText(f"{title.name} — {title.saved}" if title.name else "")
        self.menuBar().setCornerWidget(self.saved)
        self.action_set.refresh()

    def _show_context_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for menu_name in (Menu.ROLE, Menu.ARTICLE):
            menu.addMenu(self.action_set.menu(menu_name))
        for name in ("edit_region", "join", "tool_split", "delete", "put_outside", "reveal"):
            menu.addAction(self.action_set[name])
        self.action_set.refresh()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place if not place.isNull() else QCursor.pos())

    def _prefer(self, name: str) -> None:
        if name == "language":
            self.messages = self._chosen_messages()
            self._retranslate()
        elif name in ("theme", "scale"):
            self._theme = palette_for(self._preferences.value("theme"))
            self._dress()
            if name == "scale":
                self.docks.lay_out(int(self._preferences.value("scale")) / 100)
        elif name == "keys":
            self.action_set.bind(self._preferences.keys(), self.messages)
            self._say_keys()
        elif name == "doubtful_below" and self.opening.editor is not None:
            self.opening.editor.set_doubtful_below(float(self._preferences.value(name)))
        elif name == "by" and self.opening.editor is not None:
            self.opening.editor.by = self._preferences.value("by")

    def _say_keys(self) -> None:
        """The keys that are named in the window, as they are now."""
        self.toolbar.refresh()
        if self.desk is not None:
            self.desk.set_keys(self.action_set.shown_keys)

    def _chosen_messages(self) -> Messages:
        wanted = self._preferences.value("language")
        return load(choose_language(None if wanted == "auto" else wanted, self._configured))

    def _dress(self) -> None:
        dress_all(self._theme, self._preferences)
        for part in (self.toolbar, self.status, self.worklist, self.desk):
            if part is not None:
                part.set_palette(self._theme)

    def _retranslate(self) -> None:
        self._qt_words.speak(self.messages.language)
        self.action_set.bind(self._preferences.keys(), self.messages)
        self.toolbar.retranslate(self.messages)
        self._say_keys()
        self.questions.messages = self.messages
        for part in (self.welcome, self.docks, self.status, self.worklist, self.desk):
            if part is not None:
                part.retranslate(self.messages)
        self.welcome.set_recent(recent_rows(self.messages))
        self._say_saved()

    def _restore(self) -> None:
        layout = self._preferences.layout()
        if layout.geometry:
            self.restoreGeometry(QByteArray(layout.geometry))
        self.docks.restore(layout.docks)

    def _layout(self) -> WindowLayout:
        """How the window lies; while no document is open the docks count as they lay when one was."""
        before = self._preferences.layout()
        geometry = bytes(self.saveGeometry().data())
        if self.desk is None or not self.docks.filled:
            return WindowLayout(geometry, before.docks, before.splitter)
        return WindowLayout(geometry, bytes(self.saveState().data()), self.desk.centre.state())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.engine.start)
        if not has_chinese_font():
            self.say(phrase("window_no_chinese_font"))

    def closeEvent(self, event: QCloseEvent) -> None:
        layout = self._layout()
        editor = self.opening.editor
        if editor is not None and editor.held:
            editor.in_turn(self.close)
            event.ignore()
            return
        if not self.opening.close():
            event.ignore()
            return
        self._preferences.set_layout(layout)
        self.engine.stop()
        self.resolving.stop()
        self.tasks.finish()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.opening.open_all(_dropped(event))


def dress_all(palette: Palette, preferences: Preferences) -> None:
    """Give the running application these colours, and its type the size that is wished for."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        dress(application, palette, int(preferences.value("scale")))


def _dropped(event: QDropEvent) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _takes_focus(pane: QWidget) -> bool:
    """Whether the keys can go to a pane: it is there, and its list is, which an empty one hides."""
    return pane.isVisible() and not (pane.focusProxy() or pane).isHidden()


def _holds_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))
