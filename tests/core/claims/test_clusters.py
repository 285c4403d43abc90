"""Clusters whose classes are known: apart, mixed by chance, and before a judge that knows the truth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims import clusters as measured
from aevae_desktop.core.claims.subject import Subject
from tests.core.claims.subjects import ae, clusters, figures, inside, linear, never, run, vae

SEEN = np.eye(16)[:, [0, 5]] * 0.05  # the first pixel says on which side a code is, which is what ``by_sign`` looks at


def by_chance(made: Subject) -> Subject:
    return replace(made, label=np.random.default_rng(9).integers(0, 2, len(made.mu)).astype(np.int16))


def test_clusters_apart_agree_and_do_not_overlap() -> None:
    assert figures("clusters", clusters())["agreement"].value == 1.0
    assert inside(0.5, figures("clusters", clusters())["shuffled"])
    found = figures("overlap", clusters())
    assert (found["entropy"].value, found["mixed"].value) == (0.0, 0.0)


def test_labels_by_chance_are_the_null() -> None:
    found = figures("clusters", by_chance(ae()))
    assert inside(0.5, found["agreement"])
    wide = figures("overlap", by_chance(ae()))
    assert wide["entropy"].low < wide["entropy_shuffled"].high
    assert wide["entropy_shuffled"].low < wide["entropy"].high
    assert wide["mixed"].low > 0.9


def test_neighbours_are_the_nearest_by_brute_force() -> None:
    made = ae(240)
    label = np.random.default_rng(1).integers(0, 3, 240).astype(np.int16)
    found = figures("clusters", replace(made, label=label))["agreement"]
    train, test = np.flatnonzero(made.split == 0), np.flatnonzero(made.split == 1)
    away = np.square(made.mu[test][:, None].astype(float) - made.mu[train]).sum(axis=2)
    near = label[train][np.argsort(away, axis=1, kind="stable")[:, : measured.NEIGHBOURS]]
    votes = [np.bincount(row).argmax() for row in near]
    assert found.value == pytest.approx((votes == label[test]).mean())
    assert found.n == len(test)
    p = np.stack([(near == c).mean(axis=1) for c in range(3)], axis=1)
    entropy = -(p * np.log(np.where(p > 0, p, 1))).sum(axis=1)
    assert figures("overlap", replace(made, label=label))["entropy"].value == pytest.approx(entropy.mean())


def test_the_posteriors_of_a_vae_overlap_where_its_means_do_not() -> None:
    means = clusters(apart=12.0)
    wide = replace(means, kind="vae", log_var=np.full_like(means.mu, 2 * np.log(6.0)))
    assert figures("overlap", means)["entropy"].value == 0.0
    assert figures("overlap", wide)["entropy"].low > 0.1


def test_inside_a_cluster_is_its_class() -> None:
    found = figures("inside", clusters(decode=linear(SEEN)))
    assert found["same"].value == found["own"].value == 1.0
    assert inside(0.0, found["difference"])
    assert found["none"].value == 0.0
    blind = figures("inside", clusters(decode=linear(SEEN), judge=never))
    assert (blind["same"].value, blind["none"].value) == (0.0, 1.0)


def test_the_partner_is_of_the_same_class_near_a_border_too() -> None:
    """Half-way between two codes of one side is that side; some of the ten neighbours are of the other."""
    found = figures("inside", ae(9000, decode=linear(SEEN)))
    assert found["same"].value == 1.0


def test_between_two_classes_is_what_the_judge_sees_there() -> None:
    """None is what lies near the middle between two clusters; every way between the nearest of both leads there."""
    matrix = linear(SEEN)

    def decode(z: Any) -> Any:
        x = matrix(z)
        x[:, -1, -1] = np.abs(z[:, 0]) < 2.5
        return x

    found = run("morphs", clusters(decode=decode))
    assert found.figures["none"].value > 0.9
    assert found.figures["none_random"].low > 0.9
    assert found.figures["either"].value < 0.1
    assert found.arrays["z"].shape == (100, 2)
    np.testing.assert_array_equal(found.arrays["none"], np.abs(found.arrays["z"][:, 0]) < 2.5)
    near = figures("morphs", clusters(decode=linear(SEEN)))
    assert (near["between"].value, near["either"].value, near["none"].value) == (1.0, 1.0, 0.0)


def test_the_nearest_of_another_class_by_brute_force() -> None:
    made = ae(300)
    found = run("morphs", made)
    train, test = np.flatnonzero(made.split == 0), np.flatnonzero(made.split == 1)
    away = np.square(made.mu[test][:, None].astype(float) - made.mu[train]).sum(axis=2)
    away[made.label[test][:, None] == made.label[train]] = np.inf
    expected = 0.5 * (made.mu[test] + made.mu[train][away.argmin(axis=1)])
    np.testing.assert_allclose(found.arrays["z"], expected[:100], atol=1e-6)


def test_one_class_alone_has_no_other() -> None:
    with pytest.raises(measured.intervals.DataError, match="found 0, expected 20"):
        run("morphs", vae(label=np.zeros(3000, np.int16)))
