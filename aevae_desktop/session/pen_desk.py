"""The pen desk: strokes on the sheet, read by every model as they grow. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aevae_desktop.session import drawing
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import Drawing, SessionState, Strokes


class PenDesk(Desk):
    """Reads the state with ``state``, replaces it with ``put``, and has the drawing read again with ``ask``."""

    def __init__(
        self, state: Callable[[], SessionState], put: Callable[[SessionState], None], ask: Callable[[], None]
    ) -> None:
        self._state, self._put, self._ask = state, put, ask

    def sketch(self, half: F64) -> None:
        """The stroke under the pen so far, ``(k, 2) px``: every model reads the drawing as it grows."""
        self._draw(drawing.sketch(self._state().drawing, half))

    def finish_stroke(self) -> None:
        """The pen was lifted."""
        self._draw(drawing.finish(self._state().drawing))

    def redraw(self, strokes: Strokes) -> None:
        """Replace the whole drawing."""
        self._draw(drawing.redraw(self._state().drawing, strokes))

    def clear(self) -> None:
        """Wipe the drawing; undo brings it back."""
        self._draw(drawing.redraw(self._state().drawing, ()))

    def undo(self) -> None:
        """Take back the last stroke or wipe."""
        self._draw(drawing.undo(self._state().drawing))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._draw(drawing.redo(self._state().drawing))

    def _draw(self, new: Drawing) -> None:
        state = replace(self._state(), drawing=new)
        self._put(drawing.forgotten(state) if new.seen is None else state)
        self._ask()
