"""What the diagram says: a sentence for each part, its numbers, the formula and the three lines of code."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from aevae_desktop.core.images.loss_terms import LossTerms, bits
from aevae_desktop.features.diagram.logic import undone_by
from aevae_desktop.features.diagram.state import Flow, Part, Stage
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32
from aevae_desktop.ui import words

Segment = tuple[str, Part | None]
SENTENCES = {
    Part.X: translate("diagram", "x, the image that goes in: one number a pixel."),
    Part.ENCODER: translate(
        "diagram", "The encoder: each layer turns what it is given into fewer numbers. Taller means more of them."
    ),
    Part.MU: translate(
        "diagram", "μ, the mean: where the encoder puts this image. On the map it is the middle of the ellipse."
    ),
    Part.SIGMA: translate(
        "diagram", "σ = exp(½ log σ²), so always above 0: how far around μ codes of this image are drawn."
    ),
    Part.EPS: translate(
        "diagram", "ε, drawn from N(0, I). No gradient passes through chance, so chance stands beside the way."
    ),
    Part.Z: translate("diagram", "z, the code: all that the decoder gets to know of the image."),
    Part.DECODER: translate(
        "diagram", "The decoder: about the same layers in reverse, from the code back to an image."
    ),
    Part.X_HAT: translate("diagram", "x̂, the reconstruction: what is left of x after it went through z."),
    Part.RECONSTRUCTION: translate("diagram", "The reconstruction loss: how far x̂ is from x. It pulls codes apart."),
    Part.KL: translate(
        "diagram", "KL(N(μ, σ) ‖ N(0, I)): how far this posterior is from the prior. It pulls codes together."
    ),
}
CODE: dict[bool, tuple[tuple[Segment, ...], ...]] = {
    False: (
        (("z", Part.Z), (" = ", None), ("encoder", Part.ENCODER), ("(", None), ("x", Part.X), (")", None)),
        (("x_hat", Part.X_HAT), (" = ", None), ("decoder", Part.DECODER), ("(", None), ("z", Part.Z), (")", None)),
    ),
    True: (
        (("mu", Part.MU), (", ", None), ("log_var", Part.SIGMA), (" = ", None), ("encoder", Part.ENCODER), ("(", None),
         ("x", Part.X), (")", None)),
        (("z", Part.Z), (" = ", None), ("mu", Part.MU), (" + ", None), ("exp(log_var / 2)", Part.SIGMA), (" * ", None),
         ("eps", Part.EPS)),
        (("x_hat", Part.X_HAT), (" = ", None), ("decoder", Part.DECODER), ("(", None), ("z", Part.Z), (")", None)),
    ),
}  # fmt: skip


def numbers(values: F32) -> str:
    """The first two numbers of a code."""
    return words.code(values[:2]) if len(values) <= 2 else words.code(values[:2]).rstrip(")") + ", …)"


def in_box(part: Part, flow: Flow) -> str:
    """The numbers that stand in the box of ``part``."""
    if part is Part.SIGMA and flow.log_var is not None:
        return numbers(np.exp(flow.log_var / 2))
    value = {Part.MU: flow.mu, Part.EPS: flow.eps, Part.Z: flow.z}.get(part)
    return "" if value is None else numbers(value)


def compression(flow: Flow) -> str:
    """How many numbers go in, and how many are left in the middle."""
    n, d = int(flow.x_hat.size), len(flow.z)
    return translate("diagram", "{n:,} numbers in, {d:,} in the middle: {times:,.3g} times fewer").format(
        n=n, d=d, times=n / d
    )


def formula(flow: Flow) -> tuple[Segment, ...]:
    """The loss of this image with its numbers, nats unless it says otherwise; nothing where no image went in."""
    terms = flow.terms
    if terms is None:
        return ()
    if terms.kl is None:
        return _squared(terms)
    if terms.nll is None or terms.kl_total is None:
        return (
            (translate("diagram", "loss: "), None),
            (translate("diagram", "KL {kl} nats").format(kl=words.figure(terms.kl_total or 0.0)), Part.KL),
            (f", {terms.objective.lack}", None),
        )
    beta = terms.objective.beta
    weight = "" if beta in (None, 1.0) else f"{beta:g} × "
    total = terms.nll + (1.0 if beta is None else beta) * terms.kl_total
    return (
        (translate("diagram", "loss = "), None), (f"{terms.nll:.1f}", Part.RECONSTRUCTION), (f" + {weight}", None),
        (f"{terms.kl_total:.1f}", Part.KL),
        (translate("diagram", " = {nats:.1f} nats ({bits:.0f} bits)").format(nats=total, bits=bits(total)), None),
    )  # fmt: skip


def _squared(terms: LossTerms) -> tuple[Segment, ...]:
    """An autoencoder's: nats where it is known how it was trained, and the squared error of the article."""
    if terms.mse is None:
        return ()
    error: Segment = (translate("diagram", "mean (x − x̂)² = {mse:.4f}").format(mse=terms.mse), Part.RECONSTRUCTION)
    if terms.nll is None:
        return ((translate("diagram", "loss: "), None), error)
    small = (
        f" + {terms.objective.code_l2:g} × |z|² = {terms.nll + terms.penalty:.1f}" if terms.objective.code_l2 else ""
    )
    begin, nats = translate("diagram", "loss = "), translate("diagram", "{number} nats; ").format(number=small)
    return ((begin, None), (f"{terms.nll:.1f}", Part.RECONSTRUCTION), (nats, None), error)


def stage(own: Sequence[Stage], other: tuple[Stage, ...], k: int, half: Part) -> str:
    """One layer in words: its size and weights, and the layer of the other half that undoes it."""
    layer = own[k]
    size = f"{layer.takes:,} → {layer.gives:,}"
    said = translate("diagram", "Layer {k} of {own} of the {half}: {kind}, {size}, {weights:,} weights.").format(
        k=k + 1, own=len(own), half=half.value, kind=layer.kind, size=size, weights=layer.weights
    )
    undone = undone_by(other, layer)
    name = Part.DECODER.value if half is Part.ENCODER else Part.ENCODER.value
    if undone is None:
        return said
    back = f"{other[undone].takes:,} → {other[undone].gives:,}"
    return translate("diagram", "{said} Layer {undone} of the {name}, {back}, goes the other way.").format(
        said=said, undone=undone + 1, name=name, back=back
    )
