"""The context that controllers share, and to whom the session gives what a process says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import ModelError
from aevae_desktop.features import CONTROLLERS
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.events import Failed, Replied, Restarted
from aevae_desktop.session.session import Session, prefix_of
from aevae_desktop.session.state import Mode, SessionState

JOB = Decode({"a": np.zeros((1, 2), np.float32)}, "uint8")


class Listening(Controller):
    """Keeps what it hears."""

    prefixes = ("listening", "more")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.replies: list[Replied] = []
        self.changes: list[tuple[SessionState, SessionState]] = []

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        self.changes.append((old, new))

    def on_reply(self, reply: Replied) -> None:
        self.replies.append(reply)


class Other(Controller):
    """Has nothing to say, and a prefix that begins as another one does."""

    prefixes = ("listen",)

    def on_reply(self, reply: Replied) -> None:
        raise AssertionError(reply.slot)


@pytest.fixture
def small(qapp: object, session: Any) -> Any:
    """A session of two controllers."""
    made = Session((Other, Listening), type(session.fake))
    yield made
    made.close()


@pytest.mark.parametrize("slot", ["listening", "listening.some", "listening:a/folder.d", "more.x:/y.z/w", "more:C:\\x"])
def test_a_reply_goes_to_the_controller_of_its_prefix_alone(small: Any, slot: str) -> None:
    small.on_event(Replied("bulk", 1, slot, JOB, Frame({}, {})))
    assert [reply.slot for reply in small.controller(Listening).replies] == [slot]


def test_a_failure_is_told_unless_the_controller_knows_better(small: Any) -> None:
    small.on_event(Failed("bulk", 1, "listening.x", JOB, ModelError("no such luck")))
    assert small.state.notice == "no such luck"
    small.on_event(Restarted("bulk", "it is back"))
    assert small.state.notice == "it is back"


def test_what_is_said_goes_with_what_it_was_said_about(small: Any) -> None:
    small.notify("Two maps are on screen.", so_long=lambda state: len(state.shown) == 2)
    small.set_mode(Mode.DRAW)
    assert small.state.notice
    small.show(0)
    assert not small.state.notice
    small.notify("Another line.")
    small.show(0, 1)
    assert small.state.notice == "Another line."


def test_a_slot_that_nobody_claims_is_a_bug(small: Any) -> None:
    with pytest.raises(KeyError, match="nobody"):
        small.on_event(Replied("bulk", 1, "nobody.x", JOB, Frame({}, {})))


def test_two_controllers_cannot_claim_one_prefix(session: Any) -> None:
    class Greedy(Controller):
        prefixes = ("more",)

    with pytest.raises(ValueError, match="Greedy and Listening both claim 'more'"):
        Session((Listening, Greedy), type(session.fake))


def test_a_prefix_has_no_mark_that_ends_one() -> None:
    prefixes = [prefix for kind in CONTROLLERS for prefix in kind.prefixes]
    assert len(prefixes) > 10
    assert [prefix_of(prefix) for prefix in prefixes] == prefixes


def test_every_slot_that_is_asked_has_an_owner(session: Any, library: Path) -> None:
    """Whatever the session of the tests asks for by itself, the folders of the library among it."""
    assert {prefix_of(slot) for slot in session.fake.numbers} >= {"library", "load", "points", "probe", "film"}
    assert {prefix_of(slot) for slot in session.fake.numbers} <= session._owners.keys()


def test_one_controller_reaches_another_by_its_class(session: Any) -> None:
    models = session.controller(ModelsController)
    assert models.context.controller(ProbeController) is session.controller(ProbeController)
    with pytest.raises(KeyError):
        session.controller(Listening)


def test_only_who_follows_is_told_and_after_the_views(small: Any) -> None:
    told: list[str] = []
    small.changed.connect(lambda old, new: told.append("view"))
    following = small.controller(Listening)
    following.on_state_changed = lambda old, new: told.append("controller")
    small.notify("news")
    assert told == ["view", "controller"]
    assert small._followers == [following]
