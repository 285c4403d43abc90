"""Where no window can be shown, one line says so and the exit code is 2: Qt itself would abort with 134."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from aevae_desktop import platform_check, system_packages
from aevae_desktop.errors import LabError

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE")
PLATFORM = """
import sys
from aevae_desktop import platform_check
platform_check.require(headless=len(sys.argv) == 1)
from PySide6.QtWidgets import QApplication
print(QApplication([]).platformName())
"""


def start(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return subprocess.run(
        [sys.executable, *command], env=clean | environment, capture_output=True, text=True, timeout=120, check=False
    )


def line_of(*arguments: str, **environment: str) -> str:
    """What the program says where it cannot start: one line, and exit code 2."""
    done = start("-m", "aevae_desktop", *arguments, **environment)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    return done.stderr.removeprefix("aevae-desktop: ").rstrip("\n")


@pytest.fixture
def runtime(short_folder: Path) -> str:
    return str(short_folder)


@pytest.fixture
def short_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A socket's path has at most 107 bytes."""
    return tmp_path_factory.mktemp("w")


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland are Linux's")


@linux
class TestWayland:
    def test_nothing_listens(self, runtime: str) -> None:
        line = line_of(WAYLAND_DISPLAY="nobody", XDG_RUNTIME_DIR=runtime)
        assert line.startswith("the Wayland display nobody does not answer. ")

    def test_no_runtime_folder(self) -> None:
        line = line_of(WAYLAND_DISPLAY="wayland-0")
        assert line.startswith("the Wayland display wayland-0 does not answer (XDG_RUNTIME_DIR is not set). ")

    def test_the_compositor_is_gone_but_its_socket_is_there(self, short_folder: Path) -> None:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(short_folder / "gone"))
        line = line_of(WAYLAND_DISPLAY=str(short_folder / "gone"))
        assert f"{short_folder}/gone does not answer" in line

    def test_neither_of_two_displays_answers(self, runtime: str) -> None:
        line = line_of(WAYLAND_DISPLAY="nobody", XDG_RUNTIME_DIR=runtime, DISPLAY=":4711")
        assert "the Wayland display nobody does not answer; the display :4711 does not answer" in line

    def test_it_was_asked_for_by_name(self) -> None:
        assert "the Wayland display wayland-0 does not answer" in line_of(QT_QPA_PLATFORM="wayland")

    def test_even_a_picture_needs_it_when_it_was_asked_for(self, tmp_path: Path) -> None:
        line = line_of("--screenshot", str(tmp_path / "x.png"), QT_QPA_PLATFORM="wayland")
        assert "the Wayland display wayland-0 does not answer" in line

    def test_a_library_is_missing(self, runtime: str, tmp_path: Path) -> None:
        """An empty file stands for the missing one; the remedy names its package alone."""
        (tmp_path / "libwayland-cursor.so.0").touch()
        line = line_of(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=runtime, LD_LIBRARY_PATH=str(tmp_path))
        assert line.startswith("Qt's Wayland plugin cannot be loaded: ")
        assert "apt-get install" in line
        assert "libwayland-cursor0" in line.split()

    def test_a_compositor_that_answers(self, compositor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(platform_check, "_load_plugin", lambda *_: None)
        monkeypatch.setenv("WAYLAND_DISPLAY", str(compositor))
        platform_check._try_wayland()

    def test_somebody_listens_who_is_no_compositor(self, short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(platform_check, "_load_plugin", lambda *_: None)
        monkeypatch.setattr(platform_check, "PATIENCE_S", 0.1)
        monkeypatch.setenv("WAYLAND_DISPLAY", str(short_folder / "mute"))
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(short_folder / "mute"))
            server.listen()
            with pytest.raises(LabError, match="mute does not answer"):
                platform_check._try_wayland()

    @pytest.fixture
    def compositor(self, short_folder: Path) -> Iterator[Path]:
        """It answers one request, as a compositor does."""
        path = short_folder / "wayland-7"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
            server.listen()
            thread = threading.Thread(target=self.answer, args=[server])
            thread.start()
            yield path
            thread.join()

    @staticmethod
    def answer(server: socket.socket) -> None:
        client, _ = server.accept()
        with client:
            assert len(client.recv(100)) == 12
            client.sendall(bytes(12))


@linux
@pytest.mark.parametrize(
    ("platform", "said"),
    [
        ("foo", "Qt has no platform 'foo'. QT_QPA_PLATFORM may be unset, or "),
        ("foo;bar:1", "Qt has no platform 'foo'; Qt has no platform 'bar:1'. QT_QPA_PLATFORM may be unset, or "),
        (" ", "Qt has no platform ' '. "),
        (";", "QT_QPA_PLATFORM: found ;, expected the name of a platform. "),
        ("windows", "Qt has no platform 'windows'. "),
        ("xcb:no-xi2", "there is no X11 display (DISPLAY is not set). "),
        ("wayland;xcb", "the Wayland display wayland-0 does not answer (XDG_RUNTIME_DIR is not set); there is no X11 "),
        ("offscreen:configfile=/none", "Qt's platform 'offscreen:configfile=/none' does not start here. "),
    ],
)
def test_a_platform_that_does_not_start(platform: str, said: str) -> None:
    assert line_of(QT_QPA_PLATFORM=platform).startswith(said)


@linux
@pytest.mark.parametrize(
    ("platform", "taken"),
    [
        ("", "offscreen"),
        ("offscreen", "offscreen"),
        ("OFFSCREEN", "offscreen"),
        ("minimal", "minimal"),
        ("foo;offscreen", "offscreen"),
        ("xcb;offscreen", "offscreen"),
        ("wayland;minimal:", "minimal"),
        (";;offscreen", "offscreen"),
    ],
)
def test_a_platform_that_starts(platform: str, taken: str) -> None:
    """One of a list is enough, and Qt says nothing of those before it."""
    done = start("-c", PLATFORM, QT_QPA_PLATFORM=platform)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{taken}\n", "")


def test_without_pyside_the_remedy_is_not_the_systems() -> None:
    """A Python without its site-packages has none."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from aevae_desktop import app; sys.exit(app.main())"
    done = start("-S", "-c", code, str(Path(platform_check.__file__).parents[1]))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith(f"aevae-desktop: PySide6 is not installed for {sys.executable}. ")
    assert "python3 run.py" in done.stderr
    assert "apt" not in done.stderr


@linux
def test_the_plugins_libraries_are_checked_before_qt_would_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("XDG_SESSION_TYPE", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(platform_check.ctypes, "CDLL", missing)
    with pytest.raises(LabError, match=r"libxcb-cursor\.so\.0.*apt-get install libxcb-cursor0"):
        platform_check.require(headless=False)


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "apt-get install libegl1"),
        (
            "libfancy.so.3: cannot open shared object file: No such file",
            "the package of this system that holds libfancy",
        ),
        ("libQt6Core.so.6: cannot open shared object file: No such file", "python3 run.py"),
        ("/lib/libc.so.6: version `GLIBC_2.99' not found", "python3 run.py"),
    ],
)
def test_the_remedy_fits_what_is_missing(said: str, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "_loads", lambda _: True)
    error = platform_check._not_loaded("Qt", ImportError(said), system_packages.EVERYWHERE)
    assert remedy in str(error)


@linux
def test_each_library_that_qt_asks_for_has_a_package() -> None:
    """What Qt's libraries and plugins need of the system is in the tables, or comes along with what is."""
    import PySide6

    folder = Path(PySide6.__path__[0]) / "Qt"
    files = [*folder.glob("plugins/platforms/libq[wx]*.so"), *folder.glob("lib/libQt6Gui.so.6"),
             *folder.glob("lib/libQt6Widgets.so.6")]  # fmt: skip
    names = {name for file in files for name in needed_by(file)}
    ours = {path.name for path in (folder / "lib").iterdir()}
    along = {"libxcb.so.1", "libxcb-render.so.0", "libxcb-util.so.1", "libz.so.1", "libgthread-2.0.so.0"}
    toolchain = {"libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1", "libpthread.so.0", "libdl.so.2"}
    left = names - ours - along - toolchain - set(system_packages.ALL)
    assert not {name for name in left if not name.startswith("ld-linux")}


def needed_by(file: Path) -> set[str]:
    """The names of libraries in a library's table of strings: all that look like one."""
    return {name.decode() for name in re.findall(rb"\0(lib[\w.+-]+\.so(?:\.\d+)+)(?=\0)", file.read_bytes())}


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")
def test_a_display_that_nobody_else_uses_is_still_there_for_qt() -> None:
    """A server whose last client leaves begins anew, or ends, as this one: the look at it must not be that client."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-terminate"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        done = start("-c", PLATFORM, "window", DISPLAY=display)
        server.terminate()
    assert (done.returncode, done.stdout, done.stderr) == (0, "xcb\n", "")
