"""The Training card: a slider over the epochs, the losses, and what a grid of codes was decoded to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from aevae_desktop.engine.filming.formats import Format, offered
from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.controller import EpochsController
from aevae_desktop.features.epochs.loss_curves import LossCurves, curves
from aevae_desktop.features.epochs.state import EpochsState, History
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui.widgets.controls import button, label, slider
from aevae_desktop.ui.widgets.file_dialog import file_dialog
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import TextLine, muted

STEPS, SIDE = 1000, 150  # of the slider; px
PURPOSE = translate(
    "epochs",
    "How the latent space formed: the same codes, and a grid of decodes, from the untrained network to the end.",
)
SCALE = translate(
    "epochs", "Nats an image, each curve on a scale of its own: losses of two kinds of training are not to be compared."
)
TIP = translate("epochs", "Where in the training you look: at the left the untrained network")


class EpochsPanel(Card):
    """Both models in step."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "epochs", translate("epochs", "Training, epoch by epoch"), PURPOSE)

    def build(self) -> None:
        """Make the slider, the curves and a column for each map."""
        controller = self._session.controller(EpochsController)
        self._play = button(
            translate("epochs", "▶ Play"),
            "epochs.play",
            translate("epochs", "From the untrained network to the end"),
            self._toggle,
            compact=True,
        )
        tip = translate("epochs", "The training as a film: codes and decodes of every epoch, as the maps look now")
        self._film = button(translate("epochs", "Film…"), "epochs.film", tip, self.ask_where, compact=True)
        self._slider = slider("epochs.place", TIP, 0, STEPS, STEPS, label=translate("epochs", "Epoch"))
        self._slider.valueChanged.connect(self._seek)
        self._curves = LossCurves("epochs.losses")
        self._curves.sought.connect(controller.seek)
        self._scale = label(SCALE, "epochs.scale")
        self._columns = tuple(_Column(i) for i in range(len(self._session.state.panes)))
        self.lay_out(
            hbox(self._play, (self._slider, 1), self._film),
            self._curves,
            self._scale,
            hbox(*((each, 1) for each in self._columns), gap=12),
        )
        self.setFocusProxy(self._play)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show where one looks; nothing while the card is closed."""
        differs = (
            old.part(EpochsState) is not new.part(EpochsState)
            or old.shown != new.shown
            or panes_differ(old, new, "model")
        )
        if self._built and self.isVisible() and differs:
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Show the codes of one epoch on the maps while somebody looks."""
        self._session.controller(EpochsController).watch(seen)
        if seen and self._built:
            self._draw(self._session.state)

    def _draw(self, state: SessionState) -> None:
        part, names = state.part(EpochsState), words.pane_names(state)
        self._play.setText(translate("epochs", "⏸ Pause") if part.playing else translate("epochs", "▶ Play"))
        blocked = self._slider.blockSignals(True)
        self._slider.setValue(round(part.place * STEPS))
        self._slider.blockSignals(blocked)
        shown = {i: found for i, found in part.histories.items() if i in state.shown}
        self._film.setEnabled(bool(shown) and bool(_formats()))
        self._curves.setVisible(bool(shown))
        kinds = {i: model.manifest.kind for i, model in state.shown_models()}
        self._scale.setVisible(bool(shown))
        self._curves.show_curves(curves(shown, names, kinds), part.place)
        for i, column in enumerate(self._columns):
            column.setVisible(i in state.shown)
            column.show_history(names[i], part.histories.get(i), part.place, part.notes.get(i, ""))

    def ask_where(self) -> None:
        """Let a person choose the file; its ending says of which format it is."""
        names = [f"{row.title} (*{row.suffix})" for row in _formats()]
        dialog = file_dialog(self, translate("epochs", "Export the training"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(names)
        dialog.setDefaultSuffix(_formats()[0].name)
        suffixes = dict(zip(names, (row.name for row in _formats()), strict=True))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(suffixes[kind]))
        ids = "-".join(model.manifest.id for _, model in self._session.state.shown_models())
        dialog.selectFile(f"{ids}-training{_formats()[0].suffix}")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Make the film and write it to ``path``."""
        names = words.pane_names(self._session.state)
        self._session.controller(EpochsController).film(path, self._theme, names)

    def _toggle(self) -> None:
        self._session.controller(EpochsController).play(not self._session.state.part(EpochsState).playing)

    def _seek(self, value: int) -> None:
        self._session.controller(EpochsController).seek(value / STEPS)


def _formats() -> list[Format]:
    """The moving formats that can be written here."""
    return [row for row in offered() if row.moving]


class _Column(QWidget):
    """One model: its epoch, and its grid of decodes."""

    def __init__(self, i: int) -> None:
        super().__init__()
        self._name, self._epoch, self._note = TextLine(12, strong=True), muted(), label()
        self._mosaic = Picture(SIDE)
        self._mosaic.setObjectName(f"epochs.mosaic.{i}")
        self._mosaic.setAccessibleName(translate("epochs", "A grid of decodes, map {i}").format(i=i + 1))
        self._shown: tuple[History, int] | None = None
        vbox(hbox((self._name, 1), (self._epoch, 3)), self._note, self._mosaic, None, gap=4, of=self)

    def show_history(self, name: str, found: History | None, place: float, note: str) -> None:
        """Show the recorded epoch nearest to ``place``, or say why there is none."""
        self._name.setText(name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._mosaic.setVisible(found is not None)
        self._epoch.setText("")
        if found is None:
            self._shown = None
            return
        row = logic.row(found, place)
        self._epoch.setText(
            translate("epochs", "epoch {n:,} of {all:,}").format(n=found.epoch[row], all=found.epoch[-1])
        )
        if self._shown is None or self._shown[0] is not found or self._shown[1] != row:
            self._shown = found, row
            tiles = found.tiles[row]
            self._mosaic.setImage(imaging.mosaic(tiles.reshape(-1, *tiles.shape[2:]), len(tiles)), 0.0, 255.0)
