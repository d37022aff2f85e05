"""The window's look: Qt's own widgets in the colours of a palette, on a grid of four pixels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from layout_tool import resources
from layout_tool.editor.theme import DARK, LIGHT, Palette
from layout_tool.export.picture_colours import mixed

_CHINESE = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
_LATIN = ("Segoe UI", "SF Pro Text", "Noto Sans")
_PLAIN = ("DejaVu", "Bitstream", "Sans", "sans")
"""The system's type where nobody has chosen one: any other is better."""
_DOWN = resources.path("icons", "down.svg").as_posix()
_POINTS = 13  # px of the interface type at 100 %


def palette_for(theme: str) -> Palette:
    """The palette of `light` or `dark`; `auto` follows the system."""
    if theme == "auto":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def has_chinese_font() -> bool:
    """Whether this machine has a font with Chinese letters."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def interface_font(scale: int) -> QFont:
    """The interface's type at `scale` per cent: the system's, with a Chinese face where it lacks one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    known = set(QFontDatabase.families())
    chinese = [family for family in _CHINESE if family in known]
    own = [family for family in font.families() if not family.startswith(_PLAIN)]
    font.setFamilies([*(family for family in _LATIN if family in known), *own, *chinese] or font.families())
    font.setPixelSize(round(_POINTS * scale / 100))
    return font


def dress(application: QApplication, palette: Palette, scale: int) -> None:
    """Give the whole application these colours and this size of type."""
    application.setStyle("Fusion")
    scheme = Qt.ColorScheme.Dark if palette.dark else Qt.ColorScheme.Light
    application.styleHints().setColorScheme(scheme)
    application.setPalette(_qt_palette(palette))
    application.setFont(interface_font(scale))
    application.setStyleSheet(style_sheet(palette, scale))


def _qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.panel,
        role.WindowText: palette.ink,
        role.Base: palette.panel,
        role.AlternateBase: palette.bar,
        role.Text: palette.ink,
        role.Button: palette.bar,
        role.ButtonText: palette.ink,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.ToolTipBase: palette.panel,
        role.ToolTipText: palette.ink,
        role.PlaceholderText: palette.muted,
        role.Link: palette.accent,
        role.Mid: palette.faint,
        role.Dark: palette.faint,
        role.Light: palette.panel,
        role.Midlight: palette.faint,
        role.Shadow: palette.faint,
        role.Accent: palette.accent,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, _half(palette))
    return made


def _half(palette: Palette) -> QColor:
    return QColor(mixed(palette.muted, palette.panel, 0.5))


def style_sheet(palette: Palette, scale: int) -> str:
    """The sheet for what a palette of Qt cannot say; lengths are in px at 100 % and grow with `scale`."""
    return _frame_sheet(palette, scale) + _field_sheet(palette, scale)


