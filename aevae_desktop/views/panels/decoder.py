"""The decoders: what each model says lives at the probe, large."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.views import words
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.picture import Picture
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.text_line import TextLine

LARGEST = 260  # px: on one map alone the preview would push the pen out of a laptop's screen
SMALL = 170  # px: while somebody draws, the pen has the room


class Decoder(Picture):
    """One pane's preview: the decoder's own output, and nothing else."""

    def __init__(self, index: int) -> None:
        super().__init__(170)
        self.setMaximumWidth(LARGEST)
        self.setObjectName(f"decoder.{index}")
        self.setAccessibleName(f"Decoded image of pane {index + 1}")


class DecoderPanel(Panel):
    """A preview per pane, its code, and what is stored near it."""

    def __init__(self, session: Session, panes: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(Heading("Decoder"), 1)
        self._scaling = Segmented(("Smooth", "Pixels"), small=True)
        self._scaling.setIndex(0)
        self._scaling.chosen.connect(self._scale)
        self._scaling.button(0).setToolTip("Interpolate between the decoder's pixels (for the eye only)")
        self._scaling.button(1).setToolTip("Show each of the decoder's pixels as a square")
        top.addWidget(self._scaling)
        column.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._cells = [_Cell(index) for index in range(panes)]
        for cell in self._cells:
            row.addWidget(cell, 1)
        column.addLayout(row)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show every pane's preview and say where it is."""
        for i, cell in enumerate(self._cells):
            if old.shown != new.shown:
                cell.setVisible(i in new.shown)
            if old.mode is not new.mode:
                cell.picture.setMaximumWidth(SMALL if new.mode is Mode.DRAW else LARGEST)
            if old.panes[i] is not new.panes[i]:
                cell.render_pane(new, i)

    def _scale(self, index: int) -> None:
        for cell in self._cells:
            cell.picture.setSmooth(index == 0)


class _Cell(QWidget):
    def __init__(self, index: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self.picture = Decoder(index)
        self._code, self._near = TextLine(12), TextLine(12, muted=True)
        column.addWidget(self.picture)
        column.addSpacing(4)
        column.addWidget(self._code)
        column.addWidget(self._near)

    def render_pane(self, state: SessionState, i: int) -> None:
        pane = state.panes[i]
        if pane.model is None:
            self.picture.setImage(None)
            self.picture.setHint("")
            self._code.setText("")
            self._near.setText("")
            return
        spec, preview = pane.model.manifest.image, pane.preview
        if preview is None:
            self.picture.setImage(None)
            self.picture.setHint(
                "This model does not have the image that the other pane shows." if pane.probe is None else ""
            )
            self._code.setText("", words.short_name(pane.model.manifest))
            self._near.setText("")
            return
        self.picture.setImage(preview.image, spec.low, spec.high)
        self._code.setText(f"z = {words.code(preview.z)}", words.short_name(pane.model.manifest))
        self._near.setText("on the path" if preview.source == "path" else words.where(pane))
