"""The strip of pictures under the pen, how many there are, and what can be done with all of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from aevae_desktop.features.drawing.logic import readable
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.pictures import logic
from aevae_desktop.features.pictures.controller import PicturesController
from aevae_desktop.features.pictures.state import Pictures, Readings
from aevae_desktop.features.pictures.strip import PictureStrip, StripArea
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import Heading, TextLine


class PicturesPanel(Panel):
    """Hidden while there is no strip."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        controller = session.controller(PicturesController)
        self._strip = PictureStrip()
        self._strip.chosen.connect(controller.choose)
        self._area = StripArea(self._strip)
        self._said, self._left_out = TextLine(11, muted=True, name="pictures.said"), TextLine(11, muted=True)
        self._left_out.setObjectName("pictures.left_out")
        tip = translate("pictures", "A path through all of them, in their order; undo takes it back")
        path = button(translate("pictures", "All as way-points"), "pictures.path", tip, controller.as_waypoints,
                      compact=True)  # fmt: skip
        tip = translate(
            "pictures", "Encode the whole folder by the model of the active map: it becomes a model (Shift+K)"
        )
        self._encode = button(translate("pictures", "Encode all…"), "pictures.encode", tip, self._encode_all,
                              compact=True)  # fmt: skip
        tip = translate("pictures", "Take the strip away; the drawing stays")
        close = button(translate("pictures", "Close"), "pictures.close", tip, controller.clear, compact=True)
        head = hbox((Heading(translate("pictures", "Pictures")), 1), (self._said, 3))
        vbox(head, self._area, self._left_out, hbox(path, self._encode, close, None), of=self)
        self.hide()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the strip, and which picture is in hand."""
        part = new.part(Pictures)
        drawn = new.part(Drawing).photo is not old.part(Drawing).photo
        panes = panes_differ(old, new, "model") or panes_differ(old, new, Readings) or old.shown != new.shown
        if part is old.part(Pictures) and not drawn and not panes:
            return
        self.setVisible(bool(part.photos))
        if not part.photos:
            return
        self._said.setText(said(part, new))
        self._left_out.setText(part.refused[0] if len(part.refused) == 1 else left_out(part))
        self._left_out.setToolTip("\n".join(part.refused))
        self._left_out.setVisible(bool(part.refused))
        self._encode.setVisible(bool(part.folder))
        self._strip.show_pictures(new)
        self._area.settle(logic.at(new))

    def _encode_all(self) -> None:
        folder = self._session.state.part(Pictures).folder
        self._session.controller(EncodingController).start(Path(folder))
        card = self.window().findChild(QWidget, "encoding")
        if card is None or card.isHidden():
            self.trigger("encoding")


def said(part: Pictures, state: SessionState) -> str:
    """How many pictures there are, or how far they are read, and what stands under each."""
    if part.coming:
        return translate("pictures", "{n} of {total} read …").format(n=part.total - part.coming, total=part.total)
    names = words.pane_names(state)
    rows = ", ".join(names[i] for i, model in state.shown_models() if readable(model))
    text = translate("pictures", "{n}; below each: {models}") if rows else "{n}"
    count = str(len(part.photos))
    if part.more:
        count = translate("pictures", "the first {n} of {total:,}").format(n=part.total, total=part.total + part.more)
    return text.format(n=count, models=rows)


def left_out(part: Pictures) -> str:
    """How many could not be read."""
    return translate("pictures", "{n} could not be read and are left out").format(n=len(part.refused))
