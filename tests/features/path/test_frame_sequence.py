"""The film of a path: coarse first, complete, and never a frame of another path."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import FRAME_COUNTS, FRAMES, PACE, FrameSequence


def test_every_frame_comes_once_and_coarse_comes_first() -> None:
    order = frame_sequence.order(FRAMES)
    assert sorted(order) == list(range(FRAMES))
    gaps = [np.diff(np.sort(order[:k])).max() for k in (2, 3, 5, 9)]
    assert gaps == [FRAMES - 1, (FRAMES - 1) // 2, (FRAMES - 1) // 4, (FRAMES - 1) // 8]


def test_frames_are_where_their_codes_are(session: Any) -> None:
    for pane in session.state.panes:
        assert pane.get(FrameSequence).ready.all()
        assert (pane.get(FrameSequence).frames[:, 0, :2] == pane.get(FrameSequence).z.astype(np.uint8)).all()


def test_frames_of_a_replaced_path_find_no_place(session: Any) -> None:
    session.controller(PathController).surprise()
    job = session.fake.waiting["film"]
    session.controller(PathController).surprise()
    stale = frame_sequence.decoded(session.state, job, _answer(job))
    assert not any(pane.get(FrameSequence).ready.any() for pane in stale.panes)


def test_a_slow_decoder_gets_small_requests(session: Any) -> None:
    session.controller(PathController).surprise()
    first = session.fake.waiting["film"]
    assert all(len(z) <= 17 for z in first.z.values())
    pane = session.state.panes[0]
    slow = replace(pane.get(FrameSequence), pace=PACE.learned(17, 17 * 4.0), ready=np.arange(FRAMES) < 17)
    state = session.state.with_pane(0, slow)
    assert len(frame_sequence.request(state).z[pane.model.key]) == 2


def _answer(job: Any) -> Any:
    from aevae_desktop.engine.wire.frames import Frame

    arrays = {f"x_hat/{key}": np.zeros((len(z), 28, 28), np.uint8) for key, z in job.z.items()}
    return Frame({"ms": dict.fromkeys(job.z, 1.0)}, arrays)


def test_the_film_of_large_images_has_as_many_frames_as_memory_is_meant_for() -> None:
    assert frame_sequence.count_of(FRAMES, ImageSpec(28, 28)) == FRAMES
    assert frame_sequence.count_of(241, ImageSpec(256, 256)) == 241
    for image in (ImageSpec(640, 480), ImageSpec(1024, 1024), ImageSpec(512, 512, 3)):
        count = frame_sequence.count_of(FRAMES, image)
        assert count in FRAME_COUNTS
        assert count * image.height * image.width * image.channels <= frame_sequence.MOST_BYTES
    assert frame_sequence.count_of(FRAMES, ImageSpec(2048, 2048)) == 3


def test_a_film_that_is_cut_short_says_so_and_its_frames_come_one_by_one(session: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(frame_sequence, "MOST_BYTES", 13 * 28 * 28, raising=False)
    monkeypatch.setattr(frame_sequence, "CHUNK_BYTES", 28 * 28, raising=False)
    session.controller(PathController).surprise()
    assert all(len(pane.get(FrameSequence).frames) == 13 for pane in session.state.panes)
    assert "fewer frames" in session.state.notice
    assert all(len(z) == 1 for z in session.fake.waiting["film"].z.values())
    session.fake.flush()
    assert all(pane.get(FrameSequence).ready.all() for pane in session.state.panes)
