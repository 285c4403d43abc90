"""The command line: pictures without a display, and one clear line where the world is not fit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from aevae_desktop import __version__, app
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.pictures.state import Pictures
from aevae_desktop.features.probe.state import Owner, Showing
from aevae_desktop.window.window import Window
from tests.conftest import tiny_decoder


def run(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "aevae_desktop", *map(str, args)]
    return subprocess.run(command, env=clean | environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def bundles(tiny_bundle: Any) -> list[Path]:
    return [tiny_bundle("left", kind="ae"), tiny_bundle("right", kind="vae")]


def test_screenshot_needs_no_display(bundles: list[Path], tmp_path: Path) -> None:
    strokes = tmp_path / "three.json"
    strokes.write_text(json.dumps([[[10, 10], [60, 40], [20, 70]], [[5, 5]]]))
    out = tmp_path / "out.png"
    done = run(
        *bundles, "--screenshot", out, "--size", "1100x700", "--theme", "light", "--hover", "1,0.5,-0.5",
        "--draw", strokes, "--path", "0,0,1,1", "--at", "0.5", "--card", "layers",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1100, 700)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_screenshot_shows_what_was_asked_for(qapp: Any, bundles: list[Path], tmp_path: Path) -> None:
    plain, probed = tmp_path / "a.png", tmp_path / "b.png"
    common = [*map(str, bundles), "--size", "1000x700", "--theme", "dark", "--screenshot"]
    assert app.main([*common, str(plain), "--hover", "0,0,0"]) == 0
    assert app.main([*common, str(probed), "--hover", "0,0,0.8"]) == 0
    assert plain.read_bytes() != probed.read_bytes()
    again = tmp_path / "c.png"
    assert app.main([*common, str(again), "--hover", "0,0,0", "--single"]) == 0
    assert again.read_bytes() != plain.read_bytes()


def test_a_screenshot_has_no_line_for_who_begins(
    qapp: Any, bundles: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    grab = Window.grab

    def grabbed(window: Window) -> Any:
        seen.extend(window.findChild(QWidget, f"note.{i}").isVisible() for i in (0, 1))
        return grab(window)

    monkeypatch.setattr(Window, "grab", grabbed)
    assert app.main([*map(str, bundles), "--size", "1000x700", "--screenshot", str(tmp_path / "a.png")]) == 0
    assert seen == [False, False]


def test_without_a_display_one_line_says_what_to_do() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "aevae-desktop: there is no display (DISPLAY and WAYLAND_DISPLAY are not set). Start it from a desktop "
        "session, use 'ssh -X', or save a picture with --screenshot FILE.png\n"
    )


@pytest.mark.parametrize("platform", ["", "xcb"])
def test_a_display_that_does_not_answer(platform: str) -> None:
    done = run(DISPLAY=":4711", QT_QPA_PLATFORM=platform)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "the display :4711 does not answer" in done.stderr or "apt-get install" in done.stderr


def test_version() -> None:
    assert run("--version").stdout == f"aevae-desktop {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--size", "big"], "argument --size: found 'big', expected a size like 1600x1000"),
        (["--hover", "1,2"], "argument --hover: found '1,2', expected 3 numbers with commas between them"),
        (["--path", "a,b,c,d"], "argument --path: found 'a,b,c,d', expected 4 numbers with commas between them"),
        (["--at", "nan"], "argument --at: found 'nan', expected a number from 0 to 1"),
        (["--at", "7"], "argument --at: found '7', expected a number from 0 to 1"),
        (["--hover", "1,nan,0"], "argument --hover: found '1,nan,0', expected 3 numbers with commas between them"),
    ],
)
def test_arguments_that_mean_nothing(arguments: list[str], line: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        app.main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"aevae-desktop: error: {line}"


def fails(capsys: Any, *arguments: object) -> str:
    assert app.main([str(argument) for argument in arguments]) == 2
    line: str = capsys.readouterr().err
    assert line.count("\n") == 1
    assert line.startswith("aevae-desktop: ")
    return line.removeprefix("aevae-desktop: ").strip()


def test_a_bundle_that_is_not_there(qapp: Any, tmp_path: Path, capsys: Any) -> None:
    line = fails(capsys, tmp_path / "none", "--screenshot", tmp_path / "x.png")
    assert line.startswith(f"{tmp_path}/none: missing")
    assert not (tmp_path / "x.png").exists()


def test_strokes_that_are_none(qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[[1, 2, 3]]")
    line = fails(capsys, *bundles, "--screenshot", tmp_path / "x.png", "--draw", bad)
    assert line.startswith(f"{bad}: found ")
    assert line.endswith("expected a list of strokes, each a list of [x, y]; at most 50000 points")
    gone = tmp_path / "gone.json"
    line = fails(capsys, *bundles, "--screenshot", tmp_path / "x.png", "--draw", gone)
    assert line == f"{gone}: missing. Give another file."


def test_a_pane_that_is_not_there(qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any) -> None:
    line = fails(capsys, *bundles, "--screenshot", tmp_path / "x.png", "--hover", "2,0,0")
    assert line == "--hover: found 2, expected a map on screen: 0 or 1"


def test_a_picture_that_cannot_be_written(qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any) -> None:
    line = fails(capsys, *bundles, "--screenshot", tmp_path / "no" / "x.png")
    assert line == f"{tmp_path}/no/x.png: cannot write the picture: No such file or directory"


@pytest.mark.parametrize("text", ["1,3x9", "1,2x2", "0,pcb", "1,", "1,0x1"])
def test_a_plane_that_there_is_not_is_one_line(
    qapp: Any, bundles: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    arguments = [*map(str, bundles), "--size", "1000x700", "--screenshot", str(tmp_path / "x.png"), "--plane", text]
    assert app.main(arguments) == 2
    line = capsys.readouterr().err.strip()
    assert line == f"aevae-desktop: --plane: found {text}, expected a map and pca, or a map and two dimensions: 0,3x7"


def test_a_picture_shows_the_plane_that_was_asked_for(qapp: Any, bundles: list[Path], tmp_path: Path) -> None:
    one, other = tmp_path / "a.png", tmp_path / "b.png"
    common = [*map(str, bundles), "--size", "1000x700", "--theme", "dark", "--screenshot"]
    assert app.main([*common, str(one)]) == 0
    assert app.main([*common, str(other), "--plane", "0,2x1"]) == 0
    assert one.read_bytes() != other.read_bytes()


def test_a_figure_without_a_display_and_back_again(bundles: list[Path], tmp_path: Path) -> None:
    """Exported, opened by its own name, exported again: the very same bytes; size and scale are remembered."""
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    done = run(
        *bundles, "--figure", one, "--size", "900x600", "--scale", "1.25", "--theme", "light", "--hover", "1,0.5,0"
    )
    assert (done.returncode, done.stderr) == (0, "")
    models = tmp_path / "models"
    models.mkdir()
    for folder in bundles:
        folder.rename(models / folder.name)  # found by what they are, not by where they were
    again = run(one, "--models", models, "--figure", two)
    assert (again.returncode, again.stderr) == (0, "")
    assert one.read_bytes() == two.read_bytes()
    image = QImage(str(one))
    assert (image.width(), image.height()) == (900, 600)


@pytest.mark.parametrize("kind", ["svg", "csv", "npz"])
def test_every_kind_of_figure(qapp: Any, bundles: list[Path], tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"out.{kind}"
    assert app.main([*map(str, bundles), "--figure", str(out), "--size", "900x600"]) == 0
    assert b"aevae-figure" in out.read_bytes()


def test_a_figure_whose_bundles_are_not_here(qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "out.png"
    assert app.main([*map(str, bundles), "--figure", str(out), "--size", "900x600"]) == 0
    line = fails(capsys, out, "--screenshot", tmp_path / "x.png")
    assert line.startswith("left (sha256 ")
    assert line.endswith("is not among the models. Nothing was changed.")
    assert not (tmp_path / "x.png").exists()
    assert app.main([str(bundles[0]), str(out), "--figure", str(tmp_path / "y.png")]) == 0
    line = capsys.readouterr().err
    assert line.startswith("aevae-desktop: right (sha256 ")
    assert line.endswith("is not among the models. The rest is as it was.\n")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plain.png", b"\x89PNG\r\n\x1a\n", "is damaged, found no size, expected a PNG"),
        ("notes.txt", b"hello", "was not exported by this program"),
        ("none.svg", None, "missing. Open a PNG"),
    ],
)
def test_a_file_that_is_no_figure(name: str, content: bytes | None, said: str, tmp_path: Path, capsys: Any) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert fails(capsys, tmp_path / name, "--screenshot", tmp_path / "x.png").startswith(f"{tmp_path}/{name}: {said}")


def test_pictures_are_read_as_if_they_were_dropped(qapp: Any, bundles: list[Path], tmp_path: Path) -> None:
    """Named beside models: the first is the drawing, which the previews show; a folder of pictures is read, too."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        image = QImage(20, 20, QImage.Format.Format_Grayscale8)
        image.fill(20)
        image.setPixel(9, 9, 0xFFFFFFFF)
        image.save(str(tmp_path / "in" / f"{name}.png"))
    for named in ([tmp_path / "in"], [tmp_path / "in" / "a.png", tmp_path / "in" / "b.png"]):
        window = app.create_window([*map(str, bundles), *map(str, named)])
        assert window.wait_idle(30_000)
        state = window.session.state
        assert [photo.name for photo in state.part(Pictures).photos] == ["a.png", "b.png"]
        assert state.part(Drawing).photo.name == "a.png"
        assert state.part(Showing).owner is Owner.DRAWING
        assert [pane.model.manifest.id for pane in state.panes] == [folder.name for folder in bundles]
        window.session.close()


