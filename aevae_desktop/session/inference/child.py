"""Child processes: started with nothing heavy imported, so that it can be done first, and let go without waiting."""

from __future__ import annotations

import atexit

from PySide6.QtCore import QProcess, QProcessEnvironment

from aevae_desktop.engine.wire import launch

_EXIT_MS = 200  # at the end of the program, all children together; the kernel ends what takes longer
_leaving: set[QProcess] = set()  # killed, and not yet told to be gone: somebody must hold them


def start(patient: bool = False, module: str = launch.SERVER) -> QProcess:
    """A child on its way; it says nothing until it is ready. ``patient``: others come first."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in launch.ENVIRONMENT.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    program, arguments = launch.command(patient, module)
    process.start(program, arguments)
    return process


def let_go(process: QProcess) -> None:
    """Kill ``process`` and return at once; it is deleted when it is gone. What it says until then is thrown away.

    Who listens to it must know by itself that it is no more his: the kernel may need seconds to take down a large one.
    """
    process.setParent(None)
    if process.state() == QProcess.ProcessState.NotRunning:
        process.deleteLater()
        return
    _leaving.add(process)
    process.finished.connect(lambda *_: _gone(process))
    process.errorOccurred.connect(lambda error: _gone(process) if error == _NEVER_CAME else None)
    process.closeReadChannel(QProcess.ProcessChannel.StandardOutput)
    process.closeReadChannel(QProcess.ProcessChannel.StandardError)
    process.kill()


def leaving() -> int:
    """How many children were let go and are not gone yet."""
    return len(_leaving)


def _gone(process: QProcess) -> None:
    _leaving.discard(process)
    process.deleteLater()


def _at_exit() -> None:
    """Nobody is left to be told: what is still going is killed, and Qt need not wait half a minute for each."""
    share = _EXIT_MS // max(len(_leaving), 1)
    for process in _leaving:
        process.blockSignals(True)
        if not process.waitForFinished(share):
            process.setProcessState(QProcess.ProcessState.NotRunning)


_NEVER_CAME = QProcess.ProcessError.FailedToStart
atexit.register(_at_exit)
