import hashlib
import itertools
import json
import os
import random
import signal
from dataclasses import replace

import pytest
import torch

from aevae_desktop.errors import ModelError
from training.data.stream import on_disk
from training.trainer import loop
from training.trainer.augment import strength_at
from training.trainer.config import RunConfig
from training.trainer.model import to_float
from training.trainer.run import Run, beta_at
from training.trainer.saved import checkpoint

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=3.0, seed=5, beta_warmup=0.3)


def weights(outcome):
    return torch.cat([p.flatten() for p in outcome.model.state_dict().values()])


def stop_at(monkeypatch, step, number=signal.SIGINT):
    advance = Run.advance

    def stopping(run):
        advance(run)
        if run.step == step:
            os.kill(os.getpid(), number)

    monkeypatch.setattr(Run, "advance", stopping)


LAST = 12  # steps of CONFIG
CHANGES = [
    {},
    {"kind": "ae", "likelihood": "gaussian", "code_l2": 0.1, "semi_amortised": 0.5},
    {"norm": "batch", "augment": 1.0, "fade": 0.3, "likelihood": "gaussian-learned", "beta_schedule": "cycle"},
]


def sha256(outcome):
    return hashlib.sha256(weights(outcome).numpy().tobytes()).hexdigest()


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("step", sorted(random.Random(3).sample(range(1, LAST), 5)))
def test_stopping_and_resuming_is_bitwise_the_same(images, tmp_path, monkeypatch, step, changes):
    config = replace(CONFIG, **changes)
    whole = loop.fit(config, images, tmp_path / "whole", quiet=True)
    with monkeypatch.context() as patch:
        stop_at(patch, step)
        part = loop.fit(config, images, tmp_path / "part", quiet=True)
    assert not part.finished
    assert not torch.equal(weights(part), weights(whole))
    torch.manual_seed(99)  # resuming must not lean on what the process happens to hold
    again = loop.fit(config, images, tmp_path / "part", resume=True, quiet=True)
    assert again.finished
    assert sha256(again) == sha256(whole)
    assert timeless(again.log) == timeless(whole.log)
    one, other = whole.recorder.history(), again.recorder.history()
    assert (one.tiles == other.tiles).all()
    assert (one.codes == other.codes).all()
    assert rows_in(tmp_path / "part") == again.log


def test_a_run_of_another_version_is_refused(images, tmp_path):
    run = loop.fit(CONFIG, images, tmp_path, quiet=True)
    state = checkpoint.load(tmp_path)
    state["model"]["something.else"] = torch.zeros(3)
    checkpoint.save(tmp_path, state, 10**6)
    with pytest.raises(ModelError) as caught:
        loop.fit(run.config, images, tmp_path, resume=True, quiet=True)
    assert str(caught.value) == (
        f"{tmp_path}: does not fit this version's networks. Train it again, or go on with the version that began it."
    )