def test_two_folders_of_networks_are_two_maps(qapp: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "decoder.onnx").write_bytes(tiny_decoder(2, 1))
    window = app.create_window([str(tmp_path / name) for name in ("one", "two")])
    assert window.wait_idle(30_000)
    state = window.session.state
    assert state.shown == (0, 1)
    assert [pane.model is not None for pane in state.panes] == [True, True]
    window.session.close()


@pytest.mark.parametrize("named", ["bundle first", "networks first", "files first"])
def test_the_order_of_the_command_line_is_that_of_the_maps(
    qapp: Any, bundles: list[Path], tmp_path: Path, named: str
) -> None:
    """Whatever each of them is: networks without a manifest came after bundles."""
    nets = tmp_path / "nets"
    nets.mkdir()
    (nets / "decoder.onnx").write_bytes(tiny_decoder(2, 1))
    paths = [nets / "decoder.onnx" if named == "files first" else nets, bundles[1]]
    window = app.create_window([str(path) for path in (paths[::-1] if named == "bundle first" else paths)])
    assert window.wait_idle(30_000)
    state = window.session.state
    assert state.shown == (0, 1)
    own = [Path(pane.model.key) == bundles[1] for pane in state.panes]
    assert own == ([True, False] if named == "bundle first" else [False, True])
    window.session.close()


