"""What of the state becomes a film, and the controller that sees it through; the filming process is the real one."""

from __future__ import annotations

import errno
import gc
import json
import os
import signal
import sys
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.filming import formats
from aevae_desktop.engine.filming.job import parsed, request
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import DataError, ModelError
from aevae_desktop.features import SAVED
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.film_export import logic as film_export_logic
from aevae_desktop.features.film_export.controller import SLOT, FilmExportController
from aevae_desktop.features.film_export.state import Filming, FilmOptions
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path import curves, frame_sequence
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import FrameSequence
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.inference.events import Failed, Replied

VIEW = View2D(0.3, -0.2, 40.0, 400, 300)


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="other names are too long there")


@pytest.fixture
def exporting(session: Any, qtbot: Any) -> Any:
    """A session with a path whose frames are decoded, and where both maps look."""
    session.views.update({0: VIEW, 1: VIEW.zoomed(1.5, (10, 10))})
    session.controller(PathController).join(0, (-1.0, 0.3), (1.2, 1.1))
    session.fake.flush()
    session.wait = lambda: qtbot.waitUntil(lambda: not session.controller(FilmExportController).busy, timeout=60_000)
    return session


def begin(session: Any, path: Path, **options: Any) -> None:
    session.controller(FilmExportController).start(path, FilmOptions(format=path.suffix[1:], **options), "dark")


def only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


# ------------------------------------------------------------ what is in the file


@pytest.mark.parametrize("kind", ["gif", "webp", "apng"])
def test_the_film_is_what_the_decoder_gave_and_carries_its_view(exporting: Any, out: Path, kind: str) -> None:
    path = out / f"film.{kind}"
    begin(exporting, path, tile=56, fps=25, repeat="once")
    exporting.wait()
    assert exporting.state.part(Filming).error is None
    assert only(out) == [path.name]
    left, right = (pane.get(FrameSequence).frames for pane in exporting.state.panes)
    with Image.open(path) as image:
        assert image.n_frames == len(left)
        for k in (0, len(left) - 1):
            image.seek(k)
            shown = np.asarray(image.convert("L"))
            assert (shown[:, :56] == left[k].repeat(2, 0).repeat(2, 1)).all()
            assert (shown[:, -56:] == right[k].repeat(2, 0).repeat(2, 1)).all()
            assert image.info["duration"] == 40
    record = metadata.read(path, SAVED)
    assert [pane.bundle for pane in record.panes if pane] == ["ae-tiny", "vae-tiny"]
    assert np.allclose(record.parts["path"].points[0].z[0], exporting.state.panes[0].get(FrameSequence).z[0])


def test_the_npz_has_frames_codes_and_record(exporting: Any, out: Path) -> None:
    path = out / "film.npz"
    begin(exporting, path)
    exporting.wait()
    with np.load(path, allow_pickle=False) as found:
        for k, pane in enumerate(exporting.state.panes):
            assert (found[f"map{k + 1}.frames"] == pane.get(FrameSequence).frames).all()
            assert found[f"map{k + 1}.z"].dtype == np.float32
            assert (found[f"map{k + 1}.z"] == pane.get(FrameSequence).z).all()
        assert found["t"][[0, -1]].tolist() == [0.0, 1.0]
        how = json.loads(found["figure.json"])["film"]
    assert how["maps"] == {"map1": "ae-tiny", "map2": "vae-tiny"}
    metadata.read(path, SAVED)


def test_a_strip_of_one_map(exporting: Any, out: Path) -> None:
    path = out / "strip.png"
    exporting.controller(ProbeController).probe(1, 0.0, 0.0)
    begin(exporting, path, tile=28, tiles=5, alone=True)
    exporting.wait()
    frames = exporting.state.panes[1].get(FrameSequence).frames
    with Image.open(path) as opened:
        image = np.asarray(opened)
    assert (image == np.concatenate(list(frames[[0, 30, 60, 90, 120]]), axis=1)).all()
    metadata.read(path, SAVED)


