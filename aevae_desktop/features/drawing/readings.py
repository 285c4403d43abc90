"""Each model's reconstruction of the drawing, the difference, and the numbers of both."""

from __future__ import annotations

import numpy as np

from aevae_desktop.bundle import IMAGES
from aevae_desktop.core.images.grey_levels import residual
from aevae_desktop.features.drawing import logic
from aevae_desktop.features.drawing.state import Drawing, Encoding, Unread
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.near import Near
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64, Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.layouts import grid, vbox
from aevae_desktop.ui.widgets.per_pane import PaneCell, PerPane
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.still_row import Still, StillRow
from aevae_desktop.ui.widgets.text_line import TextLine

SHORT = 10  # characters of a name that leave room for the error
SIDE, SMALL = 82, 44  # px: a picture, one of those that are nearest at most
ROWS = 10  # of numbers
DECODES = translate("drawing", "decoded from their codes")
COLOURS = translate("drawing", "orange: ink missing, blue: too much")


class ReadingsPanel(PerPane):
    """Per pane: the reconstruction beside the difference, and the error; over them what its colours mean."""

    def __init__(self, session: Session) -> None:
        cells = [_Cell(index) for index in range(len(session.state.panes))]
        super().__init__(translate("drawing", "Reconstruction"), cells, TextLine(11, COLOURS, muted=True, room=-1))


class _Cell(PaneCell):
    parts = (Encoding,)

    def __init__(self, index: int) -> None:
        super().__init__()
        self._decoded, self._left = Picture(SIDE), Picture(SIDE)
        self._decoded.setObjectName(f"reading.{index}")
        self._left.setObjectName(f"residual.{index}")
        for picture, tip in (
            (self._decoded, translate("drawing", "The drawing, encoded and decoded again")),
            (self._left, translate("drawing", "The difference; {colours}").format(colours=COLOURS)),
        ):
            picture.setToolTip(tip)
            picture.setAccessibleName(translate("drawing", "{tip}, map {index}").format(tip=tip, index=index + 1))
        self._line = TextLine(11, muted=True)
        self._decoded.says = self._left.says = self._line.text
        difference = TextLine(11, translate("drawing", "difference"), muted=True)
        made = grid((self._decoded, self._left), (self._line, difference), of=self)
        made.setColumnStretch(0, 1)
        made.setColumnStretch(1, 1)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        name = words.pane_names(state)[state.panes.index(pane)]
        encoding = pane.get(Encoding)
        if encoding is None or pane.model is None or state.part(Drawing).seen is None:
            self._decoded.setImage(None)
            self._left.setImage(None)
            self._line.setText("", name)
            return
        self._decoded.setImage(encoding.x_hat)
        self._left.setImage(residual(encoding.x, encoding.x_hat), signed=True)
        said = translate("drawing", "MSE {mse}").format(mse=f"{encoding.mse:.3f}".removeprefix("0"))
        self._line.setText(said, name if len(name) <= SHORT else "", said.split()[-1])


class NearPanel(PerPane):
    """Per pane: the stored samples whose codes are nearest to the drawing's; a click probes one."""

    lazy = True

    def __init__(self, session: Session) -> None:
        cells = [_NearCell(session, index) for index in range(len(session.state.panes))]
        self._which = TextLine(11, DECODES, muted=True, name="near.which", room=-1)
        super().__init__(translate("drawing", "Nearest stored samples"), cells, self._which)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Say what is shown of them; hidden while nothing is read."""
        super().render_state(old, new)
        models = [model for i, model in new.shown_models() if new.panes[i].get(Near) is not None]
        stored = [IMAGES in model.manifest.files for model in models]
        self._which.setText(translate("drawing", "their images") if all(stored) else "" if any(stored) else DECODES)
        self.setVisible(bool(models))


class _NearCell(PaneCell):
    parts = (Near,)

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        said = translate("drawing", "Stored samples nearest to the drawing, map {index}: arrows and Enter probe one")
        self._row = StillRow(f"near.{index}", said.format(index=index + 1), SMALL, lines=2)
        self._row.chosen.connect(self._chosen)
        self._session, self._index = session, index
        vbox(self._row, of=self)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        near, model = pane.get(Near), pane.model
        stills = [] if near is None or model is None else _stills(model, near)
        self._row.show_stills(stills)
        self._row.setVisible(bool(stills))

    def _chosen(self, place: int) -> None:
        near = self._session.state.panes[self._index].get(Near)
        if near is not None:
            self._session.controller(ProbeController).hold_sample(int(near.samples[place]), self._index)


def _stills(model: Model, near: Near) -> list[Still]:
    """Each sample with its class and how far it is; without its picture until that has come."""
    assert model.codes is not None
    made = []
    for k, sample in enumerate(near.samples[: logic.PICTURED]):
        x = None if near.images is None else near.images[k].astype(np.float32) / np.float32(255)
        name = words.class_of(model, int(model.codes.label[sample]))
        far = float(near.distance[k])
        made.append(Still(x, (name, words.tiny(far).removeprefix("0")), words.sample(model, int(sample), far)))
    return made


class NumbersPanel(PerPane):
    """A column of lines per pane, which wait for leisure. Losses are of this one image, in nats, summed over pixels."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__(translate("drawing", "Numbers"), [_Column() for _ in session.state.panes])


