import io

import numpy as np

from aevae_desktop.core.codes import codes_csv


def test_every_number_comes_back_bit_for_bit(monkeypatch):
    monkeypatch.setattr(codes_csv, "_LINES", 100)
    rng = np.random.default_rng(0)
    mu = (rng.normal(size=(1003, 3)) * 10.0 ** rng.integers(-30, 30, (1003, 3))).astype(np.float32)
    mu[0] = [0.1, -0.0, np.finfo(np.float32).tiny]
    rows, label, split = np.sort(rng.choice(10**6, 1003)), rng.integers(-1, 10, 1003), rng.integers(0, 2, 1003)
    text = codes_csv.codes_csv(rows, label, split, mu)
    head, *lines = text.decode().splitlines()
    assert head == "sample,label,split,mu_0,mu_1,mu_2"
    assert len(lines) == 1003
    table = np.loadtxt(io.BytesIO(text), delimiter=",", skiprows=1)
    np.testing.assert_array_equal(table[:, :3], np.stack((rows, label, split), axis=1))
    assert (table[:, 3:].astype(np.float32).view(np.uint32) == mu.view(np.uint32)).all()


def test_no_samples_are_a_header():
    assert codes_csv.codes_csv([], [], [], np.empty((0, 2))) == b"sample,label,split,mu_0,mu_1\n"
