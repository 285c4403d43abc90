"""The upper part of the Posterior card: eps under the hand, what is decoded there, and the sum written out."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from aevae_desktop.features.posterior import logic, text
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.epsilon_pad import EpsilonPad
from aevae_desktop.features.posterior.state import Posterior, PosteriorState
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button, choice, label, named
from aevae_desktop.ui.widgets.layouts import grid, hbox, vbox
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.table import Equations
from aevae_desktop.ui.widgets.text_line import TextLine

SIDE = 80  # px
NO_SIGMA = translate("posterior", "No model here has a σ, so ε changes nothing: open a VAE.")

Models = dict[int, Model]
Panes = dict[int, Posterior]


class PadSection(QWidget):
    """A pad, a picture a pane beside it, and under both a line a dimension."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._controller = session.controller(PosteriorController)
        self._dims = (0, 1)
        self.pad = EpsilonPad()
        self.pad.moved.connect(self._move)
        self.pad.centred.connect(self._controller.centre)
        self._eps, self._others = TextLine(12), TextLine(11, muted=True)
        self._axes = [
            self._axis(0, translate("posterior", "The dimension across the pad")),
            self._axis(1, translate("posterior", "The dimension up the pad")),
        ]
        tip = translate("posterior", "Zoom in on the ellipses at 2 σ (Alt+Z); 0 fits the map again")
        self._zoom = button(translate("posterior", "&Zoom"), "posterior.zoom", tip, self._controller.zoom, compact=True)
        tip = translate("posterior", "Back to z = μ (Home on the pad)")
        self._zero = button("ε = 0", "posterior.zero", tip, self._controller.centre, compact=True)
        self._live = [_live(i) for i in range(len(session.state.panes))]
        self._note = label(NO_SIGMA)
        self._lay_out()

    def show_panes(self, part: PosteriorState, models: Models, panes: Panes, names: tuple[str, ...]) -> None:
        """Draw what the pad and the panes show now."""
        self._show_pad(part, models, panes)
        for i, (picture, caption, lines) in enumerate(self._live):
            pane = panes.get(i)
            for widget in (picture, caption):
                widget.setVisible(i in models)
            lines.setVisible(pane is not None)
            caption.setText(names[i])
            if pane is None:
                picture.setImage(None)
                continue
            image = models[i].manifest.image
            picture.setImage(pane.image, image.low, image.high)
            lines.setLines(*text.equations(pane, names[i]))

    def _show_pad(self, part: PosteriorState, models: Models, panes: Panes) -> None:
        random = [i for i, pane in panes.items() if pane.subject.log_var is not None]
        widest = max(random, key=lambda i: len(panes[i].subject.mu), default=None)
        self.pad.setEnabled(widest is not None)
        self._note.setVisible(widest is None and bool(panes))
        d = 1 if widest is None else len(panes[widest].subject.mu)
        i, j = self._dims = dims_of(part, None if widest is None else models[widest], d)
        eps = logic.eps_of(part.eps, d)
        draws = None if widest is None else panes[widest].settled
        names = f"ε{i + 1}", f"ε{j + 1}"
        self.pad.setEps(eps[i], eps[j] if d > 1 else 0.0)
        dots = None if draws is None else draws.eps[:, [i, j]]
        self.pad.setAxes(names, dots, line=d == 1)
        said = f"{names[0]} = {words.number(eps[i])}" + (f", {names[1]} = {words.number(eps[j])}" if d > 1 else "")
        self._eps.setText(said if widest is not None else "")
        moved = any(value for k, value in enumerate(eps) if k not in (i, j))
        self._zoom.setEnabled(widest is not None)
        self._others.setVisible(d > 2)
        self._others.setText(
            ""
            if d < 3
            else translate("posterior", "the others fixed")
            if moved
            else translate("posterior", "the others 0")
        )
        for axis, at in zip(self._axes, (i, j), strict=True):
            _show_axis(axis, d, at)

    def _move(self, x: float, y: float) -> None:
        i, j = self._dims
        self._controller.set_pad((i, x), *(((j, y),) if j != i else ()))

    def _aim(self) -> None:
        """Another dimension on the pad; where the other axis has it already, the two change places."""
        i, j = (axis.currentIndex() for axis in self._axes)
        self._controller.set_dims(*(self._dims[::-1] if i == j else (i, j)))

    def _axis(self, side: int, tip: str) -> QComboBox:
        made = choice(f"posterior.axis.{side}", tip, (), -1)
        made.setMinimumWidth(58)
        made.activated.connect(lambda _: self._aim())
        return made

    def _lay_out(self) -> None:
        pictures = grid(*zip(*((picture, caption) for picture, caption, _ in self._live), strict=True), gaps=(8, 3))
        for i in range(len(self._live)):
            pictures.setColumnStretch(i, 1)
        axes, zero = hbox(*self._axes, None, gap=4), hbox(None, self._zoom, self._zero, gap=4)
        right = vbox(pictures, self._eps, axes, self._others, zero, None, gap=4)
        top = hbox((self.pad, 0, Qt.AlignmentFlag.AlignTop), (right, 1), gap=12)
        vbox(top, self._note, *(lines for _, _, lines in self._live), of=self)


def dims_of(part: PosteriorState, model: Model | None, d: int) -> tuple[int, int]:
    """The two dimensions on the pad: those chosen, or those that ``model`` uses most; on a line, the one twice."""
    if d < 2:
        return 0, 0
    if part.dims is not None and max(part.dims) < d:
        return part.dims
    if d == 2 or model is None or model.codes is None or not len(model.codes.mu):
        return 0, 1
    i, j = sorted(int(k) for k in model.codes.dims.order[:2])
    return i, j


def _show_axis(axis: QComboBox, d: int, at: int) -> None:
    """There is a choice above two dimensions only."""
    axis.setVisible(d > 2)
    with QSignalBlocker(axis):
        if axis.count() != d:
            axis.clear()
            axis.addItems([f"ε{k + 1}" for k in range(d)])
        axis.setCurrentIndex(at)


def _live(i: int) -> tuple[Picture, TextLine, Equations]:
    """The decode at eps of pane ``i``, its name and its equations."""
    picture = named(
        Picture(SIDE), f"posterior.preview.{i}", translate("posterior", "The decoded image of z = μ + σ × ε")
    )
    picture.setAccessibleName(translate("posterior", "The decoded image of z, map {i}").format(i=i + 1))
    caption = TextLine(11, muted=True)
    return (
        picture,
        caption,
        Equations(f"posterior.equations.{i}", translate("posterior", "z of map {i}, worked out").format(i=i + 1)),
    )
