"""Fields over the wire: asked of a server as the window asks, against the table's own functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.map.fields import FIELDS, FieldKind, Source
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.child.jobs import measuring
from aevae_desktop.engine.wire.frames import FrameReader
from aevae_desktop.engine.wire.protocol import (
    Evaluate,
    Load,
    Unload,
    Withdraw,
    error_in,
    models_of,
    parse_request,
    request,
)
from aevae_desktop.errors import ModelError
from tests.engine.child.asking import ask, refusal

Make = Callable[..., Path]
XY = np.random.default_rng(0).uniform(-2, 2, (40, 2))


def evaluate(field: str, folder: Path, plane: Plane | None = None, xy: Any = XY) -> Evaluate:
    plane = plane or Plane.axes(bundle.read(folder).latent_dim)
    return Evaluate(field, "a", str(folder), plane.origin, plane.basis, xy)


def opened(folder: Path) -> Server:
    server = Server()
    ask(server, Load("a", str(folder)))
    return server


def source_of(server: Server, folder: Path, plane: Plane) -> Source:
    points, model = bundle.read_points(folder, bundle.read(folder)), server.models["a"]
    return Source(plane, CodesIndex(points.mu, points.label), model.decode, model.recode)


def test_a_request_survives_the_way(tmp_path: Path) -> None:
    plane = Plane.axes(3, 1, 2)
    job = Evaluate("stretch", "a", str(tmp_path), plane.origin, plane.basis, XY)
    (frame,) = FrameReader().feed(request(7, job))
    number, back = parse_request(frame)
    assert number == 7
    assert isinstance(back, Evaluate)
    assert (back.field, back.key, back.folder) == ("stretch", "a", str(tmp_path))
    for mine, theirs in ((plane.origin, back.origin), (plane.basis, back.basis), (XY, back.xy)):
        np.testing.assert_array_equal(mine, theirs)
    assert models_of(job) == ("a",)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("d", [1, 2, 5])
def test_every_field_is_answered_as_the_table_says(tiny_bundle: Make, field: str, d: int) -> None:
    folder = tiny_bundle(latent_dim=d)
    server, plane = opened(folder), Plane.axes(d)
    reply = ask(server, evaluate(field, folder))
    assert error_in(reply) is None
    assert reply.header["ms"] > 0
    expected = FIELDS[field].measure(source_of(server, folder, plane), XY)
    np.testing.assert_allclose(reply.arrays["values"], expected, rtol=1e-5, atol=1e-6)


def test_many_places_are_measured_in_pieces(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_bundle()
    whole = ask(opened(folder), evaluate("stretch", folder)).arrays["values"]
    monkeypatch.setattr(measuring, "_MOST_BYTES", 1)
    in_pieces = ask(opened(folder), evaluate("stretch", folder)).arrays["values"]
    np.testing.assert_allclose(in_pieces, whole, rtol=1e-5)


def test_no_places_give_no_values(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    reply = ask(opened(folder), evaluate("glyphs", folder, xy=np.empty((0, 2))))
    assert reply.arrays["values"].shape == (0, 3)


def test_codes_are_unpacked_once_until_the_bundle_is_let_go(tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_bundle()
    server, unpack, times = opened(folder), bundle.points_from, []
    monkeypatch.setattr(bundle, "points_from", lambda *args: times.append(1) or unpack(*args))
    for field in ("density", "evidence", "density"):
        ask(server, evaluate(field, folder))
    assert len(times) == 1
    ask(server, Unload("a"))
    assert isinstance(refusal(server, evaluate("density", folder)), ModelError)
    ask(server, Withdraw(str(folder)))
    ask(server, Load("a", str(folder)))
    ask(server, evaluate("density", folder))
    assert len(times) == 2


def test_few_planes_of_a_model_are_kept_ready(tiny_bundle: Make) -> None:
    folder = tiny_bundle(latent_dim=5)
    server = opened(folder)
    for j in range(1, 5):
        ask(server, evaluate("evidence", folder, Plane.axes(5, 0, j)))
    assert len(server.measuring._sources) == measuring._PLANES
    again = ask(server, evaluate("evidence", folder, Plane.axes(5, 0, 1))).arrays["values"]
    expected = FIELDS["evidence"].measure(source_of(server, folder, Plane.axes(5, 0, 1)), XY)
    np.testing.assert_allclose(again, expected, rtol=1e-6)


def test_what_is_built_of_the_codes_serves_every_plane(tiny_bundle: Make) -> None:
    folder = tiny_bundle(latent_dim=5)
    server, built = opened(folder), []
    for field in ("evidence", "classes", "empty"):
        for plane in (Plane.axes(5), Plane.axes(5, 2, 3), Plane.axes(5, 0, 4)):
            ask(server, evaluate(field, folder, plane))
            codes = list(server.measuring._sources.values())[-1].source.codes
            built.append((codes.neighbours, codes.known, codes.empty))
    assert all(one is other for parts in built for one, other in zip(parts, built[0], strict=True))
    tiny_bundle(latent_dim=5, seed=1)  # another one in its place
    ask(server, Load("a", str(folder)))
    ask(server, evaluate("evidence", folder, Plane.axes(5)))
    assert list(server.measuring._sources.values())[-1].source.codes.neighbours is not built[0][0]


def test_what_is_built_once_is_no_part_of_the_time_that_places_take(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a clock of its own: 5 s to build, 1 ms a place."""
    now, built = [0.0], set()

    def slow(source: Source, xy: Any) -> Any:
        now[0] += 5.0 * (source not in built) + 1e-3 * len(xy)
        built.add(source)
        return np.zeros((len(xy), 1), np.float32)

    monkeypatch.setattr(measuring.time, "perf_counter", lambda: now[0])
    folder = tiny_bundle(latent_dim=5)
    server = opened(folder)
    monkeypatch.setitem(FIELDS, "slow", FieldKind("slow", slow, "s"))
    for plane in (Plane.axes(5), Plane.axes(5), Plane.axes(5, 2, 3)):
        assert ask(server, evaluate("slow", folder, plane)).header["ms"] == pytest.approx(len(XY))
    assert len(built) == 2