def test_sigterm_stops_too_and_handlers_are_put_back(images, tmp_path, monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    stop_at(monkeypatch, 2, signal.SIGTERM)
    outcome = loop.fit(CONFIG, images, tmp_path, quiet=True)
    assert not outcome.finished
    assert checkpoint.load(tmp_path)["step"] == 2
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_same_seed_gives_the_same_weights_and_another_does_not(images, tmp_path):
    one = loop.fit(CONFIG, images, tmp_path / "1", quiet=True)
    two = loop.fit(CONFIG, images, tmp_path / "2", quiet=True)
    three = loop.fit(replace(CONFIG, seed=6), images, tmp_path / "3", quiet=True)
    assert torch.equal(weights(one), weights(two))
    assert not torch.equal(weights(one), weights(three))


def test_images_on_the_disk_train_bitwise_the_same(images, tmp_path):
    one = loop.fit(replace(CONFIG, validation=12), images, tmp_path / "1", quiet=True)
    mapped = on_disk(images)
    two = loop.fit(replace(CONFIG, validation=12), mapped, tmp_path / "2", quiet=True)
    assert Run(CONFIG, mapped).x.data_ptr() == mapped.train.ctypes.data  # no copy of them is held
    assert torch.equal(weights(one), weights(two))
    assert timeless(one.log) == timeless(two.log)


def test_training_lowers_the_loss(images, tmp_path):
    log = loop.fit(replace(CONFIG, epochs=30.0), images, tmp_path, quiet=True).log
    assert log[-1]["reconstruction"] < 0.9 * log[0]["reconstruction"]


def test_a_saved_config_replays(images, tmp_path):
    one = loop.fit(replace(CONFIG, epochs=1.0, budget=0.05), images, tmp_path / "1", quiet=True)
    assert one.config.budget == 0
    assert one.config.epochs > 0
    config = RunConfig.load(tmp_path / "1" / "config.json")
    assert config == one.config
    assert torch.equal(weights(loop.fit(config, images, tmp_path / "2", quiet=True)), weights(one))


def test_part_of_an_epoch(images, tmp_path):
    outcome = loop.fit(replace(CONFIG, epochs=1.5), images, tmp_path, quiet=True)
    assert [row["step"] for row in outcome.log] == [4, 6]
    assert outcome.recorder.history().epoch.tolist() == [0, 1, 2]


def rows_in(folder):
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def timeless(log):
    """The rows of a log without the time they took, which no two runs share."""
    return [{name: value for name, value in row.items() if name != "seconds"} for row in log]


def test_the_log_is_a_line_an_epoch(images, tmp_path):
    loop.fit(replace(CONFIG, validation=12), images, tmp_path, quiet=True)
    rows = rows_in(tmp_path)
    assert [row["epoch"] for row in rows] == [1, 2, 3]
    assert {"reconstruction", "kl", "validation_reconstruction", "validation_kl"} <= rows[0].keys()
    seconds, rates = ([row[name] for row in rows] for name in ("seconds", "lr"))
    assert 0 <= seconds[0] <= seconds[1] <= seconds[2]
    assert rates[0] > rates[1] > rates[2] > 0  # the last steps of each epoch, on the way down
    assert all(row["gradient"] > 0 for row in rows)


def test_the_logged_gradient_is_what_it_was_before_it_was_clipped(images, tmp_path):
    run = Run(replace(CONFIG, clip=1e-3), images)
    run.advance()
    left = torch.linalg.vector_norm(torch.stack([p.grad.norm() for p in run.model.parameters()]))
    assert float(left) == pytest.approx(1e-3, rel=1e-2)
    assert float(run.gradient) > 1


def test_a_budget_is_of_the_processor_and_a_busy_machine_is_told(images, tmp_path, monkeypatch, capsys):
    ticks = itertools.count(1)
    shared = [4]  # how many times as long as the processor worked, it took
    monkeypatch.setattr(loop.time, "process_time", lambda: next(ticks) / 1000)
    monkeypatch.setattr(loop.time, "perf_counter", lambda: shared[0] * next(ticks) / 1000)
    run = loop.fit(replace(CONFIG, epochs=1.0, budget=0.1), images, tmp_path / "1", quiet=True)
    said = capsys.readouterr().err
    assert said.startswith("note: the machine is busy: --budget 0.1 s of the processor will take about ")
    shared[0] = 1
    quiet = loop.fit(replace(CONFIG, epochs=1.0, budget=0.1), images, tmp_path / "2", quiet=True)
    assert quiet.config.epochs == pytest.approx(run.config.epochs, rel=0.1)
    assert capsys.readouterr().err == ""


def test_held_out_images_are_not_trained_on(images):
    run = Run(replace(CONFIG, validation=12), images)
    assert len(run.x) == 48
    seen = torch.cat([run.batch() for run.step in range(run.per_epoch)])
    assert torch.equal(seen.sum(0), to_float(run.x).sum(0)) or torch.allclose(seen.sum(0), to_float(run.x).sum(0))


def test_validation_does_not_disturb_the_training_noise(images):
    run = Run(replace(CONFIG, validation=12), images)
    before = torch.get_rng_state()
    loop._held_out(run)
    assert torch.equal(torch.get_rng_state(), before)


def test_every_epoch_shows_each_image_once_in_another_order(images):
    run = Run(replace(CONFIG, batch_size=7), images)
    epochs = [torch.cat([run.batch() for run.step in range(k * 9, k * 9 + 9)]) for k in (0, 1)]
    assert [len(epoch) for epoch in epochs] == [60, 60]
    assert not torch.equal(*epochs)
    torch.testing.assert_close(epochs[0].sum(0), epochs[1].sum(0))


def test_schedules():
    config = replace(CONFIG, beta=2.0, beta_warmup=0.5)
    assert [beta_at(config, t) for t in (0, 0.25, 0.5, 1)] == [0, 1, 2, 2]
    assert beta_at(replace(config, beta_warmup=0.0), 0) == 2


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"batch_size": 61}, "--batch-size: found 61, expected at most 60 images"),
        ({"validation": 60}, "--validation: found 60, expected under 60"),
        ({"latent_dim": 31}, "--latent-dim: found 31, expected at most 30, the pixels of an image"),
    ],
)
def test_settings_that_do_not_fit_the_images(images, tmp_path, changes, line):
    with pytest.raises(ModelError) as caught:
        loop.fit(replace(CONFIG, **changes), images, tmp_path, quiet=True)
    assert str(caught.value) == line


def test_batch_norm_needs_two_images(images, tmp_path):
    with pytest.raises(ModelError) as caught:
        loop.fit(replace(CONFIG, norm="batch", batch_size=59), images, tmp_path, quiet=True)
    assert str(caught.value) == (
        "--norm: found batch, and a last batch of one of 60 images, expected at least two, to normalise over. "
        "Try --batch-size 60."
    )


