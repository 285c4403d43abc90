"""What stands in torch's place gives torch's numbers."""

import copy

import pytest
import torch
from torch import nn

from training.optimizer import AdamW, clip

LIMIT = 0.5


def network():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(7, 5), nn.SiLU(), nn.Linear(5, 3))


def optimizer(kind, model):
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": 0.1},
        {"params": [p for p in model.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    return kind(groups, lr=0.05, betas=(0.9, 0.99), fused=True)


def train(model, optimizer, steps):
    """So many steps at a falling rate, on the same numbers each time."""
    generator = torch.Generator().manual_seed(1)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 0.05 / (1 + step)
        optimizer.zero_grad()
        model(torch.randn(11, 7, generator=generator)).square().sum().backward()
        optimizer.step()


def test_weights_and_state_are_torchs_bit_for_bit():
    ours, theirs = network(), network()
    mine, reference = optimizer(AdamW, ours), optimizer(torch.optim.AdamW, theirs)
    for model, each in ((ours, mine), (theirs, reference)):
        train(model, each, 9)
    one, other = ours.state_dict(), theirs.state_dict()
    assert all(torch.equal(one[name], other[name]) for name in other)
    one, other = mine.state_dict(), reference.state_dict()
    assert one["param_groups"] == other["param_groups"]
    assert one["state"].keys() == other["state"].keys()
    for place, moments in other["state"].items():
        assert all(torch.equal(one["state"][place][name], value) for name, value in moments.items())


def test_a_state_that_is_taken_up_is_gone_on_from():
    whole, part = network(), network()
    train(whole, kept := optimizer(AdamW, whole), 3)
    taking = optimizer(AdamW, part)
    train(part, taking, 2)  # it has steps and moments of its own, which go
    part.load_state_dict(whole.state_dict())
    taking.load_state_dict(copy.deepcopy(kept.state_dict()))
    for model, each in ((whole, kept), (part, taking)):
        train(model, each, 4)
    one, other = part.state_dict(), whole.state_dict()
    assert all(torch.equal(one[name], other[name]) for name in other)


def test_forgotten_gradients_are_gone():
    model = network()
    made = optimizer(AdamW, model)
    train(model, made, 1)
    made.forget_gradients()
    assert all(p.grad is None for p in model.parameters())


def with_gradients(scale):
    torch.manual_seed(2)
    parameters = [nn.Parameter(torch.zeros(shape)) for shape in ((4, 3), (5,), ())]
    for p in parameters:
        p.grad = torch.randn(p.shape) * scale
    return parameters


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
def test_gradients_are_clipped_as_torch_clips_them(scale):
    ours, theirs = with_gradients(scale), with_gradients(scale)
    norm, reference = clip(ours, LIMIT), torch.nn.utils.clip_grad_norm_(theirs, LIMIT)
    torch.testing.assert_close(norm, reference)
    for one, other in zip(ours, theirs, strict=True):
        torch.testing.assert_close(one.grad, other.grad)


def test_no_limit_changes_nothing():
    clip(ours := with_gradients(1e3), torch.inf)
    assert all(torch.equal(one.grad, other.grad) for one, other in zip(ours, with_gradients(1e3), strict=True))


def test_a_gradient_that_is_no_number_is_not_taken_for_a_small_one():
    parameters = with_gradients(1.0)
    parameters[1].grad[0] = torch.nan
    assert clip(parameters, LIMIT).isnan()
    assert parameters[0].grad.isnan().all()  # as torch leaves it: the loss is then told to be no longer finite