@pytest.mark.parametrize("kind", ["png", "npz"])
def test_a_grid_is_decoded_where_the_map_shows_it(exporting: Any, out: Path, kind: str) -> None:
    path = out / f"grid.{kind}"
    begin(exporting, path, tile=28, tiles=8, grid=True)
    exporting.fake.flush()
    exporting.wait()
    left, right = (film_export_logic.spread(exporting.views[i], 8) for i in (0, 1))
    assert (left.columns, left.rows) == (8, 6)
    box, bounds = left.box(), exporting.views[0].bounds()
    assert np.allclose(np.array(box), bounds)  # 400 x 300 px: whole tiles fill it
    z = exporting.state.panes[1].model.plane.lift(right.places()).astype(np.float32)
    if kind == "npz":
        with np.load(path, allow_pickle=False) as found:
            assert (found["map2.z"] == z).all()
            assert (found["map2.frames"][:, 0, :2] == z.astype(np.uint8)).all()  # the stand-in spells out z
            assert found["map2.shape"].tolist() == [6, 8]
    else:
        with Image.open(path) as opened:
            image = np.asarray(opened)
        assert image.shape == (6 * 28, 2 * 8 * 28 + 1)
        assert (image[::28, 8 * 28 + 1 :: 28].ravel() == z[:, 0].astype(np.uint8)).all()
    metadata.read(path, SAVED)


def test_both_maps_may_have_films_of_different_lengths(exporting: Any, out: Path) -> None:
    whole = exporting.state.panes[0].get(FrameSequence)
    half = replace(whole, z=whole.z[::2], frames=whole.frames[::2], ready=whole.ready[::2])
    job = film_export_logic.film_job(exporting.state.with_pane(0, half), FilmOptions(), (0, 1))
    assert job.counts == (121, 121)
    there = half.frames, exporting.state.panes[1].get(FrameSequence).frames
    assert all(np.shares_memory(mine, theirs) for mine, theirs in zip(job.films, there, strict=True))
    (frame,) = FrameReader().feed(request(job))
    a, b = parsed(frame).films
    assert len(a) == len(b) == len(whole.frames)
    assert (a[[0, -1]] == whole.frames[[0, -1]]).all()
    assert (a[60] == half.frames[30]).all()


def test_a_path_that_ends_where_it_began_loops_without_a_stop(exporting: Any) -> None:
    loop = FilmOptions(repeat="loop")
    assert film_export_logic.outlook(exporting.state, exporting.views, loop).count == 121
    state = exporting.state
    for i, pane in enumerate(state.panes):
        z = pane.get(FrameSequence).z.copy()
        z[-1] = z[0]
        state = state.with_pane(i, replace(pane.get(FrameSequence), z=z))
    assert film_export_logic.outlook(state, exporting.views, loop).count == 120


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "240 frames · 8.0 s · 452 × 224 px"),
        ({"repeat": "once", "fps": 25, "alone": True}, "121 frames · 4.8 s · 224 × 224 px"),
        ({"format": "png", "tile": 28}, "22 tiles · 308 × 57 px"),
        ({"format": "npz"}, "242 images as they were decoded, and their codes"),
        ({"format": "png", "grid": True, "tiles": 8, "tile": 28}, "96 tiles · 449 × 168 px"),
    ],
)
def test_the_card_says_what_comes_out(exporting: Any, changes: dict[str, Any], said: str) -> None:
    options = FilmOptions(**changes)
    assert (
        film_export_logic.words(options, film_export_logic.outlook(exporting.state, exporting.views, options)) == said
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "A frame lasts 3 or 4 hundredths of a second: the film keeps its time."),
        ({"fps": 25}, ""),
        ({"format": "apng"}, ""),
        ({"fps": 25, "tile": 250}, "250 px is not a multiple of 28: some squares are 1 px larger than others."),
        ({"fps": 25, "tile": 250, "smooth": True}, ""),
    ],
)
def test_the_card_says_what_is_not_quite_as_asked(exporting: Any, changes: dict[str, Any], said: str) -> None:
    assert film_export_logic.remark(exporting.state, FilmOptions(**changes)) == said


