"""The article's commands, one by one, without any process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop import bundle
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import FindJudge, Measure
from aevae_desktop.errors import DataError, ModelError
from aevae_desktop.features import CONTROLLERS, OVERLAYS, SAVED
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS, LAYERS, claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.state import ArticleState, Claim, Role, Verdict
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode
from tests.session_fixtures import FakeClient, answer


@pytest.fixture
def article(session: Any) -> ArticleController:
    found: ArticleController = session.controller(ArticleController)
    return found


def part(session: Any) -> ArticleState:
    found: ArticleState = session.state.part(ArticleState)
    return found


def claim(name: str) -> Claim:
    found = claim_named(name)
    assert found is not None
    return found


def one_reply(session: Any) -> None:
    """The answer to what waits, and to nothing that it leads to."""
    slot, job = next(iter(session.fake.waiting.items()))
    del session.fake.waiting[slot]
    session.fake.listener(Replied("bulk", 1, slot, job, answer(job)))


def measured(session: Any) -> list[tuple[str, str]]:
    return [(Path(job.key).name, job.measure) for job in session.fake.asked if isinstance(job, Measure)]


def test_one_goes_through_the_claims_in_their_order(session: Any, article: ArticleController) -> None:
    article.step(1)
    assert part(session).claim == CLAIMS[0].name
    article.step(1)
    assert part(session).claim == CLAIMS[1].name
    article.step(-1)
    article.step(-1)
    assert part(session).claim == CLAIMS[0].name
    article.open(CLAIMS[-1].name)
    article.step(1)
    assert part(session).claim == CLAIMS[-1].name
    with pytest.raises(DataError, match="no such"):
        article.open("no such")


def test_a_prediction_counts_until_it_is_revealed(session: Any, article: ArticleController) -> None:
    article.answer("garbage", "both")
    article.answer("garbage", "neither")
    article.reveal("garbage")
    article.answer("garbage", "both")
    assert part(session).answers == {"garbage": "neither"}
    assert part(session).revealed == {"garbage"}
    with pytest.raises(DataError, match="perhaps"):
        article.answer("garbage", "perhaps")
    article.start_over()
    assert (part(session).answers, part(session).revealed) == ({}, frozenset())


def test_nothing_is_measured_before_it_is_revealed(session: Any, article: ArticleController) -> None:
    article.watch(True)
    article.open("garbage")
    article.answer("garbage", "both")
    assert not measured(session)
    assert logic.verdict_of(session.state, claim("garbage")) is None
    article.reveal("garbage")
    assert article.busy
    session.fake.flush()
    assert not article.busy
    wanted = [("ae-tiny", "model"), ("ae-tiny", "random"), ("vae-tiny", "model"), ("vae-tiny", "random")]
    assert measured(session) == wanted
    found = logic.results_of(session.state, claim("garbage"))
    assert found is not None
    assert found[Role.AE][0].figures["random.letters"].value == 6
    assert found[Role.VAE][0].arrays["random.z"].shape == (2, 2)
    assert logic.share_of(session.state, claim("garbage")) == 1


def test_a_measure_comes_piece_by_piece(session: Any, article: ArticleController) -> None:
    article.measure("clusters")
    one_reply(session)  # the judge is looked for first
    ((slot, job),) = session.fake.waiting.items()
    session.fake.waiting.clear()
    for done in (0.25, 0.5):
        session.fake.listener(Replied("bulk", 1, slot, job, Frame({"share": done, "figures": None, "notes": []})))
        assert logic.share_of(session.state, claim("clusters")) == pytest.approx(done / 2)
        assert session.fake.waiting.pop(slot) is job
    session.fake.waiting[slot] = job
    session.fake.flush()
    assert logic.share_of(session.state, claim("clusters")) == 1


def test_a_second_look_costs_nothing(session: Any, article: ArticleController, library: Path) -> None:
    article.reveal("garbage")
    session.fake.flush()
    session.fake.asked.clear()
    article.measure("garbage")
    article.measure("random_digit")  # the same measures of one of the models
    assert not session.fake.asked
    assert logic.results_of(session.state, claim("random_digit")) is not None
    models = session.controller(ModelsController)
    models.open(0, library / "vae-tiny")
    session.fake.flush()
    assert ("ae-tiny", "random") not in {(Path(key).name, name) for key, name in part(session).results}
    models.open(0, library / "ae-tiny")
    session.fake.flush()
    session.fake.asked.clear()
    article.measure("garbage")
    assert not session.fake.asked
    assert logic.results_of(session.state, claim("garbage")) is not None


def test_another_seed_is_measured_anew_and_the_first_is_still_known(session: Any, article: ArticleController) -> None:
    article.watch(True)
    article.open("clusters")
    article.reveal("clusters")
    session.fake.flush()
    session.fake.asked.clear()
    article.set_seed(7)
    session.fake.flush()
    assert [job.seed for job in session.fake.asked] == [7, 7]
    session.fake.asked.clear()
    article.set_seed(0)
    assert not session.fake.asked
    found = logic.results_of(session.state, claim("clusters"))
    assert found is not None
    assert found[Role.AE][0].figures["clusters.letters"].n == 100
    article.set_seed(-1)
    assert "seed" in session.state.notice
    assert part(session).seed == 0


def test_a_model_that_is_replaced_drops_its_work(session: Any, article: ArticleController, library: Path) -> None:
    article.measure("garbage")
    job = next(job for job in session.fake.asked if isinstance(job, FindJudge))
    assert Path(job.folder).name == "ae-tiny"
    session.controller(ModelsController).open(0, library / "vae-tiny")
    session.fake.flush(f"load:{library / 'vae-tiny'}", f"points:{library / 'vae-tiny'}")
    session.fake.flush()
    assert {name for name, _ in measured(session)} == {"vae-tiny"}
    assert not session.fake.borrowed
    assert not article.busy


def test_what_comes_too_late_is_dropped(session: Any, article: ArticleController) -> None:
    article.measure("clusters")
    session.fake.flush()
    session.fake.asked.clear()
    article.measure("gaps")
    slot, job = next(iter(session.fake.waiting.items()))
    article.cancel()
    assert not session.fake.waiting
    late = Frame({"share": 0.5, "figures": None, "notes": []})
    session.fake.listener(Replied("bulk", 1, slot, job, late))
    assert not session.fake.waiting
    assert (job.key, "gaps") not in part(session).results


def test_a_bundle_is_lent_only_while_it_is_measured(session: Any, article: ArticleController) -> None:
    article.measure("garbage")
    seen = []
    while session.fake.waiting:
        seen.append(tuple(Path(folder).name for folder in set(session.fake.borrowed)))
        one_reply(session)
    assert {names for names in seen if names} == {("ae-tiny",), ("vae-tiny",)}
    assert not session.fake.borrowed


def test_a_failure_is_the_claim_s_and_the_next_goes_on(session: Any, article: ArticleController) -> None:
    article.measure("garbage")
    while not isinstance(job := session.fake.waiting.get("article"), Measure):
        one_reply(session)
    session.fake.waiting.clear()
    session.fake.listener(Failed("bulk", 1, "article", job, ModelError("there is no judge"), given_up=True))
    session.fake.flush()
    assert logic.verdict_of(session.state, claim("garbage")) == (Verdict.CANNOT, "There is no judge.")
    assert logic.share_of(session.state, claim("garbage")) == 1
    article.measure("garbage")  # asked again by a person
    session.fake.flush()
    assert logic.results_of(session.state, claim("garbage")) is not None


def test_a_claim_about_a_series_says_that_there_is_none(session: Any, article: ArticleController) -> None:
    session.fake.asked.clear()
    article.reveal("loses")
    session.fake.flush()
    assert not session.fake.asked
    verdict, said = logic.verdict_of(session.state, claim("loses")) or (None, "")
    assert verdict is Verdict.CANNOT
    assert said == "The library has no series of AEs of these images that differ in the size of the code."


def test_the_best_pair_is_opened(
    session: Any, article: ArticleController, library: Path, tiny_bundle: Callable[..., Path]
) -> None:
    article.try_best("garbage")
    assert "16 numbers" in session.state.notice
    known = {"dataset": bundle.DatasetSpec("tiny"), "parent": library, "latent_dim": 16, "family": "mlp"}
    pair = [tiny_bundle(f"{kind}-16", kind=kind, **known) for kind in ("ae", "vae")]
    session.controller(LibraryController).invite(*pair)
    session.fake.flush()
    before = [pane.model.key for pane in session.state.panes]
    assert not logic.can_go_back(session.state)
    article.try_best("garbage")
    session.fake.flush()
    assert [pane.model.key for pane in session.state.panes] == list(map(str, pair))
    assert logic.can_go_back(session.state)
    article.go_back()
    session.fake.flush()
    assert [pane.model.key for pane in session.state.panes] == before
    assert not logic.can_go_back(session.state)


def test_one_goes_back_from_the_models_of_a_claim_alone(
    session: Any, article: ArticleController, library: Path, tiny_bundle: Callable[..., Path]
) -> None:
    known = {"dataset": bundle.DatasetSpec("tiny"), "parent": library, "latent_dim": 16, "family": "mlp"}
    pair = [tiny_bundle(f"{kind}-16", kind=kind, **known) for kind in ("ae", "vae")]
    session.controller(LibraryController).invite(*pair)
    session.fake.flush()
    before = Path(session.state.panes[0].wanted)
    article.try_best("garbage")
    session.fake.flush()
    session.controller(ModelsController).choose(0, before)
    session.fake.flush()
    assert not logic.can_go_back(session.state)


def on(session: Any) -> set[str]:
    return {name for name in LAYERS if session.state.layers[name].on}


def test_the_maps_show_the_layers_that_a_claim_names_and_then_one_s_own_again(
    session: Any, article: ArticleController
) -> None:
    own = {overlay.name: overlay.layer for overlay in OVERLAYS}
    assert own.keys() >= LAYERS
    session.set_state(replace(session.state, layers=own))
    article.open("overlap")
    assert session.state.layers == own
    session.set_mode(Mode.ARTICLE)
    assert on(session) == {"points", "labels"}, "what is measured all over the map would tell"
    assert not session.state.layers["path"].on
    article.reveal("overlap")
    assert on(session) == {"points", "labels", "classes"}
    for name in ("no_gaps", "smooth", "unshaped"):
        article.open(name)
        article.reveal(name)
        assert on(session) == set(claim(name).layers)
    article.open("loses")
    assert session.state.layers == own
    article.open("overlap")
    session.set_mode(Mode.EXPLORE)
    assert session.state.layers == own


def test_what_was_measured_in_another_window_is_not_measured_again(session: Any, library: Path) -> None:
    session.controller(ArticleController).reveal("clusters")
    session.fake.flush()
    before = logic.results_of(session.state, claim("clusters"))
    other: Any = Session(CONTROLLERS, FakeClient, saved=SAVED)  # type: ignore[arg-type]
    other.fake = other.client
    other.controller(LibraryController).start([library])
    other.fake.flush()
    other.controller(ArticleController).reveal("clusters")
    other.fake.flush()
    now = logic.results_of(other.state, claim("clusters"))
    assert measured(session)
    assert not measured(other)
    assert before is not None
    assert now is not None
    assert now[Role.AE][0].figures == before[Role.AE][0].figures
    other.controller(ArticleController).set_seed(5)
    other.controller(ArticleController).reveal("clusters")
    assert other.fake.waiting, "another seed has other draws"
    other.close()
