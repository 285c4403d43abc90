"""The status line: where the probe is, what a decode costs, how good the model is, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy

from aevae_desktop.features.film_export.state import Filming
from aevae_desktop.features.path import text as path_text
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe import text as probe_text
from aevae_desktop.features.probe.state import Owner, Preview, Probe
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.shell import STATUS
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import muted

DONE = (
    *(QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Drop),
    *(QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress),
)
HEADLINES = {  # what each is called: its name in a manifest, and what it is
    "−ELBO": (
        "neg_elbo",
        translate("previews", "the negative evidence lower bound of an image, reconstruction loss plus KL, in nats"),
    ),
    translate("previews", "test MSE"): (
        "test_mse",
        translate("previews", "the squared error per pixel of a reconstruction"),
    ),
}
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class StatusBar(Panel):
    """One line along the bottom; a notice takes its place until the next press of a button or key, or a drop."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("statusbar")
        self.setFixedHeight(STATUS)
        self._line = muted(name="status")
        self._right = muted("CPU")
        self._right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hbox((self._line, 1), self._right, gap=-1, edges=(16, 0, 16, 0), of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Say where the probe is, or the notice."""
        if new.part(Filming) is not old.part(Filming):
            fraction = new.part(Filming).share
            self._right.setText(
                "CPU"
                if fraction is None
                else translate("previews", "exporting a film: {fraction:.0%}   ·   CPU").format(fraction=fraction)
            )
            self._right.updateGeometry()
        if new.notice != old.notice:
            self._await_action(bool(new.notice))
        if new.notice:
            self._line.setText(new.notice)
            self._line.setToolTip(new.notice)
        elif new.panes[new.lead] is not old.panes[old.lead] or new.notice != old.notice or new.lead != old.lead:
            self._line.setText(sentence(new))
            tip = explained(new)
            if tip != self._line.toolTip():
                self._line.setToolTip(tip)

    def _await_action(self, on: bool) -> None:
        """Look at every event, which has its price, while there is a notice, and only then."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self) if on else app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The next thing that a person does ends the notice, before anything is made of it."""
        if event.type() in DONE and not (isinstance(event, QKeyEvent) and _means_nothing(event)):
            self._session.end_notice()
        return False


def _means_nothing(event: QKeyEvent) -> bool:
    """Whether a key is still held down, or is one that only changes what others mean."""
    return event.isAutoRepeat() or event.key() in MODIFIERS


def sentence(state: SessionState) -> str:
    """``z = (0.42, −1.10) · nearest sample: a 7 at 0.03 · decode 0.1 ms · vae-mnist-2d · −ELBO 136.4 nats``."""
    pane = state.panes[state.lead]
    if pane.model is None:
        return str(pane.error) if pane.error else ""
    preview = pane.get(Preview)
    parts = [] if preview is None else _of_preview(state.part(PathState), pane, pane.model, preview)
    parts += [pane.model.manifest.id, *_quality(pane.model)]
    return "   ·   ".join(parts)


def _of_preview(path: PathState, pane: Pane, model: Model, preview: Preview) -> list[str]:
    """What is said of the code that the preview shows: that of its owner."""
    z = f"z = {words.code(preview.z)}"
    if preview.source is Owner.PATH:
        return [
            translate("previews", "t = {t} on the path {way}").format(t=words.number(path.t), way=path_text.way(path)),
            z,
        ]
    if preview.source is Owner.DRAWING:
        return [translate("previews", "your drawing"), z]
    cost = (
        []
        if preview.error
        else [translate("previews", "decode {milliseconds:.1f} ms").format(milliseconds=preview.milliseconds)]
    )
    return [z, *_nearest(pane, model, preview.probe), *cost]


def _nearest(pane: Pane, model: Model, probe: Probe | None) -> list[str]:
    """The stored sample nearest to a probe; in an empty region that there is none near, as the caption says."""
    if probe is None or probe.sample is None or probe.distance is None:
        return []
    if probe_text.empty(pane, probe):
        return [probe_text.NOTHING_NEAR]
    d = model.manifest.latent_dim
    said = translate("previews", "nearest sample: {name} at {distance}")
    if d > 2:
        said = translate("previews", "nearest sample in {d}-D: {name} at {distance}")
    return [said.format(d=d, name=words.class_name(model, probe.sample), distance=words.tiny(probe.distance))]


def _headline(model: Model) -> tuple[str, Mapping[str, object]] | None:
    """The model's headline figure from its manifest, as measured when it was made: what it is, and the entry."""
    for title in HEADLINES:
        metric = model.manifest.metrics.get(HEADLINES[title][0])
        if metric and isinstance(metric.get("value"), int | float):
            return title, metric
    return None


def _quality(model: Model) -> list[str]:
    if (found := _headline(model)) is None:
        return []
    value = float(str(found[1]["value"]))
    return [f"{found[0]} {value:.1f} nats" if "nats" in str(found[1].get("unit", "")) else f"{found[0]} {value:.4f}"]


def explained(state: SessionState) -> str:
    """What the headline figure of the leading model is, and over which images it was measured; empty without one."""
    model = state.panes[state.lead].model
    found = None if model is None else _headline(model)
    if found is None:
        return ""
    title, metric = found
    n = metric.get("n")
    images = (
        translate("previews", "a mean over {n:,} test images").format(n=n)
        if isinstance(n, int)
        else translate("previews", "a mean over test images")
    )
    return translate(
        "previews", "{title}: {headlines}, {images}; less is better. Measured when the model was made."
    ).format(title=title, headlines=HEADLINES[title][1], images=images)