def test_a_model_without_codes_can_still_be_stretched(tiny_bundle: Make) -> None:
    from dataclasses import replace

    folder = tiny_bundle()
    manifest = bundle.read(folder)
    contents = {n: bundle.read_file(folder, manifest, n) for n in (bundle.DECODER, bundle.ENCODER)}
    bare = folder.with_name("bare")
    bundle.write(bare, replace(manifest, id="bare", files={}), contents)
    server = opened(bare)
    assert (ask(server, evaluate("stretch", bare)).arrays["values"] > 0).all()
    assert np.isnan(ask(server, evaluate("evidence", bare)).arrays["values"]).all()
    assert "codes" in str(refusal(server, evaluate("density", bare)))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"field": "charm"}, "charm"),
        ({"xy": np.zeros((2, 3))}, "xy"),
        ({"xy": np.array([[np.nan, 0.0]])}, "finite"),
        ({"key": "b"}, "b"),
        ({"basis": np.ones((2, 2), np.float32)}, "orthonormal"),
        ({"origin": np.zeros(3, np.float32), "basis": np.eye(3, dtype=np.float32)[:2]}, "3 dimensions"),
    ],
)
def test_nonsense_is_refused_in_one_line(tiny_bundle: Make, change: dict[str, Any], word: str) -> None:
    from dataclasses import replace

    folder = tiny_bundle()
    assert word in str(refusal(opened(folder), replace(evaluate("density", folder), **change)))


def test_without_an_encoder_there_is_no_round_trip(tiny_bundle: Make) -> None:
    folder = tiny_bundle(encoder=None)
    assert "no encoder" in str(refusal(opened(folder), evaluate("flow", folder)))


def test_the_round_trip_is_that_of_the_models_own_value_range(tiny_bundle: Make) -> None:
    """Images from -1 to 1: the encoder must see what the decoder gave, not something scaled twice."""
    folder = tiny_bundle(image=ImageSpec(28, 28, low=-1.0, high=1.0))
    server = opened(folder)
    model = server.models["a"]
    z = XY.astype(np.float32)
    images = model.decode(z)
    expected = model._encoder.run(images).mu - z  # type: ignore[union-attr]
    np.testing.assert_allclose(ask(server, evaluate("flow", folder)).arrays["values"], expected, atol=1e-4)
