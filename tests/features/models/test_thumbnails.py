"""What models draw, in the Models card: asked for while somebody looks, kept by digest, and given back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtWidgets import QWidget

from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.engine.wire.protocol import Decode, Draw
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.state import Thumbnails
from aevae_desktop.features.models.thumbnails import COUNT, REST_MS, SLOT, ThumbnailController


def entry(folder: Path, digest: str = "d1") -> Entry:
    return Entry(folder, folder.name, folder.name, "vae", 2, sha256=digest)


def look(session: Any, qtbot: Any, wanted: Entry | None) -> None:
    session.controller(ThumbnailController).look(wanted)
    qtbot.wait(REST_MS + 60)


def images(session: Any) -> Any:
    return session.state.part(Thumbnails).images


def jobs(session: Any) -> list[Any]:
    return [job for job in session.fake.asked if isinstance(job, Draw | Decode)]


def test_codes_are_drawn_decoded_and_kept_and_the_bundle_is_given_back(session: Any, library: Any, qtbot: Any) -> None:
    one = entry(library / "vae-tiny")
    look(session, qtbot, one)
    assert session.fake.borrowed == [str(one.folder)]
    session.fake.flush(SLOT)
    assert images(session)["d1"].shape[0] == COUNT
    assert session.fake.borrowed == []
    asked = len(jobs(session))
    look(session, qtbot, None)
    look(session, qtbot, one)
    assert len(jobs(session)) == asked


def test_of_a_series_of_rows_the_one_that_stays_in_hand_counts(session: Any, library: Any, qtbot: Any) -> None:
    session.controller(ThumbnailController).look(entry(library / "ae-tiny", "d0"))
    look(session, qtbot, entry(library / "vae-tiny"))
    assert {job.key for job in session.fake.asked if isinstance(job, Draw)} == {str(library / "vae-tiny")}
    look(session, qtbot, None)
    assert session.fake.borrowed == []
    session.fake.flush()
    assert not images(session)


def test_without_codes_the_prior_is_drawn_from(session: Any, tiny_bundle: Any, tmp_path: Path, qtbot: Any) -> None:
    bare = tiny_bundle("bare", kind="vae", parent=tmp_path)
    (bare / "points.npz").unlink()
    look(session, qtbot, entry(bare))
    session.fake.flush(SLOT)
    assert [job.sampler for job in jobs(session) if isinstance(job, Draw)][-1] == "prior"


def test_a_model_that_cannot_be_run_is_asked_once(session: Any, tmp_path: Path, qtbot: Any) -> None:
    broken = entry(tmp_path / "nothing")
    look(session, qtbot, broken)
    session.fake.flush(SLOT)
    assert len(images(session)["d1"]) == 0
    asked = len(session.fake.asked)
    look(session, qtbot, None)
    look(session, qtbot, broken)
    assert len(session.fake.asked) == asked
    assert session.state.notice == ""


def test_in_the_window_the_card_shows_them_and_nothing_is_asked_before_it_opens(window: Any, look: Any) -> None:
    assert not images(window.session)
    window.toggle_card("models")
    strip = window.findChild(QWidget, "models.thumbnails")
    assert len(np.unique(look(strip))) <= 2
    assert wait_for(window, 1)[0].shape == (COUNT, 28, 28)
    window.wait_idle(20_000)
    assert len(np.unique(look(strip))) > 8


def wait_for(window: Any, count: int) -> list[Any]:
    end = time.monotonic() + 60
    while len(images(window.session)) < count and time.monotonic() < end:
        window.wait_idle(1000)
    return list(images(window.session).values())


def test_of_a_model_that_is_on_no_map_too(window: Any, tiny_bundle: Any, tmp_path: Path) -> None:
    other = tiny_bundle("other", kind="ae", seed=9, parent=tmp_path / "elsewhere")
    window.session.controller(ThumbnailController).look(entry(other))
    assert wait_for(window, 1)[0].shape == (COUNT, 28, 28)
    assert not window.session.client.keys() & {str(other)}
    window.session.controller(ModelsController).open(0, other)
    assert window.wait_idle(20_000)
    assert window.session.state.panes[0].model.key == str(other)
