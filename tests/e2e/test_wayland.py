"""The real program on a real Wayland compositor (Weston without a screen): its window is made, filled and closed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

TITLE = "AE · VAE Desktop"
PATIENCE_S = 60.0


def wait_for(what: str, found: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not found():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.1)


def is_in(file: Path, text: str) -> bool:
    return text in file.read_text(errors="replace")


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a Wayland session of our own, without X11."""
    if shutil.which("weston") is None:
        pytest.skip("not installed: weston")
    folder = tmp_path_factory.mktemp("w")  # short: a socket's path has at most 107 bytes
    folder.chmod(0o700)
    without = ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_SOCKET")
    environment = {name: value for name, value in os.environ.items() if name not in without}
    environment |= {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "ours", "XDG_SESSION_TYPE": "wayland"}
    command = ["weston", "--backend=headless-backend.so", "--socket=ours", "--no-config", "--idle-time=0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as weston:
        try:
            wait_for("the compositor", (folder / "ours").exists)
            yield environment
        finally:
            weston.kill()


def test_the_window_comes_and_goes(session: dict[str, str], tmp_path: Path) -> None:
    command = os.environ.get("AEVAE_DESKTOP") or str(Path(sys.executable).with_name("aevae-desktop"))
    said = tmp_path / "said"
    with said.open("wb") as errors:
        program = subprocess.Popen(
            [command], env={**session, "WAYLAND_DEBUG": "client"}, cwd=tmp_path, stdout=errors, stderr=errors
        )
    try:
        for step in (f'set_title("{TITLE}")', ".ack_configure(", ".attach(wl_buffer"):
            wait_for(step, partial(is_in, said, step))
        time.sleep(1.0)  # the signal's handler is set once the window is there
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE_S) == 0
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