# ------------------------------------------------------------ waiting


def test_an_export_waits_for_the_frames_that_are_missing(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).join(0, (0.0, 0.0), (1.0, 1.0))
    assert not exporting.state.panes[0].get(FrameSequence).ready.all()
    begin(exporting, out / "f.gif", tile=28)
    assert not exporting.idle
    assert exporting.controller(FilmExportController).pid == 0
    exporting.fake.flush()
    assert exporting.state.panes[0].get(FrameSequence).ready.all()
    exporting.wait()
    assert only(out) == ["f.gif"]
    assert exporting.state.notice.startswith(f"Saved {out / 'f.gif'} (")


def test_an_export_waits_for_a_curve_that_is_still_traced(exporting: Any, out: Path) -> None:
    """Its first film is ready before that, and is not the path's."""
    exporting.controller(PathController).set_kind("shortest")
    number, job = exporting.fake.numbers[curves.SLOT], exporting.fake.waiting.pop(curves.SLOT)
    exporting.fake.flush(frame_sequence.SLOT)
    assert all(pane.get(FrameSequence).ready.all() for pane in exporting.state.panes)
    begin(exporting, out / "f.npz", alone=True)
    assert exporting.controller(FilmExportController).pid == 0
    bent = job.z + np.sin(np.linspace(0, np.pi, len(job.z)))[:, None].astype(np.float32)
    exporting.on_event(Replied("bulk", number, curves.SLOT, job, Frame({"done": True}, {"z": bent})))
    exporting.fake.flush()
    exporting.wait()
    with np.load(out / "f.npz") as found:
        assert (found["map1.z"] == bent[::2]).all()
        assert (found["map1.frames"] == exporting.state.panes[0].get(FrameSequence).frames).all()


def test_frames_that_cannot_be_had_end_the_export(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).join(0, (0.0, 0.0), (1.0, 1.0))
    begin(exporting, out / "f.gif")
    job = exporting.fake.waiting.pop(frame_sequence.SLOT)
    exporting.on_event(Failed("interactive", 1, frame_sequence.SLOT, job, ModelError("the decoder gave NaN")))
    assert not exporting.controller(FilmExportController).busy
    assert str(exporting.state.part(Filming).error) == exporting.state.notice == "the decoder gave NaN"
    assert only(out) == []


def test_tiles_that_cannot_be_had_end_the_export(exporting: Any, out: Path) -> None:
    begin(exporting, out / "g.png", grid=True)
    job = exporting.fake.waiting.pop(SLOT)
    exporting.on_event(Failed("bulk", exporting.fake.numbers[SLOT], SLOT, job, ModelError("the decoder gave NaN")))
    assert not exporting.controller(FilmExportController).busy
    assert exporting.state.notice == "the decoder gave NaN"
    assert only(out) == []


def test_a_model_switched_under_a_grid_ends_it(exporting: Any, out: Path, tiny_bundle: Any) -> None:
    begin(exporting, out / "g.png", grid=True)
    number, job = exporting.fake.numbers[SLOT], exporting.fake.waiting[SLOT]
    other = tiny_bundle("other", seed=5)
    exporting.controller(ModelsController).open(0, other)
    exporting.fake.flush(f"load:{other}")
    assert exporting.controller(FilmExportController).busy  # the map is another's only with its codes
    exporting.fake.flush(f"points:{other}")
    assert not exporting.controller(FilmExportController).busy
    assert exporting.state.notice == "the model was switched meanwhile. Nothing was written."
    assert SLOT not in exporting.fake.waiting
    exporting.on_event(Replied("bulk", number, SLOT, job, None))  # type: ignore[arg-type]  # a late reply finds nobody
    assert only(out) == []


def test_a_path_that_is_taken_away_ends_the_wait(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).join(0, (0.0, 0.0), (1.0, 1.0))
    begin(exporting, out / "f.gif")
    exporting.set_state(exporting.state.with_pane(0, drop=(FrameSequence,)))
    assert exporting.state.notice == "the path was taken away meanwhile. Nothing was written."
    assert not exporting.controller(FilmExportController).busy


