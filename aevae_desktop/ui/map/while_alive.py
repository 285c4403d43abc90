"""A cache that does not keep alive what its results were made from: they go together."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

MOST = 4  # results for one thing


def while_alive(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
    """A decorator: the last results for each first argument are kept, which is known by identity and not kept alive.

    ``lru_cache`` would hold on to the codes and fields of models that were closed long ago. The other arguments must
    be hashable.
    """
    every: WeakKeyDictionary[Any, dict[object, R]] = WeakKeyDictionary()

    @wraps(function)
    def found(thing: T, /, *args: P.args, **named: P.kwargs) -> R:
        kept, key = every.setdefault(thing, {}), (args, tuple(named.items()))
        if key not in kept:
            if len(kept) >= MOST:
                del kept[next(iter(kept))]
            kept[key] = function(thing, *args, **named)
        return kept[key]

    return found
