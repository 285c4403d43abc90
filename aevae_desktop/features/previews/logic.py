"""What the previews can show, and what stands under them. Pure functions of the state."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.features.drawing.logic import picture, readable, unplaced
from aevae_desktop.features.drawing.state import Drawing, Unread
from aevae_desktop.features.models.logic import linked
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.probe import text as probe_text
from aevae_desktop.features.probe.state import Owner, Preview, Probe, Showing
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words

DRAWN, DECODED = translate("previews", "your drawing"), translate("previews", "what the decoder shows now")
NO_PATH = translate("previews", "There is no path yet: set way-points in Path mode (P)")
NO_DRAWING = translate("previews", "Nothing is drawn yet: draw in Draw mode (D)")
NO_READER = translate("previews", "No model on screen reads drawings: none makes pictures")
UNKNOWN = translate("previews", "No code of your drawing is known yet: this model has no encoder")
UNREADABLE = translate("previews", "This model reads no drawings: {why}.")
OFF_PATH = translate("previews", "This model cannot place the path.")
STRANGER = translate("previews", "The codes of this model are of other images than the other map's.")
NO_CODES = translate("previews", "Without stored codes there is nothing to link the maps by.")


@dataclass(frozen=True, eq=False)
class ShownImage:
    """The image that the previews show of one map: ``x: (h, w[, 3])`` in [0, 1], and in words which it is (``origin``).

    ``source``: the very array that it was made of; while that is the same object, the image is the same.
    """

    x: F32
    origin: str
    source: F32


def shown_image(state: SessionState, i: int) -> ShownImage | None:
    """The drawing as the model of map ``i`` reads it, while the previews show it, else what its decoder shows."""
    model, drawing = state.panes[i].model, state.part(Drawing)
    if model is None:
        return None
    spec = model.manifest.image
    if state.part(Showing).owner is Owner.DRAWING and drawing.seen is not None and readable(model):
        drawn = picture(drawing, spec)
        return None if drawn is None else ShownImage(drawn, DRAWN, drawing.seen)
    preview = state.panes[i].get(Preview)
    if preview is None or preview.image is None:
        return None
    return ShownImage(to_unit(preview.image, spec.low, spec.high).clip(0.0, 1.0), DECODED, preview.image)


def lack(state: SessionState, owner: Owner) -> str:
    """Why the previews cannot be those of ``owner``; empty where they can."""
    if owner is Owner.PATH and not any(state.panes[i].get(FrameSequence) for i in state.shown):
        return NO_PATH
    if owner is Owner.DRAWING and all(unplaced(model) for _, model in state.shown_models()):
        return NO_READER
    return NO_DRAWING if owner is Owner.DRAWING and state.part(Drawing).seen is None else ""


def caption(state: SessionState, pane: Pane) -> tuple[str, str]:
    """Two lines on the preview of ``pane``, both of the very code that was decoded for it."""
    preview = pane.get(Preview)
    if preview is None:
        return "", ""
    return f"z = {words.code(preview.z)}", _where(state, pane, preview)


def _where(state: SessionState, pane: Pane, preview: Preview) -> str:
    if preview.source is Owner.DRAWING:
        return translate("previews", "the code of your drawing")
    if preview.source is Owner.POINTER:
        return probe_text.where(pane, preview.probe)
    skins = (
        translate("previews", ", ± {onion} frames").format(onion=onion)
        if (onion := state.part(PathState).onion)
        else ""
    )
    return translate("previews", "on the path{skins}").format(skins=skins)


def empty(state: SessionState, pane: Pane) -> str:
    """What a preview without an image says: that it failed, or why this pane has nothing to show."""
    preview, owner = pane.get(Preview), state.part(Showing).owner
    if preview is not None:
        return (
            translate("previews", "could not be decoded: {error}").format(error=preview.error) if preview.error else ""
        )
    if pane.model is None:
        return ""
    if owner is Owner.PATH:
        return OFF_PATH
    if owner is Owner.DRAWING:
        unread = pane.get(Unread)
        return (
            translate("previews", "could not be decoded: {why}").format(why=unread.why)
            if unread
            else UNREADABLE.format(why=why)
            if (why := unplaced(pane.model))
            else ""
            if pane.model.has_encoder
            else UNKNOWN
        )
    return _unlinked(state, pane)


def _unlinked(state: SessionState, pane: Pane) -> str:
    """Why this pane cannot show what the leading one is probed at."""
    leader = state.panes[state.lead].model
    if leader is None or pane.model is None or pane.get(Probe) is not None or not leader.codes or not pane.model.codes:
        return ""
    if not len(leader.codes.mu) or not len(pane.model.codes.mu):
        return NO_CODES
    return "" if linked(leader, pane.model) else STRANGER
