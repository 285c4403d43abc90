"""What is told while a model trains: a bar on a terminal, elsewhere a line an epoch, or lines of JSON for a program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from tqdm import tqdm

EVERY_S = 1.0  # between two lines of JSON within an epoch


class Progress:
    """A bar over ``total`` steps, ``done`` of which were done before; nothing is printed when ``quiet``.

    In the ``form`` "json" a line on stdout is an object: ``step``, ``total``, ``left`` (seconds, None at first), and
    after an epoch what is logged of it and the name of a new ``snapshot``, if there is one. There is one an epoch, and
    one a second within it.
    """

    def __init__(self, name: str, total: int, done: int, quiet: bool, form: str = "text") -> None:
        self._json = form == "json" and not quiet
        quiet = quiet or form == "json"
        self._first, self._step, self._total = done, done, total
        self._begin = self._told = time.monotonic()
        terminal = sys.stderr.isatty()
        self._lines = not quiet and not terminal
        self._bar: Any = tqdm(
            total=total, initial=done, desc=name, unit="step", mininterval=0.5, disable=quiet or not terminal
        )

    @property
    def for_program(self) -> bool:
        """Whether a program reads it."""
        return self._json

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def step(self) -> None:
        """One step is done."""
        self._step += 1
        self._bar.update()
        if self._json and time.monotonic() - self._told >= EVERY_S:
            self.tell({})

    def epoch(self, row: Mapping[str, Any], **more: str) -> None:
        """An epoch is done; ``row`` holds its losses in nats an image, ``more`` what only a program is told."""
        terms = ("reconstruction", "kl") if "kl_per_dimension" in row else ("reconstruction",)  # an AE's KL is none
        names = [f"{held}{term}" for held in ("", "validation_") for term in terms]
        losses = ", ".join(f"{name} {row[name]:.2f}" for name in names if name in row)
        self._bar.set_postfix_str(losses + " nats an image")
        if self._lines:
            print(f"epoch {row['epoch']}: {losses} nats an image", flush=True)
        if self._json:
            self.tell({**row, **more})

    def tell(self, row: Mapping[str, Any]) -> None:
        """One line of JSON: how far it is, and ``row``."""
        self._told = time.monotonic()
        done = self._step - self._first
        left = (self._told - self._begin) / done * (self._total - self._step) if done else None
        print(json.dumps({**row, "step": self._step, "total": self._total, "left": left}), flush=True)
