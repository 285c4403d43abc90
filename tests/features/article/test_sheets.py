"""The sheets of a claim, command by command, without any process."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aevae_desktop.features.article.sheets import SheetController, Sheets
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.state import Probe


@pytest.fixture
def sheets(session: Any) -> SheetController:
    session.fake.asked.clear()
    found: SheetController = session.controller(SheetController)
    return found


def codes(seed: int = 0, n: int = 40) -> Any:
    return np.random.default_rng(seed).normal(0, 1, (n, 2)).astype(np.float32)


def key(session: Any, pane: int) -> str:
    found: str = session.state.panes[pane].model.key
    return found


def shown(session: Any, of: str) -> Any:
    return session.state.part(Sheets).sheets[of]


def test_codes_become_images_piece_by_piece(session: Any, sheets: SheetController) -> None:
    z = codes()
    sheets.show({key(session, 0): z})
    assert shown(session, key(session, 0)).images is None
    session.fake.flush()
    images = shown(session, key(session, 0)).images
    assert images.shape == (40, 28, 28)
    assert len(session.fake.asked) >= 2


def test_what_is_there_is_not_decoded_again(session: Any, sheets: SheetController) -> None:
    z = codes()
    sheets.show({key(session, 0): z})
    session.fake.flush()
    before, asked = shown(session, key(session, 0)), len(session.fake.asked)
    sheets.show({key(session, 0): z, key(session, 1): codes(1)})
    session.fake.flush()
    assert shown(session, key(session, 0)) is before
    assert all(set(job.z) == {key(session, 1)} for job in session.fake.asked[asked:])


def test_a_late_answer_about_other_codes_is_dropped(session: Any, sheets: SheetController) -> None:
    sheets.show({key(session, 0): codes()})
    (slot, late), *_ = session.fake.waiting.items()
    sheets.show({key(session, 0): codes(1)})
    session.fake.waiting[slot] = late
    session.fake.flush()
    assert shown(session, key(session, 0)).images is None


def test_nothing_is_asked_for_once_nobody_looks(session: Any, sheets: SheetController) -> None:
    sheets.show({key(session, 0): codes()})
    sheets.show({})
    assert not session.fake.waiting
    assert session.state.part(Sheets).sheets == {}


def test_the_sheets_of_a_model_go_with_it(session: Any, sheets: SheetController, library: Any) -> None:
    gone = key(session, 0)
    sheets.show({gone: codes()})
    session.fake.flush()
    session.controller(ModelsController).open(0, library / "vae-tiny")
    session.fake.flush()
    assert gone not in session.state.part(Sheets).sheets


def test_a_tile_is_probed_and_held(session: Any, sheets: SheetController) -> None:
    z = codes()[3]
    sheets.probe(key(session, 1), z)
    np.testing.assert_array_equal(session.state.panes[1].get(Probe).z, z)
    assert session.state.pinned
    assert session.state.lead == 1


def test_a_model_that_no_map_shows_is_not_probed(session: Any, sheets: SheetController) -> None:
    before = session.state
    sheets.probe("elsewhere", codes()[0])
    assert session.state is before
