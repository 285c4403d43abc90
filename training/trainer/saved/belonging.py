"""Whether the run in a folder is the one that is asked for: a run that goes on keeps its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aevae_desktop.errors import ModelError
from training.settings import flag
from training.trainer.config import RunConfig
from training.trainer.saved import checkpoint

AUTO = "auto"  # instead of a folder to go on with: the one that is written to, where it holds the run
START_ANEW = "A resumed run keeps its settings; start a new one with --config instead."
OTHER_FOLDER = "The run there keeps its settings; choose another folder with --out."


def check_same(config: RunConfig, given: Mapping[str, Any], file: Path | None = None, remedy: str = START_ANEW) -> None:
    """Raises ``ModelError`` for the first setting of ``given``, by name, that is not that of ``config``."""
    stored = config.to_json()
    for name, value in given.items():
        if stored[name] != value:
            expected = f"{stored[name]}, as the run was started"
            raise ModelError(file=file, field=flag(name), found=str(value), expected=expected, remedy=remedy)


def settings_of(folder: Path, asked: RunConfig) -> RunConfig:
    """The settings of the run in ``folder``, which must be those that are ``asked`` for. Raises ``ModelError``.

    A budget is not compared: the folder says how many epochs became of it.
    """
    config = RunConfig.load(folder / checkpoint.CONFIG)
    known = replace(asked, epochs=config.epochs, budget=config.budget) if asked.budget else asked
    check_same(config, known.to_json(), folder, OTHER_FOLDER)
    return config