def test_a_map_that_leaves_the_screen_before_its_frames_came(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).join(0, (0.0, 0.0), (1.0, 1.0))
    begin(exporting, out / "f.gif")
    exporting.show(1)
    assert exporting.state.notice == "a map was taken off the screen before its frames were decoded. Try again."


def test_one_at_a_time(exporting: Any, out: Path) -> None:
    begin(exporting, out / "g.png", grid=True)
    begin(exporting, out / "h.png")
    assert exporting.state.notice == "A film is being exported: wait for it, or cancel it first."
    exporting.fake.flush()
    exporting.wait()
    assert only(out) == ["g.png"]


# ------------------------------------------------------------ what may go wrong


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.0, 1.0), kind=st.sampled_from(["gif", "webp", "apng"]))
def test_cancelled_at_any_moment_nothing_is_left(
    exporting: Any, qtbot: Any, tmp_path_factory: pytest.TempPathFactory, share: float, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("out")
    path = folder / f"f.{kind}"
    path.write_bytes(b"old")
    begin(exporting, path, tile=280)
    qtbot.waitUntil(
        lambda: not exporting.controller(FilmExportController).busy or exporting.state.part(Filming).share >= share,
        timeout=60_000,
    )
    if not exporting.controller(FilmExportController).busy:  # it was done before it could be cancelled
        with Image.open(path) as opened:
            assert opened.n_frames == 240
        return
    pid = exporting.controller(FilmExportController).pid
    exporting.controller(FilmExportController).cancel()
    assert not exporting.controller(FilmExportController).busy
    assert exporting.state.part(Filming).share is None
    assert exporting.state.notice == "The export was cancelled; nothing was written."
    assert path.read_bytes() == b"old"
    assert only(folder) == [path.name]
    if pid and sys.platform != "win32":
        qtbot.waitUntil(lambda: gone(pid))


@pytest.mark.parametrize("written", [0, 1000])
def test_a_full_disk_leaves_the_old_film(
    exporting: Any, out: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    path = out / "f.gif"
    path.write_bytes(b"old")
    true, room = os.write, written

    def full(handle: int, data: Any) -> int:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        done, room = true(handle, bytes(data[:room])), 0
        return done

    monkeypatch.setattr("aevae_desktop.atomic.os.write", full)
    begin(exporting, path, tile=56)
    exporting.wait()
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert only(out) == ["f.gif"]
    assert str(exporting.state.part(Filming).error) == f"{path}: cannot write the film: No space left on device"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_process_that_is_killed_is_one_line(exporting: Any, out: Path, qtbot: Any) -> None:
    begin(exporting, out / "f.webp", tile=560)
    qtbot.waitUntil(lambda: (exporting.state.part(Filming).share or 0) > 0.02, timeout=60_000)
    os.kill(exporting.controller(FilmExportController).pid, signal.SIGKILL)
    exporting.wait()
    assert (
        exporting.state.notice
        == "the process that makes the film was killed (SIGKILL). Nothing was written; try again."
    )
    assert only(out) == []
    begin(exporting, out / "f.gif", tile=28)
    exporting.wait()
    assert only(out) == ["f.gif"]


def test_frames_that_a_map_beside_cannot_have_are_not_waited_for(exporting: Any, out: Path) -> None:
    left = exporting.state.panes[0].model.key
    exporting.controller(PathController).swap()
    exporting.show(1)
    begin(exporting, out / "ünï cödé film.gif", tile=28)
    z = exporting.state.panes[0].get(FrameSequence).z
    exporting.on_event(
        Failed("interactive", 1, frame_sequence.SLOT, Decode({left: z}, "uint8"), ModelError("of the other map"))
    )
    assert exporting.controller(FilmExportController).busy
    exporting.fake.flush()
    exporting.wait()
    assert only(out) == ["ünï cödé film.gif"]
    assert exporting.state.part(Filming).error is None


def test_closing_the_session_ends_the_process_and_leaves_nothing(exporting: Any, out: Path, qtbot: Any) -> None:
    begin(exporting, out / "f.webp", tile=560)
    qtbot.waitUntil(lambda: (exporting.state.part(Filming).share or 0) > 0.02, timeout=60_000)
    exporting.close()
    assert not exporting.controller(FilmExportController).busy
    qtbot.wait(50)
    assert only(out) == []


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("f.gif", {"format": "webp"}, "{}/f.gif: found the ending '.gif', expected .webp"),
        ("f.gif", {"format": "gif", "tile": 5}, "tile: found 5 px, expected 8 to 2048 px"),
        ("f.gif", {"format": "gif", "fps": 60}, "frames a second: found 60, expected 1 to 50 for GIF"),
        ("f.png", {"format": "png", "tiles": 0}, "tiles: found 0, expected 1 to 100"),
        ("f.png", {"format": "png", "tiles": 0, "grid": True}, "tiles: found 0, expected 1 to 100"),
        ("no/f.gif", {"format": "gif"}, "{}/no: cannot write the film: no such folder"),
        pytest.param("n" * 300 + "/f.gif", {"format": "gif"}, "{}/nnn", marks=POSIX),
    ],
)
def test_what_cannot_be_is_one_line_at_once(exporting: Any, out: Path, name: str, options: Any, said: str) -> None:
    exporting.controller(FilmExportController).start(out / name, FilmOptions(**options), "dark")
    assert not exporting.controller(FilmExportController).busy
    assert str(exporting.state.part(Filming).error).startswith(said.format(out))
    assert only(out) == []


