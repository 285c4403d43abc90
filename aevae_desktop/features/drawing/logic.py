"""The drawing: strokes or a picture with undo and redo, and what every pane's model makes of them. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images import framing, measure, strokes
from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import BEST, NearestTo, Reconstruct
from aevae_desktop.errors import LabError
from aevae_desktop.features.drawing.state import BestCode, Drawing, Encoding, Photo, Sheet, Strokes, Unread
from aevae_desktop.features.probe.near import Near, near_in
from aevae_desktop.features.probe.state import Owner, Preview, reason
from aevae_desktop.language import translate
from aevae_desktop.session.history import History
from aevae_desktop.session.model import F32, F64, U8, Model
from aevae_desktop.session.state import SessionState

SLOT = "drawing"
NEIGHBOURS, PICTURED = 10, 5  # nearest stored samples, and of how many there are pictures


def sketch(drawing: Drawing, half: F64) -> Drawing:
    """The stroke under the pen, ``half: (k, 2) px``, so far."""
    return _seen(replace(drawing, half=half))


def finish(drawing: Drawing) -> Drawing:
    """The pen was lifted: its stroke joins the finished ones."""
    if drawing.half is None or not len(drawing.half):
        return replace(drawing, half=None)
    return _edit(drawing, ((*drawing.strokes, drawing.half), None))


def redraw(drawing: Drawing, new: Strokes) -> Drawing:
    """Replace all strokes in one step that undo takes back; ``()`` clears."""
    return _edit(drawing, (new, None)) if new or not drawing.empty else drawing


def put(drawing: Drawing, photo: Photo) -> Drawing:
    """A picture takes the place of the drawing, or of the same picture read in another way; undo brings that back."""
    return _edit(drawing, ((), photo))


def edited(before: Sheet, after: Sheet) -> str:
    """What an edit did, in a few words."""
    if after[1] is not None:
        return (
            translate("drawing", "read the picture in another way")
            if _same(before[1], after[1])
            else translate("drawing", "open a picture")
        )
    if not after[0]:
        return translate("drawing", "clear the drawing")
    return (
        translate("drawing", "draw a stroke")
        if len(after[0]) == len(before[0]) + 1
        else translate("drawing", "another drawing")
    )


def _same(before: Photo | None, after: Photo) -> bool:
    return before is not None and before.whole is after.whole


def said(photo: Photo) -> str:
    """In one line, what was done to a picture before it is read."""
    ink = {
        (True, True): translate("drawing", "dark ink, inverted"),
        (True, False): translate("drawing", "dark ink, not inverted"),
        (False, True): translate("drawing", "light ink, inverted"),
        (False, False): translate("drawing", "light ink, not inverted"),
    }[bool(photo.dark), bool(photo.inverted)]
    if photo.centred:
        return f"{ink}; {translate('drawing', 'figure centred as in MNIST')}"
    return f"{ink}; {translate('drawing', 'whole picture fitted in')}"


def undo(drawing: Drawing) -> Drawing:
    """Take back the last edit, if there is one."""
    return _stepped(drawing, drawing.edits.back(drawing.sheet))


def redo(drawing: Drawing) -> Drawing:
    """Do again what ``undo`` took back, if there is anything."""
    return _stepped(drawing, drawing.edits.forth(drawing.sheet))


def _edit(drawing: Drawing, new: Sheet) -> Drawing:
    return _seen(Drawing(new[0], None, drawing.edits.remember(drawing.sheet), photo=new[1]))


def _stepped(drawing: Drawing, step: tuple[History[Sheet], Sheet] | None) -> Drawing:
    if step is None:
        return drawing
    edits, (strokes, photo) = step
    return _seen(replace(drawing, strokes=strokes, half=None, edits=edits, photo=photo))


def _seen(drawing: Drawing) -> Drawing:
    return replace(drawing, seen=_rendered(drawing, strokes.SIZE, strokes.SIZE))


def _rendered(drawing: Drawing, height: int, width: int) -> F32 | None:
    """The drawing in that size, None while it is empty; the pen's first stroke takes the place of a picture."""
    if lines := _lines(drawing):
        return strokes.render(lines, height, width)
    return None if drawing.photo is None else framed(drawing.photo, height, width)


