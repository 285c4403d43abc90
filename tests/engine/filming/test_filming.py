"""Films as files, opened again by Pillow, whose own readers are the oracle; and the process that makes them."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from aevae_desktop.core.images.line_plot import plotted
from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming import formats, pictures, process
from aevae_desktop.engine.filming.job import FilmJob, extent, request
from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.errors import DataError, LabError

MOVING = ("gif", "webp", "apng")


def blobs(count: int, side: int = 28, colour: bool = False) -> np.ndarray:
    """A blob that wanders: ``(count, side, side[, 3]) uint8``."""
    y, x = np.mgrid[0:side, 0:side]
    t = np.linspace(0, 1, count)
    film = np.stack([255 * np.exp(-((x - side * s) ** 2 + (y - side / 2) ** 2) / side) for s in t]).astype(np.uint8)
    return np.stack([film, film[::-1], 255 - film], axis=-1) if colour else film


def made(job: FilmJob) -> bytes:
    return process.made(job, lambda share: None)


def opened(data: bytes) -> tuple[list[np.ndarray], list[float], Any]:
    """All frames as ``(h, w, 3)``, how long each lasts in ms, and how often it plays."""
    image = Image.open(io.BytesIO(data))
    frames, times = [], []
    for k in range(image.n_frames):
        image.seek(k)
        image.load()
        times.append(float(image.info["duration"]))
        frames.append(np.asarray(image.convert("RGB")))
    return frames, times, image.info.get("loop")


def grown(image: np.ndarray, by: int) -> np.ndarray:
    """Every pixel a square of ``by`` px, as RGB."""
    rgb = image if image.ndim == 3 else image[..., None].repeat(3, axis=2)
    return rgb.repeat(by, axis=0).repeat(by, axis=1)


@pytest.mark.parametrize("kind", MOVING)
@settings(max_examples=12, deadline=None)
@given(
    count=st.integers(1, 7),
    fps=st.integers(1, 50),
    repeat=st.sampled_from(frame_schedule.REPEATS),
    times=st.integers(1, 3),
    colour=st.booleans(),
    seed=st.integers(0, 99),
)
def test_every_frame_is_the_decoder_s_and_lasts_as_long_as_it_should(
    kind: str, count: int, fps: int, repeat: str, times: int, colour: bool, seed: int
) -> None:
    """Few colours, so that GIF is exact too; frames that are equal are still frames."""
    rng = np.random.default_rng(seed)
    shape = (count, 9, 8, 3) if colour else (count, 9, 8)
    film = rng.integers(0, 2, shape, np.uint8) * np.uint8(200) + np.uint8(rng.integers(0, 50))
    film[count // 2 :] = film[count // 2]
    job = FilmJob(kind, {"map1.frames": film}, tile=9 * times, fps=fps, repeat=repeat)
    frames, durations, loop = opened(made(job))
    rows = frame_schedule.order(count, repeat)
    assert len(frames) == len(rows) == extent(job).count
    for frame, row in zip(frames, rows, strict=True):
        assert (frame == grown(film[row], times)).all()
    part = {"gif": 10.0, "webp": 1.0, "apng": 0.0}[kind]
    assert np.abs(np.cumsum(durations) - np.arange(1, len(rows) + 1) * 1000 / fps).max() <= part / 2 + 1e-6
    if len(rows) > 1:
        assert loop in ((None, 1) if repeat == "once" else (0,))


@pytest.mark.parametrize("kind", MOVING)
def test_all_greys_are_exact_and_two_maps_stand_side_by_side(kind: str) -> None:
    """All 256 greys in one frame; the second map has another size and is scaled to the same tile."""
    left, right = np.arange(2 * 256, dtype=np.uint8).reshape(2, 16, 16), blobs(2, 32)
    job = FilmJob(kind, {"map1.frames": left, "map2.frames": right}, tile=64, repeat="once")
    frames, _, _ = opened(made(job))
    seam = frames[0][:, 64:-64]
    assert frames[0].shape == (64, 129, 3)
    assert (seam == pictures.GREY).all()
    for frame, a, b in zip(frames, left, right, strict=True):
        assert (frame[:, :64] == grown(a, 4)).all()
        assert (frame[:, -64:] == grown(b, 2)).all()


@pytest.mark.parametrize(("kind", "least"), [("gif", 25.0), ("webp", np.inf), ("apng", np.inf)])
def test_colours_are_exact_but_in_a_gif(kind: str, least: float) -> None:
    y, x = np.mgrid[0:40, 0:40].astype(np.uint8)
    film = np.stack([np.stack((6 * x, 6 * y, blob), axis=-1) for blob in blobs(3, 40)])
    assert all(len(np.unique(image.reshape(-1, 3), axis=0)) > 256 for image in film)
    frames, _, _ = opened(made(FilmJob(kind, {"map1.frames": film}, tile=40, repeat="once")))
    for frame, image in zip(frames, film, strict=True):
        error = np.square(frame.astype(float) - image).mean()
        assert (np.inf if error == 0 else 10 * np.log10(255**2 / error)) >= least


@pytest.mark.parametrize("kind", MOVING)
def test_a_grey_map_beside_a_coloured_one(kind: str) -> None:
    grey, colour = blobs(3), blobs(3, colour=True)
    colour = (colour > 127) * np.uint8(255)  # few colours: exact in a GIF too
    grey = (grey > 127) * np.uint8(255)
    job = FilmJob(kind, {"map1.frames": grey, "map2.frames": colour}, tile=28, repeat="once")
    frames, _, _ = opened(made(job))
    for frame, a, b in zip(frames, grey, colour, strict=True):
        assert (frame[:, :28] == grown(a, 1)).all()
        assert (frame[:, -28:] == b).all()


def test_smooth_is_between_the_pixels() -> None:
    film = np.zeros((1, 8, 8), np.uint8)
    film[0, :, 4:] = 255
    (sharp,), _, _ = opened(made(FilmJob("webp", {"map1.frames": film}, tile=64)))
    (smooth,), _, _ = opened(made(FilmJob("webp", {"map1.frames": film}, tile=64, smooth=True)))
    assert set(np.unique(sharp)) == {0, 255}
    assert len(np.unique(smooth)) > 4
    assert (np.diff(smooth[30, :, 0].astype(int))[24:40] >= 0).all()


def test_a_strip_has_a_row_a_map() -> None:
    a, b = blobs(5), blobs(5, 14)
    job = FilmJob("png", {"map1.frames": a, "map2.frames": b}, tile=28, columns=5)
    image = np.asarray(Image.open(io.BytesIO(made(job))))
    assert image.shape == (57, 140)
    assert (image[:28] == np.concatenate(list(a), axis=1)).all()
    assert (image[29:] == np.concatenate(list(b.repeat(2, 1).repeat(2, 2)), axis=1)).all()
    assert (image[28] == pictures.GREY).all()


def test_a_grid_has_rows_and_columns_and_the_maps_side_by_side() -> None:
    a, b = blobs(6), blobs(4)
    job = FilmJob("png", {"map1.frames": a, "map2.frames": b}, tile=28, columns=2, down=False)
    image = np.asarray(Image.open(io.BytesIO(made(job))))
    assert image.shape == (84, 113)
    assert (image[28:56, 28:56] == a[3]).all()
    assert (image[42:70, 57 + 28 :] == b[3]).all()  # two rows of tiles in the middle of three


def test_an_npz_holds_the_arrays_as_they_are() -> None:
    arrays = {"map1.frames": blobs(3), "map1.z": np.float32([[1, 2]] * 3), "t": np.linspace(0, 1, 3)}
    with np.load(io.BytesIO(made(FilmJob("npz", arrays, mark=b"{}"))), allow_pickle=False) as found:
        assert set(found.files) == {*arrays, "figure.json"}
        for name, array in arrays.items():
            assert found[name].dtype == array.dtype
            assert (found[name] == array).all()


# ------------------------------------------------------------ ffmpeg


def program(folder: Path, text: str) -> Path:
    path = folder / "ffmpeg"
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_ffmpeg_is_poured_raw_frames_of_even_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in that answers with its arguments and what it was given, more than a pipe holds both ways."""
    program(tmp_path, "import sys\nout, got = sys.stdout.buffer, sys.stdin.buffer\nout.write(repr(sys.argv).encode())\n"
            "while data := got.read(65536): out.write(data)\n")  # fmt: skip
    monkeypatch.setenv("PATH", str(tmp_path))
    film = blobs(5, 99)
    data = made(FilmJob("mp4", {"map1.frames": film}, mark=b"m" * 20, tile=99, fps=25, repeat="once"))
    told, _, rest = data.partition(b"'-']")
    assert b"'-s', '100x100', '-r', '25', '-pix_fmt', 'gray'" in told
    frames = np.frombuffer(rest[:50_000], np.uint8).reshape(5, 100, 100)
    assert (frames[:, :99, :99] == film).all()
    assert (frames[:, :99, 99] == film[:, :, 98]).all()
    assert rest[50_000:] == b"\0\0\0\x1cuuid" + b"m" * 20


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; sys.stderr.write('first\\nUnknown encoder x\\n'); sys.exit(1)", "Unknown encoder x"),
        ("import os; os.kill(os.getpid(), 9)", "it ended with code -9"),
    ],
)
def test_an_ffmpeg_that_fails_is_one_line(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, text)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DataError, match=f"^ffmpeg could not make the video: {said}$"):
        made(FilmJob("mp4", {"map1.frames": blobs(40, 64)}, tile=512))


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not on this machine")
def test_a_real_ffmpeg_reads_what_it_wrote(tmp_path: Path) -> None:
    film = blobs(20)
    path = tmp_path / "f.mp4"
    path.write_bytes(made(FilmJob("mp4", {"map1.frames": film}, mark=b"m" * 20, tile=112, fps=20, repeat="once")))
    command = ["ffmpeg", "-loglevel", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    frames = np.frombuffer(raw, np.uint8).reshape(-1, 112, 112)
    assert len(frames) == 20
    for frame, image in zip(frames, film, strict=True):
        assert np.abs(frame.astype(float) - grown(image, 4)[..., 0]).mean() < 6


def test_mp4_is_offered_where_ffmpeg_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [row.name for row in formats.offered()] == ["gif", "webp", "apng", "png", "npz"]
    with pytest.raises(DataError, match=r"ffmpeg, which is not on this machine\. Install ffmpeg"):
        made(FilmJob("mp4", {"map1.frames": blobs(2)}))
    if sys.platform != "win32":
        program(tmp_path, "")
        assert "mp4" in [row.name for row in formats.offered()]


def test_without_pillow_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats.importlib.util, "find_spec", lambda name: None)
    assert [row.name for row in formats.offered()] == ["npz"]
    with pytest.raises(DataError, match=r"^Pillow is not installed. Install it: pip install pillow$"):
        made(FilmJob("gif", {"map1.frames": blobs(2)}))


