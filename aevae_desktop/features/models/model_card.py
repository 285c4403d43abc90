"""The model card, under the row in hand: its place in a series, its facts, and what to compare it with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.models import facts
from aevae_desktop.features.models.groups import Row, name_of, pair
from aevae_desktop.features.models.state import U8
from aevae_desktop.language import translate
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import button, label, slider
from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox
from aevae_desktop.ui.widgets.text_line import TextLine, muted

REST_MS = 300  # a slider that has rested so long means it
MOST, NAME = 6, 90  # facts beside the error; px of a model's name beside the slider
SIDE, GAP, COUNT = 33, 4, 8  # px of a thumbnail and between two, and how many there are
THUMBNAILS = translate(
    "models", "Random codes near the stored ones of this model, decoded; from the prior where it stores none"
)
EDGES = (12, 2, 10, 10)  # px: under the name of the row


class ModelCard(QFrame):
    """Says of a model what its manifest tells.

    ``opened(entry)`` is called when the slider of a series rests, ``compared(left, right)`` when a pair is wanted,
    ``seen(entry)`` when it speaks of another model, ``reread()`` when the one that is shown is to be read otherwise.
    """

    def __init__(
        self,
        opened: Callable[[Entry], object],
        compared: Callable[[Entry, Entry], object],
        seen: Callable[[Entry], object],
        reread: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("models.about")
        self._opened, self._compared, self._seen = opened, compared, seen
        self._images: Mapping[str, U8] = {}
        self._row: Row | None = None
        self._shown: str | None = None
        self._pair: tuple[Entry, Entry] | None = None
        self._library: tuple[Entry, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._rested)
        self._title, self._error = muted(name="models.title"), TextLine(12, name="models.error")
        tip = translate("models", "Which model of the series; it opens on the chosen map when the slider rests")
        self._slider = slider("models.position", tip, 0, 1, 0)
        self._slider.setPageStep(1)
        self._slider.valueChanged.connect(self._moved)
        self._name = TextLine(12, name="models.name", strong=True, room=NAME)
        self._facts = [TextLine(12, name=f"models.fact.{k}") for k in range(MOST)]
        self._compare = button(translate("models", "Compare"), "models.compare", "", self._ask, compact=True)
        table = grid(*(self._facts[k : k + 2] for k in range(0, MOST, 2)), gaps=(12, 2))
        table.setColumnStretch(0, 1)
        table.setColumnStretch(1, 1)
        place = hbox((self._slider, 1), self._name, gap=10)
        self._strip = ThumbnailStrip()
        self._notes = label("", "models.notes")
        tip = translate("models", "Have its networks measured anew, and say what they are")
        text = translate("models", "Change how it was read…")
        self._reread = button(text, "models.reread", tip, reread, flat=True, compact=True)
        below = (self._strip, table, self._error, self._notes, hbox(self._compare, self._reread, None))
        vbox(self._title, place, *below, gap=4, edges=EDGES, of=self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside its controls is not for the list that it lies on."""
        event.accept()

    @property
    def entry(self) -> Entry | None:
        """The model that it speaks of."""
        return None if self._row is None else self._row.entries[min(self._slider.value(), len(self._row.entries) - 1)]

    def show_row(self, row: Row | None, folder: str | None, library: Iterable[Entry]) -> None:
        """Speak of ``row``: of its model in ``folder``, else of the one before or the first; of nothing without one."""
        self._library, self._shown = tuple(library), folder
        self._rest.stop()
        if row is not None and (row != self._row or row.place(folder) is not None):
            with QSignalBlocker(self._slider):
                self._slider.setRange(0, max(1, len(row.entries) - 1))
                self._slider.setValue(row.place(folder) or 0)
        self._row = row
        self._say()

    def show_thumbnails(self, images: Mapping[str, U8]) -> None:
        """What models draw, by digest."""
        self._images = images
        if self.entry is not None:
            self._strip.show_images(images.get(self.entry.sha256))

    def _moved(self) -> None:
        self._say()
        self._rest.start()

    def _rested(self) -> None:
        if (entry := self.entry) is not None:
            self._opened(entry)

    def _ask(self) -> None:
        if self._pair is not None:
            self._rest.stop()
            self._compared(*self._pair)

    def _say(self) -> None:
        entry = self.entry
        if entry is None or self._row is None:
            return
        for made in (self._slider, self._name):
            made.setVisible(len(self._row.entries) > 1)
        self._name.setText(name_of(entry))
        self._slider.setAccessibleDescription(name_of(entry))
        self._title.setText(words.short(entry.title, 120))
        told = [*facts.told(entry), *[("", "")] * MOST][:MOST]
        for line, (what, text) in zip(self._facts, told, strict=True):
            line.setText(text, what)
            line.setVisible(bool(what))
        self._error.setText(*facts.error_line(entry))
        self._error.setToolTip(facts.explained(entry))
        self._error.setVisible(bool(facts.error(entry)))
        self._notes.setText(entry.notes)
        self._notes.setVisible(bool(entry.notes))
        self._reread.setVisible(bool(entry.notes) and str(entry.folder) == self._shown)
        self._strip.show_images(self._images.get(entry.sha256))
        self._offer(entry)
        self._seen(entry)

    def _offer(self, entry: Entry) -> None:
        """Say on the button which pair it opens."""
        self._pair = pair(entry, self._library)
        names = "" if self._pair is None else " | ".join(words.apart(tuple(map(name_of, self._pair))))
        text = translate("models", "Compare: {names}").format(names=names) if names else translate("models", "Compare")
        self._compare.setEnabled(bool(names))
        self._compare.setText(words.literal(text))
        self._compare.setAccessibleName(text)
        self._compare.setToolTip(
            translate("models", "Open these two, left and right")
            if names
            else translate("models", "There is nothing like it here")
        )


class ThumbnailStrip(QWidget):
    """A row of small decodes; its places are empty until they come, and it is not there where none can."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("models.thumbnails")
        self.setToolTip(THUMBNAILS)
        self.setAccessibleName(translate("models", "What the model draws"))
        self.setFixedHeight(SIDE)
        self._images: U8 | None = None
        self._theme = themes.DARK

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def show_images(self, images: U8 | None) -> None:
        """Show ``images: (n, h, w[, 3])``; None: they are still to come."""
        self._images = images
        self.setVisible(images is None or len(images) > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As many as there is room for."""
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        for k in range(min(COUNT, (self.width() + GAP) // (SIDE + GAP))):
            box = QRect(k * (SIDE + GAP), 0, SIDE, SIDE)
            painter.fillRect(box, QColor(self._theme.paper))
            if self._images is not None and k < len(self._images):
                image = imaging.tile(self._images[k], SIDE, ratio, self._theme, 0.0, 255.0)
                painter.drawImage(imaging.centred(QRectF(box), image), image)
