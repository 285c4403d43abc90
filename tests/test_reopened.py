"""The program itself, closed and started again: it opens as it was, and nothing that it has kept is ever lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop import app
from aevae_desktop.recovery.settings import FORMAT, VERSION
from tests.test_survival import start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a clean end")

FACTS = """
import json
import numpy as np
from PySide6.QtWidgets import QWidget
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.state import PointLook
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Guidance, Probe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selection
from aevae_desktop.session.state import Mode
def told(window, said):
    state, strip = window.session.state, window.findChild(QWidget, "recovery")
    probe, chosen = state.panes[state.lead].get(Probe), state.get(Selection)
    print(json.dumps(dict(
        strip=strip.isVisible(), said=said, theme=window.theme.name, mode=state.mode.value, shown=state.shown,
        models=[pane.model and pane.model.key for pane in state.panes], errors=[str(p.error) for p in state.panes],
        strokes=[stroke.tolist() for stroke in state.part(Drawing).strokes],
        ways=[[None if z is None else z.tolist() for z in w.z] for w in state.part(PathState).waypoints],
        selection=chosen and chosen.samples.tolist(), layer=state.layers["labels"].on,
        size=state.part(PointLook).size, guided=state.part(Guidance).dismissed,
        probe=probe and [state.pinned, state.lead, *probe.xy],
        place=[window.window().width(), window.window().height()],
        recent=list(window.session.settings.texts("recent", 10)))), flush=True)
def then(controller, window, run):
    try:
        tried(controller, window, run)
    except BaseException as error:
        print(type(error).__name__, error, file=sys.stderr, flush=True)
    finally:
        window.window().close()
def tried(controller, window, run):
    said = [window.session.state.notice]
    window.session.changed.connect(lambda old, new: said.append(new.notice) if new.notice != old.notice else None)
    if not window.wait_idle(60_000):
        raise SystemExit(3)
    session = window.session
    act(window)
    if not window.wait_idle(60_000):
        raise SystemExit(3)
    told(window, [line for line in said if line])
def act(window):
    session = window.session
"""
LOOK = "    pass\n"
DISMISS = "    session.controller(ProbeController).dismiss_guidance()\n"
WORK = """
    session.controller(DrawingController).redraw((np.array([[60.0, 60.0], [140.0, 90.0], [80.0, 200.0]]),))
    session.controller(PathController).join(0, (-1.0, 0.0), (1.0, 0.5))
    session.controller(SelectionController).box(1, (-1.0, -1.0, 1.0, 1.0))
    session.controller(LayersController).toggle_layer("labels")
    session.controller(PointsController).set_size(2.0)
    window.wait_idle(60_000)
    session.controller(ProbeController).probe(1, 0.25, -0.5)
    session.controller(ProbeController).pin(True)
    session.set_mode(Mode.PATH)
    window.toggle_theme()
    window.window().resize(800, 700)
"""


def told(act: str, *args: object, **environment: str | None) -> dict[str, Any]:
    child = start(FACTS + act, *args, **environment)
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    assert "Traceback" not in err, err
    assert out, err
    facts: dict[str, Any] = json.loads(out)
    return facts


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "state"


@pytest.fixture
def bundles(tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two bundles in a library of their own; the folder can be moved."""
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    kinds = {"left": "ae", "right": "vae"}
    return [tiny_bundle(name, kind=kind, parent=tmp_path / "models") for name, kind in kinds.items()]


def test_closed_and_started_again_it_opens_as_it_was(bundles: list[Path], state: Path) -> None:
    before = told(WORK, *bundles)
    assert (before["mode"], before["place"]) == ("Path", [800, 700])  # the screen of the tests is 800 x 800
    assert set(before["recent"]) == set(map(str, bundles))
    for _ in range(2):
        after = told(LOOK)
        assert after == before | {"said": []}
    assert list((state / "runs").iterdir()) == []
    assert not list(state.rglob(".*"))


def test_models_alone_are_kept_too(bundles: list[Path]) -> None:
    told(LOOK, bundles[1], bundles[0])
    assert told(LOOK)["models"] == [str(bundles[1]), str(bundles[0])]


def test_how_to_begin_is_not_said_again_once_it_was_dismissed(bundles: list[Path]) -> None:
    assert not told(LOOK, *bundles)["guided"]
    told(DISMISS, *bundles)
    assert told(LOOK, *bundles)["guided"]
    assert told(LOOK, "--fresh")["guided"]


