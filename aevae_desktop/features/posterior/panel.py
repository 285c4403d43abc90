"""The Posterior card: eps under the hand, z = mu + sigma * eps with live numbers, 64 draws, and the loss terms."""

from __future__ import annotations

from PySide6.QtCore import Qt

from aevae_desktop.features.posterior import text
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.draws import DrawsSection
from aevae_desktop.features.posterior.pad import Models, PadSection, Panes
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import Segmented, label
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.ui.widgets.text_line import muted

WIDE = 400  # px
PURPOSE = translate("posterior", "Draw z = μ + σ × ε yourself, and read the terms of the loss.")
TITLES = {"drawing": translate("posterior", "Your drawing"), "sample": translate("posterior", "Sample")}
TIPS = (
    translate("posterior", "The posterior of your drawing"),
    translate("posterior", "The posterior of the sample at the probe; a click on a map holds it"),
)


class PosteriorPanel(Card):
    """Beside the maps, which show what happens: the switch, the pad's part, then chance's."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "posterior", translate("posterior", "Posterior"), PURPOSE, WIDE)

    def build(self) -> None:
        """Make the switch and the two parts."""
        session = self._session
        self._source = Segmented(
            tuple(TITLES.values()),
            TIPS,
            [f"posterior.source.{name}" for name in TITLES],
            title=translate("posterior", "Image"),
        )
        self._source.chosen.connect(
            lambda k: session.controller(PosteriorController).choose("sample" if k else "drawing")
        )
        self._subject, self._error = muted(), label(name="posterior.error")
        self._active = label(name="posterior.active")
        self._active.setToolTip(translate("posterior", "The variance of the mean over the images is above 0.01"))
        self._pad, self._draws = PadSection(session), DrawsSection(session)
        source = (self._source, 0, Qt.AlignmentFlag.AlignLeft)
        self.lay_out(source, self._subject, self._active, self._error, self._pad, 6, self._draws)
        self.setFocusProxy(self._pad.pad)
        self.watch(True)  # before it is shown: lists are as wide as what they offer then

    def apply_theme(self, theme: themes.Theme) -> None:
        """The legend of the deviations has the theme's colours."""
        super().apply_theme(theme)
        if self._built:
            self._draw(self._session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the posterior; nothing while the card is closed."""
        differs = (
            panes_differ(old, new, "model")
            or old.part(PosteriorState) is not new.part(PosteriorState)
            or old.shown != new.shown
        )
        if self._built and self.isVisible() and differs:
            self._draw(new)

    def watch(self, seen: bool) -> None:
        """Draw while somebody looks."""
        self._session.controller(PosteriorController).watch(seen)
        if seen:
            self._draw(self._session.state)

    def _draw(self, state: SessionState) -> None:
        part, names, models = state.part(PosteriorState), words.pane_names(state), dict(state.shown_models())
        panes = {i: part.panes[i] for i in state.shown if i in part.panes}
        self._source.setIndex(list(TITLES).index(part.source))
        self._subject.setText(_subject(models, panes))
        self._subject.setVisible(bool(self._subject.text()))
        self._active.setText(text.active(models.values(), [names[i] for i in models]))
        self._active.setVisible(bool(self._active.text()))
        errors = dict.fromkeys(why for pane in panes.values() for why in (pane.error, pane.undrawn) if why)
        self._error.setText(" ".join(errors))
        self._error.setVisible(bool(errors))
        self._pad.show_panes(part, models, panes, names)
        self._draws.show_panes(part, models, panes, names)


def _subject(models: Models, panes: Panes) -> str:
    """Which sample it is, in one line; of the drawing there is nothing to say."""
    i = next(iter(panes), None)
    row = None if i is None else panes[i].subject.token[1]
    return words.sample(models[i], row) if i is not None and isinstance(row, int) else ""