def test_webp_is_offered_where_pillow_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(formats, "_pillow", lambda: [tmp_path])
    assert "webp" not in [row.name for row in formats.offered()]
    with pytest.raises(DataError, match="this Pillow cannot write WebP"):
        made(FilmJob("webp", {"map1.frames": blobs(2)}))


# ------------------------------------------------------------ sizes


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tile": 2048}, "240 frames of 4,132 × 2,048 px is too much for an export. Make the tiles smaller, or fewer."),
        ({"tile": 4}, "tile: found 4 px, expected 8 to 2048 px"),
        ({"fps": 60}, "frames a second: found 60, expected 1 to 50 for GIF: viewers slow down what is faster"),
        ({"format": "png", "columns": 100}, "22,400 × 900 px is too large for PNG. Make the tiles smaller, or fewer."),
    ],
)
def test_sizes_that_cannot_be(changes: dict[str, Any], said: str) -> None:
    arrays = {"map1.frames": blobs(121), "map2.frames": blobs(121)}
    with pytest.raises(DataError) as raised:
        extent(FilmJob(**({"format": "gif", "arrays": arrays} | changes)))
    assert str(raised.value) == said


# ------------------------------------------------------------ the process


@pytest.fixture
def child() -> Any:
    command, arguments = launch.command(True, launch.FILMING)
    environment = os.environ | launch.ENVIRONMENT
    pipe = subprocess.PIPE
    with subprocess.Popen([command, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as started:
        yield started
        started.kill()


def answers(child: Any) -> list[Frame]:
    """All frames up to the one that is no progress."""
    reader, found = FrameReader(), []
    while data := os.read(child.stdout.fileno(), 1 << 20):
        found += reader.feed(data)
        if found and "share" not in found[-1].header:
            break
    return found


def test_the_process_tells_how_far_it_is_and_answers_the_file(child: Any) -> None:
    job = FilmJob("gif", {"map1.frames": blobs(30)}, mark=b"\x21\xfe\x02hi\0", tile=56, repeat="loop")
    child.stdin.write(request(job))
    child.stdin.flush()
    *shares, last = answers(child)
    told = [frame.header["share"] for frame in shares]
    assert told == sorted(told)
    assert (len(told), told[-1]) == (30, 1.0)
    assert last.arrays["data"].tobytes() == made(job)
    assert Image.open(io.BytesIO(made(job))).info["comment"] == b"hi"
    child.stdin.close()
    assert child.wait(20) == 0


def test_what_cannot_be_made_is_an_error_and_no_crash(child: Any) -> None:
    child.stdin.write(request(FilmJob("gif", {"map1.frames": blobs(2)}, tile=2)))
    child.stdin.flush()
    (last,) = answers(child)
    assert str(LabError.from_json(last.header["error"])).startswith("tile: found 2 px")


@pytest.mark.skipif(sys.platform != "linux", reason="stdin is polled, memory limited on Linux only")
def test_the_process_leaves_with_its_parent_even_at_work(child: Any) -> None:
    child.stdin.write(request(FilmJob("webp", {"map1.frames": blobs(121)}, tile=900)))
    child.stdin.flush()
    assert os.read(child.stdout.fileno(), 1)
    limits = Path(f"/proc/{child.pid}/limits").read_text()
    assert f"Max address space         {4 << 30}" in limits
    child.send_signal(signal.SIGINT)  # Ctrl-C in the terminal is for the window alone
    time.sleep(0.05)
    assert child.poll() is None
    child.stdin.close()
    assert child.wait(20) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ffmpeg works off what it was given")
def test_ffmpeg_ends_with_the_process_that_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "import time; time.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path))
    command, arguments = launch.command(True, launch.FILMING)
    with subprocess.Popen([command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdin is not None
        started.stdin.write(request(FilmJob("mp4", {"map1.frames": blobs(121)}, tile=224)))
        started.stdin.flush()
        until(lambda: ffmpegs(started.pid) != [])
        (pid,) = ffmpegs(started.pid)
        started.kill()
    stat = Path(f"/proc/{pid}/stat")
    until(lambda: not stat.exists() or ") Z " in stat.read_text())


def ffmpegs(pid: int) -> list[str]:
    """The children of a process that have become ffmpeg."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for one in children if b"/ffmpeg" in Path(f"/proc/{one}/cmdline").read_bytes()]


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_nonsense_ends_the_process(child: Any) -> None:
    child.stdin.write(b"\xff" * 64)
    child.stdin.flush()
    assert child.wait(20) == 3
    assert b"filming process: " in child.stderr.read()


def test_a_signal_is_filmed_as_a_line() -> None:
    values = np.random.default_rng(0).integers(0, 256, (1, 30)).astype(np.uint8)
    assert frame_schedule.scaled(1, 30, 64) == (64, 64)
    made = pictures.resized(values, 64, 64, smooth=False)
    np.testing.assert_array_equal(made, np.rint(plotted(values[None], 64, 64, 0.0, 255.0)[0] * 255))
