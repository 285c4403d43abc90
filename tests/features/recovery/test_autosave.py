"""What is open is kept while it changes, and comes back; nothing is written where nothing has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import atomic
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.recovery import autosave as autosaves
from aevae_desktop.features.recovery import work
from aevae_desktop.features.recovery.autosave import Autosave
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode

STROKE = np.array([[60.0, 60.0], [140.0, 90.0], [80.0, 200.0]])


@pytest.fixture
def kept(session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An autosave that is as quick as it can be; ``kept.said`` is what it told, ``kept.writes`` how often it wrote."""
    monkeypatch.setattr(autosaves, "SOON_MS", 1)
    monkeypatch.setattr(autosaves, "PERIOD_MS", 1)
    session.views.update({i: View2D(0.0, 0.0, 50.0, 400, 300) for i in range(2)})
    said: list[str] = []
    made = Autosave(session, tmp_path / "work.json", lambda: "dark", said.append, session)
    made.said, made.writes, write = said, [], atomic.write_file  # type: ignore[attr-defined]
    monkeypatch.setattr(atomic, "write_file", lambda *a, **k: (made.writes.append(a[0]), write(*a, **k)))  # type: ignore[attr-defined]
    made.flush()  # the first look: what a session opens with is no work
    yield made
    made.close()


def saved(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def test_a_change_is_in_the_file_without_being_asked_for(session: Any, kept: Any, qtbot: Any, tmp_path: Path) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    qtbot.waitSignal(kept.saved, timeout=60_000).wait()
    assert saved(tmp_path / "work.json")["strokes"] == [STROKE.tolist()]
    session.controller(DrawingController).sketch(STROKE + 5)  # and the stroke under the pen
    qtbot.waitSignal(kept.saved, timeout=60_000).wait()
    assert saved(tmp_path / "work.json")["strokes"] == [STROKE.tolist(), (STROKE + 5).tolist()]


def test_it_is_up_to_date_only_when_nothing_has_changed_meanwhile(
    session: Any, kept: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who hears that forgets the run before, whose work must be in the file by then."""
    whole, late = work.pieces, iter([STROKE + 9])

    def pieces(*args: Any) -> Iterator[str]:
        yield from whole(*args)
        for stroke in late:
            session.controller(DrawingController).redraw((stroke,))

    monkeypatch.setattr(work, "pieces", pieces)
    told: list[Any] = []
    kept.saved.connect(lambda: told.append(saved(tmp_path / "work.json")["strokes"]))
    session.controller(DrawingController).redraw((STROKE,))
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert told == [[(STROKE + 9).tolist()]]


def test_opening_models_and_moving_the_pointer_writes_nothing(session: Any, kept: Any) -> None:
    for x in np.linspace(-1, 1, 20):
        session.controller(ProbeController).hover(0, float(x), 0.0)
        session.fake.flush()
        kept.flush()
    assert kept.writes == []


def test_nothing_is_written_twice(session: Any, kept: Any) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    kept.flush()
    session.controller(DrawingController).undo()
    session.controller(DrawingController).redo()
    for x in np.linspace(-1, 1, 20):
        session.controller(ProbeController).hover(0, float(x), 0.0)
        kept.flush()
    assert len(kept.writes) == 1


@pytest.mark.parametrize("what", ["mode", "path", "selection", "layer", "pin", "class"])
def test_all_that_a_hand_changes_is_kept(session: Any, kept: Any, what: str, tmp_path: Path) -> None:
    kept.flush()
    {
        "mode": lambda: session.set_mode(Mode.DRAW),
        "path": lambda: session.controller(PathController).join(0, (-1.0, 0.0), (1.0, 0.5)),
        "selection": lambda: session.controller(SelectionController).box(0, (-3.0, -3.0, 3.0, 3.0)),
        "layer": lambda: session.controller(PointsController).toggle_class(2),
        "pin": lambda: session.controller(ProbeController).pin(True),
        "class": lambda: session.controller(PointsController).show_only_class(1),
    }[what]()
    session.fake.flush()
    kept.flush()
    assert len(kept.writes) == 1


def test_a_long_save_is_made_between_other_events(
    session: Any, kept: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A slice ends at once; the state goes on meanwhile, and the file is of one moment, then of the next."""
    monkeypatch.setattr(autosaves, "SLICE_S", 0.0)
    slices: list[int] = []
    kept._slices.timeout.connect(
        lambda: (slices.append(1), session.controller(ProbeController).hover(0, len(slices) / 1e5, 0.0))
    )
    session.controller(DrawingController).redraw((STROKE,))
    qtbot.waitSignal(kept.saved, timeout=60_000).wait()
    assert len(slices) > 50
    assert work.read(tmp_path / "work.json", SAVED).record.parts["strokes"]


def test_a_file_that_cannot_be_written_is_told_once(session: Any, kept: Any, tmp_path: Path) -> None:
    (tmp_path / "work.json").mkdir()
    for k in range(3):
        session.controller(DrawingController).redraw((STROKE + k,))
        kept.flush()
    assert kept.said == ["What is open cannot be kept for the next start: Is a directory."]


def test_what_was_kept_comes_back(session: Any, kept: Any, library: Path, tmp_path: Path) -> None:
    session.controller(DrawingController).redraw((STROKE, STROKE + 9))
    session.controller(PathController).join(0, (-1.0, 0.0), (1.0, 0.5))
    session.controller(SelectionController).box(1, (-1.0, -3.0, 3.0, 3.0))
    session.controller(PointsController).toggle_class(3)
    session.set_mode(Mode.PATH)
    session.fake.flush()
    kept.flush()
    other = opened(library)
    work.restore(other, work.read(tmp_path / "work.json", SAVED))
    finish(other)
    assert [stroke.tolist() for stroke in other.state.part(Drawing).strokes] == [STROKE.tolist(), (STROKE + 9).tolist()]
    mine, theirs = session.state, other.state
    assert theirs.mode is Mode.PATH
    assert theirs.hidden == {3}
    assert np.array_equal(theirs.part(Selecting).selection.samples, mine.part(Selecting).selection.samples)
    for a, b in zip(mine.part(PathState).waypoints, theirs.part(PathState).waypoints, strict=True):
        assert all(np.array_equal(p, q) for p, q in zip(a.z, b.z, strict=True) if p is not None)
    assert theirs.notice == "What was open is back."
    other.close()


def test_bundles_from_anywhere_come_back_too(
    session: Any, kept: Any, tiny_bundle: Any, library: Path, tmp_path: Path
) -> None:
    guest = tiny_bundle("guest", parent=tmp_path / "far away")
    session.controller(LibraryController).open(0, guest)
    session.fake.flush()
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    kept.flush()
    other = opened(library)
    work.restore(other, work.read(tmp_path / "work.json", SAVED))
    finish(other)
    assert other.state.panes[0].model.key == str(guest)
    other.close()


def test_where_the_models_are_gone_the_drawing_is_back_and_one_line_says_so(
    session: Any, kept: Any, tiny_bundle: Any, tmp_path: Path
) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    kept.flush()
    tiny_bundle("other", parent=tmp_path / "elsewhere")
    found = work.read(tmp_path / "work.json", SAVED)
    other = opened(tmp_path / "elsewhere")
    with pytest.raises(DataError, match=r"is not among the models\. The drawing is back, the rest needs its models\."):
        work.restore(other, replace(found, folders=(None, tmp_path / "gone")))
    assert len(other.state.part(Drawing).strokes) == 1
    other.close()


@pytest.mark.parametrize("change", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"format": "aevae-figure"}', {"mode": "Fly"}, {"mode": 7}, {"folders": 7},
    {"folders": ["relative"]}, {"folders": [7]}, {"folders": ["/x"] * 100}, {"folders": ["/\0"]}, {"strokes": "x"},
    {"panes": []}, {"shown": [9]}, {"selection": "x" * 100}, {"path": {"kind": "linear", "points": [{}] * 99}},
])  # fmt: skip
def test_a_file_that_makes_no_sense_is_one_line(session: Any, kept: Any, tmp_path: Path, change: Any) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    kept.flush()
    path = tmp_path / "work.json"
    path.write_bytes(change if isinstance(change, bytes) else json.dumps(saved(path) | change).encode())
    with pytest.raises(DataError) as caught:
        work.read(path, SAVED)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pipe_or_a_huge_file_is_not_read(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "work.json")
    with pytest.raises(DataError, match="what was open cannot be read: not a regular file"):
        work.read(tmp_path / "work.json", SAVED)
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(work.LARGEST + 1)
    with pytest.raises(DataError, match="and at most"):
        work.read(tmp_path / "huge", SAVED)


