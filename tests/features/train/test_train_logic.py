"""What is asked of ``aevae-train``, against ``training`` itself; and that its lines are trusted with nothing."""

from __future__ import annotations

import json

import pytest

from aevae_desktop.errors import ModelError
from aevae_desktop.features.train import logic, process, text
from aevae_desktop.features.train.state import Epoch, Phase, Training, TrainOptions


def test_what_is_offered_is_what_training_has() -> None:
    pytest.importorskip("torch")
    from training.data import DATASETS
    from training.trainer.config import KINDS
    from training.trainer.losses import LIKELIHOODS

    assert set(logic.DATASETS) <= set(DATASETS)
    assert set(logic.KINDS) == set(KINDS)
    assert set(logic.LIKELIHOODS) <= set(LIKELIHOODS)


@pytest.mark.parametrize("kind", list(logic.KINDS))
@pytest.mark.parametrize(("layers", "d"), [("512, 256", 2), ("40", 1), ("64 48 32", 7)])
def test_parameters_are_those_of_the_networks(kind: str, layers: str, d: int) -> None:
    pytest.importorskip("torch")
    from training import cli
    from training.report import describe

    options = TrainOptions(kind=kind, layers=layers, latent_dim=d)
    given = cli._parser().parse_args(["train", *logic.settings(options)])
    config = cli._config(given, cli.flags.given(given))
    found = describe.text(describe.of_config(config, None))
    encoder, decoder = logic.parameters(options)
    assert f"encoder: {encoder:,} parameters" in found
    assert f"decoder: {decoder:,} parameters" in found


@pytest.mark.parametrize("wrong", ["", "x", "0", "70000", "1.5", "-3", "9" * 400, ", ".join(["4"] * 65)])
def test_wrong_layers_are_one_line(wrong: str) -> None:
    with pytest.raises(ModelError, match=r"^Layers: found .{1,200}$"):
        logic.layers_of(wrong)


@pytest.mark.parametrize("wrong", ["", "x", "-1", "nan", "inf", "1e9"])
def test_a_wrong_beta_is_one_line(wrong: str) -> None:
    with pytest.raises(ModelError, match=r"^Beta: found "):
        logic.beta_of(wrong)


def test_lines_that_say_nothing_change_nothing() -> None:
    begun = Training(Phase.BEGINNING, "m")
    lines = ["", "bundle: here", "{", "[1]", "7", '{"step": "a"}', '{"step": 1}', '{"step": 1, "total": 0}', "[" * 9999,
             '{"step": NaN, "total": 3}']  # fmt: skip
    assert logic.told(begun, lines) is begun
    row = {"step": 1, "total": 4, "left": None, "epoch": 1e300, "reconstruction": 1.0, "kl": 0.0}
    assert logic.told(begun, [json.dumps(row)]).epochs == ()


def test_a_run_that_goes_on_repeats_no_epoch() -> None:
    rows = tuple(Epoch(k, 10.0 - k, 0.0) for k in (1, 2, 3))
    line = json.dumps({"step": 3, "total": 9, "left": 5, "epoch": 2, "reconstruction": 5.0, "kl": 1.0})
    after = logic.told(Training(Phase.BEGINNING, epochs=rows), [line])
    assert [(row.epoch, row.reconstruction) for row in after.epochs] == [(1, 9.0), (2, 5.0)]
    assert after.phase is Phase.TRAINING
    assert after.share == pytest.approx(1 / 3)


def test_what_is_stopping_stays_so_until_it_ends() -> None:
    stopping = Training(Phase.STOPPING, "m")
    row = '{"step": 2, "total": 2, "left": 0, "epoch": 1, "reconstruction": 5.0, "kl": 1.0}'
    after = logic.told(stopping, [row])
    assert after.phase is Phase.STOPPING
    assert len(after.epochs) == 1  # the epoch that ended meanwhile is not lost
    assert logic.ended(stopping, -15, ["stopped"], kept=True).phase is Phase.STOPPED
    assert logic.ended(stopping, 0, [], kept=True).phase is Phase.DONE
    assert logic.ended(Training(Phase.TRAINING), -9, [], kept=False).error == "aevae-train ended with code -9."


def test_what_the_window_and_a_run_agree_upon_is_the_same_on_both_sides() -> None:
    from training import cli
    from training.trainer.saved import run_lock

    assert (process.LOCK, process.STOP, process.GO_ON) == (run_lock.NAME, cli.STOP, cli.GO_ON)
    assert logic.STOPPED == cli.STOPPED


def test_a_run_of_an_earlier_window_is_found_and_what_is_damaged_is_passed_over() -> None:
    log = ['{"epoch": 1, "step": 9, "reconstruction": 5.0, "kl": 0.0}', "{", '{"epoch": "x"}']
    made = logic.found("m", '{"kind": "ae"}', log)
    assert (made.phase, made.kind, made.kept, made.epochs) == (Phase.STOPPED, "ae", True, (Epoch(1, 5.0, 0.0),))
    assert logic.found("m", "[", []).kind == "vae"


def test_what_looks_wrong_of_a_model_is_told_with_its_end() -> None:
    lines = ["note: mnist: read", "warning: z2 costs less than 0.1 nats", "warning: the loss grew"]
    made = logic.ended(Training(Phase.WRITING, "m"), 0, lines, kept=True)
    assert made.warnings == ("z2 costs less than 0.1 nats", "the loss grew")
    assert text.said(made).splitlines()[1:] == list(made.warnings)
    assert logic.ended(Training(Phase.TRAINING, "m"), 2, lines, kept=False).error == lines[-1]


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert logic.free_name("m", {"m", "m-2"}.__contains__) == "m-3"
    assert logic.free_name("m", set[str]().__contains__) == "m"


def test_a_long_run_is_a_few_places_in_even_steps() -> None:
    rows = tuple(Epoch(k, 100 / k, k / 100, 110 / k, k / 90) for k in range(1, 101))
    reconstruction, held, kl = text.lines(Training(Phase.TRAINING, kind="vae", epochs=rows))
    assert reconstruction.x == held.x == kl.x == tuple(float(x) for x in range(9, 100, 9))
    assert reconstruction.values[0] == pytest.approx(100 / 9)
    assert [line.name for line in text.lines(Training(kind="ae", epochs=(Epoch(1, 2.0, 0.0),)))] == ["reconstruction"]


@pytest.mark.parametrize(("left", "said"), [(0.2, "1 s"), (59, "59 s"), (90, "2 min"), (7200, "2.0 h")])
def test_the_time_left_in_words(left: float, said: str) -> None:
    assert text.said(Training(Phase.TRAINING, "m", share=0.5, left=left)) == f"m: 50 %, {said} left"
