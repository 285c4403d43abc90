"""Random codes in the state: what is asked for, what is kept, and what is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.core.codes.samplers import SAMPLERS, Options, rng_of
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Draw, FindJudge, JudgeCodes
from aevae_desktop.errors import ModelError
from aevae_desktop.features import CONTROLLERS
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.features.samplers import record
from aevae_desktop.features.samplers import text as samplers_text
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import SEEDS, SHOWN, Draws, Recipe, Sampling
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.session import Session
from tests.finishing import to_the_end
from tests.session_fixtures import answer


def draws(session: Session, pane: int = 0) -> Draws:
    model = session.state.panes[pane].model
    assert model is not None
    return session.state.part(Sampling).draws[model.key]


def recipe(session: Session, **changes: Any) -> None:
    session.controller(SamplingController).set(replace(session.state.part(Sampling).recipe, **changes))
    session.fake.flush()  # type: ignore[attr-defined]


def codes_of(session: Session, pane: int, seed: int, sampler: str = "prior", n: int = SHOWN) -> Any:
    model = session.state.panes[pane].model
    assert model is not None
    points = bundle.read_points(Path(model.key), model.manifest)
    row = SAMPLERS[sampler]
    return row.draw(to_the_end(row.begin(points.mu, points.label, Options())), n, rng_of(seed))


def asked(session: Any, kind: type) -> list[Any]:
    return [job for job in session.fake.asked if isinstance(job, kind) and getattr(job, "dtype", "uint8") == "uint8"]


def test_sample_draws_for_every_map_and_again_with_the_next_seed(session: Session) -> None:
    session.controller(SamplingController).sample()
    session.fake.flush()  # type: ignore[attr-defined]
    for pane in (0, 1):
        assert np.array_equal(draws(session, pane).z, codes_of(session, pane, 0))
        assert draws(session, pane).facts is not None
        assert draws(session, pane).images is None  # nobody looks
    session.controller(SamplingController).sample()
    session.fake.flush()  # type: ignore[attr-defined]
    assert session.state.part(Sampling).recipe.seed == 1
    assert np.array_equal(draws(session).z, codes_of(session, 0, 1))
    recipe(session, seed=0)
    assert np.array_equal(draws(session).z, codes_of(session, 0, 0))
    recipe(session, seed=SEEDS)
    session.controller(SamplingController).sample()
    assert session.state.part(Sampling).recipe.seed == 0


def test_tiles_are_decoded_while_somebody_looks(session: Session) -> None:
    session.fake.asked.clear()  # type: ignore[attr-defined]
    session.controller(SamplingController).watch(True)
    session.fake.flush()  # type: ignore[attr-defined]
    for pane in (0, 1):
        found = draws(session, pane)
        assert found.images is not None
        assert found.images.shape == (SHOWN, 28, 28)
        assert np.array_equal(found.images[:, 0, :2], found.z.astype(np.uint8))
    pieces = [len(z) for job in asked(session, Decode) for z in job.z.values()]
    assert pieces[0] == 8
    assert sum(pieces) == 2 * SHOWN
    before = draws(session)
    recipe(session, n=1000)
    after = draws(session)
    assert after.facts is not None
    assert after.facts.n == 1000
    assert after.images is before.images  # the first hundred are the same
    recipe(session, bandwidth=2.0)  # which the prior does not heed
    assert draws(session).z is after.z
    recipe(session, sampler="kde")
    assert np.array_equal(draws(session).images[:, 0, :2], draws(session).z[:SHOWN].astype(np.uint8))  # type: ignore[index]
    session.controller(SamplingController).watch(False)
    count = len(asked(session, Decode))
    recipe(session, seed=9)
    assert len(asked(session, Decode)) == count


def test_what_comes_too_late_is_dropped(session: Any) -> None:
    session.controller(SamplingController).sample()
    key = session.state.panes[0].model.key
    stale = session.fake.waiting[f"sampling.draw:{key}"]
    recipe(session, seed=5)
    wrong = {"z": np.full((SHOWN, 2), 9.0, np.float32)}
    head = {"share": 1.0, "facts": None, "fit_ms": 0.0, "key": key}
    session.on_event(Replied("bulk", 1, f"sampling.draw:{key}", stale, Frame(head, wrong)))
    assert np.array_equal(draws(session).z, codes_of(session, 0, 5))
    session.controller(SamplingController).watch(True)
    tiles = session.fake.waiting[f"sampling.decode:{key}"]
    recipe(session, seed=6)
    late = Frame({"ms": {key: 1.0}}, {f"x_hat/{key}": np.full((8, 28, 28), 77, np.uint8)})
    session.on_event(Replied("bulk", 2, f"sampling.decode:{key}", tiles, late))
    images = draws(session).images
    assert images is not None
    assert not (images == 77).any()


def test_another_model_gets_draws_of_its_own(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    session.controller(SamplingController).sample()
    first = session.state.panes[0].model.key
    recipe(session, sampler="gaussian", seed=3)
    session.controller(ModelsController).open(0, tiny_bundle("third", kind="ae", seed=11, latent_dim=5))
    session.fake.flush()
    assert first not in session.state.part(Sampling).draws
    assert draws(session).z.shape == (SHOWN, 5)
    assert np.array_equal(draws(session).z, codes_of(session, 0, 3, "gaussian"))
    session.controller(SamplingController).clear()
    assert not session.state.part(Sampling).draws
    assert not session.state.part(Sampling).on
    assert session.state.part(Sampling).recipe.seed == 3
    session.controller(SamplingController).sample()
    session.fake.flush()
    assert session.state.part(Sampling).recipe.seed == 3  # the first after a clearing is the one that is written there


def test_an_error_is_the_draws_own_line(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    session.controller(ModelsController).open(0, tiny_bundle("bare", n=0))
    session.fake.flush()
    session.controller(SamplingController).sample()
    session.fake.flush()
    assert draws(session).facts is None
    assert draws(session).error == ""
    assert len(draws(session).z) == SHOWN
    recipe(session, sampler="kde")
    assert draws(session).error == "this bundle stores no codes; only the prior can be sampled"
    assert not len(draws(session).z)
    assert draws(session, 1).facts is not None  # the other map has its own
    recipe(session, sampler="prior")
    assert draws(session).error == ""


@pytest.mark.parametrize(
    "changes", [{"sampler": "dice"}, {"n": 7}, {"seed": -1}, {"bandwidth": float("nan")}, {"components": 0}]
)
def test_a_recipe_that_means_nothing_changes_nothing(session: Any, changes: dict[str, Any]) -> None:
    session.controller(SamplingController).sample()
    recipe(session, **changes)
    assert session.state.part(Sampling).recipe == Recipe()
    assert "expected" in session.state.notice
    session.controller(SamplingController).clear()
    record.SAVED.restore(session, {"on": True, **asdict(Recipe()), **changes}, ())
    assert not session.state.part(Sampling).on  # no draws of another kind in the place of those of a figure


def test_a_tile_is_probed_and_held(session: Any) -> None:
    session.controller(SamplingController).sample()
    session.fake.flush()
    session.controller(SamplingController).show(1, 17)
    session.fake.flush()
    probe = session.state.panes[1].get(Probe)
    assert np.array_equal(probe.z, draws(session, 1).z[17])
    assert session.state.pinned
    assert session.state.lead == 1
    assert np.array_equal(session.state.panes[1].get(Preview).z, probe.z)
    session.controller(SamplingController).show(1, 500)
    assert session.state.panes[1].get(Probe) is probe


def test_a_card_opened_before_its_models_is_filled_when_they_come(qapp: object, session: Any, library: Path) -> None:
    early = Session(CONTROLLERS, type(session.fake))
    early.fake = early.client  # type: ignore[attr-defined]
    early.controller(SamplingController).watch(True)
    early.controller(LibraryController).start([library])
    early.fake.flush()  # type: ignore[attr-defined]
    assert [len(draws(early, pane).images) for pane in (0, 1)] == [SHOWN, SHOWN]  # type: ignore[arg-type]
    early.controller(SamplingController).clear()
    early.controller(ModelsController).open(0, library / "vae-tiny")
    early.fake.flush()  # type: ignore[attr-defined]
    assert not early.state.part(Sampling).on  # cleared is cleared
    early.close()


def test_nothing_to_sample_from(session: Any, tmp_path: Path) -> None:
    bare = Session(CONTROLLERS, type(session.fake))
    bare.controller(SamplingController).watch(True)
    bare.controller(SamplingController).sample()
    assert bare.state.notice == "There is no model to draw codes for: open one first."
    assert not [job for job in bare.client.asked if isinstance(job, Draw)]  # type: ignore[attr-defined]
    bare.close()


def one_reply(session: Any) -> None:
    """The answer to what waits first, and to nothing that it leads to; there is a judge."""
    slot, job = next(iter(session.fake.waiting.items()))
    del session.fake.waiting[slot]
    frame = Frame({"judge": "/judge", "why": ""}) if isinstance(job, FindJudge) else answer(job)
    session.fake.listener(Replied("bulk", session.fake.numbers[slot], slot, job, frame))


def with_a_judge(session: Any) -> None:
    while session.fake.waiting:
        one_reply(session)


def test_the_judge_is_asked_about_all_draws_and_some_reconstructions(session: Any) -> None:
    session.controller(SamplingController).sample()
    session.fake.flush()
    assert not [job for job in session.fake.asked if isinstance(job, FindJudge | JudgeCodes)]  # nobody looks
    session.controller(SamplingController).watch(True)
    with_a_judge(session)
    now = draws(session)
    assert now.none is not None
    assert now.own is not None
    assert np.array_equal(now.none, now.z[:, 0] > 0)
    model = session.state.panes[0].model
    test = model.codes.mu[model.codes.split == bundle.TEST]
    assert np.array_equal(now.own, test[:, 0] > 0)
    said = samplers_text.judged(now, model.manifest.classes)
    assert said is not None
    assert said[0].startswith(f"{100 * now.none.mean():.0f} % are no digit for the judge [")
    assert said[1] == f"of its own reconstructions {100 * now.own.mean():.1f} %"
    session.fake.asked.clear()
    session.controller(SamplingController).sample()
    with_a_judge(session)
    assert np.array_equal(draws(session).none, draws(session).z[:, 0] > 0)
    asked_rows = sum(len(z) for job in session.fake.asked if isinstance(job, JudgeCodes) for z in job.z.values())
    assert asked_rows == 2 * SHOWN  # both models; what was said of the reconstructions stays
    assert not [job for job in session.fake.asked if isinstance(job, FindJudge)]


def test_without_a_judge_the_card_does_without(session: Any) -> None:
    session.controller(SamplingController).watch(True)
    session.fake.flush()
    assert draws(session).none is None
    assert samplers_text.judged(draws(session), ("0", "1")) is None
    assert len([job for job in session.fake.asked if isinstance(job, FindJudge)]) == 2
    assert not [job for job in session.fake.asked if isinstance(job, JudgeCodes)]


def test_a_judge_that_fails_is_asked_no_more(session: Any) -> None:
    session.controller(SamplingController).watch(True)
    while not any(isinstance(job, JudgeCodes) for job in session.fake.waiting.values()):
        one_reply(session)
    slot, job = next((slot, job) for slot, job in session.fake.waiting.items() if isinstance(job, JudgeCodes))
    del session.fake.waiting[slot]
    session.fake.listener(Failed("bulk", 1, slot, job, ModelError("it is broken")))
    (key,) = job.z
    assert session.state.part(Sampling).draws[key].error == ""
    session.fake.asked.clear()
    with_a_judge(session)
    assert not [one for one in session.fake.asked if isinstance(one, JudgeCodes) and key in one.z]
