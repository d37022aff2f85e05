"""Qt's own words (Cancel, Save, file dialogs) in the user's language, from the catalogues that Qt brings along."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from layout_tool.messages import Language

_CATALOGUES = {Language.EN: "qtbase_en", Language.ZH: "qtbase_zh_CN"}


class QtWords(QObject):
    """One translator in use at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator: QTranslator | None = None

    def speak(self, language: Language) -> bool:
        """Change to a language; False where Qt's catalogue is not there."""
        application = QCoreApplication.instance()
        if application is None:
            return False
        if self._translator is not None:
            application.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return self._translator.load(_CATALOGUES[language], folder) and application.installTranslator(self._translator)
