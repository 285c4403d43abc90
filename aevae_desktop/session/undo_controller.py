"""One undo for the drawing and the path: what was edited last is taken back first."""

from __future__ import annotations

from aevae_desktop.session.controller import Controller
from aevae_desktop.session.course import PathState
from aevae_desktop.session.drawing import Drawing
from aevae_desktop.session.drawing_controller import DrawingController
from aevae_desktop.session.path_controller import PathController


class UndoController(Controller):
    """Undo and redo of whatever was edited last."""

    def undo(self) -> None:
        """Take back the last edit, of the drawing or of the path."""
        drawn, laid = self.context.state.part(Drawing).edits.last, self.context.state.part(PathState).edits.last
        edited: DrawingController | PathController = self.context.controller(PathController)
        if drawn > laid:
            edited = self.context.controller(DrawingController)
        edited.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        drawn, laid = self.context.state.part(Drawing).edits.next, self.context.state.part(PathState).edits.next
        edited: DrawingController | PathController = self.context.controller(PathController)
        if drawn and not (laid and laid < drawn):
            edited = self.context.controller(DrawingController)
        edited.redo()
