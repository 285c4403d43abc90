"""The Open models card: what files are, how sure that is, and what comes of it; what cannot be measured is asked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from aevae_desktop.features.networks import text
from aevae_desktop.features.networks.controller import NetworksController
from aevae_desktop.features.networks.state import OPEN, Found, Reading
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.widgets.controls import button, choice, label
from aevae_desktop.ui.widgets.file_dialog import ask_to_open
from aevae_desktop.ui.widgets.layouts import grid, hbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.still_row import Still, StillRow
from aevae_desktop.ui.widgets.text_line import TextLine, muted

WIDE, TALLEST = 440, 64  # px


class NetworksPanel(Card):
    """Files are chosen; a row for each thing that was found; decodes, and what comes back of drawn digits or waves."""

    def __init__(self, session: Session) -> None:
        purpose = translate("networks", "Networks as others export them. What they are is measured by running them.")
        super().__init__(session, "networks", translate("networks", "Open models"), purpose, WIDE)

    @property
    def _networks(self) -> NetworksController:
        return self._session.controller(NetworksController)

    def build(self) -> None:
        """Make the rows, the pictures and the buttons."""
        tip = translate("networks", "A decoder, or an encoder and its decoder: .onnx files")
        files = button(translate("networks", "Choose files…"), "networks.files", tip, self.ask_which)
        tip = translate("networks", "Measure the model of the active map anew, and read it in another way")
        self._shown = button(
            translate("networks", "Read the shown model again"), "networks.shown", tip, self._look, flat=True
        )
        self._head, self._what = label("", "networks.head", quiet=False), label("", "networks.what")
        self._doubts = label("", "networks.doubts", quiet=False)
        self._rows = {name: _Row(name, self._networks) for name in text.ORDER}
        rows = grid(*(cells for row in self._rows.values() for cells in row.cells), gaps=(12, 4))
        rows.setColumnStretch(1, 1)
        said = translate("networks", "Random codes, decoded")
        self._random = StillRow("networks.random", said, TALLEST, lines=0)
        self._random_said = muted(said)
        self._again, self._again_said = StillRow("networks.again", text.again(Reading()), TALLEST, lines=0), muted()
        for made in (self._random, self._again):
            made.setCursor(Qt.CursorShape.ArrowCursor)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._error = label("", "networks.error", quiet=False)
        tip = translate("networks", "Make a model of it and open it; the files stay as they are")
        self._open = button(translate("networks", "Open it so"), "networks.open", tip, self._accept)
        tip = translate("networks", "Open nothing; the map stays as it is")
        self._leave = button(translate("networks", "Leave it"), "networks.leave", tip, self._dismiss, flat=True)
        pictures = (self._random_said, self._random, self._again_said, self._again)
        begin, end = hbox(files, self._shown, None), hbox(self._open, self._leave, None)
        self.lay_out(begin, self._head, self._doubts, end, self._error, self._what, rows, *pictures)
        asked = self._session.state.part(Reading).asked
        self.setFocusProxy(self._open if asked else files)
        self._draw(self._session.state.part(Reading))

    def ask_which(self) -> None:
        """Let a person choose the decoder, or both networks, which open as if they were dropped on the leading map."""
        title = translate("networks", "Open a decoder, or an encoder and its decoder")
        take = partial(self._networks.open, self._session.state.lead)
        filters = [translate("networks", "Networks (*.onnx)"), translate("networks", "All files (*)")]
        ask_to_open(self, title, take, filters, QFileDialog.FileMode.ExistingFiles)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what was found."""
        if self._built and new.part(Reading) is not old.part(Reading):
            self._draw(new.part(Reading))

    def _look(self) -> None:
        self._networks.look(self._session.state.lead)

    def _accept(self) -> None:
        self._networks.accept()
        self.trigger("networks")

    def _dismiss(self) -> None:
        self._networks.dismiss()
        self.trigger("networks")

    def _draw(self, reading: Reading) -> None:
        self._head.setText(text.head(reading))
        self._shown.setVisible(not reading.title)
        for made, said in ((self._what, text.what(reading)), (self._error, reading.error)):
            made.setText(said)
            made.setVisible(bool(said))
        self._doubts.setText("\n".join(reading.doubts))
        self._doubts.setVisible(bool(reading.doubts))
        found = {each.name: each for each in reading.findings}
        for name, row in self._rows.items():
            row.show_found(found.get(name), text.title(name, text.is_of_signals(reading)))
        self._show(reading)
        self._open.setVisible(reading.manifest is not None)
        self._open.setEnabled(not reading.busy and not reading.error)
        self._leave.setVisible(bool(reading.title))

    def _show(self, reading: Reading) -> None:
        """The pictures."""
        random, given, again = reading.random, reading.given, reading.again
        for made, there in ((self._random, random), (self._random_said, random), (self._again, again)):
            made.setVisible(there is not None)
        self._again_said.setVisible(again is not None)
        self._again_said.setText(text.again(reading))
        self._again.setAccessibleName(text.again(reading))
        self._random.show_stills(_stills(random))
        pairs = [still for pair in zip(_stills(given), _stills(again), strict=False) for still in pair]
        self._again.show_stills(pairs)


class _Row:
    """What one thing is called, the choices, how sure it is, and under them why."""

    def __init__(self, name: str, networks: NetworksController) -> None:
        self._found: Found | None = None
        self._networks = networks
        self._title = muted(text.title(name), room=86)
        self._choice = choice(f"networks.{name}", text.title(name), [], -1, text.title(name))
        self._choice.activated.connect(self._chosen)
        self._sure, self._said = TextLine(11, name=f"networks.{name}.sure", room=92), label("", f"networks.{name}.said")
        self.cells = ((self._title, self._choice, self._sure), (None, (self._said, 1, 2), None))
        self.show_found(None, text.title(name))

    def show_found(self, found: Found | None, title: str) -> None:
        """Show it, called so; nothing where it does not matter."""
        self._found = found
        self._title.setText(title)
        self._choice.setAccessibleName(title)
        for made in (self._title, self._choice, self._sure):
            made.setVisible(found is not None)
        self._said.setVisible(found is not None and bool(found.said))
        if found is None:
            return
        self._choice.clear()
        self._choice.addItems([text.choice(found, value) for value in found.choices])
        self._choice.setCurrentIndex(found.choices.index(found.value))
        self._choice.setEnabled(len(found.choices) > 1)
        self._sure.setText(*("", text.sure(found)) if found.sure == OPEN else (text.sure(found), ""))
        self._said.setText(found.said)

    def _chosen(self, index: int) -> None:
        if self._found is not None:
            self._networks.choose(self._found.name, self._found.choices[index])


def _stills(images: F32 | None) -> list[Still]:
    return [] if images is None else [Still(image, (), "") for image in images]
