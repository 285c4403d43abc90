"""What a run keeps for the next one, and what the one before has left: autosave, strip, dialog and sweeping."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Qt, QTimer, Signal

from aevae_desktop import atomic
from aevae_desktop.errors import LabError
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.recovery import work
from aevae_desktop.features.recovery.autosave import Autosave
from aevae_desktop.features.recovery.kept_settings import KeptSettings
from aevae_desktop.features.recovery.report_card import UnexpectedCard, show_report
from aevae_desktop.features.recovery.strip import UNEXPECTED, RecoveryStrip
from aevae_desktop.language import translate
from aevae_desktop.recovery import exports, runs
from aevae_desktop.recovery.hooks import Hooks
from aevae_desktop.recovery.report import Bug
from aevae_desktop.recovery.runs import DeadRun, Run
from aevae_desktop.session.inference import child
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.action import MainWindow

SWEEP_MS = 1000  # after the window is there
SWEEPING = "aevae_desktop.engine.sweeping"


class RecoveryController(QObject):
    """Stands between this ``run``, those before it and ``window``, whose child it is."""

    _unexpected = Signal(object)  # queued: a bug may be told from a thread, or in the middle of painting

    def __init__(self, window: MainWindow, run: Run, hooks: Hooks) -> None:
        super().__init__(window)
        self._window, self._session, self._run = window, window.session, run
        self._strip = window.panel(RecoveryStrip)
        window.report = run.report.text
        self._card: UnexpectedCard | None = None  # made for the first error
        self._unexpected.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._hooks = hooks
        hooks.on_bug = self._unexpected.emit
        self._session.changed.connect(self._note)
        self._autosave = self._started_autosave()
        self._restoring: DeadRun | None = None
        self._sweeper: QProcess | None = None
        QTimer.singleShot(SWEEP_MS, self, self._sweep)
        self._offer(runs.dead())

    def keep(self) -> None:
        """Save what is open, now."""
        if self._autosave is not None:
            self._autosave.flush()

    def close(self) -> None:
        """The window is going: what it shows is what the next one opens with."""
        self._hooks.on_bug = None
        for kept in self._session.findChildren(KeptSettings):
            kept.write()
        if self._autosave is not None:
            self._autosave.flush(untouched=True)
            self._autosave.close()
        if self._sweeper is not None:
            self._sweeper.kill()

    def _started_autosave(self) -> Autosave | None:
        path = self._run.work
        if path is None:
            folder = runs.place()
            self._session.notify(
                translate("recovery", "Nothing can be kept for the next start: {folder}: {reason}.").format(
                    folder=folder, reason=self._run.reason
                )
            )
            return None
        made = Autosave(self._session, path, lambda: self._window.theme.name, self._session.notify, self)
        made.saved.connect(self._on_saved)
        return made

    def _note(self, old: SessionState, new: SessionState) -> None:
        if new.notice and new.notice is not old.notice:
            self._run.report.note(f"said: {new.notice}")

    def _tell(self, bug: Bug) -> None:
        if self._card is None:
            self._card = UnexpectedCard(self._window, self._run.report.text)
        self._card.tell(bug)

    # ------------------------------------------------------------ the run before

    def _offer(self, dead: tuple[DeadRun, ...]) -> None:
        if not dead:
            return
        run = dead[0]
        actions: dict[str, Callable[[], object]] = {"dismiss": lambda: self._forget(run)}
        if run.work is not None:
            actions["restore"] = lambda: self._restore(run)
        actions["report"] = lambda: show_report(self._window, run.report())
        self._strip.offer(UNEXPECTED, **actions)

    def _restore(self, run: DeadRun) -> None:
        """Show what was open. What it is in is kept until it is in the file of this run."""
        try:
            if run.work is not None:
                work.restore(self._session, work.read(run.work, self._session.saved))
        except LabError as error:
            self._session.notify(error)
            return
        self._strip.hide()
        self._restoring = run

    def _on_saved(self) -> None:
        if self._restoring is not None and not self._session.controller(FigureController).busy:
            self._restoring.forget()
            self._restoring = None

    def _forget(self, run: DeadRun) -> None:
        self._strip.hide()
        run.forget()

    # ------------------------------------------------------------ what killed writers left

    def _sweep(self) -> None:
        """In a process of its own: a disk that does not answer may hold that up as long as it likes."""
        atomic.on_new_folder(exports.remember)
        self._sweeper = child.start(patient=True, module=SWEEPING)
        self._sweeper.setParent(self)
