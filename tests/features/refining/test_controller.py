"""Searches as the session has them: the newest drawing wins, what is slow waits, what failed is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Refine
from aevae_desktop.errors import ModelError
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.refining.controller import RefiningController
from aevae_desktop.features.refining.panel import _said
from aevae_desktop.features.refining.state import Phase, Search
from aevae_desktop.session.inference.events import Failed, Replied

STROKE, OTHER = np.array([[40.0, 20.0], [80.0, 90.0], [30.0, 150.0]]), np.array([[20.0, 20.0], [120.0, 30.0]])


def drawn(session: Any, stroke: Any = STROKE) -> Refine:
    """Draw, let the encoders read it, and give back what is asked of the left model."""
    session.controller(DrawingController).redraw((stroke,))
    session.fake.flush("drawing")
    return asked(session)


def asked(session: Any, pane: int = 0) -> Refine:
    job = session.fake.waiting[slot(session, pane)]
    assert isinstance(job, Refine)
    return job


def slot(session: Any, pane: int = 0) -> str:
    return f"refining:{session.state.panes[pane].model.key}"


def answered(session: Any, job: Refine, share: float = 1.0, left_ms: float = 0.0, ms: float = 1.0) -> None:
    head = {"key": job.key, "share": share, "ms": ms, "left_ms": left_ms, "decodes": 40}
    arrays = {"mu": job.z + np.float32(0.5), "x_hat": job.x} if share == 1.0 else {}
    session.fake.waiting.pop(slot(session), None)
    session.on_event(Replied("bulk", 1, f"refining:{job.key}", job, Frame(head, arrays)))


def search(session: Any, pane: int = 0) -> Search:
    found = session.state.panes[pane].get(Search)
    assert found is not None
    return found


def best(session: Any, pane: int = 0) -> Any:
    return session.state.panes[pane].get(Encoding).best


def test_a_newer_drawing_takes_the_place_of_one_that_is_searched(session: Any) -> None:
    first = drawn(session)
    second = drawn(session, OTHER)
    assert not np.array_equal(first.x, second.x)
    answered(session, first)
    assert best(session) is None
    answered(session, second)
    np.testing.assert_array_equal(best(session).mu, second.z[0] + np.float32(0.5))
    assert best(session).mse == 0.0
    assert search(session).moved


def test_a_piece_is_followed_by_the_next_one_and_tells_nothing(session: Any) -> None:
    job = drawn(session)
    before = session.state
    answered(session, job, 0.3, 20.0)
    assert asked(session) is job
    assert session.state is before


def test_what_takes_long_waits_for_a_hand_until_it_was_quick_after_all(session: Any) -> None:
    answered(session, drawn(session), 0.01, 9000.0)
    assert search(session).phase is Phase.OFFERED
    assert _said(search(session)) == "up to 9.0 s of decodes"
    assert slot(session) not in session.fake.waiting
    session.controller(DrawingController).redraw((OTHER,))
    session.fake.flush("drawing")
    assert slot(session) not in session.fake.waiting
    session.controller(RefiningController).refine(0)
    job = asked(session)
    answered(session, job, 0.5, 9000.0)
    assert _said(search(session)) == "50%, 40 decodes"
    answered(session, job, ms=9000.0)
    assert best(session) is not None
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush("drawing")
    session.controller(RefiningController).refine(0)
    answered(session, asked(session), ms=30.0)
    drawn(session, OTHER)  # asked at once again


def test_a_stopped_search_is_forgotten_and_can_be_asked_for_again(session: Any) -> None:
    job = drawn(session)
    session.controller(RefiningController).stop(0)
    assert slot(session) not in session.fake.waiting
    answered(session, job)
    assert best(session) is None
    session.controller(RefiningController).refine(0)
    again = asked(session)
    answered(session, job)  # of the same code, but perhaps of another class
    assert best(session) is None
    answered(session, again)
    assert best(session) is not None


def test_a_drawing_that_is_read_again_has_its_best_code_again(session: Any) -> None:
    answered(session, drawn(session))
    found = best(session)
    session.controller(DrawingController).on_model_arrived([0], fresh=False)
    session.fake.flush("drawing")
    assert best(session) is None
    answered(session, asked(session))
    np.testing.assert_array_equal(best(session).mu, found.mu)


def test_a_failure_is_told_in_the_panel_alone_and_the_next_drawing_waits_for_a_hand(session: Any) -> None:
    job = drawn(session)
    session.fake.waiting.pop(slot(session))
    session.on_event(Failed("bulk", 1, slot(session), job, ModelError("too much", found="much", expected="less")))
    assert search(session).phase is Phase.FAILED
    assert _said(search(session)) == "much"
    assert session.state.notice == ""
    session.controller(DrawingController).redraw((OTHER,))
    session.fake.flush("drawing")
    assert search(session).phase is Phase.OFFERED
    session.controller(RefiningController).refine(0)
    answered(session, asked(session))
    assert best(session) is not None


def test_both_maps_of_one_model_get_it(session: Any) -> None:
    key = session.state.panes[0].model.key
    session.controller(ModelsController).choose(1, Path(key))
    session.fake.flush()
    answered(session, drawn(session))
    assert best(session, 0) is not None
    np.testing.assert_array_equal(best(session, 0).mu, best(session, 1).mu)


def test_where_the_code_cannot_be_bettered_that_is_said(session: Any) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    assert not search(session).moved
    assert _said(search(session)) == "no better one in 9 decodes"
    assert best(session).mse == pytest.approx(session.state.panes[0].get(Encoding).mse)


def test_a_cleared_sheet_is_searched_no_more(session: Any) -> None:
    job = drawn(session)
    session.controller(DrawingController).clear()
    assert session.state.panes[0].get(Search) is None
    assert slot(session) not in session.fake.waiting
    answered(session, job)
    assert session.state.panes[0].get(Encoding) is None
