"""The settings while the program runs: what features keep of how a person likes it, and the file brought up to date."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from aevae_desktop.errors import LabError
from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState

MODELS = "models"  # the folders of the bundles on the maps, which the reading process is asked for first
SOON_MS = 500  # between a change and the file


class KeptSettings(QObject):
    """Puts the features' settings into ``session`` when it is made, and from then on keeps what changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._settings = session, session.settings
        self._rows = [row for row in session.saved if row.setting]
        self._told = ""
        self._restore()
        self._known = self._looks(session.state)  # as the settings have it
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.write)
        self._settings.on_change = self._soon.start
        session.changed.connect(self._on_changed)
        self._tell()

    def write(self) -> None:
        """Bring the file up to date now."""
        self._collect()
        self._soon.stop()
        self._settings.write()
        self._tell()

    def _restore(self) -> None:
        kept = JsonObject({row.key: self._settings.value(row.key) for row in self._rows}, "settings.json")
        for row in self._rows:
            try:
                if (value := row.read(kept)) is not None:
                    row.restore(self._session, value, ())
            except LabError as error:
                self._session.notify(str(error))

    def _on_changed(self) -> None:
        if not self._soon.isActive():  # a hand that moves changes the state a thousand times a second
            self._soon.start()

    def _collect(self) -> None:
        state, known = self._session.state, self._known
        self._known = self._looks(state)
        for row, before, now in zip(self._rows, known, self._known, strict=True):
            if any(a is not b for a, b in zip(before, now, strict=True)):
                self._settings.put(row.key, _plain(row.take(row.finished(state), {})))
        models = [pane.model.key for pane in state.panes if pane.model is not None]
        if len(models) == len(state.panes):
            self._settings.put(MODELS, models)

    def _looks(self, state: SessionState) -> list[tuple[object, ...]]:
        return [row.work(state) for row in self._rows]

    def _tell(self) -> None:
        if self._settings.problem and self._settings.problem != self._told:
            self._told = self._settings.problem
            self._session.notify(self._told)


def _plain(value: Any) -> Any:
    """``value`` as JSON gives it back."""
    return json.loads(json.dumps(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value))
