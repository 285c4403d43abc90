"""A run's settings as a TOML file that a person writes: all that a flag of ``train`` says, under the same name.

``latent_dim = 4`` is ``--latent-dim 4``, and a flag overrides the file. A table ``[sweep]`` is for ``sweep`` alone.
"""

from __future__ import annotations

import argparse
import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from aevae_desktop.errors import LabError, ModelError
from aevae_desktop.reading import regular
from training import flags
from training.trainer.config import MOST_BYTES, RunConfig

ENDING = ".toml"
SWEEP = "sweep"
NOT_IN_FILES = ("help", "config", "resume", "write_config", "stop_at_eof")
REMEDY = "Give a TOML file, such as --write-config FILE writes, or the config.json of a run folder."
Values = dict[str, Any]


def read(path: Path) -> Values:
    """What the file says, by name: values of settings as they are written, those of other flags as flags have them.

    Raises ``ModelError``.
    """
    with regular.errors_as(ModelError, path, other=REMEDY):
        data = regular.read_at_most(path, MOST_BYTES)
    try:
        said = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else error
        raise ModelError(f"not readable as TOML ({reason})", file=path, remedy=REMEDY) from error
    settings, others = _settings(), _others()
    for name in said:
        if name not in (*settings, *others, SWEEP):
            raise unknown(name, (*settings, *others), path)
    return {name: _value(name, value, settings, others, path) for name, value in said.items()}


def complete(options: argparse.Namespace) -> argparse.Namespace:
    """``options`` with what their TOML file says, where a flag does not.

    Its settings are in ``options.said``, None without such a file; its table of a sweep in ``options.sweep``. Raises
    ``ModelError``.
    """
    is_toml = options.config is not None and options.config.suffix.lower() == ENDING
    said = read(options.config) if is_toml else {}
    others = {name: value for name, value in said.items() if name in _others()}
    unsaid = {name: value for name, value in others.items() if not getattr(options, name, True)}
    settings = {name: value for name, value in said.items() if name in _settings()}
    found = {"said": settings if is_toml else None, "sweep": said.get(SWEEP, {})}
    return argparse.Namespace(**{**vars(options), **unsaid, **found})


def made(values: Mapping[str, Any], path: Path | None, of_file: Mapping[str, Any]) -> RunConfig:
    """The settings ``values``. Raises ``LabError``, which names the file ``path`` where that has said what is wrong."""
    try:
        return RunConfig.from_json(values)
    except LabError as error:
        name = (error.field or "").removeprefix("--").replace("-", "_")
        if path is not None and name in of_file and values.get(name) == of_file[name]:
            error.file, error.field = str(path), name
        raise


def text(settings: Mapping[str, Any], others: Mapping[str, Any], sweep: Mapping[str, Any] | None = None) -> str:
    """TOML that says ``settings``, each with what it is, the flags ``others`` but their defaults, and a grid."""
    known = _settings()
    lines = [f"# {known[name].metadata['help']}\n{name} = {_written(value)}" for name, value in settings.items()]
    rest = [f"{name} = {_written(value)}" for name, value in others.items() if value]
    grid = [f"{name} = {_written(values)}" for name, values in (sweep or {}).items()]
    ends = ["", f"[{SWEEP}]", *grid] if grid else []
    return "\n".join(["# aevae-train train --config FILE", *rest, "", *lines, *ends]) + "\n"


def others_of(options: argparse.Namespace) -> Values:
    """The flags beside settings that ``options`` have, by name."""
    return {name: getattr(options, name, None) for name in _others()}


def unknown(name: str, known: tuple[str, ...], path: Path | None = None, field: str | None = None) -> ModelError:
    """The error that no setting is called ``name``, to be raised; it names the nearest."""
    near = difflib.get_close_matches(name, known, 1)
    remedy = f'Did you mean "{near[0]}"?' if near else "See aevae-train train --help."
    return ModelError("unknown setting", file=path, field=field or name, remedy=remedy)


def _settings() -> dict[str, Field[Any]]:
    return {item.name: item for item in fields(RunConfig)}


def _others() -> dict[str, argparse.Action]:
    """The flags of ``train`` that are no settings, by name."""
    parser = argparse.ArgumentParser()
    flags.train_arguments(parser)
    return {one.dest: one for one in parser._actions if one.dest not in (*_settings(), *NOT_IN_FILES)}


def _value(name: str, value: Any, settings: Mapping[str, Any], others: Mapping[str, Any], path: Path) -> Any:
    if name in settings:
        whole = type(value) is int and isinstance(settings[name].default, float)
        return float(value) if whole else value
    if name == SWEEP:
        return value
    action = others[name]
    if action.nargs == 0:  # a switch
        return _expected(isinstance(value, bool), name, value, "true or false", path)
    several = isinstance(value, list) and isinstance(action, argparse._AppendAction)
    found = list(_words(value if several else [value], action, name, path))
    return found if isinstance(action, argparse._AppendAction) else found[0]


def _words(values: list[Any], action: argparse.Action, name: str, path: Path) -> Iterator[Any]:
    for value in values:
        expected = " or ".join(action.choices) if action.choices else "a text"
        right = isinstance(value, str) and (not action.choices or value in action.choices)
        _expected(right, name, value, expected, path)
        try:
            yield action.type(value) if callable(action.type) else value
        except argparse.ArgumentTypeError as error:
            raise ModelError(str(error), file=path, field=name) from error


def _expected(right: bool, name: str, value: Any, expected: str, path: Path) -> Any:
    if not right:
        raise ModelError(file=path, field=name, found=repr(value), expected=expected)
    return value


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    return repr(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
