"""Streams: every row comes once and in order, whatever is answered late, lost or given by one model alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.session.streams import ImageStream

Z = np.arange(46, dtype=np.float32).reshape(23, 2)


def answer(job: Any, *keys: str) -> Frame:
    """Images whose pixels are all z's first number, of the models ``keys``, 1 ms each."""
    images = {f"x_hat/{key}": np.repeat(job.z[key][:, :1, None], 4, axis=2).astype(np.uint8) for key in keys}
    return Frame({"ms": dict.fromkeys(keys, 1.0 * len(job.z[keys[0]]))}, images)


@pytest.fixture
def stream() -> ImageStream:
    return ImageStream({"a": Z, "b": Z + 100}, Pacer(12.0, first=4, most=8), {"a": 2})


def test_pieces_come_in_order_and_what_was_shown_stays_as_it_was(stream: ImageStream) -> None:
    shown = []
    while (job := stream.request()) is not None:
        assert job.pool == {"a": 2}
        assert stream.request() is None, "one piece at a time"
        assert stream.put(job, answer(job, "a", "b"))
        shown.append((stream.found["a"], stream.found["a"].copy(), stream.share))
    assert (stream.found["a"][:, 0, 0] == Z[:, 0]).all()
    assert (stream.found["b"][:, 0, 0] == Z[:, 0] + 100).all()
    assert all((now == then).all() for now, then, _ in shown)
    assert [share for *_, share in shown] == sorted({share for *_, share in shown})
    assert stream.share == 1.0


def test_a_reply_to_another_question_is_dropped_and_a_lost_piece_is_asked_for_again(stream: ImageStream) -> None:
    job = stream.request()
    assert not stream.put(None, Frame({}, {}))
    assert not stream.lose(object())
    assert stream.lose(job)
    assert not stream.put(job, answer(job, "a", "b"))
    again = stream.request()
    assert again is not job
    assert (again.z["a"] == job.z["a"]).all()
    assert stream.put(again, answer(again, "a", "b"))
    assert not stream.put(again, answer(again, "a", "b"))
    assert stream.done == 4


def test_a_model_that_gives_nothing_is_asked_for_no_more(stream: ImageStream) -> None:
    stream.put(job := stream.request(), answer(job, "a", "b"))
    stream.put(job := stream.request(), answer(job, "b"))
    assert set(stream.request().z) == {"b"}
    assert len(stream.found["a"]) == 4
