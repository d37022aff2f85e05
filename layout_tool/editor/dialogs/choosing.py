"""Small questions: which article, for what reason, which password, which role and article a region has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from layout_tool.editor import commands
from layout_tool.editor.dialogs.asking import Asking
from layout_tool.editor.document import EditorDocument
from layout_tool.messages import Messages
from layout_tool.model.article import Article
from layout_tool.model.roles import Role

_WORDS = 40  # characters shown of an article without a headline
_OUTSIDE = ""


def article_name(article: Article, messages: Messages) -> str:
    """How an article is called where it has no letter: its headline, else its first words."""
    if article.headline:
        return article.headline
    words = article.paragraphs[0].text[:_WORDS] if article.paragraphs else ""
    return messages.text("dialog_no_headline", words=words)


class ArticleChoice(Asking):
    """A list of articles; typing finds, Enter takes."""

    def __init__(
        self,
        messages: Messages,
        choices: Sequence[Article],
        suggested: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(messages, "dialog_article_title", "dialog_choose", parent)
        self.sentence(messages.text("dialog_article"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(messages.text("dialog_article_title"))
        for article in choices:
            row = QListWidgetItem(article_name(article, messages), self.list)
            row.setData(Qt.ItemDataRole.UserRole, article.id)
        names = [article.id for article in choices]
        self.list.setCurrentRow(names.index(suggested) if suggested in names else 0)
        self.list.itemActivated.connect(self.accept)
        self.body.addWidget(self.list)
        self.confirm.setEnabled(bool(choices))
        self.resize(440, 360)
        self.list.setFocus()

    def chosen(self) -> str | None:
        """The id of the article in hand."""
        rows = self.list.selectedItems()
        return str(rows[0].data(Qt.ItemDataRole.UserRole)) if rows else None


class Reason(Asking):
    """Why an approved article is opened again."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(messages, "dialog_reason_title", "dialog_reopen", parent)
        self.sentence(messages.text("dialog_reason"))
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(messages.text("dialog_reason"))
        self.text.setTabChangesFocus(True)
        self.text.setMaximumHeight(96)
        self.body.addWidget(self.text)
        self.confirm.setEnabled(False)
        self.text.textChanged.connect(lambda: self.confirm.setEnabled(bool(self.reason())))
        self.resize(420, 200)

    def reason(self) -> str:
        return self.text.toPlainText().strip()


class Password(Asking):
    """The password of an encrypted file; it is not kept."""

    def __init__(self, messages: Messages, name: str, parent: QWidget | None = None) -> None:
        super().__init__(messages, "dialog_password_title", "dialog_open", parent)
        self.sentence(messages.text("dialog_password", name=name))
        self.text = QLineEdit(self)
        self.text.setEchoMode(QLineEdit.EchoMode.Password)
        self.text.setAccessibleName(messages.text("dialog_password_title"))
        self.body.addWidget(self.text)
        self.resize(380, 140)


class RegionQuestion(Asking):
    """Role and article of one region, by two lists that are chosen from by typing."""

    def __init__(self, messages: Messages, editor: EditorDocument, region: str, parent: QWidget | None = None) -> None:
        super().__init__(messages, "dialog_region_title", "dialog_apply", parent)
        shown = editor.index.regions[region]
        words = " ".join(line.text.strip() for line in shown.lines)
        self.sentence(words[: 2 * _WORDS] + ("…" if len(words) > 2 * _WORDS else "")).setMinimumHeight(60)
        form = QFormLayout()
        self.role = QComboBox(self)
        for role in Role:
            self.role.addItem(messages.text(f"role_{role}"), role)
        self.role.setCurrentIndex(self.role.findData(shown.role))
        self.article = QComboBox(self)
        self.article.addItem(messages.text("dialog_outside"), _OUTSIDE)
        for article in editor.index.articles_on(editor.index.page_of[region]):
            self.article.addItem(article_name(article, messages), article.id)
        self.article.setCurrentIndex(max(0, self.article.findData(editor.index.owners.get(region, _OUTSIDE))))
        for name, box in (("dialog_role", self.role), ("dialog_of_article", self.article)):
            form.addRow(messages.text(name), box)
            box.setAccessibleName(messages.text(name))
        self.body.addLayout(form)
        self.resize(440, 220)

    def apply(self, editor: EditorDocument, region: str) -> None:
        """Do what was chosen, where it differs from what is."""
        editor.select([region])
        role = Role(self.role.currentData())
        if role is not editor.index.regions[region].role:
            commands.set_role(editor, role)
        article = self.article.currentData() or None
        if article != editor.index.owners.get(region):
            commands.assign(editor, article)