def framed(photo: Photo, height: int, width: int) -> F32:
    """The picture as an encoder of such images wants it: ``(height, width)`` in [0, 1], light ink unless inverted."""
    ink = framing.centred(photo.figure, height, width) if photo.centred else framing.fitted(photo.whole, height, width)
    return ink if photo.inverted is photo.dark else np.float32(1.0) - ink


def _lines(drawing: Drawing) -> list[F64]:
    half = () if drawing.half is None or not len(drawing.half) else (drawing.half,)
    return [*drawing.strokes, *half]


def readable(model: Model) -> bool:
    """True if ``model`` can read what the pen makes. The drawing comes in its own size."""
    return not lack(model)


def lack(model: Model) -> str:
    """In a few words, why ``model`` cannot read what the pen makes; empty where it can."""
    return unplaced(model) if model.has_encoder else translate("drawing", "it has no encoder")


def unplaced(model: Model) -> str:
    """In a few words, why ``model`` has no code of what the pen makes, not even one to be searched; else empty."""
    return translate("drawing", "its images are signals") if model.manifest.image.is_signal else ""


@lru_cache(maxsize=4)  # both panes and the panel ask for the same picture
def picture(drawing: Drawing, image: ImageSpec) -> F32 | None:
    """``drawing`` as an encoder of such images sees it: (h, w) or (h, w, 3) float32 in [0, 1], None while empty."""
    if drawing.seen is None:
        return None
    size = image.height, image.width
    light = drawing.seen if drawing.seen.shape == size else _rendered(drawing, *size)
    return None if light is None else _in_ink_of(light, image)


def read_by(photo: Photo, image: ImageSpec) -> F32:
    """``photo`` as an encoder of such images sees it: (h, w) or (h, w, 3) float32 in [0, 1]."""
    return _in_ink_of(framed(photo, image.height, image.width), image)


def _in_ink_of(light: F32, image: ImageSpec) -> F32:
    grey = np.float32(1) - light if image.dark_ink else light
    return grey if image.channels == 1 else np.repeat(grey[:, :, None], image.channels, axis=2)


def as_seen(state: SessionState) -> F32 | None:
    """The drawing as the first encoder on screen sees it; where there is none, as one of MNIST's would."""
    images = [model.manifest.image for _, model in state.shown_models() if not unplaced(model)]
    return picture(state.part(Drawing), images[0]) if images else state.part(Drawing).seen


def request(state: SessionState) -> Reconstruct | None:
    """One job for all panes on screen: encode the drawing, then decode its code."""
    shown = {model.key: model.manifest.image for _, model in state.shown_models() if readable(model)}
    seen = {key: picture(state.part(Drawing), image) for key, image in shown.items()}
    x = {key: one[None] for key, one in seen.items() if one is not None}
    return Reconstruct(x, refine=True) if x else None


def reconstructed(state: SessionState, job: Reconstruct, frame: Frame) -> SessionState:
    """Put each model's encoding of the drawing into its pane; the drawing may have been cleared meanwhile."""
    if state.part(Drawing).seen is None:
        return state
    for i, model in state.shown_models():
        if f"mu/{model.key}" in frame.arrays:
            state = state.with_pane(i, encoding(model, job.x[model.key][0], frame), drop=(Unread,))
    return state


def failed(state: SessionState, job: Reconstruct, error: LabError) -> SessionState:
    """A model that was asked has not answered: nothing that it said of an older drawing stays."""
    for i, model in state.shown_models():
        x, said = job.x.get(model.key), state.panes[i].get(Encoding)
        if (
            x is not None
            and state.part(Drawing).seen is not None
            and (said is None or not np.may_share_memory(said.x, x))
        ):
            state = state.with_pane(i, Unread(reason(error)), drop=(Encoding, Near))
    return state


def screened(state: SessionState) -> SessionState:
    """Show in every pane's preview what its decoder makes of the drawing's code, once it is known.

    A model that reads no drawings, or not this one, has nothing to show.
    """
    for i, model in state.shown_models():
        encoding, preview = state.panes[i].get(Encoding), state.panes[i].get(Preview)
        unread = not model.has_encoder or bool(unplaced(model)) or state.panes[i].get(Unread) is not None
        if encoding is not None and (preview is None or preview.z is not encoding.mu):
            state = state.with_pane(i, Preview(encoding.decoded, encoding.mu, 0.0, Owner.DRAWING))
        elif encoding is None and preview is not None and unread:
            state = state.with_pane(i, drop=(Preview,))
    return state


