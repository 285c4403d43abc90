"""The command palette: everything that can be done, found by some words of its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem

from aevae_desktop.language import translate
from aevae_desktop.ui.action import MENUS, Action, MainWindow
from aevae_desktop.ui.shell import TOP
from aevae_desktop.ui.widgets.controls import entry, label, named
from aevae_desktop.ui.widgets.layouts import vbox

WIDE, EDGE = 600, 24  # px: at most, and what it leaves of the window on either side
HIGH = 340  # px, of the list at most
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
NONE = translate("window", "No command has these words.")


def matching(rows: Iterable[Action], typed: str) -> list[Action]:
    """The ``rows`` whose title and menu hold every word of ``typed``, in capitals or not.

    Those come first whose title begins with it, then those in which each word begins one of the title, then the others.
    """
    words = typed.casefold().split()
    found = [row for row in rows if all(word in f"{row.title} {row.menu}".casefold() for word in words)]
    return sorted(found, key=lambda row: _place(row.title.casefold(), words))


def _place(title: str, words: Sequence[str]) -> int:
    """How far from the top a title belongs."""
    if title.startswith(" ".join(words)):
        return 0
    return 1 if all(any(part.startswith(word) for part in title.split()) for word in words) else 2


def everything(window: MainWindow) -> list[Action]:
    """All that can be done with ``window``, in the order of its menus; then what the features offer now."""
    order = {name: place for place, name in enumerate((*MENUS, ""))}
    fixed = sorted(window.commands, key=lambda row: order[row.menu])
    return [*fixed, *(row for offer in window.offers for row in offer(window))]


def show(window: MainWindow) -> None:
    """Open the palette of ``window``, which is made when it is first asked for."""
    (window.findChild(Palette) or Palette(window)).open()


class Palette(QFrame):
    """A line to type into and the list of what it finds; Enter does what is chosen, Esc or a click beside it closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(translate("window", "Command palette"))
        self._window = window
        self._rows: list[Action] = []
        self._items: list[tuple[Action, QTreeWidgetItem]] = []  # what is listed
        tip = translate("window", "Type some words of what you want to do; the arrow keys choose, Enter does it")
        self._line = entry(
            "palette.line", translate("window", "Find a command"), tip, translate("window", "What do you want to do?")
        )
        self._line.textChanged.connect(self._find)
        self._line.returnPressed.connect(self._do)
        self._list = self._made_list()
        self._none = label(NONE, "palette.none")
        vbox(self._line, self._list, self._none, gap=6, edges=(8, 8, 8, 8), of=self)

    def open(self) -> None:
        """List everything, in the upper middle of the window."""
        self._rows = everything(self._window)
        wide = min(WIDE, self._window.width() - 2 * EDGE)
        self.setFixedWidth(wide)
        self.move(self._window.mapToGlobal(QPoint((self._window.width() - wide) // 2, TOP + EDGE)))
        self._line.clear()
        self._find("")
        self.show()
        self._line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line leaves: the arrows choose, Esc closes."""
        if event.key() in STEPS:
            self._step(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _made_list(self) -> QTreeWidget:
        made = named(QTreeWidget(), "palette.list", translate("window", "Commands"))
        made.setToolTip("")
        made.setColumnCount(3)
        made.setRootIsDecorated(False)
        made.setHeaderHidden(True)
        made.setUniformRowHeights(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the line keeps the keyboard
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.itemClicked.connect(lambda _item, _column: self._do())
        made.currentItemChanged.connect(lambda item, _before: self._say(item))
        return made

    def _find(self, typed: str) -> None:
        """List what ``typed`` finds; the first of it that can be done is chosen."""
        self._list.clear()
        self._items = [(row, self._item(row)) for row in matching(self._rows, typed)]
        self._list.addTopLevelItems([item for _, item in self._items])
        self._list.setVisible(bool(self._items))
        self._none.setVisible(not self._items)
        self._list.setFixedHeight(min(HIGH, self._list.sizeHintForRow(0) * len(self._items) + 2))
        self.adjustSize()
        self._step(1)

    def _item(self, row: Action) -> QTreeWidgetItem:
        on = "" if row.checked is None else "on" if row.checked(self._window) else "off"
        made = QTreeWidgetItem([row.said(self._window), " · ".join(filter(None, (row.menu, on))), row.shown_keys])
        made.setDisabled(not row.enabled(self._window))
        return made

    def _step(self, by: int) -> None:
        """Choose the row so many places on that can be done, or the last one there is."""
        able = [item for _, item in self._items if not item.isDisabled()]
        now = self._list.currentItem()
        at = able.index(now) + by if now in able else 0
        if able:
            self._list.setCurrentItem(able[min(max(at, 0), len(able) - 1)])

    def _say(self, item: QTreeWidgetItem | None) -> None:
        """Tell a screen reader what is chosen: the keyboard stays in the line."""
        self._line.setAccessibleDescription("" if item is None else ", ".join(filter(None, map(item.text, range(3)))))

    def _do(self) -> None:
        """Close, and do what is chosen."""
        now = self._list.currentItem()
        row = next((row for row, item in self._items if item is now), None)
        if row is not None and row.enabled(self._window):
            self.close()
            row.run(self._window)
