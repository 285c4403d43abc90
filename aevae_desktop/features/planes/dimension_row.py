"""One dimension of a latent space: how much it is used, its value as a slider, and its traversal."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.planes import logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.state import Slicing
from aevae_desktop.features.probe.state import Frozen
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import slider, switch
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.text_line import TextLine
from aevae_desktop.ui.widgets.tile_grid import Strip

STEPS = 1000  # of a slider


class DimensionRow(QWidget):
    """Dimension ``k`` of the model in pane ``pane``."""

    def __init__(self, session: Session, pane: int, model: Model, k: int) -> None:
        super().__init__()
        assert model.codes is not None
        self.k, self._pane, self._session = k, pane, session
        self._low, self._high = (float(end) for end in model.codes.dims.ranges[k])
        self._places = logic.values(model, k)
        name, vae = words.dimension(k), model.codes.log_var is not None
        usage = words.usage(float(model.codes.dims.usage[k]), vae)
        self._name = TextLine(12, room=98)
        self._name.setText(usage, name)
        what = (
            translate("planes", "the mean KL of its posteriors to N(0, 1)")
            if vae
            else translate("planes", "the variance of its codes")
        )
        self._name.setToolTip(
            translate("planes", "{name}: {usage} is {what}").format(name=name, usage=usage, what=what)
        )
        ends = f"{words.number(self._low)} to {words.number(self._high)}"
        self._slider = slider(
            f"dim.{k}",
            translate("planes", "{name}: the central 99 % of its codes, {ends}").format(name=name, ends=ends),
            0,
            STEPS,
            STEPS // 2,
            f"{name} {usage}",
        )
        self._slider.setMinimumWidth(60)
        self._gestures = Latest(self._go, self)
        self._slider.valueChanged.connect(self._gestures.put)
        self._value = TextLine(12, room=46)
        tip = translate("planes", "{name} keeps its value wherever the probe goes").format(name=name)
        self._freeze = switch(
            translate("planes", "Freeze"),
            f"freeze.{k}",
            tip,
            lambda on: session.controller(PlaneController).freeze(pane, k, on),
        )
        self._strip = Strip(
            len(self._places),
            f"strip.{k}",
            translate("planes", "{name} swept, the rest as probed; click to go there").format(name=name),
        )
        self._strip.chosen.connect(
            lambda step: session.controller(PlaneController).set_value(pane, k, float(self._places[step]))
        )
        top = hbox(self._name, (self._slider, 1), self._value, self._freeze)
        vbox(top, self._strip, gap=3, edges=(0, 0, 0, 8), of=self)

    def render_pane(self, state: SessionState) -> None:
        """Show where the code of the preview is in this dimension, and its traversal."""
        pane, z = state.panes[self._pane], logic.here(state, self._pane)
        strips = pane.part(Slicing).strips
        if z is None:
            return
        value = float(z[self.k])
        self._value.setText(words.number(value))
        if not self._slider.isSliderDown():
            fraction = (value - self._low) / (self._high - self._low)
            with QSignalBlocker(self._slider):
                self._slider.setValue(round(STEPS * min(max(fraction, 0.0), 1.0)))
        self._freeze.setChecked(self.k in pane.part(Frozen).values)
        images = None if strips is None else strips.images.get(self.k)
        here = int(np.argmin(np.abs(self._places - value))) if self._low <= value <= self._high else -1
        fresh = strips is not None and np.array_equal(strips.z, z)
        self._strip.show_images(images, fresh=fresh, here=here)

    def _go(self, step: int) -> None:
        value = self._low + (self._high - self._low) * step / STEPS
        self._session.controller(PlaneController).set_value(self._pane, self.k, value)
