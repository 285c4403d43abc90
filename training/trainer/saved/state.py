"""What the state of a run must look like, and how large it can be: checked before a checkpoint is taken up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from aevae_desktop.errors import LabError
from training.trainer.config import RunConfig
from training.trainer.recorder import ROWS
from training.trainer.run import Run

MOMENTS = ("step", "exp_avg", "exp_avg_sq")  # what AdamW keeps for each parameter
_FRAME = 4096  # bytes: what an archive adds to a tensor, and what a line of the log takes beside its numbers
_NUMBER = 16  # bytes of a number of the log


def largest(run: Run) -> int:
    """Bytes that no checkpoint of ``run`` exceeds: weights and moments, a full history, a line of log an epoch."""
    parameters = 1 + len(MOMENTS) + (run.average is not None) + (run.best is not None)
    weights = [_bytes(value) + _FRAME for value in run.model.state_dict().values()]
    history = [_bytes(value) + _FRAME for value in run.recorder.example(run.model).values()]
    epochs = math.ceil(run.total / run.per_epoch)
    line = _FRAME + _NUMBER * run.config.latent_dim
    return (1 << 20) + parameters * sum(weights) + (ROWS + 1) * sum(history) + epochs * line


def check(run: Run, state: Mapping[str, Any]) -> None:
    """Raises ``ValueError``, in a few words, unless ``state`` is one that ``run`` could have written."""
    fresh = run.state()
    _keys(state, fresh.keys(), "the checkpoint")
    _check_config(state["config"], run.config)
    if type(state["step"]) is not int or not 0 <= state["step"] <= run.total:
        raise ValueError("a step outside the run")
    if type(state["seconds"]) is not float or not 0 <= state["seconds"] < math.inf:
        raise ValueError("no duration")
    for name in fresh.keys() & {"model", "average", "best", "sums", "rng"}:
        _alike(state[name], fresh[name], name)
    try:
        torch.Generator().set_state(state["rng"])
    except RuntimeError as error:
        raise ValueError("no state of a generator") from error
    _check_optimizer(state["optimizer"], fresh["optimizer"], [p for p in run.model.parameters() if p.requires_grad])
    _check_history(state["history"], run.recorder.example(run.model))
    _check_log(state["log"])
    if state["rng_cuda"] is not None and not isinstance(state["rng_cuda"], Tensor):
        raise ValueError("no state of a GPU")


def _check_config(found: Any, wanted: RunConfig) -> None:
    try:
        same = isinstance(found, dict) and replace(RunConfig.from_json(found), device=wanted.device) == wanted
    except LabError:
        same = False
    if not same:
        raise ValueError("its settings are not those of config.json")


def _alike(found: Any, wanted: Any, name: str) -> None:
    """As ``wanted`` is: the same keys, lengths and types, tensors of the same type and shape."""
    if isinstance(wanted, Tensor):
        if not isinstance(found, Tensor) or (found.dtype, found.shape) != (wanted.dtype, wanted.shape):
            raise ValueError(f"{name} is not {wanted.dtype} of shape {tuple(wanted.shape)}")
    elif isinstance(wanted, Mapping):
        _keys(found, wanted.keys(), name)
        for key, value in wanted.items():
            _alike(found[key], value, f"{name}.{key}")
    elif isinstance(wanted, list | tuple):
        if type(found) is not type(wanted) or len(found) != len(wanted):
            raise ValueError(f"{name} is not of length {len(wanted)}")
        for one, other in zip(found, wanted, strict=True):
            _alike(one, other, name)
    elif type(found) is not type(wanted):
        raise ValueError(f"{name} is {type(found).__name__}, not {type(wanted).__name__}")


def _check_optimizer(found: Any, fresh: Mapping[str, Any], parameters: Sequence[Tensor]) -> None:
    _keys(found, fresh.keys(), "optimizer")
    _alike(found["param_groups"], fresh["param_groups"], "optimizer")
    order = [place for group in fresh["param_groups"] for place in group["params"]]
    if [place for group in found["param_groups"] for place in group["params"]] != order:
        raise ValueError("other parameters in the optimizer")
    matrices, rest = ([p for p in parameters if (p.ndim > 1) == whether] for whether in (True, False))
    scalar = torch.zeros(())
    wanted = {place: dict(zip(MOMENTS, (scalar, p, p), strict=True)) for place, p in enumerate([*matrices, *rest])}
    if found["state"]:  # before the first step it has none
        _alike(found["state"], wanted, "optimizer")


def _check_history(found: Any, example: Mapping[str, Tensor]) -> None:
    _keys(found, example.keys(), "history")
    lengths = {len(rows) if isinstance(rows, list) else -1 for rows in found.values()}
    if len(lengths) != 1 or not 0 <= max(lengths) <= ROWS + 1:
        raise ValueError("no history")
    for name, rows in found.items():
        for row in rows:
            _alike(row, example[name], f"history.{name}")


def _check_log(rows: Any) -> None:
    plain = isinstance(rows, list) and all(isinstance(row, dict) and all(map(_is_entry, row.items())) for row in rows)
    if not plain:
        raise ValueError("no log")


def _is_entry(item: tuple[Any, Any]) -> bool:
    name, value = item
    values = value if isinstance(value, list) else [value]
    return isinstance(name, str) and all(type(one) in (int, float) for one in values)


def _keys(found: Any, wanted: Any, name: str) -> None:
    if not isinstance(found, Mapping) or found.keys() != wanted:
        raise ValueError(f"{name} holds other names")


def _bytes(value: Tensor) -> int:
    return value.numel() * value.element_size()
