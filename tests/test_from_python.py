"""The window beside a script: it opens, is closed, says what is wrong, and outlives the script or not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import aevae_desktop
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.from_python import ExploreWindow

LIMIT = 60  # seconds that anything here may take
SCRIPT = (
    "import sys, time, aevae_desktop; from pathlib import Path\n"
    "window = aevae_desktop.explore(sys.argv[1], ends_with_parent=sys.argv[3] == 'ends')\n"
    "while not any(Path(sys.argv[2]).rglob('*')): time.sleep(.05)\n"
    "time.sleep(.5); print(window.pid, flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the window keeps what it does: something lies there once it is on the screen."""
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return tmp_path / "state"


@pytest.fixture
def opened() -> Iterator[Callable[..., ExploreWindow]]:
    windows: list[ExploreWindow] = []

    def start(*models: Path, **more: Any) -> ExploreWindow:
        windows.append(aevae_desktop.explore(*models, **more))
        return windows[-1]

    yield start
    for window in windows:
        window.close()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """Whether the process ``pid`` has ended; nobody may be there to reap it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_it_opens_beside_and_is_closed(state: Path, opened: Any, tiny_bundle: Any) -> None:
    window = opened(tiny_bundle("left"), tiny_bundle("right", kind="ae"), options=["--theme", "light"])
    assert window.pid != os.getpid()
    until(lambda: any(state.rglob("*")))
    with pytest.raises(TimeoutError, match="still open"):
        window.wait(0.5)
    assert window.is_open
    assert "open" in repr(window)
    window.close()
    window.wait()  # which says of no error
    assert not window.is_open


@pytest.mark.parametrize("what", ["nothing", "empty", "damaged", "text.onnx"])
def test_what_cannot_be_opened_is_said_at_once(tmp_path: Path, what: str) -> None:
    if what == "text.onnx":
        (tmp_path / what).write_text("hello")
    elif what != "nothing":
        (tmp_path / what).mkdir()
    if what == "damaged":
        (tmp_path / what / "manifest.json").write_text("{")
    with pytest.raises(BundleError, match=f"{what}.*"):
        aevae_desktop.explore(tmp_path / what)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is told otherwise elsewhere")
def test_what_only_the_window_finds_out_is_one_line(state: Path, opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(LabError, match=r"^there is no display") as caught:
        opened().wait(LIMIT)
    assert "\n" not in str(caught.value)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    with pytest.raises(LabError, match="argument --theme: invalid choice: 'pink'"):
        opened(options=["--theme", "pink"]).wait(LIMIT)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("how", ["stays", "ends"])
def test_it_outlives_the_script_or_ends_with_it(state: Path, tiny_bundle: Any, how: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(tiny_bundle("one")), str(state), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as script:
        assert script.stdout is not None
        pid = int(script.stdout.readline())
        script.kill()
    try:
        if how == "ends":
            until(lambda: gone(pid))
        else:
            time.sleep(1.0)
            assert not gone(pid)
    finally:
        if not gone(pid):
            os.kill(pid, 15)
            until(lambda: gone(pid))


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import aevae_desktop; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["aevae_desktop"]