class _Column(PaneCell):
    parts = (Encoding, Unread, Near)

    def __init__(self) -> None:
        super().__init__()
        self._lines = [TextLine(12, muted=k > 0) for k in range(ROWS)]
        vbox(*self._lines, gap=2, of=self)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        lines = [("", "")]
        if pane.model is not None:
            name = words.pane_names(state)[state.panes.index(pane)]
            unread = pane.get(Unread)
            lines = (
                lines_of(pane.model, pane.get(Encoding), name, pane.get(Near))
                if unread is None
                else [(name, translate("drawing", "could not read it")), ("", unread.why)]
            )
        for line, (lead, text) in zip(self._lines, [*lines, *[("", "")] * ROWS], strict=False):
            line.setText(text, lead)


def lines_of(model: Model, encoding: Encoding | None, name: str, near: Near | None = None) -> list[tuple[str, str]]:
    """The lines of the pane called ``name``, (lead, text): the code or posterior, the losses, the nearest labels."""
    if encoding is None and not logic.readable(model):
        return [
            (name, translate("drawing", "cannot encode a drawing")),
            ("", logic.lack(model)),
        ]
    if encoding is None:
        return [(name, translate("drawing", "no drawing yet"))]
    nearest = _nearest(model, logic.nearest_labels(model, encoding, near))
    error = ("", translate("drawing", "MSE per pixel {mse:.4f}").format(mse=encoding.mse))
    if encoding.log_var is None or encoding.kl is None:
        loss = (
            []
            if encoding.nll is None
            else [("", translate("drawing", "−log p(x|z) {nll} nats").format(nll=words.number(encoding.nll, 1)))]
        )
        code = ("", f"z = {words.code(encoding.mu)}")
        no_sigma = [] if encoding.searched else [("", translate("drawing", "no σ: always the same code"))]
        return [
            (name, _origin(encoding)),
            code,
            error,
            *loss,
            *no_sigma,
            *nearest,
            *_best(encoding),
        ]
    sigma = np.exp(0.5 * encoding.log_var.astype(np.float64))
    kl = float(encoding.kl.sum())
    parts = " + ".join(words.number(float(part), 1) for part in encoding.kl[: words.SHOWN])
    rest = " + …" if len(encoding.kl) > words.SHOWN else ""
    bound = (
        []
        if encoding.nll is None
        else [
            ("", translate("drawing", "−ELBO {number} nats at z = μ").format(number=words.number(encoding.nll + kl, 1)))
        ]
    )
    return [
        (name, translate("drawing", "posterior N(μ, σ)")),
        ("", f"μ = {words.code(encoding.mu)}"),
        ("", f"σ = {_sigmas(sigma)}"),
        error,
        (
            "",
            translate("drawing", "KL {kl} = {parts}{rest} nats").format(kl=words.number(kl, 1), parts=parts, rest=rest),
        ),
        *bound,
        *nearest,
        *_best(encoding),
    ]


def _origin(encoding: Encoding) -> str:
    if encoding.searched:
        return translate("drawing", "code found by search")
    return translate("drawing", "code of your drawing")


def _nearest(model: Model, labels: tuple[int, ...]) -> list[tuple[str, str]]:
    """The classes of what is stored near to the drawing, room for them until they are known, or nothing."""
    if model.codes is None or not len(model.codes.mu):
        return []
    text = translate("drawing", "classes of the {n} nearest:").format(n=len(labels) or logic.NEIGHBOURS)
    return [("", text), ("", " ".join(words.class_of(model, label) for label in labels) or "…")]


def _best(encoding: Encoding) -> list[tuple[str, str]]:
    """The refined code, and there the cost that the lines above tell of the encoder's own."""
    best = encoding.best
    if best is None:
        return []
    if best.nll is None or best.kl is None:
        cost = translate("drawing", "MSE {mse:.4f} there").format(mse=best.mse)
    else:
        cost = translate("drawing", "−ELBO {number} nats there").format(number=words.number(best.nll + best.kl, 1))
    return [("", translate("drawing", "best code {mu}").format(mu=words.code(best.mu))), ("", cost)]


def _sigmas(sigma: F64) -> str:
    parts = [words.tiny(float(value)) for value in sigma[: words.SHOWN]]
    return f"({', '.join(parts)}{', …' if len(sigma) > words.SHOWN else ''})"
