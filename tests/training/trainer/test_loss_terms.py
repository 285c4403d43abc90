"""The loss terms that the window shows are what the training code charges, term by term."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from aevae_desktop.core.images import measure
from aevae_desktop.core.images.loss_terms import Objective, terms_of
from training.trainer import run
from training.trainer.config import RunConfig
from training.trainer.losses import LIKELIHOODS, kl_per_dimension
from training.trainer.model import Autoencoder

NOISE = torch.zeros(())
SEEDS = st.integers(0, 10_000)
SAME = 1e-5  # relative


def test_every_likelihood_that_needs_two_images_only_is_shared():
    assert set(measure.RECONSTRUCTIONS) == {name for name, one in LIKELIHOODS.items() if not one.learns_variance}


@settings(max_examples=60)
@given(SEEDS, st.sampled_from(sorted(measure.RECONSTRUCTIONS)), st.floats(0.1, 20))
def test_reconstruction_terms_are_those_of_training(seed, name, scale):
    rng = np.random.default_rng(seed)
    x, raw = np.rint(rng.random((3, 30)) * 4) / 4, torch.from_numpy(rng.uniform(-scale, scale, (3, 30)))
    decoded = raw.sigmoid()
    likelihood = LIKELIHOODS[name]
    theirs = likelihood.nll(torch.from_numpy(x), raw if likelihood.takes_logits else decoded, NOISE)
    for row in range(3):
        ours = terms_of(Objective(name), [0.0], None, x[row], decoded.numpy()[row]).nll
        assert ours == pytest.approx(float(theirs[row]), rel=SAME)


@settings(max_examples=60)
@given(SEEDS, st.lists(st.sampled_from([0.0, 1e-30, 1e-7, 0.3, 1.0 - 2**-24, 1.0]), min_size=4, max_size=4))
def test_saturated_pixels_are_cut_off_where_torch_cuts_them_off(seed, means):
    x = np.random.default_rng(seed).choice([0.0, 0.25, 1.0], 4).astype(np.float32)
    x_hat = np.array(means, np.float32)
    theirs = functional.binary_cross_entropy(torch.from_numpy(x_hat), torch.from_numpy(x), reduction="sum")
    ours = terms_of(Objective("bernoulli"), [0.0], None, x, x_hat).nll
    assert ours == pytest.approx(float(theirs), rel=SAME, abs=1e-6)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.floats(-50, 50, width=32), st.floats(-80, 80, width=32)), min_size=1, max_size=16),
    st.floats(0, 100),
)
def test_the_kl_is_that_of_training_at_any_log_var(pairs, beta):
    mu, log_var = (np.array(part, np.float32) for part in zip(*pairs, strict=True))
    theirs = kl_per_dimension(torch.from_numpy(mu).double(), torch.from_numpy(log_var).double())
    made = terms_of(Objective("mse", beta), mu, log_var, np.zeros(4), np.ones(4))
    np.testing.assert_allclose(made.kl, theirs.numpy(), rtol=SAME, atol=1e-12)
    assert made.kl_total == pytest.approx(float(theirs.sum()), rel=SAME)
    assert made.loss() == pytest.approx(4.0 + beta * float(theirs.sum()), rel=SAME)


@pytest.mark.parametrize(("kind", "least"), [("ae", 0.0), ("vae", 0.0), ("vae", 0.3)])
@pytest.mark.parametrize("likelihood", sorted(measure.RECONSTRUCTIONS))
def test_the_loss_is_the_objective_of_the_training_loop(kind, least, likelihood, monkeypatch):
    monkeypatch.setattr(run, "sample_posterior", lambda mu, log_var: mu)  # chance aside: both at z = mu
    config = RunConfig(kind=kind, likelihood=likelihood, hidden=(16, 8), fourier=4, beta=2.5,
                       code_l2=0.3 if kind == "ae" else 0.0, input_dropout=0.0, free_bits=least)  # fmt: skip
    torch.manual_seed(0)
    model, x = Autoencoder(config, (1, 6, 5)), torch.rand(1, 1, 6, 5)
    with model.measured():
        loss, _, kl = run.objective(model, config, x, 1.0)
        mu, log_var = model.encode(x)
        x_hat = model.decode(mu).numpy()[0, 0]
    said = Objective.of({"config": config.to_json() if hasattr(config, "to_json") else vars(config)})
    made = terms_of(said, mu.numpy()[0], None if log_var is None else log_var.numpy()[0], x.numpy()[0, 0], x_hat)
    assert made.loss() == pytest.approx(float(loss), rel=SAME)
    if least:
        assert kl.min() < least  # else it would not show
    if kind == "vae":
        np.testing.assert_allclose(made.kl, kl.numpy(), rtol=1e-4, atol=1e-6)  # theirs in 32 bits