def forgotten(state: SessionState) -> SessionState:
    """The state without any reading, for an empty drawing."""
    for i, pane in enumerate(state.panes):
        if pane.get(Encoding) is not None or pane.get(Unread) is not None:
            state = state.with_pane(i, drop=(Encoding, Unread, Near))
    return state


def near_request(state: SessionState) -> NearestTo | None:
    """Ask for the stored samples that are nearest to the drawing, for all panes on screen that know any."""
    z = {
        model.key: encoding.mu[None]
        for i, model in state.shown_models()
        if (encoding := state.panes[i].get(Encoding)) is not None and model.codes is not None and len(model.codes.mu)
    }
    return NearestTo({key: key for key in z}, z, NEIGHBOURS) if z else None


def found_near(state: SessionState, job: NearestTo, frame: Frame) -> SessionState:
    """Put what is near into each pane that still has the code that was asked about."""
    for i, model in state.shown_models():
        encoding, asked = state.panes[i].get(Encoding), job.z.get(model.key)
        if encoding is not None and asked is not None and np.array_equal(asked[0], encoding.mu):
            near = near_in(frame, model.key, 0, encoding.mu)
            state = state if near is None else state.with_pane(i, near)
    return state


def pictured(state: SessionState, key: str, images: U8) -> SessionState:
    """Put pictures of those that are nearest into the panes of the model ``key``."""
    for i, model in state.shown_models():
        near = state.panes[i].get(Near)
        if model.key == key and near is not None:
            state = state.with_pane(i, replace(near, images=images))
    return state


def nearest_labels(model: Model, encoding: Encoding, near: Near | None) -> tuple[int, ...]:
    """The labels of the samples nearest to the drawing, nearest first; none until they are known of its very code."""
    if near is None or near.z is not encoding.mu or model.codes is None:
        return ()
    return tuple(int(label) for label in model.codes.label[near.samples])


def encoding(model: Model, x: F32, frame: Frame) -> Encoding:
    """What a ``Reconstruct`` reply says of the first image that ``model`` was given, ``x: (h, w[, 3])`` in [0, 1]."""
    mu, decoded = frame.arrays[f"mu/{model.key}"][0], frame.arrays[f"x_hat/{model.key}"][0]
    said = read(model, x, mu, decoded, frame.arrays.get(f"log_var/{model.key}"))
    return replace(said, best=_best(model, x, frame))


def read(model: Model, x: F32, mu: F32, decoded: F32, log_var: F32 | None) -> Encoding:
    """What the code ``mu: (d,)`` of ``x`` is worth, ``decoded`` being its picture in the model's own range."""
    kl = None if log_var is None else measure.kl_per_dimension(mu[None], log_var)[0]
    spec = model.manifest.image
    x_hat = to_unit(decoded, spec.low, spec.high)
    return Encoding(
        x=x,
        mu=mu,
        log_var=None if log_var is None else log_var[0],
        x_hat=x_hat,
        decoded=decoded,
        mse=float(measure.mse(x[None], x_hat[None])[0]),
        nll=float(measure.bernoulli_nll(x[None], x_hat[None])[0]) if is_bernoulli(model) else None,
        kl=kl,
    )


def _best(model: Model, x: F32, frame: Frame) -> BestCode | None:
    """The refined code of the first image of a reply, if there is one."""
    mu, decoded, log_var = (frame.arrays.get(f"{BEST}{name}/{model.key}") for name in ("mu", "x_hat", "log_var"))
    return None if mu is None or decoded is None else best_code(model, x, mu, decoded, log_var)


def best_code(model: Model, x: F32, mu: F32, decoded: F32, log_var: F32 | None) -> BestCode:
    """What the better code ``mu: (1, d)`` of ``x`` is worth, ``decoded`` being its picture in the model's own range."""
    x_hat = to_unit(decoded[:1], model.manifest.image.low, model.manifest.image.high)
    nll = float(measure.bernoulli_nll(x[None], x_hat)[0]) if is_bernoulli(model) else None
    kl = None if log_var is None else float(measure.kl_standard_normal(mu, log_var)[0])
    return BestCode(mu[0], float(measure.mse(x[None], x_hat)[0]), nll, kl)


def is_bernoulli(model: Model) -> bool:
    """True if the bundle says that its decoder was trained on the Bernoulli likelihood."""
    config = model.manifest.provenance.get("config")
    return isinstance(config, Mapping) and config.get("likelihood") == "bernoulli"
