"""What the Posterior card writes: the reparameterisation line by line, the measured variances, the loss terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np

from aevae_desktop.core.codes.posterior import sigma
from aevae_desktop.core.images.loss_terms import LossTerms, bits
from aevae_desktop.features.posterior.state import Draws, Posterior
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.table import Row, Terms

LINES = 32  # dimensions that are written out
VARIED = 4  # dimensions whose variance is written out
BARS = 16  # dimensions whose KL is
NOTHING = "–"
TERMS = {
    "bernoulli": translate("posterior", "cross-entropy"),
    "gaussian": translate("posterior", "squared error ÷ 0.1, without its constant"),
    "mse": translate("posterior", "squared error, summed"),
}


def active(models: Iterable[Model], names: Iterable[str]) -> str:
    """How many numbers of its code each VAE uses, a line each; "" where none is open."""
    said = translate("posterior", "{name} uses {n} of the {d} numbers of its code: over the images their means vary.")
    return "\n".join(
        said.format(name=name, n=model.codes.dims.active, d=model.manifest.latent_dim)
        for model, name in zip(models, names, strict=True)
        if model.manifest.kind == "vae" and model.codes is not None and len(model.codes.mu)
    )


def equations(pane: Posterior, name: str) -> tuple[str, list[Terms]]:
    """The head and a line a dimension: ``z1 = mu + sigma × eps = z``; without a posterior, the head says it all."""
    own, d = pane.subject, len(pane.subject.mu)
    if own.log_var is None:
        return translate("posterior", "{name}: no σ, z = μ = {mu}").format(name=name, mu=words.code(own.mu)), []
    some = translate("posterior", ", {lines} of {d} dimensions").format(lines=LINES, d=d) if d > LINES else ""
    spread, z = sigma(own.log_var), pane.z
    lines: list[Terms] = []
    for k in range(min(d, LINES)):
        sum_ = NOTHING if z is None else value(z[k])
        eps = words.number(pane.eps[k])
        lines.append((words.dimension(k), "=", value(own.mu[k]), "+", value(spread[k]), "×", eps, "=", sum_))
    return f"{name}: z = μ + σ × ε{some}", lines


def value(number: float) -> str:
    """Three decimals, so that points stand under points; of what is very large three figures."""
    return words.number(float(number), 3) if abs(number) < 1000 else words.figure(float(number))


def variances(panes: Sequence[Posterior]) -> list[Row]:
    """What 64 encodings of one image and the draws of them measure, a column a pane."""
    rows = [Row(translate("posterior", "variance of μ"), tuple(_measured(pane, _of_mu) for pane in panes))]
    for k in _widest(panes):
        name, of_z = words.dimension(k), partial(_of_z, k)
        rows.append(
            Row(
                translate("posterior", "variance of {name}").format(name=name),
                tuple(_measured(pane, of_z) for pane in panes),
                strong=True,
            )
        )
        rows.append(
            Row(translate("posterior", "σ² of {name}").format(name=name), tuple(_variance(pane, k) for pane in panes))
        )
    rows.append(
        Row(
            translate("posterior", "variance of a pixel"),
            tuple(_measured(pane, _of_a_pixel) for pane in panes),
            strong=True,
        )
    )
    return rows


def _measured(pane: Posterior, what: Callable[[Draws], str]) -> str:
    """``what`` the draws say, once there are any."""
    return what(pane.settled) if pane.settled is not None else NOTHING if pane.undrawn else "…"


def _of_mu(draws: Draws) -> str:
    return translate("posterior", "not encoded") if draws.mu_variance is None else _figure(draws.mu_variance.max())


def _of_z(k: int, draws: Draws) -> str:
    return _figure(draws.z_variance[k]) if k < len(draws.z_variance) else ""


def _of_a_pixel(draws: Draws) -> str:
    return _figure(float(np.square(draws.deviation.astype(np.float64)).mean()))


def _widest(panes: Sequence[Posterior]) -> list[int]:
    """The dimensions that vary most, in their order."""
    d = max((len(pane.subject.mu) for pane in panes), default=0)
    most = np.zeros(d)
    for pane in panes:
        if pane.subject.log_var is not None:
            most[: len(pane.subject.mu)] = np.maximum(most[: len(pane.subject.mu)], pane.subject.log_var + 1e4)
    return sorted(np.argsort(-most, kind="stable")[:VARIED].tolist())


def _variance(pane: Posterior, k: int) -> str:
    """The variance that the encoder says."""
    log_var = pane.subject.log_var
    if k >= len(pane.subject.mu):
        return ""
    return translate("posterior", "not defined") if log_var is None else _figure(float(sigma(log_var[k])) ** 2)


def loss_rows(panes: Sequence[Posterior]) -> list[Row]:
    """Every term of the loss of this one image, nats unless the name says otherwise, a column a pane."""
    all_ = [pane.terms for pane in panes]
    rows = [
        Row(translate("posterior", "reconstruction at μ"), tuple(_nats(one.nll) for one in all_)),
        Row(
            translate("posterior", "the same in bits"),
            tuple(_nats(None if one.nll is None else bits(one.nll)) for one in all_),
        ),
        Row(translate("posterior", "mean of 64 draws"), tuple(_drawn(one) for one in all_)),
        Row(translate("posterior", "KL"), tuple(_nats(one.kl_total, 2) for one in all_)),
        *_kl_bars(all_),
        Row(translate("posterior", "β × KL"), tuple(_weighted(one) for one in all_)),
        Row(translate("posterior", "−ELBO at μ"), tuple(_nats(one.negative_elbo(one.nll)) for one in all_)),
        Row(
            translate("posterior", "−ELBO, 64 draws"),
            tuple(_nats(one.negative_elbo(one.drawn and one.drawn[0])) for one in all_),
        ),
        Row(translate("posterior", "code penalty (L2)"), tuple(_nats(one.penalty or None, 2) for one in all_)),
        Row(translate("posterior", "training loss"), tuple(_nats(one.loss()) for one in all_), strong=True),
        Row(
            translate("posterior", "MSE per pixel at μ"),
            tuple(NOTHING if one.mse is None else f"{one.mse:.4f}" for one in all_),
        ),
    ]
    return [row for row in rows if any(cell != NOTHING for cell in row.cells)]


def _kl_bars(all_: Sequence[LossTerms]) -> list[Row]:
    """A bar a dimension, along one scale for all panes."""
    kls = [one.kl for one in all_]
    most = max((float(kl.max()) for kl in kls if kl is not None), default=0.0)
    d = max((len(kl) for kl in kls if kl is not None), default=0)
    total = np.zeros(d)
    for kl in kls:
        if kl is not None:
            total[: len(kl)] = np.maximum(total[: len(kl)], kl)
    rows = []
    for k in sorted(np.argsort(-total, kind="stable")[:BARS].tolist()):
        own = [None if kl is None or k >= len(kl) else float(kl[k]) for kl in kls]
        bars = tuple(None if v is None else v / most if 0 < most < np.inf else 0.0 for v in own)
        rows.append(Row(f"   {words.dimension(k)}", tuple(_nats(v, 2) if v is not None else "" for v in own), bars))
    return rows


def remarks(panes: Sequence[Posterior], names: Sequence[str]) -> str:
    """What the reconstruction terms are, or why there are none."""
    parts = []
    for pane, name in zip(panes, names, strict=True):
        objective = pane.terms.objective
        if pane.subject.x is None:
            parts.append(
                translate(
                    "posterior", "{name}: no image is stored with this sample, so it has no reconstruction term."
                ).format(name=name)
            )
        elif objective.likelihood is None:
            parts.append(
                translate("posterior", "{name}: {lack}, so only its MSE is known.").format(
                    name=name, lack=objective.lack
                )
            )
        elif pane.terms.nll is None:
            parts.append(
                translate("posterior", "{name}: its decoder leaves [0, 1], so there is no {terms}.").format(
                    name=name, terms=TERMS[objective.likelihood]
                )
            )
        else:
            parts.append(f"{name}: {TERMS[objective.likelihood]}.")
        if objective.free_bits and pane.terms.kl is not None:
            parts.append(
                translate("posterior", "The KL of each dimension counts as at least {free_bits:g} nats.").format(
                    free_bits=objective.free_bits
                )
            )
    if len({pane.terms.objective.likelihood for pane in panes if pane.terms.nll is not None}) > 1:
        parts.append(translate("posterior", "Do not compare nats of different terms; compare the MSE."))
    return " ".join(parts)


def _drawn(one: LossTerms) -> str:
    if one.drawn is None:
        return NOTHING
    mean, error = one.drawn
    # 64 equal losses have an error of rounding only
    return (
        f"{_nats(mean)} ± {words.number(error, 1 if error >= 0.1 else 2)}" if error > 1e-9 * abs(mean) else _nats(mean)
    )


def _weighted(one: LossTerms) -> str:
    beta, kl = one.objective.beta, one.charged
    return NOTHING if beta is None or kl is None else f"{beta:g} × {_nats(kl, 2)}"


def _nats(number: float | None, digits: int = 1) -> str:
    if number is None:
        return NOTHING
    if not np.isfinite(number):
        return "∞"
    return words.number(number, digits) if abs(number) < 1e5 else words.figure(number)


def _figure(number: float) -> str:
    return "∞" if not np.isfinite(number) else words.figure(float(number))