def test_a_figure_that_cannot_be_written(qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any) -> None:
    line = fails(capsys, *bundles, "--figure", tmp_path / "no" / "x.png")
    assert line == f"{tmp_path}/no/x.png: cannot write the figure: No such file or directory"
    line = fails(capsys, *bundles, "--figure", tmp_path / "x.pdf")
    assert line == f"{tmp_path}/x.pdf: found the ending '.pdf', expected .png, .svg, .csv, .npz"


def test_a_film_without_a_display_and_back_again(bundles: list[Path], tmp_path: Path) -> None:
    """The settings reach the file, and the file opened by its name gives the same film again."""
    from PIL import Image

    one, two = tmp_path / "one.gif", tmp_path / "two.gif"
    options = ["--fps", "20", "--tile", "56", "--repeat", "loop", "--path=-1,0.3,1.2,1.1"]
    done = run(*bundles, "--export-film", one, *options)
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(one) as image:
        assert (image.size, image.n_frames, image.info["duration"]) == ((56, 56), 121, 50)  # type: ignore[attr-defined]
    models = tmp_path / "models"
    models.mkdir()
    for folder in bundles:
        folder.rename(models / folder.name)
    again = run(one, "--models", models, "--export-film", two, *options[:6])
    assert (again.returncode, again.stderr) == (0, "")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("f.bmp", [], "no format of a film, found .bmp, expected .gif, .webp, .apng, .mp4, .png, .npz"),
        ("f", [], "no format of a film, found no ending, expected .gif, .webp, .apng, .mp4, .png, .npz"),
        ("f.gif", ["--grid"], "a grid does not move, found GIF, expected PNG or NPZ"),
        ("nowhere/f.gif", [], "{}/nowhere: cannot write the film: no such folder"),
    ],
)
def test_a_film_that_cannot_be(tmp_path: Path, name: str, more: list[str], said: str, capsys: Any) -> None:
    """It is said before any model is opened."""
    assert app.main(["--export-film", str(tmp_path / name), *more]) == 2
    line = capsys.readouterr().err
    assert line.startswith(f"aevae-desktop: {said.format(tmp_path)}")
    assert line.count("\n") == 1
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("where", ["a slot", "making it"])
def test_a_bug_without_a_window_is_one_line_and_exit_code_1(
    qapp: Any, bundles: list[Path], tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """No dialog that nobody sees, no traceback; the same bug told many times is one line."""
    from aevae_desktop import capture

    def broken(*args: object) -> None:
        raise RuntimeError("not meant to happen")

    if where == "a slot":
        from aevae_desktop.features.points.legend import Legend

        monkeypatch.setattr(Legend, "render_state", broken)
    else:
        monkeypatch.setattr(capture, "_act", broken)
    assert app.main([*map(str, bundles), "--size", "1000x700", "--screenshot", str(tmp_path / "x.png")]) == 1
    assert capsys.readouterr().err == "aevae-desktop: unexpected error: RuntimeError: not meant to happen\n"


def test_a_bundle_that_is_not_there_is_one_line_before_any_window(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"aevae-desktop: {tmp_path / 'nowhere'}: missing. Name a folder with a manifest.json, or a figure.\n"
    )
