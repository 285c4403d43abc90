"""What the settings of every command share: a field is a value, its limits, its help, its flag and its check."""

from __future__ import annotations

import math
from dataclasses import MISSING, Field, asdict, dataclass, field, fields
from typing import Any

from aevae_desktop.errors import DataError, LabError, ModelError

MOST_LAYERS = 64  # numbers of a list such as --hidden
MOST = 1e30  # of a number without a limit of its own


def setting(default: Any, text: str, **limits: Any) -> Any:
    """A field with its ``text`` of help; ``limits`` are ``low`` and ``high``, or ``options``."""
    return field(default=default, metadata={"help": text, **limits})


@dataclass(frozen=True)
class Settings:
    """Base of the settings of a command. Raises ``ModelError`` or ``DataError`` for a value out of its limits."""

    def __post_init__(self) -> None:
        for item in fields(self):
            _check(item, getattr(self, item.name))

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}


def flag(name: str) -> str:
    """The command-line flag of a setting: ``latent_dim`` -> ``--latent-dim``."""
    return "--" + name.replace("_", "-")


def _check(item: Field[Any], value: Any) -> None:
    assert item.default is not MISSING
    options = item.metadata.get("options")
    if options and value not in options:
        raise _wrong(item.name, value, " or ".join(options))
    kind = type(item.default)
    values = value if kind is tuple else (value,)
    if kind is tuple and not isinstance(value, tuple):
        raise _wrong(item.name, value, "a list of integers")
    if kind in (int, tuple) and not all(isinstance(one, int) and not isinstance(one, bool) for one in values):
        raise _wrong(item.name, value, _range(item))
    if kind is tuple and len(values) > MOST_LAYERS:
        raise _wrong(item.name, f"{len(values)} numbers", f"at most {MOST_LAYERS}")
    if "high" not in item.metadata and isinstance(value, int | float) and MOST < value < math.inf:
        raise _wrong(item.name, value, f"at most {MOST:g}")
    if kind is not str and not all(_inside(item, one) for one in values):
        raise _wrong(item.name, value, _range(item))


def _inside(item: Field[Any], value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return bool(item.metadata.get("low", -math.inf) <= value <= item.metadata.get("high", MOST))


def _range(item: Field[Any]) -> str:
    noun = "a number" if isinstance(item.default, float) else "an integer"
    low, high = item.metadata.get("low"), item.metadata.get("high")
    return f"{noun} from {low} to {high}" if high is not None else f"{noun}, at least {low}"


def _wrong(name: str, found: Any, expected: str) -> LabError:
    error = DataError if name == "dataset" else ModelError
    return error(field=flag(name), found=repr(found), expected=expected)
