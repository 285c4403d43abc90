"""Models come and go without any process: one that cannot be used takes no other's place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.bundle import POINTS
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.models.controller import STAYS, ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.models.state import Refusals
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.session import Session
from tests.session_fixtures import FakeClient


@pytest.fixture
def without_codes(tiny_bundle: Callable[..., Path], tmp_path: Path) -> Path:
    """A bundle whose networks open and whose codes do not."""
    made = tiny_bundle("broken-codes", parent=tmp_path / "elsewhere")
    (made / POINTS).write_bytes((made / POINTS).read_bytes()[:-100])
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def opened(session: Any, pane: int, folder: Path) -> None:
    session.controller(LibraryController).open(pane, folder)
    session.fake.flush()


def test_what_cannot_be_opened_leaves_the_map_the_probe_and_the_list_as_they_were(session: Any, empty: Path) -> None:
    session.controller(ProbeController).probe_sample(8)
    session.fake.flush()
    before = session.state
    opened(session, 1, empty)
    pane = session.state.panes[1]
    assert (pane.model, pane.wanted, pane.error) == (before.panes[1].model, before.panes[1].wanted, None)
    assert pane.part(Probe) is before.panes[1].part(Probe)
    assert session.state.library == before.library
    assert session.state.notice.startswith(f"{empty}")
    assert session.state.notice.endswith(STAYS)
    assert session.fake.keys() == {pane.model.key for pane in session.state.panes}


def test_a_map_is_given_up_for_networks_with_their_codes_only(session: Any, without_codes: Path) -> None:
    before = session.state.panes[0].model
    heard: list[Any] = []
    session.changed.connect(lambda old, new: heard.append(new.panes[0].model))
    opened(session, 0, without_codes)
    assert session.state.panes[0].model is before
    assert set(heard) == {before}
    assert session.fake.keys() == {pane.model.key for pane in session.state.panes}


def test_the_next_model_comes_whole_in_one_step(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    other = tiny_bundle("other", latent_dim=3)
    heard: list[Any] = []
    session.changed.connect(lambda old, new: heard.append(new.panes[0].model))
    opened(session, 0, other)
    assert session.state.panes[0].model.key == str(other)
    assert all(model.codes is not None for model in heard)
    assert session.state.panes[0].get(Probe) is not None
    assert str(other) in [str(entry.folder) for entry in session.state.library]


def test_a_good_one_after_it_takes_the_refusal_back(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    other = tiny_bundle("other")
    (other / POINTS).rename(other / "aside")
    opened(session, 0, other)
    assert set(session.state.part(Refusals).errors) == {str(other)}
    (other / "aside").rename(other / POINTS)
    opened(session, 0, other)
    assert session.state.notice == ""
    assert session.state.part(Refusals).errors == {}


def test_a_thing_that_is_asked_for_meanwhile_is_what_is_shown(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    """The networks of the first are there, its codes are not; then the second is asked for."""
    first, second = tiny_bundle("first"), tiny_bundle("second")
    session.controller(LibraryController).open(0, first)
    session.fake.flush(f"load:{first}")
    session.controller(LibraryController).open(0, second)
    session.fake.flush(f"points:{first}")
    session.fake.flush()
    assert session.state.panes[0].model.key == str(second)
    assert session.controller(ModelsController)._opened == {}


@pytest.mark.parametrize("name", ["empty", "without_codes"])
def test_where_there_is_no_map_an_error_says_why(qapp: object, name: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(name)
    made: Any = Session(CONTROLLERS, FakeClient, saved=SAVED)  # type: ignore[arg-type]
    made.controller(LibraryController).start([], [folder])
    made.client.flush()
    assert str(folder) in str(made.state.panes[0].error)
    assert STAYS not in made.state.notice
    made.close()


def test_who_chooses_a_model_for_a_map_makes_it_the_active_one(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    session.controller(ProbeController).probe(0, 0.3, 0.3)
    other = tiny_bundle("other", dataset=session.state.panes[0].model.manifest.dataset)
    session.controller(ModelsController).choose(1, other)
    assert session.state.lead == 0, "not before it is there"
    session.fake.flush()
    assert (session.state.lead, session.state.panes[1].model.key) == (1, str(other))
    session.controller(ModelsController).open(0, tiny_bundle("third"))
    session.fake.flush()
    assert session.state.lead == 1, "nobody chose it"


def test_a_wrong_choice_leaves_the_active_map_as_it_was(session: Any, empty: Path) -> None:
    session.controller(ModelsController).choose(1, empty)
    session.fake.flush()
    assert session.state.lead == 0
    session.controller(ModelsController).choose(1, Path(session.state.panes[1].wanted))
    assert session.state.lead == 1, "what was refused is not waited for"


def test_the_model_that_a_map_shows_can_be_chosen_again(session: Any) -> None:
    session.controller(ModelsController).choose(1, Path(session.state.panes[1].wanted))
    assert session.state.lead == 1


def test_a_model_for_a_map_out_of_sight_brings_it_into_sight(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    session.set_single(True)
    session.controller(ModelsController).choose(1, tiny_bundle("other"))
    assert session.state.shown == (0,)
    session.fake.flush()
    assert (session.state.shown, session.state.lead) == ((1,), 1)


def test_a_pair_is_put_on_both_maps(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    session.set_single(True)
    pair = [tiny_bundle(name) for name in ("one", "two")]
    session.controller(ModelsController).compare(pair, 1)
    session.fake.flush()
    assert (session.state.shown, session.state.lead) == ((0, 1), 1)
    assert [pane.model.key for pane in session.state.panes] == list(map(str, pair))