def opened(folder: Path) -> Any:
    made: Any = Session(CONTROLLERS, FAKE[0], saved=SAVED)
    made.fake = made.client
    made.views.update({i: View2D(0.0, 0.0, 50.0, 400, 300) for i in range(2)})
    made.controller(LibraryController).start([folder])
    made.fake.flush()
    return made


def finish(session: Any) -> None:
    from PySide6.QtTest import QTest

    for _ in range(200):
        session.fake.flush()
        QTest.qWait(5)
        if not session.controller(FigureController).busy:
            return
    raise AssertionError("it is never done")


FAKE: list[Any] = []


@pytest.fixture(autouse=True)
def fake(session: Any) -> None:
    FAKE[:] = [type(session.fake)]


def test_at_the_end_even_what_nobody_has_changed_is_kept(session: Any, kept: Any, tmp_path: Path) -> None:
    kept.flush()
    assert not (tmp_path / "work.json").exists()
    kept.flush(untouched=True)
    assert saved(tmp_path / "work.json")["folders"] == [pane.wanted for pane in session.state.panes]


def test_what_is_closed_before_the_last_session_was_back_replaces_nothing(
    session: Any, kept: Any, tmp_path: Path, tiny_bundle: Any
) -> None:
    kept.flush(untouched=True)
    found = work.read(tmp_path / "work.json", SAVED)
    other = tiny_bundle("other")
    work.resume(session, replace(found, folders=(other, other)))
    (tmp_path / "work.json").unlink()
    kept._text = ""
    kept.flush(untouched=True)
    assert not (tmp_path / "work.json").exists()
