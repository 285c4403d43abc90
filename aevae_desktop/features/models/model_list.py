"""The list of models: headings, a row for each model or series with its error, and the card of the row in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.errors import LabError
from aevae_desktop.features.models import facts
from aevae_desktop.features.models.groups import Row
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes

HIGH, HEADING, BROKEN = 32, 30, 84  # px, of a row at 100 %: one line, a heading, what is wrong in some lines
EDGE = 10  # px at the right of the errors
FIGURE, PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1  # at the right of a row; which row it is
EMPTY = translate("models", "Nothing here yet")


class ModelList(QListWidget):
    """Rows that can be chosen, headings that cannot, and under the row in hand its ``card``.

    ``taken(row)`` is called when a row is taken in hand, with None where none is, so that the card can speak of it;
    ``chosen(row)`` when one is clicked or entered.
    """

    def __init__(self, card: QWidget, taken: Callable[[Row | None], object], chosen: Callable[[Row], object]) -> None:
        self._card, self._gap = card, QListWidgetItem()
        self._gap.setFlags(Qt.ItemFlag.NoItemFlags)
        super().__init__()
        card.setParent(self.viewport())
        self.setObjectName("models.list")
        self.setAccessibleName(translate("models", "Models in the library"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._delegate = _WithFigure(self)
        self.setItemDelegate(self._delegate)
        self._taken, self._chosen = taken, chosen
        self._rows: list[Row] = []
        self._limit, self._pressed = 0, False
        card.installEventFilter(self)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.currentItemChanged.connect(lambda *_: self._settle())

    @property
    def row_in_hand(self) -> Row | None:
        """What the keyboard or the pointer has come to."""
        return self._row(self.currentItem())

    def limit(self, high: int) -> None:
        """Be ``high`` px at most, and as high as all of it needs if that is less."""
        self._limit = high
        wanted = sum(self.sizeHintForRow(place) for place in range(self.count())) + 6
        self.setFixedHeight(min(wanted, high))

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colour of the figures, and the size of text."""
        self._delegate.ink = QColor(theme.muted)
        for place in range(self.count()):
            self._size(self.item(place))
        self._open_gap()

    def fill(self, groups: Sequence[tuple[str, Sequence[Row]]], errors: Mapping[str, LabError]) -> None:
        """List these rows under their headings; ``errors`` says why models could not be opened, by folder."""
        with QSignalBlocker(self):
            self._close_gap()
            self.clear()
            self._rows = []
            for heading, rows in groups:
                self._add(heading, heading=True).setData(FIGURE, "" if self.count() > 1 else facts.ERROR)
                for row in rows:
                    self._add_row(row, errors)
                if not rows:
                    self._add(EMPTY).setFlags(Qt.ItemFlag.NoItemFlags)

    def mark(self, folder: str | None) -> None:
        """Take the row of the model in ``folder`` in hand."""
        found = (place for place in range(self.count()) if _holds(self._row(self.item(place)), folder))
        self.setCurrentRow(next(found, -1))
        self._settle()

    # ------------------------------------------------------------ its parts

    def _add(self, text: str, *, heading: bool = False) -> QListWidgetItem:
        item = QListWidgetItem(text.upper() if heading else text)
        if heading:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setFont(themes.font(11, strong=True))
            item.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self.addItem(item)
        self._size(item)
        return item

    def _add_row(self, row: Row, errors: Mapping[str, LabError]) -> None:
        wrong = next((error for entry in row.entries if (error := _wrong(entry, errors)) is not None), None)
        item = self._add(row.name if wrong is None else f"{row.name}\n{wrong}")
        item.setData(PLACE, len(self._rows))
        self._rows.append(row)
        self._size(item)
        if row.entries[0].error is not None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        figure = facts.errors(row.entries) if wrong is None else ""
        item.setData(FIGURE, figure)
        item.setToolTip(_tip(row) if wrong is None else str(wrong))
        said = f"{row.name}, {facts.ERROR} {figure}" if figure else item.text()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def _size(self, item: QListWidgetItem) -> None:
        high = BROKEN if "\n" in item.text() else HIGH if item.data(PLACE) is not None else HEADING
        item.setSizeHint(QSize(0, themes.px(high)))

    def _row(self, item: QListWidgetItem | None) -> Row | None:
        place = None if item is None else item.data(PLACE)
        return None if place is None else self._rows[place]

    def _choose(self, item: QListWidgetItem) -> None:
        if (row := self._row(item)) is not None:
            self._chosen(row)

    # ------------------------------------------------------------ the card of the row in hand

    def _settle(self) -> None:
        """Let the card speak of the row in hand; not under a pressed pointer, which would meet another row."""
        if not self._pressed:
            self._taken(self.row_in_hand)
            self._open_gap()

    def _open_gap(self) -> None:
        """Make room for the card under the row in hand, as much as it needs by now, and bring both into sight."""
        self._close_gap()
        item = self.currentItem()
        self._card.setVisible(item is not None)
        if item is not None:
            self._gap.setSizeHint(QSize(0, self._needed()))
            self.insertItem(self.row(item) + 1, self._gap)
        self.limit(self._limit)
        if item is not None:
            self.scrollToItem(self._gap)
            self.scrollToItem(item)

    def _close_gap(self) -> None:
        if (place := self.row(self._gap)) >= 0:
            self.takeItem(place)

    def _needed(self) -> int:
        """How high the card has to be in the width that there is, px: its text may be of several lines."""
        width = self.viewport().width()
        return self._card.heightForWidth(width) if self._card.hasHeightForWidth() else self._card.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The card needs another height, for text of another size: so does its room."""
        if watched is self._card and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit_gap()
        return super().eventFilter(watched, event)

    def _fit_gap(self) -> None:
        if self.row(self._gap) >= 0:
            self._gap.setSizeHint(QSize(0, self._needed()))
            self.limit(self._limit)

    def _place(self) -> None:
        self._card.setGeometry(self.visualItemRect(self._gap))

    def updateGeometries(self) -> None:
        """The rows have other places: the card too."""
        super().updateGeometries()
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The card goes with the rows."""
        super().scrollContentsBy(dx, dy)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a row in hand."""
        self._pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was pressed, then make room under it."""
        super().mouseReleaseEvent(event)
        self._pressed = False
        self._settle()


class _WithFigure(QStyledItemDelegate):
    """Draws a row with its figure at the right, in the colour ``ink``."""

    ink = QColor("#888888")

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row as the style has it, then the figure."""
        super().paint(painter, option, index)
        if figure := index.data(FIGURE):
            painter.setPen(self.ink)
            painter.setFont(themes.font(12, tabular=True))
            box = option.rect.adjusted(0, 0, -EDGE, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)


def _wrong(entry: Entry, errors: Mapping[str, LabError]) -> LabError | None:
    return entry.error or errors.get(str(entry.folder))


def _holds(row: Row | None, folder: str | None) -> bool:
    return row is not None and row.place(folder) is not None


def _tip(row: Row) -> str:
    """The whole title, what the error is of, and where it lies."""
    first = row.entries[0]
    what = (
        first.title
        if len(row.entries) == 1
        else translate("models", "{entries} models that differ in one number").format(entries=len(row.entries))
    )
    shown = [what, *([f"{facts.ERROR}: {facts.explained(first)}"] if facts.error(first) else [])]
    return "\n".join([*shown, str(first.folder if len(row.entries) == 1 else first.folder.parent)])
