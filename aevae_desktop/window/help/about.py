"""What the program is, what it is made of, and what helps to find a fault."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QShowEvent

from aevae_desktop import __version__
from aevae_desktop.language import translate
from aevae_desktop.recovery.report import versions
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.shell import TITLE
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import grid, hbox
from aevae_desktop.ui.widgets.text_line import Heading, TextLine
from aevae_desktop.window.help import diagnostics
from aevae_desktop.window.help.beside import Beside, copyable

COPIED = translate("window", "The diagnostics are in the clipboard.")
WHAT = translate(
    "window", "A laboratory for the latent spaces of autoencoders. It is free software under the MIT licence."
)
LICENCES = (  # of what the program uses, as docs/licences.md has them
    ("PySide6-Essentials", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
    ("shiboken6", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
    ("numpy", "BSD-3-Clause"),
    ("onnxruntime", "MIT"),
    ("flatbuffers", "Apache-2.0"),
    ("packaging", "Apache-2.0 OR BSD-2-Clause"),
    ("protobuf", "BSD-3-Clause"),
    ("pillow", "MIT-CMU"),
    (translate("window", "Inter (the font)"), "SIL Open Font Licence 1.1"),
)
QT = translate(
    "window",
    "Qt and PySide6 are used under the LGPL 3.0. They are separate libraries, which you may "
    "replace by versions of your own. Their source text: https://code.qt.io, the licence: "
    "https://www.gnu.org/licenses/lgpl-3.0.html",
)


def show(window: MainWindow) -> None:
    """Open the window, which is made when it is first asked for."""
    (window.findChild(About) or About(window)).open()


def copy(window: MainWindow) -> None:
    """Put the diagnostics into the clipboard, and say so."""
    QGuiApplication.clipboard().setText(diagnostics.text(window))
    window.session.notify(COPIED)


class About(Beside):
    """Versions, licences, what is confined; and a button that copies the diagnostics."""

    def __init__(self, window: MainWindow) -> None:
        self._confined, self._copied = label(name="about.confined"), label(name="about.copied")
        tip = translate("window", "Versions, screens, models and the last messages, as text: no names, no folders")
        button_row = hbox(
            button(translate("window", "Copy diagnostics"), "about.copy", tip, self._copy), (self._copied, 1), gap=10
        )
        table = grid(
            *((label(name, quiet=False, wrap=False), label(licence)) for name, licence in LICENCES), gaps=(16, 3)
        )
        table.setColumnStretch(1, 1)
        super().__init__(
            window, "about", translate("window", "About {title}").format(title=TITLE), QSize(560, 620),
            TextLine(15, f"{TITLE} {__version__}", strong=True),
            label(WHAT), copyable(label(versions(), "about.versions")), button_row,
            Heading(translate("window", "What a model may do")), self._confined,
            Heading(translate("window", "What it is made of")), table, copyable(label(QT)),
        )  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        """Say what is known by now."""
        self._confined.setText(diagnostics.confinement(self._main.session.confined))
        self._copied.clear()

    def _copy(self) -> None:
        copy(self._main)
        self._copied.setText(COPIED)
