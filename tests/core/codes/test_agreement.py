"""Agreement and overlap against scikit-learn, and by hand."""

import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from aevae_desktop.core.codes.agreement import label_agreement, overlap
from aevae_desktop.core.neighbours.search import Neighbours


def clusters(seed, n=1500, d=2):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, 6, n)
    return (rng.normal(size=(n, d)) + 1.5 * rng.normal(size=(6, d))[label]).astype(np.float32), label


def test_agreement_is_a_leave_one_out_classifier_s():
    mu, label = clusters(0)
    rows = np.random.default_rng(1).choice(len(mu), 200, replace=False)
    found, n = label_agreement(label, rows, Neighbours(mu).of(rows, 10))
    hits = 0
    for row in rows:
        others = np.delete(np.arange(len(mu)), row)
        judge = KNeighborsClassifier(10, algorithm="brute").fit(mu[others], label[others])
        hits += int(judge.predict(mu[row : row + 1])[0] == label[row])
    assert n == 200
    assert found == pytest.approx(hits / 200)
    assert 0.3 < found < 0.95


def test_overlap_is_the_mean_share_of_common_neighbours():
    (a, _), (b, _) = clusters(0), clusters(0, d=3)
    rows = np.arange(0, 1500, 7)
    sets = [NearestNeighbors(n_neighbors=11, algorithm="brute").fit(x).kneighbors(x[rows])[1][:, 1:] for x in (a, b)]
    expected = np.mean([len(set(p) & set(q)) / 10 for p, q in zip(*map(np.ndarray.tolist, sets), strict=True)])
    found = overlap(Neighbours(a).of(rows, 10), Neighbours(b).of(rows, 10))
    assert found == pytest.approx(expected, abs=1e-12)
    assert overlap(sets[0], sets[0]) == 1.0


def test_unknown_labels_take_no_part():
    label = np.array([0, 0, -1, 1, -1])
    near = np.array([[1, 2], [0, 3], [0, 1], [2, 4], [0, 1]])
    # 0: votes 0 and unknown, wins; 1: 0 against 1, the smaller wins; 2, 4 unlabelled; 3: nobody votes
    assert label_agreement(label, np.arange(5), near) == (1.0, 2)
    share, n = label_agreement(label[[2, 4]], np.arange(2), np.array([[1], [0]]))
    assert np.isnan(share)
    assert n == 0


def test_missing_neighbours_are_nobody():
    assert overlap(np.array([[1, -1]]), np.array([[1, -1]])) == 0.5
    assert np.isnan(overlap(np.empty((0, 10)), np.empty((0, 10))))
