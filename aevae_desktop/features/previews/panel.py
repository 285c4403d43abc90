"""The previews: what each decoder makes of one code, large, with the switch that says whose; and under it the code."""

from __future__ import annotations

from operator import is_, methodcaller

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from aevae_desktop.features.drawing.state import Drawing, Unread
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.path import text as path_text
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.previews import logic
from aevae_desktop.features.previews.controller import PreviewsController
from aevae_desktop.features.probe import text as probe_text
from aevae_desktop.features.probe.state import Owner, Preview, Showing, Spacing
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Pane, SessionState, panes_differ
from aevae_desktop.ui import words
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.controls import Segmented, switch
from aevae_desktop.ui.widgets.keyed_tip import show_tip
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.per_pane import PaneCell, PerPane
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import TextLine, muted

LEAST = 84  # px: a preview is never smaller
LARGEST = 260  # px: on one map alone the preview would push the pen out of a laptop's screen
SHARE = 0.22  # of the window's height, for heading and pictures
SHOWN_LARGEST, SHOWN_SHARE = 480, 0.42  # the same while it is shown to a room
TIPS = {
    Owner.POINTER: translate(
        "previews", "The code under the pointer, or where it was frozen by a click; pointing at a map chooses this"
    ),
    Owner.PATH: translate(
        "previews", "The code under the playhead of the path; playing and moving the playhead choose this"
    ),
    Owner.DRAWING: translate(
        "previews", "The code that each model's encoder gives to your drawing; drawing chooses this"
    ),
}
OWNERS = {
    Owner.POINTER: translate("previews", "Pointer"),
    Owner.PATH: translate("previews", "Path"),
    Owner.DRAWING: translate("previews", "Your drawing"),
}
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
PIXELS = translate("previews", "Show each of the decoder's pixels as a square, without blending between them")

DECODED = translate("previews", "What the decoder of this map makes of the code")

FILM = methodcaller("get", FrameSequence)


class Decoder(Picture):
    """One pane's preview: the decoder's own output, and nothing else unless an onion skin was asked for."""

    def __init__(self, index: int) -> None:
        super().__init__(170)
        self.setMaximumWidth(LARGEST)
        self.setObjectName(f"decoder.{index}")
        self.setAccessibleName(translate("previews", "Decoded image of pane {index}").format(index=index + 1))


class OwnerSwitch(Segmented):
    """Whose code the previews show; who has none cannot be chosen, and its tip says why."""

    def __init__(self, session: Session) -> None:
        self._owners = list(Owner)
        names = [f"showing.{owner.name.lower()}" for owner in Owner]
        super().__init__([OWNERS[owner] for owner in Owner], names=names, title=translate("previews", "Showing"))
        self.chosen.connect(lambda index: session.controller(PreviewsController).show(self._owners[index]))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Put the owner's button down."""
        if new.part(Showing) is not old.part(Showing) or old is EMPTY:
            self.setIndex(self._owners.index(new.part(Showing).owner))
        changed = new.part(Drawing) is not old.part(Drawing) or new.shown != old.shown or old is EMPTY
        if not changed and all(map(is_, map(FILM, old.panes), map(FILM, new.panes))):
            return
        for index, owner in enumerate(self._owners):
            lack = logic.lack(new, owner)
            self.button(index).setEnabled(not lack)
            show_tip(self.button(index), lack or TIPS[owner])