def test_without_a_path_or_a_model_one_line_says_what_to_do(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).lay()
    begin(exporting, out / "f.gif")
    assert exporting.state.notice == "there is no path to film. Press P, then click on a map for two way-points."
    exporting.set_state(
        replace(exporting.state, panes=tuple(replace(pane, model=None) for pane in exporting.state.panes))
    )
    begin(exporting, out / "f.gif")
    assert exporting.state.notice == "there is no map to film. Open a model first."


def test_an_export_that_failed_keeps_nothing_of_what_was_there_before_it(exporting: Any, out: Path) -> None:
    exporting.controller(PathController).lay()
    states = []
    for _ in range(3):
        begin(exporting, out / "f.gif")
        assert exporting.state.part(Filming).error is not None
        states.append(weakref.ref(exporting.state))
    gc.collect()
    assert [state() is None for state in states] == [True, True, False]


def test_a_grid_of_too_many_images_is_refused_before_it_is_decoded(
    exporting: Any, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_export_logic, "MOST_BYTES", 50_000)
    begin(exporting, out / "g.npz", grid=True, tiles=40)
    assert exporting.state.notice == "these are more images than an export may have. Take fewer tiles."
    assert SLOT not in exporting.fake.waiting


def test_pillow_that_is_missing_is_said_before_anything_is_started(
    exporting: Any, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats.importlib.util, "find_spec", lambda name: None)
    begin(exporting, out / "f.gif")
    assert exporting.state.notice == "Pillow is not installed. Install it: pip install pillow"


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_an_mp4_carries_its_view_too(
    exporting: Any, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "ffmpeg"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\n"
        "sys.stdout.buffer.write((16).to_bytes(4, 'big') + b'ftypisom1234')\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    begin(exporting, out / "f.mp4", tile=28)
    exporting.wait()
    assert exporting.state.part(Filming).error is None
    assert metadata.read(out / "f.mp4", SAVED).parts["path"].points


def test_a_damaged_film_is_one_line(exporting: Any, out: Path) -> None:
    begin(exporting, out / "f.gif", tile=28)
    exporting.wait()
    (out / "half.gif").write_bytes((out / "f.gif").read_bytes()[:900])
    with pytest.raises(DataError, match=r"half\.gif: is damaged, or was not exported by this program"):
        metadata.read(out / "half.gif", SAVED)
