"""The drawing as the state holds it: strokes or a picture, undo and redo, and what a model makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from aevae_desktop.session.history import History
from aevae_desktop.session.model import F32, F64, U8

Strokes = tuple[F64, ...]


@dataclass(frozen=True, eq=False)
class Photo:
    """A picture that takes the place of strokes: its ink (``core.images.framing.Inked``), and how it is read.

    ``name``: the file's; ``inverted``: whether dark and light are changed for each other; ``centred``: whether its
    figure is cropped, scaled and centred as those of MNIST, or the whole of it fitted into the image.
    """

    figure: U8
    whole: U8
    dark: bool
    name: str
    inverted: bool
    centred: bool = True


Sheet = tuple[Strokes, Photo | None]  # of which one is empty


@dataclass(frozen=True, eq=False)
class Drawing:
    """The pen's strokes, each ``(k, 2) float px``: finished ones, the one under the pen, and those before and after.

    ``photo``: the picture that is read in place of strokes.
    ``seen: (28, 28) float32``: the drawing as an encoder of MNIST sees it, None while it is empty.
    """

    strokes: Strokes = ()
    half: F64 | None = None
    edits: History[Sheet] = field(default_factory=History)
    seen: F32 | None = None
    photo: Photo | None = None

    @property
    def sheet(self) -> Sheet:
        """What an edit replaces."""
        return self.strokes, self.photo

    @property
    def empty(self) -> bool:
        """Whether there is neither a finished stroke nor a picture."""
        return not self.strokes and self.photo is None


@dataclass(frozen=True)
class Unread:
    """Why a model that reads drawings could not read this one."""

    why: str


@dataclass(frozen=True, eq=False)
class BestCode:
    """The refined code of the drawing, ``mu: (d,)``, and what it costs: as in ``Encoding``; ``kl`` in nats, summed."""

    mu: F32
    mse: float
    nll: float | None
    kl: float | None


@dataclass(frozen=True, eq=False)
class Encoding:
    """What a model makes of the drawing: its posterior (or code), its reconstruction, and the loss, per image.

    ``x: (h, w)`` or (h, w, 3), the drawing as this encoder sees it; ``mu: (d,)``, ``log_var: (d,)`` or None; ``x_hat``,
    of that shape, brought to [0, 1] too, and ``decoded``, the decoder's own output; ``mse``, mean over pixels;
    ``nll`` nats, summed over pixels, None unless the model was trained on the Bernoulli likelihood;
    ``kl: (d,)`` nats or None; ``best``: the refined code, where the encoder gives one or a search has found one;
    ``searched``: there is no encoder, and a search has found this code. What is stored near to it is another part of
    the pane, ``features.probe.near.Near``.
    """

    x: F32
    mu: F32
    log_var: F32 | None
    x_hat: F32
    decoded: F32
    mse: float
    nll: float | None
    kl: F64 | None
    best: BestCode | None = None
    searched: bool = False