def test_fresh_and_bundles_that_are_named_come_without_the_session(bundles: list[Path], state: Path) -> None:
    before = told(WORK, *bundles)
    kept = (state / "session.json").read_bytes()
    named = told(LOOK, bundles[1])
    assert (named["models"][0], named["strokes"], told(LOOK, "--fresh")["strokes"]) == (str(bundles[1]), [], [])
    assert named["ways"] != before["ways"]
    for key in ("theme", "place", "layer", "size"):  # how a person likes it is no part of a session
        assert named[key] == before[key]
    (state / "session.json").write_bytes(kept)
    assert told(LOOK)["strokes"] == before["strokes"]


def test_a_library_that_was_moved_is_found_again(bundles: list[Path], tmp_path: Path) -> None:
    before = told(WORK, *bundles)
    (tmp_path / "models").rename(tmp_path / "moved")
    after = told(LOOK, AEVAE_MODELS=str(tmp_path / "moved"))
    assert after["models"] == [str(tmp_path / "moved" / bundle.name) for bundle in bundles]
    assert (after["strokes"], after["ways"], after["selection"]) == (
        before["strokes"],
        before["ways"],
        before["selection"],
    )


def test_models_that_are_gone_are_told_and_the_drawing_is_there(bundles: list[Path], tmp_path: Path) -> None:
    before = told(WORK, *bundles)
    (tmp_path / "models").rename(tmp_path / "moved")
    after = told(LOOK)
    assert after["strokes"] == before["strokes"]
    assert "left cannot be opened." in after["said"][-1]


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "aevae-figure", "format_version": "2.0"}'])
def test_a_session_that_cannot_be_read_is_told_and_kept(bundles: list[Path], state: Path, text: str) -> None:
    told(LOOK, *bundles)
    (state / "session.json").write_text(text)
    after = told(LOOK)
    assert len(after["said"]) == 1
    assert "session.json" in after["said"][0]
    assert (state / "session.json.broken").read_text() == text
    assert all(after["models"])  # the usual ones


def test_settings_that_cannot_be_read_are_told_in_the_window(bundles: list[Path], state: Path) -> None:
    told(WORK, *bundles)
    (state / "settings.json").write_text("{")
    after = told(LOOK)
    assert "settings.json.broken" in after["said"][0]
    assert (state / "settings.json.broken").read_text() == "{"
    assert told(LOOK)["said"] == []


def test_newer_settings_are_told_and_left_alone(bundles: list[Path], state: Path) -> None:
    state.mkdir(parents=True)
    whole = json.dumps({"format": FORMAT, "version": VERSION + 1, "values": {"theme": "light"}})
    (state / "settings.json").write_text(whole)
    assert "newer version" in told(WORK, *bundles)["said"][0]
    assert (state / "settings.json").read_text() == whole


def test_a_value_that_makes_no_sense_costs_itself_alone(bundles: list[Path], state: Path) -> None:
    state.mkdir(parents=True)
    values = {"theme": 7, "window": "zz", "layers": {"labels": [False, 9]}, "look": {"colour": "class", "size": 2.0}}
    (state / "settings.json").write_text(json.dumps({"format": FORMAT, "version": VERSION, "values": values}))
    after = told(LOOK, *bundles)
    assert (after["size"], after["layer"], len(after["said"])) == (2.0, True, 1)
    assert "layers" in after["said"][0]


def test_pictures_and_tests_know_nothing_of_it(bundles: list[Path], state: Path, tmp_path: Path, qtbot: Any) -> None:
    told(WORK, *bundles)
    before = {path: path.read_bytes() for path in state.rglob("*.json")}
    command = [sys.executable, "-m", "aevae_desktop.app", "--screenshot", str(tmp_path / "a.png"), *map(str, bundles)]
    code = "import sys; from aevae_desktop.app import main; sys.exit(main(sys.argv[1:]))"
    subprocess.run([command[0], "-c", code, *command[3:]], check=True, timeout=120)
    window = app.create_window(list(map(str, bundles)))
    qtbot.addWidget(window)
    assert window.wait_idle(60_000)
    assert window.session.state.layers["labels"].on
    window.toggle_theme()
    window.session.settings.write()
    window.close()
    assert {path: path.read_bytes() for path in state.rglob("*.json")} == before
