"""The article tree's rows for Qt: what changed is told row by row, so that expansion, selection and scroll stay."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from layout_tool.editor.panels.outline import OUTSIDE, Branch, Face, Level

REGIONS_FORMAT = "application/x-layout-tool-regions"
ARTICLES_FORMAT = "application/x-layout-tool-articles"
FACE = Qt.ItemDataRole.UserRole
"""The role under which a row gives its Face."""

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex


@dataclass(frozen=True, slots=True)
class Drop:
    """What was dropped where: regions or articles, before row `at` of the branch `under` (None: among the articles),
    or onto it (`at` is None)."""

    regions: tuple[str, ...]
    articles: tuple[str, ...]
    under: Branch | None
    at: int | None


@dataclass(eq=False, slots=True)
class _Row:
    handle: int
    branch: Branch
    parent: _Row | None
    children: list[_Row] = field(default_factory=list)


class TreeModel(QAbstractItemModel):
    """Branches as Qt rows. `set_branches` compares with what is there; dropping only tells of it (`dropped`)."""

    dropped = Signal(object)
    """A Drop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handles = count(1)
        self._rows: dict[int, _Row] = {}
        self._by_key: dict[str, _Row] = {}
        self._root = _Row(0, Branch("", Face(Level.OUTSIDE, ""), None, ()), None)
        self.carries_articles = False
        self.name = ""
        """What a screen reader calls the column."""

    def set_branches(self, branches: Sequence[Branch]) -> None:
        """Show these rows: those that went are taken out, those that moved moved, new ones put in."""
        self._settle(self._root, branches)

    def branch(self, index: AnyIndex) -> Branch | None:
        """What a row stands for; None for the root."""
        return self._rows[index.internalId()].branch if index.isValid() else None

    def index_of(self, key: str) -> QModelIndex:
        """The row of a branch by its key; invalid where there is none."""
        row = self._by_key.get(key)
        return QModelIndex() if row is None else self._index(row)

    def branches(self) -> Iterator[Branch]:
        """Every row as it stands."""
        return iter([row.branch for row in self._rows.values()])

    def _settle(self, parent: _Row, branches: Sequence[Branch]) -> None:
        wanted = {branch.key for branch in branches}
        for at in reversed(range(len(parent.children))):
            if parent.children[at].branch.key not in wanted:
                self._take(parent, at)
        for at, branch in enumerate(branches):
            here = _place(parent.children, branch.key, at)
            if here is None:
                self._insert(parent, at, branch)
                continue
            if here != at:
                self._move(parent, here, at)
            row = parent.children[at]
            if row.branch is not branch and row.branch != branch:
                row.branch, old = branch, row.branch
                self._settle(row, branch.branches)
                if old.face != branch.face:
                    self.dataChanged.emit(self._index(row), self._index(row))

    def _take(self, parent: _Row, at: int) -> None:
        self.beginRemoveRows(self._index(parent), at, at)
        self._forget(parent.children.pop(at))
        self.endRemoveRows()

    def _forget(self, row: _Row) -> None:
        del self._rows[row.handle]
        if self._by_key.get(row.branch.key) is row:
            del self._by_key[row.branch.key]
        for child in row.children:
            self._forget(child)

    def _insert(self, parent: _Row, at: int, branch: Branch) -> None:
        self.beginInsertRows(self._index(parent), at, at)
        parent.children.insert(at, self._grown(branch, parent))
        self.endInsertRows()

    def _move(self, parent: _Row, here: int, at: int) -> None:
        index = self._index(parent)
        self.beginMoveRows(index, here, here, index, at)
        parent.children.insert(at, parent.children.pop(here))
        self.endMoveRows()

    def _grown(self, branch: Branch, parent: _Row) -> _Row:
        row = _Row(next(self._handles), branch, parent)
        row.children = [self._grown(child, row) for child in branch.branches]
        self._rows[row.handle] = row
        self._by_key[branch.key] = row
        return row

    def _index(self, row: _Row) -> QModelIndex:
        if row.parent is None:
            return QModelIndex()
        return self.createIndex(row.parent.children.index(row), 0, row.handle)

    def _row(self, index: AnyIndex) -> _Row:
        return self._rows[index.internalId()] if index.isValid() else self._root

    # What Qt asks

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE()) -> QModelIndex:  # noqa: B008 - never changed
        children = self._row(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].handle)

    def parent(self, index: AnyIndex = _NOWHERE()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        row = self._rows.get(index.internalId()) if index.isValid() else None
        return self._index(row.parent) if row is not None and row.parent is not None else QModelIndex()

    def rowCount(self, parent: AnyIndex = _NOWHERE()) -> int:  # noqa: B008
        return len(self._row(parent).children)

    def columnCount(self, parent: AnyIndex = _NOWHERE()) -> int:  # noqa: ARG002, B008
        return 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        face = self._row(index).branch.face
        if role == Qt.ItemDataRole.DisplayRole:
            return face.title
        if role == FACE:
            return face
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return face.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return face.tip or face.title
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,  # noqa: ARG002
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        return self.name if section == 0 and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        found = flag.ItemIsEnabled | flag.ItemIsSelectable
        level = self._row(index).branch.face.level
        if level is not Level.OUTSIDE:
            found |= flag.ItemIsDragEnabled
        takes = level is Level.OUTSIDE or (level is Level.ARTICLE and not self.carries_articles)
        if takes:
            found |= flag.ItemIsDropEnabled
        if level is Level.REGION:
            found |= flag.ItemNeverHasChildren
        return found

    # Dragging

    def mimeTypes(self) -> list[str]:
        return [REGIONS_FORMAT, ARTICLES_FORMAT]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Articles where any row is one, else the regions of the rows in the order of the tree."""
        branches = [self._row(index).branch for index in indexes]
        articles = [branch.article for branch in branches if branch.face.level is Level.ARTICLE]
        regions = list(dict.fromkeys(name for branch in branches for name in branch.regions))
        carried = QMimeData()
        kind, names = (ARTICLES_FORMAT, articles) if articles else (REGIONS_FORMAT, regions)
        carried.setData(kind, json.dumps(names).encode())
        return carried

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:  # noqa: ARG002
        drop = self._drop(data, row, parent)
        if drop is None or not (drop.articles or drop.regions):
            return False
        if drop.articles:
            return drop.under is None or drop.under.key == OUTSIDE
        return True

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(self._drop(data, row, parent))
        return True

    def _drop(self, data: QMimeData, row: int, parent: AnyIndex) -> Drop | None:
        under = self.branch(parent)
        at = row if row >= 0 else None
        if under is None and at is None:
            at = self.rowCount()
        if data.hasFormat(ARTICLES_FORMAT):
            return Drop((), _names(data, ARTICLES_FORMAT), under, at)
        if data.hasFormat(REGIONS_FORMAT):
            return Drop(_names(data, REGIONS_FORMAT), (), under, at)
        return None


def _place(rows: Sequence[_Row], key: str, likely: int) -> int | None:
    if likely < len(rows) and rows[likely].branch.key == key:
        return likely
    return next((at for at, row in enumerate(rows) if row.branch.key == key), None)


def _names(data: QMimeData, kind: str) -> tuple[str, ...]:
    return tuple(str(name) for name in json.loads(bytes(data.data(kind).data()) or b"[]"))
