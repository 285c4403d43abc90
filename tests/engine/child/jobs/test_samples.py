"""The inference process on stored samples: neighbours, originals, codes as text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from aevae_desktop import bundle
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.wire.protocol import Job, NearestTo, Neighbours, Withdraw, WriteCodes, error_in
from aevae_desktop.errors import ModelError
from tests.engine.child.asking import ask

Make = Callable[..., Path]
ROWS = np.array([0, 7, 199], np.int32)


def test_neighbours_of_two_bundles_come_in_one_reply(tiny_bundle: Make) -> None:
    folders = {"a": tiny_bundle("one", seed=1), "b": tiny_bundle("two", seed=2, latent_dim=5)}
    reply = ask(Server(), Neighbours({key: str(folder) for key, folder in folders.items()}, ROWS, 10))
    for key, folder in folders.items():
        mu = bundle.read_points(folder, bundle.read(folder)).mu
        expected = NearestNeighbors(n_neighbors=11, algorithm="brute").fit(mu).kneighbors(mu[ROWS])[1][:, 1:]
        assert (reply.arrays[f"near/{key}"] == expected).mean() > 0.95  # float32 may swap two that tie
        assert [set(row) for row in reply.arrays[f"near/{key}"].tolist()] == [set(row) for row in expected.tolist()]
    assert set(reply.header["ms"]) == {"a", "b"}


def test_the_codes_nearest_to_any_places_and_how_far_they_are(tiny_bundle: Make) -> None:
    folders = {"a": tiny_bundle("one", seed=1), "b": tiny_bundle("two", seed=2, latent_dim=5)}
    z = {"a": np.array([[0.1, 2.0], [50.0, -9.0]], np.float32), "b": np.full((1, 5), 0.3, np.float32)}
    reply = ask(Server(), NearestTo({key: str(folder) for key, folder in folders.items()}, z, 4))
    for key, folder in folders.items():
        mu = bundle.read_points(folder, bundle.read(folder)).mu.astype(np.float64)
        apart = np.sqrt(np.square(mu[None] - z[key][:, None].astype(np.float64)).sum(axis=2))
        rows = np.argsort(apart, axis=1)[:, :4]
        np.testing.assert_array_equal(reply.arrays[f"near/{key}"], rows)
        np.testing.assert_allclose(reply.arrays[f"distance/{key}"], np.take_along_axis(apart, rows, 1), rtol=1e-6)


def test_a_bundle_written_anew_is_read_anew(tiny_bundle: Make) -> None:
    server, folder = Server(), tiny_bundle("one", seed=1)
    before = ask(server, Neighbours({"a": str(folder)}, ROWS, 3)).arrays["near/a"]
    tiny_bundle("one", seed=9)
    after = ask(server, Neighbours({"a": str(folder)}, ROWS, 3)).arrays["near/a"]
    assert (before != after).any()


def test_a_bundle_is_kept_until_it_is_withdrawn(tiny_bundle: Make) -> None:
    server, folder = Server(), str(tiny_bundle("one"))
    ask(server, Neighbours({"a": folder}, ROWS, 3))
    index = server.bundles.get(folder).index
    ask(server, Neighbours({"a": folder}, ROWS, 3))
    assert server.bundles.get(folder).index is index
    ask(server, Withdraw(folder))
    with pytest.raises(ModelError, match="no such bundle was handed over"):
        server.bundles.get(folder)


def test_codes_come_as_text(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    points = bundle.read_points(folder, bundle.read(folder))
    reply = ask(Server(), WriteCodes("a", str(folder), ROWS))
    table = np.loadtxt(io.BytesIO(reply.arrays["text"].tobytes()), delimiter=",", skiprows=1)
    np.testing.assert_array_equal(table[:, :3], np.stack((ROWS, points.label[ROWS], points.split[ROWS]), axis=1))
    assert (table[:, 3:].astype(np.float32) == points.mu[ROWS]).all()


@pytest.mark.parametrize(
    ("job", "says"),
    [
        (lambda folder: Neighbours({"a": folder}, np.array([200], np.int32), 3), "0 to 199"),
        (lambda folder: Neighbours({"a": folder}, ROWS, 0), "1 to 1000"),
        (lambda folder: NearestTo({"a": folder}, {"a": np.zeros((1, 2), np.float32)}, 0), "1 to 1000"),
        (lambda folder: NearestTo({"a": folder}, {"a": np.zeros((1, 3), np.float32)}, 5), "(m, 2), finite"),
        (lambda folder: NearestTo({"a": folder}, {"a": np.full((1, 2), np.nan, np.float32)}, 5), "(m, 2), finite"),
        (lambda folder: WriteCodes("a", folder, np.array([-1], np.int32)), "0 to 199"),
        (lambda folder: WriteCodes("a", f"{folder}-gone", ROWS), "missing"),
    ],
)
def test_what_cannot_be_is_one_line(tiny_bundle: Make, job: Callable[[str], Job], says: str) -> None:
    error = error_in(ask(Server(), job(str(tiny_bundle()))))
    assert error is not None
    assert says in str(error)
    assert "\n" not in str(error)
