"""How a person likes it, put into a session and kept while it changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.features import CONTROLLERS, OVERLAYS, SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.state import PointLook
from aevae_desktop.features.recovery.kept_settings import KeptSettings
from aevae_desktop.recovery.settings import Settings
from aevae_desktop.session.session import Session
from tests.session_fixtures import FakeClient


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def started(qapp: object, path: Path, library: Path) -> Any:
    """``started()`` is the session of a program that starts, with what keeps its settings."""
    made: list[Any] = []

    def start(*wanted: Path) -> tuple[Any, KeptSettings]:
        layers = {overlay.name: overlay.layer for overlay in OVERLAYS}
        session: Any = Session(CONTROLLERS, FakeClient, layers, SAVED, Settings(path))  # type: ignore[arg-type]
        made.append(session)
        kept = KeptSettings(session)
        session.controller(LibraryController).start([library], wanted)
        session.client.flush()
        return session, kept

    yield start
    for session in made:
        session.close()


def test_looks_are_there_at_the_next_start_and_nothing_else_is(started: Any) -> None:
    session, kept = started()
    session.controller(LayersController).toggle_layer("labels")
    session.controller(PointsController).set_size(2.5)
    session.controller(DrawingController).clear()
    kept.write()
    again, _ = started()
    assert again.state.layers == session.state.layers
    assert again.state.part(PointLook).size == 2.5


def test_what_stays_as_it_was_is_not_written(started: Any, path: Path) -> None:
    session, kept = started()
    session.notify("something else")
    kept.write()
    assert set(json.loads(path.read_bytes())["values"]) == {"models"}


def test_it_is_written_a_moment_after_the_change(started: Any, path: Path, qtbot: Any) -> None:
    session, _ = started()
    session.controller(LayersController).toggle_layer("labels")
    qtbot.waitUntil(path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "layers" in json.loads(path.read_bytes())["values"], timeout=10_000)


def test_what_is_wrong_with_the_file_is_said_once(started: Any, path: Path) -> None:
    path.write_text("{")
    session, kept = started()
    assert "settings.json.broken" in session.state.notice
    session.notify("something else")
    kept.write()
    assert session.state.notice == "something else"


def test_the_last_ten_that_were_opened_are_remembered(
    started: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    folders = [tiny_bundle(f"of-{k}", n=20, parent=tmp_path / "elsewhere") for k in range(12)]
    session, _ = started(folders[0])
    for folder in [*folders, tmp_path / "nothing", folders[5]]:
        session.controller(LibraryController).open(0, folder)
        session.client.flush()
    kept = [str(folder) for folder in (folders[5], *folders[11:5:-1], *folders[4:1:-1])]
    assert list(session.settings.texts("recent", 100)) == kept
