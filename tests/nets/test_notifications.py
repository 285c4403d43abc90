"""Every listener hears every change once, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.controller import ProbeController
from tests.nets import library, monkey_window

Heard = list[tuple[object, object]]


@pytest.fixture
def window(qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window on two of the little bundles."""
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    made = monkey_window.open_window(tmp_path)
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


def _listen(window: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Heard]:
    """What each controller of the session, and whoever is connected to its signal, hears from now on."""
    heard: dict[str, Heard] = {"signal": []}
    for part in window.session._followers:
        record = heard.setdefault(type(part).__name__, [])

        def on_state_changed(old: Any, new: Any, record: Heard = record, inner: Any = part.on_state_changed) -> None:
            record.append((old, new))
            inner(old, new)

        monkeypatch.setattr(part, "on_state_changed", on_state_changed)
    window.session.changed.connect(lambda old, new: heard["signal"].append((old, new)))
    return heard


def _late(record: Heard) -> int:
    """Notifications whose old state is not the one that was heard of last."""
    return sum(old is not before for (old, _), (_, before) in zip(record[1:], record, strict=False))


def _everything(window: Any, models: Path) -> None:
    """Each card is opened; with each, another probe, a stroke, another model."""
    import numpy as np

    session = window.session
    for k, name in enumerate(window.dock.cards):
        window.toggle_card(name)
        session.controller(ProbeController).probe(0, 0.1 * k, 0.3)
        session.controller(DrawingController).redraw((np.array([[40.0 + k, 40.0], [80.0, 120.0]]),))
        session.controller(ModelsController).open(k % 2, models / library.SORTS[k % 2][0])
        assert window.wait_idle(60_000)


def test_nobody_hears_an_older_change_last(window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = _listen(window, monkeypatch)
    _everything(window, tmp_path / "models")
    assert all(heard.values())
    assert {name: _late(record) for name, record in heard.items()} == dict.fromkeys(heard, 0)


def test_everybody_hears_of_as_many_changes(window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = _listen(window, monkeypatch)
    _everything(window, tmp_path / "models")
    assert len({len(record) for record in heard.values()}) == 1
