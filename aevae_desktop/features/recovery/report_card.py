"""The card that tells of an unexpected error, once for many equal ones, and the one that shows a report.

They lie over the window and hold up nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from aevae_desktop.language import translate
from aevae_desktop.recovery.report import Bug
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.over_window import OverWindow
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import hbox, vbox

WIDE, TEXT = 520, 360  # px: the width of the card, the height of a report's text


class ReportCard(OverWindow):
    """A head, a line, perhaps a text, and two buttons, in the middle of ``window``; ``report`` says what is copied."""

    def __init__(self, window: QWidget, name: str, head: str, report: Callable[[], str]) -> None:
        super().__init__(window, name, head, WIDE)
        self._report = report
        self.line = _label("", 13)
        self.copied = _label("", 12)
        self.copied.setProperty("quiet", True)
        parts = (_label(head, 15, strong=True), self.line, self._buttons())
        self.column = vbox(*parts, gap=10, edges=(20, 18, 20, 16), of=self)

    def copy(self) -> None:
        """Put the report into the clipboard."""
        QGuiApplication.clipboard().setText(self._report())
        self.copied.setText(translate("recovery", "The report is in the clipboard."))

    def _buttons(self) -> QHBoxLayout:
        name = self.objectName()
        copy = button(
            translate("recovery", "Copy report"),
            f"{name}.copy",
            translate("recovery", "Copy what happened: no names, no folders"),
            self.copy,
        )
        close = button(translate("recovery", "Close"), f"{name}.close", translate("recovery", "Close"), self.close)
        return hbox((self.copied, 1), copy, close, gap=8, edges=(0, 6, 0, 0))


class UnexpectedCard(ReportCard):
    """Opens with the first error of its kind; equal ones only count up, and once it was closed say no more."""

    def __init__(self, window: QWidget, report: Callable[[], str]) -> None:
        super().__init__(window, "unexpected", translate("recovery", "Something unexpected happened"), report)
        self._said = ""

    def tell(self, bug: Bug) -> None:
        """One more unexpected error."""
        if bug.times > 1 and (bug.line != self._said or self.isHidden()):
            return
        if bug.times == 1:
            self._said = bug.line
            self.copied.setText("")
        times = translate("recovery", "\n{times:,} times so far.").format(times=bug.times) if bug.times > 1 else ""
        self.line.setText(
            translate("recovery", "{said}\n\nThe window goes on. The report says what happened.{times}").format(
                said=self._said, times=times
            )
        )
        self.open() if bug.times == 1 else self.place()


def show_report(window: QWidget, text: str) -> ReportCard:
    """A card with the whole ``text`` of a report; one at a time."""
    if (before := window.findChild(ReportCard, "report")) is not None:
        before.deleteLater()
        before.setObjectName("")
        before.hide()
    made = ReportCard(window, "report", translate("recovery", "Report of the run that ended"), lambda: text)
    made.line.setText(translate("recovery", "What the program noted. Your names and folders are left out."))
    view = QPlainTextEdit(text)
    view.setObjectName("report.text")
    view.setAccessibleName(translate("recovery", "The report"))
    view.setReadOnly(True)
    view.setMinimumHeight(TEXT)
    made.column.insertWidget(2, view, 1)
    made._wide = WIDE + 200
    made.open()
    return made


def _label(text: str, px: float, *, strong: bool = False) -> QLabel:
    made = label(text, quiet=False)
    made.setFont(themes.font(px, strong=strong))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
