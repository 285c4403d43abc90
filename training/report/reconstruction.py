"""Figures about images: the error of their reconstructions, their likelihood, and the error at so many bits a code.

Each function takes a ``Subject`` and gives its figures, or raises ``Absent``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.codes import latent_measure, refining
from aevae_desktop.core.images import measure
from training.export import metrics
from training.report.best_code import best_codes, steps
from training.report.figure import Absent, Doubles, Figure, interval, mean_figure
from training.report.subject import F32, Subject

SQUARES = "squared error a pixel"
NATS = "nats an image"
BITS = tuple(range(2, 17))  # a coordinate
K = 500  # draws of z an image, of the importance weighted bound
IWAE_SEED = 0
IWAE_IMAGES = 1000
_IWAE_VALUES = 400_000_000  # pixels decoded at most, about half a minute: fewer images where they are large
_IWAE_ROWS = 2000  # decoded at a time
BEST_IMAGES, BEST_DIMENSIONS = 1000, 64
BEST_VALUES = 4_000_000  # pixels of the images whose best code is searched, about half a minute


def mean_squared_error(subject: Subject) -> tuple[Figure, ...]:
    """Mean squared error a pixel, z = mu."""
    return (mean_figure("test_mse", subject.per_image["test_mse"], SQUARES),)


def signal_to_noise(subject: Subject) -> tuple[Figure, ...]:
    """Peak signal-to-noise ratio of the mean error, in dB."""
    values = subject.per_image["test_mse"]
    if not values.any():
        raise Absent("infinite: there is no error at all")
    with np.errstate(divide="ignore"):
        bounds = interval(values, lambda means: -10 * np.log10(means[:, 0]))
    return (Figure("test_psnr", -10 * float(np.log10(values.mean())), "dB", len(values), interval=bounds),)


def bernoulli_nll(subject: Subject) -> tuple[Figure, ...]:
    """-log p(x | z = mu), nats an image."""
    subject.needs_probabilities()
    return (mean_figure("test_bernoulli_nll", subject.per_image["test_bernoulli_nll"], NATS),)


def elbo_split(subject: Subject) -> tuple[Figure, ...]:
    """The negative ELBO and its two terms, nats an image, one draw of z."""
    subject.posterior  # noqa: B018  # raises Absent
    parts, seed = subject.per_image, metrics.SEED
    kl = mean_figure("kl", parts["kl"], NATS)
    if not subject.squashed:
        return (kl,)
    note = _likelihood_note(subject)
    loss = mean_figure("neg_elbo", parts["reconstruction"] + parts["kl"], NATS, seed=seed, note=note)
    return loss, mean_figure("reconstruction", parts["reconstruction"], NATS, seed=seed), kl


def refined_squared_error(subject: Subject) -> tuple[Figure, ...]:
    """Mean squared error a pixel at the refined codes."""
    return (mean_figure("refined_mse", subject.refined["mse"], SQUARES, note=_refined_note(subject)),)


def refined_elbo(subject: Subject) -> tuple[Figure, ...]:
    """The negative ELBO of the refined posterior, nats an image, one draw of z: the same draws as ``neg_elbo``."""
    parts, seed = subject.refined, metrics.SEED
    subject.posterior  # noqa: B018  # raises Absent
    subject.needs_probabilities()
    note = _likelihood_note(subject)
    return (mean_figure("refined_neg_elbo", parts["reconstruction"] + parts["kl"], NATS, seed=seed, note=note),)


def importance_weighted(subject: Subject) -> tuple[Figure, ...]:
    """The negative importance weighted bound with k = 500, nats an image, of the first test images."""
    mu, log_var = subject.posterior
    subject.needs_probabilities()
    n = min(len(mu), IWAE_IMAGES, max(20, _IWAE_VALUES // (K * subject.images.pixels)))
    rng = np.random.default_rng(IWAE_SEED)
    step = max(1, _IWAE_ROWS // K)
    parts = [slice(start, min(start + step, n)) for start in range(0, n, step)]
    x = subject.images.test
    weights = np.concatenate([_log_weights(subject, x[part], mu[part], log_var[part], rng) for part in parts])
    bound = latent_measure.iwae_bound(weights)
    note = f"the first {n:,} test images, {K} draws of z each; their negative ELBO: {-float(weights.mean()):.2f}"
    return (mean_figure(f"neg_iwae_{K}", -bound, NATS, seed=IWAE_SEED, note=note),)


def best_code(subject: Subject) -> tuple[Figure, ...]:
    """The error at the best code found, of the first test images, and how many times it the encoder's own error is.

    And that of refined codes: the encoder's or, where it gives none, those that a search takes from its code.
    """
    if subject.d > BEST_DIMENSIONS:
        raise Absent(f"searched up to {BEST_DIMENSIONS} dimensions, these are {subject.d}")
    own = subject.per_image["test_mse"]
    fewer = (BEST_VALUES // subject.images.pixels, BEST_IMAGES // max(1, subject.d // 2))
    n = min(len(own), BEST_IMAGES, *(max(20, most) for most in fewer))
    x = metrics.to_float(subject.images.test[:n])
    _, best = best_codes(subject.coder.decode_as_is, x, subject.test_codes[0][:n], subject.train_codes)
    note = f"the first {n:,} test images; their error at z = mu: {float(own[:n].mean()):.5f}"
    found = (mean_figure("best_z_mse", best, SQUARES, note=note), _over("amortisation", own[:n], best))
    if subject.coder.refines:
        return (*found, _over("refined_amortisation", subject.refined["mse"][:n], best))
    return (*found, *_searched(subject, x, best))


def _searched(subject: Subject, x: F32, best: Doubles) -> tuple[Figure, ...]:
    """What the window's search reaches from the encoder's code of the images ``x``; ``best``: their least error."""
    n, cost = len(x), refining.told(subject.manifest)
    problem = refining.Problem(subject.coder.decode_as_is, x.reshape(n, -1), steps(subject.train_codes), cost)
    start = subject.test_codes[0][:n]
    found = refining.finished(refining.refined(problem, start, refining.ROUNDS, refining.FULL, refining.TOLERANCE))
    errors = measure.mse(problem.x, found.pixels)
    note = f"by search, {refining.ROUNDS} steps at most from the encoder's code; the first {n:,} test images"
    figures = (mean_figure("searched_mse", errors, SQUARES, note=note), _over("searched_amortisation", errors, best))
    return (*figures, *_searched_elbo(subject, x, problem, found)) if cost.prior and subject.squashed else figures


def _searched_elbo(subject: Subject, x: F32, problem: refining.Problem, found: refining.Look) -> tuple[Figure, ...]:
    """The negative ELBO of the Gaussian next to the posterior there, with the draws of ``neg_elbo``."""
    n, seed, parts = len(x), metrics.SEED, subject.per_image
    log_var = refining.finished(refining.log_variance(problem, found))
    eps = np.random.default_rng(seed).standard_normal(found.z.shape, dtype=np.float32)
    drawn = subject.coder.decode(found.z + np.exp(0.5 * log_var) * eps)
    loss = measure.bernoulli_nll(x, drawn) + measure.kl_standard_normal(found.z, log_var)
    own = float((parts["reconstruction"] + parts["kl"])[:n].mean())
    note = f"the first {n:,} test images; their negative ELBO by the encoder: {own:.2f}"
    return (mean_figure("searched_neg_elbo", loss, NATS, seed=seed, note=note),)


def _over(name: str, errors: Doubles, best: Doubles) -> Figure:
    """How many times the error at the best code the ``errors`` are, both ``(n,)``."""
    ratio = float(errors.mean() / best.mean()) if best.any() else 1.0
    bounds = interval(np.stack([errors, best], axis=1), lambda means: means[:, 0] / np.maximum(means[:, 1], 1e-30))
    return Figure(name, ratio, "times the error at the best code", len(best), interval=bounds)


def pca_mse(subject: Subject) -> tuple[Figure, ...]:
    """Mean squared error a pixel of PCA with d components of the training images."""
    errors = np.concatenate([subject.pca.encode(x)[1] for x in metrics.chunks(subject.images.test)])
    note = f"{subject.pca.axes.shape[1]} components of {len(subject.images.train):,} {subject.reference} images"
    return (mean_figure("pca_mse", errors, SQUARES, note=note),)


def rate_distortion(subject: Subject) -> tuple[Figure, ...]:
    """Mean squared error a pixel with 2 to 16 bits a coordinate of the code."""
    mu, train = subject.test_codes[0], subject.train_codes
    low, high = train.min(axis=0), train.max(axis=0)
    return _curve("rate_distortion", [_coded_errors(subject, mu, low, high, bits) for bits in BITS], subject.d)


def rate_distortion_pca(subject: Subject) -> tuple[Figure, ...]:
    """The same for PCA's codes, at equal bits."""
    pca = subject.pca
    parts = [pca.encode(x) for x in metrics.chunks(subject.images.test)]
    z, rest = (np.concatenate(column) for column in zip(*parts, strict=True))
    pixels = len(pca.mean)
    # the axes are orthonormal, so an error of the code adds to the error of the plane
    lost = [((z - latent_measure.quantise(z, pca.low, pca.high, bits)) ** 2).sum(axis=1) / pixels for bits in BITS]
    return _curve("rate_distortion_pca", [rest + more for more in lost], z.shape[1])


