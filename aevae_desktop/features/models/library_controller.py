"""The library: which bundles there are, and which are opened to begin with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

from aevae_desktop.engine.wire.library import FAVOURITES, Entry
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_watcher import SLOT, LibraryWatcher
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState

RECENT, MOST_RECENT = "recent", 10  # what was opened last, as a setting: bundles' folders and figures
WAIT_MS = 10_000  # for what cannot go on without the library; nothing in the window is such
_NO_INPUT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


class LibraryController(Controller):
    """Lists the bundles of some folders and of those that a person opens."""

    prefixes = (SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: set[Path] = set()  # folders that a person named, still to be opened
        self._watcher = LibraryWatcher(context.client.submit, self._found, context)

    # ------------------------------------------------------------ commands

    def start(self, folders: Sequence[Path], wanted: Sequence[Path | None] = ()) -> None:
        """List what is in ``folders`` and open the bundles ``wanted``, left map first; without any, an AE beside a VAE.

        None of them: that map is given something else. Nothing is waited for: the library comes in the event loop, and
        the choice with it.
        """
        self.context.client.start()
        panes = self.context.state.panes
        guests = {pane: _absolute(path) for pane, path in zip(range(len(panes)), wanted, strict=False) if path}
        self._asked.update(guests.values())
        for pane, folder in guests.items():
            self.context.controller(ModelsController).open(pane, folder)
        self._watcher.watch(*folders)
        self.invite(*guests.values())
        if len(wanted) == 1:
            self.context.show(0)

    def invite(self, *bundles: Path) -> None:
        """List these bundles among the others from now on."""
        self._watcher.invite(*bundles)
        self._watcher.look()

    def open(self, pane: int, folder: Path) -> None:
        """Open a bundle from anywhere in ``pane``; once it is open it is listed among the others."""
        self._asked.add(_absolute(folder))
        self.context.controller(ModelsController).choose(pane, _absolute(folder))

    def asked_for(self, folder: Path) -> bool:
        """Whether a person named this bundle, and it has not been shown since."""
        return folder in self._asked

    @property
    def complete(self) -> bool:
        """Whether every place has been looked at, or did not answer."""
        return self._watcher.complete

    def remember(self, path: Path) -> None:
        """Note down that a person has opened ``path``, the latest first."""
        settings, text = self.context.settings, str(_absolute(path))
        others = [other for other in settings.texts(RECENT, MOST_RECENT) if other != text]
        settings.put(RECENT, [text, *others][:MOST_RECENT])

    def wait(self, most_ms: int = WAIT_MS) -> None:
        """Let the event loop run, without what a person does, until the library is known, or for ``most_ms``."""
        end = QDeadlineTimer(most_ms)
        while not (self._watcher.complete or end.hasExpired()):
            QCoreApplication.processEvents(_NO_INPUT, 50)

    def close(self) -> None:
        """Look no more."""
        self._watcher.close()

    # ------------------------------------------------------------ what happens around it

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A bundle that is not listed yet is from now on, and one that a person has opened is remembered."""
        shown = (self.context.state.panes[i].model for i in panes)
        folders = {Path(model.key) for model in shown if model is not None}
        for folder in folders & self._asked:
            self._asked.discard(folder)
            self.remember(folder)
        if new := [folder for folder in folders if not self._watcher.lists(folder)]:
            self.invite(*new)

    def on_reply(self, reply: Replied) -> None:
        """A folder was looked through."""
        self._watcher.read(reply)

    def on_failure(self, failure: Failed) -> None:
        """A folder cannot be read: its entry says so."""
        self._watcher.refused(failure)

    def _found(self, entries: tuple[Entry, ...]) -> None:
        self.context.set_state(replace(self.context.state, library=entries))
        if all(pane.wanted is None for pane in self.context.state.panes):
            for pane, folder in enumerate(_opening_choice(self.context.state, self._watcher.complete)):
                self.context.controller(ModelsController).open(pane, folder)


def _absolute(folder: Path) -> Path:
    """``folder`` from the root, without a look at the disk: that might not answer."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve would follow links, which takes a look


def _opening_choice(state: SessionState, complete: bool) -> tuple[Path, ...]:
    """What to open first; nothing yet where better may be found, unless the library is ``complete``."""
    good = [entry for entry in state.library if entry.error is None]
    ids = {entry.id: entry.folder for entry in good}
    if all(name in ids for name in FAVOURITES):
        return tuple(ids[name] for name in FAVOURITES)
    if not complete:
        return ()
    kinds = [next((entry.folder for entry in good if entry.kind == kind), None) for kind in ("ae", "vae")]
    found = [folder for folder in kinds if folder is not None]
    return tuple((found * 2)[:2])
