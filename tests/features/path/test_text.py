"""Edits of the path in words, as undo says them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathSpec, Waypoint
from aevae_desktop.features.path.text import edited

A, B, C, D = (Waypoint(name, (np.full(2, float(k), np.float32),), ("m",)) for k, name in enumerate("wxyz"))
WAY = PathSpec((A, B, C))


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (replace(WAY, waypoints=(A, B, C, D)), "add way-point D"),
        (replace(WAY, waypoints=(A, D, B, C)), "add way-point B"),
        (replace(WAY, waypoints=(A, C)), "remove way-point B"),
        (replace(WAY, waypoints=()), "remove all way-points"),
        (replace(WAY, waypoints=(A, D, C)), "move way-point B"),
        (replace(WAY, waypoints=(C, B, A)), "reverse the path"),
        (replace(WAY, waypoints=(B, C, A)), "change the order of the way-points"),
        (replace(WAY, waypoints=(D, C, A)), "another path"),
        (replace(WAY, kind="slerp"), "path Slerp"),
        (replace(WAY, closed=True), "loop"),
        (replace(WAY, frames=240), "number of frames"),
    ],
)
def test_an_edit_says_what_it_did(after: PathSpec, said: str) -> None:
    assert edited(WAY, after).lower() == said.lower()


def test_undo_and_redo_say_what_they_did(session: Any) -> None:
    path = session.controller(PathController)
    path.join(0, (0.0, 0.0), (0.5, 0.5))
    path.toggle_closed()
    assert session.undoing == "loop"
    session.undo()
    assert session.state.notice == "Undone: loop."
    assert session.redoing == "loop"
    session.redo()
    assert session.state.notice == "Done again: loop."
    assert session.redoing == ""
