"""What the program wrote before each feature had its own part of a record: it opens, and is written the same today."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest

from aevae_desktop import bundle
from aevae_desktop.features import CONTROLLERS, OVERLAYS, SAVED
from aevae_desktop.features.figures import metadata, reading, view_book
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import taken
from aevae_desktop.features.figures.view_book import SavedView
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.recovery import work
from aevae_desktop.session.session import Session
from tests.features.figures.version_1_0 import make
from tests.session_fixtures import FakeClient

EXPECTED: dict[str, Any] = json.loads((make.FOLDER / "expected.json").read_text())
FIGURES = sorted(path for path in make.FOLDER.iterdir() if metadata.carries(path))
WORK = sorted(make.FOLDER.glob("*.work.json"))
VIEWS = [(view.name, view.record) for view in view_book.read(make.FOLDER / "views.json")]


@pytest.fixture
def session(qapp: object, tiny_bundle: Callable[..., Path], tmp_path: Path) -> Iterator[Any]:
    """A session on the two models that the files speak of, with all layers; nobody has done anything in it."""
    folders = make.models(tiny_bundle, tmp_path / "models")
    layers = {overlay.name: overlay.layer for overlay in OVERLAYS}
    made: Any = Session(CONTROLLERS, FakeClient, layers, SAVED)  # type: ignore[arg-type]
    made.digests = {folder.name: bundle.digest(bundle.read(folder)) for folder in folders}
    made.controller(LibraryController).start([folders[0].parent])
    made.client.flush()
    yield made
    made.close()


def settle(session: Any) -> None:
    for _ in range(200):
        session.client.flush()
        QTest.qWait(5)
        if session.idle:
            return
    raise AssertionError("never idle")


def of_today(text: str, session: Any) -> str:
    """A record of the same bundles as they are made here: the digests of networks are those of a version of onnx."""
    data = json.loads(text)
    data["panes"] = [pane | {"sha256": session.digests[pane["bundle"]]} for pane in data["panes"]]
    return json.dumps(data)


def check(session: Any, name: str, record: str) -> None:
    """The session shows what ``name`` showed, and says of it what ``record`` says, letter by letter."""
    settle(session)
    shown = json.loads(json.dumps(make.described(session.state)))
    shown["layers"] = {layer: shown["layers"][layer] for layer in EXPECTED[name]["layers"]}  # others came since
    assert {key: shown[key] for key in EXPECTED[name]} == EXPECTED[name]
    session.views.update(session.state.pose.views)
    assert session.state.notice in ("there it is", "What was open is back.")
    old = json.loads(record)
    size = None if old["size"] is None else tuple(old["size"])
    now = json.loads(taken(session.state, session.views, SAVED, old["theme"], size=size, scale=old["scale"]).to_json())
    now |= {"app": old["app"], "layers": {name: now["layers"][name] for name in old["layers"]}}  # others came since
    assert json.dumps(now) == record


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: str(path.name))
def test_figures_and_films_open(session: Any, path: Path) -> None:
    record = of_today(metadata.read(path, SAVED).to_json(), session)
    session.controller(FigureController).restore(reading.record(record, SAVED, path), "there it is")
    check(session, path.name.partition(".")[0], record)


@pytest.mark.parametrize(("name", "text"), VIEWS)
def test_saved_views_open(session: Any, name: str, text: str) -> None:
    record = of_today(text, session)
    session.controller(FigureController).restore(reading.record(record, SAVED), "there it is")
    check(session, name, record)
    session.controller(FigureController).recall(SavedView("there it is", record))
    settle(session)
    assert session.state.notice == "“there it is”."


@pytest.mark.parametrize("path", WORK, ids=lambda path: str(path.name))
def test_what_was_open_opens(session: Any, path: Path, tmp_path: Path) -> None:
    text = of_today(path.read_text(), session)
    data = json.loads(text)
    data["folders"] = [str(tmp_path / "models" / Path(folder).name) for folder in data["folders"]]
    (tmp_path / "work.json").write_text(json.dumps(data))
    work.restore(session, work.read(tmp_path / "work.json", SAVED))
    settle(session)
    assert session.state.mode.value == data["mode"]
    made = json.loads("".join(work.pieces(session.state, session.state.pose.views, SAVED, "dark")))
    assert list(made) == list(data)
    assert {key: made[key] for key in ("mode", "folders")} == {key: data.pop(key) for key in ("mode", "folders")}
    check(session, path.name.partition(".")[0], json.dumps(data))
