"""The inference process draws codes at random: in pieces, from fits it keeps, and the same in every process."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop import bundle
from aevae_desktop.core.codes import samplers
from aevae_desktop.core.codes.samplers import SAMPLERS, Options, rng_of
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.child.jobs import sampling
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Draw, error_in
from aevae_desktop.session.inference.events import Event, Replied
from aevae_desktop.session.inference.process import InferenceProcess
from tests.engine.child.asking import ask
from tests.finishing import to_the_end

Make = Callable[..., Path]


def finished(server: Server, job: Draw) -> tuple[Frame, int]:
    """The last reply, and how many it took."""
    for count in range(1, 5000):
        reply = ask(server, job)
        if error_in(reply) is not None or reply.header["share"] >= 1.0:
            return reply, count
    raise AssertionError("it has no end")


def job(folder: Path, sampler: str = "kde", seed: int = 0, n: int = 300, **options: Any) -> Draw:
    options = {"bandwidth": 1.0, "components": 5} | options
    return Draw("a", str(folder), sampler, options["bandwidth"], options["components"], seed, n)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_draws_are_those_of_the_table_with_their_facts(
    tiny_bundle: Make, sampler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "PIECE_MS", 0.01)  # in as many pieces as there are
    folder = tiny_bundle(latent_dim=3)
    points = bundle.read_points(folder, bundle.read(folder))
    reply, count = finished(Server(), job(folder, sampler, seed=4))
    row = SAMPLERS[sampler]
    z = row.draw(to_the_end(row.begin(points.mu, points.label, Options(components=5))), 300, rng_of(4))
    assert reply.arrays["z"].tobytes() == z.tobytes()
    assert count > 10
    away = np.sqrt(np.square(z[:, None].astype(np.float64) - points.mu[None]).sum(axis=2))
    np.testing.assert_allclose(reply.arrays["distance"], away.min(axis=1), rtol=1e-6)
    own = np.sqrt(np.square(points.mu[:, None].astype(np.float64) - points.mu[None]).sum(axis=2))
    np.fill_diagonal(own, np.inf)
    facts = reply.header["facts"]
    assert facts["n"] == 300
    assert facts["radius"] == pytest.approx(np.percentile(own.min(axis=1), 99), rel=1e-6)
    assert facts["far"] == pytest.approx((away.min(axis=1) > facts["radius"]).mean())
    assert facts["distance"] == pytest.approx(away.min(axis=1).mean(), rel=1e-6)
    votes = [np.bincount(row).argmax() for row in points.label[np.argsort(away, axis=1, kind="stable")[:, :10]]]
    share = np.unique(votes, return_counts=True)[1] / 300
    assert facts["entropy"] == pytest.approx(-(share * np.log(share)).sum(), abs=1e-9)


def test_a_fit_is_made_once_for_all_seeds(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    server, folder, fits = Server(), tiny_bundle(), []
    steps = samplers.mixture.steps
    monkeypatch.setattr(samplers.mixture, "steps", lambda *args: fits.append(args[1]) or steps(*args))
    first, _ = finished(server, job(folder, "mixture", seed=0))
    second, _ = finished(server, job(folder, "mixture", seed=1))
    assert not np.array_equal(first.arrays["z"], second.arrays["z"])
    assert fits == [5]
    finished(server, job(folder, "mixture", seed=1, bandwidth=2.0))  # which it does not heed
    assert fits == [5]
    finished(server, job(folder, "mixture", seed=1, components=3))
    tiny_bundle(seed=8)  # written anew
    third, _ = finished(server, job(folder, "mixture", seed=0))
    assert fits == [5, 3, 5]
    assert not np.array_equal(first.arrays["z"], third.arrays["z"])


def test_nothing_is_kept_of_bundles_that_are_gone(tiny_bundle: Make) -> None:
    """Kernels hold on to every code; and a slider that is dragged does not push out what took long to fit."""
    server, folders = Server(), [tiny_bundle(name, seed=k) for k, name in enumerate("abc")]
    for sampler in SAMPLERS:
        finished(server, job(folders[0], sampler))
    for k in range(1, 12):
        finished(server, job(folders[0], "kde", bandwidth=k / 4))
    assert len(server.sampling._fits) == len(SAMPLERS)
    for gone, folder in itertools.pairwise(folders):
        server.bundles.drop(str(gone))
        finished(server, job(folder, "kde"))
    assert {name[0] for name in server.sampling._fits} == server.bundles.hashes()
    assert set(server.sampling._spacings) == server.bundles.hashes()
    assert len(server.sampling._fits) == 1


def test_codes_come_before_their_facts_and_a_new_job_drops_the_old_one(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "PIECE_MS", 0.01)
    server, folder = Server(), tiny_bundle()
    replies = [ask(server, job(folder)) for _ in range(8)]
    with_codes = [reply for reply in replies if reply.arrays]  # they may be large: told once, and again at the end
    assert [reply.header["facts"] for reply in with_codes] == [None]
    shares = [reply.header["share"] for reply in replies]
    assert shares == sorted(shares)
    assert 0 < shares[-1] < 1
    other, _ = finished(server, job(folder, "box", n=100))
    assert len(other.arrays["z"]) == other.header["facts"]["n"] == 100
    again, _ = finished(server, job(folder))
    assert again.arrays["z"].tobytes() == with_codes[0].arrays["z"].tobytes()


def test_a_bundle_without_codes_has_the_prior_alone(tiny_bundle: Make) -> None:
    folder = tiny_bundle(latent_dim=4, n=0)
    reply, _ = finished(Server(), job(folder, "prior"))
    assert reply.header["facts"] is None
    assert reply.arrays["z"].tobytes() == rng_of(0).spawn(2)[1].standard_normal((300, 4)).astype(np.float32).tobytes()
    refused, _ = finished(Server(), job(folder, "gaussian"))
    assert str(error_in(refused)) == "this bundle stores no codes; only the prior can be sampled"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"sampler": "dice"}, "sampler: found dice, expected one of prior, box"),
        ({"n": 0}, "n: found 0, expected 1 to 10,000"),
        ({"seed": -1}, "seed: found -1"),
        ({"bandwidth": -1.0}, "bandwidth: found -1.0"),
        ({"components": 1000}, "components: found 1000"),
    ],
)
def test_what_means_nothing_is_one_line(tiny_bundle: Make, changes: dict[str, Any], line: str) -> None:
    error = error_in(ask(Server(), job(tiny_bundle(), **changes)))
    assert error is not None
    assert line in str(error)


def test_two_inference_processes_draw_the_same(qtbot: QtBot, tiny_bundle: Make) -> None:
    folder, events = tiny_bundle(n=3000), list[Event]()
    processes = [InferenceProcess("bulk", events.append) for _ in range(2)]
    jobs = [job(folder, sampler) for sampler in SAMPLERS]
    z: dict[tuple[int, str], bytes] = {}
    for k, inference in enumerate(processes):
        for given in needed(jobs[0]):
            inference.provide("all", given)
        for one in jobs:
            while True:
                events.clear()
                inference.submit("draw", one)
                qtbot.waitUntil(lambda: bool(events), timeout=60_000)
                (event,) = events
                assert isinstance(event, Replied)
                if event.frame.header["share"] >= 1.0:
                    z[k, one.sampler] = event.frame.arrays["z"].tobytes()
                    break
        inference.close()
    assert len(set(z.values())) == len(SAMPLERS)
    assert all(z[0, sampler] == z[1, sampler] for sampler in SAMPLERS)
    server = Server()
    for one in jobs:  # and so does this process, where nothing had to be fitted with other rounding
        here = finished(server, one)[0].arrays["z"]
        there = np.frombuffer(z[0, one.sampler], np.float32).reshape(here.shape)
        np.testing.assert_allclose(here, there, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("sampler", "doing"), [("mixture", "fitting the sampler"), ("prior", "measuring the draws")])
def test_work_without_an_end_in_sight_is_given_up_in_one_line(
    tiny_bundle: Make, sampler: str, doing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "PIECE_MS", 0.0)
    server, endless = Server(), job(tiny_bundle(latent_dim=3), sampler)
    while sampler == "prior" and "z" not in ask(server, endless).arrays:
        pass
    monkeypatch.setattr(sampling, "MOST_S", 0.0)
    error = error_in(ask(server, endless))
    assert error is not None
    assert str(error).startswith(f"{doing} takes more than 0 s")
    monkeypatch.setattr(sampling, "MOST_S", 60.0)
    assert error_in(finished(server, endless)[0]) is None