def _frame_sheet(palette: Palette, scale: int) -> str:
    """Bars, menus, docks, headings and lists."""

    def px(length: int) -> str:
        return f"{round(length * scale / 100)}px"

    p = palette
    return f"""
QMainWindow, QMainWindow::separator {{ background: {p.faint}; }}
QLabel[heading="true"] {{ font-weight: 600; }}
QLabel[lesser="true"] {{ color: {p.muted}; }}
QLabel[saved="true"] {{ color: {p.muted}; padding: {px(4)} {px(12)}; }}
QLabel[title="true"] {{ font-size: {px(24)}; font-weight: 600; }}
QWidget#welcome {{ background: {p.panel}; }}
QListWidget[places="true"] {{ background: {p.panel}; border: 1px solid {p.faint}; border-radius: {px(6)};
  padding: {px(4)}; outline: 0; }}
QListWidget[places="true"]::item {{ padding: {px(8)} {px(8)}; border-radius: {px(4)}; color: {p.ink}; }}
QListWidget[places="true"]::item:hover, QListWidget[places="true"]::item:selected {{ background: {p.selected};
  color: {p.ink}; }}
QPushButton[side="true"] {{ padding: {px(1)} {px(10)}; border-radius: {px(4)}; }}
QPushButton[side="true"]:checked {{ background: {p.selected}; font-weight: 600; }}
QMainWindow::separator {{ width: 1px; height: 1px; }}
QMenuBar {{ background: {p.bar}; border: 0; padding: 0 {px(4)}; }}
QMenuBar::item {{ padding: {px(4)} {px(8)}; border-radius: {px(4)}; background: transparent; }}
QMenuBar::item:selected {{ background: {p.selected}; }}
QMenu {{ background: {p.panel}; border: 1px solid {p.faint}; padding: {px(4)}; }}
QMenu::item {{ padding: {px(4)} {px(24)} {px(4)} {px(20)}; border-radius: {px(4)}; }}
QMenu::item:selected {{ background: {p.selected}; color: {p.ink}; }}
QMenu::item:disabled {{ color: {p.muted}; }}
QMenu::separator {{ height: 1px; background: {p.faint}; margin: {px(4)} {px(8)}; }}
QToolBar {{ background: {p.bar}; border: 0; border-top: 1px solid {p.faint}; border-bottom: 1px solid {p.faint};
  spacing: {px(2)}; padding: {px(6)} {px(12)}; min-height: {px(31)}; max-height: {px(31)}; }}
QToolBar::separator {{ width: 1px; background: {p.faint}; margin: {px(4)} {px(12)}; }}
QLabel[pill="true"] {{ border: 1px solid {p.doubtful}; border-radius: {px(4)}; padding: {px(2)} {px(8)};
  margin: 0 {px(6)}; color: {p.ink}; }}
QDockWidget {{ border: 0; }}
QDockWidget::title {{ padding: {px(8)} {px(12)}; background: {p.panel}; }}
QStatusBar {{ background: {p.bar}; border-top: 1px solid {p.faint}; color: {p.muted}; min-height: {px(24)}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {p.panel}; color: {p.ink}; border: 1px solid {p.faint}; padding: {px(4)}; }}
QSplitter::handle {{ background: {p.faint}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QAbstractItemView {{ background: {p.panel}; color: {p.ink}; border: 0; }}
"""


def _field_sheet(palette: Palette, scale: int) -> str:
    """Scroll bars, buttons, fields and tabs."""

    def px(length: int) -> str:
        return f"{round(length * scale / 100)}px"

    p = palette
    return f"""
QScrollBar {{ background: {p.panel}; border: 0; }}
QAbstractScrollArea::corner {{ background: {p.panel}; border: 0; }}
QScrollBar:vertical {{ width: {px(10)}; }}
QScrollBar:horizontal {{ height: {px(10)}; }}
QScrollBar::handle {{ background: {p.faint}; border-radius: {px(3)}; margin: {px(2)}; min-height: {px(24)};
  min-width: {px(24)}; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: 0;
  width: 0; height: 0; }}
QPushButton {{ background: {p.panel}; border: 1px solid {p.faint}; border-radius: {px(4)}; padding: {px(5)} {px(14)}; }}
QPushButton:hover {{ background: {p.selected}; }}
QPushButton:focus {{ border-color: {p.accent}; }}
QPushButton[offer="true"] {{ padding: 0 {px(8)}; border: 1px solid {p.accent}; color: {p.accent};
  background: {p.bar}; }}
QPushButton:default {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
QPushButton:disabled {{ color: {p.muted}; background: {p.panel}; border-color: {p.faint}; }}
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit {{ background: {p.panel};
  border: 1px solid {p.faint}; border-radius: {px(4)}; padding: {px(4)} {px(6)}; selection-background-color: {p.accent};
  selection-color: {p.on_accent}; }}
QComboBox::drop-down {{ border: 0; width: {px(20)}; }}
QComboBox::down-arrow {{ image: url({_DOWN}); width: {px(12)}; height: {px(12)}; }}
QDialog QTreeView::item, QDialog QListView::item {{ min-height: {px(28)}; padding: 0 {px(4)}; }}
QDialog QTreeView::item:selected, QDialog QListView::item:selected {{ background: {p.selected}; color: {p.ink}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border-color: {p.accent}; }}
QMainWindow > QTabBar {{ background: {p.panel}; }}
QMainWindow > QTabBar::tab {{ padding: {px(3)} {px(12)}; }}
QTabBar::tab {{ padding: {px(6)} {px(12)}; border: 0; color: {p.muted}; background: transparent; }}
QTabBar::tab:selected {{ color: {p.ink}; border-bottom: 2px solid {p.accent}; }}
"""
