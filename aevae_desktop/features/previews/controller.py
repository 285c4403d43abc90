"""Whose code the previews show: a person chooses, and an owner who has nothing to show any more gives way."""

from __future__ import annotations

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.models.logic import changed
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.previews import logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Owner, Showing
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.state import SessionState


class PreviewsController(Controller):
    """Hands the previews over. Whoever is touched takes them itself: the probe, the playhead, the pen."""

    def show(self, owner: Owner) -> None:
        """Let the previews show what ``owner`` has, if it has anything."""
        if logic.lack(self.context.state, owner):
            return
        match owner:
            case Owner.POINTER:
                self.context.controller(ProbeController).show()
            case Owner.PATH:
                self.context.controller(PlayController).show()
            case Owner.DRAWING:
                self.context.controller(DrawingController).show()

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The path or the drawing may be gone, another model be here, or other panes on screen."""
        owner = new.part(Showing).owner
        if owner is Owner.POINTER or not new.shown_models():
            return
        if logic.lack(new, owner) or _replaced(old, new):
            self.show(Owner.POINTER)
        elif old.shown != new.shown:
            self.show(owner)


def _replaced(old: SessionState, new: SessionState) -> bool:
    """Whether another model took the place of one; into an empty pane one comes as a run begins."""
    came = changed(old, new)
    pairs = zip(old.panes, new.panes, strict=True) if came else ()
    return any(a.model is not None and b.model is not None and b.model.key in came for a, b in pairs)
