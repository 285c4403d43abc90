"""What a report measures: one row of ``MEASURES`` each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from training.report import codes, reconstruction
from training.report.figure import Absent, Figure
from training.report.subject import Subject


@dataclass(frozen=True)
class Measure:
    """A row of the report: its ``name`` (also of its first or only figure), for people ``title``, and what finds it.

    ``find`` gives one figure, or some: terms of a sum, or ``NAME.1``, ``NAME.2``, ... of a curve. It raises ``Absent``.
    """

    name: str
    title: str
    find: Callable[[Subject], tuple[Figure, ...]]


MEASURES: tuple[Measure, ...] = (
    Measure("test_mse", "Mean squared error", reconstruction.mean_squared_error),
    Measure("test_psnr", "Peak signal-to-noise ratio", reconstruction.signal_to_noise),
    Measure("test_bernoulli_nll", "Bernoulli NLL at z = mu", reconstruction.bernoulli_nll),
    Measure("neg_elbo", "Negative ELBO", reconstruction.elbo_split),
    Measure("refined_mse", "Mean squared error at the refined code", reconstruction.refined_squared_error),
    Measure("refined_neg_elbo", "Negative ELBO at the refined code", reconstruction.refined_elbo),
    Measure(f"neg_iwae_{reconstruction.K}", "Negative importance weighted bound", reconstruction.importance_weighted),
    Measure("best_z_mse", "Mean squared error at the best code", reconstruction.best_code),
    Measure("active_units", "Active units", codes.active_units),
    Measure("aggregate_kl", "KL of the aggregate posterior's Gaussian to the prior", codes.aggregate_kl),
    Measure("empty_prior_mass", "Prior mass on empty cells", codes.empty_prior_mass),
    Measure("knn_agreement", "10-NN label agreement", codes.knn_agreement),
    Measure("pca_mse", "PCA of the same size, mean squared error", reconstruction.pca_mse),
    Measure("principal_angle", "Principal angles to PCA's plane", codes.principal_angles),
    Measure("kl_per_dimension", "KL per dimension", codes.kl_per_dimension),
    Measure("rate_distortion", "Rate–distortion", reconstruction.rate_distortion),
    Measure("rate_distortion_pca", "Rate–distortion of PCA", reconstruction.rate_distortion_pca),
)


def measured(subject: Subject) -> tuple[Figure, ...]:
    """All figures in the order of ``MEASURES``; one without a value, and with the reason, for each that is absent.

    Raises ``ModelError`` when a network cannot be run or gives something that is not finite.
    """
    return tuple(figure for row in MEASURES for figure in _found(row, subject))


def _found(row: Measure, subject: Subject) -> tuple[Figure, ...]:
    try:
        return row.find(subject)
    except Absent as reason:
        return (Figure(row.name, None, note=str(reason)),)