class DecoderPanel(PerPane):
    """A preview per pane, at most ``most`` px high: see ``limit``."""

    def __init__(self, session: Session) -> None:
        self._largest, self._share = LARGEST, SHARE
        self._pictures = [_Cell(index) for index in range(len(session.state.panes))]
        self._switch, control = OwnerSwitch(session), QWidget()
        self._pixels = switch(translate("previews", "Pixels"), "previews.pixels", PIXELS, self._scale)
        self._controls = hbox(self._switch, self._pixels, of=control)
        super().__init__(translate("previews", "Show"), self._pictures, control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: other room for the controls."""
        self._arrange()

    def apply_theme(self, _theme: Theme) -> None:
        """Text of another size: other room for the controls."""
        self._arrange()

    def _arrange(self) -> None:
        """Put the controls one above the other where large or long words leave no room beside each other."""
        wanted = self._switch.sizeHint().width() + self._controls.spacing() + self._pixels.sizeHint().width()
        self._controls.setDirection(BESIDE if wanted <= self.width() else BELOW)

    def fit(self) -> None:
        """A low window has smaller previews, for there is more under them."""
        self.limit(round(self.window().height() * self._share))

    def present(self, on: bool) -> None:
        """A room sees them larger."""
        self._largest, self._share = (SHOWN_LARGEST, SHOWN_SHARE) if on else (LARGEST, SHARE)

    def limit(self, most: int) -> None:
        """Be at most ``most`` px high: the pictures become smaller, down to ``LEAST`` px."""
        for cell in self._pictures:
            cell.picture.setMaximumWidth(min(max(most - self._around(), LEAST), self._largest))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the previews, and whose they are."""
        super().render_state(old, new)
        self._switch.render_state(old, new)

    def _around(self) -> int:
        """How high all but the pictures is, px."""
        layout = self.layout()
        assert layout is not None
        heads = [layout.itemAt(k) for k in range(layout.count() - 1)]
        return sum(head.sizeHint().height() + layout.spacing() for head in heads if head is not None)

    def _scale(self, squares: bool) -> None:
        for cell in self._pictures:
            cell.picture.setSmooth(not squares)


class _Cell(PaneCell):
    parts = (Preview, Unread)

    def __init__(self, index: int) -> None:
        super().__init__()
        self._index = index
        self.picture = Decoder(index)
        self.picture.says = lambda: ", ".join(filter(None, logic.caption(*self._shown)))
        hbox((self.picture, 1000), None, gap=0, of=self)  # at the left, where the caption is, however small it is

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether other frames shine through, or it may be empty for another reason."""
        if old.lead != new.lead or new.part(Showing) is not old.part(Showing):
            return True
        onion = new.part(PathState).onion or old.part(PathState).onion
        return bool(onion) and onion_differs(old, new)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        self._shown = state, pane
        preview = pane.get(Preview)
        if pane.model is None or preview is None or preview.image is None:
            hint = logic.empty(state, pane)
            self.picture.setImage(None)
            self.picture.setHint(hint)
            self.picture.setAccessibleDescription(hint)
            self.picture.setToolTip("")
            return
        self.picture.setAccessibleDescription(DECODED)
        spec, blend = pane.model.manifest.image, frame_sequence.with_onion(state, self._index)
        self.picture.setToolTip("" if blend is None else path_text.onion(state.part(PathState).onion))
        self.picture.setImage(preview.image if blend is None else blend, spec.low, spec.high)


class CaptionsPanel(PerPane):
    """Two lines per pane. Nobody reads a thousand a second: the window draws them at its leisure."""

    lazy = True

    def __init__(self, session: Session) -> None:
        super().__init__("", [_Caption() for _ in session.state.panes])


class _Caption(PaneCell):
    parts = (Preview, Spacing)

    def __init__(self) -> None:
        super().__init__()
        self._code, self._near = TextLine(12), muted()
        vbox(self._code, self._near, gap=1, of=self)

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether other frames shine through."""
        return old.part(PathState).onion != new.part(PathState).onion

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        name = words.pane_names(state)[state.panes.index(pane)]
        code, near = logic.caption(state, pane)
        self._code.setText(code, name)
        self._near.setText(near)
        preview = pane.get(Preview)
        tip = "" if preview is None else probe_text.why_empty(pane, preview.probe)
        if tip != self._near.toolTip():
            self._near.setToolTip(tip)


def onion_differs(old: SessionState, new: SessionState) -> bool:
    """Whether other frames may shine through the one on the screen: of more, or of those that came meanwhile."""
    if old.part(PathState).onion != new.part(PathState).onion:
        return True
    return bool(new.part(PathState).onion) and panes_differ(old, new, FrameSequence)