def test_measuring_leaves_what_batch_norm_has_learned(images):
    run = Run(replace(CONFIG, norm="batch", validation=12), images)
    run.advance()
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    run.recorder.record(run.model, 1)
    loop._held_out(run)
    assert all(torch.equal(value, before[name]) for name, value in run.model.state_dict().items())
    assert run.model.training


def test_half_precision_trains_full_precision_weights(images):
    config = replace(CONFIG, input_dropout=0.0)
    runs = [Run(replace(config, precision=precision), images) for precision in ("float32", "bf16")]
    for run in runs:
        for _ in range(4):
            run.advance()
    exact, half = (torch.nn.utils.parameters_to_vector(run.model.parameters()).detach() for run in runs)
    assert half.dtype == torch.float32
    assert not torch.equal(exact, half)
    assert float((exact - half).abs().max()) < 0.03


def test_kl_is_logged_for_each_dimension(images, tmp_path):
    outcome = loop.fit(replace(CONFIG, latent_dim=3), images, tmp_path, quiet=True)
    row = outcome.log[-1]
    assert len(row["kl_per_dimension"]) == 3
    assert sum(row["kl_per_dimension"]) == pytest.approx(row["kl"])


def test_free_bits_keep_the_code_in_use(images, tmp_path):
    strong = replace(CONFIG, beta=50.0, epochs=12.0, lr=0.01)
    runs = [loop.fit(replace(strong, free_bits=f), images, tmp_path / str(f), quiet=True) for f in (0.0, 0.5)]
    squeezed, free = (run.log[-1]["kl"] for run in runs)
    assert squeezed < 0.3 < free


def test_a_learned_variance_comes_to_the_error_of_the_images(images, tmp_path):
    config = replace(CONFIG, likelihood="gaussian-learned", kind="ae", epochs=240.0, lr=0.02)
    model = loop.fit(config, images, tmp_path, quiet=True).model
    x = to_float(torch.from_numpy(images.train))
    with model.measured():
        error = (model.decode(model.encode(x)[0]) - x).square().mean()
    assert float(model.log_noise.detach().exp()) == pytest.approx(float(error), rel=0.5)


def test_augmentation_shows_other_images_and_fades_out(images):
    run = Run(replace(CONFIG, augment=1.0, fade=0.5, input_dropout=0.0), images)
    plain = Run(replace(CONFIG, input_dropout=0.0), images)
    for each in (run, plain):
        each.advance()
    assert not torch.equal(*(torch.nn.utils.parameters_to_vector(each.model.parameters()) for each in (run, plain)))
    assert [strength_at(2.0, 0.5, t) for t in (0.0, 0.5, 0.75, 1.0)] == [2.0, 2.0, 1.0, 0.0]


def test_a_loss_that_explodes_is_said(images, tmp_path):
    with pytest.raises(ModelError) as caught:
        loop.fit(
            replace(CONFIG, kind="ae", likelihood="gaussian", family="linear", lr=1e30), images, tmp_path, quiet=True
        )
    assert str(caught.value) == f"{tmp_path}: the loss is no longer finite in epoch 1. Try a lower --lr."


def test_the_gradient_is_clipped(images):
    run = Run(replace(CONFIG, clip=0.5), images)
    run.advance()
    norm = torch.nn.utils.get_total_norm([p.grad for p in run.model.parameters()])
    assert float(norm) == pytest.approx(0.5, rel=1e-3)
    free = Run(replace(CONFIG, clip=0.0), images)
    free.advance()
    assert float(torch.nn.utils.get_total_norm([p.grad for p in free.model.parameters()])) > 0.5


def test_a_kill_after_any_saved_step_can_be_resumed_bitwise(images, tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)  # a checkpoint after every step
    whole = loop.fit(CONFIG, images, tmp_path / "whole", quiet=True)

    def crash(run):
        if run.step == 6:
            raise RuntimeError("killed")
        advance(run)

    advance = Run.advance
    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", crash)
        with pytest.raises(RuntimeError, match="killed"):
            loop.fit(CONFIG, images, tmp_path / "part", quiet=True)
    again = loop.fit(CONFIG, images, tmp_path / "part", resume=True, quiet=True)
    assert torch.equal(weights(again), weights(whole))
    assert timeless(again.log) == timeless(whole.log)


def test_the_process_is_left_as_it_was(images, tmp_path):
    threads = torch.get_num_threads()
    loop.fit(replace(CONFIG, threads=threads + 1), images, tmp_path, quiet=True)
    assert torch.get_num_threads() == threads
    assert float(torch.tensor(1e-40) * 1) > 0  # denormal numbers are numbers again
