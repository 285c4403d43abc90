"""Everything that tells of something unexpected, led into a run's report.

Python's uncaught exceptions, of threads and of what cannot raise too; Qt's warnings; our own log's; and by
``faulthandler`` what no Python code survives.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from aevae_desktop.recovery.report import Bug, Report

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

LOGGER = "aevae_desktop"


class Hooks:
    """Installed when made, until ``remove``. ``on_bug``, if set, is called with each bug, from wherever it happened.

    The first bug of all is one line on stderr too.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.on_bug: Callable[[Bug], object] | None = None
        self._log = _ToReport(report)
        logging.getLogger(LOGGER).addHandler(self._log)
        self._before = sys.excepthook, sys.unraisablehook, threading.excepthook
        self._listens = False
        self._qt_before: Callable[[QtMsgType, QMessageLogContext, str], None] | None = None
        sys.excepthook = self._uncaught
        sys.unraisablehook = lambda args: self._unexpected(
            args.exc_value, args.err_msg or "where nothing can be raised"
        )
        threading.excepthook = lambda args: self._unexpected(args.exc_value, "in a thread")
        self._faults = not faulthandler.is_enabled()
        if self._faults and (report.handle is not None or sys.stderr is not None):
            faulthandler.enable(sys.stderr if report.handle is None else report.handle)

    def listen_to_qt(self) -> None:
        """Take Qt's messages too; ``QtCore`` is loaded by now."""
        from PySide6.QtCore import qInstallMessageHandler

        self._listens, self._qt_before = True, qInstallMessageHandler(self._qt)

    def remove(self) -> None:
        """Put back what was before."""
        sys.excepthook, sys.unraisablehook, threading.excepthook = self._before
        logging.getLogger(LOGGER).removeHandler(self._log)
        if self._faults:
            faulthandler.disable()
        if self._listens:
            from PySide6.QtCore import qInstallMessageHandler

            qInstallMessageHandler(self._qt_before)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._unexpected(error)

    def _unexpected(self, error: BaseException | None, where: str = "") -> None:
        if error is None:
            return
        bug = self.report.unexpected(error, where)
        if self.report.bugs == 1 and sys.stderr is not None:
            print(f"aevae-desktop: unexpected error: {bug.line}", file=sys.stderr)  # noqa: T201
        if self.on_bug is not None:
            self.on_bug(bug)

    def _qt(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind.name != "QtDebugMsg":
            self.report.note(f"Qt, {kind.name.removeprefix('Qt').removesuffix('Msg').lower()}: {text}")
        if sys.stderr is not None:
            print(text, file=sys.stderr)  # noqa: T201


class _ToReport(logging.Handler):
    """Warnings of our own, such as why an inference process was replaced."""

    def __init__(self, report: Report) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """Write it."""
        self._report.note(record.getMessage())