def _curve(name: str, errors: list[Doubles], d: int) -> tuple[Figure, ...]:
    return tuple(
        mean_figure(f"{name}.{bits}", error, SQUARES, note=f"{bits * d} bits an image")
        for bits, error in zip(BITS, errors, strict=True)
    )


def _coded_errors(subject: Subject, mu: F32, low: F32, high: F32, bits: int) -> Doubles:
    z = latent_measure.quantise(mu, low, high, bits).astype(np.float32)
    pairs = zip(metrics.chunks(subject.images.test), metrics.chunks(z), strict=True)
    return np.concatenate([measure.mse(metrics.to_float(x), subject.coder.decode(code)) for x, code in pairs])


def _log_weights(subject: Subject, x: NDArray[np.uint8], mu: F32, log_var: F32, rng: np.random.Generator) -> Doubles:
    """``log p(x | z) + log p(z) - log q(z | x)``, ``(n, K)`` nats."""
    n, d = mu.shape
    mean, spread = mu[:, None].astype(np.float64), log_var[:, None].astype(np.float64)
    z = mean + np.exp(0.5 * spread) * rng.standard_normal((n, K, d))
    x_hat = subject.coder.decode(z.reshape(n * K, d).astype(np.float32)).reshape(n, K, -1)
    image = metrics.to_float(x).reshape(n, 1, -1)
    nll = np.stack([measure.bernoulli_nll(one, decoded) for one, decoded in zip(image, x_hat, strict=True)])
    prior = latent_measure.log_normal(z, 0.0, np.zeros(d))
    return prior - latent_measure.log_normal(z, mean, spread) - nll


def _refined_note(subject: Subject) -> str:
    said = subject.manifest.refined
    if said is None:
        return ""
    begin = f"the best of the encoder's code and {said.starts} around it" if said.starts else "the encoder's code"
    return f"{said.steps} steps through the decoder from {begin}"


def _likelihood_note(subject: Subject) -> str:
    config = subject.manifest.provenance.get("config")
    trained = config.get("likelihood", "bernoulli") if isinstance(config, dict) else "bernoulli"
    return "" if trained == "bernoulli" else f"under a Bernoulli likelihood; trained with {trained}"
