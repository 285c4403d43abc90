"""One line under the top bar after a run that ended without being asked to: what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QToolButton

from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui.widgets.controls import button
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import TextLine

HIGH = 38  # px
UNEXPECTED = translate("recovery", "It ended unexpectedly.")
BUTTONS = (
    ("report", translate("recovery", "Open report"), translate("recovery", "See what went wrong, and copy it")),
    (
        "restore",
        translate("recovery", "Restore what was open"),
        translate("recovery", "Show the models, the drawing, the path and the selection again"),
    ),
    ("dismiss", translate("recovery", "Dismiss"), translate("recovery", "Forget it")),
)


class RecoveryStrip(Panel):
    """Hidden until there is something to ``offer``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("recovery")
        self.setAccessibleName(translate("recovery", "After an unexpected end"))
        self.setFixedHeight(HIGH)
        self._line = TextLine(13, on="raised")
        self._line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons = {name: self._button(name, text, tip) for name, text, tip in BUTTONS}
        self._actions: dict[str, Callable[[], object]] = {}
        hbox(self._line, 8, *self._buttons.values(), None, gap=8, edges=(16, 0, 12, 0), of=self)
        self.hide()

    def offer(self, line: str, **actions: Callable[[], object]) -> None:
        """Say ``line``, with a button for each of ``report``, ``restore`` and ``dismiss`` that is given."""
        self._actions = actions
        self._line.setText(line)
        self._line.updateGeometry()
        for name, made in self._buttons.items():
            made.setVisible(name in actions)
        self.show()

    def _button(self, name: str, text: str, tip: str) -> QToolButton:
        return button(text, f"recovery.{name}", tip, lambda: self._actions[name](), compact=True)
