"""What a person sees while a model trains: on a terminal a bar with the time left, elsewhere a line an epoch."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from tqdm import tqdm


class Progress:
    """A bar over ``total`` steps, ``done`` of which were done before; nothing is printed when ``quiet``."""

    def __init__(self, name: str, total: int, done: int, quiet: bool) -> None:
        terminal = sys.stderr.isatty()
        self._lines = not quiet and not terminal
        self._bar: Any = tqdm(
            total=total, initial=done, desc=name, unit="step", mininterval=0.5, disable=quiet or not terminal
        )

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def step(self) -> None:
        """One step is done."""
        self._bar.update()

    def epoch(self, row: Mapping[str, Any]) -> None:
        """An epoch is done; ``row`` holds its losses in nats an image."""
        shown = {name: value for name, value in row.items() if isinstance(value, float)}
        losses = ", ".join(f"{name} {value:.2f}" for name, value in shown.items())
        self._bar.set_postfix_str(losses + " nats an image")
        if self._lines:
            print(f"epoch {row['epoch']}: {losses} nats an image", flush=True)
