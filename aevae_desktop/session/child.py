"""Starting an inference process: nothing heavy is imported, so that it can be done before anything else."""

from __future__ import annotations

from PySide6.QtCore import QProcess, QProcessEnvironment

from aevae_desktop.engine import launch


def start(patient: bool = False, module: str = launch.SERVER) -> QProcess:
    """A child on its way; it says nothing until it is asked something. ``patient``: others come first."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in launch.ENVIRONMENT.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    program, arguments = launch.command(patient, module)
    process.start(program, arguments)
    return process
