"""The drawing: strokes on the sheet, read by every model as they grow. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Sequence

from aevae_desktop.engine.wire.protocol import Reconstruct
from aevae_desktop.features.drawing import logic
from aevae_desktop.features.drawing.state import Drawing, Strokes
from aevae_desktop.features.probe.state import Owner, Showing, taken
from aevae_desktop.session.history import History
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import SessionState
from aevae_desktop.session.undo import Undoable


class DrawingController(Undoable):
    """Draws, and has the drawing read by every model on screen."""

    prefixes = (logic.SLOT,)

    def sketch(self, half: F64) -> None:
        """The stroke under the pen so far, ``(k, 2) px``: every model reads the drawing as it grows."""
        self._draw(logic.sketch(self.context.state.part(Drawing), half))

    def finish_stroke(self) -> None:
        """The pen was lifted."""
        self._draw(logic.finish(self.context.state.part(Drawing)))

    def redraw(self, strokes: Strokes) -> None:
        """Replace the whole drawing."""
        self._draw(logic.redraw(self.context.state.part(Drawing), strokes))

    def clear(self) -> None:
        """Wipe the drawing; undo brings it back."""
        self._draw(logic.redraw(self.context.state.part(Drawing), ()))

    @property
    def edits(self) -> History[Strokes]:
        """What undo takes back."""
        return self.context.state.part(Drawing).edits

    @property
    def value(self) -> Strokes:
        """The strokes."""
        return self.context.state.part(Drawing).strokes

    def words(self, before: Strokes, after: Strokes) -> str:
        """What an edit did."""
        return logic.edited(before, after)

    def undo(self) -> None:
        """Take back the last stroke or wipe."""
        self._draw(logic.undo(self.context.state.part(Drawing)))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._draw(logic.redo(self.context.state.part(Drawing)))

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
        state = logic.reconstructed(self.context.state, reply.job, reply.frame)
        drawn = state.part(Showing).owner is Owner.DRAWING
        self.context.set_state(logic.screened(state) if drawn else state)

    def on_failure(self, failure: Failed) -> None:
        """A model could not read the drawing: tell it, in the previews too."""
        assert isinstance(failure.job, Reconstruct)
        state = logic.failed(self.context.state, failure.job, failure.error)
        self.context.set_state(logic.screened(state) if state.part(Showing).owner is Owner.DRAWING else state)
        super().on_failure(failure)

    def show(self) -> None:
        """The previews show what the models make of the drawing, from now on."""
        self.context.set_state(logic.screened(taken(self.context.state, Owner.DRAWING)))

    def _draw(self, new: Drawing) -> None:
        state = self.context.state.with_part(new)
        self.context.set_state(logic.forgotten(state) if new.seen is None else taken(state, Owner.DRAWING))
        self._ask()

    def _ask(self) -> None:
        self.context.submit(logic.SLOT, logic.request(self.context.state))
