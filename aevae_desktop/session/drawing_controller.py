"""The drawing: strokes on the sheet, read by every model as they grow. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Sequence

from aevae_desktop.engine.wire.protocol import Reconstruct
from aevae_desktop.session import drawing
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.drawing import Drawing, Strokes
from aevae_desktop.session.inference.events import Replied
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import SessionState


class DrawingController(Controller):
    """Draws, and has the drawing read by every model on screen."""

    prefixes = (drawing.SLOT,)

    def sketch(self, half: F64) -> None:
        """The stroke under the pen so far, ``(k, 2) px``: every model reads the drawing as it grows."""
        self._draw(drawing.sketch(self.context.state.part(Drawing), half))

    def finish_stroke(self) -> None:
        """The pen was lifted."""
        self._draw(drawing.finish(self.context.state.part(Drawing)))

    def redraw(self, strokes: Strokes) -> None:
        """Replace the whole drawing."""
        self._draw(drawing.redraw(self.context.state.part(Drawing), strokes))

    def clear(self) -> None:
        """Wipe the drawing; undo brings it back."""
        self._draw(drawing.redraw(self.context.state.part(Drawing), ()))

    def undo(self) -> None:
        """Take back the last stroke or wipe."""
        self._draw(drawing.undo(self.context.state.part(Drawing)))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._draw(drawing.redo(self.context.state.part(Drawing)))

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other panes are on screen: their models read the drawing too."""
        if old.shown != new.shown:
            self._ask()

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A new model reads the drawing; with its codes there are nearest ones to find."""
        self._ask()

    def on_reply(self, reply: Replied) -> None:
        """What the models make of the drawing."""
        assert isinstance(reply.job, Reconstruct)
        self.context.set_state(drawing.reconstructed(self.context.state, reply.job, reply.frame))

    def _draw(self, new: Drawing) -> None:
        state = self.context.state.with_part(new)
        self.context.set_state(drawing.forgotten(state) if new.seen is None else state)
        self._ask()

    def _ask(self) -> None:
        self.context.submit(drawing.SLOT, drawing.request(self.context.state))
