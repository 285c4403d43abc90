"""The decoders: what each model says lives at the probe, large; and under it the code, and what is stored near it."""

from __future__ import annotations

from aevae_desktop.features.models.logic import linked
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.path import text as path_text
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.probe import text as probe_text
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, Pane, SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.per_pane import PaneCell, PerPane
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import TextLine, muted

LARGEST = 260  # px: on one map alone the preview would push the pen out of a laptop's screen
SMALL = 170  # px: while somebody draws, the pen has the room
SCALING_TIPS = (
    "Interpolate between the decoder's pixels (for the eye only)",
    "Show each of the decoder's pixels as a square",
)
STRANGER = "The codes of this model are of other images than the other map's."
NO_CODES = "Without stored codes there is nothing to link the maps by."


class Decoder(Picture):
    """One pane's preview: the decoder's own output, and nothing else unless an onion skin was asked for."""

    def __init__(self, index: int) -> None:
        super().__init__(170)
        self.setMaximumWidth(LARGEST)
        self.setObjectName(f"decoder.{index}")
        self.setAccessibleName(f"Decoded image of pane {index + 1}")


class DecoderPanel(PerPane):
    """A preview per pane."""

    def __init__(self, session: Session) -> None:
        self._pictures = [_Cell(index) for index in range(len(session.state.panes))]
        scaling = Segmented(("Smooth", "Pixels"), SCALING_TIPS)
        scaling.setIndex(0)
        scaling.chosen.connect(self._scale)
        super().__init__("Decoder", self._pictures, scaling)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the previews, as large as the mode leaves room for."""
        super().render_state(old, new)
        if old.mode is not new.mode:
            for cell in self._pictures:
                cell.picture.setMaximumWidth(SMALL if new.mode is Mode.DRAW else LARGEST)

    def _scale(self, index: int) -> None:
        for cell in self._pictures:
            cell.picture.setSmooth(index == 0)


class _Cell(PaneCell):
    parts = (Probe, Preview)

    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self.picture = Decoder(index)
        vbox(self.picture, of=self)

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether other frames shine through."""
        return onion_differs(old, new)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        preview = pane.get(Preview)
        if pane.model is None or preview is None:
            self.picture.setImage(None)
            self.picture.setHint(_why_empty(state, pane))
            return
        spec, blend = pane.model.manifest.image, frame_sequence.with_onion(state, self._index)
        self.picture.setToolTip("" if blend is None else path_text.onion(state.part(PathState).onion))
        self.picture.setImage(preview.image if blend is None else blend, spec.low, spec.high)


class CaptionsPanel(PerPane):
    """Two lines per pane. Nobody reads a thousand a second: the window draws them at its leisure."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__("", [_Caption() for _ in session.state.panes])


class _Caption(PaneCell):
    parts = (Probe, Preview)

    def __init__(self) -> None:
        super().__init__()
        self._code, self._near = TextLine(12), muted()
        vbox(self._code, self._near, gap=1, of=self)

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether other frames shine through."""
        return old.part(PathState).onion != new.part(PathState).onion

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        name = words.pane_names(state)[state.panes.index(pane)]
        preview = pane.get(Preview)
        self._code.setText("" if preview is None else f"z = {words.code(preview.z)}", name)
        on_path = preview is not None and preview.source == "path"
        skins = f", ± {state.part(PathState).onion} frames" if state.part(PathState).onion else ""
        self._near.setText(f"on the path{skins}" if on_path else probe_text.where(pane))


def onion_differs(old: SessionState, new: SessionState) -> bool:
    """Whether other frames may shine through the one on the screen: of more, or of those that came meanwhile."""
    if old.part(PathState).onion != new.part(PathState).onion:
        return True
    return bool(new.part(PathState).onion) and panes_differ(old, new, FrameSequence)


def _why_empty(state: SessionState, pane: Pane) -> str:
    """What an empty preview says: why this pane cannot show what the leading one is probed at."""
    leader = state.panes[state.lead].model
    if (
        leader is None
        or pane.model is None
        or pane.get(Probe) is not None
        or leader.codes is None
        or pane.model.codes is None
    ):
        return ""
    if not len(leader.codes.mu) or not len(pane.model.codes.mu):
        return NO_CODES
    return "" if linked(leader, pane.model) else STRANGER
