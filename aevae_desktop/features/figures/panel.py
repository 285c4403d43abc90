"""Export: the maps as a figure, a file of numbers or a picture in the clipboard; and the way back from a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from aevae_desktop.errors import LabError
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.files import writing
from aevae_desktop.features.figures.files.figure_layout import LARGEST, FigureLayout, Order, lay_out
from aevae_desktop.language import translate
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.overlay_card import OverlayCard
from aevae_desktop.ui.widgets.controls import Segmented, button, choice, number
from aevae_desktop.ui.widgets.file_dialog import ask_to_open, file_dialog
from aevae_desktop.ui.widgets.layouts import grid, hbox
from aevae_desktop.ui.widgets.text_line import muted

SIDE_LEAST, SIDE_MOST = 200, 16_000  # px


@dataclass(frozen=True)
class Preset:
    """A size that people need: ``size`` px (None: as on the screen), of which ``percent``/100 are one point."""

    title: str
    size: tuple[int, int] | None
    percent: int = 100
    dpi: float | None = None


PRESETS = (
    Preset(translate("figures", "As on screen"), None),
    Preset(translate("figures", "1600 × 1200, a slide"), (1600, 1200), 150),
    Preset(translate("figures", "3840 × 2160, a poster or projector"), (3840, 2160), 250),
    Preset(translate("figures", "Half a page of A4, 300 dpi"), (2480, 1754), 250, 300.0),
    Preset(translate("figures", "A column, 85 mm, 600 dpi"), (2008, 2008), 400, 600.0),
)
KINDS = (
    ("PNG", translate("figures", "A picture, drawn anew at this size")),
    ("SVG", translate("figures", "Lines and labels as curves, the points as one embedded picture")),
    ("CSV", translate("figures", "The codes in view, a line each")),
    ("NPZ", translate("figures", "The codes in view and the computed fields, for numpy")),
)


class ExportPanel(OverlayCard):
    """What, how large, in which format; then a file or the clipboard."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            "export",
            translate("figures", "Export a figure"),
            translate("figures", "The maps as a picture, or their numbers as a table."),
        )
        self._work: InParts[bytes | LabError] = InParts(self)
        self._make_controls()
        self._lay_out()
        self._take_preset(0)
        self.setFocusProxy(self._preset)

    @property
    def busy(self) -> bool:
        """True while a figure is being made."""
        return self._work.busy

    # ------------------------------------------------------------ commands

    def order(self) -> Order:
        """What the card says."""
        preset = PRESETS[self._preset.currentIndex()]
        panes = (self._session.state.lead,) if self._what_index else None
        percent = self._percent.value() / 100
        return Order(self._width.value(), self._height.value(), percent, panes, preset.dpi)

    def layout_of_figure(self) -> FigureLayout:
        """The figure as the card says, of the maps as they are. Raises ``DataError``."""
        now = self._session
        return lay_out(now.state, now.views, now.saved, self._theme, self.order(), self.overlays)

    def save_to(self, path: Path) -> None:
        """Make the figure and write it to ``path``, whose ending says how; the status line says what became of it."""
        self._make(path, lambda data: self._written(path, data))

    def copy(self) -> None:
        """Put the figure into the clipboard as a PNG."""
        self._make(Path("clipboard.png"), self._copied)

    def ask_where(self) -> None:
        """Let a person choose the file."""
        kind = KINDS[self._kind_index][0].lower()
        names = "-".join(model.manifest.id for _, model in self._session.state.shown_models()) or "map"
        dialog = file_dialog(self, translate("figures", "Save the figure"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{kind.upper()} (*.{kind})")
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"{names}.{kind}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def ask_which(self) -> None:
        """Let a person choose a figure to open."""
        filters = [translate("figures", "Figures (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4)")]
        ask_to_open(self, translate("figures", "Open a figure"), lambda paths: self.open(paths[0]), filters)

    def open(self, path: Path) -> None:
        """Show what a figure shows; what is wrong with it is one line in the status bar."""
        self._session.controller(FigureController).open(path)

    # ------------------------------------------------------------ views

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """The size on screen follows the maps that are shown."""
        if new.shown != old.shown:
            self._what.button(0).setText(
                translate("figures", "Both maps") if len(new.shown) > 1 else translate("figures", "The map")
            )
            self._what.button(1).setEnabled(len(new.shown) > 1)
            if len(new.shown) == 1:
                self._choose_what(0)
            self._take_preset(self._preset.currentIndex())

    def watch(self, seen: bool) -> None:
        """The maps may have another size by now."""
        self._take_preset(self._preset.currentIndex())

    def _make_controls(self) -> None:
        self._what = Segmented(
            (translate("figures", "Both maps"), translate("figures", "The active map")),
            ("", translate("figures", "Only the map that you pointed at last")),
            title=translate("figures", "Maps"),
        )
        self._what.chosen.connect(self._choose_what)
        kinds, tips = zip(*KINDS, strict=True)
        self._kind = Segmented(
            kinds, tips, [f"export.{kind.lower()}" for kind in kinds], title=translate("figures", "Format")
        )
        self._kind.chosen.connect(self._choose_kind)
        self._preset = choice(
            "export.preset",
            translate("figures", "The size of the figure"),
            [preset.title for preset in PRESETS],
            0,
            translate("figures", "Size"),
        )
        self._preset.currentIndexChanged.connect(self._take_preset)
        self._width = number(
            "export.width",
            translate("figures", "Width of the figure, px"),
            SIDE_LEAST,
            SIDE_MOST,
            translate("figures", " px"),
        )
        self._height = number(
            "export.height",
            translate("figures", "Height of the figure, px"),
            SIDE_LEAST,
            SIDE_MOST,
            translate("figures", " px"),
        )
        self._percent = number(
            "export.scale", translate("figures", "Text scale: 100 % is as on screen"), 50, 1000, " %"
        )
        self._note = muted()
        self._choose_what(0)
        self._choose_kind(0)

    def _lay_out(self) -> None:
        rows = (
            (translate("figures", "Maps"), self._what), (translate("figures", "Format"), self._kind),
            (translate("figures", "Size"), self._preset), (translate("figures", "Width"), self._width),
            (translate("figures", "Height"), self._height), (translate("figures", "Text scale"), self._percent),
        )  # fmt: skip
        made = grid(
            *((muted(name, room=66), (part, 1, 1, Qt.AlignmentFlag.AlignLeft)) for name, part in rows),
            gaps=(12, 8),
        )
        save = button(
            translate("figures", "Save…"),
            "export.save",
            translate("figures", "Save the figure as a file"),
            self.ask_where,
        )
        copy = button(
            translate("figures", "Copy"),
            "export.copy",
            translate("figures", "Put the figure into the clipboard (Ctrl+C)"),
            self.copy,
        )
        tip = translate("figures", "Show what an exported figure shows (Ctrl+O); it may be dropped on the window, too")
        look = button(translate("figures", "Open a figure…"), "export.open", tip, self.ask_which, flat=True)
        self.lay_out(made, self._note, hbox(save, copy, None, look), gap=10)

    def _choose_what(self, index: int) -> None:
        self._what_index = index
        self._what.setIndex(index)

    def _choose_kind(self, index: int) -> None:
        self._kind_index = index
        self._kind.setIndex(index)
        self._note.setText(KINDS[index][1])

    def _take_preset(self, index: int) -> None:
        preset = PRESETS[index]
        width, height = preset.size or self._screen()
        self._width.setValue(width)
        self._height.setValue(height)
        self._percent.setValue(preset.percent if preset.size else round(100 * self.devicePixelRatioF()))

    def _screen(self) -> tuple[int, int]:
        """The px that the maps have on the screen, with what a figure puts around them."""
        state, ratio = self._session.state, self.devicePixelRatioF()
        views = [view for i in state.shown if (view := self._session.views.get(i)) is not None]
        wide = sum(view.width for view in views) + 14 * (len(views) + 1) if views else 800.0
        high = max((view.height for view in views), default=500.0) + 85
        return round(wide * ratio), round(high * ratio)

    # ------------------------------------------------------------ small steps

    def _make(self, path: Path, done: Callable[[bytes], None]) -> None:
        """Make the figure a piece at a time, so that a large one never holds the window up; a new one replaces it."""
        try:
            pieces = writing.pieces(path, self.layout_of_figure())
        except LabError as error:
            self._failed(error)
            return
        self._work.begin("figure", writing.collected(pieces), lambda made: self._finish(made, done), at_once=False)

    def _finish(self, made: bytes | LabError, done: Callable[[bytes], None]) -> None:
        try:
            if isinstance(made, LabError):
                raise made
            done(made)
        except LabError as error:
            self._failed(error)

    def _written(self, path: Path, data: bytes) -> None:
        writing.write(path, data)
        size = f"{len(data) / 1e6:.1f} MB" if len(data) >= 1e6 else f"{len(data) / 1e3:.0f} kB"
        self._session.notify(
            translate("figures", "Saved {path} ({size}). Opened again, it shows this view.").format(
                path=path, size=size
            )
        )

    def _copied(self, data: bytes) -> None:
        # not by QMimeData: one that was made in Python ends the process with a crash (PySide6 6.11)
        QGuiApplication.clipboard().setImage(QImage.fromData(data))
        self._session.notify(
            translate("figures", "The figure is in the clipboard ({width} × {height} px).").format(
                width=self._width.value(), height=self._height.value()
            )
        )

    def _failed(self, error: LabError) -> None:
        self._session.notify(error)


assert all(preset.size is None or preset.size[0] * preset.size[1] <= LARGEST for preset in PRESETS)
